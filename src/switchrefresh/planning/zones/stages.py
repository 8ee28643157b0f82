"""What has to be planned before the rest: pilots (C8), and buildings that others wait for along uplinks (C7)."""

from __future__ import annotations

from collections.abc import Sequence

from switchrefresh.planning.board import Board

DEEPEST = 6  # stages; what waits for more than that is planned with the last


def find_stages(board: Board, buildings: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The buildings in the order of what they wait for; those of one stage wait for none of the same."""
    above = {b: _above(board, b) & set(buildings) for b in buildings}
    pilot = board.problem.pilot
    pilots = set(pilot.buildings) & set(buildings) if pilot else set[str]()
    first = _with_all_above(pilots, above)
    if pilots:
        above = {b: over if b in first else over | pilots for b, over in above.items()}
    reach = {b: _with_all_above(above[b], above) for b in buildings}
    above = {b: {o for o in over if b not in reach[o]} for b, over in reach.items()}  # those in a ring share a stage
    depth = dict.fromkeys(buildings, 0)
    for _ in range(DEEPEST):
        depth = {b: max((min(DEEPEST - 1, depth[o] + 1) for o in above[b]), default=0) for b in buildings}
    return tuple(tuple(sorted(b for b in buildings if depth[b] == n)) for n in sorted(set(depth.values())))


def _above(board: Board, building: str) -> set[str]:
    jobs = board.problem.jobs
    mine = (jobs[name] for name in board.problem.by_building[building])
    return {jobs[o].building for job in mine for o in job.before if o not in board.place} - {building}


def _with_all_above(some: set[str], above: dict[str, set[str]]) -> set[str]:
    found, new = set(some), set(some)
    while new:
        new = {o for b in new for o in above[b]} - found
        found |= new
    return found
