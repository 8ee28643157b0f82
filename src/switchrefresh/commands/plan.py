"""plan: propose waves and windows, checked by a second mind before they are written."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import Any

from switchrefresh.calendars.model import Calendars, Health
from switchrefresh.commands.accepting import remember_feeds
from switchrefresh.commands.calendar_diff import touched_promises
from switchrefresh.commands.helping import helping_hands
from switchrefresh.commands.plan_chart import chart_of, check_chart
from switchrefresh.commands.plan_estimates import estimates_of
from switchrefresh.commands.plan_holidays import on_public_holidays
from switchrefresh.commands.plan_request import PlanOptions, ask, checked_plan, sums_of
from switchrefresh.commands.result import Result
from switchrefresh.errors import Exit
from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.buying import goals_data
from switchrefresh.planning.facts import facts_of
from switchrefresh.planning.model import Plan, PlanRequest, State, is_over
from switchrefresh.planning.moves import moves, moves_data
from switchrefresh.planning.serial import plan_data
from switchrefresh.planning.watching import Progress
from switchrefresh.problems import Problem, Severity, Where, warning
from switchrefresh.storage.journal_file import append_event
from switchrefresh.storage.locks import hold_lock
from switchrefresh.storage.plan_file import save_plan

FEW_PAST = 8  # promises of the past that are named one by one
INTERRUPTED = "interrupted"  # what the planner says of a plan that it was asked to stop at


def run(
    directory: str | None,
    as_of: str | None = None,
    seed: int = 0,
    fresh: bool = False,
    because: str = "",
    prefer: str = "fewest-visits",
    explain_goals: bool = False,
    chart: str | None = None,
    on_progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
    workers: int = 1,
    cluster: str | None = None,
    on_ready: Callable[[], None] | None = None,
) -> Result:
    """Make a plan, check it, write plan.json; 1 when a switch could not be placed.

    `on_ready` is called when everything was read and the work begins. `on_progress` is told objective, bound, gap and
    what is being done; when `should_stop` says so, the best plan found so far is written, and the answer is 130.
    `workers` processes or a Dask `cluster` share the work of large districts.
    """
    check_chart(chart)
    asked = ask(directory, PlanOptions(as_of, seed, fresh, because, prefer))
    opened, calendars, day = asked.opened, asked.calendars, asked.day
    touched = touched_promises(opened, calendars)
    started = time.perf_counter()
    with helping_hands(workers, cluster) as executor:
        if on_ready is not None:
            on_ready()
        plan = checked_plan(
            asked.request, on_progress=on_progress, should_stop=should_stop, executor=executor, floor=True
        )
    seconds = time.perf_counter() - started
    data = plan_data(plan, day, str(asked.span), sums_of(asked))
    stored = {**data, "facts": {w.id: facts_of(w, opened.inventory, calendars) for w in plan.windows}}
    with hold_lock(opened.project.plan_lock, "plan"):
        save_plan(opened.project.plan_file, stored)
        remember_feeds(opened, calendars, day)
    if because:
        append_event(opened.project, "planned", {"because": because, **_moves(plan)})
    data["solver"]["seconds"] = round(seconds, 2)
    problems = (
        *_feed_warnings(calendars),
        *(() if fresh else touched),
        *_past_promises(plan, day),
        *on_public_holidays(plan, opened.inventory, calendars),
        *_interrupted(plan),
    )
    exit_code = Exit.INTERRUPTED if plan.solver.status == INTERRUPTED else Exit.NO if plan.unplaced else Exit.OK
    extra: dict[str, Any] = {"goals": goals_data(plan, asked.request, _solver(should_stop))} if explain_goals else {}
    extra["estimates"] = estimates_of(asked)
    extra |= {"chart": chart_of(asked.request, plan, plan.windows, chart)} if chart else {}
    told = {
        **data,
        **_people_numbers(plan, asked.request.inventory),
        **extra,
        "moves": moves_data(moves(asked.request, plan)),
    }
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
    past = [w for w in plan.windows if w.state is State.APPROVED and is_over(w, day)]
    if not past:
        return ()
    which = ", ".join(f"{w.id} on {w.start.date()}" for w in past[:FEW_PAST])
    which += f" and {len(past) - FEW_PAST} more" if len(past) > FEW_PAST else ""
    said = "was never opened; it is taken for done" if len(past) == 1 else "were never opened; they are taken for done"
    hint = f"if one was not done: switchrefresh approve {past[-1].id} --withdraw, then plan again"
    return (warning("past-promise", f"promised and over: {which}: {said}", hint),)


def _solver(should_stop: Callable[[], bool] | None) -> Callable[[PlanRequest], Plan]:
    """Plans for comparison: Ctrl-C drops them, for half a search says nothing about what an offer would buy."""

    def solve(request: PlanRequest) -> Plan:
        plan = checked_plan(request, should_stop=should_stop)
        if should_stop is not None and should_stop():
            raise KeyboardInterrupt
        return plan

    return solve


def _interrupted(plan: Plan) -> tuple[Problem, ...]:
    if plan.solver.status != INTERRUPTED:
        return ()
    placed = sum(len(window.tasks) for window in plan.windows)
    best = (
        f"at most {plan.solver.placed_gap * 100:.1f} % from the best"
        if plan.solver.bound > 0
        else "how good is not known"
    )
    message = f"stopped; kept and written is the best plan so far: {placed} placed, {len(plan.unplaced)} not, {best}"
    return (warning("interrupted", message, "it breaks no rule; switchrefresh plan goes on to the end"),)


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
    open_ones = any(window.state is State.PROPOSED for window in plan.windows)
    steps = ["switchrefresh approve"] if open_ones else []
    steps += [f"switchrefresh show {plan.windows[0].id} --why"] if plan.windows else []
    steps += [f"switchrefresh show {plan.unplaced[0].switch} --why"] if plan.unplaced else []
    return tuple(steps)
