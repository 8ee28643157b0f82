"""Small districts and feeds for the calendar tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from switchrefresh.calendars.model import Calendars, DayView, FeedText
from switchrefresh.calendars.reading import read_calendars
from switchrefresh.inventory.model import (
    Bells,
    Building,
    DayKind,
    District,
    Feed,
    FeedRole,
    Freeze,
    Holidays,
    Inventory,
    SchoolYear,
)
from switchrefresh.inventory.values import read_date_range, read_time_range

PATH = "calendars/district.ics"
HOURS = {
    DayKind.SCHOOL_DAY: ("dismissal+30m..21:00",),
    DayKind.EARLY_RELEASE: ("dismissal+30m..21:00",),
    DayKind.LATE_START: ("06:00..start-30m", "dismissal+30m..21:00"),
    DayKind.NO_STUDENTS: ("16:00..21:00",),
    DayKind.BREAK: ("07:00..17:00",),
    DayKind.SUMMER: ("mon-thu 07:00..15:00",),
    DayKind.WEEKEND: ("08:00..16:00",),
    DayKind.HOLIDAY: (),
}
BELLS = Bells(start=450, dismissal=870, early_dismissal=720, late_start=540)


def hours(given: Mapping[DayKind, tuple[str, ...]]):
    return {kind: tuple(read_time_range(text) for text in texts) for kind, texts in given.items()}


def building(name: str, kind: str = "high", **more) -> Building:
    return Building(name=name, kind=kind, **{"bells": BELLS, **more})


def inventory(buildings: Mapping[str, Building] | None = None, **more) -> Inventory:
    district = District(
        district="Quarry Hill Schools",
        timezone="America/Chicago",
        school_years=(SchoolYear(date(2026, 8, 20), date(2027, 5, 20)),),
        hours=hours(HOURS),
        **{"holidays": Holidays("US", "MO"), **more},
    )
    return Inventory(district, buildings or {"qhs": building("Quarry High School")}, {})


def whole(title: str, first: str, end: str = "", more: str = "") -> str:
    """A whole-day event; `end` is DTEND as written, nothing leaves it out."""
    line = f"DTEND;VALUE=DATE:{end}\r\n" if end else ""
    return _event(title, f"DTSTART;VALUE=DATE:{first}\r\n{line}{more}")


def timed(title: str, start: str, end: str, zone: str = "America/Chicago", more: str = "") -> str:
    return _event(title, f"DTSTART;TZID={zone}:{start}\r\nDTEND;TZID={zone}:{end}\r\n{more}")


def _event(title: str, lines: str) -> str:
    uid = f"{title}-{lines}".encode().hex()[:120]
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:{title}\r\n{lines}END:VEVENT\r\n"


def ics(*events: str) -> bytes:
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n" + "".join(events) + "END:VCALENDAR\r\n").encode()


def feed(*events: str, role: FeedRole = FeedRole.DISTRICT, buildings=None, path: str = PATH, **more) -> FeedText:
    return FeedText(path, role, buildings, ics(*events), **more)


def listed(entry: FeedText) -> Feed:
    return Feed(entry.path, entry.role, entry.buildings)


def read(feeds, first: str, last: str = "", inv: Inventory | None = None, **more) -> Calendars:
    feeds = [feeds] if isinstance(feeds, FeedText) else list(feeds)
    start = date.fromisoformat(first)
    return read_calendars(inv or inventory(), feeds, start, date.fromisoformat(last or first), **more)


def day(feeds, on: str, key: str = "qhs", inv: Inventory | None = None, **more) -> DayView:
    view = read(feeds, on, inv=inv, **more).day(key, date.fromisoformat(on))
    assert view is not None
    return view


def opened(view: DayView) -> list[str]:
    return [f"{i.start:%H:%M}-{i.end:%H:%M}" for i in view.open]


def freeze(dates: str, why: str, buildings=None) -> Freeze:
    return Freeze(read_date_range(dates), why, buildings)
