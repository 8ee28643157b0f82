"""C15 and history: what was promised stays, and what is over is counted but not judged."""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "outside"))

import changes
import records
import tiny
from tiny import Case

from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.model import PlanRequest, Violation


def promised(state: str = "approved", keys: Iterable[str] = ("w1", "w2", "w3", "w4")) -> Case:
    """The tiny case with its windows promised as they stand."""
    case = tiny.tiny()
    for window in case.plan["windows"]:
        if window["id"] in keys:
            window["state"] = state
            case.promised.append(copy.deepcopy(window))
    return case


def check(case: Case, **more: object) -> tuple[Violation, ...]:
    return check_plan(replace(records.request_of(case), **more), records.plan_of(case))


def codes(case: Case) -> list[str]:
    return [violation.code for violation in check(case)]


@pytest.mark.parametrize("state", ["approved", "running", "done"])
def test_what_is_promised_and_stays_is_right_even_when_it_is_near(state: str) -> None:
    case = promised(state, ["w1"])
    case.plan["as_of"] = "2027-01-08"  # 9 January is sooner than five days
    assert codes(case) == []
    case.plan["windows"][0]["state"] = "proposed"
    assert set(codes(case)) == {"C15"}


def test_a_promise_is_moved_without_a_word() -> None:
    case = promised()
    changes.shift_window(case.window("w2"), 5)
    found = check(case)
    assert {violation.code for violation in found} == {"C15"}
    assert [violation.window for violation in found] == ["w2", "w2", "w2"]
    assert "changes do not name it" in found[0].message
    assert "no rule is named" in found[1].message
    assert "no rule forbids it" in found[2].message


def test_a_promise_is_moved_because_a_rule_forbids_it_and_says_so() -> None:
    case = promised()
    changes.shift_window(case.window("w2"), 5)
    case.hours("hs", "no_students", ["16:05..21:00"])
    case.plan["changes"]["moved"] = ["w2"]
    case.window("w2")["why"] = ["C2: the building is open from 16:05."]
    case.window("w2")["state"] = "proposed"
    assert codes(case) == []


def test_a_promise_is_moved_with_a_pretext() -> None:
    case = promised()
    changes.shift_window(case.window("w2"), 5)
    case.plan["changes"]["moved"] = ["w2"]
    case.window("w2")["why"] = ["C2: the building is closed."]
    assert [v.message for v in check(case)] == [
        "w2 in hs was promised and is moved, though no rule forbids it where it was."
    ]


def test_a_promise_gains_a_task() -> None:
    case = promised(keys=["w2", "w3"])
    changes.pair_on_one_date(case)
    assert "C15" in codes(case)


def test_a_child_moves_because_its_parent_had_to() -> None:
    case = promised(keys=["w2"])
    parent, rest = case.window("w2"), copy.deepcopy(case.window("w2"))
    parent["tasks"] = parent["tasks"][:1]
    parent["end"] = tiny.at("2027-02-01", "17:56")
    rest.update(id="w5", tasks=rest["tasks"][1:])
    case.add(rest)
    changes.shift_window(rest, 24 * 60)
    case.promised = [dict(copy.deepcopy(w), state="approved") for w in (parent, rest)]
    parent["state"] = rest["state"] = "approved"
    assert codes(case) == []
    changes.shift_window(parent, 7 * 24 * 60 + 1)  # its parent comes a week later, so it can follow only after that
    changes.shift_window(rest, 7 * 24 * 60 + 1)
    parent["state"] = rest["state"] = "proposed"
    case.district["policy"]["core_on"] = ["break", "weekend"]
    case.district["freezes"] = [{"dates": "2027-02-01"}]
    case.plan["changes"]["moved"] = ["w2", "w5"]
    parent["why"] = ["C11: 1 February is frozen."]
    rest["why"] = ["C7: hs-core1 comes first."]
    assert "C15" not in codes(case)


