"""A pilot that waits for what it holds: the search is spared where no switch can have a place."""

from __future__ import annotations

from switchrefresh.planning.board import Board
from switchrefresh.planning.found import Found, score


def held_for_good(start: Board) -> Found | None:
    """The schedule as it stands, when C7 and C8 together keep out all that has no place yet."""
    left = {name for name in start.problem.jobs if name not in start.place}
    if not left or left != _held(start, left):
        return None
    points = score(start)
    return Found(start.copy(), points, float(points), "optimal", floor=float(points))


def _held(start: Board, left: set[str]) -> set[str]:
    """What waits for a pilot building that can have no window, and what comes after that."""
    jobs, pilot = start.problem.jobs, start.problem.pilot
    if pilot is None:
        return set()
    others = {name for name in left if jobs[name].building not in pilot.buildings}
    waiting = _after(start, others, left)
    for key in pilot.buildings:
        own = {name for name in left if jobs[name].building == key}
        if not start.at_building.get(key) and own <= waiting:
            return waiting
    return set()


def _after(start: Board, names: set[str], left: set[str]) -> set[str]:
    """The switches and all without a place that must come after one of them."""
    found, new = set(names), list(names)
    while new:
        for name in start.problem.jobs[new.pop()].after:
            if name in left and name not in found:
                found.add(name)
                new.append(name)
    return found
