"""What can be kept of a promise that cannot stand as it was: its date and start, with another crew or fewer switches.

The best is the whole window on its date; then what lies inside the promise, where at least half of the switches stay.
A window with less left in it is planned anew: a visit for one switch of eight is no kept promise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from switchrefresh.planning.board import Board, Slot, Visit
from switchrefresh.planning.judging import judge
from switchrefresh.planning.model import Reason
from switchrefresh.planning.packing import allowed, fill, pack
from switchrefresh.planning.problem import Problem, moment_of, out_of_bounds

Left = tuple[tuple[str, Reason], ...]


@dataclass(frozen=True, slots=True)
class Remainder:
    """What stands of a promise, and the switches that have to leave it, each with the rule that says so."""

    visit: Visit
    left: Left = ()


def remainder_of(board: Board, promised: Visit, banned: frozenset[str] = frozenset()) -> Remainder | None:
    """The most of a promised visit that no rule forbids beside what stands, or None; `banned` switches cannot stay."""
    names = tuple(slot.job for slot in promised.slots if _is_here(board, promised, slot.job))
    if not names:
        return None
    if not banned & set(names) and (whole := _on_its_date(board, promised, names)) is not None:
        return Remainder(whole, _gone(board, promised, names))
    visit, left = _part(board, promised, names, banned)
    if visit is None or 2 * len(visit.slots) < len(names):
        return None
    return Remainder(visit, (*_gone(board, promised, names), *left))


def refilled(board: Board, promised: Visit, waiting: frozenset[str]) -> Remainder | None:
    """The same date, crew and time with what its switches wait for inside, where that has no place before; or None.

    A core that lost its window takes the next one of its building; what had been in that comes later.
    """
    names = tuple(slot.job for slot in promised.slots if _is_here(board, promised, slot.job))
    first = _waited_for(board, promised.building, waiting)
    if not first or not names or not _is_noticed(board, promised):
        return None
    may = allowed(board, promised.day, tuple(dict.fromkeys((*first, *names))))
    slots = tuple(fill(board, promised.crew, promised.start, promised.end, may)) if may.names else ()
    done = {slot.job for slot in slots}
    if 2 * len(slots) < len(names) or not done & set(first):
        return None
    visit = replace(promised, slots=slots)
    if judge(board, visit) is not None:
        return None
    late = Reason("C7", f"{' and '.join(n for n in first if n in done)} had to come into this window first")
    return Remainder(visit, (*_gone(board, promised, names), *((name, late) for name in names if name not in done)))


def _waited_for(board: Board, building: str, waiting: frozenset[str]) -> tuple[str, ...]:
    """What has no place and must come before some switches, in one building, the very first first."""
    jobs, found, rest = board.problem.jobs, list[str](), sorted(waiting)
    while rest:
        name = rest.pop()
        above = [o for o in jobs[name].before if o not in board.place and jobs[o].building == building]
        found += above
        rest += [other for other in above if other not in found[: -len(above)]]
    return tuple(dict.fromkeys(reversed(found)))


def _is_here(board: Board, promised: Visit, name: str) -> bool:
    job = board.problem.jobs.get(name)
    return job is not None and job.building == promised.building and name not in board.place


def _gone(board: Board, promised: Visit, names: tuple[str, ...]) -> Left:
    """Switches that are nobody's business in this window any more: done elsewhere, or not to be replaced."""
    why = Reason("C1", "not planned in this building any more")
    twice = Reason("C1", "in another window already")
    others = (slot.job for slot in promised.slots if slot.job not in names)
    return tuple((name, twice if name in board.place else why) for name in others)


def _on_its_date(board: Board, promised: Visit, names: tuple[str, ...]) -> Visit | None:
    """All of these switches on the promised date from the promised minute on: with its own crew, else with another.

    What is not inside the promise (another crew, a later end) is news, and news keeps the notice (C11).
    """
    others = sorted(set(board.problem.shifts) - {promised.crew})
    for crew in (promised.crew, *others):
        for visit in _laid(board.problem, promised, names, crew):
            if judge(board, visit) is None and (is_inside(visit, promised) or _is_noticed(board, visit)):
                return visit
    return None


