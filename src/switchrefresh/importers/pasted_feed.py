"""A pasted calendar used as a feed as it lies there, nobody having looked it over: what it leaves open stays closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from switchrefresh.calendars.classify import classify
from switchrefresh.calendars.meanings import WHOLE_DAY_BLOCKS, Meaning
from switchrefresh.calendars.model import FeedText, Repair, Unread
from switchrefresh.calendars.titles import clean
from switchrefresh.importers.calendar_text import MADE_UP, read_calendar_text
from switchrefresh.importers.date_points import SchoolYearDates
from switchrefresh.importers.feed_writing import dates_text
from switchrefresh.importers.imported import ImportedCalendar, OddLine
from switchrefresh.importers.stated_years import stated_school_year
from switchrefresh.importers.text_lines import MAX_BYTES, decode
from switchrefresh.inventory.model import SchoolYear

_OTHER_FORMAT = re.compile(r"\s*(?:BEGIN:VCALENDAR)", re.IGNORECASE)
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|head|\?xml)", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")
# Words that take a day back from the crew: a line with one of these and without a date makes the whole feed unknown.
_TAKES_BACK = WHOLE_DAY_BLOCKS | {Meaning.IN_SESSION}


def read_pasted(feed: FeedText, years: Sequence[SchoolYear], horizon: date | None) -> FeedText:
    """The feed with its rows, what was not understood in it, and which dates that leaves open."""
    if feed.raw is None or len(feed.raw) > MAX_BYTES or _OTHER_FORMAT.match(text := decode(feed.raw)):
        return feed
    if _WEB_PAGE.match(text):
        return replace(feed, trouble="it is the source of a web page, not the text that the page shows")
    year = _school_year(text, years, horizon)
    if year is None:
        return replace(feed, trouble="it does not say which school year it is of; write 2026-27 into its first line")
    found = read_calendar_text(text, year)
    if not found.rows:
        return replace(feed, trouble="no line with a date and words could be understood")
    told = _Told.of(found)
    rows = _rows(found, told)
    notes = (Repair("pasted-text", len(rows), "rows were read from plain text"), *_notes(found))
    return replace(feed, rows=rows, notes=notes, unread=told.dated, trouble=told.trouble)


def _school_year(text: str, years: Sequence[SchoolYear], horizon: date | None) -> SchoolYearDates | None:
    """The school year that the text itself names, in a heading or in the years of its dates; never a guess."""
    stated = stated_school_year(text)
    written = {int(word) for word in _YEAR.findall(text)}
    if stated is None and not written:
        return None
    near = [one for one in years if horizon is None or one.last_day >= horizon]
    for one in (*near, *years):
        begins = one.first_day.year if one.first_day.month >= 6 else one.first_day.year - 1
        if begins == stated or (stated is None and written <= {begins, begins + 1}):
            return SchoolYearDates(one.first_day, one.last_day)
    begins = stated if stated is not None else min(written)
    return SchoolYearDates(date(begins, 8, 1), date(begins + 1, 6, 30))


@dataclass(frozen=True)
class _Told:
    """The lines that were not understood: those whose dates stay closed, and what makes all of it unknown."""

    dated: tuple[Unread, ...]
    spoiled: frozenset[int]
    trouble: str = ""

    @classmethod
    def of(cls, found: ImportedCalendar) -> _Told:
        dated: list[Unread] = []
        trouble = ""
        weekly = {row.line for row in found.rows if row.every}
        for odd in found.not_understood:
            # A weekly rule that is left out leaves ordinary school days behind.
            dates = () if odd.line in weekly else odd.dates
            told = f'line {odd.line} "{clean(odd.text, 80)}"'
            dated += [Unread(first, last, f"{told}: {odd.why}") for first, last in dates]
            if not dates and odd.line not in weekly and _takes_back(odd.text):
                trouble = trouble or f"{told} may take days back and has no date"
        return cls(tuple(dated), frozenset(odd.line for odd in found.not_understood), trouble)


def _takes_back(text: str) -> bool:
    return classify(text).meaning in _TAKES_BACK or MADE_UP.search(text) is not None


def _notes(found: ImportedCalendar) -> list[Repair]:
    """What `calendar --feeds` says about lines that gave no row."""
    unread = [_note(odd, "line-not-understood") for odd in found.not_understood]
    doubts = [Repair("date-order", 1, doubt) for doubt in found.doubts]
    return [*doubts, *unread, *(_note(odd, "line-without-date") for odd in found.undated)]


def _note(odd: OddLine, code: str) -> Repair:
    return Repair(code, 1, f'line {odd.line} "{clean(odd.text, 80)}": {clean(odd.why)}')


def _rows(found: ImportedCalendar, told: _Told) -> tuple[dict[str, str], ...]:
    """The rows, without weekly rules of which a part could not be read: an exception would be a day with school."""
    rows = []
    for row in found.rows:
        if row.every and row.line in told.spoiled:
            continue
        made = {"dates": dates_text(row), "title": row.title}
        made |= {"kind": row.kind} if row.kind else {}
        rows.append(made | ({"every": ", ".join(row.every)} if row.every else {}))
    return tuple(rows)
