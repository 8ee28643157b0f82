"""Each rule C1-C17 by itself, said again in a few lines from the design, over plans of random districts."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, timedelta
from functools import lru_cache
from itertools import pairwise
from math import ceil
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from planner_randoms import random_request

from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import State

RUNS = settings(max_examples=5, derandomize=True, deadline=None, database=None)
SEEDS = st.integers(0, 10**9)
MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=64)
def planned(seed):
    request = random_request(seed)
    return request, make_plan(request)


def placed(plan):
    return {task.switch: (window, task) for window in plan.windows for task in window.tasks}


def way(request, one, two):
    """Minutes between two buildings; the generator puts all of them on one line of latitude, or nowhere."""
    from switchrefresh.planning.reaching import kilometres

    travel, places = request.inventory.district.travel, request.inventory.buildings
    ends = [places[key].position for key in (one, two)]
    if one == two:
        return 0
    if None in ends:
        return travel.minimum
    return max(travel.minimum, ceil(kilometres(*ends) * 60 / float(travel.speed_kmh) - 1e-6))


def crew_day(request, window):
    base = request.inventory.district.crews[window.crew].base
    return window.start.astimezone(ZoneInfo(request.inventory.zone(base))).date()


def shift_of(request, crew, day, windows):
    """The first shift of a crew that holds all of a date's windows with the way there and back, or None."""
    rules = request.inventory.district.crews[crew]
    zone = ZoneInfo(request.inventory.zone(rules.base))
    ordered = sorted(windows, key=lambda w: w.start.astimezone(UTC))
    leave = ordered[0].start.astimezone(UTC) - way(request, rules.base, ordered[0].building) * MINUTE
    back = ordered[-1].end.astimezone(UTC) + way(request, ordered[-1].building, rules.base) * MINUTE
    for name in ("weekday", "evening") if day.weekday() < 5 else ("weekend",):
        hours = getattr(rules.hours, name)
        if hours is None:
            continue
        at = [replace_time(day, minutes, zone) for minutes in (hours.start.minutes, hours.end.minutes)]
        if at[0] <= leave and back <= at[1]:
            return name
    return None


def replace_time(day, minutes, zone):
    from datetime import datetime

    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 - the zone comes next
    return wall.replace(tzinfo=zone).astimezone(UTC)


def by_crew_day(request, plan):
    found = defaultdict(list)
    for window in plan.windows:
        found[window.crew, crew_day(request, window)].append(window)
    return found


def c1(request, plan):
    tasks = [task.switch for window in plan.windows for task in window.tasks]
    assert Counter(tasks + [one.switch for one in plan.unplaced]) == Counter(request.inventory.planned().keys())


def c2(request, plan):
    crews = defaultdict(set)
    for window in plan.windows:
        crews[window.building, window.start.date()].add(window.crew)
        opened = request.calendars.day(window.building, window.start.date()).open
        assert any(span.start <= window.start and window.end <= span.end for span in opened)
    assert all(len(found) == 1 for found in crews.values())


def c3(request, plan):
    for (crew, day), windows in by_crew_day(request, plan).items():
        rules = request.inventory.district.crews[crew]
        assert rules.available is None or any(day in span for span in rules.available)
        assert not any(day in span for span in rules.away)
        assert shift_of(request, crew, day, windows) is not None


def c4(request, plan):
    for windows in by_crew_day(request, plan).values():
        for one, two in pairwise(sorted(windows, key=lambda w: w.start.astimezone(UTC))):
            gap = two.start.astimezone(UTC) - one.end.astimezone(UTC)
            assert gap >= way(request, one.building, two.building) * MINUTE


def c5(request, plan):
    work = request.inventory.district.work
    for window in plan.windows:
        at, closet = window.start + work.setup * MINUTE, None
        speed = request.inventory.district.crews[window.crew].speed
        for n, task in enumerate(window.tasks):
            switch = request.inventory.switches[task.switch]
            at += work.closet_change * MINUTE if n and switch.closet != closet else 0 * MINUTE
            base = getattr(work, switch.role.value) + work.per_extra_member * (switch.members - 1)
            needs = ceil((base if switch.minutes is None else switch.minutes) / speed * (1 + work.buffer))
            assert task.start >= at
            assert task.end - task.start == needs * MINUTE
            at, closet = task.end, switch.closet
        assert at + work.backout * MINUTE <= window.end


def c6(request, plan):
    deliveries = request.inventory.district.deliveries
    used = defaultdict(Counter)
    for key, (window, _) in placed(plan).items():
        switch = request.inventory.switches[key]
        used[switch.replacement.model][window.start.date()] += switch.members
    for model, days in used.items() if deliveries else ():
        for day in days:
            there = sum(d.models.get(model, 0) for d in deliveries if d.arrives <= day)
            assert sum(count for other, count in days.items() if other <= day) <= there


