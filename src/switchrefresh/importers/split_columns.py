"""A table pasted column by column, all dates first and all words below them, put together where holidays prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from switchrefresh.calendars.namedays import misplaced
from switchrefresh.calendars.titles import matchable
from switchrefresh.importers.date_points import SchoolYearDates
from switchrefresh.importers.date_words import find_dates
from switchrefresh.importers.row_titles import only_a_date
from switchrefresh.importers.text_lines import TextLine

ENOUGH = 5  # dates; fewer may stand below each other by chance
PROOFS = 2  # holidays that must fall on their date


def put_together(lines: Sequence[TextLine], year: SchoolYearDates) -> list[TextLine]:
    """The lines with such columns joined row by row; any other text as it is."""
    found: list[TextLine] = []
    at = 0
    while at < len(lines):
        dates = _run(lines, at, dated=True)
        words = _run(lines, at + len(dates), dated=False)
        column = [line for line in words if not line.text.endswith(".")]
        if len(dates) >= ENOUGH and len(column) == len(dates) and _is_proved(dates, column, year):
            found += [line for line in words if line.text.endswith(".")]
            found += [_row(day, said) for day, said in zip(dates, column, strict=True)]
            at += len(dates) + len(words)
        else:
            step = max(1, len(dates))
            found += lines[at : at + step]
            at += step
    return found


def _run(lines: Sequence[TextLine], at: int, dated: bool) -> list[TextLine]:
    """The lines from here on that are all lone dates, or all without a date."""
    found: list[TextLine] = []
    for line in lines[at:]:
        if (only_a_date(line.text) if dated else find_dates(line.text) is None) is False:
            break
        found.append(line)
    return found


def _is_proved(dates: list[TextLine], words: list[TextLine], year: SchoolYearDates) -> bool:
    """Whether several holidays stand in the row of their date, and hardly any in another."""
    proofs = wrong = 0
    for day, said in zip(dates, words, strict=True):
        title, found = matchable(said.text), find_dates(day.text)
        spans = year.possible(found.spans) if found is not None else ()
        if not spans or misplaced(title, date(year.begins, 7, 20), date(year.begins, 7, 20)) is None:
            continue
        if misplaced(title, spans[0][0], spans[-1][1]) is not None:
            wrong += 1
        else:
            proofs += 1
    return proofs >= PROOFS and wrong * 4 <= proofs


def _row(day: TextLine, said: TextLine) -> TextLine:
    cells = (*day.cells, *said.cells)
    return replace(day, text=f"{day.text} | {said.text}", cells=cells, columns=(), places=())
