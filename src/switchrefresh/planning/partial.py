"""Campaigns that leave switches out on purpose, for districts in which not everything has a place.

A campaign of all switches of a building is no choice where one of them can never be placed (it waits for another
building, C7) or where there is time for some of its visits only. What is left of it then may still be one.
"""

from __future__ import annotations

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.campaigns import Campaign, campaign_of, find_campaigns
from switchrefresh.planning.packing import Memo

Names = tuple[str, ...]


def partial_campaigns(
    board: Board, building: str, free: Names, known: list[Campaign], memo: Memo, keep: int
) -> tuple[Campaign, ...]:
    """The beginnings of the campaigns that are known, and campaigns without what waits for other buildings."""
    home = _at_home(board, building, free)
    sequences = [campaign.visits for campaign in known]
    if home and len(home) < len(free):
        sequences += [campaign.visits for campaign in find_campaigns(board, building, home, memo, keep)]
    found: dict[tuple[Visit, ...], Campaign] = {}
    for visits in sequences:
        for count in range(1, len(visits) + 1):
            found.setdefault(visits[:count], campaign_of(board.problem, building, visits[:count], free))
    return tuple(sorted(found.values(), key=lambda c: (c.cost, [(v.start, v.crew) for v in c.visits]))[:keep])


def _at_home(board: Board, building: str, free: Names) -> Names:
    """Switches that wait for nothing outside their building, not even by way of another one (C7)."""
    jobs = board.problem.jobs
    home = list(free)
    while away := [
        name
        for name in home
        if any(
            other not in board.place and (jobs[other].building != building or other not in home)
            for other in jobs[name].before
        )
    ]:
        home = [name for name in home if name not in away]
    return tuple(home)
