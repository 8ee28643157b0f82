"""C8 after the pilot: what failed in its building gets a date although others are promised; their rest still counts."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "journal"))
from journal_kit import Night
from planner_districts import calendars, district, every_day, inventory, switch

from switchrefresh.journal.pilot import pilot_held
from switchrefresh.journal.standing import standing_windows, still_to_do
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.engine import CampaignEngine
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest, State
from switchrefresh.planning.priced.engine import PricedEngine

ENGINES = pytest.mark.parametrize("engine", [CampaignEngine, PricedEngine])
FIRST = date(2027, 5, 31)


def first_request(**policy):
    rules = district(policy={"order": "any", "pilot": {"buildings": ["p"], "soak": "3d"}, "notice": "0d", **policy})
    found = inventory(rules, {key: switch(key[0]) for key in ("p1", "p2", "a1", "b1")})
    return PlanRequest(found, calendars({key: every_day("2027-06-01", 21) for key in found.buildings}), FIRST)


def approved(plan, *buildings):
    chosen = [w for w in plan.windows if not buildings or w.building in buildings]
    return tuple(replace(w, state=State.APPROVED) for w in chosen)


def night_of(windows):
    """The pilot's night: p1 is done, p2 fails."""
    night, at = Night(), next(w for w in windows if w.building == "p")
    when = night.on("ann", "window-opened", window=at.id, switches=[t.switch for t in at.tasks])
    night.on("ann", "switch-done", switch="p1", window=at.id)
    night.on("ann", "switch-failed", switch="p2", window=at.id, because="dead on arrival")
    night.on("ann", "window-closed", window=at.id, opened=when.isoformat())
    return night


def again(request, windows, night, as_of, engine=None):
    history = night.history
    standing = standing_windows(windows, history)
    left = still_to_do(request.inventory, standing, history)
    held = pilot_held(left.district.policy.pilot, standing, history.tried, as_of)
    taken = frozenset(w.id for w in windows)
    now = replace(request, inventory=left, promised=standing, taken_ids=taken, as_of=as_of, pilot_held=held)
    plan = make_plan(now, engine)
    assert check_plan(now, plan) == ()
    return now, plan


def days(plan):
    return {task.switch: window.start.date() for window in plan.windows for task in window.tasks}


@ENGINES
def test_a_failed_switch_of_the_pilot_gets_a_date_and_nothing_that_was_promised_moves(engine):
    request = first_request()
    windows = approved(make_plan(request))
    night = night_of(windows)
    _, plan = again(request, windows, night, date(2027, 6, 2), engine())
    assert plan.unplaced == ()
    assert (plan.changes.kept, plan.changes.moved, plan.changes.removed) == (len(windows), (), ())
    mine = next(w for w in plan.windows if w.tasks[0].switch == "p2")
    assert any(why.startswith("C8: left over from the pilot") for why in mine.why)


def test_it_stays_where_it_is_once_it_is_promised_and_once_it_is_done():
    request = first_request()
    windows = approved(make_plan(request))
    night = night_of(windows)
    _, plan = again(request, windows, night, date(2027, 6, 2))
    windows = approved(plan)
    _, plan = again(request, windows, night, date(2027, 6, 2))
    assert plan.changes.kept == len(windows) and plan.changes.moved == ()
    at = next(w for w in plan.windows if w.tasks[0].switch == "p2")
    when = night.on("ann", "window-opened", window=at.id, switches=["p2"])
    night.on("ann", "switch-done", switch="p2", window=at.id)
    night.on("ann", "window-closed", window=at.id, opened=when.isoformat())
    _, plan = again(request, windows, night, date(2027, 6, 4))
    assert plan.changes.kept == len(windows) and plan.changes.moved == ()


@ENGINES
def test_the_rest_after_the_pilot_still_holds_the_others(engine):
    """A promise of another building breaks and moves: not into the days of rest."""
    request = first_request()
    first = make_plan(request)
    windows, night = approved(first), night_of(approved(first))
    pilot, a = (next(w.start.date() for w in windows if w.building == key) for key in "pa")
    closed = replace(request, calendars=calendars({
        key: {d: v for d, v in every_day("2027-06-01", 21).items() if key != "a" or d != a.isoformat()}
        for key in request.inventory.buildings
    }))  # fmt: skip
    now, plan = again(closed, windows, night, date(2027, 6, 2), engine())
    assert (days(plan)["a1"] - pilot).days > 3
    wrong = replace(now, inventory=replace(now.inventory, district=replace(
        now.inventory.district, policy=replace(now.inventory.district.policy, pilot=replace(
            now.inventory.district.policy.pilot, soak=(days(plan)["a1"] - pilot).days)))))  # fmt: skip
    assert {v.code for v in check_plan(wrong, plan)} == {"C8"}


def test_while_nobody_else_was_promised_anything_the_pilot_goes_on_until_its_rest_has_passed():
    request = first_request()
    windows = approved(make_plan(request), "p")
    _, plan = again(request, windows, night_of(windows), date(2027, 6, 2))
    found = days(plan)
    assert (min(found["a1"], found["b1"]) - found["p2"]).days > 3
    _, plan = again(request, windows, night_of(windows), date(2027, 6, 10))
    assert plan.unplaced == ()
    assert days(plan)["a1"] == days(plan)["b1"] == date(2027, 6, 10)
