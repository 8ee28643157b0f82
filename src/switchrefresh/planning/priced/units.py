"""What a building comes to at least at given prices, however its switches are divided into visits: for every plan.

Switches that are alike count as one kind, so what is left of a building is a number for each kind. A date takes any
numbers that fit into the time there; which switches they are, and their order within the date, is not asked. So the
least found here lies below every plan that the rules permit, and not only below those made of full visits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.priced.dates import Dates, make_dates
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.kinds import make_kinds
from switchrefresh.planning.priced.measures import ZONES, zone_charges
from switchrefresh.planning.priced.pricing import Prices
from switchrefresh.planning.priced.tables import Table
from switchrefresh.planning.problem import Job

MOST = 400  # states of a building; kinds are merged until there are no more
Stock = tuple[tuple[int, int, float], ...]  # (model, date on which more comes, units installed before it)


@dataclass(frozen=True)
class Way:
    """How a building is done: (number of the date, row, choice) of each date with a visit, and the units that takes."""

    visits: tuple[tuple[int, int, int], ...]
    stock: Stock


class Units:
    """One building's kinds and dates; `solve` asks for the least at other prices again and again."""

    def __init__(self, start: Board, table: Table, grid: Grid, states: int = MOST) -> None:
        import numpy as np

        self.np, self.start, self.grid, self.building = np, start, grid, table.building
        self.kinds = make_kinds(start, table.free, grid, states)
        counts = np.array([kind.count for kind in self.kinds])
        self.states = np.array(list(np.ndindex(*(counts + 1))), dtype=np.int64)  # numbers that are left; also: done
        self.left_cost, self.waiting = self._sums()
        self.orderly = self._orderly()
        self.dates: list[Dates] = list(make_dates(start, table, grid, self.kinds, self.states))
        self._pairs()

    # -- what does not change ------------------------------------------------------------------------------------

    def _sums(self) -> tuple[Any, Any]:
        """Points of what is left, and its priorities: of each kind those that count least.

        Whoever places the higher priorities first waits least, and what is left out costs far more than any waiting.
        """
        problem, shape = self.start.problem, self.np.zeros(len(self.states))
        cost, waiting = shape.copy(), shape.copy()
        for k, kind in enumerate(self.kinds):
            leaning = {problem.leaning.get(job.id, 0) for job in kind.jobs}
            steps = self.np.cumsum([0, *sorted(job.priority for job in kind.jobs)])[self.states[:, k]]
            waiting += steps
            cost += (steps + self.states[:, k] * min(leaning)) * float(problem.weights.left_out)
        return cost, waiting

    def _orderly(self) -> Any:
        """Which states C7 permits: with so many of one kind left, what must come after them is left, too."""
        np, jobs = self.np, self.start.problem.jobs
        above = {job.id: _above(jobs, job, self.building) for kind in self.kinds for job in kind.jobs}
        good = np.ones(len(self.states), dtype=bool)
        for i, first in enumerate(self.kinds):
            for k, then in enumerate(self.kinds):
                held = sorted(sum(job.id in above[other.id] for other in then.jobs) for job in first.jobs)
                if held[-1]:
                    least = np.array([0, *held])
                    good &= self.states[:, k] >= least[self.states[:, i]]
        return good

    def _pairs(self) -> None:
        """Every state with every number of each kind that a date can take from it, in the order of the states."""
        np = self.np
        possible = np.zeros(len(self.states), dtype=bool)
        for date in self.dates:
            possible |= date.fits.any(axis=0)
        possible[0] = False
        some = np.flatnonzero(possible)
        state, taken, rest = [], [], []
        for n, left in enumerate(self.states):
            good = some[(self.states[some] <= left).all(axis=1)]
            after = n - good
            good, after = good[self.orderly[after]], after[self.orderly[after]]
            state.append(np.full(len(good), n))
            taken.append(good)
            rest.append(after)
        self.state, self.taken, self.rest = (np.concatenate(one) for one in (state, taken, rest))
        self.begins = np.flatnonzero(np.diff(self.state, prepend=-1))
        self.froms = self.state[self.begins]

    def after(self, state: int, choice: int) -> int:
        """The state when a choice is taken from one."""
        return state - choice  # states are numbered by their counts, so that numbers subtract as counts do

    def tied_of(self, choice: int) -> list[str]:
        """The switches in a choice that C7 ties to other buildings, where a kind is one of them alone."""
        single = zip(self.kinds, self.states[choice], strict=True)
        return [kind.jobs[0].id for kind, n in single if n and kind.count == 1 and kind.jobs[0].id in self.grid.special]

    # -- prices --------------------------------------------------------------------------------------------------

    def solve(self, prices: Prices) -> tuple[float, Way | None]:
        """The least points, charges included, that any way to do the building comes to, or to leave it out."""
        return Solving(self, prices).solve()

    def take(self, date: Dates, prices: Prices) -> tuple[Any, Any]:
        """What taking each number of each kind costs on a date at least, and the row of whoever does it."""
        np, (c, d) = self.np, (date.crews, date.shift_days)
        cost = date.points + (prices.visit[c, d] + prices.day[date.day])[:, None]
        parts, late = ({name: of[c, d] for name, of in by.items()} for by in (prices.parts, prices.evenings))
        if any(charge.any() for charge in (*parts.values(), *late.values())):
            base, slope = zone_charges(np, parts, late, len(date.crews))
            mark, row = date.zones + ZONES * date.evening, np.arange(len(date.crews))[:, None]
            cost += base[mark, row] + date.shares * slope[mark, row]
        cost = np.where(date.fits, cost, np.inf)
        row = cost.argmin(axis=0)
        return cost[row, np.arange(len(row))] + self.states @ self._each(prices, date.day), row

    def _each(self, prices: Prices, day: int) -> Any:
        """What each of a kind pays for its order among buildings."""
        found = self.np.zeros(len(self.kinds))
        for k, kind in enumerate(self.kinds):
            found[k] = min(float(prices.jobs[j.id][day]) if j.id in prices.jobs else 0.0 for j in kind.jobs)
        return found

    def stock_charges(self, prices: Prices) -> tuple[list[int], Any, list[list[list[tuple[float, int, int]]]]]:
        """Dates on which more comes; for each, what a state's done units pay before it; and each kind's switches in
        the order of what they pay, with model and units."""
        np = self.np
        steps = np.diff(-prices.stock, axis=1, append=0.0) if len(prices.stock) else np.zeros((0, 0))
        arrive = [int(day) + 1 for day in np.flatnonzero((steps > 0).any(axis=0))] if len(steps) else []
        paid, orders = np.zeros((len(arrive), len(self.states))), list[list[list[tuple[float, int, int]]]]()
        for n, until in enumerate(arrive):
            kinds = list[list[tuple[float, int, int]]]()
            for k, kind in enumerate(self.kinds):
                models = [self.grid.models[job.model] for job in kind.jobs]
                each = [float(steps[m, until - 1]) * j.units for m, j in zip(models, kind.jobs, strict=True)]
                kinds.append(sorted(zip(each, models, (j.units for j in kind.jobs), strict=True)))
                sums = np.cumsum([0.0, *(charge for charge, _, _ in kinds[-1])])
                paid[n] += sums[kind.count - self.states[:, k]]
            orders.append(kinds)
        return arrive, paid, orders


