"""Feeds kept as a table (.csv): our own columns, or those that Google, Outlook and people's spreadsheets have."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from switchrefresh.calendars.cancelled import is_cancelled
from switchrefresh.calendars.events import Event
from switchrefresh.calendars.repair import Tally, UnreadableFeedError
from switchrefresh.calendars.rows import UNSAID_MINUTES, read_rows, stated_kind
from switchrefresh.calendars.titles import clean

Row = Mapping[str, str]

_TITLES = ("title", "subject", "summary", "event", "event title", "event name", "name")
_FIRST = ("start date", "first date", "first day", "begin date", "begin", "from", "start", "date", "day")
_LAST = ("end date", "last date", "last day", "until", "through", "to", "end")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_AMERICAN = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_NAMED = re.compile(r"(?:[a-z]+,\s*)?([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)


def read_csv(raw: bytes, zone: ZoneInfo, tally: Tally) -> tuple[Event, ...]:
    """The events of a table, in its own columns or in those of another program. Raises UnreadableFeedError."""
    table = _rows(_text(raw, tally))
    names = set(table[0]) if table else set()
    if not table or ("title" in names and names & {"dates"}) or _is_ours(table, names):
        return read_rows(table, zone, tally)
    title, first = _column(names, _TITLES), _column(names, _FIRST)
    if title is None or first is None:
        seen = ", ".join(clean(name, 20) for name in list(table[0])[:6])
        raise UnreadableFeedError(f"the table has no columns `dates` and `title`, only: {seen}")
    last = _column(names - {first}, _LAST)
    found: dict[Event, None] = {}
    for row in table:
        name = clean(row[title]) or "(no title)"
        try:
            found[_event(row, name, row[first], row[last] if last else "", zone, tally)] = None
        except ValueError:
            tally.note("bad-row", f'rows without readable dates or times were left out, first "{name[:60]}"')
    return tuple(found)


def _text(raw: bytes, tally: Tally) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        tally.note("windows-1252", "the file is not UTF-8; it was read as Windows-1252")
        return raw.decode("cp1252", errors="replace")


def _rows(text: str) -> list[dict[str, str]]:
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    try:
        reader = csv.DictReader(io.StringIO(text.lstrip("\r\n")), delimiter=delimiter)
        rows = [
            {(key or "").strip().casefold(): value or "" for key, value in row.items() if isinstance(value, str | None)}
            for row in reader
        ]
    except csv.Error as error:
        raise UnreadableFeedError(f"this is not a table: {error}") from None
    return [row for row in rows if any(value.strip() for value in row.values())]


def _is_ours(table: list[dict[str, str]], names: set[str]) -> bool:
    """`date` and `title`, where `start` and `end` are times: nothing in them looks like a date."""
    if not {"title", "date"} <= names or names & {"start date", "end date"}:
        return False
    values = (row.get(name, "") for row in table for name in ("date", "start", "end"))
    return not any(_AMERICAN.match(v) or _NAMED.match(v) for v in values) and not any(
        _ISO.match(row.get(name, "")) for row in table for name in ("start", "end")
    )


def _column(names: set[str], wanted: tuple[str, ...]) -> str | None:
    return next((name for name in wanted if name in names), None)


def _event(row: Row, title: str, first: str, last: str, zone: ZoneInfo, tally: Tally) -> Event:
    """Whole dates, or a stretch of time where the row says from when. Raises ValueError."""
    begins, begin_clock = _moment(first, row.get("start time", ""))
    ends, end_clock = _moment(last or first, row.get("end time", "")) if last.strip() else (begins, None)
    if end_clock is None and not last.strip():
        end_clock = _clock(row.get("end time", ""))
    place, cancelled, kind = clean(row.get("location", ""), 300), is_cancelled(title), stated_kind(row, tally)
    if begin_clock is None or _whole_day(row, begin_clock, end_clock, begins, ends):
        if end_clock == 0 and begin_clock is not None and ends > begins:
            ends -= timedelta(days=1)  # Outlook ends a whole day at the midnight after it
        if ends < begins:
            raise ValueError("it ends before it starts")
        return Event(title, place, begins, ends, cancelled=cancelled, kind=kind)
    start = _at(begins, begin_clock, zone)
    end = _at(ends, end_clock, zone) if end_clock is not None else start + timedelta(minutes=UNSAID_MINUTES)
    if end <= start:
        raise ValueError("it ends before it starts")
    return Event(title, place, start=start, end=end, cancelled=cancelled, kind=kind)


def _whole_day(row: Row, begin: int, end: int | None, first: date, last: date) -> bool:
    said = row.get("all day event", row.get("all day", row.get("allday", ""))).strip().casefold()
    if said in {"true", "yes", "y", "1", "x"}:
        return True
    return begin == 0 and (end == 1439 or (end == 0 and last > first))


def _moment(text: str, clock: str) -> tuple[date, int | None]:
    """The date in a cell, and the time in it or in its own cell. Raises ValueError."""
    text = text.strip()
    day, rest = _date(text)
    return day, _clock(clock) if clock.strip() else _clock(rest)


def _date(text: str) -> tuple[date, str]:
    """The date at the beginning of a text, and what follows it. Raises ValueError."""
    if (found := _ISO.match(text)) is not None:
        year, month, day = (int(part) for part in found.groups())
    elif (found := _AMERICAN.match(text)) is not None:
        month, day, year = (int(part) for part in found.groups())
        year += 2000 if year < 100 else 0
    elif (found := _NAMED.match(text)) is not None and found[1].casefold() in _MONTHS:
        month, day, year = _MONTHS.index(found[1].casefold()) + 1, int(found[2]), int(found[3])
    else:
        raise ValueError("no date")
    return date(year, month, day), text[found.end() :].lstrip(" T,")


def _clock(text: str) -> int | None:
    """Minutes after midnight; None when nothing is said. Raises ValueError."""
    text = text.strip()
    if not text:
        return None
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError("no time")
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError("no time")
    return hour * 60 + minute


def _at(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(minutes // 60, minutes % 60), zone).astimezone(UTC)
