"""The master problem: HiGHS chooses one campaign per building so that crews, days, stock and order allow them all.

Every row follows from the rules, so HiGHS' bound on this model is a lower bound on the best plan made of the given
campaigns. What rows cannot say (times within a day) is tried on a board afterwards; a clash comes back as a new row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from switchrefresh.planning.board import Board
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.goals import left_out_cost, visit_cost
from switchrefresh.planning.lean import solve_lean
from switchrefresh.planning.milp import SMALL, Effort, solve_model
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.rows import Model, Row, build_rows
from switchrefresh.planning.settling import guess_against_clash, rows_against_clashes

A_LOOK = 5  # steps that a campaign counts for each time it is looked at
THOROUGH, QUICK = Effort(300, 6, proof=True), Effort(20, 4, proof=False)


@dataclass(frozen=True)
class Answer:
    """The campaigns chosen, a lower bound on the points of any choice, and whether the search ran to its end."""

    campaigns: tuple[Campaign, ...]
    bound: float
    proven: bool
    work: int = 0  # what the search came to: steps of HiGHS, and some for each campaign it looked at


def choose(
    start: Board, pool: dict[str, list[Campaign]], known: dict[str, Campaign | None], effort: Effort = THOROUGH
) -> Answer:
    """The cheapest compatible choice of one campaign (or none) per building, beside what `start` holds."""
    if not any(pool.values()):
        return Answer((), float(constant(start, pool) + _nothing(start.problem, pool)), True)
    return choose_from(start, build_rows(start, pool), known, effort, constant(start, pool))


def choose_from(
    start: Board,
    model: Model,
    known: dict[str, Campaign | None],
    effort: Effort,
    standing: float,
    missing: Callable[[Model, tuple[Campaign, ...]], list[Row]] | None = None,
) -> Answer:
    """The same from a model that is made already; `standing` are points that no choice changes.

    `missing` are rows of the rules that the model did without and a choice breaks.
    """
    answer = Answer(tuple(c for c in known.values() if c is not None), 0.0, False)
    guesses = 0  # rows that only help to find plans; no bound is taken from a model that holds one
    for _ in range(effort.rounds * (5 if effort.proof and len(model.campaigns) <= SMALL else 1)):
        seed = start.problem.request.seed
        found = solve_lean(model, seed, effort) or solve_model(model, known, seed, effort)
        work = answer.work + found.steps + A_LOOK * len(model.campaigns)
        if found.values is None:
            return replace(answer, work=work)
        chosen = tuple(c for c, value in zip(model.campaigns, found.values, strict=False) if value > 0.5)
        honest = guesses == 0
        bound = max(answer.bound, found.bound + standing) if honest else answer.bound
        answer = Answer(chosen, bound, found.proven and honest, work)
        rows = missing(model, chosen) if missing is not None else []
        if not (rows := [*rows, *rows_against_clashes(start, model, chosen)]):
            if not (rows := guess_against_clash(start, model, chosen)):
                break
            guesses += 1
        model.rows.extend(rows)
    return answer


def constant(start: Board, pool: dict[str, list[Campaign]]) -> int:
    """Points that no choice changes: what stands already, and switches outside the pool without a place."""
    problem = start.problem
    left = tuple(n for n, job in problem.jobs.items() if n not in start.place and job.building not in pool)
    return sum(visit_cost(problem, v) for v in start.visits()) + left_out_cost(problem, left)


def _nothing(problem: Problem, pool: dict[str, list[Campaign]]) -> int:
    return sum(left_out_cost(problem, problem.by_building[b]) for b in pool)
