"""Weekly rules and rules of every month, as rows of a feed between the dates that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from switchrefresh.calendars.titles import clean, matchable
from switchrefresh.importers.date_points import Found, SchoolYearDates, WrongDateError
from switchrefresh.importers.date_words import find_dates, month_range
from switchrefresh.importers.imported import ImportedCalendar, ImportedRow, OddLine
from switchrefresh.importers.month_names import WEEKDAYS, weekday_in
from switchrefresh.importers.nth_days import nth_days
from switchrefresh.importers.text_lines import TextLine
from switchrefresh.importers.weekly_rules import WeeklyRule

_DAY = timedelta(days=1)
EXCEPT = re.compile(r"\b(?:except(?: (?:for|on))?|excluding|but not(?: on)?)\b", re.IGNORECASE)


def add_weekly(line: TextLine, rule: WeeklyRule, result: ImportedCalendar) -> None:
    """The rows of a rule; what of it could not be read is told, and the dates it leaves out are left out."""
    cut = EXCEPT.search(line.text)
    text, without = (line.text[: cut.start()], line.text[cut.end() :]) if cut else (line.text, "")
    try:
        between = _between(text, result.year)
        left_out = _dates_in(without, result.year)
    except WrongDateError as error:
        result.not_understood.append(OddLine(line.number, clean(line.text), str(error)))
        return
    if between is None:
        result.not_understood.append(OddLine(line.number, clean(line.text), "a weekly rule with several ranges"))
        return
    row = ImportedRow(line.number, *between, clean(line.text.replace(" | ", " ")), rule.kind, rule.weekdays)
    days = nth_days(text)
    if days is not None and not days.which and find_dates(text) is None:
        why = "every other week from when on? Write the first date"
        result.not_understood.append(OddLine(line.number, clean(line.text), why))
        return
    if days is not None:
        result.rows += [
            replace(row, first=day, last=day, every=()) for day in days.dates(*between) if day not in left_out
        ]
    else:
        result.rows += [one for one in _around(row, left_out) if _has_a_day(one)]
    unread = rule.unread if days is None else ""
    if (cut is not None and not left_out) or (unread and cut is None):
        left = line.text[cut.start() :] if cut else unread
        why = f'a weekly rule was read, but not its "{clean(left, 60)}": add those dates by hand'
        result.not_understood.append(OddLine(line.number, clean(line.text), why))


def _around(row: ImportedRow, left_out: set[date]) -> Iterator[ImportedRow]:
    """The row, cut where a date is left out."""
    first = row.first
    for day in sorted(day for day in left_out if row.first <= day <= row.last):
        if first < day:
            yield replace(row, first=first, last=day - _DAY)
        first = day + _DAY
    if first <= row.last:
        yield replace(row, first=first)


def _has_a_day(row: ImportedRow) -> bool:
    days = (row.last - row.first).days + 1
    return days >= 7 or any(WEEKDAYS[(row.first + n * _DAY).weekday()] in row.every for n in range(days))


def _dates_in(text: str, year: SchoolYearDates) -> set[date]:
    """Every date in the exceptions. Raises WrongDateError."""
    found: set[date] = set()
    while (dates := find_dates(text)) is not None:
        for span in dates.spans:
            first, last = year.resolve(span)
            found |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
        text = text[dates.end :]
    return found


def _between(text: str, year: SchoolYearDates) -> tuple[date, date] | None:
    """First and last date of a rule; the school year's where it names none. Raises WrongDateError."""
    found = find_dates(text)
    if found is None:
        return _months(text, year)
    if len(found.spans) != 1:
        return None
    begins, ends = year.resolve(found.spans[0])
    return (begins, ends) if begins != ends else _one_sided(text, found, begins, year)


def _one_sided(text: str, found: Found, day: date, year: SchoolYearDates) -> tuple[date, date]:
    before = matchable(text[: found.start])
    if re.search(r"\b(?:until|through|thru|ending|ends)\W*$", before):
        return year.first_day, day
    if re.search(r"\b(?:begin\w*|start\w*|from|since|after|effective)\W*$", before):
        return day, year.last_day
    if 0 <= weekday_in(text) == day.weekday():
        return day, day
    return year.first_day, year.last_day


def _months(text: str, year: SchoolYearDates) -> tuple[date, date]:
    months = month_range(text)
    if months is None:
        return year.first_day, year.last_day
    first, last = (year.first_of(month) for month in months)
    after = (last + timedelta(days=31)).replace(day=1)
    return max(first, year.first_day), min(after - _DAY, year.last_day)
