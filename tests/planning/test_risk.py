"""The simulation: the same seed gives the same nights, chances follow the arithmetic, measured durations count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest
from planner_districts import calendars, district, every_day, inventory, switch

from switchrefresh.planning import durations as d
from switchrefresh.planning.alternatives import board_of
from switchrefresh.planning.durations import Durations, durations_of
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest, State
from switchrefresh.planning.problem import build_problem
from switchrefresh.planning.risk import risk_data, simulate


def planned(count=3, days=10, buffer="15%", **rules):
    work = {"work": {"access": "60m", "setup": "10m", "backout": "20m", "buffer": buffer}}
    found = inventory(district(**work, **rules), {f"a{n}": switch("a") for n in range(count)})
    spans = every_day("2027-06-01", days)
    request = PlanRequest(found, calendars({"a": spans, "do": spans}), date(2027, 5, 31))
    plan = make_plan(request)
    assert not plan.unplaced
    return plan, board_of(build_problem(request), plan)


def test_the_same_seed_gives_the_same_nights():
    plan, board = planned()
    one, two = simulate(board, plan, Durations(), 1), simulate(board, plan, Durations(), 1)
    assert one == two
    assert simulate(board, plan, Durations(), 2) != one
    assert 0.3 < one.windows[0].chance < 0.95


def test_nights_that_take_exactly_what_they_should_always_hold(monkeypatch):
    monkeypatch.setattr(d, "OWN_SPREAD", 0.0)
    monkeypatch.setattr(d, "SHARED_SPREAD", 0.0)
    plan, board = planned()
    found = simulate(board, plan, Durations())
    assert [one.chance for one in found.windows] == [1.0]
    assert found.date_80 == plan.windows[-1].start.date()
    assert (found.as_planned, found.by_deadline) == (1.0, 1.0)


def test_a_bigger_buffer_makes_a_window_surer():
    chances = []
    for buffer in ("0%", "15%", "40%", "100%"):
        plan, board = planned(1, buffer=buffer)
        chances.append(simulate(board, plan, Durations()).windows[0].chance)
    assert chances == sorted(chances)
    assert 0.4 < chances[0] < 0.6
    assert chances[-1] > 0.97


def test_measured_durations_take_over():
    plan, board = planned()
    slow, quick = Durations((3.0,) * 200), Durations((0.9,) * 200)
    assert simulate(board, plan, slow).windows[0].chance < 0.05
    assert simulate(board, plan, quick).windows[0].chance > 0.85


def test_what_is_left_over_needs_a_later_date():
    plan, board = planned(3, days=3)
    slow = simulate(board, plan, Durations((1.6,) * 2000))
    assert slow.date_80 is not None
    assert slow.date_80 > plan.windows[-1].start.date()
    assert slow.as_planned < 0.1
    plan, board = planned(3, days=1)
    never = simulate(board, plan, Durations((1.6,) * 2000))
    assert never.date_80 is None


def test_a_deadline_before_the_second_night_is_missed():
    plan, board = planned(3, days=3, policy={"deadline": "2027-06-01"})
    assert simulate(board, plan, Durations((1.6,) * 2000)).by_deadline < 0.1


def test_a_promise_of_the_past_is_taken_for_done():
    plan, board = planned()
    told = replace(plan, windows=tuple(replace(w, state=State.APPROVED) for w in plan.windows))
    assert len(simulate(board, told, Durations()).windows) == 1
    board.problem = replace(board.problem, request=replace(board.problem.request, as_of=date(2027, 6, 20)))
    assert simulate(board, told, Durations()).windows == ()


def test_done_windows_are_certain():
    plan, board = planned()
    done = replace(plan, windows=tuple(replace(w, state=State.DONE) for w in plan.windows))
    found = simulate(board, done, Durations())
    assert found.windows == ()
    assert risk_data(board, done, found)["as_planned"] == 1.0


@dataclass
class Worked:
    switch: str
    crew: str
    minutes: float
    planned: float = 0.0


def test_what_was_measured_becomes_factors_and_slips_of_the_clock_are_left_out():
    _, board = planned()
    good = [Worked("a0", "tech", 90), Worked("a1", "tech", 30), Worked("gone", "former crew", 66, planned=60)]
    bad = [
        Worked("a0", "nobody", 60),
        Worked("zz", "tech", 60),
        Worked("a0", "tech", 1),
        Worked("a0", "tech", 6000),
    ]
    assert durations_of([*good, *bad], board.problem).measured == pytest.approx((1.5, 0.5, 1.1))


def test_json_says_the_backout_point():
    plan, board = planned()
    data = risk_data(board, plan, simulate(board, plan, Durations()))
    (one,) = data["windows"]
    (window,) = plan.windows
    point = datetime.fromisoformat(one["backout_point"])
    assert (window.end - point).total_seconds() == 20 * 60
    assert data["runs"] == 1000
    assert data["measured_tasks"] == 0
