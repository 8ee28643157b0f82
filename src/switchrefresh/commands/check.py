"""check: every mistake in the folder, and whether its feeds can be believed."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from switchrefresh.calendars.model import Calendars, Health
from switchrefresh.commands.critical import critical_costs
from switchrefresh.commands.fit import fit_findings, portmap_problems
from switchrefresh.commands.opening import Opened, as_of_date, read_days
from switchrefresh.commands.result import Result
from switchrefresh.commands.targets import untested_platforms
from switchrefresh.errors import Exit, UsageError
from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.values import DateRange
from switchrefresh.platforms.registry import known_platforms
from switchrefresh.problems import Problem, Where, any_error, warning
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import find_project

FEED_CODES = {
    Health.EMPTY: "empty-feed",
    Health.UNREADABLE: "unreadable-feed",
    Health.STALE: "stale-feed",
    Health.SHRUNK: "shrunk-feed",
}
DOUBT_HINT = "look at the calendar the district publishes; what stands in the feed is used as it is"


def run(directory: str | None, as_of: str | None = None) -> Result:
    """Read everything and say everything that is wrong; 1 when something is."""
    project = find_project(directory)
    folder = read_folder(project, known_platforms())
    problems = list(folder.problems)
    data: dict[str, Any] = {
        "folder": str(project.root),
        "files": sorted(folder.inputs),
        "counts": {},
        "feeds": [],
        "critical": [],
    }
    if folder.inventory is not None and not _zone_wrong(problems):
        opened = Opened(project, folder, folder.inventory)
        span, day = _span(folder.inventory, as_of)
        calendars = read_days(opened, span, day)
        problems += _feed_problems(calendars)
        data["feeds"] = [_feed(report) for report in calendars.feeds]
        data["counts"] = _counts(folder.inventory, calendars)
        data["critical"] = critical_costs(folder.inventory, calendars, day)
    if folder.inventory is not None:
        switches = folder.inventory.switches.values()
        problems += untested_platforms(
            {s.platform for s in switches} | {s.replacement.platform for s in switches if s.replacement}
        )
        opened = Opened(project, folder, folder.inventory)
        if not any(problem.code == "bad-id" for problem in problems):  # files are named by ids
            problems += [*portmap_problems(opened), *fit_findings(opened)]
    wrong = any_error(problems)
    data["errors"] = sum(p.is_error for p in problems)
    data["warnings"] = len(problems) - data["errors"]
    first = next((p.code for p in problems if p.is_error), problems[0].code if problems else "")
    explained = (f"switchrefresh check --explain {first}",) if first else ()
    steps = explained if wrong else (*explained, "switchrefresh calendar", "switchrefresh plan")
    return Result("check", data, tuple(problems), Exit.NO if wrong else Exit.OK, steps)


def explain(code: str) -> Result:
    """The page of one problem code."""
    from switchrefresh.documents.catalogue import CATALOGUE
    from switchrefresh.inventory.findings import suggest

    page = CATALOGUE.get(code)
    if page is None:
        raise UsageError(f'there is no problem code "{code}"', suggest(code, CATALOGUE, "codes"), code="unknown-code")
    data = {"code": code, "meaning": page.meaning, "example": page.example, "cure": page.cure}
    return Result("check", data)


def _zone_wrong(problems: list[Problem]) -> bool:
    return any(problem.code == "unknown-timezone" for problem in problems)


def _span(inventory: Inventory, as_of: str | None) -> tuple[DateRange, date]:
    day = as_of_date(as_of, inventory)
    return inventory.district.horizon or DateRange(day, day), day


def _feed(report: Any) -> dict[str, Any]:
    repairs = [{"code": r.code, "count": r.count, "message": r.message} for r in report.repairs]
    return {
        "path": report.path,
        "role": str(report.role),
        "health": str(report.health),
        "events": report.events,
        "repairs": repairs,
    }


def _feed_problems(calendars: Calendars) -> list[Problem]:
    found = []
    for report in calendars.feeds:
        if report.health is not Health.OK:
            code = FEED_CODES[report.health]
            message = report.message or f"this feed is {report.health}"
            found.append(Problem(code, message, hint=report.hint or None, where=Where(report.path)))
    for doubt in calendars.doubts:
        found.append(warning(doubt.code, doubt.message, DOUBT_HINT, Where(doubt.path) if doubt.path else None))
    if calendars.review:
        count = len(calendars.review)
        message = f"{count} event title{'s' if count != 1 else ''} may close school and wait for a yes or no"
        found.append(warning("open-questions", message, "switchrefresh calendar review"))
    return found


def _counts(inventory: Inventory, calendars: Calendars) -> dict[str, Any]:
    kinds = Counter(str(day.kind) for days in calendars.buildings.values() for day in days)
    return {
        "buildings": len(inventory.buildings),
        "closets": sum(len(b.closets) for b in inventory.buildings.values()),
        "switches": len(inventory.switches),
        "to_replace": len(inventory.planned()),
        "crews": len(inventory.district.crews),
        "days_by_kind": dict(sorted(kinds.items())),
    }
