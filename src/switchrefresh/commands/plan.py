"""plan: propose waves and windows, checked by a second mind before they are written."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from switchrefresh.calendars.model import Calendars, Health
from switchrefresh.commands.accepting import remember_feeds
from switchrefresh.commands.calendar_diff import touched_promises
from switchrefresh.commands.plan_chart import chart_of, check_chart
from switchrefresh.commands.plan_request import PlanOptions, ask, checked_plan, sums_of
from switchrefresh.commands.result import Result
from switchrefresh.errors import Exit
from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.buying import goals_data
from switchrefresh.planning.facts import facts_of
from switchrefresh.planning.model import Plan, State
from switchrefresh.planning.moves import moves, moves_data
from switchrefresh.planning.serial import plan_data
from switchrefresh.problems import Problem, Severity, Where, warning
from switchrefresh.storage.journal_file import append_event
from switchrefresh.storage.locks import hold_lock
from switchrefresh.storage.plan_file import save_plan


def run(
    directory: str | None,
    as_of: str | None = None,
    seed: int = 0,
    fresh: bool = False,
    because: str = "",
    prefer: str = "fewest-visits",
    explain_goals: bool = False,
    chart: str | None = None,
) -> Result:
    """Make a plan, check it, write plan.json; 1 when a switch could not be placed."""
    check_chart(chart)
    asked = ask(directory, PlanOptions(as_of, seed, fresh, because, prefer))
    opened, calendars, day = asked.opened, asked.calendars, asked.day
    touched = touched_promises(opened, calendars)
    started = time.perf_counter()
    plan = checked_plan(asked.request)
    seconds = time.perf_counter() - started
    data = plan_data(plan, day, str(asked.span), sums_of(asked))
    stored = {**data, "facts": {w.id: facts_of(w, opened.inventory, calendars) for w in plan.windows}}
    with hold_lock(opened.project.plan_lock, "plan"):
        save_plan(opened.project.plan_file, stored)
        remember_feeds(opened, calendars, day)
    if because:
        append_event(opened.project, "planned", {"because": because, **_moves(plan)})
    data["solver"]["seconds"] = round(seconds, 2)
    problems = (*_feed_warnings(calendars), *(() if fresh else touched), *_past_promises(plan, day))
    exit_code = Exit.NO if plan.unplaced else Exit.OK
    extra = {"goals": goals_data(plan, asked.request, checked_plan)} if explain_goals else {}
    extra |= {"chart": chart_of(asked.request, plan, plan.windows, chart)} if chart else {}
    told = {**data, **_people_numbers(plan, opened.inventory), **extra, "moves": moves_data(moves(asked.request, plan))}
    return Result("plan", told, problems, exit_code, _next(plan))


def _feed_warnings(calendars: Calendars) -> tuple[Problem, ...]:
    found = []
    for report in calendars.feeds:
        if report.health is not Health.OK:
            message = f"this feed is {report.health}: nothing is planned on its buildings. {report.message}".strip()
            hint = report.hint or "switchrefresh check says what to do"
            found.append(
                Problem(f"{report.health}-feed", message, Severity.WARNING, hint=hint, where=Where(report.path))
            )
    return tuple(found)


def _past_promises(plan: Plan, day: date) -> tuple[Problem, ...]:
    """Approved windows that lie behind: taken for done, and said so."""
    return tuple(
        warning(
            "past-promise",
            f"{w.id} was to be on {w.start.date()}; it is taken for done",
            f"if it was not done: switchrefresh approve {w.id} --withdraw, then plan again",
        )
        for w in plan.windows
        if w.state is State.APPROVED and w.end.date() < day
    )


def _moves(plan: Plan) -> dict[str, Any]:
    changes = plan.changes
    return {
        "windows": [window.id for window in plan.windows],
        "moved": list(changes.moved),
        "removed": list(changes.removed),
    }


def _people_numbers(plan: Plan, inventory: Inventory) -> dict[str, Any]:
    """Names for the screen, so that it needs no second look into the folder."""
    names = {key: building.name for key, building in inventory.buildings.items()}
    return {
        "totals": {"planned": len(inventory.planned()), "placed": sum(len(w.tasks) for w in plan.windows)},
        "names": names,
    }


def _next(plan: Plan) -> tuple[str, ...]:
    steps = ["switchrefresh approve"] if plan.windows else []
    steps += [f"switchrefresh show {plan.windows[0].id} --why"] if plan.windows else []
    steps += [f"switchrefresh show {plan.unplaced[0].switch} --why"] if plan.unplaced else []
    return tuple(steps)