def _part(board: Board, promised: Visit, names: tuple[str, ...], banned: frozenset[str]) -> tuple[Visit | None, Left]:
    """As many of the switches as may stay inside the promise, those with more priority first."""
    best, kept, left = None, tuple[str, ...](), dict[str, Reason]()
    for name in _in_turn(board.problem, names):
        if (reason := _cannot_stay(board, promised, name, banned, left)) is None:
            wanted = tuple(n for n in names if n in kept or n == name)
            found, reason = _inside(board, promised, wanted)
            if found is not None:
                best, kept = found, wanted
        if reason is not None:
            left[name] = reason
    return best, tuple((name, left[name]) for name in names if name in left)


def _in_turn(problem: Problem, names: tuple[str, ...]) -> list[str]:
    """By priority, but nothing before what it waits for: that counts as much as those that wait."""
    weight: dict[str, int] = {}
    for name in reversed(names):
        waiting = [weight[other] for other in names if other in weight and name in problem.jobs[other].before]
        weight[name] = max([problem.jobs[name].priority, *waiting])
    return sorted(names, key=lambda name: (-weight[name], names.index(name)))


def _cannot_stay(
    board: Board, promised: Visit, name: str, banned: frozenset[str], left: dict[str, Reason]
) -> Reason | None:
    if name in banned:
        return Reason("C7", "what it has to come after has no place by then")
    for other in board.problem.jobs[name].before:
        if other in left and not _may_come_earlier(board, other, promised):
            return Reason("C7", f"it comes after {other}, which has to leave this window")
    return None


def _may_come_earlier(board: Board, name: str, promised: Visit) -> bool:
    """Whether a switch that leaves a window could be done on an earlier date, so that others need not leave with it."""
    problem, building = board.problem, promised.building
    days = [day for day in problem.days(building) if problem.first_day <= day < promised.day]
    return any(
        pack(board, building, crew, day, gap, (name,), {}) is not None
        for day in days
        for crew in sorted(problem.shifts)
        for gap in board.gaps(building, crew, day)
    )


def _inside(board: Board, promised: Visit, names: tuple[str, ...]) -> tuple[Visit | None, Reason | None]:
    """These switches inside the promise, or the rule that forbids them there."""
    reason = Reason("C5", "the time that was promised does not hold it")
    for visit in _laid(board.problem, promised, names, promised.crew):
        if is_inside(visit, promised):
            if (reason_now := judge(board, visit)) is None:
                return visit, None
            reason = reason_now
    return None, reason


def _laid(problem: Problem, promised: Visit, names: tuple[str, ...], crew: str) -> list[Visit]:
    """The switches one after another, none before its promised minute: until the promised end, or shorter."""
    if crew not in problem.district.crews:
        return []
    work, jobs = problem.work, problem.jobs
    at, closet, slots = promised.start + work.setup, None, list[Slot]()
    starts = {slot.job: slot.start for slot in promised.slots}
    for name in names:
        at += work.closet_change if slots and jobs[name].closet != closet else 0
        start = max(at, starts[name])
        at, closet = start + problem.minutes[name][crew], jobs[name].closet
        slots.append(Slot(name, start, at))
    base = problem.request.inventory.zone(problem.district.crews[crew].base)
    shift_day = moment_of(promised.start, base).date().toordinal()
    ends = dict.fromkeys((max(promised.end, at + work.backout), at + work.backout))
    return [
        Visit(promised.building, crew, promised.day, shift_day, promised.start, end, tuple(slots), promised.id)
        for end in ends
    ]


def is_inside(visit: Visit, promised: Visit) -> bool:
    """Whether a visit on the promised date lies within what was promised: the same crew, no later end, nothing new."""
    known = {slot.job for slot in promised.slots}
    return visit.crew == promised.crew and visit.end <= promised.end and all(s.job in known for s in visit.slots)


def _is_noticed(board: Board, visit: Visit) -> bool:
    day = date.fromordinal(visit.day)
    return out_of_bounds(board.problem.request, visit.building, day) is None
