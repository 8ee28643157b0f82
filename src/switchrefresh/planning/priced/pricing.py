"""Prices: the cheapest campaigns of a building when crews' time, dates and stock cost what the master problem says.

A campaign is a path through the states of a building's table; its price is the sum of the prices of its visits, so the
cheapest one is found exactly by going backwards through the dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.measures import zone_charges
from switchrefresh.planning.priced.tables import Table
from switchrefresh.planning.priced.visits import Visits

Path = tuple[tuple[int, int], ...]  # (state, place) of each visit in time order


@dataclass
class Prices:
    """What the master problem charges, as arrays over (crew, date), (model, date) and so on; all at least 0."""

    parts: dict[str, Any]  # by measure of `MEASURES`: crew, shift date
    visit: Any  # crew, shift date: each visit
    evenings: dict[str, Any]  # the same for visits that need the evening
    day: Any  # date: each building
    stock: Any  # model, date: per unit
    first: dict[str, Any]  # building: by date of the first visit
    last: dict[str, Any]  # building: by date of the last visit
    jobs: dict[str, Any]  # job: by date
    none: dict[str, float] = field(default_factory=dict)  # building: leaving it out


@dataclass
class Gate:
    """What a schedule leaves open, by place: the part of the shift, and dates without a further evening; and units."""

    room: Any
    no_evening: Any
    stock: Any  # model, date


class Pricer:
    """One building's table with all that does not change between prices worked out."""

    def __init__(self, start: Board, table: Table, grid: Grid, keep: bool = True) -> None:
        import numpy as np

        self.np, self.table, self.grid = np, table, grid
        self.visits = Visits(start, table, grid, keep)
        spots = self.visits.spots
        self.crew, self.day, self.shift_day = spots.crew, spots.day, spots.shift_day
        self.order, self.row = self.visits.order, self.visits.row
        self.special = sorted(n for n in table.free if n in grid.special)
        self.begins = np.flatnonzero(np.diff(self.day, prepend=-1)) if len(self.day) else self.day

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs to price this building."""
        return {name: value for name, value in vars(self).items() if name != "np"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        import numpy as np

        vars(self).update(state, np=np)

    def _shut(self, gate: Gate, shares: Any) -> Any:
        """Which places a schedule keeps from a visit."""
        shut = shares > gate.room
        if gate.no_evening.any():
            shut |= self.visits.evenings() & gate.no_evening
        return shut | self.visits.short(gate.stock)

    def _charged(self, prices: Prices, shares: Any) -> Any:
        at = (self.crew, self.shift_day)
        cost = self.visits.points()
        cost += prices.visit[at] + prices.day[self.day]
        if charges := self._crew_charges(prices, shares):
            cost += charges[0]
            cost += charges[1]
        if prices.stock.any():
            cost += self.visits.stock_charges(prices.stock)
        for job in self.special:
            if job in prices.jobs:
                cost += self.np.where(self.visits.does(job), prices.jobs[job][self.day], 0.0)
        return cost

    def _crew_charges(self, prices: Prices, shares: Any) -> tuple[Any, ...]:
        """What visits pay for their crew's date: a base, and a slope times their share; () for nothing at all."""
        np, count, at = self.np, len(self.day), (self.crew, self.shift_day)
        parts, evenings = ({n: c[at] for n, c in of.items() if c.any()} for of in (prices.parts, prices.evenings))
        if not parts and not evenings:
            return ()
        of = self.visits.marks() * np.int64(count)
        of += np.arange(count)
        base, slope = (found.take(of) for found in zone_charges(np, parts, evenings, count))
        slope *= shares
        return base, slope

    def solve(self, prices: Prices, gate: Gate | None = None) -> Solved:
        """The least price from every state and date on, through what a gate leaves open."""
        np, days, table = self.np, self.grid.days, self.table
        none = table.left_cost[0] + prices.none.get(table.building, 0.0)
        last = prices.last.get(table.building)
        ends = np.zeros(days + 1)  # by the day after the last visit
        if last is not None:
            ends[1:] = last
        values = np.full((len(table.states) + 1, days + 1), np.inf)  # the last row stands for "no visit"
        values[:-1] = np.array(table.left_cost, dtype=np.float64)[:, None] + ends
        if not self.order or not len(self.day):
            return Solved(self, values, values[:0], values[:0], ends, none)
        shares = self.visits.shares()
        cost = self._charged(prices, shares)
        if gate is not None:
            cost[self._shut(gate, shares)] = np.inf
        if table.building in prices.first:
            cost[self.row[0]] += prices.first[table.building][self.day]
        then = self.visits.after() * np.int64(days + 1)  # where in `values` each visit leads
        then += self.day + 1
        total, onward, on = np.empty_like(cost), np.empty(days + 1), self.day[self.begins]
        for n, state in enumerate(self.order):
            np.add(cost[n], values.take(then[n]), out=total[n])
            onward[:] = np.inf
            onward[on] = np.minimum.reduceat(total[n], self.begins)
            least = np.minimum.accumulate(onward[::-1])[::-1]
            values[state] = np.minimum(least, values[state]) if state else least
        return Solved(self, values, cost, total, ends, none)


