"""On which date the holidays that schools name really fall, reckoned; a feed may have them wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

# Words that make it another day than the holiday itself.
_NOT_ITSELF = re.compile(
    r"\b(?:break|recess|vacation|week|weekend|eve|after|before|early|late|observ\w*|make-? ?up|celebrat\w*|assembly"
    r"|in lieu|trade|exchange|floating|conference\w*|concert|party|parade|program|lunch\w*|feast|dinner)\b"
)


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian reckoning, Meeus 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _nth(month: int, weekday: int, n: int) -> Callable[[int], date]:
    """The nth weekday of a month, the last one for n = -1 (5 U.S.C. 6103)."""

    def on(year: int) -> date:
        if n > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)

    return on


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


# Name, the pattern in a matchable title, its date in a year, and how many days away it may be kept.
_DAYS: tuple[tuple[str, re.Pattern[str], Callable[[int], date], int], ...] = tuple(
    (name, re.compile(pattern), on, slack)
    for name, pattern, on, slack in (
        ("New Year's Day", r"\bnew year'?s?'? day\b", _fixed(1, 1), 3),
        ("Martin Luther King Jr. Day", r"\b(?:martin luther\.? king|mlk)\b.*\bday\b", _nth(1, 0, 3), 0),
        ("Presidents' Day", r"\bpresidents?'?s?'? days?\b|\bwashington'?s birthday\b", _nth(2, 0, 3), 4),
        ("Good Friday", r"\bgood friday\b", lambda year: easter(year) - timedelta(days=2), 0),
        ("Easter Monday", r"\beaster monday\b", lambda year: easter(year) + timedelta(days=1), 0),
        ("Memorial Day", r"\bmemorial day\b", _nth(5, 0, -1), 0),
        ("Juneteenth", r"\bjuneteenth\b", _fixed(6, 19), 3),
        ("Independence Day", r"\bindependence day\b|\b(?:4th|fourth) of july\b", _fixed(7, 4), 3),
        ("Labor Day", r"\blabou?r day\b", _nth(9, 0, 1), 0),
        ("Columbus Day", r"\bcolumbus day\b|\bindigenous peoples?'?s?'? day\b", _nth(10, 0, 2), 4),
        ("Veterans Day", r"\bveterans?'?s?'? day\b", _fixed(11, 11), 4),
        ("Thanksgiving Day", r"\bthanksgiving day\b", _nth(11, 3, 4), 0),
        ("Christmas Day", r"\bchristmas day\b", _fixed(12, 25), 3),
    )
)


def misplaced(text: str, first: date, last: date) -> tuple[str, date] | None:
    """The holiday that a matchable title names and its real date, when the event lies elsewhere; else None.

    Holidays with a fixed date are often kept a few days off, and those that some districts move have a few days too;
    the others are on their Monday, Thursday or Friday or wrong.
    """
    if _NOT_ITSELF.search(text):
        return None
    for name, pattern, on, slack in _DAYS:
        if pattern.search(text):
            real = min((on(first.year + n) for n in (-1, 0, 1)), key=lambda day: abs((day - first).days))
            if first - timedelta(days=slack) <= real <= last + timedelta(days=slack) and not _weekend(
                first, last, real
            ):
                return None
            return name, real
    return None


def _weekend(first: date, last: date, real: date) -> bool:
    """On a weekend without being the day itself: nobody keeps a holiday there."""
    inside = [date.fromordinal(n) for n in range(first.toordinal(), min(last.toordinal(), first.toordinal() + 30) + 1)]
    return real not in inside and all(day.weekday() >= 5 for day in inside)
