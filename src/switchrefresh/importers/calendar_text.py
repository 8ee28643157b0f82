"""A calendar pasted from a web page, a letter or a table, as rows of a feed; nothing in it is dropped silently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from switchrefresh.calendars.classify import classify
from switchrefresh.calendars.model import Tier
from switchrefresh.calendars.titles import clean, matchable
from switchrefresh.importers.date_pairs import paired
from switchrefresh.importers.date_points import Found, Point, SchoolYearDates, Span, WrongDateError
from switchrefresh.importers.date_words import LOOSE_END, dates_at, find_dates, month_heading
from switchrefresh.importers.imported import ImportedCalendar, ImportedRow, OddLine
from switchrefresh.importers.line_parts import line_parts
from switchrefresh.importers.month_names import MONTH, WEEKDAY, month_number, weekdays_in
from switchrefresh.importers.month_tables import MonthRow, month_rows
from switchrefresh.importers.number_dates import Order, american, order_of, unclear, with_names, without_halves
from switchrefresh.importers.partial_days import split_remark
from switchrefresh.importers.row_titles import EDGES, WEEKDAY_CELL, holds_part_of_a_date, says_nothing, title_of
from switchrefresh.importers.sections import in_section, section_of
from switchrefresh.importers.split_columns import put_together
from switchrefresh.importers.stated_years import SCHOOL_YEAR, in_order, strangers
from switchrefresh.importers.text_lines import TextLine, text_lines
from switchrefresh.importers.weekly_rows import add_weekly
from switchrefresh.importers.weekly_rules import bell_times, weekly_rule

_UNDATED = re.compile(r"\b(?:tbd|tba|to be (?:determined|announced|decided))\b", re.IGNORECASE)
_GRID = re.compile(
    r"(?:[\s|\[\](){}*x]*(?:\d{1,2}|su?n?|mo?n?|tu?e?s?|we?d?|th?u?r?s?|fr?i?|sa?t?))+[\s|\[\](){}*x]*", re.IGNORECASE
)
_HEADER_WORDS = re.compile(
    r"(?:\W|\b(?:start|end|dates?|days?|events?|descriptions?|title|month|notes?|details|weekday|holidays?|observances?|type)\b)+",
    re.IGNORECASE,
)
# Numbers of a heading that are no date: "1st Quarter", "JULY 2026 - JUNE 2027", "Autumn Term 2026", "Grades 9-12".
_COUNTED = re.compile(
    rf"\b(?:(?:\d(?:st|nd|rd|th)|first|second|third|fourth) (?:quarter|semester|trimester|term|nine weeks)"
    rf"|(?:{MONTH}|term|semester|trimester|fall|autumn|spring|winter|summer|calendar|year) 20\d\d"
    rf"|grades? (?:pre-?)?[k\d]{{1,2}} ?(?:-|through|to) ?\d{{1,2}})\b",
    re.IGNORECASE,
)
MADE_UP = re.compile(r"\bma[dk]e[- ]?up\b", re.IGNORECASE)
_TITLE_WORDS = re.compile(r"\b(?:calendar|schedule|year|dates|calendrier|calendario)\b", re.IGNORECASE)
_RANGE_END = re.compile(r"(?:through|thru|to|until)\b", re.IGNORECASE)
_WEEK_OF = re.compile(r"\b(?:the )?week of[ :]*$", re.IGNORECASE)


@dataclass
class _Context:
    """What stands over the lines: a month, its year, a section, a table's head with a column for the last date."""

    section: str = ""
    section_line: int = 0
    month: int | None = None
    year: int | None = None
    has_end: bool = False


def read_calendar_text(text: str, year: SchoolYearDates) -> ImportedCalendar:
    """Every line of the text, understood or told. Dates without a year belong to `year`. Never raises for the text."""
    plain = text.splitlines()
    order = order_of(plain)
    lines = text_lines("\n".join(with_names(line, order) for line in without_halves(plain)))
    lines = paired(put_together(lines, year))
    result, context, tables = ImportedCalendar(year), _Context(), month_rows(lines)
    for line in lines:
        if (read_both_ways := unclear(line.text, order)) is not None:
            written, days = read_both_ways
            why = f"{written} can be read with the day or the month first: write the month's name"
            points = [Point(*day) for day in days]
            _odd(line, why, result, [Span(point, point) for point in points])
        elif line.number in tables:
            _table_row(line, tables[line.number], result, context)
        else:
            for part in line_parts(line):
                _read_part(part, result, context)
    result.rows = in_order(result.rows, year)
    for row, why in strangers(result.rows, year, text):
        result.rows.remove(row)
        result.not_understood.append(OddLine(row.line, f"{row.first} {row.title}", why, ((row.first, row.last),)))
    unique: dict[tuple[object, ...], ImportedRow] = {}
    for row in result.rows:
        unique.setdefault((row.first, row.last, matchable(row.title), row.every), row)
    result.rows = sorted(unique.values(), key=lambda row: (row.first, row.last, row.line))
    if order is Order.UNSAID and (number := american(plain)):
        result.doubts.append(f"{number} was read with the month first; no date in the text tells it")
    return result


