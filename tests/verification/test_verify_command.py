"""The verb on a folder: which stored pulls count, the accept-list, what is proven from above, the report."""

import json
from datetime import timedelta

import pytest
from closet import CATALYST, CX, DAY, NIGHT, PROCURVE, replugged, state, things, with_port, without

from switchrefresh.errors import Exit, UsageError
from switchrefresh.journal import words
from switchrefresh.snapshots.state import Fact, FactStatus, Neighbor, SeenMac, State
from switchrefresh.storage.journal_file import append_event
from switchrefresh.storage.project import Project

AWAKE = {thing.at for thing in things() if thing.kind in {"ap", "phone", "camera"}}


def swapped(folder, after, before=None):
    folder.keep("sw1", "baseline", state(CATALYST), DAY)
    folder.keep("sw1", "before", before or state(CATALYST, AWAKE), NIGHT)
    folder.keep("sw1", "after", after, NIGHT + timedelta(hours=1))


def test_a_clean_night_is_nothing_lost(folder):
    swapped(folder, state(CX, AWAKE))
    result = folder.verify("sw1")
    assert (result.exit, result.data["verdict"]) == (Exit.OK, "nothing-lost")
    [row] = result.data["switches"]
    assert row["not_checked"] == []
    assert (row["expected"], row["back"], len(row["due_by_morning"])) == (22, 22, 24)
    assert row["portmap"] == {"name": "portmaps/a.yaml", "rules": row["portmap"]["rules"], "guessed": False}
    assert result.next == ("switchrefresh verify sw1 --morning",)
    journal = [json.loads(line) for line in (folder.root / "journal.jsonl").read_text().splitlines()]
    assert [(e["event"], e["switch"], e["verdict"]) for e in journal] == [("verified", "sw1", "nothing-lost")]


def test_a_dead_access_point_is_lost(folder):
    swapped(folder, without(state(CX, AWAKE), "1/1/3"))
    result = folder.verify("sw1")
    assert (result.exit, result.data["verdict"]) == (Exit.NO, "lost")
    [found] = result.data["switches"][0]["findings"]
    assert {"code", "severity", "before_port", "after_port", "message"} <= found.keys()
    assert (found["code"], found["before_port"], found["after_port"]) == ("POE_LOST", "GigabitEthernet1/0/3", "1/1/3")
    [waiting] = result.data["switches"][0]["waiting"]
    assert waiting["jack"] == "B-103"


def test_without_a_look_at_either_side_nothing_is_proven(folder):
    folder.keep("sw1", "after", state(CX), NIGHT)
    assert folder.verify("sw1").exit is Exit.PARTIAL
    folder.keep("core", "baseline", state(CX), DAY)
    result = folder.verify("core")
    assert (result.exit, result.data["verdict"]) == (Exit.PARTIAL, "not-proven")


def test_an_answer_that_tells_nothing_is_not_proven(folder):
    swapped(folder, State("aruba_aoscx"))
    assert folder.verify("sw1").data["verdict"] == "not-proven"


def test_a_before_from_working_hours_says_nothing_about_the_night(folder):
    folder.keep("sw1", "before", state(CATALYST), DAY)
    folder.keep("sw1", "after", state(CX, AWAKE), NIGHT)
    assert folder.verify("sw1").data["verdict"] == "nothing-lost"


def test_the_same_before_counts_within_the_hour(folder):
    folder.keep("sw1", "before", state(CATALYST), NIGHT)
    folder.keep("sw1", "after", state(CX, AWAKE), NIGHT + timedelta(minutes=30))
    assert folder.verify("sw1").data["verdict"] == "lost"


def test_an_accepted_finding_is_told_and_decides_nothing(folder):
    swapped(folder, without(state(CX, AWAKE), "1/1/3"))
    accept = "accepted:\n- {switch: sw1, code: POE_LOST, port: Gi1/0/3, who: kim, why: new AP, until: 2026-12-24}\n"
    (folder.root / "accepted-findings.yaml").write_text(accept)
    result = folder.verify("sw1", as_of="2026-12-24")
    assert result.exit is Exit.OK
    assert result.data["switches"][0]["findings"][0]["accepted"]["who"] == "kim"
    late = folder.verify("sw1", as_of="2026-12-25")
    assert late.exit is Exit.NO
    assert [p.code for p in late.problems] == ["acceptance-over"]


def test_mistakes_of_the_accept_list_are_told_with_their_line(folder):
    swapped(folder, state(CX, AWAKE))
    text = "accepted:\n- {switch: sw1, code: X}\n- {switch: sw1, code: X, who: a, why: b, until: soon}\n- 5\n"
    (folder.root / "accepted-findings.yaml").write_text(text)
    result = folder.verify("sw1")
    assert [(p.code, p.where.line) for p in result.problems] == [
        ("missing-key", 2),
        ("missing-key", 2),
        ("missing-key", 2),
        ("bad-value", 3),
        ("wrong-type", 4),
    ]


def test_a_port_map_with_a_mistake_proves_nothing(folder):
    swapped(folder, state(CX, AWAKE))
    (folder.root / "portmaps" / "a.yaml").write_text("portmap: {rules: [x]}\n")
    result = folder.verify("sw1")
    assert result.data["verdict"] == "not-proven"
    assert [p.code for p in result.problems] == ["portmap-rule"]


