"""A sample of a district's buildings as a problem of its own, visited by pools of crews instead of crews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from switchrefresh.planning.board import Board, month_of, week_of
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.limits import Limits
from switchrefresh.planning.priced.measures import MEASURES
from switchrefresh.planning.priced.pricing import Pricer
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.reaching import Ways
from switchrefresh.planning.zones.cutting import Zone
from switchrefresh.planning.zones.part import Part, make_part
from switchrefresh.planning.zones.pooling import Pool, Reach
from switchrefresh.planning.zones.sharing import deal_dates, deal_stock


@dataclass(frozen=True)
class Sample:
    """Some buildings, the pools, and the fraction of all that the pools, dates and stock leave to these buildings."""

    part: Part
    pools: tuple[Pool, ...]
    fraction: float


def make_samples(start: Board, buildings: Sequence[str], pools: tuple[Pool, ...], size: int) -> list[Sample]:
    """Every building in one of several samples, each of which is spread over the whole district."""
    count = max(1, -(-len(buildings) // size))
    groups = [tuple(buildings[n::count]) for n in range(count)]
    stock, dates = deal_stock(start, (Zone(tuple(buildings), ()),)), deal_dates(start, (Zone(tuple(buildings), ()),))
    least, minutes = _least_days(start), dict[int, dict[str, int]]()
    found = []
    for group in groups:
        part = make_part(start, Zone(group, ()), stock[0] if stock else None, dates[0] if dates else None)
        problem = _with_pools(start.problem, part.problem, pools, least, minutes)
        found.append(Sample(replace(part, problem=problem), pools, 1 / count))
    return found


def _with_pools(
    whole: Problem, small: Problem, pools: Sequence[Pool], least: dict[str, int], minutes: dict[int, dict[str, int]]
) -> Problem:
    inventory, district = small.request.inventory, whole.district
    bases = {crew.base for crew in district.crews.values()}
    ways = Ways(whole.request.inventory, sorted({*bases, *whole.by_building}))
    crews = {**district.crews, **{pool.name: pool.crew for pool in pools}}
    district = replace(district, crews=crews, policy=replace(district.policy, pilot=None))
    return replace(
        small,
        request=replace(small.request, inventory=replace(inventory, district=district)),
        shifts={pool.name: pool.shifts for pool in pools},
        stretches={b: Reach(whole, pools, b, ways) for b in small.by_building},
        minutes={name: _minutes(whole, name, pools, minutes) for name in small.jobs},
        banned={b: _until(small, b, least.get(b, 0)) for b in small.by_building},
        nearest={b: _nearest(whole, b, bases, ways) for b in small.by_building},
    )


def _minutes(problem: Problem, name: str, pools: Sequence[Pool], known: dict[int, dict[str, int]]) -> dict[str, int]:
    """How long the quickest crew of each pool takes; jobs of equal work share one record."""
    mine = problem.minutes[name]
    if id(mine) not in known:
        known[id(mine)] = {pool.name: min(mine[key] for key in pool.members) for pool in pools}
    return known[id(mine)]


def _nearest(problem: Problem, building: str, bases: set[str], ways: Ways) -> int:
    if building in bases:
        return 0
    return min((ways[other, building] for other in problem.by_building if other != building), default=0)


def _least_days(start: Board) -> dict[str, int]:
    """The first date on which each building can have a window at the soonest, because of the pilot (C8)."""
    problem, pilot = start.problem, start.problem.district.policy.pilot
    if pilot is None:
        return {}
    if problem.rested is not None:
        first = problem.rested + 1
    else:
        begins = [_soonest(start, key) for key in pilot.buildings if key in problem.by_building]
        if not begins:
            return {}
        first = max(begins) + pilot.soak + 1
    return {b: first for b in problem.by_building if b not in pilot.buildings}


def _soonest(start: Board, building: str) -> int:
    """The first date of any window of a pilot building."""
    if visits := start.at_building.get(building):
        return max(visit.day for visit in visits)
    problem = start.problem
    good = (day for day in problem.days(building) if day not in problem.banned.get(building, {}))
    return min((d for d in good if any(d in dates for dates in problem.stretches[building].values())), default=0)


def _until(problem: Problem, building: str, first: int) -> dict[int, str]:
    """Why dates are out of bounds (C11), those before the pilot's rest is over among them (C8)."""
    rests = {day: "the pilot rests" for day in problem.days(building) if day < first}
    return {**problem.banned.get(building, {}), **rests}


class PooledLimits(Limits):
    """What pools leave to a sample: its fraction of everything."""

    def __init__(self, start: Board, grid: Grid, pricers: list[Pricer], sample: Sample) -> None:
        self.pools = {pool.name: pool for pool in sample.pools}
        super().__init__(start, grid, pricers)
        self.upper = [upper * sample.fraction for upper in self.upper]

    def _crew_days(self) -> None:
        for name, c in self.grid.crews.items():
            pool = self.pools[name]
            for k in self.np.flatnonzero(self.used[c]):
                day = int(k) + self.grid.first
                self.rows["share"][c, k] = self._new(max(0.0, pool.shares.get(day, 0.0)) + 1e-9)
                for measure in MEASURES[1:]:
                    self.rows[measure][c, k] = self._new(float(pool.heads.get(day, 0)))

    def _weeks(self) -> None:
        for name, c in self.grid.crews.items():
            pool = self.pools[name]
            for week, days in self._periods(c, week_of).items():
                row = self._new(float(pool.easy.get(week, 0)))
                self.crowd_rows.append(row)
                self.rows["crowd"][c, days] = row
                self._together(c, days, "days", pool.days.get(week))
                self._together(c, days, "evenings", pool.evenings.get(week))
            for month, days in self._periods(c, month_of).items():
                weekend = [k for k in days if self._on_weekend(k)]
                self._together(c, weekend, "weekends", pool.weekends.get(month))

    def _together(self, c: int, days: list[int], name: str, limit: float | None) -> None:
        if limit is not None and days:
            for one in ("share", "half"):
                self.rows[f"{one} {name}"][c, days] = self._new(limit + 1e-9)
