"""What people were told stays where it is, unless a rule now forbids it; then the change says which rule (C15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from switchrefresh.planning.board import Board, Slot, Visit
from switchrefresh.planning.model import Reason, State, Window
from switchrefresh.planning.packing import lacks
from switchrefresh.planning.problem import Problem, minute_of, moment_of, out_of_bounds


@dataclass(frozen=True, slots=True)
class Dropped:
    """A promised window that cannot stay, and the rule that says so."""

    window: Window
    reason: Reason


def stand(problem: Problem, forbidden: Mapping[str, Reason]) -> tuple[Board, tuple[Dropped, ...]]:
    """A board with every promised window that can stay, and those that cannot.

    `forbidden` are windows of which it turned out later that they cannot stay, by id.
    """
    board, dropped = Board(problem), list[Dropped]()
    past = [w for w in problem.request.promised if w.state in (State.DONE, State.RUNNING)]
    open_ones = [w for w in problem.request.promised if w not in past]
    for window in sorted(past, key=_in_time):
        board.add(visit_of(problem, window, past=True))
    for window in sorted(open_ones, key=_in_time):
        visit = visit_of(problem, window)
        reason = forbidden.get(window.id) or judge(board, visit, window)
        if reason is None:
            board.add(visit)
        else:
            dropped.append(Dropped(window, reason))
    return board, tuple(dropped)


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


def find_hollow(board: Board) -> dict[str, Reason]:
    """Promised windows that lean on something without a place: a pilot building (C8) or an uplink partner (C7).

    Of those that wait for the same partner only the first in time is named: once it gives way, the partner may find a
    place before the others.
    """
    found: dict[str, Reason] = {}
    blamed: set[str] = set()
    empty = [key for key in _pilots(board) if not board.at_building.get(key)]
    for visit in board.visits():
        if visit.id is None or visit.past:
            continue
        if empty and visit.building not in _pilots(board):
            found[visit.id] = Reason(
                "C8", f"{visit.id}: pilot building {empty[0]} has no window, and that holds all others"
            )
        for job, other in _missing(board, visit):
            if other not in blamed:
                found[visit.id] = Reason("C7", f"{visit.id}: {job} must come after {other}, which has no place by then")
        blamed.update(other for _, other in _missing(board, visit))
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


def judge(board: Board, visit: Visit, window: Window) -> Reason | None:
    """The first rule that forbids a promised window, alone or beside what stands already."""
    for test in (_known, _length, _dates, _time, _tasks):
        if (found := test(board, visit)) is not None:
            code, message = found
            return Reason(code, f"{window.id} at {window.building} on {date.fromordinal(visit.day)}: {message}")
    return None


def _known(board: Board, visit: Visit) -> tuple[str, str] | None:
    problem = board.problem
    if visit.building not in problem.stretches:
        return "C1", "nothing is planned in this building any more"
    if visit.crew not in problem.shifts:
        return "C3", f'there is no crew "{visit.crew}" any more'
    for slot in visit.slots:
        if slot.job not in problem.jobs or problem.jobs[slot.job].building != visit.building:
            return "C1", f"{slot.job} is not planned here any more"
        if slot.job in board.place:
            return "C1", f"{slot.job} is in {board.place[slot.job][0].id} already"
    return None if visit.slots else ("C1", "no switch is left in it")


def _length(board: Board, visit: Visit) -> tuple[str, str] | None:
    problem = board.problem
    at, closet = visit.start + problem.work.setup, None
    for n, slot in enumerate(visit.slots):
        job = problem.jobs[slot.job]
        at += problem.work.closet_change if n and job.closet != closet else 0
        need = problem.minutes[slot.job][visit.crew]
        if slot.end - slot.start != need:
            return "C5", f"{slot.job} now takes {need} min and not {slot.end - slot.start} min"
        if slot.start < at:
            return "C5", f"{slot.job} starts before setup and closet changes are done"
        at, closet = slot.end, job.closet
    return None if at + problem.work.backout <= visit.end else ("C5", "the time for backout is not free")


def _dates(board: Board, visit: Visit) -> tuple[str, str] | None:
    problem, day = board.problem, date.fromordinal(visit.day)
    why = out_of_bounds(problem.request, visit.building, day, noticed=True)
    if why is not None:
        return "C11", why
    code = board.crowded_out(visit.building, visit.crew, visit.day)
    if code == "C2":
        return code, "another crew is there on this date"
    if code == "C9":
        return code, "too many buildings have a window on this date"
    return None if _rested(board, visit) else ("C8", "the pilot has not rested long enough by then")


def _rested(board: Board, visit: Visit) -> bool:
    """C8 as far as pilot windows have a place yet."""
    pilot = board.problem.pilot
    if pilot is None or visit.building in pilot.buildings:
        return board.after_pilot(visit.building, visit.day)
    return all(v.day + pilot.soak < visit.day for key in pilot.buildings for v in board.at_building.get(key, ()))


def _pilots(board: Board) -> tuple[str, ...]:
    pilot = board.problem.pilot
    return pilot.buildings if pilot else ()


def _time(board: Board, visit: Visit) -> tuple[str, str] | None:
    problem = board.problem
    spans = problem.open.get(visit.building, {}).get(visit.day, ())
    if not any(a <= visit.start and visit.end <= b for a, b in spans):
        return "C2", "the building is no longer open for it"
    shifts = [s for s in problem.shifts[visit.crew].get(visit.shift_day, ()) if board.holds(visit.crew, s, [visit])]
    if not shifts:
        return "C3", f"{visit.crew} has no shift that holds it"
    shifts = [s for s in shifts if board.crew_limit(visit.crew, s) is None]
    if not shifts:
        return "C13", f"{visit.crew} has no day left in that week or month"
    return None if board.free_for(visit, shifts) else ("C4", f"{visit.crew} cannot be there in time for it")


def _tasks(board: Board, visit: Visit) -> tuple[str, str] | None:
    names = tuple(slot.job for slot in visit.slots)
    room = board.tasks_left(visit.building, visit.day)
    if room is not None and len(names) > room:
        return "C10", "it holds more switches than a window may"
    for name in names:
        if (code := board.may_on(name, visit.day)) is not None:
            return code, f"{name} may not be replaced on this date"
    if (model := lacks(board, names, visit.day)) is not None:
        return "C6", f"not enough {model} has arrived by then"
    if any(p in names for name in names for p in board.problem.jobs[name].partners):
        return "C12", "two switches of a redundant pair are in it"
    return _order(board, visit)


def _order(board: Board, visit: Visit) -> tuple[str, str] | None:
    """C7 as far as both ends have a place, and C16."""
    times = {name: slot for name, (_, slot) in board.place.items()} | {slot.job: slot for slot in visit.slots}
    for slot in visit.slots:
        job = board.problem.jobs[slot.job]
        for other in job.before:
            if other in times and times[other].end > slot.start:
                return "C7", f"{slot.job} must come after {other}"
        for other in job.after:
            if other in times and times[other].start < slot.end:
                return "C7", f"{other} must come after {slot.job}"
        for building in job.behind:
            if not board.inside(building, slot.start, slot.end):
                return "C16", f"{building} reaches the network through {slot.job} and is not open then"
    return None
