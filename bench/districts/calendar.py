"""The year of a made-up district: day kinds, bells and hours, with random evening events and testing weeks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from switchrefresh.calendars.model import Calendars, DayView, Interval
from switchrefresh.inventory.model import Bells, Building, DayKind

ZONE = ZoneInfo("America/Chicago")
FIRST, LAST = date(2026, 8, 3), date(2027, 8, 1)
SCHOOL = (date(2026, 8, 17), date(2027, 6, 4))
BREAKS = (
    (date(2026, 11, 23), date(2026, 11, 27)),
    (date(2026, 12, 21), date(2027, 1, 1)),
    (date(2027, 3, 15), date(2027, 3, 19)),
)
HOLIDAYS = {
    date(2026, 9, 7),
    date(2026, 11, 26),
    date(2026, 12, 25),
    date(2027, 1, 1),
    date(2027, 1, 18),
    date(2027, 2, 15),
    date(2027, 5, 31),
    date(2027, 7, 5),
}
STAFF_DAYS = {date(2026, 10, 12), date(2026, 10, 30), date(2027, 1, 4), date(2027, 2, 26), date(2027, 4, 23)}
# Weeks in which a building is left alone, by the kind of building: first Monday and number of days.
TESTING = {
    "elementary": (date(2027, 4, 12), 12),
    "middle": (date(2027, 4, 19), 12),
    "high": (date(2027, 5, 3), 19),
}
TIERS = ((450, 870), (495, 915), (540, 960))  # first and last bell of high, middle and elementary schools
TIER_OF = {"high": 0, "middle": 1}


@dataclass(frozen=True)
class Habits:
    """What makes one building's year its own."""

    evenings: float  # share of school days with an event in the evening
    saturdays: float  # share of Saturdays on which it is open
    summer_school: bool


def bells_of(kind: str) -> Bells | None:
    """First and last bell, by the kind of building."""
    if kind == "office":
        return None
    start, end = TIERS[TIER_OF.get(kind, 2)]
    return Bells(start, end, end - 130, start + 120)


def kind_of(day: date) -> DayKind:
    """The day kind of a date, the same everywhere."""
    if day.weekday() >= 5:
        return DayKind.WEEKEND
    if day in HOLIDAYS:
        return DayKind.HOLIDAY
    if not SCHOOL[0] <= day <= SCHOOL[1]:
        return DayKind.SUMMER
    if any(first <= day <= last for first, last in BREAKS):
        return DayKind.BREAK
    if day in STAFF_DAYS:
        return DayKind.NO_STUDENTS
    return DayKind.EARLY_RELEASE if day.weekday() == 2 and day.day <= 7 else DayKind.SCHOOL_DAY


def calendars(rng: random.Random, buildings: dict[str, Building]) -> Calendars:
    """Every building's year; days that are alike share one record."""
    shared: dict[tuple[date, DayKind, tuple[tuple[int, int], ...]], DayView] = {}
    found: dict[str, tuple[DayView, ...]] = {}
    for key, building in buildings.items():
        habits = Habits(rng.uniform(0.05, 0.35), 0.5, rng.random() < 0.3)
        days = []
        for day, kind, hours in _days(rng, building, habits):
            one = (day, kind, hours)
            if one not in shared:
                shared[one] = DayView(day, kind, tuple(_interval(day, a, b) for a, b in hours))
            days.append(shared[one])
        found[key] = tuple(days)
    return Calendars(found)


def _days(
    rng: random.Random, building: Building, habits: Habits
) -> Iterator[tuple[date, DayKind, tuple[tuple[int, int], ...]]]:
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        kind = kind_of(day)
        event = rng.random() < habits.evenings
        until = rng.choice((1020, 1080, 1140)) if event else 1260
        weekend = rng.random() < habits.saturdays and day.weekday() == 5
        yield day, kind, _hours(building, day, kind, until, weekend, habits.summer_school)


def _hours(
    building: Building, day: date, kind: DayKind, until: int, weekend: bool, summer_school: bool
) -> tuple[tuple[int, int], ...]:
    testing = TESTING.get(building.kind)
    if kind is DayKind.HOLIDAY or (testing and testing[0] <= day < testing[0] + timedelta(days=testing[1])):
        return ()
    if kind is DayKind.WEEKEND:
        return ((480, 960),) if weekend else ()
    if kind is DayKind.SUMMER:
        in_class = summer_school and date(2027, 6, 14) <= day <= date(2027, 7, 9)
        return ((780, 1020),) if in_class else ((420, 1020),)
    if kind is DayKind.BREAK:
        return ((420, 1020),)
    if kind is DayKind.NO_STUDENTS or building.bells is None:
        return ((960, until),) if until > 960 else ()
    bells = building.bells
    last = bells.early_dismissal if kind is DayKind.EARLY_RELEASE else bells.dismissal
    start = (last or 0) + 30
    return ((start, until),) if start < until else ()


def _interval(day: date, start: int, end: int) -> Interval:
    first, last = (
        datetime.combine(day, time(minute // 60, minute % 60), ZONE) for minute in (min(start, 1439), min(end, 1439))
    )
    return Interval(first, last)
