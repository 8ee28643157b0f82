"""Crews that are alike, taken together: there on every date on which one of them is, as near as the nearest.

What a pool can do in a date, a week or a month is what its crews can do together. No plan of the crews is lost, so what
is proven of pools holds for the crews; and there are few of them, however many crews a district has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from switchrefresh.inventory.model import Crew
from switchrefresh.planning.board import Board, month_of, week_of
from switchrefresh.planning.goals import EASY_WEEK
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.reaching import Dates, Shift, Span, Ways, meet
from switchrefresh.planning.rows import share

MOST_KINDS = 6  # pools; where crews are of more kinds than that, all of one time zone are one
Period = tuple[int, int]  # a week or a month


@dataclass(frozen=True)
class Pool:
    """Crews that are alike, and what they can do together beside what stands."""

    name: str
    members: tuple[str, ...]
    crew: Crew  # the like of them, with the hands of the quickest and no limits
    shifts: Mapping[int, tuple[Shift, ...]]
    heads: Mapping[int, int]  # crews there, by date
    shares: Mapping[int, float]  # dates' worth of crews that are left, by date
    days: Mapping[Period, float]  # by week
    evenings: Mapping[Period, float]  # by week
    weekends: Mapping[Period, float]  # by month
    easy: Mapping[Period, int]  # windows before a week is crowded


def make_pools(start: Board) -> tuple[Pool, ...]:
    """All crews of a district in pools."""
    problem = start.problem
    groups = _groups(problem, fine=True)
    if len(groups) > MOST_KINDS:
        groups = _groups(problem, fine=False)
    return tuple(_pool(start, f"pool {n}", members) for n, members in enumerate(groups))


def _groups(problem: Problem, fine: bool) -> list[tuple[str, ...]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for key in sorted(problem.shifts):
        crew = problem.district.crews[key]
        kind = (repr(crew.hours), str(crew.speed)) if fine else ()
        found.setdefault((*kind, problem.request.inventory.zone(crew.base)), []).append(key)
    return [tuple(members) for members in found.values()]


def _pool(start: Board, name: str, members: tuple[str, ...]) -> Pool:
    problem = start.problem
    crews = {key: problem.district.crews[key] for key in members}
    shifts = _hull([problem.shifts[key] for key in members])
    heads = {day: sum(day in problem.shifts[key] for key in members) for day in shifts}
    return Pool(
        name,
        members,
        replace(
            crews[members[0]],
            base="",
            speed=max(crew.speed for crew in crews.values()),
            max_days_per_week=None,
            max_evenings_per_week=None,
            max_weekend_days_per_month=None,
        ),
        shifts,
        heads,
        {day: heads[day] - sum(_taken(start, key, day) for key in members) for day in shifts},
        _limits(start, members, {k: c.max_days_per_week for k, c in crews.items()}, week_of, _any),
        _limits(start, members, {k: c.max_evenings_per_week for k, c in crews.items()}, week_of, _any),
        _limits(start, members, {k: c.max_weekend_days_per_month for k, c in crews.items()}, month_of, _rests),
        _easy(start, members, shifts),
    )


def _hull(all_shifts: Sequence[Mapping[int, tuple[Shift, ...]]]) -> dict[int, tuple[Shift, ...]]:
    """Of each kind of shift and date, from the first minute of any crew to the last."""
    found: dict[int, dict[str, Shift]] = {}
    for shifts in all_shifts:
        for day, several in shifts.items():
            kinds = found.setdefault(day, {})
            for one in several:
                old = kinds.setdefault(one.kind, one)
                if one.start < old.start or one.end > old.end:
                    kinds[one.kind] = Shift(day, one.kind, min(old.start, one.start), max(old.end, one.end))
    return {day: tuple(kinds.values()) for day, kinds in sorted(found.items())}


def _taken(start: Board, crew: str, day: int) -> float:
    """The part of a crew's date that stands already."""
    fixed = start.at_crew.get(crew, {}).get(day, [])
    known = [v for v in fixed if v.building in start.problem.stretches]
    parts = (share(start.problem, v, any(v.building == f.building for f in known[:n])) for n, v in enumerate(known))
    return min(1.0, sum(parts))


def _any(_day: int) -> bool:
    return True


def _rests(day: int) -> bool:
    return day % 7 in (6, 0)  # ordinal 1 is a Monday


def _limits(
    start: Board,
    members: Iterable[str],
    limits: Mapping[str, int | None],
    period: Callable[[int], Period],
    counts: Callable[[int], bool],
) -> dict[Period, float]:
    """Dates that the crews may work in each period together; a crew without a limit may work all of its own.

    What stands beyond a limit stands all the same, and more may be done on those dates.
    """
    found: dict[Period, float] = {}
    for key in members:
        there: dict[Period, int] = {}
        for day in start.problem.shifts[key]:
            if counts(day):
                there[period(day)] = there.get(period(day), 0) + 1
        stands: dict[Period, int] = {}
        for day in start.at_crew.get(key, {}):
            stands[period(day)] = stands.get(period(day), 0) + 1
        limit = limits[key]
        for one, days in there.items():
            found[one] = found.get(one, 0.0) + (days if limit is None else max(limit, stands.get(one, 0)))
    return found


def _easy(start: Board, members: Iterable[str], shifts: Iterable[int]) -> dict[Period, int]:
    members = list(members)
    found = {week_of(day): EASY_WEEK * len(members) for day in shifts}
    for key in members:
        for day, visits in start.at_crew.get(key, {}).items():
            if week_of(day) in found:
                found[week_of(day)] -= len(visits)
    return found


class Reach(Mapping[str, Dates]):
    """By pool: where it can stand in one building, on each date as near as the nearest of its crews that is there."""

    def __init__(self, problem: Problem, pools: Sequence[Pool], building: str, ways: Ways) -> None:
        opened = problem.open.get(building, {})
        bases = {key: problem.district.crews[key].base for pool in pools for key in pool.members}
        self._met = {pool.name: _meet(problem, pool, building, opened, bases, ways) for pool in pools}

    def __getitem__(self, pool: str) -> Dates:
        return self._met[pool]

    def __iter__(self) -> Iterator[str]:
        return iter(self._met)

    def __len__(self) -> int:
        return len(self._met)


def _meet(
    problem: Problem,
    pool: Pool,
    building: str,
    opened: Mapping[int, tuple[Span, ...]],
    bases: Mapping[str, str],
    ways: Ways,
) -> Dates:
    by_way: dict[int, dict[int, tuple[Span, ...]]] = {}
    near = sorted((ways[bases[key], building], key) for key in pool.members)
    for day, spans in opened.items():
        around = (day - 1, day, day + 1)
        way = next((way for way, key in near if any(one in problem.shifts[key] for one in around)), None)
        if way is not None:
            by_way.setdefault(way, {})[day] = spans
    found = {day: one for way, days in by_way.items() for day, one in meet(days, pool.shifts, way).items()}
    return dict(sorted(found.items()))
