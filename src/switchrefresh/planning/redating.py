"""The last look at a schedule: is there, with all other windows standing, a cheaper date or crew for any one of them?

Campaigns are weighed as they were thought of; a window whose neighbours have found their place may have a better one by
now. `show --why` looks for the very same places, so that a plan never offers a date that is better than its own.
"""

from __future__ import annotations

from dataclasses import replace

from switchrefresh.planning.alternatives import cheaper_place
from switchrefresh.planning.board import Board
from switchrefresh.planning.found import Found, score

MOST = 150  # windows up to which every one is looked at
SWEEPS = 3


def redate(found: Found, start: Board) -> Found:
    """The same schedule with single windows moved to cheaper places, until none is left."""
    fixed = set(start.visits())
    if len(found.board.visits()) - len(fixed) > MOST:
        return found
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
    points = score(board)
    if not moved or points >= found.objective:
        return found
    bound = min(found.bound, float(points))
    return replace(found, board=board, objective=points, bound=bound)
