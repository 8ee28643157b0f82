"""What people were told stays where it is, unless a rule now forbids it; then the change says which rule (C15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from switchrefresh.planning.board import Board, Slot, Visit
from switchrefresh.planning.judging import judge
from switchrefresh.planning.model import Reason, Window, is_over
from switchrefresh.planning.problem import Problem, minute_of, moment_of
from switchrefresh.planning.remainders import Remainder, refilled, remainder_of


@dataclass(frozen=True, slots=True)
class Dropped:
    """A promised window that cannot stay as it is, the rule that says so, and what of it stands all the same."""

    window: Window
    reason: Reason
    kept: Remainder | None = None


@dataclass(frozen=True, slots=True)
class Hollow:
    """Why a promise that stood does not hold after all: for the switches named, or, without names, as a whole."""

    reason: Reason
    switches: frozenset[str] = frozenset()

    def __or__(self, other: Hollow | None) -> Hollow:
        """Both together; what does not hold as a whole does not hold in part."""
        if other is None:
            return self
        whole = not self.switches or not other.switches
        return Hollow(other.reason, frozenset() if whole else self.switches | other.switches)


def stand(problem: Problem, forbidden: Mapping[str, Hollow]) -> tuple[Board, tuple[Dropped, ...]]:
    """A board with every promised window that can stay, and those that cannot stay as they are.

    All that can stay whole comes first; what is left of the others stands only beside it. `forbidden` are windows of
    which it turned out later that they cannot stay, by id.
    """
    board, dropped = Board(problem), list[Dropped]()
    over = [w for w in problem.request.promised if is_over(w, problem.request.as_of)]
    open_ones = [w for w in problem.request.promised if w not in over]
    for window in sorted(over, key=_in_time):
        board.add(visit_of(problem, window, past=True))
    for window in sorted(open_ones, key=_in_time):
        visit = visit_of(problem, window)
        hollow = forbidden.get(window.id)
        reason = hollow.reason if hollow else judge(board, visit)
        if reason is None:
            board.add(visit)
        else:
            dropped.append(Dropped(window, reason))
    return board, tuple(_keep_part(board, one, forbidden.get(one.window.id)) for one in dropped)


def _keep_part(board: Board, dropped: Dropped, hollow: Hollow | None) -> Dropped:
    """The same promise with what of it can stay, which goes onto the board."""
    if hollow is not None and not hollow.switches:
        return dropped
    banned = hollow.switches if hollow else frozenset[str]()
    visit = visit_of(board.problem, dropped.window)
    kept = (refilled(board, visit, banned) if banned else None) or remainder_of(board, visit, banned)
    if kept is None:
        return dropped
    board.add(kept.visit)
    return replace(dropped, kept=kept)


def with_leaning(board: Board) -> Board:
    """The same board; leaving out what a promised window needs now counts as much as breaking the promise."""
    jobs, leaning = board.problem.jobs, dict[str, int]()
    for visit in board.visits():
        if visit.id is None or visit.past:
            continue
        weight = 1 + sum(jobs[slot.job].priority for slot in visit.slots)
        for other in sorted({o for slot in visit.slots for o in jobs[slot.job].before if o not in board.place}):
            leaning[other] = leaning.get(other, 0) + weight
    board.problem = replace(board.problem, leaning=leaning)
    return board


def find_hollow(board: Board) -> dict[str, Hollow]:
    """Promised windows that lean on something without a place: a pilot building (C8) or an uplink partner (C7).

    Of those that wait for the same partner only the first in time is named: once it gives way, the partner may find a
    place before the others.
    """
    found: dict[str, Hollow] = {}
    blamed: set[str] = set()
    empty = [key for key in _pilots(board) if not board.at_building.get(key)]
    for visit in board.visits():
        if visit.id is None or visit.past:
            continue
        if empty and visit.building not in _pilots(board):
            found[visit.id] = Hollow(
                Reason("C8", f"pilot building {empty[0]} has no window, and that holds all others")
            )
            continue
        missing = _missing(board, visit)
        news = [(job, other) for job, other in missing if other not in blamed]
        if news:
            job, other = news[0]
            reason = Reason("C7", f"{job} must come after {other}, which has no place by then")
            found[visit.id] = Hollow(reason, frozenset(job for job, _ in news))
        blamed.update(other for _, other in missing)
    return found


def _missing(board: Board, visit: Visit) -> list[tuple[str, str]]:
    """Jobs of a visit with an uplink partner that must come first and has no place."""
    jobs = board.problem.jobs
    pairs = ((slot.job, other) for slot in visit.slots for other in jobs[slot.job].before)
    return [(job, other) for job, other in pairs if other not in board.place]


def _in_time(window: Window) -> tuple[datetime, str]:
    return window.start, window.id


def visit_of(problem: Problem, window: Window, past: bool = False) -> Visit:
    """A promised window in minutes."""
    inventory = problem.request.inventory
    start = minute_of(window.start)
    crew = inventory.district.crews.get(window.crew)
    own = moment_of(start, inventory.zone(window.building)).date()
    base = moment_of(start, inventory.zone(crew.base if crew else window.building)).date()
    slots = tuple(
        Slot(task.switch, minute_of(task.start), minute_of(task.end))
        for task in sorted(window.tasks, key=lambda t: t.start)
    )
    return Visit(
        window.building,
        window.crew,
        own.toordinal(),
        base.toordinal(),
        start,
        minute_of(window.end),
        slots,
        window.id,
        past,
    )


def _pilots(board: Board) -> tuple[str, ...]:
    pilot = board.problem.pilot
    return pilot.buildings if pilot else ()
