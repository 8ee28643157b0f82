"""Switches of a building that count as equal where a bound for every plan is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from switchrefresh.planning.board import Board
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.problem import Job


@dataclass(frozen=True)
class Kind:
    """Switches that count as equal: each number is that of the one which costs least."""

    jobs: tuple[Job, ...]
    minutes: dict[str, int]  # by crew

    @property
    def count(self) -> int:
        return len(self.jobs)


def make_kinds(start: Board, free: tuple[str, ...], grid: Grid, states: int) -> tuple[Kind, ...]:
    """Kinds as fine as the number of states allows."""
    problem = start.problem
    jobs = [problem.jobs[name] for name in free]
    for alike in (_fine, _coarse, _coarser):
        groups: dict[object, list[Job]] = {}
        for job in jobs:
            groups.setdefault(alike(start, job, grid), []).append(job)
        if prod(len(group) + 1 for group in groups.values()) <= states:
            break
    ordered = [groups[key] for key in sorted(groups, key=repr)]
    while prod([len(group) + 1 for group in ordered]) > states and len(ordered) > 1:
        ordered.sort(key=len)
        ordered = [[*ordered[0], *ordered[1]], *ordered[2:]]
    return tuple(_kind(start, tuple(group)) for group in ordered)


def _kind(start: Board, jobs: tuple[Job, ...]) -> Kind:
    minutes = start.problem.minutes
    crews = sorted(start.problem.shifts)
    least = {crew: min(minutes[job.id][crew] for job in jobs) for crew in crews}
    return Kind(jobs, least)


def _fine(start: Board, job: Job, grid: Grid) -> object:
    return (*_coarse(start, job, grid), job.units, job.critical, bool(job.partners))


def _coarse(start: Board, job: Job, grid: Grid) -> tuple[object, ...]:
    tied = job.id if job.id in grid.special else ""
    return (job.work, job.core, start.problem.leaning.get(job.id, 0), tied)


def _coarser(start: Board, job: Job, _grid: Grid) -> object:
    return (job.work, job.core, start.problem.leaning.get(job.id, 0))
