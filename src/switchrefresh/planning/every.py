"""Every campaign of a building where there are few: each split of its switches over dates and crews, leaving out too.

The styles of `campaigns.py` take as much as fits each time, in one order. In a tight district the best plan may leave a
switch out so that another building has room, or do a late one first; where all choices can be listed, they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.campaigns import Campaign, campaign_of
from switchrefresh.planning.packing import Memo, allowed, pack_allowed

MOST_CHOICES = 60_000  # ways to give each switch a date and a crew, or none, up to which they are walked through
MOST = 20_000  # campaigns of a building; one with more keeps to the styles
KEPT = 4_000  # the cheapest of them go into the choice

Left = tuple[str, ...]


def every_campaign(board: Board, building: str, pending: Left, memo: Memo) -> tuple[Campaign, ...]:
    """The campaigns of a building beside what the board holds, cheapest first; none when there are too many to list."""
    places = len(board.problem.days(building)) * len(board.problem.shifts)
    if not pending or (places + 1) ** len(pending) > MOST_CHOICES:
        return ()
    found: list[Campaign] = []
    for visits in _grow(board.copy(), building, board.problem.days(building), pending, (), memo):
        found.append(campaign_of(board.problem, building, visits, pending))
        if len(found) > MOST:
            return ()
    return tuple(sorted(found, key=lambda c: (c.cost, [(v.start, v.crew) for v in c.visits]))[:KEPT])


def _grow(
    board: Board, building: str, days: tuple[int, ...], left: Left, done: Left, memo: Memo
) -> Iterator[tuple[Visit, ...]]:
    """Sequences of visits on some of the days, in their order; the board is used to count and left as it was."""
    for n, day in enumerate(days):
        for visit in _on_day(board, building, day, left, done, memo):
            jobs = {slot.job for slot in visit.slots}
            rest = tuple(name for name in left if name not in jobs)
            yield (visit,)
            if rest:
                board.add(visit)
                for more in _grow(board, building, days[n + 1 :], rest, (*done, *jobs), memo):
                    yield (visit, *more)
                board.remove(visit)


def _on_day(board: Board, building: str, day: int, left: Left, done: Left, memo: Memo) -> Iterator[Visit]:
    """A visit for every set of switches and every free time of a crew on a date."""
    gone = tuple(name for name in done if name not in board.place)
    gaps = [(crew, gap) for crew in sorted(board.problem.shifts) for gap in board.gaps(building, crew, day)]
    for size in range(1, len(left) + 1) if gaps else ():
        for some in combinations(left, size):
            may = allowed(board, day, some, gone)
            if len(may.names) < size:
                continue
            for crew, gap in gaps:
                visit = pack_allowed(board, building, crew, day, gap, may, memo)
                if visit is not None and len(visit.slots) == size:
                    yield visit
