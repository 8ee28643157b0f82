"""Random small districts: no rule is broken, nothing is forgotten, and reasons for what is left out are true."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planner_randoms import random_request
from witnesses import is_true, is_true_with_chain

from switchrefresh.inventory.model import Freeze, Order
from switchrefresh.inventory.values import DateRange
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.goals import evaluate
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import State

RUNS = settings(max_examples=12, derandomize=True, deadline=None, database=None)
SEEDS = st.integers(0, 10**9)


@RUNS
@given(SEEDS)
def test_no_rule_is_broken_and_every_planned_switch_is_accounted_for(seed):
    request = random_request(seed)
    plan = make_plan(request)
    assert check_plan(request, plan) == ()
    placed = [task.switch for window in plan.windows for task in window.tasks]
    assert sorted([*placed, *(one.switch for one in plan.unplaced)]) == sorted(request.inventory.planned())
    assert all(one.reasons for one in plan.unplaced)
    assert evaluate(plan, request) == plan.solver.objective >= plan.solver.bound
    assert_times(request, plan)


def assert_times(request, plan):
    """Straight from the design: windows inside open time, setup and backout there, nothing of a crew overlaps."""
    work = request.inventory.district.work
    days = Counter((window.building, window.start.date(), window.crew) for window in plan.windows)
    assert len({(place, day) for place, day, _ in days}) == len(days)
    for window in plan.windows:
        view = request.calendars.day(window.building, window.start.date())
        assert any(span.start <= window.start and window.end <= span.end for span in view.open)
        at = window.start + timedelta(minutes=work.setup)
        for task in window.tasks:
            assert at <= task.start <= task.end
            at = task.end
        assert at + timedelta(minutes=work.backout) <= window.end
    for one in plan.windows:
        others = [w for w in plan.windows if w.crew == one.crew and w is not one]
        assert all(other.end <= one.start or one.end <= other.start for other in others)


@RUNS
@given(SEEDS)
def test_a_plan_that_is_promised_as_a_whole_is_kept_as_a_whole(seed):
    request = random_request(seed)
    first = make_plan(request)
    promised = tuple(replace(window, state=State.APPROVED) for window in first.windows)
    again = replace(request, promised=promised, taken_ids=frozenset(window.id for window in promised))
    plan = make_plan(again)
    assert check_plan(again, plan) == ()
    assert plan.changes.kept == len(promised)
    assert plan.changes.moved == plan.changes.removed == ()


@RUNS
@given(SEEDS)
def test_after_a_snow_day_only_windows_that_the_day_breaks_move(seed):
    request = random_request(seed)
    first = make_plan(request)
    if not first.windows:
        return
    day = first.windows[seed % len(first.windows)].start.date()
    promised = tuple(replace(window, state=State.APPROVED) for window in first.windows)
    rules = request.inventory.district
    policy = replace(rules.policy, pilot=None, order=Order.ANY)
    rules = replace(rules, freezes=(*rules.freezes, Freeze(DateRange(day, day), "snow")), policy=policy)
    again = replace(request, inventory=replace(request.inventory, district=rules), promised=promised)
    plan = make_plan(again)
    assert check_plan(again, plan) == ()
    hit = {window.id for window in promised if window.start.date() == day}
    assert set(plan.changes.moved) | set(plan.changes.removed) == hit


@RUNS
@given(SEEDS)
def test_reasons_are_true(seed):
    reasons_are_true(seed)


def reasons_are_true(seed):
    """Without any one of the rules that are named, and with all others, a switch without a place would have one right
    there; where they are named together, without all of them, and not while any of them is kept.
    """
    request = random_request(seed)
    plan = make_plan(request)
    for one in plan.unplaced:
        codes = {reason.code for reason in one.reasons}
        assert is_true_with_chain(request, plan, one.switch, codes), one
        if not any(reason.message.startswith("besides, ") for reason in one.reasons):
            assert all(is_true_with_chain(request, plan, one.switch, {code}) for code in codes), one
        else:
            assert not any(is_true(request, plan, one.switch, codes - {code}, thawed=True) for code in codes), one


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("first", range(0, 1000, 250))
def test_a_thousand_districts_break_no_rule_and_have_true_reasons(first):
    for seed in range(first, first + 250):
        request = random_request(seed)
        assert check_plan(request, make_plan(request)) == ()
        reasons_are_true(seed)


def test_the_generator_makes_districts_in_which_the_rules_bite():
    codes, placed = Counter[str](), 0
    for seed in range(40):
        plan = make_plan(random_request(seed))
        codes.update(reason.code for one in plan.unplaced for reason in one.reasons)
        placed += sum(len(window.tasks) for window in plan.windows)
    assert placed > 50
    assert {"C2", "C3", "C6", "C7", "C8", "C11", "C16"} <= set(codes)
