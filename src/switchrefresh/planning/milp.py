"""HiGHS on a model of campaigns: relaxed first, then with whole campaigns, of those alone that can matter.

A campaign's reduced cost is by how much any choice with it is dearer than the relaxed model at least. So what costs
more than the choice that was found can be left out of the search, and nothing is lost by it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.memory import keep_no_large_blocks
from switchrefresh.planning.rows import Model, Row

SCALE = 1e-3  # keeps costs in a range where double precision is comfortable
SMALL = 3_000  # up to so many campaigns the search goes on to the very optimum, above that to 0.1 %
KEPT = 1_000  # campaigns that are weighed as a whole at first
BROKEN = 1e-6  # by which a row counts as broken


@dataclass(frozen=True)
class Effort:
    """How much work a choice is worth: branch-and-bound nodes, and times that clashes come back as rows (five times as
    often in small models that are to be proven). `presolve` pays where the rows are short."""

    nodes: int
    rounds: int
    proof: bool
    presolve: bool = False
    near: float = 1e-3  # how near to the very optimum is enough, where nothing is to be proven


Known = Mapping[str, Campaign | None]  # the best schedule so far, by building


@dataclass(frozen=True)
class Solution:
    """Values of the variables (None: no choice was found), their points, the proven bound, whether no choice of the
    model is cheaper, and the steps that HiGHS took."""

    values: list[float] | None
    points: float
    bound: float
    proven: bool
    steps: int


@dataclass(frozen=True)
class Relaxation:
    """The points of the relaxed model, and by how much a choice with each campaign is dearer at least."""

    points: float
    dearness: list[float]
    steps: int

    def near(self, most: float) -> list[bool]:
        """Which campaigns are at most so much dearer."""
        return [one <= most for one in self.dearness]

    def least_without(self, kept: list[bool]) -> float:
        """The points that a choice costs at least with any campaign that is not kept."""
        return self.points + min((d for d, keep in zip(self.dearness, kept, strict=True) if not keep), default=math.inf)


def solve_model(model: Model, known: Known, seed: int, effort: Effort) -> Solution:
    """The best choice that the effort finds."""
    if effort.presolve or len(model.campaigns) <= KEPT or (relaxed := _relax(model, seed)) is None:
        return search(model, known, seed, effort)
    kept = relaxed.near(sorted(relaxed.dearness)[KEPT - 1])
    found, steps = search(model, known, seed, effort, kept), relaxed.steps
    if found.values is None:
        return _after(steps + found.steps, search(model, known, seed, effort))
    enough = effort.near * found.points if len(model.campaigns) > SMALL or not effort.proof else 0.0
    if found.points > relaxed.least_without(kept) + enough:
        wider = relaxed.near(found.points - relaxed.points)
        again = _after(found.steps, search(model, known, seed, effort, wider))
        found, kept = (again, wider) if again.values is not None else (found, kept)
    beyond = relaxed.least_without(kept)
    bound, proven = min(found.bound, beyond), found.proven and found.points <= beyond + enough
    return _after(steps, replace(found, bound=bound, proven=proven))


def _after(steps: int, found: Solution) -> Solution:
    """The same with the steps that came before it."""
    return replace(found, steps=steps + found.steps)


def _relax(model: Model, seed: int) -> Relaxation | None:
    """The relaxed model; None where HiGHS does not solve it."""
    import highspy

    highs = loaded(model, seed, range(len(model.costs)), whole=False)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    dearness = [one / SCALE for one in highs.getSolution().col_dual[: len(model.campaigns)]]
    # Half a point covers the rounding of HiGHS.
    info = highs.getInfo()
    return Relaxation(info.objective_function_value / SCALE - 0.5, dearness, max(0, info.simplex_iteration_count))


def search(model: Model, known: Known, seed: int, effort: Effort, kept: list[bool] | None = None) -> Solution:
    """Branch and bound, over the campaigns that are kept and those of the best schedule."""
    import highspy

    wanted = {id(campaign) for campaign in known.values() if campaign is not None}
    start = [id(campaign) in wanted for campaign in model.campaigns]
    used = [yes or kept is None or kept[n] for n, yes in enumerate(start)]
    columns = [n for n in range(len(model.costs)) if n >= len(used) or used[n]]
    if len(columns) > KEPT:
        keep_no_large_blocks()
    highs = loaded(model, seed, columns, whole=True)
    for name, value in (
        ("mip_max_nodes", effort.nodes),
        ("mip_rel_gap", 1e-7 if effort.proof and sum(used) <= SMALL else effort.near),
        ("mip_abs_gap", 0.4 * SCALE),
        ("presolve", "on" if effort.presolve else "off"),  # probing long rows costs far more than it saves
    ):
        highs.setOptionValue(name, value)
    if not effort.presolve:  # HiGHS 1.16 takes a start for the optimum where presolve fixed what the start holds
        _start_from(highs, [start[n] for n in columns if n < len(start)])
    highs.run()
    info = highs.getInfo()
    steps = max(0, info.simplex_iteration_count)
    if info.primal_solution_status != 2:  # no feasible choice was found within the limits
        return Solution(None, math.inf, 0.0, False, steps)
    values = [0.0] * len(model.costs)
    for n, part in zip(columns, highs.getSolution().col_value, strict=True):
        values[n] = part
    # Points are whole numbers; half a point covers the rounding of HiGHS.
    bound = info.mip_dual_bound / SCALE
    bound = float(math.ceil(bound - 1e-9 * abs(bound) - 0.5))
    proven = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return Solution(values, info.objective_function_value / SCALE, bound, proven, steps)


def loaded(model: Model, seed: int, columns: Sequence[int], whole: bool) -> Any:
    """HiGHS with some of the model's variables, in one thread and silent."""
    import highspy
    import numpy as np

    highs: Any = highspy.Highs.__mro__[1]()  # the class below it: Highs() itself prints a banner on standard output
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", seed % 2**31)):
        highs.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(columns), len(model.rows)
    lp.col_cost_ = np.array([model.costs[n] for n in columns]) * SCALE
    lp.col_lower_ = np.zeros(len(columns))
    lp.col_upper_ = np.array([model.uppers[n] for n in columns])
    lp.row_lower_ = np.array([row.lower for row in model.rows])
    lp.row_upper_ = np.array([row.upper for row in model.rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts, index, values = flat(model.rows, {n: at for at, n in enumerate(columns)})
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(starts), np.array(index), np.array(values)
    if whole:
        integer, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        lp.integrality_ = [integer if model.integral[n] else real for n in columns]
    highs.passModel(lp)
    return highs


def flat(rows: list[Row], number: Mapping[int, int]) -> tuple[list[int], list[int], list[float]]:
    starts, index, value = [0], list[int](), list[float]()
    for row in rows:
        for column in sorted(row.terms):
            if (at := number.get(column)) is not None:
                index.append(at)
                value.append(row.terms[column])
        starts.append(len(index))
    return starts, index, value


def _start_from(highs: Any, taken: list[bool]) -> None:
    """Give HiGHS the best schedule that is known, as a partial solution that it completes."""
    import numpy as np

    if not any(taken):  # nothing on the schedule is no schedule to begin with
        return
    highs.setSolution(len(taken), np.arange(len(taken), dtype=np.int32), np.array(taken, dtype=np.float64))


@dataclass(frozen=True)
class Limits:
    """The rows of a model as arrays: whose coefficient, of which variable, how much."""

    row: Any
    column: Any
    value: Any
    lower: Any
    upper: Any

    def broken(self, values: Sequence[float], used: set[int], most: int) -> list[int]:
        """The rows beside those in use that the values break most, at most so many."""
        import numpy as np

        sums = np.bincount(self.row, self.value * np.asarray(values)[self.column], len(self.lower))
        excess = np.maximum(self.lower - sums, sums - self.upper)
        excess[sorted(used)] = 0.0
        worst = np.argsort(-excess, kind="stable")[:most]
        return [int(n) for n in worst if excess[n] > BROKEN]


def limits_of(model: Model) -> Limits:
    """The rows of a model, to be asked which of them a choice breaks."""
    import numpy as np

    starts, column, value = flat(model.rows, {n: n for n in range(len(model.costs))})
    row = np.repeat(np.arange(len(model.rows)), np.diff(np.array(starts)))
    lower, upper = (np.array([getattr(one, side) for one in model.rows]) for side in ("lower", "upper"))
    return Limits(row, np.array(column, dtype=np.int64), np.array(value), lower, upper)


def add_row(highs: Any, row: Row) -> None:
    """One more row for a loaded model."""
    import numpy as np

    terms = sorted(row.terms.items())
    columns, parts = np.array([n for n, _ in terms], dtype=np.int32), np.array([v for _, v in terms], dtype=np.float64)
    highs.addRow(row.lower, row.upper, len(terms), columns, parts)
