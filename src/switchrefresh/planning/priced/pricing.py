"""Prices: the cheapest campaigns of a building when crews' time, dates and stock cost what the master problem says.

A campaign is a path through the states of a building's table; its price is the sum of the prices of its visits, so the
cheapest one is found exactly by going backwards through the dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.measures import zone_charges, zone_of
from switchrefresh.planning.priced.spots import Spots
from switchrefresh.planning.priced.tables import Table
from switchrefresh.planning.problem import Problem

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
        self.spots = Spots(start, table, grid)
        self.crew, self.day, self.shift_day = self.spots.crew, self.spots.day, self.spots.shift_day
        self.order = sorted(table.steps, key=lambda s: len(table.states[s]))
        self.row = {state: n for n, state in enumerate(self.order)}
        self.units = {state: self._units(start.problem, state) for state in table.steps} if grid.models else {}
        self.special = sorted(n for n in table.free if n in grid.special)
        self.begins = np.flatnonzero(np.diff(self.day, prepend=-1)) if len(self.day) else self.day
        self._keep, self._kept = keep, dict[str, Any]()

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs to price this building."""
        return {name: value for name, value in vars(self).items() if name not in ("np", "_kept")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        import numpy as np

        vars(self).update(state, np=np, _kept={})

    def _units(self, problem: Problem, state: int) -> Any:
        classes = len(self.table.steps[state].packs)
        found = self.np.zeros((len(self.grid.models), classes), dtype=self.np.int32)
        for of in range(classes):
            for job, _, _ in self.table.packed(state, of):
                found[self.grid.models[problem.jobs[job].model], of] += problem.jobs[job].units
        return found

    def _all(self, name: str, make: Callable[[], Any]) -> Any:
        """An array over states and places, remembered where there is memory for it."""
        if name not in self._kept:
            made = make()
            if not self._keep:
                return made
            self._kept[name] = made
        return self._kept[name]

    def _classes(self, name: str) -> Any:
        return self.np.array([getattr(self.table.steps[state], name) for state in self.order])[:, self.table.classes]

    def after(self) -> Any:
        """The state after each visit."""
        small = self.np.int16 if len(self.table.states) < 2**15 else self.np.int32
        return self._all("after", lambda: self._classes("after").astype(small))

    def points(self) -> Any:
        """Points of each visit."""
        spots = self.spots
        return self._all(
            "points",
            lambda: (
                spots.base
                + self._classes("work") * spots.kind
                + self._classes("lessons") * spots.lesson
                + self._classes("waiting") * spots.wait
            ).astype(self.np.float32),
        )

    def shares(self) -> Any:
        """The part of its crew's time that each visit takes, its way included; to seven digits, for memory's sake."""
        return self._all("shares", lambda: self._shares().astype(self.np.float32))

    def _shares(self) -> Any:
        return (self._classes("minutes") + self.spots.way) / self.spots.length

    def evenings(self) -> Any:
        """Whether each visit can only be done on the evening shift."""
        return self._all("evenings", lambda: self.spots.is_evening & (self._classes("minutes") > self.spots.weekday))

    def zones(self) -> Any:
        """Which of the `ZONES` each visit's share is in."""
        return self._all("zones", lambda: zone_of(self.np, self._shares()))

    def visit(self, state: int, place: int) -> tuple[float, float, bool]:
        """Points of one visit, its part of its crew's time, and whether it needs the evening."""
        spots, step, of = self.spots, self.table.steps[state], int(self.table.classes[place])
        points = (
            spots.base
            + step.work[of] * spots.kind[place]
            + step.lessons[of] * spots.lesson
            + step.waiting[of] * spots.wait[place]
        )
        share = (step.minutes[of] + spots.way[place]) / spots.length[place]
        return float(points), float(share), bool(spots.is_evening[place] and step.minutes[of] > spots.weekday[place])

    def _shut(self, gate: Gate) -> Any:
        """Which places a schedule keeps from a visit."""
        shut = (self.shares() > gate.room) | (self.evenings() & gate.no_evening)
        for n in range(len(gate.stock)):
            if (gate.stock[n] < self.most_units[n]).any():
                units = self.np.array([self.units[state][n] for state in self.order])[:, self.table.classes]
                shut |= units > gate.stock[n][self.day]
        return shut

    @property
    def most_units(self) -> Any:
        """Per model the most units that any visit installs."""
        return self._all("most", lambda: self.np.max([self.units[s].max(axis=1) for s in self.order], axis=0))

    def _charged(self, prices: Prices) -> Any:
        at = (self.crew, self.shift_day)
        cost = self.points().astype(self.np.float64) + (prices.visit[at] + prices.day[self.day])
        cost += self._crew_charge({name: charge[at] for name, charge in prices.parts.items()})
        if any(charge.any() for charge in prices.evenings.values()):
            cost += self.evenings() * self._crew_charge({name: charge[at] for name, charge in prices.evenings.items()})
        for n in range(len(prices.stock)):
            if prices.stock[n].any():
                units = self.np.array([self.units[state][n] for state in self.order])[:, self.table.classes]
                cost += units * prices.stock[n][self.day]
        for job in self.special:
            if job in prices.jobs:
                cost += self.np.where(self._does(job), prices.jobs[job][self.day], 0.0)
        return cost

    def _crew_charge(self, charges: dict[str, Any]) -> Any:
        """What visits pay for their crew's date, by their share: a base and a slope for each zone and place."""
        if not any(charge.any() for charge in charges.values()):
            return 0.0
        base, slope = zone_charges(self.np, charges, len(self.day))
        zones, places = self.zones(), self.np.arange(len(self.day))
        return base[zones, places] + self.shares() * slope[zones, places]

    def _does(self, job: str) -> Any:
        classes = range(len(self.table.steps[0].packs))
        does = [[any(job == one for one, _, _ in self.table.packed(s, of)) for of in classes] for s in self.order]
        return self.np.array(does)[:, self.table.classes]

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
        cost = self._charged(prices)
        if gate is not None:
            cost[self._shut(gate)] = np.inf
        if table.building in prices.first:
            cost[self.row[0]] += prices.first[table.building][self.day]
        total, after, next_day, on = np.empty_like(cost), self.after(), self.day + 1, self.day[self.begins]
        onward = np.empty(days + 1)
        for n, state in enumerate(self.order):
            np.add(cost[n], values[after[n], next_day], out=total[n])
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
        cost, total, after = self.costs[row], self.totals[row], self.pricer.after()[row]
        for place in np.flatnonzero((days >= day) & (so_far + total <= limit)):
            n = int(place)
            yield from self._paths(int(after[n]), int(days[n]) + 1, so_far + float(cost[n]), (*path, (state, n)), limit)
