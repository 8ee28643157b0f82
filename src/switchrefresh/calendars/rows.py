"""Feeds that people keep as plain lists (.yaml, .csv): a range of dates, a title, and maybe the kind of day."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from switchrefresh.calendars.cancelled import is_cancelled
from switchrefresh.calendars.events import Event
from switchrefresh.calendars.meanings import Meaning, read_meaning
from switchrefresh.calendars.repair import Tally, UnreadableFeedError
from switchrefresh.calendars.titles import clean
from switchrefresh.inventory.values import read_date_range


def read_rows(rows: Iterable[Mapping[str, str]], tally: Tally) -> tuple[Event, ...]:
    """The events of a list; a row whose dates cannot be read is left out and counted."""
    found: dict[Event, None] = {}
    for row in rows:
        title = clean(str(row.get("title") or "")) or "(no title)"
        place = clean(str(row.get("location") or ""), 300)
        try:
            dates = read_date_range(str(row.get("dates") or row.get("date") or "").strip())
        except ValueError:
            tally.note("bad-row", f'rows without readable dates were left out, first "{title[:60]}"')
            continue
        event = Event(title, place, dates.first, dates.last, cancelled=is_cancelled(title), kind=_kind(row, tally))
        found[event] = None
    return tuple(found)


def read_csv(raw: bytes, tally: Tally) -> tuple[Event, ...]:
    """The events of a table with the columns `dates`, `title` and maybe `kind`. Raises UnreadableFeedError."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        tally.note("windows-1252", "the file is not UTF-8; it was read as Windows-1252")
        text = raw.decode("cp1252", errors="replace")
    try:
        table = [
            {(key or "").strip().casefold(): value or "" for key, value in row.items() if isinstance(value, str | None)}
            for row in csv.DictReader(io.StringIO(text))
        ]
    except csv.Error as error:
        raise UnreadableFeedError(f"this is not a table: {error}") from None
    if table and not {"title"} | {"dates"} <= set(table[0]) and not {"title", "date"} <= set(table[0]):
        raise UnreadableFeedError("the table has no columns `dates` and `title`")
    return read_rows(table, tally)


def _kind(row: Mapping[str, str], tally: Tally) -> Meaning | None:
    word = str(row.get("kind") or "").strip()
    if not word:
        return None
    kind = read_meaning(word)
    if kind is None:
        tally.note("unknown-kind", f'kinds that nobody knows were not used, first "{clean(word, 40)}"')
    return kind
