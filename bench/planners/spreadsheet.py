"""What a careful person does in a spreadsheet: building after building, at the earliest or at the cheapest start."""

from __future__ import annotations

from collections.abc import Callable

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.campaigns import Campaign, Style, campaign_of, walk
from switchrefresh.planning.found import Found, score
from switchrefresh.planning.model import Plan, PlanRequest
from switchrefresh.planning.packing import Memo
from switchrefresh.planning.problem import build_problem
from switchrefresh.planning.scouting import Scout
from switchrefresh.planning.writing import write_plan

Pick = Callable[[Board, Scout, Style], tuple[Visit, ...]]


def earliest_first(request: PlanRequest) -> Plan:
    """Each building in turn: every visit that is worth its while, from the first date on."""
    return _one_by_one(request, _earliest)


def cheapest_start(request: PlanRequest) -> Plan:
    """Each building in turn: visits one after the other from the date from which they come cheapest."""
    return _one_by_one(request, _cheapest)


def _one_by_one(request: PlanRequest, pick: Pick) -> Plan:
    problem = build_problem(request)
    board = Board(problem)
    pilot = problem.district.policy.pilot
    pilots = pilot.buildings if pilot else ()
    size = {key: len(names) for key, names in problem.by_building.items()}
    memo: Memo = {}
    style = Style(tuple(sorted(problem.shifts)), calm=False, visits=0)
    for building in sorted(size, key=lambda key: (key not in pilots, _depth(problem, key), -size[key], key)):
        scout = Scout(board, building, problem.by_building[building], memo)
        for visit in pick(board, scout, style):
            board.add(visit)
    return write_plan(problem, Found(board, score(board), 0.0, "feasible"), ())


def _depth(problem: object, building: str) -> int:
    """How many other buildings are above this one along uplinks."""
    jobs = problem.jobs  # type: ignore[attr-defined]
    above, seen = {building}, set[str]()
    while above - seen:
        seen |= above
        above = {jobs[p].building for b in above for n in problem.by_building[b] for p in jobs[n].before}  # type: ignore[attr-defined]
    return len(seen) - 1


def _earliest(board: Board, scout: Scout, style: Style) -> tuple[Visit, ...]:
    options, _ = walk(board, scout, scout.days, 0, style)
    return tuple(option.visit for option in options)


def _cheapest(board: Board, scout: Scout, style: Style) -> tuple[Visit, ...]:
    best: Campaign | None = None
    since = 0
    for day in scout.days:
        if day < since:
            continue
        options, _ = walk(board, scout, scout.days, day, style)
        if not options:
            break
        visits = tuple(option.visit for option in options)
        since = visits[0].day + 1
        campaign = campaign_of(board.problem, scout.building, visits, scout.pending)
        if best is None or campaign.cost < best.cost:
            best = campaign
    return best.visits if best else ()
