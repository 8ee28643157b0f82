"""calendar: when may we work, building by building, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from switchrefresh.calendars.model import Calendars, DayView, Health
from switchrefresh.commands.check import FEED_CODES
from switchrefresh.commands.opening import Opened, as_of_date, date_option, find_buildings, open_folder, read_days
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError
from switchrefresh.inventory.values import DateRange
from switchrefresh.problems import Problem, Severity, Where

DEFAULT_DAYS = 62


def run(
    directory: str | None,
    targets: Sequence[str] = (),
    first: str | None = None,
    last: str | None = None,
    as_of: str | None = None,
) -> Result:
    """Day kinds, open intervals and reasons for buildings over a range of dates."""
    opened = open_folder(directory, without_checks=True)
    buildings = find_buildings(opened.inventory, targets)
    span = _span(opened, first, last, as_of)
    day = as_of_date(as_of, opened.inventory)
    calendars = read_days(opened, span, day)
    data = {
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "buildings": {key: [day_data(view) for view in calendars.buildings.get(key, ())] for key in buildings},
        "names": {key: opened.inventory.buildings[key].name for key in buildings},
        "feeds": [_feed(report) for report in calendars.feeds],
        "review": [_question(question) for question in calendars.review],
    }
    return Result("calendar", data, _unhealthy(calendars), next=_next(calendars, buildings))


def _span(opened: Opened, first: str | None, last: str | None, as_of: str | None) -> DateRange:
    """What was asked for; else two months from the start of the horizon, or from today inside it."""
    horizon = opened.inventory.district.horizon
    start = date_option("--from", first) if first else None
    end = date_option("--to", last) if last else None
    if start is None:
        today = as_of_date(as_of, opened.inventory)
        start = min(max(today, horizon.first), horizon.last) if horizon else today
        start = min(start, end) if end else start
    if end is None:
        end = start + timedelta(days=DEFAULT_DAYS - 1)
        end = min(end, horizon.last) if horizon and start in horizon else end
    if end < start:
        raise UsageError(f"--to {end} is before --from {start}", "swap the two dates")
    if (end - start).days > 1500:
        raise UsageError("more than four years were asked for", "name a shorter range with --from and --to")
    return DateRange(start, end)


def day_data(view: DayView) -> dict[str, Any]:
    """One date of one building, as the JSON contract names it."""
    return {
        "date": view.date.isoformat(),
        "kind": str(view.kind),
        "open": [{"start": i.start.isoformat(), "end": i.end.isoformat()} for i in view.open],
        "reasons": list(view.reasons),
        "blocked": [{"start": b.start.isoformat(), "end": b.end.isoformat(), "reason": b.reason} for b in view.blocked],
    }


def _feed(report: Any) -> dict[str, Any]:
    return {
        "path": report.path,
        "role": str(report.role),
        "health": str(report.health),
        "events": report.events,
        "message": report.message,
        "hint": report.hint,
        "repairs": [{"code": r.code, "count": r.count, "message": r.message} for r in report.repairs],
    }


def _question(question: Any) -> dict[str, Any]:
    return {
        "title": question.title,
        "dates": [day.isoformat() for day in question.dates],
        "suggested": question.suggested,
        "tier": str(question.tier),
        "buildings": list(question.buildings),
        "hours": round(question.hours_freed, 1),
    }


def _unhealthy(calendars: Calendars) -> tuple[Problem, ...]:
    return tuple(
        Problem(FEED_CODES[r.health], r.message, Severity.WARNING, r.hint or None, Where(r.path))
        for r in calendars.feeds
        if r.health is not Health.OK
    )


def _next(calendars: Calendars, buildings: tuple[str, ...]) -> tuple[str, ...]:
    steps = ["switchrefresh calendar --feeds"] if any(r.health is not Health.OK for r in calendars.feeds) else []
    if len(buildings) > 1:
        steps.append(f"switchrefresh calendar {buildings[0]}")
    return (*steps, "switchrefresh plan")
