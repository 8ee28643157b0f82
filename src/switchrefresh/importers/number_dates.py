"""Dates in numbers: whether a text writes the day or the month first, decided from the text and never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from switchrefresh.importers.month_names import MONTH

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = r"(?! ?-? ?(?:days?|hours?|hrs?|time|grades?|year|students|[ap]\.?m|h\b))"
_STROKES = re.compile(rf"(?<![\d/.])(\d{{1,2}})/(\d{{1,2}})(?:/(20\d\d|\d\d))?(?![\d/]){_UNITS}", re.IGNORECASE)
# Without a year a number with a dot in it may be an amount or a time: only at the beginning of a line is it a date.
_NO_TIME = r"(?! ?- ?\d{1,2}\.(?:00|15|30|45)\b)"
_DOTS = re.compile(
    r"(?<![\d/.,])(\d{1,2})\.(\d{1,2})\.(20\d\d|\d\d)(?![\d.]\d)"
    rf"|^\W*(?:[A-Z][a-z]{{1,9}}\.?,? +)?(\d{{1,2}})\.(\d{{1,2}})\.?(?![\d/]|\.\d){_NO_TIME}{_UNITS}"
    r"|(?:(?<=[\d.]-)|(?<=[\d.]- )|(?<=[\d.] - ))(\d{1,2})\.(\d{1,2})\.?(?!\d)",
    re.IGNORECASE,
)

_HALF = re.compile(r"(?<![\d/])1/2(?![\d/])")


class Order(StrEnum):
    """Which number comes first in a text's dates."""

    MONTH = "month"
    DAY = "day"
    BOTH = "both"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class _Pair:
    first: int
    second: int
    year: str
    start: int
    end: int

    @property
    def either(self) -> bool:
        return self.first <= 12 and self.second <= 12 and self.first != self.second


def order_of(lines: Iterable[str]) -> Order:
    """What the numbers of a text show: one that is no month, or dates that go up in one reading only."""
    pairs = [pair for line in lines for pair in _pairs(line)]
    day = any(pair.first > 12 >= pair.second for pair in pairs)
    month = any(pair.second > 12 >= pair.first for pair in pairs)
    if day and month:
        return Order.BOTH
    if day or month:
        return Order.DAY if day else Order.MONTH
    by_month = _backwards([(pair.first, pair.second) for pair in pairs])
    by_day = _backwards([(pair.second, pair.first) for pair in pairs])
    if len(pairs) >= 4 and by_month != by_day:
        return Order.MONTH if by_month < by_day else Order.DAY
    return Order.UNSAID


def without_halves(lines: Sequence[str]) -> list[str]:
    """Where no other date is written with a stroke, `1/2` is a half and not January 2."""
    pairs = [(pair.first, pair.second) for line in lines for pair in _pairs(line)]
    if (1, 2) not in pairs or set(pairs) != {(1, 2)}:
        return list(lines)
    return [_HALF.sub("1\u20442", line) for line in lines]


def with_names(line: str, order: Order) -> str:
    """The line with its number dates written out where the order is known; strokes in the American order stay."""
    for pair in reversed(list(_pairs(line))):
        if pair.either and order in {Order.BOTH, Order.UNSAID}:
            continue
        dotted = "." in line[pair.start : pair.end]
        day_first = pair.first > 12 if order in {Order.BOTH, Order.UNSAID} else order is Order.DAY
        if not dotted and not day_first:
            continue
        month, day = (pair.second, pair.first) if day_first else (pair.first, pair.second)
        if 1 <= month <= 12 and 1 <= day <= 31:
            year = f" {pair.year if len(pair.year) == 4 else '20' + pair.year}" if pair.year else ""
            line = f"{line[: pair.start]}{_NAMES[month - 1]} {day}{year}{line[pair.end :]}"
    return line


def unclear(line: str, order: Order) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """The first number date of a line that can be read both ways, and its readings as month and day.

    Strokes without any hint are read as Americans write them; dots are not.
    """
    for pair in _pairs(line):
        dotted = "." in line[pair.start : pair.end]
        if pair.either and (order is Order.BOTH or (order is Order.UNSAID and dotted)):
            text = line[pair.start : pair.end].strip()
            return text, ((pair.first, pair.second), (pair.second, pair.first))
    return None


def american(lines: Iterable[str]) -> str:
    """The first date in strokes that another country would read the other way round; nothing when there is none."""
    found = (line[p.start : p.end].strip() for line in lines for p in _pairs(line) if p.either)
    return next((written for written in found if "/" in written), "")


def _pairs(line: str) -> Iterator[_Pair]:
    found = [_Pair(int(m[1]), int(m[2]), m[3] or "", m.start(), m.end()) for m in _STROKES.finditer(line)]
    for match in _DOTS.finditer(line):
        n = next(n for n in (1, 4, 6) if match[n])
        if n > 1 and re.search(MONTH + r"\b", line, re.IGNORECASE):
            continue
        year = (match[3] or "") if n == 1 else ""
        found.append(_Pair(int(match[n]), int(match[n + 1]), year, match.start(n), match.end()))
    yield from sorted((p for p in found if min(p.first, p.second) >= 1 and max(p.first, p.second) <= 31), key=_start)


def _start(pair: _Pair) -> int:
    return pair.start


def _backwards(dates: list[tuple[int, int]]) -> int:
    """How often a list of months and days goes back, counted in a school year that begins in July."""
    numbers = [((month - 7) % 12, day) for month, day in dates]
    return sum(b < a for a, b in pairwise(numbers))
