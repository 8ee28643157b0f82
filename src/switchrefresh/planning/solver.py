"""The master problem: HiGHS chooses one campaign per building so that crews, days, stock and order allow them all.

Every row follows from the rules, so HiGHS' bound on this model is a lower bound on the best plan made of the given
campaigns. What rows cannot say (times within a day) is tried on a board afterwards; a clash comes back as a new row.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.goals import left_out_cost, visit_cost
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.rows import Model, Row, build_rows
from switchrefresh.planning.settling import guess_against_clash, rows_against_clashes

SCALE = 1e-3  # keeps costs in a range where double precision is comfortable
A_LOOK = 5  # steps that a campaign counts for each time it is looked at
SMALL = 3_000  # up to so many campaigns the search goes on to the very optimum, above that to 0.1 %


@dataclass(frozen=True)
class Effort:
    """How much work a choice is worth: branch-and-bound nodes, and times that clashes come back as rows (five times as
    often in small models that are to be proven). `presolve` pays where the rows are short."""

    nodes: int
    rounds: int
    proof: bool
    presolve: bool = False
    near: float = 1e-3  # how near to the very optimum is enough, where nothing is to be proven


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
        values, bound, proven, steps = _solve(model, known, start.problem.request.seed, effort)
        work = answer.work + steps + A_LOOK * len(model.campaigns)
        if values is None:
            return replace(answer, work=work)
        chosen = tuple(c for c, value in zip(model.campaigns, values, strict=False) if value > 0.5)
        honest = guesses == 0
        bound = max(answer.bound, bound + standing) if honest else answer.bound
        answer = Answer(chosen, bound, proven and honest, work)
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


def _solve(
    model: Model, known: dict[str, Campaign | None], seed: int, effort: Effort
) -> tuple[list[float] | None, float, bool, int]:
    """Values of the variables, the proven bound, whether it is the optimum of the model, and the steps it took."""
    import highspy

    highs: Any = highspy.Highs.__mro__[1]()  # the class below it: Highs() itself prints a banner on standard output
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", seed % 2**31),
        ("mip_max_nodes", effort.nodes),
        ("mip_rel_gap", 1e-7 if effort.proof and len(model.campaigns) <= SMALL else effort.near),
        ("mip_abs_gap", 0.4 * SCALE),
        ("presolve", "on" if effort.presolve else "off"),  # probing long rows costs far more than it saves
    ):
        highs.setOptionValue(name, value)
    _load(highs, highspy, model)
    _start_from(highs, model, known)
    highs.run()
    info = highs.getInfo()
    steps = max(0, info.simplex_iteration_count)
    if info.primal_solution_status != 2:  # no feasible choice was found within the limits
        return None, 0.0, False, steps
    bound = info.mip_dual_bound / SCALE
    proven = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    # Points are whole numbers; half a point covers the rounding of HiGHS.
    return list(highs.getSolution().col_value), float(math.ceil(bound - 1e-9 * abs(bound) - 0.5)), proven, steps


def _load(highs: Any, highspy: Any, model: Model) -> None:
    import numpy as np

    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.costs), len(model.rows)
    lp.col_cost_ = np.array(model.costs) * SCALE
    lp.col_lower_ = np.zeros(len(model.costs))
    lp.col_upper_ = np.array(model.uppers)
    lp.row_lower_ = np.array([row.lower for row in model.rows])
    lp.row_upper_ = np.array([row.upper for row in model.rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts, index, value = _flat(model.rows)
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(starts), np.array(index), np.array(value)
    whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    lp.integrality_ = [whole if integral else real for integral in model.integral]
    highs.passModel(lp)


def _flat(rows: list[Row]) -> tuple[list[int], list[int], list[float]]:
    starts, index, value = [0], list[int](), list[float]()
    for row in rows:
        for column in sorted(row.terms):
            index.append(column)
            value.append(row.terms[column])
        starts.append(len(index))
    return starts, index, value


def _start_from(highs: Any, model: Model, known: dict[str, Campaign | None]) -> None:
    """Give HiGHS the best schedule that is known, as a partial solution that it completes."""
    import numpy as np

    wanted = {id(campaign) for campaign in known.values() if campaign is not None}
    values = [1.0 if id(c) in wanted else 0.0 for c in model.campaigns]
    columns = list(range(len(values)))
    highs.setSolution(len(columns), np.array(columns, dtype=np.int32), np.array(values))
