"""Campaigns: whole sequences of visits of one building, in many variants, each with its exact cost."""

from __future__ import annotations

from dataclasses import dataclass

from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.goals import left_out_cost, visit_cost
from switchrefresh.planning.packing import Memo, pack
from switchrefresh.planning.problem import Problem

STUDENT_DAYS = (DayKind.SCHOOL_DAY, DayKind.EARLY_RELEASE, DayKind.LATE_START)
MOST_VISITS = 6  # styles with a fixed number of visits go up to this many above the least that is needed
MOST_CREWS = 8


@dataclass(frozen=True, slots=True)
class Campaign:
    """One way to do a building: its visits, the jobs left over, and the points of both."""

    building: str
    visits: tuple[Visit, ...]
    left: tuple[str, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Style:
    """How a campaign picks its visits: which crews, only days without students or any, in how many visits (0: any)."""

    crews: tuple[str, ...]
    calm: bool
    visits: int


def find_campaigns(
    board: Board, building: str, pending: tuple[str, ...], memo: Memo, keep: int
) -> tuple[Campaign, ...]:
    """The cheapest campaigns of a building beside what the board holds already, cheapest first, in every variety.

    `keep` bounds how many are returned; the best ones of each first day are preferred, so that there is always a way
    round a day that another building takes.
    """
    found: dict[tuple[Visit, ...], Campaign] = {}
    for style in _styles(board.problem, pending):
        for campaign in _every_start(board, building, pending, style, memo):
            found.setdefault(campaign.visits, campaign)
    return _choose(list(found.values()), keep)


def campaign_of(problem: Problem, building: str, visits: tuple[Visit, ...], pending: tuple[str, ...]) -> Campaign:
    """The campaign that these visits make."""
    placed = {slot.job for visit in visits for slot in visit.slots}
    left = tuple(name for name in pending if name not in placed)
    cost = sum(visit_cost(problem, visit) for visit in visits) + left_out_cost(problem, left)
    return Campaign(building, visits, left, cost)


def _styles(problem: Problem, pending: tuple[str, ...]) -> list[Style]:
    every = tuple(sorted(problem.shifts))[:MOST_CREWS]
    teams = [*((crew,) for crew in every), *([every] if len(every) > 1 else [])]
    counts = [*range(1, min(MOST_VISITS, len(pending)) + 1), 0]
    return [Style(team, calm, count) for count in counts for team in teams for calm in (True, False)]


def _every_start(board: Board, building: str, pending: tuple[str, ...], style: Style, memo: Memo) -> list[Campaign]:
    kinds = board.problem.kinds.get(building, {})
    days = [d for d in board.problem.days(building) if not (style.calm and kinds[d] in STUDENT_DAYS)]
    found, start = list[Campaign](), 0
    while start < len(days):
        visits = walk(board, building, pending, days[start:], style, memo)
        if not visits:
            break
        found.append(campaign_of(board.problem, building, visits, pending))
        start = days.index(visits[0].day) + 1
    return found


def walk(
    board: Board, building: str, pending: tuple[str, ...], days: list[int], style: Style, memo: Memo
) -> tuple[Visit, ...]:
    """Go through the days and make every visit that is worth its while; the board is left as it was."""
    visits: list[Visit] = []
    left = pending
    for day in days:
        if not left or (style.visits and len(visits) == style.visits):
            break
        least = -(-len(left) // (style.visits - len(visits))) if style.visits else 1
        if (visit := _best_visit(board, building, left, day, style.crews, least, memo)) is None:
            continue
        board.add(visit)
        visits.append(visit)
        done = {slot.job for slot in visit.slots}
        left = tuple(name for name in left if name not in done)
    for visit in visits:
        board.remove(visit)
    return tuple(visits)


def _best_visit(
    board: Board, building: str, left: tuple[str, ...], day: int, crews: tuple[str, ...], least: int, memo: Memo
) -> Visit | None:
    best: tuple[tuple[int, int], Visit] | None = None
    for crew in crews:
        for gap in board.gaps(building, crew, day):
            visit = pack(board, building, crew, day, gap, left, memo)
            if visit is None or len(visit.slots) < least:
                continue
            rank = (-len(visit.slots), visit.end - visit.start)
            if best is None or rank < best[0]:
                best = (rank, visit)
    return best[1] if best else None


def _choose(found: list[Campaign], keep: int) -> tuple[Campaign, ...]:
    """The cheapest, but first the best of every first day."""
    ranked = sorted(found, key=lambda c: (c.cost, [(v.start, v.crew) for v in c.visits]))
    first: dict[int, Campaign] = {}
    for campaign in ranked:
        first.setdefault(campaign.visits[0].day, campaign)
    chosen = list(first.values())[:keep]
    taken = {id(campaign) for campaign in chosen}
    chosen += [c for c in ranked if id(c) not in taken][: max(0, keep - len(chosen))]
    return tuple(sorted(chosen, key=lambda c: (c.cost, [(v.start, v.crew) for v in c.visits])))
