"""What the dates of a building can hold at most, whatever visits are made of them: the ground of `units.py`.

All free time of one crew on one shift of a date counts together, so that two visits on a date are one here that costs
no more and takes no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.board import Board
from switchrefresh.planning.goals import class_span, students_of
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.kinds import Kind
from switchrefresh.planning.priced.measures import zone_of
from switchrefresh.planning.priced.places import Place
from switchrefresh.planning.priced.tables import Table
from switchrefresh.planning.rows import way_between


@dataclass
class Dates:
    """One date: a row for each shift of each crew, a column for each choice of how many of each kind are done."""

    day: int  # on the grid
    crews: Any
    shift_days: Any
    fits: Any  # row, choice
    points: Any  # row, choice: of the visit and its work
    shares: Any  # row, choice: of the crew's time
    zones: Any  # row, choice: of the share, see `measures.py`
    evening: Any  # row, choice: whether it cannot be done before the evening
    stocked: Any  # state: whether the rest was delivered
    wait: float  # points of each priority point that is done


def make_dates(start: Board, table: Table, grid: Grid, kinds: Sequence[Kind], states: Any) -> Iterator[Dates]:
    """Every date with a place, in order."""
    maker = _Maker(start, table, grid, kinds, states)
    by_day: dict[int, dict[tuple[str, str, int], list[Place]]] = {}
    for spot in (table.places.at(n) for n in range(len(table.places))):
        key = spot.crew, spot.gap.shift.kind, spot.gap.shift.day
        by_day.setdefault(spot.day, {}).setdefault(key, []).append(spot)
    for day in sorted(by_day):
        yield maker.date(day, by_day[day])


class _Maker:
    def __init__(self, start: Board, table: Table, grid: Grid, kinds: Sequence[Kind], states: Any) -> None:
        import numpy as np

        self.np, self.start, self.grid, self.building = np, start, grid, table.building
        self.kinds, self.states = kinds, states
        self.lenient = start.copy(lenient=True)
        self.count = states.sum(axis=1)
        self.work = {crew: states @ np.array([k.minutes[crew] for k in kinds]) for crew in start.problem.shifts}
        self.changes = self._closets() * start.problem.work.closet_change
        self.students = students_of(start.problem.request, self.building)
        self.here = bool(start.at_building.get(self.building))
        self._most: dict[object, Any] = {}

    def _closets(self) -> Any:
        """The least changes of closet for each choice: the fullest closets first."""
        np = self.np
        least = np.zeros(len(self.states), dtype=np.int64)
        groups = [*((k, kind.jobs) for k, kind in enumerate(self.kinds)), (-1, [j for k in self.kinds for j in k.jobs])]
        for k, jobs in groups:
            sizes = dict[str, int]()
            for job in jobs:
                sizes[job.closet or ""] = sizes.get(job.closet or "", 0) + 1
            needed = np.searchsorted(np.cumsum(sorted(sizes.values(), reverse=True)), np.arange(len(jobs) + 1)) + 1
            needed[0] = 0
            least = np.maximum(least, needed[self.count if k < 0 else self.states[:, k]])
        return np.maximum(least - 1, 0)

    def date(self, day: int, shifts: dict[tuple[str, str, int], list[Place]]) -> Dates:
        """One date from the places on it."""
        np = self.np
        may, rows = self._may(day), [self._row(day, key, spots, shifts) for key, spots in shifts.items()]
        fits, points, shares, evening = (np.array([row[n] for row in rows]) for n in range(4))
        return Dates(
            day - self.grid.first,
            np.array([self.grid.crews[crew] for crew, _, _ in shifts]),
            np.array([on - self.grid.first for _, _, on in shifts]),
            fits & may,
            points,
            shares,
            zone_of(np, shares),
            evening,
            self._stocked(day),
            float(max(0, day - self.start.problem.first_day) * self.start.problem.weights.wait_day),
        )

    def _row(
        self, day: int, key: tuple[str, str, int], spots: list[Place], shifts: dict[tuple[str, str, int], list[Place]]
    ) -> tuple[Any, Any, Any, Any]:
        """What fits, what it costs, its share of the crew's time, and whether it needs the evening."""
        np, problem, (crew, kind, on) = self.np, self.start.problem, key
        work = self.work[crew]
        sizes = sorted((self._room(spot) for spot in spots), reverse=True)
        needs = work + (self.changes if len(sizes) == 1 else 0)
        visits = np.searchsorted(np.cumsum(sizes), needs) + 1
        fits = (visits <= len(sizes)) & (self.count > 0)
        weights = problem.weights
        of = weights.kind_minute[problem.kinds.get(self.building, {}).get(day, DayKind.SCHOOL_DAY)]
        points = visits * float(weights.visit) + work * of
        points = points + self._lessons(day, spots, work)
        way = 0 if self.here else way_between(problem, crew, self.building)
        length = self.grid.length[self.grid.crews[crew], on - self.grid.first]
        shares = (needs + problem.work.setup + problem.work.backout + way) / length
        daytime = sum(self._room(spot) for spot in shifts.get((crew, "weekday", on), ()))
        late = (work > daytime) if kind == "evening" else np.zeros(len(work), dtype=bool)
        return fits, points, shares, late

    def _room(self, spot: Place) -> int:
        work = self.start.problem.work
        return max(0, spot.gap.end - spot.gap.start - work.setup - work.backout)

    def _lessons(self, day: int, spots: list[Place], work: Any) -> Any:
        """What of the work cannot be done outside lessons."""
        problem = self.start.problem
        kind = problem.kinds.get(self.building, {}).get(day, DayKind.SCHOOL_DAY)
        span = class_span(problem.request, self.building, kind, date.fromordinal(day)) if self.students else None
        if span is None:
            return 0.0
        inside = sum(max(0, min(s.gap.end, span[1]) - max(s.gap.start, span[0])) for s in spots)
        outside = sum(s.gap.end - s.gap.start for s in spots) - inside
        each = float(self.students * problem.weights.class_minute)
        return self.np.maximum(0, work - outside) * each if inside else 0.0

    def _may(self, day: int) -> Any:
        """Choices that C10, C12, C14 and C17 permit on a date."""
        good = tuple(tuple(j.id for j in kind.jobs if self.lenient.may_on(j.id, day) is None) for kind in self.kinds)
        key = (good, self.lenient.tasks_left(self.building, day))
        if key not in self._most:
            most = self.np.array([self._together(names) for names in good])
            may = (self.states <= most).all(axis=1)
            self._most[key] = may if key[1] is None else may & (self.count <= key[1])
        return self._most[key]

    def _together(self, names: tuple[str, ...]) -> int:
        """How many of these one date takes at most: of redundant partners only one."""
        jobs, left = self.start.problem.jobs, list(names)
        pairs = 0
        while left:
            name = left.pop(0)
            if (other := next((p for p in jobs[name].partners if p in left), None)) is not None:
                left.remove(other)
                pairs += 1
        return len(names) - pairs

    def _stocked(self, day: int) -> Any:
        """States that the stock of the date permits (C6): of each kind no more is done than has arrived."""
        good = self.np.ones(len(self.states), dtype=bool)
        for k, kind in enumerate(self.kinds):
            most, models = 0, {job.model for job in kind.jobs}
            for model in models:
                jobs = [job for job in kind.jobs if job.model == model]
                left = self.start.units_left(model, day)
                most += len(jobs) if left is None else min(len(jobs), left // min(job.units for job in jobs))
            good &= kind.count - self.states[:, k] <= most
        return good
