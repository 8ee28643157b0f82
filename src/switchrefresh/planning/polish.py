"""Unit-level polish of a schedule: better campaigns one building at a time, then every leftover switch that fits."""

from __future__ import annotations

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.campaigns import Campaign, Style, campaign_of, walk
from switchrefresh.planning.goals import crowded
from switchrefresh.planning.packing import Memo, pack, refit
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.scouting import Scout

SWEEPS = 3


def polish(board: Board, start: Board, pool: dict[str, list[Campaign]], memo: Memo) -> Board:
    """Improve until nothing changes, in at most a fixed number of sweeps."""
    board = board.copy()
    for _ in range(SWEEPS):
        changed = [_better(board, start, building, campaigns) for building, campaigns in pool.items()]
        placed = _place_leftovers(board, start, pool, memo)
        if not any(changed) and not placed:
            break
    return board


def _better(board: Board, start: Board, building: str, campaigns: list[Campaign]) -> bool:
    """Swap a building's visits for the cheapest campaign that does as much and fits beside all others.

    What others wait for (C7, C8) keeps them waiting: the visits that come instead are held against theirs.
    """
    problem, fixed = board.problem, set(start.at_building.get(building, ()))
    mine = tuple(v for v in board.at_building.get(building, ()) if v not in fixed)
    free = tuple(n for n in problem.by_building[building] if n not in start.place)
    now = campaign_of(problem, building, mine, free).cost + problem.weights.crowded * crowded(board.visits())
    for visit in mine:
        board.remove(visit)
    for campaign in campaigns:
        if campaign.cost >= now:
            break
        if _does_all(campaign, mine) and (placed := place(board, campaign.visits)):
            if campaign.cost + problem.weights.crowded * crowded(board.visits()) < now:
                return True
            for visit in placed:
                board.remove(visit)
    for visit in mine:
        board.add(visit)
    return False


def _does_all(campaign: Campaign, mine: tuple[Visit, ...]) -> bool:
    placed = {slot.job for visit in campaign.visits for slot in visit.slots}
    return all(slot.job in placed for visit in mine for slot in visit.slots)


def place(board: Board, visits: tuple[Visit, ...]) -> tuple[Visit, ...]:
    """Put all visits of a campaign on the board, shifted within their day where needed; all, or none and ()."""
    done: list[Visit] = []
    for visit in visits:
        if (fitted := refit(board, visit)) is None:
            for one in done:
                board.remove(one)
            return ()
        board.add(fitted)
        done.append(fitted)
    return tuple(done)


def _place_leftovers(board: Board, start: Board, pool: dict[str, list[Campaign]], memo: Memo) -> bool:
    problem, placed = board.problem, False
    waiting = [b for b in pool if any(n not in board.place for n in problem.by_building[b])]
    for building in pilots_first(problem, waiting):
        placed = _extend(board, start, building, memo) or placed
        placed = _new_visits(board, building, memo) or placed
    return placed


def pilots_first(problem: Problem, waiting: list[str]) -> list[str]:
    """Pilots before all others."""
    pilot = problem.pilot
    pilots = pilot.buildings if pilot else ()
    return sorted(waiting, key=lambda b: (b not in pilots, b))


def _left(board: Board, building: str) -> tuple[str, ...]:
    return tuple(n for n in board.problem.by_building[building] if n not in board.place)


def _extend(board: Board, start: Board, building: str, memo: Memo) -> bool:
    """Put leftovers into visits that are there anyway."""
    fixed, placed = set(start.at_building.get(building, ())), False
    for visit in sorted(board.at_building.get(building, ()), key=lambda v: v.start):
        if visit in fixed or not (left := _left(board, building)):
            continue
        own = tuple(slot.job for slot in visit.slots)
        board.remove(visit)
        names = tuple(n for n in board.problem.by_building[building] if n in own or n in left)
        gaps = [g for g in board.gaps(building, visit.crew, visit.day) if g.shift.day == visit.shift_day]
        grown = [v for g in gaps if (v := pack(board, building, visit.crew, visit.day, g, names, memo)) is not None]
        best = max(grown, key=lambda v: len(v.slots), default=visit)
        keeps = {s.job for s in best.slots} > set(own) and _others_hold(board, visit, best)
        board.add(best if keeps else visit)
        placed = placed or keeps
    return placed


def _others_hold(board: Board, old: Visit, new: Visit) -> bool:
    """Whether tasks elsewhere that wait for a job of the old visit still start after it."""
    jobs = board.problem.jobs
    ends = {slot.job: slot.end for slot in new.slots}
    return all(
        board.place[other][1].start >= ends[slot.job]
        for slot in old.slots
        for other in jobs[slot.job].after
        if other in board.place
    )


def _new_visits(board: Board, building: str, memo: Memo) -> bool:
    """Put leftovers into visits of their own, wherever they fit."""
    left = _left(board, building)
    if not left:
        return False
    crews = tuple(sorted(board.problem.shifts))
    scout = Scout(board, building, left, memo)
    walks = [walk(board, scout, scout.days, 0, Style(crews, False, count)) for count in (1, 2, 3, 0)]
    options = [tuple(option.visit for option in options) for options, _ in walks if options]
    if not options:
        return False
    best = min(options, key=lambda visits: campaign_of(board.problem, building, visits, left).cost)
    for visit in best:
        board.add(visit)
    return True
