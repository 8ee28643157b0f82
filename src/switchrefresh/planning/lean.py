"""A choice of campaigns with those limits alone that a choice has broken once.

In a tight district most limits of a dense model (until each date a switch is done at most as often as what comes before
it) never bind, and carrying them all costs minutes. Leaving one out only widens the choice: what is the best without it
and keeps it all the same is the best with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from switchrefresh.planning.milp import Effort, Solution, flat, loaded, search
from switchrefresh.planning.rows import Model

DENSE = 100_000  # coefficients from which it pays
SHARE = 0.25  # of the limits: a choice that needs more of them is made with all
A_TIME = 50  # limits that come in at a time, those broken most
TIMES = 60  # that the relaxed model is solved
CHOICES = 8  # that are made
BROKEN = 1e-6


@dataclass(frozen=True)
class Limits:
    """The rows of a model as arrays: whose coefficient, of which variable, how much."""

    row: Any
    column: Any
    value: Any
    lower: Any
    upper: Any

    def broken(self, values: Sequence[float], used: set[int]) -> list[int]:
        """The rows beside those in use that the values break most, a good number at a time."""
        import numpy as np

        sums = np.bincount(self.row, self.value * np.asarray(values)[self.column], len(self.lower))
        excess = np.maximum(self.lower - sums, sums - self.upper)
        excess[sorted(used)] = 0.0
        worst = np.argsort(-excess, kind="stable")[:A_TIME]
        return [int(n) for n in worst if excess[n] > BROKEN]


def solve_lean(model: Model, seed: int, effort: Effort) -> Solution | None:
    """The best choice with the limits that matter; None where that is no shorter way."""
    if not effort.proof or effort.presolve or sum(len(row.terms) for row in model.rows) < DENSE:
        return None
    limits = _limits(model)
    found = _needed(model, limits, seed)
    if found is None:
        return None
    used, steps = found
    for _ in range(CHOICES):
        fewer = replace(model, rows=[model.rows[n] for n in sorted(used)])
        choice = search(fewer, {}, seed, replace(effort, presolve=True))
        steps += choice.steps
        if choice.values is None:
            return None
        if not (broken := limits.broken(choice.values, used)):
            return replace(choice, steps=steps)
        used |= set(broken)
        if len(used) > SHARE * len(model.rows):
            return None
    return None


def _needed(model: Model, limits: Limits, seed: int) -> tuple[set[int], int] | None:
    """The limits that the relaxed model breaks, and the steps to find them; None when they are a large part of all."""
    used = {n for n, row in enumerate(model.rows) if row.lower == row.upper}
    first = replace(model, rows=[model.rows[n] for n in sorted(used)])
    highs, steps = loaded(first, seed, range(len(model.costs)), whole=False), 0
    for _ in range(TIMES):
        highs.run()
        steps += max(0, highs.getInfo().simplex_iteration_count)
        values = highs.getSolution().col_value
        if len(values) != len(model.costs):
            return None
        if not (broken := limits.broken(values, used)):
            return used, steps
        used |= set(broken)
        if len(used) > SHARE * len(model.rows):
            return None
        for n in broken:
            terms = sorted(model.rows[n].terms.items())
            columns, parts = [c for c, _ in terms], [v for _, v in terms]
            highs.addRow(model.rows[n].lower, model.rows[n].upper, len(terms), _whole(columns), _real(parts))
    return None


def _whole(values: list[int]) -> Any:
    import numpy as np

    return np.array(values, dtype=np.int32)


def _real(values: list[float]) -> Any:
    import numpy as np

    return np.array(values, dtype=np.float64)


def _limits(model: Model) -> Limits:
    import numpy as np

    starts, column, value = flat(model.rows, {n: n for n in range(len(model.costs))})
    row = np.repeat(np.arange(len(model.rows)), np.diff(np.array(starts)))
    lower, upper = (np.array([getattr(one, side) for one in model.rows]) for side in ("lower", "upper"))
    return Limits(row, np.array(column, dtype=np.int64), np.array(value), lower, upper)
