"""From the bytes of an .ics feed to its events, each repair counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from switchrefresh.calendars.cancelled import is_cancelled
from switchrefresh.calendars.events import Event
from switchrefresh.calendars.moments import Moment, RawEvent, ZoneBook, is_whole_day, more_of, read_event
from switchrefresh.calendars.repair import RawCalendar, Tally, UnreadableFeedError, read_lines
from switchrefresh.calendars.series import expand, is_recurring
from switchrefresh.calendars.titles import clean
from switchrefresh.calendars.zones import iana_name, zone_of

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class IcsContent:
    """What an .ics feed holds: its events inside the range, how many there are at all, and its newest stamp."""

    events: tuple[Event, ...]
    total: int
    newest: date | None


def read_ics(raw: bytes, home: ZoneInfo, dtend: str | None, first: date, last: date, tally: Tally) -> IcsContent:
    """Read one feed; `dtend` overrides the verdict on inclusive ends. Raises UnreadableFeedError."""
    calendar = read_lines(raw, tally)
    book = ZoneBook(home, _own_zones(calendar, tally), _file_zone(calendar, home))
    read: list[RawEvent] = []
    for lines in calendar.events:
        if (event := read_event(lines, book, tally)) is not None:
            read += [event, *more_of(event, lines, book, tally)]
    if calendar.withdrawn:
        tally.note("withdrawn", "the file takes back the events that it holds (METHOD:CANCEL)", len(read))
        read = [replace(event, status="CANCELLED") for event in read]
    if calendar.events and not read:
        raise UnreadableFeedError("none of its events has a date that can be read")
    unique = _without_duplicates(_newest_of_each(read, tally), tally)
    inclusive = _inclusive(unique, dtend, tally)
    found: dict[Event, None] = {}
    fake = 0
    _make_ends_exclusive(unique, inclusive)
    for event, start, end in _occurrences(unique, first, last, tally):
        made = _event(event, start, end, home)
        fake += not made.timed and not is_whole_day(start)
        if any(True for _ in made.dates(home, first - _DAY, last + _DAY)):
            found[made] = None
    tally.note("fake-all-day", "timed events from midnight to midnight were read as whole days", fake)
    stamps = [event.stamp.date() for event in read if event.stamp is not None]
    return IcsContent(tuple(found), len(unique), max(stamps) if stamps else None)


def _own_zones(calendar: RawCalendar, tally: Tally) -> dict[str, tzinfo]:
    """Zones that the file itself defines. A definition with two names (seen in real feeds) counts for both."""
    import icalendar

    own: dict[str, tzinfo] = {}
    for lines in calendar.zones:
        names = [line.partition(":")[2] for line in lines if line.upper().startswith("TZID")]
        if len(names) > 1:
            tally.note("two-zone-names", "time zones with two names were split into two")
        body = [line for line in lines if not line.upper().startswith("TZID")]
        for name in names:
            text = "\r\n".join([body[0], f"TZID:{name}", *body[1:]])
            try:
                definition: Any = icalendar.Timezone.from_ical(text)
                own[name] = definition.to_tz(lookup_tzid=False)
            except Exception:  # noqa: BLE001, S112 - an unusable definition leaves the zone unknown, counted where it is used
                continue
    return own


def _file_zone(calendar: RawCalendar, home: ZoneInfo) -> ZoneInfo | None:
    """The zone that the file names as its own, where it is another than home and no mere default."""
    name = iana_name(calendar.zone) if calendar.zone else None
    return None if name is None or name == home.key or "/" not in name or name.startswith("Etc/") else zone_of(name)


def _newest_of_each(events: list[RawEvent], tally: Tally) -> list[RawEvent]:
    """Without older versions of an event: the same UID and title with a lower SEQUENCE.

    Some producers give many events one UID; those have one SEQUENCE or other titles, and all stay.
    """
    newest: dict[tuple[str, str, Moment | None], int] = {}
    for event in events:
        key = (event.uid, event.title.strip(), event.instance_of)
        newest[key] = max(newest.get(key, 0), event.sequence)
    kept = [e for e in events if not e.uid or e.sequence == newest[e.uid, e.title.strip(), e.instance_of]]
    tally.note("superseded", "older versions of an event (SEQUENCE) were left out", len(events) - len(kept))
    return kept


def _without_duplicates(events: list[RawEvent], tally: Tally) -> list[RawEvent]:
    seen: dict[tuple[object, ...], RawEvent] = {}
    for event in events:
        key = (event.title.strip(), event.location, event.status, event.start, event.end, event.rule, event.instance_of)
        seen.setdefault(key if not event.instance_of else (*key, event.uid), event)
    tally.note("duplicate", "events listed twice were read once", len(events) - len(seen))
    return list(seen.values())


def _inclusive(events: list[RawEvent], dtend: str | None, tally: Tally) -> bool:
    """Whether this file writes the last day itself as DTEND (Schoology, Canvas) and not the day after (RFC 5545)."""
    whole = [event for event in events if is_whole_day(event.start) and event.end is not None]
    same = sum(event.end == event.start for event in whole)
    next_day = sum(event.end == event.start + _DAY for event in whole)
    inclusive = dtend == "inclusive" if dtend else same > next_day
    if inclusive and whole:
        why = (
            "as the feed's entry says" if dtend else f"{same} of {same + next_day} one-day events end on their own date"
        )
        tally.note("inclusive-end", f"DTEND is the last day itself in this file, {why}", len(whole))
    elif same:
        tally.note("same-day-end", "whole days that end on the date they start on were read as one day", same)
    return inclusive


def _make_ends_exclusive(events: list[RawEvent], inclusive: bool) -> None:
    for event in events:
        if is_whole_day(event.start):
            if event.end is None:
                event.end = event.start + _DAY
            elif inclusive or event.end == event.start:
                event.end += _DAY


def _occurrences(
    events: list[RawEvent], first: date, last: date, tally: Tally
) -> Iterator[tuple[RawEvent, Moment, Moment]]:
    for event in events:
        if not is_recurring(event):
            yield event, event.start, event.end if event.end is not None else event.start
    yield from expand([event for event in events if is_recurring(event)], first, last, tally)


def _event(event: RawEvent, start: Moment, end: Moment, home: ZoneInfo) -> Event:
    title = clean(event.title) or "(no title)"
    if event.status == "TENTATIVE":
        title = f"{title} (tentative)"
    cancelled = event.status == "CANCELLED" or is_cancelled(title)
    place = clean(event.location, 300)
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        first = start.date() if isinstance(start, datetime) else start
        final = end.date() if isinstance(end, datetime) else end
        return Event(title, place, first, max(first, final - _DAY), cancelled=cancelled)
    begins, ends = start.astimezone(home), end.astimezone(home)
    if begins.time() == time() and ends == begins:
        return Event(title, place, begins.date(), begins.date(), cancelled=cancelled)
    if begins.time() == time() and ends > begins and ends.time() in {time(), time(23, 59), time(23, 59, 59)}:
        final = ends.date() - _DAY if ends.time() == time() else ends.date()
        return Event(title, place, begins.date(), final, cancelled=cancelled)
    return Event(title, place, start=start.astimezone(UTC), end=end.astimezone(UTC), cancelled=cancelled)
