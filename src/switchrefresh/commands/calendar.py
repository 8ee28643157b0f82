"""calendar: when may we work, building by building, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from switchrefresh.calendars.model import Calendars, DayView, FeedReport, Health
from switchrefresh.commands.accepting import accept_feeds
from switchrefresh.commands.calendar_minutes import stretches
from switchrefresh.commands.calendar_review import question_data
from switchrefresh.commands.check import FEED_CODES
from switchrefresh.commands.opening import Opened, as_of_date, date_option, find_buildings, open_folder, read_days
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError
from switchrefresh.inventory.values import DateRange
from switchrefresh.problems import Problem, Severity, Where

DEFAULT_DAYS = 62
YEAR_DAYS = 366


@dataclass(frozen=True)
class _Asked:
    """What was asked for on the command line; dates and times still as they were written."""

    targets: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    as_of: str | None = None
    year: bool = False
    at: str | None = None
    accept: tuple[str, ...] = ()


def run(
    directory: str | None,
    targets: Sequence[str] = (),
    first: str | None = None,
    last: str | None = None,
    as_of: str | None = None,
    year: bool = False,
    at: str | None = None,
    accept: Sequence[str] = (),
) -> Result:
    """Day kinds, open intervals and reasons for buildings over a range of dates; one date is told by the minute."""
    asked = _Asked(tuple(targets), first, last, as_of, year, at, tuple(accept))
    opened = open_folder(directory, without_checks=True)
    buildings = find_buildings(opened.inventory, asked.targets)
    span = _span(opened, asked)
    day = as_of_date(asked.as_of, opened.inventory)
    calendars = read_days(opened, span, day)
    accepted: tuple[str, ...] = ()
    if asked.accept:
        accepted = accept_feeds(opened, calendars, asked.accept, day)
        calendars = read_days(opened, span, day)
    scopes = {feed.path: scope for feed, scope in opened.inventory.feeds()}
    data = {
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "buildings": {key: [day_data(view) for view in calendars.buildings.get(key, ())] for key in buildings},
        "names": {key: opened.inventory.buildings[key].name for key in buildings},
        "feeds": [feed_data(report, scopes.get(report.path)) for report in calendars.feeds],
        "review": [question_data(question) for question in calendars.review],
        "accepted_now": list(accepted),
    }
    if span.first == span.last and (asked.targets or asked.at):
        minutes = {key: stretches(calendars, opened.inventory, key, span.first, asked.at) for key in buildings}
        data["explained"] = minutes
    return Result("calendar", data, _unhealthy(calendars), next=_next(calendars, buildings))


def _span(opened: Opened, asked: _Asked) -> DateRange:
    """What was asked for; else two months from the start of the horizon, or from today inside it."""
    horizon = opened.inventory.district.horizon
    start = date_option("--from", asked.first) if asked.first else None
    end = date_option("--to", asked.last) if asked.last else None
    if asked.at is not None and start is None:
        raise UsageError("--at goes with one date", "say --from DATE --at HH:MM")
    if asked.at is not None:
        end = end or start
    if asked.at is not None and start != end:
        raise UsageError("--at goes with one date", "say --from DATE --at HH:MM")
    if start is None and asked.year and horizon:
        start = min(horizon.first, end) if end else horizon.first
    if start is None:
        today = as_of_date(asked.as_of, opened.inventory)
        start = min(max(today, horizon.first), horizon.last) if horizon else today
        start = min(start, end) if end else start
    if end is None:
        end = start + timedelta(days=(YEAR_DAYS if asked.year else DEFAULT_DAYS) - 1)
        end = horizon.last if asked.year and horizon and start in horizon else end
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


def feed_data(report: FeedReport, scope: tuple[str, ...] | None) -> dict[str, Any]:
    """One feed: whether it can be believed, what was repaired, what to do; no `buildings` is the whole district."""
    return {
        "path": report.path,
        "role": str(report.role),
        "health": str(report.health),
        "events": report.events,
        "buildings": list(scope) if scope is not None else None,
        "newest": report.newest.isoformat() if report.newest else None,
        "accepted": report.accepted.isoformat() if report.accepted else None,
        "changed": report.changed,
        "message": report.message,
        "hint": report.hint,
        "repairs": [{"code": r.code, "count": r.count, "message": r.message} for r in report.repairs],
    }


def _unhealthy(calendars: Calendars) -> tuple[Problem, ...]:
    return tuple(
        Problem(FEED_CODES[r.health], r.message, Severity.WARNING, r.hint or None, Where(r.path))
        for r in calendars.feeds
        if r.health is not Health.OK
    )


def _next(calendars: Calendars, buildings: tuple[str, ...]) -> tuple[str, ...]:
    steps = ["switchrefresh calendar --feeds"] if any(r.health is not Health.OK for r in calendars.feeds) else []
    if calendars.review:
        steps.append("switchrefresh calendar review")
    if len(buildings) > 1:
        steps.append(f"switchrefresh calendar {buildings[0]}")
    return (*steps, "switchrefresh plan")
