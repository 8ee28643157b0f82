"""plan: propose waves and windows, checked by a second mind before they are written."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from switchrefresh.calendars.model import Calendars, Health
from switchrefresh.commands.accepting import remember_feeds
from switchrefresh.commands.calendar_diff import touched_promises
from switchrefresh.commands.opening import Opened, as_of_date, horizon_of, open_folder, read_days
from switchrefresh.commands.promises import promised_windows, stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.errors import Exit, SwitchrefreshError
from switchrefresh.inventory.model import Inventory
from switchrefresh.journal.events import Journal
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.facts import facts_of
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import Plan, PlanRequest, State, Window
from switchrefresh.planning.serial import plan_data
from switchrefresh.problems import Problem, Severity, Where, warning
from switchrefresh.storage.folder import file_sums
from switchrefresh.storage.journal_file import append_event, load_journal
from switchrefresh.storage.locks import hold_lock
from switchrefresh.storage.plan_file import save_plan


class PlanCheckError(SwitchrefreshError):
    """The planner's own checker found a broken rule, so nothing was written: a bug, told as one."""

    exit = Exit.BUG
    code = "plan-check-failed"


def run(
    directory: str | None, as_of: str | None = None, seed: int = 0, fresh: bool = False, because: str = ""
) -> Result:
    """Make a plan, check it, write plan.json; 1 when a switch could not be placed."""
    opened = open_folder(directory)
    span = horizon_of(opened.inventory)
    day = as_of_date(as_of, opened.inventory)
    calendars = read_days(opened, span, day)
    touched = touched_promises(opened, calendars)
    request = _request(opened, calendars, day, seed, fresh)
    started = time.perf_counter()
    plan = make_plan(request)
    seconds = time.perf_counter() - started
    _second_opinion(request, plan)
    data = plan_data(plan, day, str(span), file_sums(opened.project, opened.inventory, opened.folder))
    stored = {**data, "facts": {w.id: facts_of(w, opened.inventory, calendars) for w in plan.windows}}
    with hold_lock(opened.project.plan_lock, "plan"):
        save_plan(opened.project.plan_file, stored)
        remember_feeds(opened, calendars, day)
    if because:
        append_event(opened.project, "planned", {"because": because, **_moves(plan)})
    data["solver"]["seconds"] = round(seconds, 2)
    problems = (*_feed_warnings(calendars), *(() if fresh else touched), *_past_promises(plan, day))
    exit_code = Exit.NO if plan.unplaced else Exit.OK
    return Result("plan", {**data, **_people_numbers(plan, opened.inventory)}, problems, exit_code, _next(plan))


def _request(opened: Opened, calendars: Calendars, day: Any, seed: int, fresh: bool) -> PlanRequest:
    promised = () if fresh else promised_windows(opened)
    earlier = stored_plan(opened)
    previous = earlier.plan.windows if earlier else ()
    taken = _taken(opened.inventory, load_journal(opened.project), (*promised, *previous))
    return PlanRequest(opened.inventory, calendars, day, promised, previous, taken, seed)


def _taken(inventory: Inventory, journal: Journal, windows: tuple[Window, ...]) -> frozenset[str]:
    """Ids that no new window may get: a target must mean one thing for ever."""
    names = {*inventory.buildings, *inventory.switches, *inventory.district.crews}
    names |= {closet for building in inventory.buildings.values() for closet in building.closets}
    lists = (event.details.get("windows") for event in journal.events)
    names |= {str(key) for keys in lists if isinstance(keys, list) for key in keys}
    return frozenset(names | {window.id for window in windows})


def _second_opinion(request: PlanRequest, plan: Plan) -> None:
    violations = check_plan(request, plan)
    if not violations:
        return
    problems = tuple(Problem(f"rule-{v.code.lower()}", v.message) for v in violations[:20])
    message = f"the plan breaks {len(violations)} rule(s) of its own; nothing was written"
    raise PlanCheckError(message, "this is a bug in switchrefresh; please report these lines", problems=problems)


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
