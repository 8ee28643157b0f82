"""One event of a feed, after repair: when, what and where, and nothing else that strangers wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from switchrefresh.calendars.meanings import Meaning

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """Either whole dates (`first`..`last`, both included) or a stretch of time (`start`, `end`, both aware)."""

    title: str
    location: str = ""
    first: date | None = None
    last: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    cancelled: bool = False
    kind: Meaning | None = None

    @property
    def timed(self) -> bool:
        return self.start is not None

    @property
    def minutes(self) -> float:
        """Length of a timed event; 0 for whole dates."""
        return (self.end - self.start).total_seconds() / 60 if self.start and self.end else 0.0

    def dates(self, zone: ZoneInfo, first: date, last: date) -> Iterator[date]:
        """The dates between `first` and `last` that it touches, as a clock in `zone` shows them."""
        if self.start is not None and self.end is not None:
            begins = self.start.astimezone(zone).date()
            stop = self.end.astimezone(zone)
            ends = stop.date() if stop.time() != stop.time().min else stop.date() - _DAY
        else:
            begins, ends = self.first or date.max, self.last or date.min
        ends = max(begins, ends)
        day, stop_day = max(begins, first), min(ends, last)
        while day <= stop_day:
            yield day
            day += _DAY
