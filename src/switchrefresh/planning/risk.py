"""How likely the plan holds: many nights drawn at random, the same ones for the same seed.

A window holds when its last task ends before the backout point, the last moment from which the old switch can still go
back before the window closes. What is not done by then goes to another night: the first later date with free time of a
crew there, in the order of the plan. Those nights are an estimate: they are taken to go as planned, and stock, order,
partners, crew limits among themselves and the pilot's rest are not looked at again for them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.durations import Durations, base_minutes, crew_minutes
from switchrefresh.planning.model import Plan, State, Window
from switchrefresh.planning.problem import minute_of, moment_of
from switchrefresh.planning.promises import visit_of

RUNS = 1000
FEWEST_RUNS = 200
DRAWS = 400_000  # tasks drawn at most in all, so that a big district does not take long
SURE = 0.8


@dataclass(frozen=True)
class WindowRisk:
    """The chance to end before the backout point (`point`, a minute), and the minute by which 8 of 10 nights end."""

    window: str
    chance: float
    point: int
    end_80: int


@dataclass(frozen=True)
class Risk:
    """`date_80` is the first date by which everything is done in 80 % of the runs; None is none within the horizon."""

    windows: tuple[WindowRisk, ...]
    date_80: date | None
    as_planned: float
    by_deadline: float
    measured: int
    runs: int


@dataclass(frozen=True)
class _Night:
    """A window still to come: its tasks with the minutes they take at best guess and as planned."""

    visit: Visit
    work: tuple[float, ...]
    planned: tuple[int, ...]
    starts: tuple[int, ...]
    point: int


Free = tuple[tuple[int, str, int], ...]  # day, crew, minutes


def simulate(board: Board, plan: Plan, durations: Durations, seed: int = 0) -> Risk:
    """Draw every window that is still to come, many times."""
    nights = [_night(board, w) for w in plan.windows if _is_to_come(board, w)]
    tasks = sum(len(night.work) for night in nights)
    runs = max(FEWEST_RUNS, min(RUNS, DRAWS // max(1, tasks)))
    dice = random.Random(f"risk {seed}")  # noqa: S311 - no secret: the same seed must give the same nights
    ends: list[list[int]] = [[] for _ in nights]
    held, last_days, free = [0] * len(nights), list[int | None](), dict[str, Free]()
    for _ in range(runs):
        late: list[tuple[_Night, int]] = []
        for n, night in enumerate(nights):
            end, done = _draw(night, durations, dice)
            ends[n].append(end)
            held[n] += done == len(night.work)
            if done < len(night.work):
                late.append((night, done))
        last_days.append(_last_day(board, nights, late, free))
    windows = tuple(
        WindowRisk(night.visit.id or "", held[n] / runs, night.point, sorted(ends[n])[_rank(runs)])
        for n, night in enumerate(nights)
    )
    return Risk(windows, *_whole(board, nights, last_days), len(durations.measured), runs)


def _is_to_come(board: Board, window: Window) -> bool:
    """Neither done nor running, nor a promise of the past, which is taken for done."""
    open_ones = (State.PROPOSED, State.APPROVED)
    return window.state in open_ones and window.end.date() >= board.problem.request.as_of


def _rank(runs: int) -> int:
    return -(-int(SURE * 100) * runs // 100) - 1


def chance_of(
    window: Window, inventory: Inventory, durations: Durations, runs: int = FEWEST_RUNS, seed: int = 0
) -> float | None:
    """The chance of one window alone to end before its backout point; None where the district knows it no more.

    The same drawing as `simulate`, without the rest of the plan: quick enough for a screen that is looked at often.
    """
    work = tuple(crew_minutes(inventory, task.switch, window.crew) for task in window.tasks)
    if not work or not all(work):
        return None
    tasks = [(minute_of(task.start), minute_of(task.end)) for task in window.tasks]
    day = window.start.date().toordinal()
    end = minute_of(window.end)
    visit = Visit(window.building, window.crew, day, day, minute_of(window.start), end, (), window.id)
    starts, planned = tuple(start for start, _ in tasks), tuple(end - start for start, end in tasks)
    night = _Night(visit, work, planned, starts, end - inventory.district.work.backout)
    dice = random.Random(f"risk {seed} {window.id}")  # noqa: S311 - no secret: the same window, the same chance
    return sum(_draw(night, durations, dice)[1] == len(work) for _ in range(runs)) / runs


def _night(board: Board, window: Window) -> _Night:
    problem, visit = board.problem, visit_of(board.problem, window)
    return _Night(
        visit,
        tuple(base_minutes(problem, slot.job, visit.crew) for slot in visit.slots),
        tuple(slot.end - slot.start for slot in visit.slots),
        tuple(slot.start for slot in visit.slots),
        visit.end - problem.work.backout,
    )


def _draw(night: _Night, durations: Durations, dice: random.Random) -> tuple[int, int]:
    """When the last task would end, and how many end before the backout point; setup and ways take what is planned."""
    shared, at, done = durations.draw_shared(dice), float(night.visit.start), 0
    for n, work in enumerate(night.work):
        before = night.visit.start if not n else night.starts[n - 1] + night.planned[n - 1]
        at += night.starts[n] - before + work * durations.draw(dice, shared)
        done += at <= night.point
    return int(-(-at // 1)), done


def _last_day(
    board: Board, nights: Sequence[_Night], late: Sequence[tuple[_Night, int]], free: dict[str, Free]
) -> int | None:
    """The day on which everything is done, what is left over put on free dates; None when a switch finds none."""
    last = max((night.visit.day for night in nights), default=0)
    taken: set[tuple[str, int]] = set()
    for night, done in late:
        building, left = night.visit.building, list(night.planned[done:])
        if building not in free:
            free[building] = _free(board, building)
        for day, crew, minutes in free[building]:
            if not left:
                break
            if day <= night.visit.day or (crew, day) in taken:
                continue
            room = minutes - board.problem.work.setup - board.problem.work.backout
            if (count := _fits(left, room)) == 0:
                continue
            taken.add((crew, day))
            del left[:count]
            last = max(last, day)
        if left:
            return None
    return last


def _fits(lengths: Sequence[int], room: int) -> int:
    count = 0
    for length in lengths:
        room -= length
        if room < 0:
            break
        count += 1
    return count


def _free(board: Board, building: str) -> Free:
    """The longest free stretch of each crew on each date beside the plan."""
    found, rested = [], board.copy(ignore=frozenset({"C8"}))
    for day in board.problem.days(building):
        for crew in sorted(board.problem.shifts):
            longest = max((gap.end - gap.start for gap in rested.gaps(building, crew, day)), default=0)
            if longest:
                found.append((day, crew, longest))
    return tuple(found)


def _whole(board: Board, nights: Sequence[_Night], days: list[int | None]) -> tuple[date | None, float, float]:
    """The date that holds with 80 %, and the chances of the planned last date and of the deadline."""
    if not nights:
        return None, 1.0, 1.0
    district = board.problem.district
    planned = max(night.visit.day for night in nights)
    limits = [d for d in (district.policy.deadline, district.horizon.last if district.horizon else None) if d]
    deadline = min(limits).toordinal() if limits else None
    done = sorted(day for day in days if day is not None)
    at = _rank(len(days))
    sure = date.fromordinal(done[at]) if at < len(done) else None
    in_time = sum(deadline is None or day <= deadline for day in done)
    return sure, sum(day <= planned for day in done) / len(days), in_time / len(days)


def risk_data(board: Board, plan: Plan, risk: Risk) -> dict[str, Any]:
    """The same for JSON and the screen."""
    zones = {w.id: board.problem.request.inventory.zone(w.building) for w in plan.windows}
    return {
        "windows": [
            {
                "window": one.window,
                "chance": round(one.chance, 3),
                "backout_point": moment_of(one.point, zones[one.window]).isoformat(),
                "end_80": moment_of(one.end_80, zones[one.window]).isoformat(),
            }
            for one in risk.windows
        ],
        "date_80": risk.date_80.isoformat() if risk.date_80 else None,
        "as_planned": round(risk.as_planned, 3),
        "by_deadline": round(risk.by_deadline, 3),
        "measured_tasks": risk.measured,
        "runs": risk.runs,
    }
