"""The product's checker names exactly the rule that a change to a valid plan breaks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outside"))

import changes
import records
import tiny

from switchrefresh.planning.checker import check_plan

assert changes.PACIFIC


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, code, _ in tiny.CASES])
def test_it_names_exactly_the_broken_rule(name: str, code: str | None) -> None:
    case = tiny.case(name)
    found = check_plan(records.request_of(case), records.plan_of(case))
    assert {violation.code for violation in found} == ({code} if code else set()), found


@pytest.mark.parametrize("name", [name for name, code, _ in tiny.CASES if code])
def test_a_violation_is_a_plain_sentence_about_a_window_or_switch_of_the_plan(name: str) -> None:
    case = tiny.case(name)
    windows = {w["id"] for w in case.plan["windows"]} | {w["id"] for w in case.plan["waves"]}
    for violation in check_plan(records.request_of(case), records.plan_of(case)):
        assert violation.message.endswith(".")
        assert "datetime" not in violation.message
        assert violation.window is None or violation.window in windows
