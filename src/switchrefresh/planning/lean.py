"""A choice of campaigns with those limits alone that a choice has broken once.

In a tight district most limits of a dense model (until each date a switch is done at most as often as what comes before
it) never bind, and carrying them all costs minutes. Leaving one out only widens the choice: what is the best without it
and keeps it all the same is the best with it.
"""

from __future__ import annotations

from dataclasses import replace

from switchrefresh.planning.milp import Effort, Limits, Solution, add_row, limits_of, loaded, search
from switchrefresh.planning.rows import Model

DENSE = 100_000  # coefficients from which it pays
SHARE = 0.25  # of the limits: a choice that needs more of them is made with all
A_TIME = 50  # limits that come in at a time, those broken most
TIMES = 60  # that the relaxed model is solved
CHOICES = 60  # that are made; each takes a second or less


def solve_lean(model: Model, seed: int, effort: Effort) -> Solution | None:
    """The best choice with the limits that matter; None where that is no shorter way."""
    if not effort.proof or effort.presolve or sum(len(row.terms) for row in model.rows) < DENSE:
        return None
    limits = limits_of(model)
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
        if not (broken := limits.broken(choice.values, used, A_TIME)):
            return replace(choice, steps=steps)
        used |= set(broken)
        model.needed |= used
        if len(used) > SHARE * len(model.rows):
            return None
    return None


def _needed(model: Model, limits: Limits, seed: int) -> tuple[set[int], int] | None:
    """The limits that the relaxed model breaks, and the steps to find them; None when they are a large part of all."""
    used = {n for n, row in enumerate(model.rows) if row.lower == row.upper} | model.needed
    first = replace(model, rows=[model.rows[n] for n in sorted(used)])
    highs, steps = loaded(first, seed, range(len(model.costs)), whole=False), 0
    for _ in range(TIMES):
        highs.run()
        steps += max(0, highs.getInfo().simplex_iteration_count)
        values = highs.getSolution().col_value
        if len(values) != len(model.costs):
            return None
        if not (broken := limits.broken(values, used, A_TIME)):
            return used, steps
        used |= set(broken)
        if len(used) > SHARE * len(model.rows):
            return None
        for n in broken:
            add_row(highs, model.rows[n])
    return None
