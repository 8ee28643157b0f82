"""show --why: the rules that bind a window and its next best dates; why a switch has no place, and what would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from switchrefresh.calendars.model import Calendars
from switchrefresh.commands.opening import Opened
from switchrefresh.commands.plan_request import PlanOptions, request_of
from switchrefresh.commands.promises import Stored
from switchrefresh.planning.alternatives import (
    board_of,
    choices,
    choices_data,
    place_data,
    rules_against,
)
from switchrefresh.planning.board import Board
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.durations import durations_of
from switchrefresh.planning.model import PlanRequest, Window, is_over
from switchrefresh.planning.placing import WANTED, why_not, why_not_data
from switchrefresh.planning.problem import build_problem
from switchrefresh.planning.promises import visit_of
from switchrefresh.planning.risk import risk_data, simulate
from switchrefresh.storage.journal_file import load_history

MOST_WINDOWS = 6  # windows whose other dates are worked out in one go
MOST_BUILDINGS = 4  # buildings whose switches without a place are


@dataclass(frozen=True)
class Weighed:
    """A stored plan that still breaks no rule of this folder, as a schedule to try things on."""

    request: PlanRequest
    board: Board
    stored: Stored


def weigh(opened: Opened, calendars: Calendars, stored: Stored) -> Weighed | None:
    """None for a plan that the folder has outgrown: what would be said of it is not true any more."""
    day = date.fromisoformat(str(stored.data["as_of"]))
    request = request_of(opened, calendars, day, PlanOptions(prefer=stored.plan.prefer))
    if check_plan(request, stored.plan):
        return None
    return Weighed(request, board_of(build_problem(request), stored.plan), stored)


def choices_of(weighed: Weighed, window: Window, on: date | None) -> dict[str, Any]:
    """Binding rules and the next best dates; with `on`, what that date would cost or which rules stand against it."""
    if is_over(window, weighed.request.as_of):
        return {}
    found = choices_data(weighed.board.problem, choices(weighed.board, window))
    if on is not None:
        place, rules = rules_against(weighed.board, window, on.toordinal())
        here = visit_of(weighed.board.problem, window)
        found["on"] = {
            "date": on.isoformat(),
            "place": place_data(weighed.board.problem, here, place) if place else None,
            "rules": [{"code": one.code, "rule": one.message} for one in rules],
        }
    return found


def risk_of(opened: Opened, weighed: Weighed) -> dict[str, Any]:
    """How likely each window and the whole plan hold; durations out of the journal where nights were worked."""
    problem, plan = weighed.board.problem, weighed.stored.plan
    durations = durations_of(load_history(opened.project).measured, problem)
    return risk_data(weighed.board, plan, simulate(weighed.board, plan, durations, weighed.request.seed))


def reasons_against(weighed: Weighed, switches: Sequence[str]) -> list[dict[str, Any]]:
    """For switches without a place: reasons, arithmetic where there is one, and what would do; for a few buildings."""
    buildings = list(dict.fromkeys(weighed.request.inventory.switches[key].building for key in switches))
    few = [key for key in switches if weighed.request.inventory.switches[key].building in buildings[:MOST_BUILDINGS]]
    wanted = WANTED if len(buildings) == 1 else 1
    return [why_not_data(one) for one in why_not(weighed.request, weighed.stored.plan, few, wanted)]
