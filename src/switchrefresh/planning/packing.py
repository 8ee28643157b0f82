"""Fill one stretch of time with tasks: setup, tasks in an order that obeys C7 and saves closet changes, backout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from switchrefresh.planning.board import Board, Slot, Visit
from switchrefresh.planning.reaching import Gap

Memo = dict[tuple[object, ...], tuple[tuple[str, int, int], ...]]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Jobs that may be done on a date, in their order, units left of their models, and tasks that may be added."""

    names: tuple[str, ...]
    units: tuple[tuple[str, int], ...]
    room: int | None
    done: frozenset[str]  # jobs of the same building that are done on earlier dates


def pack(
    board: Board, building: str, crew: str, day: int, gap: Gap, pending: tuple[str, ...], memo: Memo
) -> Visit | None:
    """The visit with the most work that fits in a gap, as early as it can be; None when no task fits."""
    return pack_allowed(board, building, crew, day, gap, allowed(board, day, pending), memo)


def pack_allowed(board: Board, building: str, crew: str, day: int, gap: Gap, may: Allowed, memo: Memo) -> Visit | None:
    """The same, when the jobs that may be done are known already."""
    if not may.names:
        return None
    if _timed(board, may.names, gap.start, gap.end, may.done):
        tries = [fill(board, crew, at, gap.end, may) for at in _starts(board, gap, may.names)]
        best = max(tries, key=lambda slots: sum(board.problem.jobs[s.job].priority + 100 for s in slots))
        return _visit(board, building, crew, day, gap, best)
    key = (crew, gap.end - gap.start, may)
    if key not in memo:
        found = fill(board, crew, gap.start, gap.end, may)
        memo[key] = tuple((s.job, s.start - gap.start, s.end - gap.start) for s in found)
    slots = [Slot(job, gap.start + a, gap.start + b) for job, a, b in memo[key]]
    return _visit(board, building, crew, day, gap, slots)


def refit(board: Board, visit: Visit, early: bool = False, shift: str | None = None) -> Visit | None:
    """The same visit on its date where the crew's other visits leave room for it, or None.

    It stays at its minute when it can, unless `early` asks for the first minute that is possible. `shift` is the kind
    of shift it must lie in.
    """
    names = tuple(slot.job for slot in visit.slots)
    if any(board.may_on(name, visit.day) is not None for name in names):
        return None
    room = board.tasks_left(visit.building, visit.day)
    if (room is not None and len(names) > room) or lacks(board, names, visit.day) or _paired(board, names):
        return None
    gaps = [
        gap
        for gap in board.gaps(visit.building, visit.crew, visit.day)
        if gap.shift.day == visit.shift_day and shift in (None, gap.shift.kind)
    ]
    if not early and any(g.start <= visit.start and visit.end <= g.end for g in gaps) and _stands(board, visit):
        return visit.moved(visit.start)
    return next((moved for gap in gaps if (moved := _moved_into(board, visit, gap, names)) is not None), None)


def _moved_into(board: Board, visit: Visit, gap: Gap, names: tuple[str, ...]) -> Visit | None:
    """The visit at the first minute of a gap at which it can be."""
    last = gap.end - (visit.end - visit.start)
    starts = {gap.start}
    if last >= gap.start and _timed(board, names, gap.start, gap.end):
        starts.update((last, *_starts(board, gap, names)))
    for start in sorted(starts):
        if gap.start <= start <= last and _stands(board, moved := visit.moved(start)):
            return moved
    return None


def _timed(board: Board, names: tuple[str, ...], start: int, end: int, done: frozenset[str] = frozenset()) -> bool:
    """Whether anything outside this visit decides at which minute one of its jobs may stand."""
    return any(_depends(board, name, names, start, end, done) for name in names)


def _depends(board: Board, name: str, names: tuple[str, ...], start: int, end: int, done: frozenset[str]) -> bool:
    job, place = board.problem.jobs[name], board.place
    if job.behind:
        return True
    for other in job.before:
        foreign = board.lenient and board.problem.jobs[other].building != job.building
        if other in names or other in done:
            continue
        if not (place[other][1].end <= start if other in place else foreign):
            return True
    return any(other in place and other not in names and place[other][1].start < end for other in job.after)


