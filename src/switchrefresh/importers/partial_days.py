"""A range with a remark for some of its days, "No School (District Closed 18 & 19)", as a row for each part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from switchrefresh.calendars.titles import clean
from switchrefresh.importers.imported import ImportedRow
from switchrefresh.importers.row_titles import EDGES

_PART = re.compile(r"\s*\(([^()]*?[A-Za-z][^()]*?)\s*(?:on )?((?:\d{1,2}(?:st|nd|rd|th)?(?:\s*(?:,|&|and|-)\s*)?)+)\)")


def split_remark(row: ImportedRow) -> Sequence[ImportedRow]:
    """Each day gets what holds for it; the row itself where no remark names days of it."""
    part = _PART.search(row.title)
    if part is None or row.first == row.last:
        return [row]
    days = _listed(part[2])
    inside = [date.fromordinal(n) for n in range(row.first.toordinal(), row.last.toordinal() + 1)]
    if not days or not days <= {day.day for day in inside}:
        return [row]
    words = (part[1].strip(EDGES), clean(row.title[: part.start()] + row.title[part.end() :]).strip(EDGES))
    return list(_runs(row, inside, days, *words))


def _runs(row: ImportedRow, inside: list[date], days: set[int], special: str, rest: str) -> Iterator[ImportedRow]:
    """Neighbouring dates with the same words as one row each."""
    run: list[date] = []
    for day in [*inside, None]:
        if run and (day is None or (day.day in days) != (run[0].day in days)):
            words = special if run[0].day in days else rest or row.title
            yield replace(row, first=run[0], last=run[-1], title=words)
            run = []
        if day is not None:
            run.append(day)


def _listed(text: str) -> set[int]:
    found: set[int] = set()
    for low, high in re.findall(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s*-\s*(\d{1,2}))?", text):
        found |= set(range(int(low), int(high or low) + 1))
    return found
