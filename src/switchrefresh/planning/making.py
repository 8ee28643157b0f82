"""The planner's front door: a request in, a plan out; equal requests give equal plans."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace

from switchrefresh.planning.engine import CampaignEngine
from switchrefresh.planning.found import Engine, left_points
from switchrefresh.planning.holding import held_for_good
from switchrefresh.planning.model import Plan, PlanRequest
from switchrefresh.planning.priced.engine import PricedEngine
from switchrefresh.planning.priced.every_plan import find_floor
from switchrefresh.planning.problem import Problem, build_problem
from switchrefresh.planning.promises import Hollow, find_hollow, stand, with_leaning
from switchrefresh.planning.redating import look_again
from switchrefresh.planning.watching import Progress, Watch
from switchrefresh.planning.writing import write_plan
from switchrefresh.planning.zones.cutting import LEAST_CREWS
from switchrefresh.planning.zones.engine import ZonedEngine

MOST_FOR_FLOOR = 40  # buildings up to which a bound for every plan is worked out
FEW = 8  # buildings up to which every campaign of a plain pool is weighed at once
MANY = 300  # buildings above which a district is cut into zones


def make_plan(
    request: PlanRequest,
    engine: Engine | None = None,
    on_progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
    executor: Executor | None = None,
    floor: bool = False,
) -> Plan:
    """The best plan found for a request: every planned switch is in a window or in `unplaced` with reasons (C1-C17).

    What is done or running stays as it is, and so does what is approved unless a rule now forbids it (C15).
    `on_progress` is told objective, bound (0: none yet), gap and words as they improve; `should_stop` is asked between
    rounds, and a yes ends the search with the best valid plan so far and the status `interrupted`.
    `executor` may price buildings in other processes; the plan is the same whoever does it.
    `floor` asks for a bound that holds for every plan, in districts where that takes seconds.
    `solver.seconds` is left at 0: this room reads no clock.
    """
    problem = build_problem(request)
    engine, watch = engine or engine_for(problem, executor), Watch(on_progress, should_stop)
    forbidden: dict[str, Hollow] = {}
    while True:
        start, dropped = stand(problem, forbidden)
        found = held_for_good(start) or engine.solve(with_leaning(start), watch)
        hollow = find_hollow(found.board)
        if not hollow:
            found = look_again(found, start)
            if (
                floor
                and len(problem.by_building) <= MOST_FOR_FLOOR
                and found.status != "interrupted"
                and not found.floor
            ):
                watch.tell(found.objective, found.bound, "bound for every plan", left_points(found.board))
                found = replace(found, floor=find_floor(start, watch))
            return write_plan(problem, found, dropped)
        forbidden |= {key: found | forbidden.get(key) for key, found in hollow.items()}


def engine_for(problem: Problem, executor: Executor | None = None) -> Engine:
    """The engine for a district of this size."""
    if len(problem.by_building) <= FEW:
        return CampaignEngine()
    if len(problem.by_building) > MANY and len(problem.shifts) >= 2 * LEAST_CREWS:
        return ZonedEngine(executor)
    return PricedEngine(executor=executor)
