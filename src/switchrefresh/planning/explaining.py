"""Why a switch has no place: rule codes with sentences a person can act on, each tried out on the finished schedule.

A reason is true when the switch would have room in this very schedule, were the rule lifted and all others kept. Where
no single rule is the cause, the smallest set found is named, and each reason after the first begins with "besides".
"""

from __future__ import annotations

from dataclasses import replace

from switchrefresh.planning.board import Board
from switchrefresh.planning.lifting import Lifting
from switchrefresh.planning.model import Reason, Unplaced
from switchrefresh.planning.problem import Job
from switchrefresh.planning.reason_words import Doubt, sentence

LIFTED = ("C6", "C8", "C9", "C10", "C12", "C13", "C16", "C2", "C3", "C7", "C11", "C14", "C17")
WIDE = ("C2", "C3")  # the rules that can also be lifted widely: hours of the building, hours of the crews
MOST_REASONS = 3  # rules that are named where each alone would do


def explain_unplaced(board: Board) -> tuple[Unplaced, ...]:
    """Every planned switch without a task, with its reasons."""
    planned = board.problem.request.inventory.planned()
    lifting = Lifting(board)
    return tuple(Unplaced(name, explain_switch(lifting, name)) for name in sorted(planned) if name not in board.place)


def explain_switch(lifting: Lifting, name: str) -> tuple[Reason, ...]:
    """The reasons for one switch."""
    board = lifting.board
    job = board.problem.jobs.get(name)
    if job is None:
        return (Reason("C2", f"{name} names no building, so there is no open interval for it"),)
    if not board.problem.district.crews:
        return (Reason("C3", f"no crew is named, so nobody can replace {name}"),)
    return _alone(lifting, job, LIFTED) or _alone(lifting, job, WIDE, widely=True) or _together(lifting, job)


def _alone(lifting: Lifting, job: Job, codes: tuple[str, ...], widely: bool = False) -> tuple[Reason, ...]:
    """Rules of which each alone, were it lifted, would make room."""
    found: list[Reason] = []
    for code in codes:
        place = lifting.room(job, frozenset({code}), widely)
        if place is not None:
            found.append(Reason(code, sentence(Doubt(lifting.board, job, place, code))))
        if len(found) == MOST_REASONS:
            break
    return tuple(found)


def _together(lifting: Lifting, job: Job) -> tuple[Reason, ...]:
    """Rules that would do when lifted together; each that could be kept is left away."""
    needed: tuple[str, ...] = LIFTED
    place = lifting.room(job, frozenset(LIFTED), widely=True)
    if place is None:
        return (Reason("C2", f"{job.id} would not fit in a whole day at {job.building}, whatever else is lifted"),)
    for code in (*WIDE, *(one for one in reversed(LIFTED) if one not in WIDE)):
        fewer = tuple(one for one in needed if one != code)
        if (found := lifting.room(job, frozenset(fewer), widely=True)) is not None:
            needed, place = fewer, found
    reasons = [Reason(code, sentence(Doubt(lifting.board, job, place, code))) for code in needed]
    return (*reasons[:1], *(replace(one, message=f"besides, {one.message}") for one in reasons[1:]))
