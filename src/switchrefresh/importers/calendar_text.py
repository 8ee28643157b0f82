"""A calendar pasted from a web page, a letter or a table, as rows of a feed; nothing in it is dropped silently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from switchrefresh.calendars.classify import classify
from switchrefresh.calendars.model import Tier
from switchrefresh.calendars.titles import clean, matchable
from switchrefresh.importers.date_words import (
    LETTERS,
    LOOSE_END,
    Found,
    SchoolYearDates,
    Span,
    WrongDateError,
    dates_at,
    find_dates,
    month_heading,
    spoken_dates,
)
from switchrefresh.importers.imported import ImportedCalendar, ImportedRow, OddLine
from switchrefresh.importers.sections import in_section, section_of
from switchrefresh.importers.text_lines import TextLine, text_lines
from switchrefresh.importers.weekly_rows import EXCEPT, add_weekly
from switchrefresh.importers.weekly_rules import bell_times, weekly_rule

_UNDATED = re.compile(r"\b(?:tbd|tba|to be (?:determined|announced|decided))\b", re.IGNORECASE)
_WEEKDAY_CELL = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?(?: ?(?:-|&|to) ?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)?",
    re.IGNORECASE,
)
_GRID = re.compile(r"(?:[\s|]*(?:\d{1,2}|su?n?|mo?n?|tu?e?s?|we?d?|th?u?r?s?|fr?i?|sa?t?))+[\s|]*", re.IGNORECASE)
_HEADER_WORDS = re.compile(
    r"(?:\W|\b(?:start|end|date|dates|day|days|event|events|description|title|month|notes?|details|weekday|holiday|type)\b)+",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*\(([^()]*?[A-Za-z][^()]*?)\s*(?:on )?((?:\d{1,2}(?:st|nd|rd|th)?(?:\s*(?:,|&|and|-)\s*)?)+)\)")
_SCHOOL_YEAR = re.compile(r"\b(20\d\d) ?(?:[-/\u2010-\u2015\u2212]|to) ?((?:20)?\d\d)\b")
_RANGE_END = re.compile(r"(?:through|thru|to|until)\b", re.IGNORECASE)
_WEEK_OF = re.compile(r"\b(?:the )?week of[ :]*$", re.IGNORECASE)
_EDGES = " \t|:;,.->*\u2026"


@dataclass
class _Context:
    """What stands over the lines: a month, its year, a section, a table's head with a column for the last date.

    `months` are those over the columns of a table with one month each.
    """

    months: tuple[int, ...] = ()
    section: str = ""
    month: int | None = None
    year: int | None = None
    has_end: bool = False


def stated_school_year(text: str) -> int | None:
    """The first year of a heading like `2026-27`, when the text names exactly one such year."""
    found = {int(a) for a, b in _SCHOOL_YEAR.findall(text) if (int(a) + 1) % 100 == int(b) % 100}
    return found.pop() if len(found) == 1 else None


def read_calendar_text(text: str, year: SchoolYearDates) -> ImportedCalendar:
    """Every line of the text, understood or told. Dates without a year belong to `year`. Never raises for the text."""
    result, context = ImportedCalendar(year), _Context()
    for line in text_lines(text):
        _read_line(line, result, context)
    unique: dict[tuple[object, ...], ImportedRow] = {}
    for row in result.rows:
        unique.setdefault((row.first, row.last, matchable(row.title), row.every), row)
    result.rows = sorted(unique.values(), key=lambda row: (row.first, row.last, row.line))
    return result


def _read_line(line: TextLine, result: ImportedCalendar, context: _Context) -> None:
    if _month_columns(line, result, context):
        return
    for part in _parts(line):
        _read_part(part, result, context)


def _parts(line: TextLine) -> list[TextLine]:
    """The line, or its parts where each has a date and words of its own ("...; students return January 4")."""
    pieces = [piece.strip() for piece in spoken_dates(line.text)]
    if len(pieces) < 2 or not all(_begins_with_a_date(piece) and _stands_alone(piece) for piece in pieces):
        pieces = [piece.strip() for piece in re.split(r";", line.text)]
    if len(pieces) < 2 or not all(_stands_alone(piece) for piece in pieces):
        inner = next((m for m in re.finditer(r"\(([^()]*)\)", line.text) if _stands_alone(m[1])), None)
        if inner is None or EXCEPT.match(inner[1]):
            return [line]
        rest = line.text[: inner.start()] + line.text[inner.end() :]
        pieces = [rest.strip(), inner[1].strip()] if _stands_alone(rest) else [line.text]
    return [replace(line, text=piece, cells=tuple(c.strip() for c in piece.split("|"))) for piece in pieces]


def _begins_with_a_date(text: str) -> bool:
    found = find_dates(text)
    return found is not None and found.start == 0 and not re.search(r"(?:-|\bto|\band|&|\bthr\w+|,)$", text)


def _stands_alone(text: str) -> bool:
    found = find_dates(text)
    return found is not None and re.search(r"[A-Za-z]{3}", text[: found.start] + text[found.end :]) is not None


def _read_part(line: TextLine, result: ImportedCalendar, context: _Context) -> None:
    if (heading := month_heading(line.text)) is not None:
        context.month, context.year = heading
        context.has_end, context.section = False, ""
        result.headings.append(OddLine(line.number, clean(line.text), "a month"))
        return
    if _HEADER_WORDS.fullmatch(line.text) or _GRID.fullmatch(line.text):
        context.has_end = context.has_end or re.search(r"\bend\b", line.text, re.IGNORECASE) is not None
        result.headings.append(OddLine(line.number, clean(line.text), "a heading or a grid of dates"))
        return
    if (bells := [bell_times(piece.strip()) for piece in re.split(r"[,;|]", line.text)]) and all(bells):
        result.bells += [(line.number, one) for one in bells if one is not None]
        return
    if (rule := weekly_rule(line.text)) is not None:
        add_weekly(line, rule, result)
        return
    found = _dates_of(line, context)
    if found is None:
        _without_date(line, result, context)
        return
    if _RANGE_END.match(line.text):
        why = "the end of a range: write it beside its beginning"
        result.not_understood.append(OddLine(line.number, clean(line.text), why))
        return
    spans, title = found
    if not title and context.section:
        title = context.section
    if _range_or_list(line, spans):
        why = "two dates and commas: a range or a list? Write a dash between them, or a line for each"
        result.not_understood.append(OddLine(line.number, clean(line.text), why))
        return
    if not title:
        result.not_understood.append(OddLine(line.number, clean(line.text), "a date without words beside it"))
        return
    if find_dates(title) is not None and not re.search(r"\bmake-? ?up\b", title, re.IGNORECASE):
        why = "two dates in one line: write a line for each"
        result.not_understood.append(OddLine(line.number, clean(line.text), why))
        return
    for span in spans:
        _add_rows(line, span, in_section(title, context.section), result)


def _dates_of(line: TextLine, context: _Context) -> tuple[tuple[Span, ...], str] | None:
    """The spans of a line and the words that are left: a table's cells first, then the line as prose."""
    columns = _date_columns(line, context)
    if columns is not None:
        return columns
    found = find_dates(line.text)
    if context.month is not None and (found is None or found.start > 0):
        under = dates_at(line.text, 0, context.month) or _after_weekday(line.text, context.month)
        if under is not None and under.start == 0:
            found = Found(tuple(_with_year(span, context) for span in under.spans), under.start, under.end)
    if found is None or LOOSE_END.match(line.text, found.end):
        return None
    before, after = line.text[: found.start], line.text[found.end :]
    spans = tuple(_whole_week(span) for span in found.spans) if _WEEK_OF.search(before) else found.spans
    return spans, _title(_WEEK_OF.sub("", before), after)


