"""Planning again after something has happened: what is done or running stays, what failed is planned, stock is used."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "journal"))
from journal_kit import Night
from planner_districts import calendars, district, every_day, inventory, switch

from switchrefresh.journal.standing import standing_windows, still_to_do, with_states
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest, State

AS_OF = date(2027, 5, 31)


def first_plan(rules=None, switches=None):
    found = inventory(rules or district(), switches or {key: switch(key[0]) for key in ("a1", "a2", "b1")})
    return PlanRequest(found, calendars({key: every_day("2027-06-01", 14) for key in found.buildings}), AS_OF)


def promised(request):
    return tuple(replace(w, state=State.APPROVED) for w in make_plan(request).windows)


def again(request, windows, night, as_of=AS_OF, fresh=False):
    history = night.history
    standing = standing_windows(windows, history)
    if fresh:
        standing = tuple(w for w in standing if w.state in (State.RUNNING, State.DONE))
    left = still_to_do(request.inventory, standing, history, fresh)
    taken = frozenset(w.id for w in windows) | history.window_ids
    now = replace(request, inventory=left, promised=standing, previous=windows, taken_ids=taken, as_of=as_of)
    plan = make_plan(now)
    assert check_plan(now, plan) == ()
    return plan


def tasks(plan):
    return {task.switch: window for window in plan.windows for task in window.tasks}


def window_at(windows, building):
    return next(w for w in windows if w.building == building)


def opened(night, window):
    return night.on("ann", "window-opened", window=window.id, switches=[t.switch for t in window.tasks])


def test_a_running_window_stays_and_is_called_running_even_in_a_fresh_plan():
    request = first_plan()
    windows, night = promised(request), Night()
    at = window_at(windows, "a")
    opened(night, at)
    for fresh in (False, True):
        plan = again(request, windows, night, fresh=fresh)
        kept = next(w for w in plan.windows if w.id == at.id)
        assert (kept.state, kept.start, kept.tasks) == (State.RUNNING, at.start, at.tasks)


def test_what_failed_in_a_closed_window_is_planned_again_and_the_rest_is_done():
    request = first_plan()
    windows, night = promised(request), Night()
    at = window_at(windows, "a")
    when = opened(night, at)
    night.on("ann", "switch-done", switch="a1", window=at.id)
    night.on("ann", "switch-failed", switch="a2", window=at.id, because="no light on the uplink")
    night.on("ann", "window-closed", window=at.id, opened=when.isoformat())
    plan = again(request, windows, night)
    assert tasks(plan)["a1"].id == at.id and tasks(plan)["a1"].state is State.DONE
    assert tasks(plan)["a2"].id != at.id and tasks(plan)["a2"].state is State.PROPOSED
    assert plan.unplaced == ()


def test_a_window_that_ran_over_keeps_its_crew_for_as_long_as_it_did():
    request = first_plan()
    windows, night = promised(request), Night()
    at = window_at(windows, "a")
    night.at = at.start
    when = opened(night, at)
    late = at.end + timedelta(hours=1)
    tasks = [{"switch": "a1", "start": when.isoformat(), "end": late.isoformat()}]
    for name in ("a1", "a2"):
        night.on("ann", "switch-done", switch=name, window=at.id)
    night.at = late
    night.on("ann", "window-closed", window=at.id, opened=when.isoformat(), crew="tech", tasks=tasks)
    [kept] = standing_windows([at], night.history)
    assert kept.end == night.at and kept.tasks[0].end == late and kept.tasks[1] == at.tasks[1]
    again(request, windows, night)


def test_a_switch_that_was_replaced_outside_any_window_leaves_the_plan_with_its_unit():
    rules = district(deliveries=[{"arrives": "2027-05-01", "models": {"M": "2"}}])
    request = first_plan(rules)
    assert len(make_plan(request).unplaced) == 1
    windows, night = promised(request), Night()
    night.on("ann", "switch-done", switch="a1", on="2027-05-30", because="lightning")
    plan = again(request, windows, night)
    assert "a1" not in tasks(plan) and all(one.switch != "a1" for one in plan.unplaced)
    assert len(tasks(plan)) == 1 and len(plan.unplaced) == 1  # two units came, one is in the rack
    assert {r.code for one in plan.unplaced for r in one.reasons} == {"C6"}


def test_a_window_that_loses_a_switch_to_an_emergency_keeps_its_date():
    request = first_plan()
    windows, night = promised(request), Night()
    at = window_at(windows, "a")
    night.on("ann", "switch-done", switch="a1", on="2027-05-30")
    plan = again(request, windows, night)
    kept = next(w for w in plan.windows if w.id == at.id)
    assert (kept.start, [t.switch for t in kept.tasks]) == (at.start, ["a2"])
    assert plan.changes.moved == plan.changes.removed == ()


def test_a_window_that_was_given_back_moves_under_its_id_to_another_date():
    request = first_plan()
    windows, night = promised(request), Night()
    at = window_at(windows, "a")
    night.on(
        "ann",
        "window-postponed",
        window=at.id,
        building="a",
        date=at.start.date().isoformat(),
        because="custodian ill",
    )
    plan = again(request, windows, night)
    moved = next(w for w in plan.windows if w.id == at.id)
    assert moved.start.date() != at.start.date() and moved.state is State.PROPOSED
    assert plan.changes.moved == (at.id,) and plan.changes.kept == len(windows) - 1
    assert "custodian ill" in dict(plan.changes.why)[at.id]
    assert with_states(windows, night.history)[windows.index(at)].state is State.PROPOSED


def test_a_pilot_that_was_finished_outside_any_window_holds_nobody():
    rules = district(policy={"pilot": {"buildings": ["a"], "soak": "3d"}})
    request = first_plan(rules)
    windows, night = promised(request), Night()
    night.on("ann", "switch-done", switches=["a1", "a2"], on="2027-05-20")
    plan = again(request, (), night)
    assert set(tasks(plan)) == {"b1"} and plan.unplaced == ()
    assert tasks(plan)["b1"].start < window_at(windows, "b").start


def test_a_child_may_follow_a_core_that_was_replaced_in_an_emergency():
    switches = {"a1": switch("a", role="core"), "a2": switch("a", uplink="a1")}
    request = first_plan(switches=switches)
    night = Night()
    night.on("ann", "switch-done", switch="a1", on="2027-05-30")
    assert set(tasks(again(request, (), night))) == {"a2"}
