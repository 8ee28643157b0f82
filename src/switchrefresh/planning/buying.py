"""What one more evening, crew day or Saturday would buy: the same district solved again with one limit looser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from switchrefresh.planning.comparing import better_of
from switchrefresh.planning.figures import figures_of, gain_words
from switchrefresh.planning.goals import evaluate, goal_terms
from switchrefresh.planning.model import Plan, PlanRequest
from switchrefresh.planning.relaxing import Relaxation, more_time

SMALL = 100  # switches; up to here every crew is asked for every kind of time, at most MOST times
MOST = 6  # solves in a small district
FEW = 3  # solves in a larger one: each kind of time once, for the crew with the most windows
KINDS = ("evening", "day", "saturday")
Solve = Callable[[PlanRequest], Plan]


@dataclass(frozen=True)
class Offer:
    """A limit looser by one, the points it saves, and what that means for people; empty `buys` is nothing."""

    words: str
    kind: str
    points: int
    buys: tuple[str, ...]


def offers(request: PlanRequest, plan: Plan, solve: Solve) -> tuple[tuple[Offer, ...], int]:
    """What each offer buys, best first, and how many were left untried to keep the wait short."""
    every = _candidates(request, plan)
    small = len(request.inventory.planned()) <= SMALL
    chosen = every[: MOST if small else FEW]
    found = [_offer(request, plan, one, solve) for one in chosen]
    return tuple(sorted(found, key=lambda o: -o.points)), len(every) - len(chosen)


def _candidates(request: PlanRequest, plan: Plan) -> list[Relaxation]:
    """Kind by kind for the busiest crew, then for the next one."""
    busy = Counter(window.crew for window in plan.windows)
    crews = sorted(request.inventory.district.crews, key=lambda key: (-busy[key], key))
    found = [(n, KINDS.index(r.kind), r) for n, key in enumerate(crews) for r in more_time(request, key)]
    return [r for _, _, r in sorted(found, key=lambda one: one[:2])]


def _offer(request: PlanRequest, plan: Plan, one: Relaxation, solve: Solve) -> Offer:
    then = better_of(plan, solve(one.request), one.request)
    points = round(evaluate(plan, request) - evaluate(then, one.request))
    return Offer(one.words, one.kind, points, gain_words(figures_of(plan, request), figures_of(then, one.request)))


def goals_data(plan: Plan, request: PlanRequest, solve: Solve) -> dict[str, Any]:
    """Each goal of this plan as it counts, and what the offers would buy, for JSON."""
    terms = goal_terms(plan, request)
    tried, untried = offers(request, plan, solve)
    return {
        "prefer": request.prefer,
        "terms": [
            {"name": t.name, "amount": t.amount, "unit": t.unit, "weight": t.weight, "points": t.cost} for t in terms
        ],
        "offers": [{"words": o.words, "kind": o.kind, "points": o.points, "buys": list(o.buys)} for o in tried],
        "offers_untried": untried,
    }