def _whole_week(span: Span) -> Span:
    """`Week of March 22`: marked, so that it ends on the Friday once its year is known."""
    return replace(span, week=True) if span.first == span.last else span


def _month_columns(line: TextLine, result: ImportedCalendar, context: _Context) -> bool:
    """A table with a month over each column: every cell is a line of its own month.

    Only rows with a cell for each column count; where one is missing nobody can tell which.
    """
    heads = [month_heading(cell) for cell in line.columns]
    if sum(head is not None for head in heads) >= 2 and all(
        head or not cell for head, cell in zip(heads, line.columns, strict=True)
    ):
        context.months = tuple(head[0] if head else 0 for head in heads)
        context.month, context.year, context.section = None, None, ""
        result.headings.append(OddLine(line.number, clean(line.text), "months over the columns of a table"))
        return True
    if not context.months or len(line.columns) != len(context.months):
        context.months = context.months if len(line.cells) > 1 or re.match(r"\d", line.text) else ()
        return False
    for month, cell in zip(context.months, line.columns, strict=True):
        if cell.strip(_EDGES):
            one = _Context(month=month or None)
            _read_part(replace(line, text=cell, cells=(cell,), columns=()), result, one)
    return True


def _range_or_list(line: TextLine, spans: tuple[Span, ...]) -> bool:
    """`12/21/2026, 1/1/2027, Winter Break` without a head above it can be read both ways."""
    apart = len(spans) == 2 and all(span.first == span.last and span.first.year for span in spans)
    return apart and re.match(r"[^,|]*\d, ?[^,|]*\d,", line.text) is not None


