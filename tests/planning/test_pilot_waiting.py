"""A pilot that waits for what it holds: said so, with what would do, and no search for what nothing can have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from planner_districts import calendars, district, every_day, inventory, switch

from switchrefresh.inventory.pilots import pilot_circles
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.found import Engine
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest
from switchrefresh.planning.placing import why_not

SWITCHES = {
    "core": switch("do", role="core"),
    "a1": switch("a", role="core", uplink="core"),
    "a2": switch("a", uplink="a1"),
    "b1": switch("b", role="core", uplink="core"),
}


class NoSearch(Engine):
    def solve(self, start, watch=None):
        raise AssertionError("nothing can be found")


def ask(pilots, order="core_first", switches=SWITCHES, **policy):
    rules = {"pilot": {"buildings": pilots, "soak": "3d"}, "order": order, **policy}
    days = {key: every_day("2027-06-01", 20) for key in ("do", "a", "b")}
    return PlanRequest(inventory(district(policy=rules), switches), calendars(days), date(2027, 5, 20))


def test_the_circle_is_named_and_nothing_is_searched_for():
    plan = make_plan(ask(["a"]), engine=NoSearch(), floor=True)
    assert plan.windows == () and plan.solver.floor == plan.solver.objective == plan.solver.bound
    told = {one.switch: [(r.code, r.message) for r in one.reasons] for one in plan.unplaced}
    assert told["core"] == told["b1"]
    (reason,) = told["core"]
    assert reason[0] == "C8"
    assert "its a1 must come after core at DO: make do pilot too, or choose another pilot" in reason[1]


@pytest.mark.parametrize("name", ["core", "a2", "b1"])
def test_a_wider_pilot_would_do_wherever_it_is_asked(name):
    request = ask(["a"])
    (found,) = why_not(request, make_plan(request), [name])
    assert [cure.relaxation.words for cure in found.cures] == [
        "do in the pilot too",
        "no building waiting for the pilot",
    ]
    for cure in found.cures:
        assert name in {task.switch for window in cure.windows for task in window.tasks}
        assert check_plan(cure.relaxation.request, make_plan(cure.relaxation.request)) == ()
    assert make_plan(ask(["a", "do"])).unplaced == ()


def test_without_a_circle_there_is_a_search():
    for request in (ask(["do"]), ask(["a"], order="any"), ask(["a", "b"], order="leaf_first")):
        assert make_plan(request).unplaced == ()
    with pytest.raises(AssertionError, match="nothing can be found"):
        make_plan(ask(["do"]), engine=NoSearch())


def test_a_part_of_the_pilot_that_waits_for_nobody_lets_the_others_go():
    alone = {**SWITCHES, "a3": switch("a")}
    plan = make_plan(ask(["a"], switches=alone))
    assert {one.switch for one in plan.unplaced} == {"a1", "a2"}


def test_what_stays_binds_nobody():
    stays = {**SWITCHES, "core": replace(SWITCHES["core"], replacement=None)}
    assert pilot_circles(ask(["a"], switches=stays).inventory) == ()
    assert make_plan(ask(["a"], switches=stays)).unplaced == ()


def test_leaves_first_turn_the_circle_around():
    (circle,) = pilot_circles(ask(["do"], order="leaf_first").inventory)
    assert (circle.building, circle.switch, circle.others) == ("do", "core", ("a", "b"))
    assert pilot_circles(ask(["a"], order="leaf_first").inventory) == ()
