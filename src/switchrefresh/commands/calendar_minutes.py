"""One date by the minute: stretches that are open or not, each with every reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from switchrefresh.calendars.explain import explain
from switchrefresh.calendars.model import Calendars
from switchrefresh.calendars.zones import zone_of
from switchrefresh.errors import UsageError
from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.values import read_clock


def stretches(calendars: Calendars, inventory: Inventory, building: str, day: date, at: str | None) -> list[Any]:
    """The date from midnight to midnight in the building's zone, or the one minute `at`; DST nights included."""
    zone = zone_of(inventory.zone(building))
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    after = midnight.date() + timedelta(days=1)
    first, last = midnight.timestamp(), datetime(after.year, after.month, after.day, tzinfo=zone).timestamp()
    if at is not None:
        moments = _minutes(at, midnight)
        told = [_told(calendars, inventory, building, moment, moment + 60) for moment in moments]
        return [{**one, "twice": True} for one in told] if len(moments) > 1 else told
    view = calendars.day(building, day)
    marks = {first, last}
    if view is not None:
        marks |= {t for i in view.open for t in (i.start.timestamp(), i.end.timestamp())}
        marks |= {t for b in view.blocked for t in (b.start.timestamp(), b.end.timestamp())}
    cuts = sorted(t for t in marks if first <= t <= last)
    return _joined([_told(calendars, inventory, building, a, b) for a, b in pairwise(cuts)])


def _minutes(at: str, midnight: datetime) -> list[float]:
    """The moment at which the clock shows a time; in the night that has an hour twice there are two."""
    try:
        minutes = read_clock(at)
    except ValueError as error:
        raise UsageError(f"--at: {error}") from None
    shown = midnight.replace(hour=minutes // 60 % 24, minute=minutes % 60)
    moments = sorted({shown.timestamp(), shown.replace(fold=1).timestamp()})
    found = [m for m in moments if datetime.fromtimestamp(m, shown.tzinfo).replace(fold=0) == shown]
    if not found:
        jump = datetime.fromtimestamp(moments[-1], shown.tzinfo)
        raise UsageError(
            f"--at: no clock shows {at} on {shown:%Y-%m-%d}", f"the clock is put forward: say {jump:%H:%M}"
        )
    return found


def _told(calendars: Calendars, inventory: Inventory, building: str, start: float, end: float) -> dict[str, Any]:
    zone = zone_of(inventory.zone(building))
    begins = datetime.fromtimestamp(start, zone)
    found = explain(calendars, inventory, building, begins)
    return {
        "start": begins.isoformat(),
        "end": datetime.fromtimestamp(end, zone).isoformat(),
        "open": bool(found and found.open),
        "reasons": list(found.reasons) if found else ["outside the dates that were read"],
    }


def _joined(pieces: list[Any]) -> list[Any]:
    """Neighbours with the same reasons as one."""
    found: list[Any] = []
    for piece in pieces:
        if found and (found[-1]["open"], found[-1]["reasons"]) == (piece["open"], piece["reasons"]):
            found[-1] = {**found[-1], "end": piece["end"]}
        else:
            found.append(piece)
    return found
