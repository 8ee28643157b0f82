"""What an import of a calendar gives: rows, bells, and every line that gave none or only a part, with why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from switchrefresh.importers.date_points import SchoolYearDates
from switchrefresh.importers.weekly_rules import BellTimes


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One entry of the feed. `every` limits the dates to weekdays; `kind` is only set where the title cannot say it.

    `yearless` says that neither a year nor a weekday stands beside its dates.
    """

    line: int
    first: date
    last: date
    title: str
    kind: str = ""
    every: tuple[str, ...] = ()
    yearless: bool = False


@dataclass(frozen=True, slots=True)
class OddLine:
    """A line that gave no row, or only a part of one, and why; `dates` are those that it may speak of."""

    line: int
    text: str
    why: str
    dates: tuple[tuple[date, date], ...] = ()


@dataclass
class ImportedCalendar:
    """All that a text gave: rows, bells, lines without a date, headings, and what was not understood.

    `doubts` are about the text as a whole and go with what was read from it.
    """

    year: SchoolYearDates
    rows: list[ImportedRow] = field(default_factory=list)
    bells: list[tuple[int, BellTimes]] = field(default_factory=list)
    undated: list[OddLine] = field(default_factory=list)
    headings: list[OddLine] = field(default_factory=list)
    not_understood: list[OddLine] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
