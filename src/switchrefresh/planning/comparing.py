"""Today's plan and the one of a changed district: figures side by side, and what people would notice."""

from __future__ import annotations

from typing import Any

from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.figures import figures_data, figures_of, gain_words
from switchrefresh.planning.goals import evaluate
from switchrefresh.planning.model import Plan, PlanRequest, State, same_window
from switchrefresh.planning.moves import moves, moves_data
from switchrefresh.planning.whatif import WhatIf


def better_of(now: Plan, then: Plan, request: PlanRequest) -> Plan:
    """The plan that was found for the changed request, or today's where that one breaks no rule there and is better.

    A search may miss what is known already; a looser rule must never look like a loss for that.
    """
    if evaluate(now, request) < evaluate(then, request) and not check_plan(request, now):
        return now
    return then


def side_by_side(what_if: WhatIf, now: Plan, before: PlanRequest, then: Plan, after: PlanRequest) -> dict[str, Any]:
    """Both plans in figures, and what is different; `windows_moved` counts today's windows that do not
    stand in the other; `moves` are the promises that would move, each with its reason.
    """
    one, other = figures_of(now, before), figures_of(then, after)
    had, has = ({task.switch for w in plan.windows for task in w.tasks} for plan in (now, then))
    kept = sum(any(same_window(w, x) for x in then.windows) for w in now.windows)
    return {
        "changes": list(what_if.changes),
        "now": figures_data(one),
        "then": figures_data(other),
        "difference": list(gain_words(one, other)),
        "switches_gained": sorted(has - had),
        "switches_lost": sorted(had - has),
        "windows_kept": kept,
        "windows_moved": len(now.windows) - kept,
        "windows_promised": sum(w.state is not State.PROPOSED for w in now.windows),
        "moves": moves_data(moves(after, then)),
    }
