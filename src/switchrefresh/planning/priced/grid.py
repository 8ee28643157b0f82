"""The crews and dates of a problem as numbers, and how much time each crew has for work on each date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from switchrefresh.planning.board import Board, month_of, week_of
from switchrefresh.planning.priced.tables import Table
from switchrefresh.planning.rows import way_between


@dataclass
class Grid:
    """Numbers of crews, dates (from `first`) and models; `length` is a crew's useful time on a date."""

    first: int
    days: int
    crews: dict[str, int]
    models: dict[str, int]  # those whose stock is counted (C6)
    length: Any  # crew, date: minutes
    special: frozenset[str]  # jobs that C7 ties to other buildings
    week_days: dict[tuple[int, int], list[int]]
    weekend_days: dict[tuple[int, int], list[int]]  # by month
    delivered: Any  # model, date: units


def make_grid(start: Board, tables: Iterable[Table]) -> Grid:
    """The numbers that all buildings of a problem share."""
    import numpy as np

    problem, tables = start.problem, list(tables)
    every = [days for t in tables for days in (t.places.day, t.places.shift_day) if len(days)]
    dates = {int(day) for days in every for day in (days.min(), days.max())}
    dates |= {d for v in start.visits() for d in (v.day, v.shift_day)}
    first, last = min(dates, default=1), max(dates, default=1)
    crews = {crew: n for n, crew in enumerate(sorted(problem.shifts))}
    week_days: dict[tuple[int, int], list[int]] = {}
    weekends: dict[tuple[int, int], list[int]] = {}
    for k in range(last - first + 1):
        week_days.setdefault(week_of(first + k), []).append(k)
        weekends.setdefault(month_of(first + k), []).extend([k] if (first + k - 1) % 7 >= 5 else [])
    jobs = problem.jobs
    tied = {(n, o) for n, job in jobs.items() for o in job.before if jobs[o].building != job.building}
    models = sorted({j.model for j in jobs.values()}) if problem.stock is not None else []
    return Grid(
        first,
        last - first + 1,
        crews,
        {m: n for n, m in enumerate(models)},
        _lengths(np, start, tables, crews, first, last - first + 1),
        frozenset(name for pair in tied for name in pair),
        week_days,
        weekends,
        np.array([[problem.delivered(m, first + k) or 0 for k in range(last - first + 1)] for m in models]),
    )


def _lengths(np: Any, start: Board, tables: list[Table], crews: dict[str, int], first: int, days: int) -> Any:
    """No more than the shift, and no more than from the first to the last minute that any building can use.

    The first visit's way lies before that time, so one way (the longest) is added to it.
    """
    problem, size = start.problem, (len(crews), days)
    begin, end, way = np.full(size, np.inf), np.full(size, -np.inf), np.zeros(size)
    shift = np.zeros(size)
    for table in tables:
        here = table.places
        at = here.crew, here.shift_day - first
        ways = np.array([way_between(problem, crew, table.building) for crew in here.names])
        np.minimum.at(begin, at, here.start + here.opens)
        np.maximum.at(end, at, here.start + here.closes)
        np.maximum.at(way, at, ways[here.crew])
        np.maximum.at(shift, at, here.ends - here.begins)
    used = np.isfinite(begin)
    span = np.where(used, end - np.where(used, begin, 0) + way, 1440.0)
    for crew in crews.keys() & start.at_crew.keys():  # what stands already may lie outside that span
        for day in start.at_crew[crew]:
            span[crews[crew], day - first] = np.inf
            lengths = [s.end - s.start for s in problem.shifts[crew].get(day, ())]
            shift[crews[crew], day - first] = max(lengths, default=1440)
    return np.where(shift > 0, np.minimum(span, shift), 1440.0)
