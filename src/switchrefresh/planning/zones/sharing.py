"""What zones share is dealt out beforehand: stock (C6), and how many buildings may have a window on a date (C9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from switchrefresh.planning.board import Board
from switchrefresh.planning.zones.cutting import Zone

Stock = Mapping[str, tuple[tuple[int, int], ...]]


def deal_stock(start: Board, zones: Sequence[Zone]) -> list[Stock] | None:
    """For each zone the units of each model from each date on, beside what stands already; None without limits."""
    problem = start.problem
    if problem.stock is None:
        return None
    found: list[dict[str, tuple[tuple[int, int], ...]]] = [{} for _ in zones]
    for model in sorted({job.model for job in problem.jobs.values()}):
        wanted = [_wanted(start, zone, model) for zone in zones]
        steps = _left(start, model)
        dealt = deal([units for _, units in steps], wanted)
        for n in range(len(zones)):
            found[n][model] = tuple((day, dealt[at][n]) for at, (day, _) in enumerate(steps))
    return list(found)


def _wanted(start: Board, zone: Zone, model: str) -> int:
    problem = start.problem
    jobs = (problem.jobs[n] for b in zone.buildings for n in problem.by_building[b] if n not in start.place)
    return sum(job.units for job in jobs if job.model == model)


def _left(start: Board, model: str) -> list[tuple[int, int]]:
    """Units that may be installed from each date on without taking what stands on the board later."""
    problem, installed = start.problem, start.installed.get(model, {})
    days = sorted({day for day, _ in (problem.stock or {}).get(model, ())} | set(installed))
    free, used = list[tuple[int, int]](), 0
    for day in days:
        used += installed.get(day, 0)
        free.append((day, (problem.delivered(model, day) or 0) - used))
    least = free[-1][1] if free else 0
    for n in range(len(free) - 1, -1, -1):
        least = min(least, free[n][1])
        free[n] = (free[n][0], max(0, least))
    return free


def deal_dates(start: Board, zones: Sequence[Zone]) -> list[Mapping[int, int]] | None:
    """For each zone and date how many buildings may have a window, beside those that have one; None without limit."""
    problem, limit = start.problem, start.problem.district.policy.max_buildings_per_day
    if limit is None:
        return None
    days = sorted({day for zone in zones for b in zone.buildings for day in problem.days(b)})
    work = [int(sum(problem.jobs[n].work for b in zone.buildings for n in problem.by_building[b])) for zone in zones]
    total, levels = 0, list[int]()
    for day in days:
        total += max(0, limit - len(start.on_day.get(day, {})))
        levels.append(total)
    dealt = deal(levels, work, capped=False)
    before = [[0] * len(zones), *dealt]
    return [{day: dealt[at][n] - before[at][n] for at, day in enumerate(days)} for n in range(len(zones))]


def deal(levels: Sequence[int], wanted: Sequence[int], capped: bool = True) -> list[list[int]]:
    """Rising totals divided in whole numbers, each part as near as can be to what it wants of the whole.

    A part never shrinks. `capped` parts get no more than they want.
    """
    whole, have, found = sum(wanted), [0] * len(wanted), list[list[int]]()
    for level in levels:
        due = [level * part / whole if whole else level / len(wanted) for part in wanted]
        due = [min(d, float(part)) for d, part in zip(due, wanted, strict=True)] if capped else due
        room = level - sum(have)
        for n, part in enumerate(due):
            gain = max(0, min(room, int(part) - have[n]))
            have[n] += gain
            room -= gain
        order = sorted(range(len(wanted)), key=lambda n: (have[n] - due[n], n))
        for n in order[: max(0, room)]:
            if not capped or have[n] < wanted[n]:
                have[n] += 1
        found.append(list(have))
    return found
