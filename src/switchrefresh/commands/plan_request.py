"""What a plan is made from: the folder, its calendars and its promises, as one request; shared by the views of plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from switchrefresh.calendars.model import Calendars
from switchrefresh.commands.opening import Opened, as_of_date, horizon_of, open_folder, read_days
from switchrefresh.commands.promises import promised_windows, stored_plan
from switchrefresh.errors import Exit, SwitchrefreshError
from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.values import DateRange
from switchrefresh.journal.pilot import pilot_held
from switchrefresh.journal.records import History
from switchrefresh.journal.standing import still_to_do
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import Plan, PlanRequest, State, Window
from switchrefresh.planning.weights import weights_for
from switchrefresh.problems import Problem
from switchrefresh.storage.folder import file_sums
from switchrefresh.storage.journal_file import load_history

NEVER_MOVES = (State.RUNNING, State.DONE)


class PlanCheckError(SwitchrefreshError):
    """The planner's own checker found a broken rule, so nothing was written: a bug, told as one."""

    exit = Exit.BUG
    code = "plan-check-failed"


@dataclass(frozen=True)
class PlanOptions:
    """What a person may say about a plan; `prefer` is a preset of goals."""

    as_of: str | None = None
    seed: int = 0
    fresh: bool = False
    because: str = ""
    prefer: str = "fewest-visits"


@dataclass(frozen=True)
class Asked:
    """A folder that is ready to be planned."""

    opened: Opened
    span: DateRange
    day: date
    request: PlanRequest

    @property
    def inventory(self) -> Inventory:
        """The district that is left to plan."""
        return self.request.inventory

    @property
    def calendars(self) -> Calendars:
        return self.request.calendars


def ask(directory: str | None, options: PlanOptions) -> Asked:
    """Read everything that a plan depends on."""
    weights_for(options.prefer)
    opened = open_folder(directory)
    span = horizon_of(opened.inventory)
    day = as_of_date(options.as_of, opened.inventory)
    calendars = read_days(opened, span, day)
    return Asked(opened, span, day, request_of(opened, calendars, day, options))


def request_of(opened: Opened, calendars: Calendars, day: date, options: PlanOptions) -> PlanRequest:
    """The request of a folder that was read, with what was promised and proposed before."""
    history = load_history(opened.project)
    promised = promised_windows(opened, history)
    if options.fresh:
        promised = tuple(w for w in promised if w.id in history.windows and w.state in NEVER_MOVES)
    earlier = stored_plan(opened)
    previous = earlier.plan.windows if earlier else ()
    taken = _taken(opened.inventory, history, (*promised, *previous))
    inventory = still_to_do(opened.inventory, promised, history, options.fresh)
    held = pilot_held(inventory.district.policy.pilot, promised, history.tried, day)
    return PlanRequest(inventory, calendars, day, promised, previous, taken, options.seed, options.prefer, held)


def other_district(asked: Asked, inventory: Inventory) -> PlanRequest:
    """The same request for a district that differs; its calendars are read again, for its hours and horizon."""
    opened = replace(asked.opened, inventory=inventory)
    calendars = read_days(opened, horizon_of(inventory), asked.day)
    return replace(asked.request, inventory=inventory, calendars=calendars)


def sums_of(asked: Asked) -> Mapping[str, str]:
    """SHA-256 sums of every file that the plan depends on."""
    return file_sums(asked.opened.project, asked.inventory, asked.opened.folder)


def checked_plan(request: PlanRequest, **arguments: Any) -> Plan:
    """A plan that the second mind agrees with."""
    plan = make_plan(request, **arguments)
    violations = check_plan(request, plan)
    if not violations:
        return plan
    problems = tuple(Problem(f"rule-{v.code.lower()}", v.message) for v in violations[:20])
    message = f"the plan breaks {len(violations)} rule(s) of its own; nothing was written"
    raise PlanCheckError(message, "this is a bug in switchrefresh; please report these lines", problems=problems)


def current_plan(asked: Asked, fresh: bool = False) -> Plan:
    """plan.json where it was made today from these very files with this preset; else a plan made now, not written."""
    stored = stored_plan(asked.opened)
    if stored is not None and not fresh:
        same = stored.data["as_of"] == asked.day.isoformat() and stored.plan.prefer == asked.request.prefer
        if same and dict(stored.data["inputs"]) == dict(sums_of(asked)) and not check_plan(asked.request, stored.plan):
            return stored.plan
    return checked_plan(asked.request)


def _taken(inventory: Inventory, history: History, windows: tuple[Window, ...]) -> frozenset[str]:
    """Ids that no new window may get: a target must mean one thing for ever."""
    names = {*inventory.buildings, *inventory.switches, *inventory.district.crews}
    names |= {closet for building in inventory.buildings.values() for closet in building.closets}
    return frozenset(names | history.window_ids | {window.id for window in windows})
