"""Which school year a text is of, and rows whose year its order or its other rows tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from switchrefresh.importers.date_points import SchoolYearDates
from switchrefresh.importers.imported import ImportedRow

_LINK = r" ?(?:[-/\u2010-\u2015\u2212]|to) ?"
SCHOOL_YEAR = re.compile(
    rf"\b(20\d\d){_LINK}((?:20)?\d\d)\b|(?:\b(?:SY|AY|school year|year)\b:? *|')'?(\d\d){_LINK}'?(\d\d)\b(?![/.-]\d)",
    re.IGNORECASE,
)
ENOUGH_ROWS = 5


def stated_school_year(text: str) -> int | None:
    """The first year of a heading like `2026-27` or `SY 26-27`, when the text names exactly one such year."""
    pairs = [(int(m[1] or m[3]) % 100 + 2000, int(m[2] or m[4])) for m in SCHOOL_YEAR.finditer(text)]
    found = {first for first, second in pairs if (first + 1) % 100 == second % 100}
    return found.pop() if len(found) == 1 else None


def school_year_of(text: str) -> int | None:
    """The year that a heading states, else the two years that stand beside the dates."""
    written = sorted({int(word) for word in re.findall(r"\b(20\d\d)\b", text)})
    stated = stated_school_year(text)
    return written[0] if stated is None and len(written) == 2 and written[0] + 1 == written[1] else stated


def in_order(rows: Sequence[ImportedRow], year: SchoolYearDates) -> list[ImportedRow]:
    """The rows in the order of the file; a July below the end of the school year is the July after it.

    Unless a new list begins there, with August or later below it.
    """
    found: list[ImportedRow] = []
    for n, row in enumerate(rows):
        before = found[-1].first if found else date.min
        below = next((other.first for other in rows[n + 1 :] if other.first.month != 7), None)
        restarts = below is not None and below.year == year.begins
        july = row.yearless and row.first.month == row.last.month == 7
        if july and before >= date(year.begins + 1, 4, 1) and not restarts:
            found.append(replace(row, first=_later(row.first), last=_later(row.last)))
        else:
            found.append(row)
    return found


def _later(day: date) -> date:
    return day.replace(year=day.year + 1)


def strangers(rows: Sequence[ImportedRow], year: SchoolYearDates, text: str) -> list[tuple[ImportedRow, str]]:
    """The few rows whose written year does not belong to the school year of all the others: slips of the pen."""
    first, last = date(year.begins, 7, 1), date(year.begins + 1, 8, 31)
    outside = [row for row in rows if not first <= row.first <= last]
    if len(rows) < ENOUGH_ROWS or len(outside) > max(1, len(rows) // 10) or len(_years(text)) > 1:
        return []
    name = f"{year.begins}-{(year.begins + 1) % 100:02d}"
    return [(row, f"{row.first} is not in the school year {name} of the other lines") for row in outside]


def _years(text: str) -> set[str]:
    return {match[1] for match in SCHOOL_YEAR.finditer(text) if match[1]}
