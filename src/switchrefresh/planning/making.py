"""The planner's front door: a request in, a plan out; equal requests give equal plans."""

from __future__ import annotations

from switchrefresh.planning.engine import CampaignEngine, Engine
from switchrefresh.planning.model import Plan, PlanRequest, Reason
from switchrefresh.planning.problem import build_problem
from switchrefresh.planning.promises import find_hollow, stand, with_leaning
from switchrefresh.planning.writing import write_plan


def make_plan(request: PlanRequest, engine: Engine | None = None) -> Plan:
    """The best plan found for a request: every planned switch is in a window or in `unplaced` with reasons (C1-C17).

    What is done or running stays as it is, and so does what is approved unless a rule now forbids it (C15).
    `solver.seconds` is left at 0: this room reads no clock.
    """
    problem = build_problem(request)
    engine = engine or CampaignEngine()
    forbidden: dict[str, Reason] = {}
    while True:
        start, dropped = stand(problem, forbidden)
        found = engine.solve(with_leaning(start))
        hollow = find_hollow(found.board)
        if not hollow:
            return write_plan(problem, found, dropped)
        forbidden |= hollow