def test_a_promise_is_dropped() -> None:
    case = promised()
    case.drop("hs-core2", code="C2")
    assert {v.window for v in check(case) if v.code == "C15"} == {"w3"}
    case.hours("hs", "break", [])
    case.plan["changes"]["removed"] = ["w3"]
    assert codes(case) == []


def test_a_promise_goes_when_its_switch_stays_after_all() -> None:
    case = promised()
    case.drop("hs-core2", code=None)
    case.switches["hs-core2"]["replacement"] = "none"
    case.plan["changes"]["removed"] = ["w3"]
    assert codes(case) == []


@pytest.mark.parametrize("state", ["running", "done"])
def test_what_is_over_never_moves(state: str) -> None:
    case = promised(state, ["w3"])
    changes.shift_window(case.window("w3"), -1)
    case.plan["changes"]["moved"] = ["w3"]
    case.window("w3")["why"] = ["C2: the building is closed."]
    assert "C15" in codes(case)


def test_a_state_that_nobody_promised() -> None:
    case = tiny.tiny()
    case.window("w3")["state"] = "done"
    assert codes(case) == ["C15"]


def test_a_change_that_is_none() -> None:
    case = promised()
    case.plan["changes"]["moved"] = ["w3"]
    assert codes(case) == ["C15"]


def test_history_is_not_judged_by_rules_of_today() -> None:
    case = promised("done", ["w1"])
    case.plan["as_of"] = "2027-01-20"
    case.hours("do", "weekend", [])
    case.hours("far", "weekend", [])
    case.district["crews"]["tech"]["max_weekend_days_per_month"] = "0"
    case.district["work"]["core"] = "1h"
    case.district["horizon"] = "2027-01-18..2027-03-31"
    case.switches["do-acc"].update(critical=["doors"], replacement="none")
    assert codes(case) == []


def test_history_counts() -> None:
    case = promised("done", ["w1"])
    case.plan["as_of"] = "2027-01-20"
    case.district["deliveries"][1]["models"]["BIG"] = "1"
    assert set(codes(case)) == {"C6"}
    case = promised("done", ["w1"])
    case.district["policy"]["pilot"]["soak"] = "23d"
    assert {(v.code, v.window) for v in check(case)} == {("C8", "w2")}


def test_ids_live_forever() -> None:
    case = tiny.tiny()
    assert [v.window for v in check(case, taken_ids=frozenset({"w2", "W4"}))] == ["w2", "w4"]
    before = tuple(records.window_of(w) for w in case.plan["windows"])
    assert check(case, taken_ids=frozenset({"w2"}), previous=before) == ()
    other = tuple(replace(w, building="do") if w.id == "w2" else w for w in before)
    assert [v.code for v in check(case, previous=other)] == ["C1"]


def test_nothing_unknown_stops_it() -> None:
    case = tiny.tiny()
    case.window("w3").update(building="moon", crew="nobody")
    case.window("w4")["tasks"][0]["switch"] = "ghost"
    case.window("w1")["end"] = case.window("w1")["start"]
    assert {"C1", "C2", "C3"} <= set(codes(case))


def test_times_without_a_zone_or_in_another_one() -> None:
    case = tiny.tiny()
    request, plan = records.request_of(case), records.plan_of(case)
    naive = replace(plan.windows[2], start=plan.windows[2].start.replace(tzinfo=None))
    found = check_plan(request, replace(plan, windows=(*plan.windows[:2], naive, plan.windows[3])))
    assert [(v.code, v.window) for v in found] == [("C2", "w3")]
    case.window("w4").update({k: case.window("w3")["start"][:-6] + "-06:00" for k in ("start", "end")})
    assert any("not in the zone of far" in v.message for v in check(case))


def test_the_same_question_gets_the_same_answer() -> None:
    case = tiny.case("too_many_switches_in_a_building_on_a_date")
    request: PlanRequest = records.request_of(case)
    assert check_plan(request, records.plan_of(case)) == check_plan(request, records.plan_of(copy.deepcopy(case)))
