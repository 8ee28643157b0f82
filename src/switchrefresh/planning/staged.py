"""Campaigns in stages, for buildings that wait for each other in turn along the uplinks (C7).

Where a switch of one building waits for one of another, which waits for one of the first, no single visit can do all.
A switch's level counts how often the way of what must come before it changes buildings; campaigns are cut between
levels.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.campaigns import Campaign, campaign_of, find_campaigns
from switchrefresh.planning.packing import Memo
from switchrefresh.planning.problem import Problem

Names = tuple[str, ...]
MOST_LEVELS = 4  # levels of one building between which cuts are tried
BEGINNINGS, ENDINGS = 40, 4  # ways to do what stands before a cut, and ways to go on after each


def staged_campaigns(board: Board, building: str, free: Names, memo: Memo) -> tuple[Campaign, ...]:
    """Campaigns with later visits for what waits longer; none where all of a building waits alike."""
    levels = levels_of(board.problem, free)
    steps = sorted(set(levels.values()))
    if not 2 <= len(steps) <= MOST_LEVELS:
        return ()
    found: dict[tuple[Visit, ...], Campaign] = {}
    for count in range(1, len(steps)):
        for cuts in combinations(steps[1:], count):
            groups = tuple(
                tuple(n for n in free if low <= levels[n] < high)
                for low, high in zip((steps[0], *cuts), (*cuts, steps[-1] + 1), strict=True)
            )
            for visits in _sequences(board, building, groups, memo):
                found.setdefault(visits, campaign_of(board.problem, building, visits, free))
    return tuple(found.values())


def levels_of(problem: Problem, names: Names) -> dict[str, int]:
    """How often the way to each switch changes buildings, along what must come before it."""
    known: dict[str, int] = {}

    def level(name: str) -> int:
        if name not in known:
            known[name] = 0  # whoever waits for itself waits for nothing
            job = problem.jobs[name]
            known[name] = max(
                (level(other) + (problem.jobs[other].building != job.building) for other in job.before), default=0
            )
        return known[name]

    return {name: level(name) for name in names}


def _sequences(board: Board, building: str, groups: tuple[Names, ...], memo: Memo) -> Iterator[tuple[Visit, ...]]:
    """Visits for one group after the other, each on later dates."""
    choices = [find_campaigns(board, building, group, memo, BEGINNINGS) for group in groups]

    def grow(done: tuple[Visit, ...], rest: list[tuple[Campaign, ...]]) -> Iterator[tuple[Visit, ...]]:
        if not rest:
            yield done
            return
        later = [c for c in rest[0] if not done or c.visits[0].day > done[-1].day]
        for campaign in later[: ENDINGS if done else BEGINNINGS]:
            yield from grow((*done, *campaign.visits), rest[1:])

    yield from grow((), choices)
