"""What a crew could do at a building on each date, worked out once per kind of date and remembered."""

from __future__ import annotations

from dataclasses import dataclass

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.goals import visit_cost
from switchrefresh.planning.packing import Allowed, Memo, allowed, pack_allowed
from switchrefresh.planning.reaching import Gap

Left = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A visit that is possible, the free time it lies in, and its points."""

    gap: Gap
    visit: Visit
    cost: int


class Scout:
    """One building beside what a board holds. The crews' weekly and monthly limits (C13) are left to the asker.

    Visits of one campaign lie on dates of their own in rising order, so what is possible on a date depends only on the
    date and on the jobs that are left; that is what the caches below rest on.
    """

    def __init__(self, board: Board, building: str, pending: Left, memo: Memo) -> None:
        self.board = board.copy(ignore=board.ignore | {"C13"})
        self.building = building
        self.pending = pending
        self.memo = memo
        self.days = board.problem.days(building)
        self._gaps: dict[tuple[str, int], tuple[Gap, ...]] = {}
        self._kinds: dict[int, tuple[object, ...]] = {}
        self._allowed: dict[tuple[tuple[object, ...], Left], Allowed] = {}
        self._options: dict[tuple[Left, str, int], tuple[Option, ...]] = {}
        self._good: dict[tuple[Left, tuple[str, ...], int], tuple[int, ...]] = {}

    def options(self, left: Left, crew: str, day: int) -> tuple[Option, ...]:
        """The fullest visit in each stretch of free time of a crew on a date."""
        key = (left, crew, day)
        if key not in self._options:
            found = []
            for gap in self.gaps(crew, day):
                visit = pack_allowed(self.board, self.building, crew, day, gap, self._may(left, day), self.memo)
                if visit is not None:
                    found.append(Option(gap, visit, visit_cost(self.board.problem, visit)))
            self._options[key] = tuple(found)
        return self._options[key]

    def good_days(self, left: Left, crews: tuple[str, ...], least: int) -> tuple[int, ...]:
        """Dates on which one of the crews can do at least so many of the jobs that are left."""
        key = (left, crews, least)
        if key not in self._good:
            self._good[key] = tuple(day for day in self.days if self._most(left, crews, day) >= least)
        return self._good[key]

    def _most(self, left: Left, crews: tuple[str, ...], day: int) -> int:
        return max((len(o.visit.slots) for crew in crews for o in self.options(left, crew, day)), default=0)

    def gaps(self, crew: str, day: int) -> tuple[Gap, ...]:
        """Free time of a crew on a date."""
        if (crew, day) not in self._gaps:
            self._gaps[crew, day] = tuple(self.board.gaps(self.building, crew, day))
        return self._gaps[crew, day]

    def _may(self, left: Left, day: int) -> Allowed:
        key = (self._kind(day), left)
        if key not in self._allowed:
            done = set(self.pending) - set(left)
            self._allowed[key] = allowed(self.board, day, left, done)
        return self._allowed[key]

    def _kind(self, day: int) -> tuple[object, ...]:
        """Dates of one kind permit the same jobs and hold the same stock."""
        if day not in self._kinds:
            jobs, board = self.board.problem.jobs, self.board
            forbidden = tuple(name for name in self.pending if board.may_on(name, day) is not None)
            models = sorted({jobs[name].model for name in self.pending})
            wanted = {m: sum(jobs[n].units for n in self.pending if jobs[n].model == m) for m in models}
            lefts = {m: board.units_left(m, day) for m in models}
            stock = tuple(min(left, wanted[m]) if (left := lefts[m]) is not None else -1 for m in models)
            self._kinds[day] = (forbidden, stock, board.tasks_left(self.building, day))
        return self._kinds[day]