def test_cables_as_they_are_can_be_accepted_as_the_map(folder):
    new = with_port(state(CX, AWAKE), "1/1/46", access_vlan=40)
    swapped(folder, replugged(new, "1/1/17", "1/1/46"))
    row = folder.verify("sw1").data["switches"][0]
    assert row["new_map"]["ports"] == {"GigabitEthernet1/0/17": "1/1/46"}
    (folder.root / row["new_map"]["file"]).write_text(row["new_map"]["text"])
    again = folder.verify("sw1").data["switches"][0]
    assert again["new_map"] is None
    assert [f["code"] for f in again["findings"] if f["before_port"] == "GigabitEthernet1/0/17"] == []


def test_a_report_is_written_and_hostile_text_in_it_is_only_text(folder):
    bad = with_port(state(CATALYST), "GigabitEthernet1/0/3", description="<script>| [x](http://a) \x1b[31m")
    swapped(folder, without(state(CX, AWAKE), "1/1/3"), before=bad)
    path = folder.root / "proof.md"
    folder.verify("sw1", report=str(path))
    text = path.read_text()
    assert "Something was lost" in text
    assert "<script>" not in text
    assert "\x1b" not in text
    with pytest.raises(UsageError):
        folder.verify("sw1", report=str(folder.root / "none" / "proof.md"))


def core(port_up=True, heard=range(1, 10), vlan=20, phase_port="1/1/7"):
    found = state(CX)
    macs = tuple(SeenMac(f"00:50:56:00:00:{n:02x}", vlan, phase_port) for n in heard)
    seen = tuple(m for m in found.macs if m.port != phase_port)
    named = with_port(found, phase_port, description="to lib", oper_up=port_up, speed=1000 if port_up else None)
    kept = tuple(n for n in found.neighbors if n.port != phase_port)
    return State(**{**named.__dict__, "macs": (*seen, *macs), "neighbors": kept})


@pytest.mark.parametrize(
    ("after", "verdict", "code"),
    [
        (core(), "nothing-lost", None),
        (core(heard=range(1, 4)), "nothing-lost", None),
        (core(heard=()), "lost", "MAC_LOST"),
        (core(port_up=False, heard=()), "lost", "LINK_LOST"),
        (core(vlan=1), "lost", "MAC_WRONG_VLAN"),
        (State(**{**core().__dict__, "facts": {Fact.MACS: FactStatus.REFUSED}}), "not-proven", "NOT_CHECKED"),
    ],
)
def test_what_cannot_be_asked_is_proven_from_above(folder, after, verdict, code):
    folder.keep("core", "before", core(), NIGHT)
    folder.keep("core", "after", after, NIGHT + timedelta(minutes=40))
    row = folder.verify("lib").data["switches"][0]
    assert row["verdict"] == verdict
    counting = [f["code"] for f in row["findings"] if f["severity"] != "minor"]
    assert (code in counting) if code else not counting


def test_nothing_above_proves_nothing(folder):
    assert folder.verify("lib").data["verdict"] == "not-proven"


def test_a_switch_that_stays_is_compared_with_itself(folder):
    named = Neighbor("1/1/7", "lib", "00:50:56:00:00:99", capabilities=frozenset({"bridge"}))
    same = State(**{**core().__dict__, "neighbors": (*core().neighbors, named)})
    folder.keep("core", "before", same, NIGHT)
    folder.keep("core", "after", same, NIGHT + timedelta(minutes=40))
    assert folder.verify("core").data["switches"][0]["findings"] == []


def test_other_families_through_the_usual_map(folder):
    text = (folder.root / "switches.yaml").read_text().replace("cisco_ios", "hp_procurve")
    (folder.root / "switches.yaml").write_text(text.replace(", portmap: portmaps/a.yaml", ""))
    folder.keep("sw1", "before", state(PROCURVE), NIGHT)
    folder.keep("sw1", "after", state(CX), NIGHT + timedelta(minutes=40))
    row = folder.verify("sw1").data["switches"][0]
    assert row["verdict"] == "nothing-lost"
    assert row["portmap"]["guessed"]
    assert row["portmap"]["rules"] == ["{1-50} -> 1/1/{1-50}"]


def test_verify_needs_a_target_or_an_open_window(folder):
    with pytest.raises(UsageError):
        folder.verify()
    with pytest.raises(UsageError):
        folder.verify(morning=True)


def test_in_the_morning_the_switches_of_the_last_days_are_meant(folder):
    swapped(folder, state(CX))
    project = Project(folder.root)
    append_event(project, words.SWITCH_DONE, {"switch": "sw1", "on": "2026-12-02"})
    [row] = folder.verify(morning=True, as_of="2026-12-03").data["switches"]
    assert (row["switch"], row["verdict"]) == ("sw1", "nothing-lost")
    with pytest.raises(UsageError):
        folder.verify(morning=True, as_of="2026-12-20")


def test_an_unmanaged_switch_that_becomes_a_managed_one_is_proven_from_above(folder):
    path = folder.root / "switches.yaml"
    path.write_text(
        path.read_text().replace("model: GS108, platform: unmanaged", "model: JL679A, platform: aruba_aoscx")
    )
    folder.keep("core", "before", core(), NIGHT)
    folder.keep("core", "after", core(), NIGHT + timedelta(minutes=40))
    assert folder.verify("lib").data["verdict"] == "nothing-lost"
