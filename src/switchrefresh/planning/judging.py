"""The first rule that forbids a promised window where it was, in words for people who were told of it."""

from __future__ import annotations

from datetime import date

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.model import Reason
from switchrefresh.planning.packing import lacks
from switchrefresh.planning.problem import moment_of, out_of_bounds
from switchrefresh.planning.reason_words import building_name

Found = tuple[str, str] | None  # a rule and what is wrong
UNDATED = ("C1", "C5", "C7")  # rules that have nothing to do with the date


def judge(board: Board, visit: Visit) -> Reason | None:
    """The first rule that forbids a promised window, alone or beside what stands already."""
    for test in (_known, _length, _dates, _time, _tasks):
        if (found := test(board, visit)) is not None:
            code, message = found
            on = date.fromordinal(visit.day)
            undated = code in UNDATED or on.isoformat() in message
            return Reason(code, message if undated else f"on {on:%a} {on} {message}")
    return None


def _known(board: Board, visit: Visit) -> Found:
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


def _length(board: Board, visit: Visit) -> Found:
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


def _dates(board: Board, visit: Visit) -> Found:
    problem, day = board.problem, date.fromordinal(visit.day)
    why = out_of_bounds(problem.request, visit.building, day, noticed=True)
    if why is not None:
        return "C11", why
    code = board.crowded_out(visit.building, visit.crew, visit.day)
    if code == "C2":
        return code, "another crew is there"
    if code == "C9":
        return code, "too many buildings have a window"
    return None if _rested(board, visit) else ("C8", "the pilot has not rested long enough")


def _rested(board: Board, visit: Visit) -> bool:
    """C8 as far as pilot windows have a place yet."""
    pilot = board.problem.pilot
    if pilot is None or visit.building in pilot.buildings:
        return board.after_pilot(visit.building, visit.day)
    return all(v.day + pilot.soak < visit.day for key in pilot.buildings for v in board.at_building.get(key, ()))


def _time(board: Board, visit: Visit) -> Found:
    problem = board.problem
    spans = problem.open.get(visit.building, {}).get(visit.day, ())
    if not any(a <= visit.start and visit.end <= b for a, b in spans):
        return "C2", f"{building_name(problem, visit.building)} is {_hours(board, visit.building, spans)}"
    shifts = [s for s in problem.shifts[visit.crew].get(visit.shift_day, ()) if board.holds(visit.crew, s, [visit])]
    if not shifts:
        return "C3", _no_shift(board, visit)
    shifts = [s for s in shifts if board.crew_limit(visit.crew, s) is None]
    if not shifts:
        return "C13", f"{visit.crew} would work more days, evenings or weekend days than it may"
    return None if board.free_for(visit, shifts) else ("C4", f"{visit.crew} cannot be there in time")


def _hours(board: Board, building: str, spans: tuple[tuple[int, int], ...]) -> str:
    """`closed` or `open 15:30-18:00 only`."""
    if not spans:
        return "closed"
    zone = board.problem.request.inventory.zone(building)
    hours = (f"{moment_of(a, zone):%H:%M}-{moment_of(b, zone):%H:%M}" for a, b in spans)
    return f"open {' and '.join(hours)} only"


def _no_shift(board: Board, visit: Visit) -> str:
    """Why a crew cannot be there: away, not available, no shift on that day of the week, or too short a one."""
    on, crew = date.fromordinal(visit.shift_day), board.problem.district.crews[visit.crew]
    if any(on in away for away in crew.away):
        return f"{visit.crew} is away"
    if crew.available is not None and not any(on in span for span in crew.available):
        return f"{visit.crew} is not available"
    if not board.problem.shifts[visit.crew].get(visit.shift_day):
        return f"{visit.crew} does not work"
    return f"no shift of {visit.crew} holds it and the way there and back"


def _tasks(board: Board, visit: Visit) -> Found:
    names = tuple(slot.job for slot in visit.slots)
    room = board.tasks_left(visit.building, visit.day)
    if room is not None and len(names) > room:
        return "C10", f"it holds {len(names)} switches, and there is room for {max(0, room)}"
    for name in names:
        if (code := board.may_on(name, visit.day)) is not None:
            return code, f"{name} may not be replaced"
    if (model := lacks(board, names, visit.day)) is not None:
        return "C6", _too_few(board, names, model, visit.day)
    if any(p in names for name in names for p in board.problem.jobs[name].partners):
        return "C12", "two switches of a redundant pair are in it"
    return _order(board, visit)


def _too_few(board: Board, names: tuple[str, ...], model: str, day: int) -> str:
    jobs, steps = board.problem.jobs, (board.problem.stock or {}).get(model, ())
    need = sum(jobs[name].units for name in names if jobs[name].model == model)
    there = max(0, board.units_left(model, day) or 0)
    more = next((f"; more arrive on {date.fromordinal(since)}" for since, _ in steps if since > day), "")
    return f"it needs {need} {model}, and {there} will be left{more}"


def _order(board: Board, visit: Visit) -> Found:
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
                return "C16", f"{building} reaches the network through {slot.job} and is not open at that time"
    return None
