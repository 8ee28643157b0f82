"""The hours in which work may happen on a day of some kind, bells resolved, and time taken out of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from switchrefresh.inventory.model import Bells, Building, DayKind, District
from switchrefresh.inventory.values import ClockTime, TimeRange

Span = tuple[int, int]
_MIDNIGHT = 1440


@dataclass(frozen=True, slots=True)
class BellsToday:
    """When students come and go on one day, in minutes after midnight; None when no bell rings."""

    start: int | None = None
    dismissal: int | None = None

    def at(self, anchor: str) -> int | None:
        return self.start if anchor == "start" else self.dismissal


def bells_on(kind: DayKind, bells: Bells | None, start: int | None = None, dismissal: int | None = None) -> BellsToday:
    """The bells of a day of this kind; `start` and `dismissal` are what the day's own event says, if it does."""
    if bells is None:
        return BellsToday()
    if kind is DayKind.SCHOOL_DAY:
        return BellsToday(bells.start, bells.dismissal)
    if kind is DayKind.EARLY_RELEASE:
        return BellsToday(bells.start, _first(dismissal, bells.early_dismissal, bells.dismissal))
    if kind is DayKind.LATE_START:
        return BellsToday(_first(start, bells.late_start, bells.start), bells.dismissal)
    return BellsToday()


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


def ranges_for(building: Building, district: District, kind: DayKind) -> tuple[TimeRange, ...]:
    """The ranges of a kind: the building's own, else the district's, else none."""
    if kind in building.hours:
        return building.hours[kind]
    return district.hours.get(kind, ())


def resolve(ranges: Iterable[TimeRange], weekday: int, bells: BellsToday) -> list[Span]:
    """The ranges in minutes after midnight, in order, touching ones merged; one whose bell does not ring gives none."""
    found = []
    for span in ranges:
        start, end = _minutes(span.start, bells), _minutes(span.end, bells)
        if weekday in span.weekdays and start is not None and end is not None and start < end:
            found.append((start, end))
    return merge(found)


def _minutes(clock: ClockTime, bells: BellsToday) -> int | None:
    if clock.anchor is None:
        return clock.minutes
    bell = bells.at(clock.anchor)
    return None if bell is None else min(max(bell + clock.minutes, 0), _MIDNIGHT)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Sorted, overlapping and touching spans made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def subtract(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of the spans when the taken ones are cut out."""
    left = list(spans)
    for begin, stop in taken:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, begin)), (max(start, stop), end))
            if piece[0] < piece[1]
        ]
    return merge(left)


def instant(day: date, minutes: int, zone: ZoneInfo) -> int:
    """Seconds since 1970 when a clock in the zone shows this many minutes after midnight."""
    moment = datetime.combine(day + timedelta(days=minutes // _MIDNIGHT), time(minutes // 60 % 24, minutes % 60), zone)
    return int(moment.timestamp())


def moment_at(seconds: int, zone: ZoneInfo) -> datetime:
    """The clock time in the zone at an instant."""
    return datetime.fromtimestamp(seconds, zone)
