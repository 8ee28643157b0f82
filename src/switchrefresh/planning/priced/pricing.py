"""Prices: the cheapest campaigns of a building when crews' time, dates and stock cost what the master problem says.

A campaign is a path through the states of a building's table; its price is the sum of the prices of its visits, so the
cheapest one is found exactly by going backwards through the dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.board import Board
from switchrefresh.planning.goals import students_of
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.tables import Table
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.rows import way_between

REST = 0.3
Path = tuple[tuple[int, int], ...]  # (state, place) of each visit in time order


# How much of a crew's date a visit counts that takes a share of it; all of one date come to at most 1 in each measure.
# Beside the share itself: of visits over a half there is room for one, over a third for two, over a quarter for three.
MEASURES = ("share", "half", "third", "quarter", "rest")


def measure(name: str, share: Any) -> Any:
    """One of the measures above, of one share or of an array of them."""
    if name == "share":
        return share
    if name == "half":
        return (share > 1 / 2) * 1.0
    if name == "third":
        return ((share > 1 / 3) * 1.0 + (share > 2 / 3)) / 2
    if name == "quarter":
        return ((share > 1 / 4) * 1.0 + (share > 1 / 2) + (share > 3 / 4)) / 3
    return (share >= REST) * share + (share > 1 - REST) * (1 - share)  # nothing that counts fits beside such a visit


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


@dataclass
class Gate:
    """What a schedule leaves open, by place: the part of the shift, and dates without a further evening; and units."""

    room: Any
    no_evening: Any
    stock: Any  # model, date


class Pricer:
    """One building's table with all that does not change between prices worked out."""

    def __init__(self, start: Board, table: Table, grid: Grid) -> None:
        import numpy as np

        problem = start.problem

        self.np, self.table, self.grid = np, table, grid
        spots, kinds = table.places, problem.kinds.get(table.building, {})
        self.crew = np.array([grid.crews[s.crew] for s in spots], dtype=np.int32)
        self.day = np.array([s.day - grid.first for s in spots], dtype=np.int32)
        self.shift_day = np.array([s.gap.shift.day - grid.first for s in spots], dtype=np.int32)
        self.weekday = np.array([s.weekday for s in spots], dtype=np.int32)
        self.is_evening = np.array([s.gap.shift.kind == "evening" for s in spots], dtype=bool)
        weights = problem.weights
        self.base = float(weights.visit)
        self.kind = np.array(
            [weights.kind_minute[kinds.get(s.day, DayKind.SCHOOL_DAY)] for s in spots], dtype=np.float64
        )
        self.wait = np.array([max(0, s.day - problem.first_day) * weights.wait_day for s in spots], dtype=np.float64)
        self.lesson = float(students_of(problem.request, table.building) * weights.class_minute)
        here = bool(start.at_building.get(table.building))  # somebody may be there already: no way is sure then
        self.way = np.array(
            [0 if here else way_between(problem, s.crew, table.building) for s in spots], dtype=np.float64
        )
        self.length = grid.length[self.crew, self.shift_day] if spots else np.zeros(0)
        self.order = sorted(table.steps, key=lambda s: len(table.states[s]))
        self.units = {state: self._units(problem, state) for state in table.steps} if grid.models else {}
        self.special = {n for n in table.free if n in grid.special}

    def _units(self, problem: Problem, state: int) -> Any:
        np, step = self.np, self.table.steps[state]
        found = np.zeros((len(self.grid.models), len(step.packed)))
        for n, packed in enumerate(step.packed):
            for job, _, _ in packed:
                found[self.grid.models[problem.jobs[job].model], n] += problem.jobs[job].units
        return found

    def points(self, state: int) -> Any:
        """Points of each visit that a state can make, by place."""
        step, of = self.table.steps[state], self.table.classes
        return self.base + step.work[of] * self.kind + step.lessons[of] * self.lesson + step.waiting[of] * self.wait

    def points_of(self, state: int, place: int) -> float:
        """Points of one visit."""
        step, of = self.table.steps[state], int(self.table.classes[place])
        return float(
            self.base
            + step.work[of] * self.kind[place]
            + step.lessons[of] * self.lesson
            + step.waiting[of] * self.wait[place]
        )

    def share_of(self, state: int, place: int) -> float:
        """The part of its crew's time that one visit takes, its way included."""
        minutes = self.table.steps[state].minutes[int(self.table.classes[place])]
        return float((minutes + self.way[place]) / self.length[place])

    def shares(self, state: int) -> Any:
        """The part of its crew's time that each visit takes, its way included."""
        return (self.table.steps[state].minutes[self.table.classes] + self.way) / self.length

    def evenings(self, state: int) -> Any:
        """Whether each visit can only be done on the evening shift."""
        return self.is_evening & (self.table.steps[state].minutes[self.table.classes] > self.weekday)

    def _shut(self, state: int, gate: Gate) -> Any:
        """Which places a schedule keeps from a visit of a state."""
        shut = (self.shares(state) > gate.room) | (self.evenings(state) & gate.no_evening)
        for n in range(len(gate.stock)):
            shut |= self.units[state][n][self.table.classes] > gate.stock[n][self.day]
        return shut

    def _charged(self, state: int, prices: Prices, flat: Any) -> Any:
        np, step, of = self.np, self.table.steps[state], self.table.classes
        at = (self.crew, self.shift_day)
        share = self.shares(state)
        cost = self.points(state) + flat
        for name, charge in prices.parts.items():
            if charge.any():
                cost += measure(name, share) * charge[at]
        for name, charge in prices.evenings.items():
            if charge.any():
                cost += self.evenings(state) * measure(name, share) * charge[at]
        if len(prices.stock) and prices.stock.any():
            for n in range(len(prices.stock)):
                cost += self.units[state][n][of] * prices.stock[n][self.day]
        for job in sorted(self.special):
            if job in prices.jobs:
                does = np.array([any(job == one for one, _, _ in packed) for packed in step.packed])
                cost += np.where(does[of], prices.jobs[job][self.day], 0.0)
        return cost

    def solve(self, prices: Prices, gate: Gate | None = None) -> Solved:
        """The least price from every state and date on, through what a gate leaves open."""
        np, days, table = self.np, self.grid.days, self.table
        last = prices.last.get(table.building, np.zeros(days))
        first = prices.first.get(table.building, np.zeros(days))
        flat = prices.visit[self.crew, self.shift_day] + prices.day[self.day]
        ends = np.concatenate([[0.0], last])  # by the day after the last visit
        values = np.full((len(table.states) + 1, days + 1), np.inf)  # the last row stands for "no visit"
        for n, left in enumerate(table.left_cost):
            values[n] = left + ends
        costs: dict[int, Any] = {}
        for state in self.order:
            after = table.steps[state].after[table.classes]
            cost = self._charged(state, prices, flat)
            if state == 0:
                cost = cost + first[self.day]
            if gate is not None:
                cost = np.where(self._shut(state, gate), np.inf, cost)
            total = cost + values[after, self.day + 1]
            onward = np.full(days + 1, np.inf)
            np.minimum.at(onward, self.day, total)
            onward = np.minimum.accumulate(onward[::-1])[::-1]
            costs[state] = (cost, total, after)
            values[state] = np.minimum(onward, values[state]) if state else onward
        return Solved(self, values, costs, ends)


