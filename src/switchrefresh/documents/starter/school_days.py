"""The dates that a careful district keeps free: the first and last days of school, the eve of testing, holidays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from switchrefresh.calendars.publicdays import public_days
from switchrefresh.inventory.model import Holidays
from switchrefresh.inventory.values import DateRange

FIRST, LAST = 10, 5  # school days
ONE = timedelta(days=1)
Freeze = tuple[DateRange, str]


def holidays_of(first: date, last: date) -> dict[date, str]:
    """The public holidays of the United States, observed days included."""
    found = public_days(Holidays("US"), first, last).country
    return {day: name for day, name in sorted(found.items()) if first <= day <= last}


def edges(year: tuple[date, date], closed: Iterable[date]) -> list[Freeze]:
    """The first ten and the last five school days; `closed` are dates known to be without school."""
    out = {*closed, *holidays_of(*year)}
    school = [day for day in _days(*year) if day.weekday() < 5 and day not in out]
    if not school:
        return []
    start, end = school[:FIRST][-1], school[-LAST:][0]
    return [
        (DateRange(year[0], start), "first ten school days"),
        (DateRange(end, year[1]), "last five school days"),
    ]


def around_testing(spans: Iterable[DateRange]) -> list[Freeze]:
    """Testing with its eve: the weekday before, when rooms and devices are set up, and the days between."""
    found = []
    for span in spans:
        eve = span.first - ONE
        while eve.weekday() >= 5:
            eve -= ONE
        found.append((DateRange(eve, span.last), "testing and its eve"))
    return found


def unknown_days(year: tuple[date, date], horizon: DateRange) -> list[Freeze]:
    """Without any calendar: public holidays, and the weeks in which schools may be out and locked. Nothing is invented:
    a date of which nobody knows what it is stays closed."""
    found: list[Freeze] = [
        (DateRange(date(year[0].year, 12, 18), date(year[0].year + 1, 1, 6)), "no calendar yet: maybe winter break")
    ]
    for day, name in holidays_of(horizon.first, horizon.last).items():
        if "Thanksgiving" in name:
            found.append((DateRange(day - 3 * ONE, day + ONE), "no calendar yet: maybe Thanksgiving break"))
        elif day not in found[0][0]:
            found.append((DateRange(day, day), name))
    return [(span, why) for span, why in found if span.last >= horizon.first and span.first <= horizon.last]


def _days(first: date, last: date) -> Iterator[date]:
    return iter(DateRange(first, last))
