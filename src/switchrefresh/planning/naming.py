"""Window and wave ids: kept for life, never reused, unique across kinds; and what changed against the promise."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.planning.board import Visit
from switchrefresh.planning.model import Changes, PlanRequest, Window, is_shortened, same_window
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.promises import Dropped, visit_of


def name_visits(problem: Problem, visits: tuple[Visit, ...], dropped: tuple[Dropped, ...]) -> dict[Visit, str]:
    """An id per visit: its own, that of the same or the moved window of before, or a new one in time order."""
    named = {visit: visit.id for visit in visits if visit.id is not None}
    used = set(named.values())
    before = [(one.window, True) for one in dropped] + [(window, False) for window in problem.request.previous]
    for moved in (False, True):
        for window, promised in before:
            if window.id in used or (moved and not promised):
                continue
            if (visit := _heir(problem, visits, named, window, moved)) is not None:
                named[visit] = window.id
                used.add(window.id)
    fresh = _fresh(problem.request, used)
    for visit in visits:
        if visit not in named:
            named[visit] = next(fresh)
    return named


def _heir(
    problem: Problem, visits: tuple[Visit, ...], named: dict[Visit, str], window: Window, moved: bool
) -> Visit | None:
    """The visit that a window of before has become: same building, crew and date; or, moved, most of its switches."""
    old = visit_of(problem, window)
    free = [v for v in visits if v not in named and v.building == old.building]
    if not moved:
        return next((v for v in free if (v.crew, v.day) == (old.crew, old.day)), None)
    jobs = {slot.job for slot in old.slots}
    shared = [(len(jobs & {s.job for s in v.slots}), -v.start, v) for v in free]
    best = max(shared, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] else None


def _fresh(request: PlanRequest, used: set[str]) -> Iterator[str]:
    windows = {window.id for window in (*request.promised, *request.previous)}
    taken = {name.lower() for name in request.taken_ids | windows | used | own_ids(request)}
    number = 0
    while True:
        number += 1
        if (name := f"w{number:03d}") not in taken:
            yield name


def own_ids(request: PlanRequest) -> set[str]:
    """Ids of buildings, switches, closets and crews."""
    inventory = request.inventory
    closets = {closet for building in inventory.buildings.values() for closet in building.closets}
    return {*inventory.buildings, *inventory.switches, *inventory.district.crews, *closets}


def wave_ids(request: PlanRequest, count: int, windows: set[str]) -> tuple[str, ...]:
    """`wave-1`, `wave-2`, ... without those that name something else."""
    taken = {name.lower() for name in request.taken_ids | windows | own_ids(request)}
    found, number = list[str](), 0
    while len(found) < count:
        number += 1
        if (name := f"wave-{number}") not in taken:
            found.append(name)
    return tuple(found)


def compare_with_promise(request: PlanRequest, windows: tuple[Window, ...]) -> Changes:
    """Which windows are new, moved, kept or gone against what was promised."""
    promised = {window.id: window for window in request.promised}
    now = {window.id: window for window in windows}
    kept = [key for key, window in promised.items() if key in now and same_window(now[key], window)]
    return Changes(
        added=tuple(key for key in now if key not in promised),
        moved=tuple(key for key in now if key in promised and key not in kept),
        kept=len(kept),
        removed=tuple(sorted(key for key in promised if key not in now)),
        shortened=tuple(key for key in now if key in promised and is_shortened(promised[key], now[key])),
    )
