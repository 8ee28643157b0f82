"""What a schedule in the making leaves free for one more campaign, as arrays that gate the prices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from switchrefresh.planning.board import Board, Visit, month_of, week_of
from switchrefresh.planning.goals import EASY_WEEK
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.pricing import Gate, Pricer, Prices
from switchrefresh.planning.rows import way_between

ROUNDED = 1e-6  # shares are kept to seven digits; the board has the last word anyway


class Room:
    """Follows a board: tell it of every visit that comes or goes."""

    def __init__(self, board: Board, grid: Grid) -> None:
        import numpy as np

        self.np, self.board, self.grid = np, board, grid
        size = (len(grid.crews), grid.days)
        self.free = np.ones(size)
        self.shut = np.zeros(size, dtype=bool)  # no further day (C13)
        self.no_evening = np.zeros(size, dtype=bool)
        self.crowded = np.zeros(size, dtype=bool)
        self.dates = np.full(grid.days, 10**6)
        if board.problem.district.policy.max_buildings_per_day is not None:
            self.dates[:] = [board.problem.most_buildings(k + grid.first) for k in range(grid.days)]
        self.stock = np.zeros((len(grid.models), grid.days))
        for visit in board.visits():
            self._take(visit, 1)
        self._count_again({(v.crew, v.shift_day) for v in board.visits()}, every=True)
        self._count_stock()

    def update(self, gone: tuple[Visit, ...], new: tuple[Visit, ...]) -> None:
        """The board has changed by these visits."""
        for visit in gone:
            self._take(visit, -1)
        for visit in new:
            self._take(visit, 1)
        self._count_again({(v.crew, v.shift_day) for v in (*gone, *new)})
        self._count_stock()

    def _take(self, visit: Visit, sign: int) -> None:
        at = self.grid.crews.get(visit.crew), visit.shift_day - self.grid.first
        if at[0] is None:
            return
        way = way_between(self.board.problem, visit.crew, visit.building)
        self.free[at] -= sign * (visit.end - visit.start + way) / self.grid.length[at]
        day = visit.day
        self.dates[day - self.grid.first] = self._left_on(day)

    def _left_on(self, day: int) -> int:
        limit = self.board.problem.most_buildings(day)
        return 10**6 if limit is None else limit - len(self.board.on_day.get(day, ()))

    def _count_again(self, touched: set[tuple[str, int]], every: bool = False) -> None:
        """C13 and even weeks, for the weeks and months that have changed."""
        crews = {(crew, None) for crew in self.grid.crews} if every else set()
        weeks = {(crew, week_of(day)) for crew, day in touched}
        months = {(crew, month_of(day)) for crew, day in touched}
        for crew, week in sorted(weeks):
            self._count_week(crew, week)
        for crew, month in sorted(months):
            self._count_month(crew, month)
        for crew, _ in sorted(crews):
            self._count_nothing(crew)

    def _count_nothing(self, crew: str) -> None:
        """Limits of nought bind a crew without any visit, too."""
        rules, c = self.board.problem.district.crews[crew], self.grid.crews[crew]
        if rules.max_days_per_week == 0:
            self.shut[c, :] = True
        if rules.max_evenings_per_week == 0:
            self.no_evening[c, :] = True

    def _count_week(self, crew: str, week: tuple[int, int]) -> None:
        if crew not in self.grid.crews:
            return
        rules, c = self.board.problem.district.crews[crew], self.grid.crews[crew]
        days = self.grid.week_days[week]
        worked = [d for d in self.board.at_crew.get(crew, {}) if week_of(d) == week]
        self.crowded[c, days] = sum(len(self.board.at_crew[crew][d]) for d in worked) >= EASY_WEEK
        on = [d - self.grid.first for d in worked]
        full = rules.max_days_per_week is not None and len(worked) >= rules.max_days_per_week
        self.shut[c, days] = full
        self.shut[c, on] = False
        if rules.max_evenings_per_week is not None:
            evenings = [d for d in worked if self.board.kind_of(crew, d) == "evening"]
            self.no_evening[c, days] = len(evenings) >= rules.max_evenings_per_week
            self.no_evening[c, [d - self.grid.first for d in evenings]] = False
        for day in days:
            self._count_month(crew, month_of(day + self.grid.first))

    def _count_month(self, crew: str, month: tuple[int, int]) -> None:
        rules = self.board.problem.district.crews.get(crew)
        if rules is None or rules.max_weekend_days_per_month is None or crew not in self.grid.crews:
            return
        c = self.grid.crews[crew]
        worked = [d for d in self.board.at_crew.get(crew, {}) if month_of(d) == month and (d - 1) % 7 >= 5]
        if len(worked) >= rules.max_weekend_days_per_month:
            rest = [k for k in self.grid.weekend_days[month] if k + self.grid.first not in worked]
            self.shut[c, rest] = True

    def _count_stock(self) -> None:
        for model, n in self.grid.models.items():
            left = 10**9
            installed = self.board.installed.get(model, {})
            delivered = self.grid.delivered[n]
            used = self.np.zeros(self.grid.days)
            for day, units in installed.items():
                used[min(max(day - self.grid.first, 0), self.grid.days - 1) :] += units
            free = delivered - used
            self.stock[n] = self.np.minimum(self.np.minimum.accumulate(free[::-1])[::-1], left)

    def gate(self, pricer: Pricer, banned: set[int] | None = None) -> Gate:
        """What of a building's places is open: the part of the shift that is left, evenings, and units of models."""
        at, building = (pricer.crew, pricer.shift_day), pricer.table.building
        room = self.np.where(self.shut[at], -1.0, self.free[at])
        there = self.np.array(
            [v.day - self.grid.first for v in self.board.at_building.get(building, ())], dtype=self.np.int64
        )
        full = (self.dates <= 0)[pricer.day] & ~self.np.isin(pricer.day, there)
        room[full] = -1.0
        if banned:
            room[sorted(banned)] = -1.0
        return Gate(room + ROUNDED, self.no_evening[at], self.stock)

    def charge(self, prices: Prices, building: str, crowds: bool = True) -> Prices:
        """The same prices with what the board says about order between buildings, and about crowded weeks."""
        np, board, days = self.np, self.board, self.grid.days
        first = prices.first.get(building, np.zeros(days)).copy()
        last = prices.last.get(building, np.zeros(days)).copy()
        jobs = dict(prices.jobs)
        pilot = board.problem.pilot
        if pilot is not None:
            self._rest(pilot.buildings, pilot.soak, building, first, last)
        for name in board.problem.by_building[building]:
            if name in self.grid.special:
                jobs[name] = self._between(name, building, jobs.get(name, np.zeros(days)).copy())
        visit = np.where(self.crowded, float(board.problem.weights.crowded), 0.0) if crowds else prices.visit
        return replace(prices, visit=visit, first={building: first}, last={building: last}, jobs=jobs)

    def _rest(self, pilots: tuple[str, ...], soak: int, building: str, first: Any, last: Any) -> None:
        """C8."""
        visits = self.board.at_building
        if building in pilots:
            others = [v.day for b, vs in visits.items() if b not in pilots for v in vs if not v.past]
            if others:
                last[max(0, min(others) - soak - self.grid.first) :] = float("inf")
            return
        ends = [v.day for b in pilots for v in visits.get(b, ())]
        if any(not visits.get(b) for b in pilots):
            first[:] = float("inf")
        elif ends:
            first[: max(0, max(ends) + soak + 1 - self.grid.first)] = float("inf")

    def _between(self, name: str, building: str, charged: Any) -> Any:
        """C7 along uplinks from one building to another."""
        jobs, place = self.board.problem.jobs, self.board.place
        for other in jobs[name].before:
            if jobs[other].building != building:
                until = place[other][0].day - self.grid.first if other in place else self.grid.days
                charged[: max(0, until)] = float("inf")
        for other in jobs[name].after:
            if jobs[other].building != building and other in place:
                charged[max(0, place[other][0].day + 1 - self.grid.first) :] = float("inf")
        return charged
