"""Where zones meet: buildings with switches that have no place choose again among all crews near them."""

from __future__ import annotations

from collections.abc import Sequence

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.found import left_points, score
from switchrefresh.planning.goals import left_out_cost
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.watching import Watch
from switchrefresh.planning.zones.cutting import MOST_CREWS, Zone
from switchrefresh.planning.zones.part import make_part
from switchrefresh.planning.zones.part_engine import QUICK, Effort
from switchrefresh.planning.zones.sharing import deal_dates, deal_stock
from switchrefresh.planning.zones.workers import solve_part

ALONE, TOGETHER = 400, 40  # repairs at most: of one building, and of one with its neighbours
NEIGHBOURS = 12  # buildings that choose again together
TRY = Effort(6, 60)


def repair(board: Board, start: Board, buildings: Sequence[str], watch: Watch) -> None:
    """Change the board wherever that places more or costs less."""
    fixed = frozenset(start.visits())
    for building in _lacking(board, buildings)[:ALONE]:
        if watch.stop():
            return
        _again(board, fixed, (building,), QUICK, watch)
    tried = set[str]()
    for _ in range(TOGETHER):
        lacking = [b for b in _lacking(board, buildings) if b not in tried]
        if not lacking or watch.stop():
            return
        tried.add(lacking[0])
        _again(board, fixed, _around(board.problem, lacking[0], buildings), TRY, watch)


def _lacking(board: Board, buildings: Sequence[str]) -> list[str]:
    """Buildings with switches without a place, those with the most first."""
    problem = board.problem
    cost = {b: left_out_cost(problem, _left(board, b)) for b in buildings}
    return sorted((b for b in buildings if cost[b]), key=lambda b: (-cost[b], b))


def _left(board: Board, building: str) -> tuple[str, ...]:
    return tuple(n for n in board.problem.by_building[building] if n not in board.place)


def _around(problem: Problem, building: str, buildings: Sequence[str]) -> tuple[str, ...]:
    near = sorted(buildings, key=lambda b: (problem.travel[building, b], b))
    return tuple(sorted(near[:NEIGHBOURS]))


def _crews_near(problem: Problem, buildings: tuple[str, ...]) -> tuple[str, ...]:
    bases = {key: crew.base for key, crew in problem.district.crews.items()}
    near = sorted(problem.shifts, key=lambda c: (sum(problem.travel[bases[c], b] for b in buildings), c))
    return tuple(sorted(near[:MOST_CREWS]))


def _again(board: Board, fixed: frozenset[Visit], buildings: tuple[str, ...], effort: Effort, watch: Watch) -> None:
    """Take the visits of some buildings off the board, and put them or better ones on again."""
    old = [v for b in buildings for v in board.at_building.get(b, ()) if v not in fixed]
    if not _removable(board, buildings, old):
        return
    before = score(board)
    for visit in old:
        board.remove(visit)
    zone = Zone(buildings, _crews_near(board.problem, buildings))
    stock, dates = deal_stock(board, (zone,)), deal_dates(board, (zone,))
    part = make_part(board, zone, stock[0] if stock else None, dates[0] if dates else None)
    new = solve_part((part, effort))
    for visit in new:
        board.add(visit)
    if score(board) < before:
        watch.tell(score(board), 0.0, "where zones meet", left_points(board))
        return
    for visit in new:
        board.remove(visit)
    for visit in old:
        board.add(visit)


def _removable(board: Board, buildings: tuple[str, ...], visits: list[Visit]) -> bool:
    """Whether nothing elsewhere leans on these visits (C7, C8)."""
    jobs, pilot = board.problem.jobs, board.problem.pilot
    if pilot is not None and any(b in pilot.buildings for b in buildings):
        return False
    return not any(
        other in board.place and jobs[other].building not in buildings
        for visit in visits
        for slot in visit.slots
        if slot.job in jobs
        for other in jobs[slot.job].after
    )