@dataclass
class Solved:
    """The least prices of a building, from which its cheapest campaigns can be read."""

    pricer: Pricer
    values: Any
    costs: Any  # state in the pricer's order, place: what the visit is charged
    totals: Any  # the same with all that follows it
    ends: Any
    none: float

    @property
    def best(self) -> float:
        """The least price of any campaign, leaving everything out included."""
        return min(float(self.values[0][0]) if self.pricer.table.steps else float("inf"), self.none)

    def cheapest(self) -> list[tuple[float, Path]]:
        """The cheapest campaign of each crew that makes the first visit."""
        if not self.pricer.table.steps or not len(self.pricer.table.places):
            return []
        np, total, crews = self.pricer.np, self.totals[self.pricer.row[0]], self.pricer.crew
        found = []
        for crew in np.unique(crews):
            here = np.flatnonzero(crews == crew)
            place = int(here[np.argmin(total[here])])
            if np.isfinite(total[place]):
                found.append((float(total[place]), self._follow(0, place)))
        return sorted(found)

    def several(self, most: int) -> list[Path]:
        """The cheapest campaigns that differ in the crew or date of their first visit."""
        if not self.pricer.table.steps or not len(self.pricer.table.places):
            return []
        np, total, found, seen = self.pricer.np, self.totals[self.pricer.row[0]], list[Path](), set[tuple[int, int]]()
        for place in np.argsort(total, kind="stable"):
            n = int(place)
            key = int(self.pricer.crew[n]), int(self.pricer.day[n])
            if not np.isfinite(total[n]) or len(found) == most:
                break
            if key not in seen:
                seen.add(key)
                found.append(self._follow(0, n))
        return found

    def best_path(self) -> Path:
        """The cheapest campaign, () when leaving everything out is no dearer."""
        found = self.cheapest()
        return found[0][1] if found and found[0][0] < self.none else ()

    def _follow(self, state: int, place: int) -> Path:
        pricer, path = self.pricer, [(state, place)]
        while True:
            day = int(pricer.day[place]) + 1
            state = int(pricer.table.steps[state].after[int(pricer.table.classes[place])])
            stop = pricer.table.left_cost[state] + self.ends[day]
            if state not in pricer.row or self.values[state][day] >= stop:
                return tuple(path)
            since = int(pricer.np.searchsorted(pricer.day, day))
            place = since + int(self.totals[pricer.row[state]][since:].argmin())
            path.append((state, place))

    def within(self, limit: float, most: int) -> list[tuple[float, Path]] | None:
        """Every campaign whose price is at most `limit`, or None when there are more than `most`."""
        found: list[tuple[float, Path]] = []
        if not self.pricer.table.steps or not len(self.pricer.table.places):
            return found
        for price, path in self._paths(0, 0, 0.0, (), limit):
            found.append((price, path))
            if len(found) > most:
                return None
        return found

    def _paths(self, state: int, day: int, so_far: float, path: Path, limit: float) -> Iterator[tuple[float, Path]]:
        np, days = self.pricer.np, self.pricer.day
        if path:
            price = so_far + self.pricer.table.left_cost[state] + float(self.ends[day])
            if price <= limit:
                yield price, path
        if state not in self.pricer.row:
            return
        row = self.pricer.row[state]
        cost, total, after = self.costs[row], self.totals[row], self.pricer.visits.after()[row]
        for place in np.flatnonzero((days >= day) & (so_far + total <= limit)):
            n = int(place)
            yield from self._paths(int(after[n]), int(days[n]) + 1, so_far + float(cost[n]), (*path, (state, n)), limit)
