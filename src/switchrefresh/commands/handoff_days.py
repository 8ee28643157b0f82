"""What the slice of a crew says of the days of its windows: the kind of day and when it is blocked, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from switchrefresh.calendars.model import Calendars
from switchrefresh.inventory.model import DayKind, Inventory

# As a feed says them; weekends and summers follow from the date.
_KINDS = {
    DayKind.BREAK: ("break", "No school"),
    DayKind.HOLIDAY: ("break", "No school"),
    DayKind.NO_STUDENTS: ("no_students", "No students"),
    DayKind.EARLY_RELEASE: ("early_release", "Early release"),
    DayKind.LATE_START: ("late_start", "Late start"),
}


def feed_rows(
    calendars: Calendars, building: str, dates: Iterable[date], inventory: Inventory
) -> tuple[dict[str, str], ...]:
    """Rows of a feed in which no title of anybody's event stands."""
    padding = inventory.district.event_padding
    rows: list[dict[str, str]] = []
    for day in dates:
        view = calendars.day(building, day)
        if view is None:
            continue
        if view.kind in _KINDS:
            kind, title = _KINDS[view.kind]
            rows.append({"dates": day.isoformat(), "title": title, "kind": kind})
        for blocked in view.blocked:
            start = blocked.start + timedelta(minutes=padding.before)
            end = blocked.end - timedelta(minutes=padding.after)
            if start < end and start.date() == end.date() == day:
                times = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
                rows.append({"dates": day.isoformat(), "title": "In use", **times})
    return tuple(rows)