def _odd(line: TextLine, why: str, result: ImportedCalendar, spans: Sequence[Span] | None = None) -> None:
    """Tell a line that was not understood, with every date that it may speak of."""
    meant = spans if spans is not None else _spans_in(line.text)
    result.not_understood.append(OddLine(line.number, clean(line.text), why, result.year.possible(meant)))


def _spans_in(text: str) -> list[Span]:
    spans: list[Span] = []
    while (found := find_dates(text)) is not None:
        spans += found.spans
        text = text[max(found.end, 1) :]
    return spans


def _table_row(line: TextLine, row: MonthRow, result: ImportedCalendar, context: _Context) -> None:
    """A line of a table with months over its columns: every cell is a line of its own month."""
    context.month, context.year, context.section = None, None, ""
    if row.is_head:
        result.headings.append(OddLine(line.number, clean(line.text), "months over the columns of a table"))
        return
    if row.doubt:
        under = [dates_at(cell, 0, month) for (month, _), cell in row.cells]
        _odd(line, row.doubt, result, [span for found in under if found is not None for span in found.spans])
        return
    for (month, written_year), cell in row.cells:
        one = _Context(month=month, year=written_year)
        _read_part(replace(line, text=cell, cells=(cell,), columns=(), places=()), result, one)


def _read_part(line: TextLine, result: ImportedCalendar, context: _Context) -> None:
    if _without_entry(line, result, context):
        return
    if (rule := weekly_rule(line.text)) is not None:
        add_weekly(line, rule, result)
        return
    found = _dates_of(line, context)
    if found is None:
        _without_date(line, result, context)
        return
    spans, title = found
    if not title and _again(spans, result):
        result.headings.append(OddLine(line.number, clean(line.text), "the date of the line above again"))
        return
    title = title or context.section
    why = _doubt_about(line, spans, title)
    if why:
        _odd(line, why, result, [*spans, *_spans_in(title)])
        return
    for span in spans:
        _add_rows(line, span, in_section(title, context.section), result)


def _without_entry(line: TextLine, result: ImportedCalendar, context: _Context) -> bool:
    """A line that is no entry by its form: a month, the head of a table, a grid of days, bell times."""
    if (heading := month_heading(line.text)) is not None:
        context.month, context.year = heading
        context.has_end, context.section = False, ""
        result.headings.append(OddLine(line.number, clean(line.text), "a month"))
        return True
    if _HEADER_WORDS.fullmatch(line.text) or _GRID.fullmatch(line.text):
        context.has_end = context.has_end or re.search(r"\bend\b", line.text, re.IGNORECASE) is not None
        result.headings.append(OddLine(line.number, clean(line.text), "a heading or a grid of dates"))
        return True
    bells = [bell_times(piece.strip()) for piece in re.split(r"[,;|]", line.text)]
    if not all(bells):
        return False
    result.bells += [(line.number, one) for one in bells if one is not None]
    return True


def _doubt_about(line: TextLine, spans: tuple[Span, ...], title: str) -> str:
    """Why a line with dates gives no row; nothing when it is plain."""
    if _RANGE_END.match(line.text):
        return "the end of a range: write it beside its beginning"
    apart = len(spans) == 2 and all(span.first == span.last and span.first.year for span in spans)
    if apart and re.match(r"[^,|]*\d, ?[^,|]*\d,", line.text) is not None:
        # `12/21/2026, 1/1/2027, Winter Break` without a head above it can be read both ways.
        return "two dates and commas: a range or a list? Write a dash between them, or a line for each"
    if not title:
        return "a date without words beside it"
    if find_dates(title) is not None and not re.search(r"\bmake-? ?up\b", title, re.IGNORECASE):
        return "two dates in one line: write a line for each"
    return "only a part of its date could be read" if holds_part_of_a_date(title) else ""


def _again(spans: tuple[Span, ...], result: ImportedCalendar) -> bool:
    """A lone date below an entry that begins on it, as web agendas write it: it tells how long the entry is."""
    dates = result.year.possible(spans)
    if len(dates) != 1 or not result.rows or dates[0][0] != result.rows[-1].first:
        return False
    result.rows[-1] = replace(result.rows[-1], last=max(result.rows[-1].last, dates[0][1]))
    return True


