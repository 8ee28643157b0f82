"""Buildings that wait for each other in turn (C7), and switches that can be done although others of theirs cannot."""

from datetime import date

from planner_districts import calendars, district, every_day, inventory, switch

from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest
from switchrefresh.planning.problem import build_problem
from switchrefresh.planning.staged import levels_of


def request_of(switches, count=10, hours=("07:00..17:00",), **rules):
    found = inventory(district(**rules), switches)
    days = {key: every_day("2027-06-01", count, hours=hours) for key in found.buildings}
    return PlanRequest(found, calendars(days), date(2027, 5, 31))


def both_ways():
    """a1 before b1 before a2 before b2, and more in each building that waits for nothing."""
    more = {f"{key}{n}": switch(key) for key in "ab" for n in (7, 8, 9)}
    chain = {"a1": switch("a"), "b1": switch("b", uplink="a1"), "a2": switch("a", uplink="b1")}
    return {**chain, "b2": switch("b", uplink="a2"), **more}


def test_levels_count_how_often_the_way_changes_buildings():
    problem = build_problem(request_of(both_ways()))
    assert levels_of(problem, ("a1", "b1", "a2", "b2", "a7")) == {"a1": 0, "b1": 1, "a2": 2, "b2": 3, "a7": 0}


def test_chains_both_ways_take_two_visits_to_each_building_and_no_more():
    request = request_of(both_ways())
    plan = make_plan(request)
    assert check_plan(request, plan) == ()
    assert plan.unplaced == ()
    assert sorted(window.building for window in plan.windows) == ["a", "a", "b", "b"]


def test_a_switch_that_can_never_be_placed_takes_no_other_with_it():
    """a9 waits for c1, which has no stock; a1 to a8 have room for some of them only, and get it."""
    switches = {f"a{n}": switch("a", minutes="2h") for n in range(1, 9)}
    switches |= {"c1": switch("c", replacement={"model": "NONE", "platform": "cisco_ios"})}
    switches |= {"a9": switch("a", uplink="c1", minutes="2h", priority="9"), "b1": switch("b")}
    stock = [{"arrives": "2027-05-01", "models": {"M": "99"}}]
    request = request_of(switches, count=2, hours=("07:00..12:00",), deliveries=stock)
    plan = make_plan(request)
    assert check_plan(request, plan) == ()
    placed = {task.switch for window in plan.windows for task in window.tasks}
    assert len(placed & {f"a{n}" for n in range(1, 9)}) >= 3
    assert not placed & {"a9", "c1"}