def c7(request, plan):
    order, where = request.inventory.district.policy.order.value, placed(plan)
    planned_ones = request.inventory.planned()
    for key, switch in planned_ones.items():
        if order == "any" or switch.uplink not in planned_ones:
            continue
        first, then = (switch.uplink, key) if order == "core_first" else (key, switch.uplink)
        if then in where:
            assert first in where
            assert where[first][1].end.astimezone(UTC) <= where[then][1].start.astimezone(UTC)


def c8(request, plan):
    pilot = request.inventory.district.policy.pilot
    if pilot is None:
        return
    dates = {key: [w.start.date() for w in plan.windows if w.building == key] for key in pilot.buildings}
    for window in plan.windows:
        if window.building not in pilot.buildings:
            assert all(dates.values())
            assert (window.start.date() - max(day for days in dates.values() for day in days)).days > pilot.soak


def c9(request, plan):
    most = request.inventory.district.policy.max_buildings_per_day
    buildings = defaultdict(set)
    for window in plan.windows:
        buildings[window.start.date()].add(window.building)
    assert most is None or all(len(found) <= most for found in buildings.values())


def c10(request, plan):
    most = request.inventory.district.policy.max_switches_per_window
    tasks = Counter()
    for window in plan.windows:
        tasks[window.building, window.start.date()] += len(window.tasks)
    assert most is None or all(count <= most for count in tasks.values())


def c11(request, plan):
    district = request.inventory.district
    for window in plan.windows:
        day = window.start.date()
        assert day >= request.as_of + timedelta(days=district.policy.notice)
        assert district.policy.deadline is None or day <= district.policy.deadline
        assert day in district.horizon
        frozen = (f for f in district.freezes if f.buildings is None or window.building in f.buildings)
        assert not any(day in freeze.dates for freeze in frozen)
        year = district.funding.funding_year if district.funding else None
        assert year is None or f"{year}-04-01" <= day.isoformat() <= f"{year + 1}-09-30"


def c12(request, plan):
    where = placed(plan)
    for key, switch in request.inventory.switches.items():
        if key in where and switch.redundant_with in where:
            assert where[key][0].start.date() != where[switch.redundant_with][0].start.date()


def c13(request, plan):
    for crew, rules in request.inventory.district.crews.items():
        days = {day: w for (key, day), w in by_crew_day(request, plan).items() if key == crew}
        weeks = Counter(day.isocalendar()[:2] for day in days)
        evenings = Counter(d.isocalendar()[:2] for d, w in days.items() if shift_of(request, crew, d, w) == "evening")
        weekends = Counter((day.year, day.month) for day in days if day.weekday() >= 5)
        limits = (rules.max_days_per_week, rules.max_evenings_per_week, rules.max_weekend_days_per_month)
        for most, counts in zip(limits, (weeks, evenings, weekends), strict=True):
            assert most is None or max(counts.values(), default=0) <= most


def c14(request, plan):
    for key, (window, _) in placed(plan).items():
        assert not request.inventory.switches[key].critical or window.start.weekday() < 5


def c16(request, plan):
    switches = request.inventory.switches
    for key, switch in switches.items():
        above, seen = switch.uplink, set()
        while above in switches and above not in seen:
            seen.add(above)
            if above in placed(plan) and switches[above].building != switch.building:
                _, task = placed(plan)[above]
                spans = [s for view in request.calendars.buildings.get(switch.building, ()) for s in view.open]
                assert any(
                    s.start.astimezone(UTC) <= task.start.astimezone(UTC)
                    and task.end.astimezone(UTC) <= s.end.astimezone(UTC)
                    for s in spans
                ), key
            above = switches[above].uplink


def c17(request, plan):
    core_on = request.inventory.district.policy.core_on
    for key, (window, _) in placed(plan).items():
        if core_on is not None and request.inventory.switches[key].role.value == "core":
            assert request.calendars.day(window.building, window.start.date()).kind in core_on


RULES = [c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c16, c17]


@pytest.mark.parametrize("rule", RULES)
@RUNS
@example(31)
@given(SEEDS)
def test_plans_obey(rule, seed):
    rule(*planned(seed))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_plans_of_many_districts_obey_every_rule():
    for seed in range(400):
        request, plan = planned(seed)
        for rule in RULES:
            rule(request, plan)


@RUNS
@given(SEEDS)
def test_c15_what_is_done_running_or_approved_stays_in_plans_for_another_day(seed):
    request, plan = planned(seed)
    states = [State.DONE, State.RUNNING, State.APPROVED]
    promised = tuple(replace(w, state=states[n % 3]) for n, w in enumerate(plan.windows))
    later = make_plan(replace(request, promised=promised, as_of=request.as_of + timedelta(days=seed % 9)))
    now = {w.id: w for w in later.windows}
    for window in promised:
        assert replace(now[window.id], wave=window.wave) == window
