"""Whether a reason is true: a window for the switch that breaks the named rules and no other, judged by the checker.

Nothing of the planner is asked. Windows are tried at every minute at which something begins or ends: the building, a
shift less the way, another window of the crew; of every crew on every date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from switchrefresh.planning.checker import break_rules
from switchrefresh.planning.checker_facts import gather, shift_bounds, task_minutes, travel_minutes
from switchrefresh.planning.model import Plan, PlanRequest, Task, Window

MINUTE = timedelta(minutes=1)
TRIES = 12  # windows of what must come first


def is_true(request: PlanRequest, plan: Plan, name: str, codes: set[str], thawed: bool = False) -> bool:
    """Whether some window for the switch, in this plan, breaks rules of these codes only.

    Without C3 the crew's ways count for nothing (C4). With `thawed`, dates that are frozen for anybody or of no kind
    are left out, for there the checker cannot judge all rules, and so is a crew that is twice in one building.
    """
    known = set(break_rules(gather(request, plan.windows)))
    codes = codes | {"C4"} if "C3" in codes else codes
    for window in _windows(request, plan, name):
        if thawed and (_unjudged(request, window) or any(_overlap(window, other) for other in plan.windows)):
            continue
        new = set(break_rules(gather(request, (*plan.windows, window)))) - known
        if {v.code for v in new} <= codes:
            return True
    return False


def is_true_with_chain(request: PlanRequest, plan: Plan, name: str, codes: set[str]) -> bool:
    """The same, or it is true once all that must come first and has no place got such a window of its own."""
    if is_true(request, plan, name, codes):
        return True
    pilots = _silent_pilots(request, plan, name) if "C8" not in codes else set()
    waiting = _waiting(request, plan, name) if "C7" not in codes else []
    planned = request.inventory.planned()
    held = [one for one in planned if planned[one].building in pilots]
    every = [one for pilot in held for one in (*_waiting(request, plan, pilot), pilot)]
    # a pilot building needs one window only, so one switch of each is enough; which one is tried in turn
    orders = [waiting, sorted(waiting, key=lambda one: planned[one].building not in pilots)] if not pilots else []
    orders += [list(dict.fromkeys((*every[: every.index(one) + 1], *waiting))) for one in held]
    orders += [list(dict.fromkeys((*_waiting(request, plan, one), one, *waiting))) for one in held]
    return any(_chained(request, plan, order, name, codes) for order in orders)


def _waiting(request: PlanRequest, plan: Plan, name: str) -> list[str]:
    """What must come first and has no place (C7)."""
    placed = {task.switch for window in plan.windows for task in window.tasks}
    return [first for first in _before(request, name) if first not in placed]


def _silent_pilots(request: PlanRequest, plan: Plan, name: str) -> set[str]:
    """Pilot buildings without a window that hold a switch of another building (C8)."""
    pilot, busy = request.inventory.district.policy.pilot, {window.building for window in plan.windows}
    if pilot is None or request.inventory.switches[name].building in pilot.buildings:
        return set()
    return set(pilot.buildings) - busy


def _chained(request: PlanRequest, plan: Plan, waiting: list[str], name: str, codes: set[str]) -> bool:
    """Whether it is true with one of the first windows of each that must come first: not any of them leaves room."""
    if not waiting:
        return is_true(request, plan, name, codes)
    wider = islice(_with_window(request, plan, waiting[0], codes), TRIES)
    tried = False
    for more in wider:
        tried = True
        if _chained(request, more, waiting[1:], name, codes):
            return True
    return not tried and _chained(request, plan, waiting[1:], name, codes)


def _before(request: PlanRequest, name: str) -> list[str]:
    """What must come first, nearest the start of the order first."""
    planned, order = request.inventory.planned(), request.inventory.district.policy.order.value
    uplink = planned[name].uplink
    next_to = {"core_first": [uplink] if uplink in planned else [], "any": []}.get(
        order, [key for key, one in planned.items() if one.uplink == name]
    )
    return [other for one in next_to if one for other in (*_before(request, one), one)]


def _with_window(request: PlanRequest, plan: Plan, name: str, codes: set[str]) -> Iterator[Plan]:
    """The plan with a window for a switch that breaks rules of these codes only."""
    known = set(break_rules(gather(request, plan.windows)))
    allowed = codes | {"C4"} if "C3" in codes else codes
    for number, window in enumerate(_windows(request, plan, name)):
        named = replace(window, id=f"wnew{name}{number}")
        new = set(break_rules(gather(request, (*plan.windows, named)))) - known
        if {v.code for v in new} <= allowed:
            yield replace(plan, windows=(*plan.windows, named))


def _unjudged(request: PlanRequest, window: Window) -> bool:
    day, freezes = window.start.date(), request.inventory.district.freezes
    return any(day in one.dates for one in freezes) or request.calendars.day(window.building, day) is None


def _overlap(one: Window, other: Window) -> bool:
    return one.building == other.building and one.start < other.end and other.start < one.end


def _windows(request: PlanRequest, plan: Plan, name: str) -> Iterator[Window]:
    district, inventory = request.inventory.district, request.inventory
    one = inventory.switches[name]
    where = one.building or ""
    zone = ZoneInfo(inventory.zone(where))
    for key, crew in district.crews.items():
        work = task_minutes(district, one, crew)
        length = district.work.setup + work + district.work.backout
        for start in sorted(_starts(request, plan, where, key, length)):
            begin = start.astimezone(zone)
            if district.horizon is not None and begin.date() not in district.horizon:
                continue  # nothing is known about the hours there
            if begin.date() < request.as_of:
                continue  # past
            at = (start + district.work.setup * MINUTE).astimezone(zone)
            task = Task(name, at, (at.astimezone(UTC) + work * MINUTE).astimezone(zone))
            yield Window("wnew", "", where, key, begin, (start + length * MINUTE).astimezone(zone), (task,))


def _starts(request: PlanRequest, plan: Plan, where: str, key: str, length: int) -> set[datetime]:
    inventory, district = request.inventory, request.inventory.district
    crew, found = district.crews[key], set[datetime]()
    way = travel_minutes(inventory, crew.base, where)
    days = {view.date for views in request.calendars.buildings.values() for view in views} | set(district.horizon or ())
    spans = [(i.start, i.end) for view in request.calendars.buildings.get(where, ()) for i in view.open]
    others = [views for key, views in request.calendars.buildings.items() if key != where]
    behind = [i.start for views in others for view in views for i in view.open]
    behind += [datetime.combine(day, time(), ZoneInfo(inventory.zone(where))) + length * MINUTE for day in days]
    for day in sorted(days):
        for name in ("weekday", "evening") if day.weekday() < 5 else ("weekend",):
            if (hours := getattr(crew.hours, name)) is not None:
                opens, closes = shift_bounds(hours, day, ZoneInfo(inventory.zone(crew.base)))
                spans.append((opens + way * MINUTE, closes - way * MINUTE))
    for window in plan.windows:
        if window.crew == key:
            there = travel_minutes(inventory, window.building, where)
            spans.append((window.end.astimezone(UTC) + there * MINUTE, window.start.astimezone(UTC) - there * MINUTE))
        for task in window.tasks:
            spans.append((task.end - district.work.setup * MINUTE, task.start))
    for start, end in spans:
        found |= {start.astimezone(UTC), end.astimezone(UTC) - length * MINUTE}
    return found | {start.astimezone(UTC) - district.work.setup * MINUTE for start in behind}
