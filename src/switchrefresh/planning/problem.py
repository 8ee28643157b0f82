"""The planning problem in whole minutes: what a request means for buildings, crews, switches and stock.

Minutes count from 1970-01-01 00:00 UTC, days are ordinals of a date in the building's (or the crew base's) own zone.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from switchrefresh.calendars.model import Interval
from switchrefresh.inventory.model import Crew, DayKind, District, Inventory, Order, Pilot, Role, Switch, Work
from switchrefresh.planning.model import PlanRequest, is_over
from switchrefresh.planning.reaching import Known, Shift, Span, Stretch, Stretches, Ways
from switchrefresh.planning.weights import FEWEST_VISITS, Weights, weights_for


@dataclass(frozen=True, slots=True)
class Job:
    """A switch that is to be replaced, with all that the rules ask about it."""

    id: str
    building: str
    closet: str | None
    model: str
    units: int
    priority: int
    work: Fraction
    core: bool
    critical: bool
    before: tuple[str, ...]  # jobs that must have ended (C7)
    after: tuple[str, ...]  # jobs that may only start afterwards (C7)
    partners: tuple[str, ...]  # never on the same date (C12)
    behind: tuple[str, ...]  # other buildings that go dark with it (C16)


@dataclass(frozen=True)
class Problem:
    """Everything the engine reads; nothing in here changes while it works."""

    request: PlanRequest
    jobs: Mapping[str, Job]
    by_building: Mapping[str, tuple[str, ...]]
    open: Mapping[str, Mapping[int, tuple[Span, ...]]]
    kinds: Mapping[str, Mapping[int, DayKind]]
    banned: Mapping[str, Mapping[int, str]]
    shifts: Mapping[str, Mapping[int, tuple[Shift, ...]]]
    stretches: Mapping[str, Mapping[str, Mapping[int, tuple[Stretch, ...]]]]
    travel: Mapping[tuple[str, str], int]
    minutes: Mapping[str, Mapping[str, int]]
    stock: Mapping[str, tuple[tuple[int, int], ...]] | None
    first_day: int
    weights: Weights = FEWEST_VISITS
    nearest: dict[str, int] = field(default_factory=dict, compare=False)  # remembered: the least way to a building
    leaning: Mapping[str, int] = field(default_factory=dict)  # priority points that promises add to what they lean on
    quota: Mapping[int, int] | None = None  # buildings with a window by date, where this is a part of a district

    @property
    def district(self) -> District:
        return self.request.inventory.district

    @property
    def pilot(self) -> Pilot | None:
        """The pilot that ties buildings to each other; none once it is over, see `rested`."""
        return None if self.request.pilot_held is not None else self.district.policy.pilot

    @property
    def rested(self) -> int | None:
        """Once the pilot is over: the last day of its rest, on which other buildings may not start yet (C8)."""
        pilot, held = self.district.policy.pilot, self.request.pilot_held
        return None if pilot is None or held is None else held.toordinal() + pilot.soak

    @property
    def work(self) -> Work:
        return self.district.work

    def days(self, building: str) -> tuple[int, ...]:
        """The days on which a building has any open interval, in order."""
        return tuple(sorted(self.open.get(building, {})))

    def most_buildings(self, day: int) -> int | None:
        """How many buildings may have a window on a day; None is no limit (C9)."""
        limit = self.district.policy.max_buildings_per_day
        return limit if limit is None or self.quota is None else self.quota.get(day, 0)

    def delivered(self, model: str, day: int) -> int | None:
        """Units of a model in the store room on a day; None is "as many as needed" (C6)."""
        if self.stock is None:
            return None
        steps = self.stock.get(model, ())
        at = bisect_right(steps, day, key=lambda step: step[0])
        return steps[at - 1][1] if at else 0


def build_problem(request: PlanRequest) -> Problem:
    """Read a request once, exactly, into minutes and days."""
    inventory = request.inventory
    jobs = _without_broken_order(_jobs(inventory), request)
    crews = {key: inventory.district.crews[key] for key in sorted(inventory.district.crews)}
    visited = {window.building for window in request.promised}
    places = sorted({job.building for job in jobs.values()} | {crew.base for crew in crews.values()} | visited)
    travel = Ways(request.inventory, places)
    opened, kinds = _opened(request)
    days = sorted({day + step for day in {day for spans in opened.values() for day in spans} for step in (-1, 0, 1)})
    shifts = {key: shifts_of(inventory, crew, days) for key, crew in crews.items()}
    lasting = {work: _lasting(inventory, work) for work in {job.work for job in jobs.values()}}
    by_building: dict[str, tuple[str, ...]] = {}
    for job in jobs.values():
        by_building[job.building] = (*by_building.get(job.building, ()), job.id)
    bases, known = {key: crew.base for key, crew in crews.items()}, Known()
    first = request.as_of + timedelta(days=inventory.district.policy.notice)
    horizon = inventory.district.horizon
    return Problem(
        request,
        jobs,
        dict(sorted(by_building.items())),
        opened,
        kinds,
        {key: _banned(request, key, opened.get(key, {})) for key in by_building},
        shifts,
        {b: Stretches(b, opened.get(b, {}), shifts, bases, travel, known) for b in by_building},
        travel,
        {job.id: lasting[job.work] for job in jobs.values()},
        _stock(inventory.district),
        max(first, horizon.first if horizon else first).toordinal(),
        weights_for(request.prefer),
    )


def _lasting(inventory: Inventory, work: Fraction) -> dict[str, int]:
    """How long each crew takes for so much work (C5)."""
    crews = inventory.district.crews
    return {key: needed(work, crews[key], inventory.district.work.buffer) for key in sorted(crews)}


def minute_of(moment: datetime) -> int:
    """Whole minutes since the epoch of an aware moment."""
    return int(moment.timestamp() // 60)


def moment_of(minute: int, zone: str) -> datetime:
    """The moment in a zone."""
    return datetime.fromtimestamp(minute * 60, ZoneInfo(zone))


def needed(work: Fraction, crew: Crew, buffer: Fraction) -> int:
    """Minutes of a task for a crew, rounded up (C5)."""
    return _ceil(work / crew.speed * (1 + buffer))


def _ceil(value: Fraction) -> int:
    return math.ceil(value)


def _jobs(inventory: Inventory) -> dict[str, Job]:
    planned = {key: switch for key, switch in sorted(inventory.planned().items()) if switch.building is not None}
    children: dict[str, list[str]] = {}
    partners: dict[str, set[str]] = {}
    for key, switch in planned.items():
        if switch.uplink in planned and switch.uplink is not None:
            children.setdefault(switch.uplink, []).append(key)
    for key, switch in sorted(inventory.switches.items()):
        if switch.redundant_with and switch.redundant_with != key:
            partners.setdefault(key, set()).add(switch.redundant_with)
            partners.setdefault(switch.redundant_with, set()).add(key)
    behind = _behind(inventory)
    order = inventory.district.policy.order
    return {
        key: _job(
            key, switch, inventory, order, children, partners.get(key, set()) & planned.keys(), behind.get(key, set())
        )
        for key, switch in planned.items()
    }


def _without_broken_order(jobs: dict[str, Job], request: PlanRequest) -> dict[str, Job]:
    """C7 does not bind what is over: its order can no longer be kept, and the other has to be done all the
    same (a core that was backed out after the switches below it had been replaced).
    """
    over = (window for window in request.promised if is_over(window, request.as_of))
    settled = {task.switch for window in over for task in window.tasks}
    if not settled:
        return jobs
    return {key: _unbound(job, key in settled, settled) for key, job in jobs.items()}


def _unbound(job: Job, is_settled: bool, settled: set[str]) -> Job:
    if is_settled:
        return replace(job, before=())
    return replace(job, after=tuple(name for name in job.after if name not in settled))


def _job(
    key: str,
    switch: Switch,
    inventory: Inventory,
    order: Order,
    children: Mapping[str, list[str]],
    partners: set[str],
    behind: set[str],
) -> Job:
    up = (
        (switch.uplink,)
        if switch.uplink and inventory.switches.get(switch.uplink) and _planned(inventory, switch.uplink)
        else ()
    )
    down = tuple(children.get(key, ()))
    before, after = {Order.CORE_FIRST: (up, down), Order.LEAF_FIRST: (down, up)}.get(order, ((), ()))
    return Job(
        key,
        switch.building or "",
        switch.closet,
        switch.replacement.model if switch.replacement else "",
        switch.members,
        max(1, switch.priority),
        Fraction(hand_minutes(inventory.district.work, switch)),
        switch.role is Role.CORE,
        bool(switch.critical),
        before,
        after,
        tuple(sorted(partners)),
        tuple(sorted(behind)),
    )


def hand_minutes(work: Work, switch: Switch) -> int:
    """Minutes that one pair of hands needs for a switch (C5), without buffer."""
    if switch.minutes is not None:
        return switch.minutes
    role = {Role.CORE: work.core, Role.DISTRIBUTION: work.distribution, Role.ACCESS: work.access}[switch.role]
    return role + work.per_extra_member * (switch.members - 1)


def _planned(inventory: Inventory, key: str) -> bool:
    return inventory.switches[key].replacement is not None and inventory.switches[key].building is not None


def _behind(inventory: Inventory) -> dict[str, set[str]]:
    """For each switch the other buildings that reach the network through it (C16)."""
    found: dict[str, set[str]] = {}
    for switch in inventory.switches.values():
        seen: set[str] = set()
        above = switch.uplink
        while above is not None and above in inventory.switches and above not in seen:
            seen.add(above)
            if switch.building and inventory.switches[above].building != switch.building:
                found.setdefault(above, set()).add(switch.building)
            above = inventory.switches[above].uplink
    return found


def _opened(
    request: PlanRequest,
) -> tuple[dict[str, dict[int, tuple[Span, ...]]], dict[str, dict[int, DayKind]]]:
    opened: dict[str, dict[int, tuple[Span, ...]]] = {}
    kinds: dict[str, dict[int, DayKind]] = {}
    for key, views in sorted(request.calendars.buildings.items()):
        kinds[key] = {view.date.toordinal(): view.kind for view in views}
        opened[key] = {}
        for view in views:
            if _freeze(request, key, view.date) is not None:
                continue
            if spans := spans_of(view.open):
                opened[key][view.date.toordinal()] = spans
    return opened, kinds


def spans_of(intervals: Iterable[Interval]) -> tuple[Span, ...]:
    """Open intervals in whole minutes, in order."""
    spans = ((-int(-i.start.timestamp() // 60), int(i.end.timestamp() // 60)) for i in intervals)
    return tuple(sorted(span for span in spans if span[0] < span[1]))


def _freeze(request: PlanRequest, building: str, day: date) -> str | None:
    for freeze in request.inventory.district.freezes:
        if day in freeze.dates and (freeze.buildings is None or building in freeze.buildings):
            return freeze.why or "a freeze"
    return None


def _banned(request: PlanRequest, building: str, opened: Mapping[int, tuple[Span, ...]]) -> dict[int, str]:
    """Why a date is out of bounds although the building is open (C11)."""
    found = {}
    for day in opened:
        if (why := out_of_bounds(request, building, date.fromordinal(day))) is not None:
            found[day] = why
    return found


def out_of_bounds(request: PlanRequest, building: str, day: date, noticed: bool = False) -> str | None:
    """The C11 rule that forbids a date in a building, as words, or None.

    `noticed` says that people know already: a promise that has come near keeps its date.
    """
    district = request.inventory.district
    policy, horizon, funding = district.policy, district.horizon, district.funding
    if (why := _freeze(request, building, day)) is not None:
        return f"{day} is frozen: {why}"
    if not noticed and day < request.as_of + timedelta(days=policy.notice):
        return f"{day} is sooner than the notice of {policy.notice} days after {request.as_of}"
    if policy.deadline is not None and day > policy.deadline:
        return f"{day} is after the deadline {policy.deadline}"
    if horizon is not None and day not in horizon:
        return f"{day} is outside the horizon {horizon}"
    if funding is not None and not date(funding.funding_year, 4, 1) <= day <= date(funding.funding_year + 1, 9, 30):
        return f"{day} is outside the dates of funding year {funding.funding_year}"
    return None


def shifts_of(inventory: Inventory, crew: Crew, days: list[int]) -> dict[int, tuple[Shift, ...]]:
    """The shifts of a crew on every date that matters (C3)."""
    found = {day: _shifts_on(inventory, crew, day) for day in days}
    return {day: shifts for day, shifts in found.items() if shifts}


def _shifts_on(inventory: Inventory, crew: Crew, day: int) -> tuple[Shift, ...]:
    on = date.fromordinal(day)
    if crew.available is not None and not any(on in span for span in crew.available):
        return ()
    if any(on in span for span in crew.away):
        return ()
    hours = crew.hours
    kinds = (
        (("weekday", hours.weekday), ("evening", hours.evening)) if on.weekday() < 5 else (("weekend", hours.weekend),)
    )
    zone = ZoneInfo(inventory.zone(crew.base))
    return tuple(
        Shift(day, kind, _local(on, span.start.minutes, zone), _local(on, span.end.minutes, zone))
        for kind, span in kinds
        if span is not None
    )


def _local(on: date, minutes: int, zone: ZoneInfo) -> int:
    """A time of day on a date, by the clock on the wall."""
    days, rest = divmod(minutes, 1440)
    wall = datetime(on.year, on.month, on.day, rest // 60, rest % 60, tzinfo=zone) + timedelta(days=days)
    return minute_of(wall)


def _stock(district: District) -> dict[str, tuple[tuple[int, int], ...]] | None:
    """Per model the days on which more arrives, with the total from then on; None when everything is in stock."""
    if not district.deliveries:
        return None
    found: dict[str, list[tuple[int, int]]] = {}
    for delivery in sorted(district.deliveries, key=lambda d: d.arrives):
        for model, units in sorted(delivery.models.items()):
            steps = found.setdefault(model, [])
            steps.append((delivery.arrives.toordinal(), units + (steps[-1][1] if steps else 0)))
    return {model: tuple(steps) for model, steps in found.items()}
