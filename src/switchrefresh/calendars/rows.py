"""Feeds that people keep as plain lists (.yaml, rows of a .csv): dates, a title, and maybe the kind of day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from switchrefresh.calendars.cancelled import is_cancelled
from switchrefresh.calendars.events import Event
from switchrefresh.calendars.meanings import Meaning, read_meaning
from switchrefresh.calendars.repair import Tally
from switchrefresh.calendars.titles import clean
from switchrefresh.inventory.values import WEEKDAYS, DateRange, read_clock, read_date_range

UNSAID_MINUTES = 120
MAX_DATES = 4000  # of one row; a range of centuries is a slip of the pen


def read_rows(rows: Iterable[Mapping[str, str]], zone: ZoneInfo, tally: Tally) -> tuple[Event, ...]:
    """The events of a list; a row whose dates or times cannot be read is left out and counted.

    Beside `dates` and `title` a row may have `kind`, `location`, `every` (weekdays such as `mon, wed`: only those of
    the dates) and `start` and `end` (times such as 18:00 in the feed's zone; without an end it lasts two hours).
    """
    found: dict[Event, None] = {}
    for row in rows:
        title = clean(str(row.get("title") or "")) or "(no title)"
        try:
            dates = read_date_range(str(row.get("dates") or row.get("date") or "").strip())
            weekdays, times = _weekdays(row), _times(row)
        except ValueError:
            tally.note("bad-row", f'rows without readable dates or times were left out, first "{title[:60]}"')
            continue
        whole = Event(
            title,
            clean(str(row.get("location") or ""), 300),
            dates.first,
            dates.last,
            cancelled=is_cancelled(title),
            kind=stated_kind(row, tally),
        )
        for event in _on_each(whole, dates, weekdays, times, zone):
            found[event] = None
    return tuple(found)


def _weekdays(row: Mapping[str, str]) -> frozenset[int]:
    """The weekdays of `every`; all of them when there is none. Raises ValueError."""
    words = re.findall(r"[a-z]+", str(row.get("every") or "").casefold())
    if not words:
        return frozenset(range(7))
    return frozenset(WEEKDAYS.index(word[:3]) for word in words)


def _times(row: Mapping[str, str]) -> tuple[int, int] | None:
    """Start and end in minutes after midnight. Raises ValueError."""
    start, end = (str(row.get(name) or "").strip() for name in ("start", "end"))
    if not start:
        if end:
            raise ValueError("an end without a start")
        return None
    begin = read_clock(start.rjust(5, "0"))
    finish = read_clock(end.rjust(5, "0")) if end else min(begin + UNSAID_MINUTES, 1440)
    if finish <= begin:
        raise ValueError("it ends before it starts")
    return begin, finish


def _on_each(
    whole: Event, dates: DateRange, weekdays: frozenset[int], times: tuple[int, int] | None, zone: ZoneInfo
) -> Iterator[Event]:
    """The row itself, or one event a date where only some weekdays or hours are meant."""
    if times is None and len(weekdays) == 7:
        yield whole
        return
    for day in islice(dates, MAX_DATES):
        if day.weekday() not in weekdays:
            continue
        if times is None:
            yield replace(whole, first=day, last=day)
        else:
            start, end = (
                datetime.combine(day + timedelta(days=at // 1440), time(at // 60 % 24, at % 60), zone).astimezone(UTC)
                for at in times
            )
            yield replace(whole, first=None, last=None, start=start, end=end)


def stated_kind(row: Mapping[str, str], tally: Tally) -> Meaning | None:
    """What a row's own `kind` says of its dates; None without one that is known."""
    word = str(row.get("kind") or "").strip()
    if not word:
        return None
    kind = read_meaning(word)
    if kind is None:
        tally.note("unknown-kind", f'kinds that nobody knows were not used, first "{clean(word, 40)}"')
    return kind