@dataclass
class Solved:
    """The least prices of a building, from which its cheapest campaigns can be read."""

    pricer: Pricer
    values: Any
    costs: dict[int, Any]
    ends: Any

    @property
    def best(self) -> float:
        """The least price of any campaign, leaving everything out included (which costs no price but its points)."""
        table = self.pricer.table
        return min(float(self.values[0][0]) if table.steps else float("inf"), float(table.left_cost[0]))

    def cheapest(self) -> list[tuple[float, Path]]:
        """The cheapest campaign of each crew that makes the first visit."""
        if not self.pricer.table.steps or not self.pricer.table.places:
            return []
        np, total, crews = self.pricer.np, self.costs[0][1], self.pricer.crew
        found = []
        for crew in np.unique(crews):
            here = np.flatnonzero(crews == crew)
            place = int(here[np.argmin(total[here])])
            if np.isfinite(total[place]):
                found.append((float(total[place]), self._follow(0, place)))
        return sorted(found)

    def several(self, most: int) -> list[Path]:
        """The cheapest campaigns that differ in the crew or date of their first visit."""
        if not self.pricer.table.steps or not self.pricer.table.places:
            return []
        np, total, found, seen = self.pricer.np, self.costs[0][1], list[Path](), set[tuple[int, int]]()
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
        return found[0][1] if found and found[0][0] < self.pricer.table.left_cost[0] else ()

    def _follow(self, state: int, place: int) -> Path:
        path = [(state, place)]
        while True:
            _, _, after = self.costs[state]
            day, state = int(self.pricer.day[place]) + 1, int(after[place])
            stop = self.pricer.table.left_cost[state] + self.ends[day]
            if state not in self.costs or self.values[state][day] >= stop:
                return tuple(path)
            total = self.pricer.np.where(self.pricer.day >= day, self.costs[state][1], self.pricer.np.inf)
            place = int(total.argmin())
            path.append((state, place))

    def within(self, limit: float, most: int) -> list[tuple[float, Path]] | None:
        """Every campaign whose price is at most `limit`, or None when there are more than `most`."""
        found: list[tuple[float, Path]] = []
        if not self.pricer.table.steps:
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
        if state not in self.costs:
            return
        cost, total, after = self.costs[state]
        for place in np.flatnonzero((days >= day) & (so_far + total <= limit)):
            n = int(place)
            yield from self._paths(int(after[n]), int(days[n]) + 1, so_far + float(cost[n]), (*path, (state, n)), limit)
