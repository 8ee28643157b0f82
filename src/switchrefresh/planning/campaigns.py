"""Campaigns: whole sequences of visits of one building, in many variants, each with its exact cost."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.goals import left_out_cost, visit_cost
from switchrefresh.planning.packing import Memo
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.scouting import Option, Scout

STUDENT_DAYS = (DayKind.SCHOOL_DAY, DayKind.EARLY_RELEASE, DayKind.LATE_START)
MORE_VISITS = 1  # how many visits above the least that do a whole building are tried
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
    found: dict[tuple[int, ...], Campaign] = {}
    scout = Scout(board, building, pending, memo)
    complete = 0
    for count in (*range(1, len(pending) + 1), 0):
        if count and complete > MORE_VISITS:
            continue
        for team in _teams(board.problem):
            for calm in (True, False):
                for campaign in _every_start(board, scout, Style(team, calm, count)):
                    found.setdefault(tuple(id(visit) for visit in campaign.visits), campaign)
        complete += bool(complete) or any(not campaign.left for campaign in found.values())
    return _choose(list(found.values()), keep)


def campaign_of(problem: Problem, building: str, visits: tuple[Visit, ...], pending: tuple[str, ...]) -> Campaign:
    """The campaign that these visits make."""
    placed = {slot.job for visit in visits for slot in visit.slots}
    left = tuple(name for name in pending if name not in placed)
    cost = sum(visit_cost(problem, visit) for visit in visits) + left_out_cost(problem, left)
    return Campaign(building, visits, left, cost)


def _teams(problem: Problem) -> list[tuple[str, ...]]:
    """Each crew by itself, and all of them taking turns."""
    every = tuple(sorted(problem.shifts))[:MOST_CREWS]
    return [*((crew,) for crew in every), *([every] if len(every) > 1 else [])]


def _every_start(board: Board, scout: Scout, style: Style) -> list[Campaign]:
    kinds = board.problem.kinds.get(scout.building, {})
    days = tuple(d for d in scout.days if not (style.calm and kinds[d] in STUDENT_DAYS))
    found, start = list[Campaign](), 0
    while start < len(days):
        options, left = walk(board, scout, days, days[start], style)
        if not options:
            break
        visits = tuple(option.visit for option in options)
        cost = sum(option.cost for option in options) + left_out_cost(board.problem, left)
        found.append(Campaign(scout.building, visits, left, cost))
        start = bisect_right(days, visits[0].day)
    return found


def walk(
    board: Board, scout: Scout, days: tuple[int, ...], first: int, style: Style
) -> tuple[tuple[Option, ...], tuple[str, ...]]:
    """Go through the days from the first and make every visit that is worth its while; also what is left over.

    The board is used to count the crews' days and is left as it was.
    """
    chosen, left, at = list[Option](), scout.pending, first
    while left and not (style.visits and len(chosen) == style.visits):
        least = -(-len(left) // (style.visits - len(chosen))) if style.visits else 1
        found = _next_visit(board, scout, left, days, at, style, least)
        if found is None:
            break
        board.add(found.visit)
        chosen.append(found)
        done = {slot.job for slot in found.visit.slots}
        left = tuple(name for name in left if name not in done)
        at = found.visit.day + 1
    for option in chosen:
        board.remove(option.visit)
    return tuple(chosen), left


def _next_visit(
    board: Board, scout: Scout, left: tuple[str, ...], days: tuple[int, ...], at: int, style: Style, least: int
) -> Option | None:
    """The first date from `at` on with a visit that does enough, and the best visit there."""
    good = scout.good_days(left, style.crews, least) if style.visits else days
    among = set(days) if style.calm and style.visits else None
    for day in good[bisect_left(good, at) :]:
        if among is None or day in among:
            options = [o for crew in style.crews for o in scout.options(left, crew, day)]
            able = [o for o in options if len(o.visit.slots) >= least]
            able = [o for o in able if board.crew_limit(o.visit.crew, o.gap.shift) is None]
            if able:
                return min(able, key=lambda o: (-len(o.visit.slots), o.visit.end - o.visit.start))
    return None


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
