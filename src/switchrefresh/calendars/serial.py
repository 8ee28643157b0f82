"""Calendars as plain data and back: what was worked out once need not be worked out again for the same inputs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from switchrefresh.calendars.model import (
    Blocked,
    Calendars,
    DayView,
    Doubt,
    FeedReport,
    Health,
    Interval,
    Question,
    Repair,
    Tier,
)
from switchrefresh.inventory.model import DayKind, FeedRole, Inventory


def calendars_data(calendars: Calendars) -> dict[str, Any]:
    """JSON-ready; a day that many buildings share is written once."""
    views: list[Any] = []
    numbers: dict[int, int] = {}
    buildings: dict[str, list[int]] = {}
    for key, days in calendars.buildings.items():
        for day in days:
            if id(day) not in numbers:
                numbers[id(day)] = len(views)
                views.append(_view_data(day))
        buildings[key] = [numbers[id(day)] for day in days]
    return {
        "views": views,
        "buildings": buildings,
        "feeds": [_plain(asdict(report)) for report in calendars.feeds],
        "review": [_plain(asdict(question)) for question in calendars.review],
        "doubts": [asdict(doubt) for doubt in calendars.doubts],
    }


def calendars_from(data: Any, inventory: Inventory) -> Calendars:
    """What `calendars_data` was made of, with the building's own zones. Raises KeyError, TypeError or ValueError."""
    made: dict[tuple[int, str], DayView] = {}
    buildings: dict[str, tuple[DayView, ...]] = {}
    views = data["views"]
    for key in inventory.buildings:
        name = inventory.zone(key)
        zone = ZoneInfo(name)
        for number in data["buildings"][key]:
            if (number, name) not in made:
                made[number, name] = _view(views[number], zone)
        buildings[key] = tuple(made[number, name] for number in data["buildings"][key])
    feeds = tuple(_report(one) for one in data["feeds"])
    review = tuple(_question(one) for one in data["review"])
    return Calendars(buildings, feeds, review, tuple(Doubt(**one) for one in data["doubts"]))


def _view_data(view: DayView) -> list[Any]:
    return [
        view.date.isoformat(),
        str(view.kind),
        _spans_data(view.open),
        list(view.reasons),
        [[b.start.timestamp(), b.end.timestamp(), b.reason] for b in view.blocked],
        None if view.thawed is None else _spans_data(view.thawed),
    ]


def _spans_data(intervals: tuple[Interval, ...]) -> list[list[float]]:
    return [[i.start.timestamp(), i.end.timestamp()] for i in intervals]


def _view(data: Any, zone: ZoneInfo) -> DayView:
    day, kind, spans, reasons, blocked, thawed = data

    def at(seconds: float) -> datetime:
        return datetime.fromtimestamp(seconds, zone)

    def intervals(spans: Any) -> tuple[Interval, ...]:
        return tuple(Interval(at(start), at(end)) for start, end in spans)

    return DayView(
        date.fromisoformat(day),
        DayKind(kind),
        intervals(spans),
        tuple(reasons),
        tuple(Blocked(at(start), at(end), why) for start, end, why in blocked),
        None if thawed is None else intervals(thawed),
    )


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in record.items()}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [_value(one) for one in value] if isinstance(value, tuple) else value


def _report(data: Any) -> FeedReport:
    return FeedReport(
        **{
            **data,
            "role": FeedRole(data["role"]),
            "health": Health(data["health"]),
            "newest": _day(data["newest"]),
            "accepted": _day(data["accepted"]),
            "repairs": tuple(Repair(**one) for one in data["repairs"]),
            "months": tuple((month, count) for month, count in data["months"]),
        }
    )


def _question(data: Any) -> Question:
    return Question(
        **{
            **data,
            "dates": tuple(date.fromisoformat(day) for day in data["dates"]),
            "tier": Tier(data["tier"]),
            "buildings": tuple(data["buildings"]),
            "feeds": tuple(data["feeds"]),
        }
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