def _dates_of(line: TextLine, context: _Context) -> tuple[tuple[Span, ...], str] | None:
    """The spans of a line and the words that are left: a table's cells first, then the line as prose."""
    columns = _date_columns(line, context)
    if columns is not None:
        return columns
    found = find_dates(line.text)
    if context.month is not None and (found is None or not re.fullmatch(r"\W*(?:\d+ +)?", line.text[: found.start])):
        under = dates_at(line.text, 0, context.month) or _after_weekday(line.text, context.month)
        if under is not None and under.start == 0:
            found = Found(tuple(_with_year(span, context) for span in under.spans), under.start, under.end)
    if found is None or LOOSE_END.match(line.text, found.end):
        return None
    before, after = line.text[: found.start], line.text[found.end :]
    spans = found.spans
    if _WEEK_OF.search(before):
        # Marked, so that it ends on the Friday once its year is known.
        spans = tuple(replace(span, week=True) if span.first == span.last else span for span in spans)
    elif len(spans) == 1:
        spans = (_with_cell_weekdays(spans[0], line.cells),)
    before = _WEEK_OF.sub("", before)
    return spans, "" if says_nothing(f"{before} {after}") else title_of(before, after)


def _with_cell_weekdays(span: Span, cells: tuple[str, ...]) -> Span:
    """The span with the weekday of a cell beside it, by which it is checked."""
    named = [weekdays_in(cell) for cell in cells if WEEKDAY_CELL.fullmatch(cell)]
    if len(named) != 1 or max(span.first.weekday, span.last.weekday) >= 0:
        return span
    if len(named[0]) == 1 and span.first == span.last:
        point = replace(span.first, weekday=named[0][0])
        return replace(span, first=point, last=point)
    if len(named[0]) == 2 and span.first != span.last:
        begins, ends = named[0]
        return replace(span, first=replace(span.first, weekday=begins), last=replace(span.last, weekday=ends))
    return span


def _after_weekday(text: str, month: int) -> Found | None:
    match = re.match(rf"{WEEKDAY}\b\.?,? +(?=\d)|[MTWRFS][a-z]{{0,8}}\.?,? +(?=\d)", text, re.IGNORECASE)
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
    between = [cell for cell in cells[a + 1 : b] if not WEEKDAY_CELL.fullmatch(cell)]
    if between and not context.has_end:
        return None
    rest = " - ".join(cell for n, cell in enumerate(cells) if n not in {a, b})
    return (Span(first.spans[0].first, last.spans[0].last),), title_of(rest, "")


def _only_date(cell: str) -> Found | None:
    found = find_dates(cell)
    return found if found is not None and not (cell[: found.start] + cell[found.end :]).strip(EDGES + "()") else None


def _add_rows(line: TextLine, span: Span, title: str, result: ImportedCalendar) -> None:
    try:
        first, last = result.year.resolve(span)
    except WrongDateError as error:
        _odd(line, str(error), result, [span])
        return
    if span.week:
        last = first + timedelta(days=max(0, 4 - first.weekday()))
    bare = not span.first.year and not span.last.year and max(span.first.weekday, span.last.weekday) < 0
    result.rows += split_remark(ImportedRow(line.number, first, last, title, yearless=bare))


def _without_date(line: TextLine, result: ImportedCalendar, context: _Context) -> None:
    """No date: announced for later, a heading, or something that should have been understood."""
    told = clean(line.text)
    if _UNDATED.search(line.text):
        result.undated.append(OddLine(line.number, told, "no date yet"))
        return
    dated = find_dates(line.text) is not None
    if not dated and (section := section_of(line.text)):
        context.section, context.section_line = section, line.number
        result.headings.append(OddLine(line.number, told, "a heading for the dates below it"))
        return
    if (month := re.match(rf"({MONTH})\b", line.text, re.IGNORECASE)) is not None and not dated:
        # "October - book drive": what stands below it is no longer of the month before.
        headed = re.match(r"\.? *(?:20\d\d)? *[-:(]", line.text[month.end() :])
        context.month, context.year = month_number(month[1]) if headed else None, None
    if line.gap or line.number != context.section_line + 1:
        context.section = ""
    says = classify(told)
    bare = _COUNTED.sub("", SCHOOL_YEAR.sub("", line.text))
    if not dated and not re.search(r"\d", bare) and (bare != line.text and _TITLE_WORDS.search(bare)):
        result.headings.append(OddLine(line.number, told, "a heading"))
        return
    if says.tier is Tier.NONE and not MADE_UP.search(told) and not re.search(r"\d", bare):
        result.headings.append(OddLine(line.number, told, "a heading"))
        return
    if dated:
        why = "only a part of its date could be read"
    else:
        why = (
            "it says something about school days, but no date was found" if says.meaning else "no date was found in it"
        )
    _odd(line, why, result)
