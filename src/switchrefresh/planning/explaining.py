"""Why a switch has no place: rule codes with sentences a person can act on, each tried out on the finished schedule."""

from __future__ import annotations

from datetime import date

from switchrefresh.inventory.values import show_duration
from switchrefresh.planning.board import Board
from switchrefresh.planning.model import Reason, Unplaced
from switchrefresh.planning.packing import Memo, pack
from switchrefresh.planning.problem import Job, Problem

LIFTED = ("C6", "C8", "C9", "C10", "C12", "C13", "C16", "C2", "C3", "C7", "C11", "C14", "C17")
FIXED_BY_DATE = ("C11", "C14", "C17", "C6")


def explain_unplaced(board: Board) -> tuple[Unplaced, ...]:
    """Every planned switch without a task, with its reasons."""
    planned = board.problem.request.inventory.planned()
    found = []
    for name in sorted(planned):
        if name not in board.place:
            found.append(Unplaced(name, explain_switch(board, name)))
    return tuple(found)


def explain_switch(board: Board, name: str) -> tuple[Reason, ...]:
    """The reasons for one switch: what no schedule could change first, then what this one leaves no room for."""
    job = board.problem.jobs.get(name)
    if job is None:
        return (Reason("C2", f"{name} names no building, so there is no open interval for it"),)
    for test in (_no_crew, _no_stock, _never_open, _too_long):
        if reasons := test(board, job):
            return reasons
    above = tuple(
        Reason("C7", f"{name} must come after {other}, which cannot be placed")
        for other in job.before
        if other not in board.place
    )
    return above or _lifted(board, job)


def _no_crew(board: Board, job: Job) -> tuple[Reason, ...]:
    crews = board.problem.district.crews
    if not crews:
        return (Reason("C3", f"no crew is named, so nobody can replace {job.id}"),)
    if not any(board.problem.shifts.values()):
        return (Reason("C3", f"no crew is available on any date, so nobody can replace {job.id}"),)
    return ()


def _no_stock(board: Board, job: Job) -> tuple[Reason, ...]:
    if board.problem.stock is None:
        return ()
    units = board.problem.delivered(job.model, 10**7) or 0
    if units == 0:
        return (Reason("C6", f"no {job.model} is in any delivery, and {job.id} needs {job.units}"),)
    if units < job.units:
        return (Reason("C6", f"{job.id} needs {job.units} {job.model}; all deliveries together hold {units}"),)
    return ()


def _never_open(board: Board, job: Job) -> tuple[Reason, ...]:
    if board.problem.open.get(job.building):
        return ()
    return (Reason("C2", f"{_name(board.problem, job.building)} has no open interval on any date that is known"),)


def _too_long(board: Board, job: Job) -> tuple[Reason, ...]:
    """Whether no window on any permitted date is long enough for this switch alone, other windows left aside."""
    if _fits_alone(board.problem, job, ()):
        return ()
    for code in FIXED_BY_DATE:
        if _fits_alone(board.problem, job, (code,)):
            return (Reason(code, _date_sentence(board.problem, job, code)),)
    return (_need_sentence(board.problem, job),)


def _fits_alone(problem: Problem, job: Job, lifted: tuple[str, ...]) -> bool:
    return any(length >= _need(problem, job, crew) for crew, length in _lengths(problem, job, lifted))


def _need(problem: Problem, job: Job, crew: str) -> int:
    return problem.work.setup + problem.minutes[job.id][crew] + problem.work.backout


def _lengths(problem: Problem, job: Job, lifted: tuple[str, ...]) -> list[tuple[str, int]]:
    """The longest stretch per crew over the dates on which the job may be done."""
    empty = Board(problem, ignore=frozenset(lifted))
    found = []
    for crew, days in problem.stretches[job.building].items():
        good = [day for day in days if _date_allows(empty, job, day)]
        found.append((crew, max((s.end - s.start for day in good for s in days[day]), default=0)))
    return found


def _date_allows(empty: Board, job: Job, day: int) -> bool:
    if "C11" not in empty.ignore and day in empty.problem.banned[job.building]:
        return False
    left = empty.units_left(job.model, day)
    return empty.may_on(job.id, day) is None and (left is None or left >= job.units)


def _need_sentence(problem: Problem, job: Job) -> Reason:
    lengths = _lengths(problem, job, ())
    crew, length = min(lengths, key=lambda pair: (_need(problem, job, pair[0]) - pair[1], pair[0]))
    need = _need(problem, job, crew)
    spans = [
        b - a for day, s in problem.open[job.building].items() if day not in problem.banned[job.building] for a, b in s
    ]
    code = "C2" if max(spans, default=0) < need else "C3"
    until = date.fromordinal(max(problem.open[job.building]))
    return Reason(
        code,
        f"{_name(problem, job.building)} needs {show_duration(need)} for {job.id} (setup and backout included); "
        f"the longest window that {crew} can reach until {until} is {show_duration(length)}",
    )


