"""Small values as people write them (`1h30m`, `15:05`, `2026-12-21..2027-01-01`) and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

_DURATION = re.compile(r"(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,6})m)?", re.ASCII)
MAX_MINUTES = 366 * 1440
_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)", re.ASCII)
_ANCHOR = re.compile(r"(start|dismissal)(?:([+-])(.+))?")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """Dates from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day: minutes after midnight, or minutes after a bell (`anchor` is "start" or "dismissal")."""

    minutes: int
    anchor: str | None = None

    def __str__(self) -> str:
        if self.anchor is None:
            return f"{self.minutes // 60:02d}:{self.minutes % 60:02d}"
        return f"{self.anchor}{self.minutes:+d}m" if self.minutes else self.anchor


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Hours of a day from `start` to `end`, on the given weekdays (0 is Monday)."""

    start: ClockTime
    end: ClockTime
    weekdays: frozenset[int] = frozenset(range(7))

    def __str__(self) -> str:
        return f"{self.start}..{self.end}"


def read_duration(text: str) -> int:
    """`45m`, `1h30m`, `2d` in minutes."""
    match = _DURATION.fullmatch(text)
    if not text or match is None:
        raise ValueError(f'"{text}" is not a duration; write it like 45m, 1h30m or 2d')
    days, hours, minutes = (int(part or 0) for part in match.groups())
    total = days * 1440 + hours * 60 + minutes
    if total > MAX_MINUTES:
        raise ValueError(f'"{text}" is longer than a year; write it like 45m, 1h30m or 2d')
    return total


def read_days(text: str) -> int:
    """`7d` in whole days."""
    minutes = read_duration(text)
    if minutes % 1440:
        raise ValueError(f'"{text}" is not a whole number of days; write it like 7d')
    return minutes // 1440


def read_clock(text: str) -> int:
    """`15:05` in minutes after midnight; 24:00 is the end of the day."""
    match = _CLOCK.fullmatch(text)
    if match is None or (minutes := int(match[1]) * 60 + int(match[2])) > 1440:
        raise ValueError(f'"{text}" is not a time of day; write it like 07:20 or 15:05')
    return minutes


def read_date(text: str) -> date:
    """`2026-12-21`."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f'"{text}" is not a date; write it like 2026-12-21')
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is not a day that exists') from None


def read_date_range(text: str) -> DateRange:
    """`2026-12-21..2027-01-01`, or one date."""
    first, dots, last = text.partition("..")
    span = DateRange(read_date(first.strip()), read_date(last.strip() if dots else first.strip()))
    if span.last < span.first:
        raise ValueError(f'"{text}" ends before it begins')
    return span


def read_time_range(text: str) -> TimeRange:
    """`07:00..17:00`, `dismissal+30m..21:00`, `mon-thu 07:00..15:00`."""
    days, _, hours = text.strip().rpartition(" ")
    start, dots, end = hours.partition("..")
    if not dots:
        raise ValueError(f'"{text}" is not a range of hours; write it like 07:00..17:00 or dismissal+30m..21:00')
    span = TimeRange(_clock_time(start), _clock_time(end), _weekdays(days.strip()))
    if span.start.anchor is None and span.end.anchor is None and span.end.minutes <= span.start.minutes:
        raise ValueError(f'"{text}" does not end after it begins; a range may not cross midnight')
    return span


def read_fixed_range(text: str) -> TimeRange:
    """A range of hours without bells, as crews have."""
    span = read_time_range(text)
    if span.start.anchor or span.end.anchor or len(span.weekdays) != 7:
        raise ValueError(f'"{text}" must be plain clock times, like 07:00..16:00')
    return span


def read_fraction(text: str) -> Fraction:
    """A number or a percentage, kept exact: `1.5`, `15%`."""
    percent = text.endswith("%")
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text.removesuffix("%").strip()):
        raise ValueError(f'"{text}" is not a number; write it like 1.5 or 15%')
    value = Fraction(text.removesuffix("%").strip())
    return value / 100 if percent else value


def read_positive(text: str) -> Fraction:
    """A number above zero."""
    value = read_fraction(text)
    if value <= 0:
        raise ValueError(f'"{text}" must be more than zero')
    return value


def read_buffer(text: str) -> Fraction:
    """A share that is added to something: `15%`, or 0.15; 15 without its % sign is a slip, not fifteen times."""
    value = read_fraction(text)
    if value > 1 and not text.endswith("%"):
        raise ValueError(f'"{text}" would be {float(value) * 100:g} %; write it like 15%')
    if value > 5:
        raise ValueError(f'"{text}" is more than 500 %; write it like 15%')
    return value


def whole_between(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers from `low` to `high`, both allowed."""

    def read(text: str) -> int:
        value = read_whole(text)
        if not low <= value <= high:
            raise ValueError(f'"{text}" is not between {low} and {high}')
        return value

    return read


def read_whole(text: str) -> int:
    """A whole number, zero or more."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError(f'"{text}" is not a whole number')
    return int(text)


def read_flag(text: str) -> bool:
    """`true` or `false`; YAML's yes, no, on and off stay text elsewhere, so they are not taken for an answer here."""
    if text.lower() not in {"true", "false"}:
        raise ValueError(f'"{text}" is neither true nor false')
    return text.lower() == "true"


def show_duration(minutes: int) -> str:
    """1 h 30 min, as people read it."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _clock_time(text: str) -> ClockTime:
    text = text.strip()
    match = _ANCHOR.fullmatch(text)
    if match is None:
        return ClockTime(read_clock(text))
    offset = read_duration(match[3]) if match[3] else 0
    return ClockTime(-offset if match[2] == "-" else offset, match[1])


def _weekdays(text: str) -> frozenset[int]:
    if not text:
        return frozenset(range(7))
    days: set[int] = set()
    for part in text.lower().split(","):
        first, dash, last = part.strip().partition("-")
        if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
            raise ValueError(f'"{text}" are not weekdays; write them like mon-thu or mon,wed')
        low, high = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days.update(range(low, high + 1) if low <= high else [*range(low, 7), *range(high + 1)])
    return frozenset(days)
