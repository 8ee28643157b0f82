"""Findings: their pages, their JSON, and what is told once instead of three times."""

import re
from datetime import date
from pathlib import Path

from switchrefresh.documents.catalogue import CATALOGUE
from switchrefresh.verification import findings as room
from switchrefresh.verification.findings import Acceptance, Finding, Severity, fold
from switchrefresh.verification.verdict import Verdict, verdict_of


def test_every_code_of_the_rules_has_a_page():
    texts = [path.read_text() for path in Path(room.__file__).parent.glob("*.py")]
    codes = {code for text in texts for code in re.findall(r'notes\.add\(\s*"([A-Z_]+)"', text)}
    assert len(codes) >= 20
    assert codes | {"NOT_CHECKED"} <= CATALOGUE.keys()


def test_three_losses_of_one_port_are_one_finding():
    three = [Finding(c, Severity.MAJOR, c, "1", "1/1/1") for c in ("NEIGHBOR_LOST", "LINK_LOST", "POE_LOST")]
    [told] = fold(three)
    assert (told.code, set(told.also)) == ("POE_LOST", {"NEIGHBOR_LOST", "LINK_LOST"})
    assert told.as_json()["also"]


def test_a_cable_and_a_setting_stay_two():
    two = [Finding("LINK_LOST", Severity.MAJOR, "a", "1"), Finding("ACCESS_VLAN", Severity.CRITICAL, "b", "1")]
    assert [f.code for f in fold(two)] == ["ACCESS_VLAN", "LINK_LOST"]


def test_an_accepted_finding_decides_nothing():
    taken = Acceptance("kim", "replaced next week", date(2027, 1, 1))
    found = Finding("LINK_LOST", Severity.MAJOR, "a", "1", accepted=taken)
    assert verdict_of([found]) is Verdict.NOTHING_LOST
    assert found.as_json()["accepted"] == {"who": "kim", "why": "replaced next week", "until": "2027-01-01"}
