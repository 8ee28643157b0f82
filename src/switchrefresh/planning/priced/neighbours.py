"""Large-neighbourhood search: some buildings come off the schedule together and go back on in a better way."""

from __future__ import annotations

import random

from switchrefresh.planning.board import Board, Visit, week_of
from switchrefresh.planning.campaigns import Campaign, campaign_of
from switchrefresh.planning.found import left_points
from switchrefresh.planning.goals import EASY_WEEK, left_out_cost, visit_cost
from switchrefresh.planning.priced.inserting import Inserter
from switchrefresh.planning.priced.pricing import Prices
from switchrefresh.planning.priced.program import Program
from switchrefresh.planning.priced.rechoosing import Rechooser
from switchrefresh.planning.watching import Watch

LEAST, MOST = 2, 8  # buildings in a move
CHOICE, CHOICE_EVERY = 20, 2  # buildings in a move by choice, and how often
WORK_EACH = 15_000  # work of HiGHS for each building; when all of it is spent, moves are no longer by choice
CLOSE = 1e-5  # the search ends when the bound is this near
TELL_EVERY = 5  # moves between two words to whoever waits


class Search:
    """A schedule that only ever gets better; equal inputs give equal moves."""

    def __init__(
        self, start: Board, inserter: Inserter, program: Program, prices: Prices, bound: float, watch: Watch
    ) -> None:
        self.inserter, self.prices, self.bound, self.watch = inserter, prices, bound, watch
        self.board, self.problem = inserter.board, start.problem
        self.fixed = frozenset(start.visits())
        self.rechooser = Rechooser(program, inserter, self.fixed)
        self.free = {b: p.table.free for b, p in inserter.pricers.items()}
        self.random = random.Random(start.problem.request.seed)  # noqa: S311 - moves must be reproducible, not secret
        self.names = sorted(inserter.pricers)
        self._points: dict[Visit, int] = {}
        self.ideal = {b: p.solve(prices).best for b, p in inserter.pricers.items()}
        self.cost = {b: self._cost(b) for b in self.names}
        self._tried = set[frozenset[str]]()  # buildings that chose again together since points were saved last

    def run(self, moves: int) -> None:
        """So many moves."""
        total = sum(self.cost.values()) + self._crowding() + self._standing()
        self.rechooser.hold(self.names)
        for n in range(moves):
            if n % TELL_EVERY == 0:
                self.watch.tell(total, self.bound, "improving", left_points(self.board))
            if self.watch.stop() or total - self.bound <= CLOSE * total:
                return
            by_choice = n % CHOICE_EVERY == 0 and self.rechooser.work < WORK_EACH * len(self.names)
            some = self._some(CHOICE if by_choice else MOST)
            if by_choice and not self._new(some):
                by_choice, some = False, some[:MOST]
            saved = self._move(some, by_choice)
            total -= saved
            if saved > 0:
                self._tried.clear()

    def _new(self, buildings: list[str]) -> bool:
        """Whether these have not chosen again together since points were saved last; in small districts many have."""
        some = frozenset(buildings)
        known = some in self._tried
        self._tried.add(some)
        return not known

    def campaign(self, building: str) -> Campaign | None:
        """What a building has on the schedule now."""
        visits = tuple(sorted(self._own(building), key=lambda v: v.start))
        return campaign_of(self.problem, building, visits, self.free[building]) if visits else None

    def _own(self, building: str) -> list[Visit]:
        return [v for v in self.board.at_building.get(building, ()) if v not in self.fixed]

    def _cost(self, building: str) -> int:
        own = self._own(building)
        placed = {slot.job for visit in own for slot in visit.slots}
        left = tuple(name for name in self.free[building] if name not in placed)
        return sum(self._visit_cost(visit) for visit in own) + left_out_cost(self.problem, left)

    def _visit_cost(self, visit: Visit) -> int:
        if visit not in self._points:
            self._points[visit] = visit_cost(self.problem, visit)
        return self._points[visit]

    def _standing(self) -> int:
        return sum(self._visit_cost(visit) for visit in self.fixed)

    def _crowding(self) -> int:
        weeks: dict[tuple[str, tuple[int, int]], int] = {}
        for crew, days in self.board.at_crew.items():
            for day, visits in days.items():
                key = (crew, week_of(day))
                weeks[key] = weeks.get(key, 0) + len(visits)
        return self.problem.weights.crowded * sum(max(0, count - EASY_WEEK) for count in weeks.values())

    def _some(self, most: int) -> list[str]:
        """A building that costs much more than it would alone, and others that stand in its way."""
        excess = [max(1.0, self.cost[b] - self.ideal[b]) ** 0.5 for b in self.names]
        seed = self.random.choices(self.names, excess)[0]
        near = [v.day for v in self._own(seed)] or [self.problem.first_day]
        if self.random.random() < 0.5:  # where it would like to be, instead of where it is
            near = [p.day for p in self._wanted(seed)] or near

        def distance(building: str) -> float:
            days = [v.day for v in self._own(building)]
            least = min((abs(a - b) for a in days for b in near), default=0)
            return (least + 1) * self.random.uniform(0.3, 1.0)

        ranked = sorted((b for b in self.names if b != seed), key=distance)
        return [seed, *ranked[: self.random.randint(max(LEAST, most // 3), most) - 1]]

    def _wanted(self, building: str) -> list[Visit]:
        pricer = self.inserter.pricers[building]
        path = pricer.solve(self.prices).best_path()
        return [pricer.table.visit(self.board, state, place) for state, place in path]

    def _move(self, buildings: list[str], by_choice: bool) -> int:
        """Points saved by taking buildings out and putting them back; nothing changes when there are none."""
        before = sum(self.cost[b] for b in buildings) + self._crowding()
        worth = self.rechooser.worth() + self._crowding() if by_choice else 0.0
        old = {b: self.inserter.take_out(b, self.fixed) for b in buildings}
        if by_choice:
            changed = self.rechooser.choose(buildings, old, worth)
        else:
            self.random.shuffle(buildings)
            changed = sum(self.inserter.insert(b, self.prices) for b in buildings) == len(buildings)
        costs = {b: self._cost(b) for b in buildings}
        saved = before - sum(costs.values()) - self._crowding()
        if not changed or saved < 0 or not self._holds():
            for building in buildings:
                self.inserter.take_out(building, self.fixed)
            for building in buildings:
                self.inserter.put_back(old[building])
            saved = 0
        else:
            self.cost.update(costs)
        if by_choice or saved:
            self.rechooser.hold(buildings)
        return saved

    def _holds(self) -> bool:
        """Whether nothing on the board leans on what is no longer there (C7, C8)."""
        pilot, board = self.problem.pilot, self.board
        if pilot is not None and any(not board.at_building.get(b) for b in pilot.buildings):
            return not any(b not in pilot.buildings for b, visits in board.at_building.items() if visits)
        special = self.inserter.room.grid.special
        return all(
            other in board.place for name in special if name in board.place for other in self.problem.jobs[name].before
        )
