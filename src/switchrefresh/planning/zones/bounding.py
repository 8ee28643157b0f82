"""A bound for a whole district too large for one relaxed problem: prices of samples, taken together.

Each sample of the buildings has its fraction of what pools of crews, dates and stock leave, and finds prices of its
own. What the mean of all prices proves for every building holds for every plan: any prices do, good ones prove more.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.goals import visit_cost
from switchrefresh.planning.priced.engine import FEW_STATES, STATES
from switchrefresh.planning.priced.grid import Grid, make_grid
from switchrefresh.planning.priced.hands import Hands
from switchrefresh.planning.priced.master import ROUNDED, SEVEN_DIGITS, relax
from switchrefresh.planning.priced.places import Ground
from switchrefresh.planning.priced.pricing import Pricer, Prices
from switchrefresh.planning.priced.program import Program
from switchrefresh.planning.priced.tables import MOST_STATES, Table, make_table
from switchrefresh.planning.watching import QUIET, Watch
from switchrefresh.planning.zones.pooled_part import PooledLimits, Sample, make_samples
from switchrefresh.planning.zones.pooling import make_pools
from switchrefresh.planning.zones.workers import each

SAMPLE = 100  # buildings in a sample
ROUNDS, CLOSE = 60, 1e-3  # times that a sample's prices ask for campaigns at most, and how near is enough


@dataclass(frozen=True)
class Charges:
    """Prices by date, whichever dates a sample knows; `total` is what all limits of the district are charged."""

    first: int
    models: tuple[str, ...]
    prices: Prices
    total: float


def bound_district(
    start: Board, buildings: Sequence[str], watch: Watch, executor: Executor | None, size: int = SAMPLE
) -> float:
    """Points that no plan goes below; 0 when somebody wanted to stop."""
    standing = sum(visit_cost(start.problem, visit) for visit in start.visits())
    if not buildings:
        return float(standing)
    samples = make_samples(start, buildings, make_pools(start), size)
    several = list[Charges]()
    for n, found in enumerate(each(find_charges, samples, watch, executor)):
        if found is None:
            return 0.0
        watch.tell(0.0, 0.0, f"prices for a bound, part {n + 1} of {len(samples)}")
        several.append(found)
    charges = mean(several)
    total = standing - charges.total
    for n, points in enumerate(each(least_points, [(sample, charges) for sample in samples], watch, executor)):
        if points is None:
            return 0.0
        watch.tell(0.0, 0.0, f"bound, part {n + 1} of {len(samples)}")
        total += points
    return total


def find_charges(sample: Sample, watch: Watch = QUIET) -> Charges | None:
    """The prices of a sample; None when somebody wanted to stop."""
    start = sample.part.board()
    tables = _tables(start)
    grid = _grid(start, tables)
    pricers = [Pricer(start, table, grid) for table in tables]
    program = Program(start, grid, pricers, PooledLimits(start, grid, pricers, sample))
    relaxed = relax(program, Hands(pricers), watch, ROUNDS, close=CLOSE)
    if relaxed is None:
        return None
    total = -program.offset(relaxed.duals) / sample.fraction
    return Charges(grid.first, tuple(grid.models), relaxed.prices, total)


def least_points(task: tuple[Sample, Charges], watch: Watch = QUIET) -> float | None:
    """What the buildings of a sample come to at least at these prices, what limits are charged not taken off."""
    sample, charges = task
    start = sample.part.board()
    tables = _tables(start)
    grid = _grid(start, tables)
    prices = aligned(charges, grid.first, grid.days, tuple(grid.models)).prices
    total = 0.0
    for table in tables:
        if watch.stop():
            return None
        total += Pricer(start, table, grid, keep=False).solve(prices).best - _slack(prices)
    return total


def _tables(start: Board) -> list[Table]:
    lenient, ground = start.copy(lenient=True, ignore=frozenset({"C2"})), Ground()
    states = max(FEW_STATES, min(MOST_STATES, STATES // max(1, len(start.problem.by_building))))
    return [
        make_table(lenient, building, free, ground, states)
        for building, names in start.problem.by_building.items()
        if (free := tuple(n for n in names if n not in start.place))
    ]


def _grid(start: Board, tables: Sequence[Table]) -> Grid:
    """Order between buildings is left out: it has no prices."""
    return replace(make_grid(start, tables), special=frozenset())


def _slack(prices: Prices) -> float:
    """By how much a least price may be off, see `master`."""
    parts = (*prices.parts.values(), *prices.evenings.values(), prices.visit, prices.day, prices.stock)
    return ROUNDED + SEVEN_DIGITS * float(max((part.max(initial=0.0) for part in parts), default=0.0))


def mean(several: Sequence[Charges]) -> Charges:
    """The mean of prices."""
    first = min(one.first for one in several)
    days = max(one.first + one.prices.day.shape[0] for one in several) - first
    models = tuple(sorted({model for one in several for model in one.models}))
    same = [aligned(one, first, days, models) for one in several]
    part = 1 / len(several)
    prices = [one.prices for one in same]
    return Charges(
        first,
        models,
        Prices(
            {name: sum(p.parts[name] for p in prices) * part for name in prices[0].parts},
            sum(p.visit for p in prices) * part,
            {name: sum(p.evenings[name] for p in prices) * part for name in prices[0].evenings},
            sum(p.day for p in prices) * part,
            sum(p.stock for p in prices) * part,
            {},
            {},
            {},
        ),
        sum(one.total for one in same) * part,
    )


def aligned(charges: Charges, first: int, days: int, models: tuple[str, ...]) -> Charges:
    """The same prices on other dates and models; what is not known costs nothing."""
    import numpy as np

    prices, step = charges.prices, charges.first - first

    def moved(old: Any) -> Any:
        new = np.zeros((*old.shape[:-1], days))
        low, high = max(0, step), min(days, step + old.shape[-1])
        if low < high:
            new[..., low:high] = old[..., low - step : high - step]
        return new

    stock = np.zeros((len(models), days))
    known = moved(prices.stock) if len(charges.models) else stock
    for n, model in enumerate(charges.models):
        if model in models:
            stock[models.index(model)] = known[n]
    return Charges(
        first,
        models,
        Prices(
            {name: moved(part) for name, part in prices.parts.items()},
            moved(prices.visit),
            {name: moved(part) for name, part in prices.evenings.items()},
            moved(prices.day),
            stock,
            {},
            {},
            {},
        ),
        charges.total,
    )