def _stands(board: Board, visit: Visit) -> bool:
    ended: dict[str, int] = {}
    for slot in visit.slots:
        if board.clash(slot.job, slot.start, slot.end, ended) is not None:
            return False
        ended[slot.job] = slot.end
    return True


def lacks(board: Board, names: Iterable[str], day: int) -> str | None:
    """A model of which too few units are left on a date for all of these jobs (C6), or None."""
    need: dict[str, int] = {}
    for name in names:
        job = board.problem.jobs[name]
        need[job.model] = need.get(job.model, 0) + job.units
    for model, count in sorted(need.items()):
        left = board.units_left(model, day)
        if left is not None and count > left:
            return model
    return None


def _paired(board: Board, names: tuple[str, ...]) -> bool:
    return "C12" not in board.ignore and any(p in names for name in names for p in board.problem.jobs[name].partners)


def allowed(board: Board, day: int, pending: tuple[str, ...], done: Iterable[str] = ()) -> Allowed:
    """What may be done on a date of the pending jobs; `done` jobs count as done although no board holds them."""
    jobs = board.problem.jobs
    names = [name for name in pending if board.may_on(name, day) is None]
    units: dict[str, int] = {}
    for model in sorted({jobs[name].model for name in names}):
        if (left := board.units_left(model, day)) is not None:
            used = sum(jobs[n].units for n in done if jobs[n].model == model)
            wanted = sum(jobs[n].units for n in names if jobs[n].model == model)
            units[model] = max(0, min(left - used, wanted))
    good = tuple(n for n in names if jobs[n].units <= units.get(jobs[n].model, jobs[n].units))
    room = board.tasks_left(jobs[pending[0]].building, day) if pending else None
    return Allowed(good, tuple(units.items()), room, frozenset(done))


def _starts(board: Board, gap: Gap, names: tuple[str, ...]) -> list[int]:
    """Minutes at which a visit may be worth starting: at once, or when another building opens or a parent has ended."""
    setup = board.problem.work.setup
    found = {gap.start}
    for name in names:
        job = board.problem.jobs[name]
        found.update(board.place[p][1].end - setup for p in job.before if p in board.place)
        for building in job.behind:
            opened = board.problem.open.get(building, {})
            found.update(
                a - setup
                for day in (gap.shift.day - 1, gap.shift.day, gap.shift.day + 1)
                for a, _ in opened.get(day, ())
            )
    return sorted(start for start in found if gap.start <= start < gap.end)


def fill(board: Board, crew: str, start: int, end: int, may: Allowed) -> list[Slot]:
    """Take one task after another: same closet first, then by priority, then as the building's order has them."""
    work = board.problem.work
    at, limit, closet = start + work.setup, end - work.backout, ""
    left, units, slots, ended = list(may.names), dict(may.units), list[Slot](), dict.fromkeys(may.done, 0)
    while left and (may.room is None or len(slots) < may.room):
        found = _next(board, crew, at, limit, None if not slots else closet, left, units, ended)
        if found is None:
            break
        slots.append(found)
        job = board.problem.jobs[found.job]
        at, closet = found.end, job.closet or ""
        ended[found.job] = found.end
        left = [n for n in left if n != found.job and n not in job.partners]
        if job.model in units:
            units[job.model] -= job.units
    return slots


def _next(
    board: Board,
    crew: str,
    at: int,
    limit: int,
    closet: str | None,
    left: list[str],
    units: dict[str, int],
    ended: dict[str, int],
) -> Slot | None:
    jobs, change = board.problem.jobs, board.problem.work.closet_change

    def rank(name: str) -> tuple[bool, int]:
        return (closet is not None and (jobs[name].closet or "") != closet, -jobs[name].priority)

    for name in sorted(left, key=rank):
        job = jobs[name]
        start = at + (change if rank(name)[0] else 0)
        end = start + board.problem.minutes[name][crew]
        if end > limit or job.units > units.get(job.model, job.units):
            continue
        if board.clash(name, start, end, ended) is None:
            return Slot(name, start, end)
    return None


def _visit(board: Board, building: str, crew: str, day: int, gap: Gap, slots: list[Slot]) -> Visit | None:
    if not slots:
        return None
    work = board.problem.work
    return Visit(
        building, crew, day, gap.shift.day, slots[0].start - work.setup, slots[-1].end + work.backout, tuple(slots)
    )
