"""The schedule for other people's programs: an iCalendar feed and a table for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from switchrefresh.hidden import HIDDEN
from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.model import State, Window

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
COLUMNS = ("window", "state", "building", "crew", "date", "starts", "ends", "switches", "closets", "wave")


def schedule_ics(
    windows: Sequence[Window],
    inventory: Inventory,
    stamp: date,
    sequences: Mapping[str, int] | None = None,
    cancelled: Sequence[Window] = (),
) -> bytes:
    """The windows as an iCalendar file (RFC 5545) in each building's zone; promised ones are CONFIRMED.

    UIDs stay the same for a window's life and `sequences` count its moves, so that a moved window moves in a calendar
    that subscribed to it; `cancelled` ones are told as such. Switch names and ordinary event titles are left out: the
    file is meant to be published.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//switchrefresh//maintenance windows//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _clean(f"{inventory.district.district}: network maintenance"))
    for window in windows:
        status = "TENTATIVE" if window.state is State.PROPOSED else "CONFIRMED"
        calendar.add_component(_entry(window, inventory, stamp, status, (sequences or {}).get(window.id)))
    for window in cancelled:
        calendar.add_component(_entry(window, inventory, stamp, "CANCELLED", (sequences or {}).get(window.id)))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _entry(window: Window, inventory: Inventory, stamp: date, status: str, sequence: int | None) -> Any:
    from icalendar import Event

    building = inventory.buildings.get(window.building)
    name = _clean(building.name if building else window.building)
    event = Event()
    event.add("uid", f"{window.id}@{_slug(inventory.district.district)}.switchrefresh")
    event.add("dtstamp", datetime.combine(stamp, time(), UTC))
    event.add("dtstart", window.start)
    event.add("dtend", window.end)
    event.add("summary", f"Network maintenance: {name}")
    event.add("location", name)
    event.add("description", _description(window))
    event.add("status", status)
    event.add("transp", "TRANSPARENT")
    if sequence is not None:
        event.add("sequence", sequence)
    return event


def schedule_csv(windows: Sequence[Window], inventory: Inventory) -> bytes:
    """One row per window; no cell can be taken for a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for window in windows:
        building = inventory.buildings.get(window.building)
        closets = {inventory.switches[t.switch].closet or "" for t in window.tasks if t.switch in inventory.switches}
        row = [window.id, str(window.state), building.name if building else window.building, window.crew]
        row += [f"{window.start:%Y-%m-%d}", f"{window.start:%H:%M}", f"{window.end:%H:%M}"]
        row += [" ".join(t.switch for t in window.tasks), " ".join(sorted(closets)), window.wave]
        writer.writerow([cell(text) for text in row])
    return stream.getvalue().encode("utf-8-sig")


def cell(text: str) -> str:
    """Text for a spreadsheet: nothing that begins like a formula is left as one."""
    text = _clean(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _description(window: Window) -> str:
    count = len(window.tasks)
    what = f"{count} network switch{'es' if count != 1 else ''} will be replaced."
    return f"{what} Wired phones, Wi-Fi and cameras may be out in parts of the building. Use a mobile phone for 911."


def _clean(text: str) -> str:
    return HIDDEN.sub(" ", text)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "district"
