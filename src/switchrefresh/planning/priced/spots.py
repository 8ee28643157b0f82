"""The places of one building as arrays: where they are on the grid, and what any visit there costs."""

from __future__ import annotations

from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.board import Board
from switchrefresh.planning.goals import students_of
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.tables import Table
from switchrefresh.planning.rows import way_between


class Spots:
    """By place, in the order of dates: crew, dates, the way there, and points per minute and per priority point."""

    def __init__(self, start: Board, table: Table, grid: Grid) -> None:
        import numpy as np

        problem, spots = start.problem, table.places
        weights, kinds = problem.weights, problem.kinds.get(table.building, {})
        self.crew = np.array([grid.crews[s.crew] for s in spots], dtype=np.int32)
        self.day = np.array([s.day - grid.first for s in spots], dtype=np.int32)
        self.shift_day = np.array([s.gap.shift.day - grid.first for s in spots], dtype=np.int32)
        self.weekday = np.array([s.weekday for s in spots], dtype=np.int32)
        self.is_evening = np.array([s.gap.shift.kind == "evening" for s in spots], dtype=bool)
        self.base = float(weights.visit)
        by_kind = [weights.kind_minute[kinds.get(s.day, DayKind.SCHOOL_DAY)] for s in spots]
        self.kind = np.array(by_kind, dtype=np.float64)
        self.wait = np.array([max(0, s.day - problem.first_day) * weights.wait_day for s in spots], dtype=np.float64)
        self.lesson = float(students_of(problem.request, table.building) * weights.class_minute)
        here = bool(start.at_building.get(table.building))  # somebody may be there already: no way is sure then
        ways = [0 if here else way_between(problem, s.crew, table.building) for s in spots]
        self.way = np.array(ways, dtype=np.float64)
        self.length = grid.length[self.crew, self.shift_day] if spots else np.zeros(0)
