"""Small districts and their days, built directly, for tests of the planner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from switchrefresh.calendars.model import Calendars, DayView, Interval
from switchrefresh.inventory.model import Building, DayKind, District, Inventory, Switch

INVENTORIES = Path(__file__).resolve().parents[2] / "inventories"


def read(kind: Any, value: Any) -> Any:
    """A record from the text that a YAML file would hold."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind).validate_python(_nulls(value))


def _nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _nulls(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_nulls(v) for v in value]
    return None if value in ("null", "none", "") else value


def district(**changes: Any) -> District:
    """A district with one crew, ten minutes of travel, simple work times, and no limits."""
    base: dict[str, Any] = {
        "district": "Test",
        "timezone": "America/Chicago",
        "crews": {"tech": {"base": "do", "hours": {"weekday": "07:00..17:00"}}},
        "work": {
            "core": "60m",
            "distribution": "60m",
            "access": "30m",
            "per_extra_member": "10m",
            "setup": "10m",
            "closet_change": "5m",
            "buffer": "0%",
            "backout": "20m",
        },
        "travel": {"speed_kmh": "40", "minimum": "10m"},
    }
    return read(District, base | changes)


def building(**changes: Any) -> Building:
    return read(Building, {"name": "A School", "kind": "elementary", "closets": {"mdf": {}, "idf": {}}} | changes)


def switch(where: str, **changes: Any) -> Switch:
    base = {
        "building": where,
        "closet": "mdf",
        "platform": "cisco_ios",
        "replacement": {"model": "M", "platform": "cisco_ios"},
    }
    return read(Switch, base | changes)


def inventory(rules: District, switches: dict[str, Switch], buildings: dict[str, Building] | None = None) -> Inventory:
    keys = sorted({"do"} | {s.building for s in switches.values() if s.building} | set(buildings or {}))
    return Inventory(rules, {key: (buildings or {}).get(key) or building(name=key.upper()) for key in keys}, switches)


def view(day: date, kind: DayKind, hours: Iterable[str], zone: str) -> DayView:
    """One date with open intervals written like `15:00..21:00`."""
    spans = []
    for text in hours:
        start, end = (_moment(day, part, zone) for part in text.split(".."))
        spans.append(Interval(start, end))
    return DayView(day, kind, tuple(spans))


def _moment(day: date, text: str, zone: str) -> datetime:
    hour, minute = (int(part) for part in text.split(":"))
    return datetime.combine(day, time(), ZoneInfo(zone)) + timedelta(hours=hour, minutes=minute)


def calendars(days: dict[str, dict[str, tuple[str, list[str]]]], zones: dict[str, str] | None = None) -> Calendars:
    """{building: {"2027-06-01": ("summer", ["07:00..17:00"])}}"""
    return Calendars(
        {
            key: tuple(
                view(date.fromisoformat(d), DayKind(k), hours, (zones or {}).get(key, "America/Chicago"))
                for d, (k, hours) in sorted(found.items())
            )
            for key, found in days.items()
        }
    )


def every_day(
    first: str, count: int, kind: str = "summer", hours: tuple[str, ...] = ("07:00..17:00",)
) -> dict[str, tuple[str, list[str]]]:
    """The same hours from a date on; Saturdays and Sundays are of kind weekend."""
    start = date.fromisoformat(first)
    days = [start + timedelta(days=n) for n in range(count)]
    return {str(d): ("weekend" if d.weekday() >= 5 else kind, list(hours)) for d in days}