class Solving:
    """One building at one set of prices, from its last date to its first."""

    def __init__(self, units: Units, prices: Prices) -> None:
        self.np, self.units, self.prices = units.np, units, prices
        self.arrive, self.paid, self.orders = units.stock_charges(prices)
        self.last, self.first = prices.last.get(units.building), prices.first.get(units.building)
        self.takes: list[Any] = [None] * len(units.dates)
        self.onward: list[Any] = [None] * len(units.dates)  # by state after the date, what was paid before counted
        self.ends: list[Any] = [None] * len(units.dates)

    def solve(self) -> tuple[float, Way | None]:
        """The least points of all, and the way that has them unless it is to leave the building out."""
        np, units, full = self.np, self.units, len(self.units.states) - 1
        best = float(units.left_cost[full]) + self.prices.none.get(units.building, 0.0)
        later, begin = np.full(len(units.states), np.inf), -1
        for n in range(len(units.dates) - 1, -1, -1):
            date = units.dates[n]
            self.takes[n] = units.take(date, self.prices)
            self.ends[n] = units.left_cost + (float(self.last[date.day]) if self.last is not None else 0.0)
            after = np.where(date.stocked & units.orderly, np.minimum(self.ends[n], later), np.inf)
            before = self._before(date)
            self.onward[n] = after - before
            total = self.takes[n][0][units.taken] + self.onward[n][units.rest]
            now = np.full(len(units.states), np.inf)
            if len(total):
                now[units.froms] = np.minimum.reduceat(total, units.begins)
            now += before
            price = float(now[full]) + (float(self.first[date.day]) if self.first is not None else 0.0)
            if price < best:
                best, begin = price, n
            later = np.minimum(later, now)
        return best, self._way(begin) if begin >= 0 else None

    def _before(self, date: Dates) -> Any:
        """What a state has yet to pay, waiting until the date, less what it has paid for stock that comes later."""
        found = date.wait * self.units.waiting
        for n, until in enumerate(self.arrive):
            if date.day < until:
                found = found - self.paid[n]
        return found

    def _way(self, begin: int) -> Way:
        """The cheapest way that begins on a date."""
        units, visits = self.units, list[tuple[int, int, int]]()
        state, at, after = len(units.states) - 1, begin, dict[int, int]()
        while at >= 0:
            total, pairs = self._choices(state, at)
            pair = pairs.start + int(total.argmin())
            choice, state = int(units.taken[pair]), int(units.rest[pair])
            visits.append((at, int(self.takes[at][1][choice]), choice))
            after[at] = state
            at = self._next(state, at)
        return Way(tuple(visits), self._stock(after))

    def _choices(self, state: int, at: int) -> tuple[Any, slice]:
        pairs = slice(*(int(n) for n in self.np.searchsorted(self.units.state, [state, state + 1])))
        return self.takes[at][0][self.units.taken[pairs]] + self.onward[at][self.units.rest[pairs]], pairs

    def _next(self, state: int, at: int) -> int:
        """The next date of the cheapest way, -1 where it ends."""
        value = float(self.onward[at][state] + self._before(self.units.dates[at])[state])
        if float(self.ends[at][state]) <= value:
            return -1
        for n in range(at + 1, len(self.units.dates)):
            total, _ = self._choices(state, n)
            if len(total) and float(total.min() + self._before(self.units.dates[n])[state]) <= value + 1e-6:
                return n
        return -1

    def _stock(self, after: dict[int, int]) -> Stock:
        """Units of each model installed before more comes, those first that pay least."""
        units, found = self.units, dict[tuple[int, int], float]()
        for n, until in enumerate(self.arrive):
            done = [state for at, state in sorted(after.items()) if units.dates[at].day < until]
            for k, kind in enumerate(units.kinds if done else ()):
                for _, model, count in self.orders[n][k][: kind.count - int(units.states[done[-1], k])]:
                    found[model, until] = found.get((model, until), 0.0) + count
        return tuple((model, until, units) for (model, until), units in sorted(found.items()))


def _above(jobs: Any, job: Job, building: str) -> set[str]:
    """All of the building that must come before a switch (C7)."""
    found, new = set[str](), {job.id}
    while new:
        new = {o for name in new for o in jobs[name].before if jobs[o].building == building} - found
        found |= new
    return found
