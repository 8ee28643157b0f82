"""What crews' time, dates, weeks and stock leave for campaigns: the rows that all buildings share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from switchrefresh.planning.board import Board, month_of, week_of
from switchrefresh.planning.goals import EASY_WEEK
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.measures import MEASURES, measure
from switchrefresh.planning.priced.pricing import Pricer, Prices
from switchrefresh.planning.rows import share

NONE = -1  # no such row
COUNTED = ("share", "half")  # measures in which the days of a week or month are counted, too


class Limits:
    """Rows as numbers in arrays over (crew, date) and so on; `upper` holds what each leaves."""

    def __init__(self, start: Board, grid: Grid, pricers: list[Pricer]) -> None:
        import numpy as np

        self.np, self.start, self.grid = np, start, grid
        self.upper: list[float] = []
        self.crowd_rows: list[int] = []
        self.stock: list[tuple[int, int, int]] = []  # model, dates before this one, row
        size = (len(grid.crews), grid.days)
        self.used = np.zeros(size, dtype=bool)
        for pricer in pricers:
            self.used[pricer.crew, pricer.shift_day] = True
        names = [*MEASURES, "crowd", *(f"{name} {of}" for of in ("days", "evenings", "weekends") for name in COUNTED)]
        self.rows = {name: np.full(size, NONE, dtype=np.int64) for name in names}
        self.date = np.full(grid.days, NONE, dtype=np.int64)
        self._crew_days()
        self._weeks()
        self._dates()
        self._stock()

    def _new(self, upper: float) -> int:
        self.upper.append(upper)
        return len(self.upper) - 1

    def _crew_days(self) -> None:
        """C2-C4: a crew's visits on a date, and the ways to them, fit in the time that it has."""
        for crew, c in self.grid.crews.items():
            for k in self.np.flatnonzero(self.used[c]):
                fixed = self.start.at_crew.get(crew, {}).get(int(k) + self.grid.first, [])
                taken = sum(
                    share(self.start.problem, v, any(v.building == f.building for f in fixed[:n]))
                    for n, v in enumerate(fixed)
                )
                self.rows["share"][c, k] = self._new(max(0.0, 1 - taken) + 1e-9)
                for name in MEASURES[1:] if not fixed else ():
                    self.rows[name][c, k] = self._new(1.0)

    def _weeks(self) -> None:
        """Even weeks, and the crews' days a week, evenings a week and weekend days a month (C13)."""
        for crew, c in self.grid.crews.items():
            rules, worked = self.start.problem.district.crews[crew], self.start.at_crew.get(crew, {})
            fixed = {day: len(visits) for day, visits in worked.items()}
            for week, days in self._periods(c, week_of).items():
                count = sum(n for d, n in fixed.items() if week_of(d) == week)
                row = self._new(EASY_WEEK - count)
                self.crowd_rows.append(row)
                self.rows["crowd"][c, days] = row
                done = [d for d in fixed if week_of(d) == week]
                self._limit(c, days, "days", rules.max_days_per_week, done)
                evenings = [d for d in done if self.start.kind_of(crew, d) == "evening"]
                self._limit(c, days, "evenings", rules.max_evenings_per_week, evenings)
            for month, days in self._periods(c, month_of).items():
                weekend = [k for k in days if self._on_weekend(k)]
                done = [d for d in fixed if month_of(d) == month and self._on_weekend(d - self.grid.first)]
                self._limit(c, weekend, "weekends", rules.max_weekend_days_per_month, done)

    def _on_weekend(self, k: int) -> bool:
        return (k + self.grid.first - 1) % 7 >= 5  # ordinal 1 is a Monday

    def _periods(self, c: int, named: Callable[[int], tuple[int, int]]) -> dict[tuple[int, int], list[int]]:
        found: dict[tuple[int, int], list[int]] = {}
        for k in self.np.flatnonzero(self.used[c]):
            found.setdefault(named(int(k) + self.grid.first), []).append(int(k))
        return found

    def _limit(self, c: int, days: list[int], name: str, limit: int | None, fixed: list[int]) -> None:
        """At most so many days: their parts, and the visits that take more than half of one, cannot be more."""
        if limit is None or not days:
            return
        free = [k for k in days if k + self.grid.first not in fixed]
        for one in COUNTED:
            self.rows[f"{one} {name}"][c, free] = self._new(max(0, limit - len(fixed)) + 1e-9)

    def _dates(self) -> None:
        """C9."""
        for k in range(self.grid.days):
            limit = self.start.problem.most_buildings(k + self.grid.first)
            if limit is not None:
                self.date[k] = self._new(max(0, limit - len(self.start.on_day.get(k + self.grid.first, {}))))

    def _stock(self) -> None:
        """C6 just before every arrival, and at the end."""
        for model, n in self.grid.models.items():
            steps = (self.start.problem.stock or {}).get(model, ())
            installed = self.start.installed.get(model, {})
            before = [(day, steps[at - 1][1] if at else 0) for at, (day, _) in enumerate(steps)]
            for until, units in [*before, (10**7, steps[-1][1] if steps else 0)]:
                left = max(0, units - sum(count for d, count in installed.items() if d < until))
                self.stock.append((n, min(until - self.grid.first, self.grid.days), self._new(left)))

    def prices(self, charges: Any) -> Prices:
        """What a visit is charged, from what each row charges."""
        np = self.np
        charges = np.append(charges, 0.0)  # the row NONE
        of = {name: charges[rows] for name, rows in self.rows.items()}
        stock = np.zeros((len(self.grid.models), self.grid.days))
        for n, until, row in self.stock:
            if until > 0:
                stock[n, :until] += charges[row]
        return Prices(
            {
                name: of[name] + (of[f"{name} days"] + of[f"{name} weekends"] if name in COUNTED else 0.0)
                for name in MEASURES
            },
            of["crowd"],
            {name: of[f"{name} evenings"] for name in COUNTED},
            charges[self.date],
            stock,
            {},
            {},
            {},
        )

    def terms(self, pricer: Pricer, state: int, place: int) -> Iterator[tuple[int, float]]:
        """The rows that a visit counts in, and how much."""
        at = int(pricer.crew[place]), int(pricer.shift_day[place])
        size, evening = pricer.visits.one(state, place)[1:]
        units = pricer.visits.units_of(state, place) if self.stock else ()
        return self.terms_of(at, int(pricer.day[place]), size, evening, units)

    def terms_of(
        self, at: tuple[int, int], day: int, size: float, evening: bool, units: Sequence[float]
    ) -> Iterator[tuple[int, float]]:
        """The same for a crew's date, the building's date, a share of the crew's time and units by model."""
        found = [("crowd", 1.0)]
        for name in MEASURES:
            if value := measure(name, size):
                found.append((name, value))
                also = ("days", "weekends", *(("evenings",) if evening else ())) if name in COUNTED else ()
                found += [(f"{name} {of}", value) for of in also]
        for name, value in found:
            if (row := int(self.rows[name][at])) != NONE:
                yield row, value
        if self.date[day] != NONE:
            yield int(self.date[day]), 1.0
        yield from ((row, float(units[n])) for n, until, row in self.stock if len(units) and day < until and units[n])