def _after_weekday(text: str, month: int) -> Found | None:
    match = re.match(r"[MTWRFS][a-z]{0,8}\.?,? +(?=\d)", text)
    found = dates_at(text, match.end(), month) if match is not None else None
    return Found(found.spans, 0, found.end) if found is not None else None


def _with_year(span: Span, context: _Context) -> Span:
    if context.year is None:
        return span
    first, last = span.first, span.last
    begins = first if first.year else replace(first, year=context.year)
    ends = last if last.year or last.month != first.month else replace(last, year=context.year)
    return Span(begins, ends)


def _date_columns(line: TextLine, context: _Context) -> tuple[tuple[Span, ...], str] | None:
    """A row of a table with a column for the first and one for the last date; commas part them only below a head."""
    cells = line.cells
    if context.has_end and len(cells) == 1 and cells[0].count(",") >= 2:
        cells = tuple(cell.strip(' "') for cell in cells[0].split(","))
    whole = [(n, found) for n, cell in enumerate(cells) if (found := _only_date(cell)) is not None]
    if len(whole) != 2 or any(
        len(found.spans) != 1 or found.spans[0].first != found.spans[0].last for _, found in whole
    ):
        return None
    (a, first), (b, last) = whole
    rest = " - ".join(cell for n, cell in enumerate(cells) if n not in {a, b})
    return (Span(first.spans[0].first, last.spans[0].first),), _title(rest, "")


def _only_date(cell: str) -> Found | None:
    found = find_dates(cell)
    return found if found is not None and not (cell[: found.start] + cell[found.end :]).strip(_EDGES + "()") else None


def _title(before: str, after: str) -> str:
    """The words around the dates, without separators, lone weekdays and empty brackets."""
    parts = [part.strip(_EDGES) for part in re.split(r"\|", f"{before}|{after}")]
    parts = [
        re.sub(r"^(?:on|from|begins?|starts?|the week of|week of)$", "", part, flags=re.IGNORECASE) for part in parts
    ]
    kept = [part for part in parts if part and not _WEEKDAY_CELL.fullmatch(part) and part not in {"(", ")", "()"}]
    title = clean(" - ".join(kept))
    if (weekday := LETTERS.match(title)) is not None:
        title = title[weekday.end() :]
    title = title.strip(_EDGES)
    title = re.sub(r"\(\s*\)|\[\s*\]|\s+(?:on|from)$", "", title).strip(_EDGES)
    if title.endswith("(") or title.startswith(")"):
        title = title.strip("() ")
    if title.count(")") > title.count("(") and title.endswith(")"):
        title = title[:-1].rstrip(_EDGES)
    if title.count("(") > title.count(")"):
        title = title.rstrip("(").rstrip(_EDGES) if title.endswith("(") else f"{title})"
    return title


def _add_rows(line: TextLine, span: Span, title: str, result: ImportedCalendar) -> None:
    try:
        first, last = result.year.resolve(span)
    except WrongDateError as error:
        result.not_understood.append(OddLine(line.number, clean(line.text), str(error)))
        return
    if span.week:
        last = first + timedelta(days=max(0, 4 - first.weekday()))
    result.rows += _split(ImportedRow(line.number, first, last, title))


def _split(row: ImportedRow) -> Iterator[ImportedRow] | list[ImportedRow]:
    """`No School (District Closed 18 & 19)` over 15-19 is two things: each day gets what holds for it."""
    part = _PART.search(row.title)
    if part is None or row.first == row.last:
        return [row]
    days = _listed(part[2])
    inside = [date.fromordinal(n) for n in range(row.first.toordinal(), row.last.toordinal() + 1)]
    if not days or not days <= {day.day for day in inside}:
        return [row]
    words = (part[1].strip(_EDGES), clean(row.title[: part.start()] + row.title[part.end() :]).strip(_EDGES))
    return _runs(row, inside, days, *words)


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


def _without_date(line: TextLine, result: ImportedCalendar, context: _Context) -> None:
    """No date: announced for later, a heading, or something that should have been understood."""
    told = clean(line.text)
    if _UNDATED.search(line.text):
        result.undated.append(OddLine(line.number, told, "no date yet"))
        return
    context.section = section_of(line.text)
    if context.section:
        result.headings.append(OddLine(line.number, told, "a heading for the dates below it"))
        return
    says = classify(told)
    bare = _SCHOOL_YEAR.sub("", line.text)
    if says.tier is Tier.NONE and not re.search(r"\d", bare):
        result.headings.append(OddLine(line.number, told, "a heading"))
        return
    why = "it says something about school days, but no date was found" if says.meaning else "no date was found in it"
    result.not_understood.append(OddLine(line.number, told, why))
