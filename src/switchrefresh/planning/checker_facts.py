"""What the checker works out by itself: instants in UTC, dates in the right zone, durations, travel and shifts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import TypeVar
from zoneinfo import ZoneInfo

from switchrefresh.inventory.model import Crew, District, Inventory, Switch, Travel
from switchrefresh.inventory.values import TimeRange
from switchrefresh.planning.model import PlanRequest, State, Task, Window

EARTH_RADIUS_KM = 6371.0
# Another formula or radius for the same two points gives a distance this much shorter; no minute hangs on that.
SLACK = 3e-6
KEPT_STATES = frozenset({State.APPROVED, State.RUNNING, State.DONE})
HISTORY = frozenset({State.RUNNING, State.DONE})
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True)
class Job:
    """A task with its instants in UTC."""

    task: Task
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Visit:
    """A window with its instants in UTC, its date in the building's zone and its date in the crew's."""

    window: Window
    start: datetime
    end: datetime
    jobs: tuple[Job, ...]
    day: date
    crew_day: date
    crew: Crew | None
    kept: bool  # as it was promised, or only with less in it: people were told of it
    past: bool  # done, running or promised for a date that is over: counted, but not judged


@dataclass(frozen=True)
class Facts:
    """The request and the visits of a plan, with the lookups that every rule needs."""

    request: PlanRequest
    visits: tuple[Visit, ...]
    placed: Mapping[str, tuple[Visit, Job]]

    @property
    def inventory(self) -> Inventory:
        """What the district has."""
        return self.request.inventory

    @property
    def district(self) -> District:
        """The district's own page of rules."""
        return self.request.inventory.district

    def switch(self, key: str) -> Switch | None:
        """The switch of that id, or None."""
        return self.inventory.switches.get(key)


def gather(request: PlanRequest, windows: Iterable[Window]) -> Facts:
    """Read the windows of a plan; nothing is judged here and nothing unknown stops it."""
    promised = {window.id: window for window in request.promised}
    visits = tuple(_read(request, window, promised.get(window.id)) for window in windows)
    placed: dict[str, tuple[Visit, Job]] = {}
    for visit in visits:
        for job in visit.jobs:
            placed.setdefault(job.task.switch, (visit, job))
    return Facts(request, visits, placed)


def _read(request: PlanRequest, window: Window, promise: Window | None) -> Visit:
    inventory = request.inventory
    zone = ZoneInfo(inventory.zone(window.building))
    crew = inventory.district.crews.get(window.crew)
    crew_zone = ZoneInfo(inventory.zone(crew.base)) if crew else zone
    start, end = instant(window.start, zone), instant(window.end, zone)
    jobs = tuple(Job(task, instant(task.start, zone), instant(task.end, zone)) for task in window.tasks)
    promise = promise if promise is not None and promise.state in KEPT_STATES else None
    kept = promise is not None and (same_work(window, promise) or within(window, promise))
    past = promise is not None and same_work(window, promise) and is_history(promise, request)
    day, crew_day = start.astimezone(zone).date(), start.astimezone(crew_zone).date()
    return Visit(window, start, end, jobs, day, crew_day, crew, kept, past)


def instant(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment in UTC: two times of one zone compare by the clock on the wall, which is wrong on a DST night."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def same_work(one: Window, other: Window) -> bool:
    """Whether two windows are the same promise: building, crew, times and tasks."""
    return _work(one) == _work(other)


def within(one: Window, promise: Window) -> bool:
    """Whether a window is a promise with less in it: building, crew and start are the same, and nothing is added."""
    same = (one.building, one.crew, _stamp(one.start)) == (promise.building, promise.crew, _stamp(promise.start))
    mine, told = ({task.switch for task in window.tasks} for window in (one, promise))
    return same and bool(mine) and mine <= told and not _is_after(one.end, promise.end)


def is_history(promise: Window, request: PlanRequest) -> bool:
    """Done, running, or approved for a date before the day of planning: nothing can move it any more."""
    zone = ZoneInfo(request.inventory.zone(promise.building))
    last = instant(promise.end, zone).astimezone(zone).date()
    return promise.state in HISTORY or (promise.state in KEPT_STATES and last < request.as_of)


def _is_after(one: datetime, other: datetime) -> bool:
    return bool(one.tzinfo) == bool(other.tzinfo) and one > other


def _work(window: Window) -> tuple[object, ...]:
    tasks = {(task.switch, _stamp(task.start), _stamp(task.end)) for task in window.tasks}
    return window.building, window.crew, _stamp(window.start), _stamp(window.end), tasks


def _stamp(moment: datetime) -> object:
    return moment.astimezone(UTC) if moment.tzinfo else moment.isoformat()


def minutes(start: datetime, end: datetime) -> Fraction:
    """Minutes that really pass between two instants in UTC."""
    return Fraction((end - start) // timedelta(microseconds=1), 60_000_000)


def say(length: Fraction | int) -> str:
    """Minutes as a number for a sentence."""
    return f"{int(length)} min" if length == int(length) else f"{float(length):.2f} min"


def task_minutes(district: District, switch: Switch, crew: Crew | None) -> int:
    """How long a crew works on a switch (C5), rounded up to the minute."""
    work = district.work
    hands = switch.minutes
    if hands is None:
        by_role = {"core": work.core, "distribution": work.distribution, "access": work.access}
        hands = by_role[switch.role.value] + work.per_extra_member * max(switch.members - 1, 0)
    speed = crew.speed if crew else Fraction(1)
    return math.ceil(Fraction(hands) / speed * (1 + work.buffer))


def travel_minutes(inventory: Inventory, origin: str, goal: str) -> int:
    """Travel between two buildings (C4): great-circle kilometres at the district's speed, rounded up to the minute."""
    if origin == goal:
        return 0
    travel: Travel = inventory.district.travel
    ends = [inventory.buildings[key].position if key in inventory.buildings else None for key in (origin, goal)]
    if ends[0] is None or ends[1] is None:
        return travel.minimum
    way = _kilometres(ends[0], ends[1]) * 60 / float(travel.speed_kmh)
    return max(travel.minimum, math.ceil(way * (1 - SLACK)))


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    lat1, lon1, lat2, lon2 = (math.radians(value) for value in (*one, *other))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def shift_bounds(hours: TimeRange, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """First and last instant of a shift on a date of the crew's zone; 24:00 is the next midnight."""
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the zone is added after the clock time
    first, last = (midnight + timedelta(minutes=end.minutes) for end in (hours.start, hours.end))
    return first.replace(tzinfo=zone).astimezone(UTC), last.replace(tzinfo=zone).astimezone(UTC)


def inside_open(facts: Facts, building: str, start: datetime, end: datetime) -> bool:
    """Whether a stretch of time (UTC) lies inside one open interval of a building."""
    zone = ZoneInfo(facts.inventory.zone(building))
    view = facts.request.calendars.day(building, start.astimezone(zone).date())
    spans = view.open if view else ()
    return any(instant(span.start, zone) <= start and end <= instant(span.end, zone) for span in spans)


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Values by key, in the order they came."""
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