def _date_sentence(problem: Problem, job: Job, code: str) -> str:
    place, policy = _name(problem, job.building), problem.district.policy
    if code == "C11":
        days = sorted(problem.banned[job.building])
        why = problem.banned[job.building][days[-1]] if days else "no date is allowed"
        return f"{job.id} at {place} would fit only on dates that are ruled out; for example {why}"
    if code == "C14":
        return (
            f"{job.id} feeds {_critical(problem, job)} and may be replaced Monday to Friday only; no such date has room"
        )
    if code == "C17":
        kinds = ", ".join(policy.core_on or ())
        return f"{job.id} is a core and may be replaced on {kinds} only; no such date at {place} has room"
    first = next((since for since, units in (problem.stock or {}).get(job.model, ()) if units >= job.units), None)
    arrives = f" arrives {date.fromordinal(first)}" if first is not None else " is in no delivery"
    return f"{job.model} for {job.id}{arrives}; {place} has no window from then on"


def _critical(problem: Problem, job: Job) -> str:
    return " and ".join(problem.request.inventory.switches[job.id].critical)


def _lifted(board: Board, job: Job) -> tuple[Reason, ...]:
    """The rules of which each alone, were it lifted, would make room in this schedule."""
    found = [code for code in LIFTED if finds_room(board, job, frozenset({code}))]
    if found:
        return tuple(Reason(code, _sentence(board, job, code)) for code in found[:3])
    needed = list(LIFTED)
    if not finds_room(board, job, frozenset(needed)):
        return (Reason("C3", f"no crew can be at {_name(board.problem, job.building)} long enough for {job.id}"),)
    for code in LIFTED:
        fewer = [one for one in needed if one != code]
        if finds_room(board, job, frozenset(fewer)):
            needed = fewer
    return tuple(Reason(code, _sentence(board, job, code)) for code in needed)


def finds_room(board: Board, job: Job, ignore: frozenset[str]) -> bool:
    """Whether the job would fit in a window of its own in this schedule, were these rules lifted."""
    trial, memo = board.copy(ignore=ignore), Memo()
    return any(
        pack(trial, job.building, crew, day, gap, (job.id,), memo) is not None
        for day in board.problem.days(job.building)
        for crew in sorted(board.problem.shifts)
        for gap in trial.gaps(job.building, crew, day)
    )


def _sentence(board: Board, job: Job, code: str) -> str:
    problem, policy = board.problem, board.problem.district.policy
    place = _name(problem, job.building)
    if code == "C6":
        units = problem.delivered(job.model, 10**7) or 0
        return f"other switches use the {units} {job.model} that are delivered in time; {job.id} needs {job.units} more"
    if code == "C8":
        return _pilot_sentence(board, job)
    sentences = {
        "C2": f"another crew is at {place} on every date that has time for {job.id}",
        "C3": f"every crew is busy whenever {place} is open long enough for {job.id}",
        "C7": f"no date on the right side of its uplink partner has room for {job.id}",
        "C9": f"{policy.max_buildings_per_day} buildings have a window on every date that has time for {job.id}",
        "C10": f"with {policy.max_switches_per_window} switches {place} is full on every date that has time left",
        "C12": f"{job.id} may not be done on the date of {' or '.join(job.partners)}, and no other date has room",
        "C13": f"the crews' days, evenings or weekend days are used up on every date that has time for {job.id}",
        "C16": f"{' and '.join(_name(problem, b) for b in job.behind)} would go dark with {job.id}: "
        "never open at the same time for long enough",
    }
    return sentences.get(code) or _date_sentence(problem, job, code)


def _pilot_sentence(board: Board, job: Job) -> str:
    pilot = board.problem.district.policy.pilot
    buildings = pilot.buildings if pilot else ()
    empty = [key for key in buildings if not board.at_building.get(key)]
    soak = pilot.soak if pilot else 0
    if empty and job.building not in buildings:
        return f"pilot building {_name(board.problem, empty[0])} has no window, and that holds {job.id}"
    if job.building in buildings:
        return f"{job.id} would have to be done more than {soak} days before the first window of the other buildings"
    return f"{job.id} may start only more than {soak} days after the last pilot window, and no such date has room"


def _name(problem: Problem, building: str) -> str:
    found = problem.request.inventory.buildings.get(building)
    return found.name if found else building
