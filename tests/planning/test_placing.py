"""Why a switch has no place, the arithmetic that proves it, and what would do: every cure is a plan that is checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from planner_districts import calendars, district, every_day, inventory, switch
from planner_randoms import random_request

from switchrefresh.planning.certificate import certify
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest
from switchrefresh.planning.placing import why_not, why_not_data
from switchrefresh.planning.problem import build_problem

AS_OF = date(2027, 5, 31)
TECH = {"base": "do", "hours": {"weekday": "07:00..17:00"}}


def ask(switches, days, **rules):
    found = inventory(district(**rules), switches)
    return PlanRequest(found, calendars({"do": every_day("2027-06-01", 30), "a": days}), AS_OF)


def cures(request):
    plan = make_plan(request)
    assert plan.unplaced
    (found,) = why_not(request, plan, [one.switch for one in plan.unplaced])
    for cure in found.cures:
        placed = {task.switch for window in cure.windows for task in window.tasks}
        assert placed >= set(found.switches)
        other = make_plan(cure.relaxation.request)
        assert check_plan(cure.relaxation.request, other) == ()
    return found


CASES = {
    "C11": ({"policy": {"deadline": "2027-06-01"}, "horizon": "2027-06-01..2027-06-30"}, "until 2027-06-02"),
    "C13": ({"crews": {"tech": TECH | {"max_days_per_week": "1"}}}, "one more day a week for tech (2 and not 1)"),
    "C6": ({"deliveries": [{"arrives": "2027-06-01", "models": {"M": "1"}}]}, "1 M more"),
    "C10": ({"policy": {"max_switches_per_window": "0"}}, "2 switches a window and not 0"),
    "C3": ({"crews": {"tech": TECH | {"available": ["2027-06-01"]}}}, "one more day of tech, Wednesday 2027-06-02"),
}


@pytest.mark.parametrize("code", CASES)
def test_the_cheapest_cure_is_named_and_tight(code):
    rules, words = CASES[code]
    request = ask(
        {"a1": switch("a", minutes="6h"), "a2": switch("a", minutes="5h")}, every_day("2027-06-01", 4), **rules
    )
    if code == "C10":
        request = replace(request, inventory=inventory(district(**rules), {"a1": switch("a"), "a2": switch("a")}))
    found = cures(request)
    assert found.cures[0].relaxation.code == code
    assert found.cures[0].relaxation.words.startswith(words)


def test_one_more_saturday_would_do():
    """The building is open on one evening only, and its crew works on Saturdays too."""
    crew = {"base": "do", "hours": {"weekday": "07:00..21:00", "weekend": "08:00..16:00"}}
    days = {f"2027-06-{n:02d}": ("school_day" if n not in (5, 6) else "weekend", []) for n in range(1, 8)}
    days["2027-06-03"] = ("school_day", ["15:00..18:00"])
    request = ask({"a1": switch("a", minutes="2h"), "a2": switch("a", minutes="2h")}, days, crews={"tech": crew})
    found = cures(request)
    assert found.certificate is not None
    assert found.certificate.needs == 240
    assert found.certificate.holds == 150
    assert "A needs 4 h of work until 2027-06-03" in found.certificate.sentence
    assert any("open on Saturday 2027-06-05" in cure.relaxation.words for cure in found.cures)
    data = why_not_data(found)
    assert data["impossible"] is True
    assert data["would_do"][0]["windows"]


def test_nothing_is_called_impossible_without_arithmetic():
    """Two of a redundant pair and one date: no sum of minutes forbids it, so no proof is claimed."""
    switches = {"a1": switch("a"), "a2": switch("a", redundant_with="a1")}
    found = cures(ask(switches, every_day("2027-06-01", 1)))
    assert found.certificate is None
    assert why_not_data(found)["impossible"] is False


def test_switches_that_only_wait_for_another_bring_no_reasons_of_their_own():
    switches = {"a1": switch("a", minutes="20h"), "a2": switch("a", uplink="a1"), "a3": switch("a", uplink="a2")}
    request = ask(switches, every_day("2027-06-01", 5))
    plan = make_plan(request)
    (found,) = why_not(request, plan, ["a1", "a2", "a3"])
    assert found.switches == ("a1", "a2", "a3")
    assert [r.code for r in found.reasons] == ["C2", "C3"]


@pytest.mark.parametrize("seed", range(40))
def test_a_certificate_never_stands_against_a_plan_that_places_all(seed):
    request = random_request(seed)
    plan, problem = make_plan(request), build_problem(request)
    left = {one.switch for one in plan.unplaced}
    for building, names in problem.by_building.items():
        if not left & set(names):
            assert certify(problem, building) is None


def test_a_deadline_moves_only_as_far_as_the_switches_asked_for_need():
    switches = {"a1": switch("a"), "a2": switch("a", uplink="a1", minutes="540m")}
    rules = {"policy": {"deadline": "2027-05-31"}, "horizon": "2027-06-01..2027-06-30"}
    request = ask(switches, every_day("2027-06-01", 5), **rules)
    plan = make_plan(request)
    (found,) = why_not(request, plan, ["a1"])
    (both,) = why_not(request, plan, ["a1", "a2"])
    assert found.cures[0].relaxation.words == "until 2027-06-01 and not 2027-05-31"
    assert both.cures[0].relaxation.words == "until 2027-06-02 and not 2027-05-31"
