"""The places of one building as arrays: where they are on the grid, and what any visit there costs."""

from __future__ import annotations

from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.board import Board
from switchrefresh.planning.goals import students_of
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.tables import Table
from switchrefresh.planning.rows import way_between


class Spots:
    """By place, in the order of dates: crew, dates, the way there, and points per minute and per priority point.

    Dates are numbers of the grid. All are whole numbers, in types no wider than they need.
    """

    def __init__(self, start: Board, table: Table, grid: Grid) -> None:
        import numpy as np

        problem, places = start.problem, table.places
        weights, kinds = problem.weights, problem.kinds.get(table.building, {})
        self.crew = places.crew  # grid and places number the crews of the problem alike
        self.day = (places.day - grid.first).astype(np.int32)
        self.shift_day = (places.shift_day - grid.first).astype(np.int32)
        self.weekday, self.is_evening = places.weekday, places.is_evening
        self.base = float(weights.visit)
        self.lesson = float(students_of(problem.request, table.building) * weights.class_minute)
        days, which = np.unique(places.day, return_inverse=True)
        by_kind = [weights.kind_minute[kinds.get(int(day), DayKind.SCHOOL_DAY)] for day in days]
        self.kind = np.array(by_kind, dtype=np.float32)[which]
        self.wait = (np.maximum(0, days - problem.first_day) * weights.wait_day).astype(np.float32)[which]
        here = bool(start.at_building.get(table.building))  # somebody may be there already: no way is sure then
        ways = [0 if here else way_between(problem, crew, table.building) for crew in places.names]
        self.way = np.array(ways, dtype=np.int32)[places.crew]
        self.length = grid.length[self.crew, self.shift_day].astype(np.float32)
