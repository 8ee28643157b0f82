"""Room for a switch and for all that it waits for and that has no place either, some rules lifted.

It waits for what must come before it (C7), and for a pilot building that has no window yet (C8).

Each of them in a window of its own is tried first, then windows as full as they can be: in order of dates, and the
fullest of all dates first. Where that finds nothing and it matters, the engine plans the chain by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.engine import CampaignEngine
from switchrefresh.planning.lifting import Lifting
from switchrefresh.planning.packing import Memo
from switchrefresh.planning.problem import Job, Problem
from switchrefresh.planning.reaching import Span
from switchrefresh.planning.without_rules import without_rules

SOLVES, LONGEST = 40, 60  # chains of one plan that the engine is asked for, and switches in one
MOST_PLACED = 6_000  # switches with a place up to which it is asked: it copies the whole schedule again and again
A_SOLVE = 1_000  # looks that a switch of such a chain counts for
Rank = Callable[[Visit], tuple[int, ...]]


def missing_before(board: Board, job: Job) -> tuple[Job, ...]:
    """All without a place that must come before a switch, in their order."""
    found: dict[str, Job] = {}

    def visit(one: Job) -> None:
        for name in one.before:
            if name not in board.place and name not in found:
                visit(board.problem.jobs[name])
                found[name] = board.problem.jobs[name]

    visit(job)
    return tuple(found.values())


def silent_pilots(board: Board, job: Job) -> tuple[str, ...]:
    """Pilot buildings without a window, which holds a switch of any other building (C8)."""
    pilot = board.problem.pilot
    if pilot is None or job.building in pilot.buildings:
        return ()
    return tuple(key for key in pilot.buildings if not board.at_building.get(key))


def waited_for(board: Board, job: Job, codes: frozenset[str]) -> tuple[Job, ...]:
    """All without a place that a switch waits for although these rules are lifted, pilots first."""
    problem, found = board.problem, dict[str, Job]()
    for building in silent_pilots(board, job) if "C8" not in codes else ():
        for name in problem.by_building.get(building, ()):
            one = problem.jobs[name]
            above = missing_before(board, one) if "C7" not in codes else ()
            found |= {other.id: other for other in (*above, one) if other.id not in board.place}
    if "C7" not in codes:
        found |= {other.id: other for other in missing_before(board, job)}
    found.pop(job.id, None)
    return tuple(found.values())


def room_after(
    lifting: Lifting, first: Sequence[Job], job: Job, codes: frozenset[str], widely: bool
) -> tuple[Visit, ...]:
    """Windows for all that must come first and, last, the one with the switch; nothing where none are found."""
    with _put_back(lifting.board) as placed:
        for other in (*first, job):
            if (visit := lifting.room(other, codes, widely)) is None:
                break
            placed.append(visit)
            lifting.board.add(visit)
        else:
            return tuple(placed)
    ranks: tuple[Rank, ...] = (_soonest, _fullest) if first else ()
    for rank in ranks:
        if found := _filled(lifting, first, job, codes, widely, rank):
            return found
    return ()


def _filled(
    lifting: Lifting, first: Sequence[Job], job: Job, codes: frozenset[str], widely: bool, rank: Rank
) -> tuple[Visit, ...]:
    """Windows one after another, each the best by its rank of those that hold any of the jobs, until the last is in."""
    memo, waiting = Memo(), {one.id: one.building for one in (*first, job)}
    with _put_back(lifting.board) as placed:
        while job.id in waiting:
            buildings = {
                building: tuple(n for n, b in waiting.items() if b == building) for building in waiting.values()
            }
            every = [
                visit
                for building, names in buildings.items()
                for visit in lifting.windows(building, names, codes, widely, memo)
            ]
            if not every:
                return ()
            best = min(every, key=rank)
            placed.append(best)
            lifting.board.add(best)
            for slot in best.slots:
                del waiting[slot.job]
        return tuple(placed)


def planned_chain(
    lifting: Lifting, first: Sequence[Job], job: Job, codes: frozenset[str], widely: bool
) -> tuple[Visit, ...]:
    """The same as the engine plans it, beside all that stands; nothing where it does not place the switch either."""
    chain = (*first, job)
    dark = "C2" in codes and any(one.behind for one in chain)  # open doors of one building are none of another (C16)
    large = len(chain) > LONGEST or len(lifting.board.place) > MOST_PLACED
    if dark or large or lifting.solves >= SOLVES:
        return ()
    lifting.solves += 1
    lifting.looks += A_SOLVE * len(chain)
    names = {one.id for one in chain}
    buildings = tuple(sorted({one.building for one in chain}))
    problem = without_rules(lifting.problem(buildings, codes, widely), codes)
    mine = {key: tuple(n for n in problem.by_building[key] if n in names) for key in buildings}
    known = {key: _of_known_kind(problem, key) for key in buildings}
    board = lifting.board.copy(ignore=codes | {"all hours"} if widely else codes)
    board.problem = replace(problem, by_building=mine, open={**problem.open, **known})
    found = CampaignEngine().solve(board).board
    new = tuple(visit for visit in found.visits() if any(slot.job in names for slot in visit.slots))
    good = job.id in found.place and (not widely or all(lifting.is_own_day(visit) for visit in new))
    return (*(v for v in new if v is not found.place[job.id][0]), found.place[job.id][0]) if good else ()


def _of_known_kind(problem: Problem, building: str) -> Mapping[int, tuple[Span, ...]]:
    """Open hours on dates that the calendars know: a campaign is weighed by the kinds of its days."""
    kinds = problem.kinds.get(building, {})
    return {day: spans for day, spans in problem.open.get(building, {}).items() if day in kinds}


def _soonest(visit: Visit) -> tuple[int, ...]:
    return (visit.day, -len(visit.slots), visit.start)


def _fullest(visit: Visit) -> tuple[int, ...]:
    return (-len(visit.slots), visit.day, visit.start)


@contextmanager
def _put_back(board: Board) -> Iterator[list[Visit]]:
    """What is placed meanwhile and noted in the list is taken back at the end."""
    placed = list[Visit]()
    try:
        yield placed
    finally:
        for visit in placed:
            board.remove(visit)
