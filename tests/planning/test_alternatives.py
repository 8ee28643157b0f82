"""Other dates of a window and what they cost, the rules that bind it, and the rules against a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from planner_districts import calendars, district, every_day, inventory, switch, view
from planner_randoms import random_request

from switchrefresh.calendars.model import Calendars
from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.alternatives import board_of, choices, choices_data, rules_against
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.goals import evaluate
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest, Task
from switchrefresh.planning.problem import build_problem, moment_of

AS_OF = date(2027, 5, 31)


def ask(switches, days, **rules):
    found = inventory(district(**rules), switches)
    return PlanRequest(found, calendars({"do": every_day("2027-06-01", 10), **days}), AS_OF)


def planned(request):
    plan = make_plan(request)
    assert check_plan(request, plan) == ()
    return plan, board_of(build_problem(request), plan)


def moved(plan, window, place, zone="America/Chicago"):
    """The plan with one window at another place."""
    visit = place.visit
    tasks = tuple(Task(s.job, moment_of(s.start, zone), moment_of(s.end, zone)) for s in visit.slots)
    other = replace(
        window, crew=visit.crew, start=moment_of(visit.start, zone), end=moment_of(visit.end, zone), tasks=tasks
    )
    return replace(plan, windows=tuple(other if w.id == window.id else w for w in plan.windows))


def test_every_alternative_is_a_valid_plan_at_exactly_its_cost():
    switches = {"a1": switch("a"), "a2": switch("a", uplink="a1"), "b1": switch("b"), "b2": switch("b")}
    days = {"a": every_day("2027-06-01", 8), "b": every_day("2027-06-01", 8, kind="break")}
    request = ask(switches, days, policy={"max_buildings_per_day": "1"})
    plan, board = planned(request)
    tried = 0
    for window in plan.windows:
        for place in choices(board, window).others:
            other = moved(plan, window, place)
            assert [v for v in check_plan(request, other) if v.code != "C15"] == []
            assert evaluate(other, request) - evaluate(plan, request) == place.points
            tried += 1
    assert tried >= 4


@pytest.mark.parametrize("seed", range(60))
def test_in_random_districts_too(seed):
    request = random_request(seed)
    plan, board = planned(request)
    for window in plan.windows[:4]:
        found = choices(board, window)
        zone = request.inventory.zone(window.building)
        for place in found.others[:3]:
            other = moved(plan, window, place, zone)
            assert check_plan(request, other) == ()
            assert evaluate(other, request) - evaluate(plan, request) == place.points
        for one in found.binding:
            other = moved(plan, window, one.place, zone)
            assert evaluate(other, request) < evaluate(plan, request)
            # these calendars leave freezes to the planner, so a frozen building behind a core is open to the checker
            assert check_plan(request, other) or request.inventory.district.freezes


def test_a_delivery_that_comes_late_is_what_binds():
    request = ask(
        {"a1": switch("a")},
        {"a": every_day("2027-06-01", 8)},
        deliveries=[{"arrives": "2027-06-03", "models": {"M": "1"}}],
    )
    plan, board = planned(request)
    (window,) = plan.windows
    found = choices(board, window)
    assert [one.code for one in found.binding] == ["C6"]
    assert found.binding[0].place.visit.day == date(2027, 6, 1).toordinal()
    assert found.binding[0].place.points < 0
    assert [p.points for p in found.others] == sorted(p.points for p in found.others)
    data = choices_data(board.problem, found)
    assert data["binding"][0]["date"] == "2027-06-01"
    assert data["alternatives"][0]["words"].startswith("1 day later")


def test_a_window_at_its_best_date_is_bound_by_nothing():
    request = ask({"a1": switch("a")}, {"a": every_day("2027-06-01", 8)})
    plan, board = planned(request)
    assert choices(board, plan.windows[0]).binding == ()


def test_the_rules_against_a_date_are_named():
    request = ask(
        {"a1": switch("a", critical=["doors"], minutes="4h")},
        {
            "a": {
                **every_day("2027-06-01", 4),
                "2027-06-05": ("weekend", ["07:00..17:00"]),
                "2027-06-07": ("summer", []),
            }
        },
        crews={"tech": {"base": "do", "hours": {"weekday": "07:00..17:00", "weekend": "07:00..17:00"}}},
        freezes=[{"dates": "2027-06-03", "why": "tests"}],
    )
    plan, board = planned(request)
    (window,) = plan.windows

    def against(day):
        return [r.code for r in rules_against(board, window, date.fromisoformat(day).toordinal())[1]]

    place, rules = rules_against(board, window, date(2027, 6, 2).toordinal())
    assert (place is not None, rules) == (True, ())
    assert against("2027-06-05") == ["C14"]
    assert against("2027-06-03") == ["C11"]
    assert against("2027-06-07") == ["C2"]


def test_a_frozen_date_is_weighed_as_it_would_be_without_the_freeze():
    """The calendars give a frozen date no hours, and say which it would have."""
    days = {"2027-06-01": ("school_day", ["07:00..17:00"])} | {f"2027-06-0{n}": ("summer", []) for n in (2, 3, 4)}
    request = ask({"a1": switch("a")}, {"a": days}, freezes=[{"dates": "2027-06-02..2027-06-04", "why": "tests"}])
    open_on_second = view(date(2027, 6, 2), DayKind.SUMMER, ["07:00..17:00"], "America/Chicago").open
    views = tuple(
        replace(one, thawed=open_on_second if one.date.day == 2 else ()) if one.date.day > 1 else one
        for one in request.calendars.buildings["a"]
    )
    request = replace(request, calendars=Calendars({**request.calendars.buildings, "a": views}))
    plan, board = planned(request)
    (window,) = plan.windows
    (bound,) = choices(board, window).binding
    assert (bound.code, bound.place.visit.day) == ("C11", date(2027, 6, 2).toordinal())
    _, (frozen,) = rules_against(board, window, date(2027, 6, 2).toordinal())
    assert (frozen.code, frozen.message) == ("C11", "2027-06-02 is frozen: tests")
    _, (closed,) = rules_against(board, window, date(2027, 6, 3).toordinal())
    assert closed.code == "C11" and "no open interval on that date without that either" in closed.message


def test_a_date_that_is_too_short_says_how_short():
    days = {"2027-06-01": ("summer", ["07:00..17:00"]), "2027-06-02": ("school_day", ["15:00..17:00"])}
    plan, board = planned(ask({"a1": switch("a", minutes="4h")}, {"a": days}))
    _, (reason,) = rules_against(board, plan.windows[0], date(2027, 6, 2).toordinal())
    assert reason.code == "C3"
    assert "4 h 30 min" in reason.message
    assert "1 h 50 min" in reason.message
