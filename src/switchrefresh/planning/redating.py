"""The last look at a schedule: is there, with all other windows standing, a cheaper date or crew for any one of them,
and room by now for what was left out?

Campaigns are weighed as they were thought of; a window whose neighbours have found their place may have a better one by
now. `show --why` looks for the very same places, so that a plan never offers a date that is better than its own.
"""

from __future__ import annotations

from dataclasses import replace

from switchrefresh.planning.alternatives import cheaper_place
from switchrefresh.planning.board import Board
from switchrefresh.planning.found import Found, score
from switchrefresh.planning.lifting import Lifting
from switchrefresh.planning.polish import pilots_first, polish

MOST = 150  # windows up to which every one is looked at
SWEEPS = 3
LOOKS = 300_000  # dates of crews that are looked at for switches left out

NO_RULE = frozenset[str]()


def look_again(found: Found, start: Board) -> Found:
    """Single windows moved to cheaper places and switches left out put where that makes room, in turn."""
    if len(found.board.visits()) - len(start.visits()) > MOST:
        return found
    for _ in range(SWEEPS):
        before, found = found, fill(redate(found, start), start)
        if found is before:
            break
    return found


def fill(found: Found, start: Board) -> Found:
    """The same schedule with what was left out where it has room: a plan never leaves out what no rule keeps out."""
    by_building = found.board.problem.by_building
    waiting = [b for b, names in by_building.items() if any(n not in found.board.place for n in names)]
    if not waiting:
        return found
    board = polish(found.board, start, {b: [] for b in waiting}, {})
    while _add_alone(board, waiting):
        board = polish(board, start, {b: [] for b in waiting}, {})
    return _if_better(found, board)


def _add_alone(board: Board, waiting: list[str]) -> bool:
    """Put one more switch down in the first window of its own that there is."""
    lifting = Lifting(board)
    for building in pilots_first(board.problem, waiting):
        for name in board.problem.by_building[building]:
            if name in board.place or lifting.looks > LOOKS:
                continue
            if (visit := lifting.room(board.problem.jobs[name], NO_RULE)) is not None:
                board.add(visit)
                return True
    return False


def redate(found: Found, start: Board) -> Found:
    """The same schedule with single windows moved to cheaper places, until none is left."""
    fixed = set(start.visits())
    board, moved = found.board.copy(), False
    for _ in range(SWEEPS):
        again = False
        for visit in board.visits():
            if visit in fixed or visit.past:
                continue
            board.remove(visit)
            better = cheaper_place(board, visit)
            board.add(better or visit)
            again = again or better is not None
        moved = moved or again
        if not again:
            break
    return _if_better(found, board) if moved else found


def _if_better(found: Found, board: Board) -> Found:
    points = score(board)
    if points >= found.objective:
        return found
    return replace(found, board=board, objective=points, bound=min(found.bound, float(points)))
