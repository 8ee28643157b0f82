"""Why a switch has no place: rule codes with sentences a person can act on, each tried out on the finished schedule.

A reason is true when the switch would have room in this very schedule, were the rule lifted and all others kept. Where
no single rule is the cause, the smallest set found is named, and each reason after the first begins with "besides".
That something which must come first (C7), or a pilot building (C8), has no place either is no reason, where the same
rules keep both out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.chains import missing_before, planned_chain, room_after, silent_pilots, waited_for
from switchrefresh.planning.lifting import Lifting
from switchrefresh.planning.model import Reason, Unplaced
from switchrefresh.planning.problem import Job
from switchrefresh.planning.reason_words import Doubt, building_name, sentence

LIFTED = ("C6", "C8", "C9", "C10", "C12", "C13", "C16", "C2", "C3", "C7", "C11", "C14", "C17")
WIDE = ("C2", "C3")  # the rules that can also be lifted widely: hours of the building, hours of the crews
MOST_REASONS = 3  # rules that are named where each alone would do
MOST_NAMES = 3  # switches that are named of those that come first
LOOKS = 1_500_000  # dates of crews that are looked at for all switches; about a minute


@dataclass(frozen=True)
class Cause:
    """Rules that keep a switch out: each `alone` would do, or they would do together; lifted `widely` or not.

    With `chained` they keep out what must come first (C7) or a whole pilot building (C8) as well, and without them the
    switch has a window after those.
    """

    codes: tuple[str, ...]
    alone: bool
    widely: bool
    chained: bool = False

    @property
    def sets(self) -> tuple[frozenset[str], ...]:
        """What is lifted at a time."""
        return tuple(frozenset({code}) for code in self.codes) if self.alone else (frozenset(self.codes),)


Alike = tuple[object, ...]


def explain_unplaced(board: Board) -> tuple[Unplaced, ...]:
    """Every planned switch without a task, with its reasons.

    Where there are thousands, those of every building are tried in turn until that has been work enough; the others
    get the reason that most of those tried in their building have, or most of all.
    """
    planned = board.problem.request.inventory.planned()
    left = [name for name in sorted(planned) if name not in board.place]
    lifting, known, found = Lifting(board), dict[Alike, Cause](), dict[str, tuple[Reason, ...]]()
    for name in _in_turn(board, left):
        if lifting.looks < LOOKS or _is_plain(board, name):
            found[name] = explain_switch(lifting, name, known)
    told = _Told(board, found)
    return tuple(Unplaced(name, found.get(name) or told.of(name, len(left))) for name in left)


def _in_turn(board: Board, names: list[str]) -> list[str]:
    """The first of each building, then the second of each, and so on."""
    seen, ranked = dict[str, int](), list[tuple[int, str]]()
    for name in names:
        building = board.problem.jobs[name].building if name in board.problem.jobs else ""
        seen[building] = seen.get(building, 0) + 1
        ranked.append((seen[building], name))
    return [name for _, name in sorted(ranked)]


def _is_plain(board: Board, name: str) -> bool:
    """Whether the reason is known without a look: no building, or no crew at all."""
    return name not in board.problem.jobs or not board.problem.district.crews


class _Told:
    """How often each rule is the reason, by building and in all (`None`)."""

    def __init__(self, board: Board, found: Mapping[str, tuple[Reason, ...]]) -> None:
        self.jobs, self.tried = board.problem.jobs, len(found)
        self.codes: dict[str | None, Counter[str]] = {}
        for name, reasons in sorted(found.items()):
            for where in (self.jobs[name].building, None) if name in self.jobs else ():
                self.codes.setdefault(where, Counter()).update([reasons[0].code])

    def of(self, name: str, left: int) -> tuple[Reason, ...]:
        """The reason for a switch that was not tried."""
        there = self.codes.get(self.jobs[name].building) or self.codes[None]
        code, count = min(there.items(), key=lambda one: (-one[1], LIFTED.index(one[0]) if one[0] in LIFTED else -1))
        text = (
            f"{left - self.tried} of the {left} switches without a place were not tried one by one, {name} among them; "
            f"of those tried {'here' if self.jobs[name].building in self.codes else 'elsewhere'} {count} of "
            f"{there.total()} have this reason"
        )
        return (Reason(code, text),)


def explain_switch(lifting: Lifting, name: str, known: dict[Alike, Cause] | None = None) -> tuple[Reason, ...]:
    """The reasons for one switch. What is `known` of one like it in its building is tried first."""
    board, known = lifting.board, {} if known is None else known
    job = board.problem.jobs.get(name)
    if job is None:
        return (Reason("C2", f"{name} names no building, so there is no open interval for it"),)
    if not board.problem.district.crews:
        return (Reason("C3", f"no crew is named, so nobody can replace {name}"),)
    if (reason := _overlooked(lifting, job)) is not None:
        return (reason,)
    alike = _alike(board, job)
    cause = known.get(alike)
    places = _places(lifting, job, cause) if cause is not None and _needs_all(lifting, job, cause) else ()
    if not places:
        cause = _alone(lifting, job, LIFTED) or _alone(lifting, job, WIDE, widely=True) or _together(lifting, job)
        cause = _along_the_chain(lifting, job, cause) if cause is not None else None
        if cause is None:
            return (Reason("C2", f"{name} would not fit in a whole day at {job.building}, whatever else is lifted"),)
        known[alike] = cause
        places = _places(lifting, job, cause)
    return _reasons(lifting, job, cause, places) if cause is not None else ()


def _overlooked(lifting: Lifting, job: Job) -> Reason | None:
    """That nothing keeps a switch out: a search that was interrupted had not come to it yet."""
    first = missing_before(lifting.board, job)
    windows = room_after(lifting, first, job, frozenset(), widely=False)
    if not windows:
        return None
    visit = windows[-1]
    on = date.fromordinal(visit.day)
    too = f", after {first[-1].id}, which has room as well" if first else ""
    return Reason(
        "C1", f"no rule keeps {job.id} out: {visit.crew} has room for it on {on:%a} {on}{too}; the search ended before"
    )


def _alike(board: Board, job: Job) -> Alike:
    """Switches of a building that are equal in this are most likely kept out by the same rules."""
    waits = any(other not in board.place for other in job.before)
    return (job.building, job.model, job.units, job.work, job.core, job.critical, job.partners, job.behind, waits)


def _places(lifting: Lifting, job: Job, cause: Cause) -> tuple[Visit, ...]:
    """A window for each lifting of a cause; nothing when one of them does not make room for this switch."""
    found = [_room(lifting, job, cause, codes) for codes in cause.sets]
    good = tuple(visit for visit in found if visit is not None)
    return good if len(good) == len(found) else ()


def _needs_all(lifting: Lifting, job: Job, cause: Cause) -> bool:
    """Whether none of the rules of a joint cause could be kept."""
    fewer = (tuple(one for one in cause.codes if one != code) for code in cause.codes)
    return cause.alone or all(_room(lifting, job, cause, frozenset(some)) is None for some in fewer)


def _room(lifting: Lifting, job: Job, cause: Cause, codes: frozenset[str]) -> Visit | None:
    """A window for the switch without these rules; with the chain, one after those of all that must come first."""
    if not cause.chained:
        return lifting.room(job, codes, cause.widely)
    first = waited_for(lifting.board, job, codes)
    windows = room_after(lifting, first, job, codes, cause.widely) or planned_chain(
        lifting, first, job, codes, cause.widely
    )
    return windows[-1] if windows else None


def _reasons(lifting: Lifting, job: Job, cause: Cause, places: tuple[Visit, ...]) -> tuple[Reason, ...]:
    told = []
    for n, code in enumerate(cause.codes):
        text = sentence(Doubt(lifting.board, job, places[n if cause.alone else 0], code))
        if cause.chained and code == cause.codes[-1] and code != "C8":  # a pilot holds all others, so it says
            text += _too(lifting, job, cause)
        told.append(Reason(code, text if cause.alone or n == 0 else f"besides, {text}"))
    return tuple(told)


def _too(lifting: Lifting, job: Job, cause: Cause) -> str:
    """What the same rules keep out besides the switch."""
    board, codes = lifting.board, frozenset(cause.codes)
    pilots = silent_pilots(board, job) if "C8" not in codes else ()
    names = [f"pilot building {building_name(board.problem, key)}" for key in pilots]
    first = [one.id for one in missing_before(board, job)] if "C7" not in codes else []
    names += first if len(first) <= MOST_NAMES else [*first[: MOST_NAMES - 1], f"{len(first) - MOST_NAMES + 1} more"]
    return f"; that keeps out {' and '.join(names)} too, which {'comes' if len(names) == 1 else 'come'} first"


def _alone(lifting: Lifting, job: Job, codes: tuple[str, ...], widely: bool = False) -> Cause | None:
    """Rules of which each alone, were it lifted, would make room."""
    found: list[str] = []
    for code in codes:
        if lifting.room(job, frozenset({code}), widely) is not None:
            found.append(code)
        if len(found) == MOST_REASONS:
            break
    return Cause(tuple(found), alone=True, widely=widely) if found else None


def _together(lifting: Lifting, job: Job) -> Cause | None:
    """Rules that would do when lifted together; each that could be kept is left away.

    What is left depends on the order in which they are tried: where it is more than two, a second order is.
    """
    if lifting.room(job, frozenset(LIFTED), widely=True) is None:
        return None
    orders = ((*WIDE, *(one for one in reversed(LIFTED) if one not in WIDE)), (*LIFTED, *WIDE))
    needed = _needed(lifting, job, orders[0])
    if len(needed) > 2:
        needed = min(needed, _needed(lifting, job, orders[1]), key=len)
    return Cause(needed, alone=False, widely=True)


def _needed(lifting: Lifting, job: Job, order: tuple[str, ...]) -> tuple[str, ...]:
    """The rules that remain when each is kept, in this order, where it can be."""
    needed: tuple[str, ...] = LIFTED
    for code in order:
        fewer = tuple(one for one in needed if one != code)
        if len(fewer) < len(needed) and lifting.room(job, frozenset(fewer), widely=True) is not None:
            needed = fewer
    return needed


def _along_the_chain(lifting: Lifting, job: Job, cause: Cause) -> Cause:
    """A joint cause without C7 and C8, where its other rules keep out what the switch waits for as well."""
    if cause.alone:
        return cause
    for kept in (("C7", "C8"), ("C7",), ("C8",)):
        rest = tuple(code for code in cause.codes if code not in kept)
        if not rest or not set(kept) <= set(cause.codes) or not waited_for(lifting.board, job, frozenset(rest)):
            continue
        if (found := _chained(lifting, job, rest, cause.widely)) is not None:
            return found
    return cause


def _chained(lifting: Lifting, job: Job, rest: tuple[str, ...], widely: bool) -> Cause | None:
    """The rules of a cause that are needed when all that the switch waits for gets its place too; None: not enough."""
    cause = Cause(rest, alone=False, widely=widely, chained=True)
    if _room(lifting, job, cause, frozenset(rest)) is None:
        return None
    for code in rest:
        fewer = tuple(one for one in rest if one != code)
        if fewer and _room(lifting, job, cause, frozenset(fewer)) is not None:
            rest = fewer
    return Cause(rest, alone=len(rest) == 1, widely=widely, chained=True)
