"""The plan as data: tasks inside windows inside waves, what could not be placed and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from switchrefresh.calendars.model import Calendars
from switchrefresh.inventory.model import Inventory


class State(StrEnum):
    """How firm a window is; everything but `proposed` stays where it is (C15)."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task:
    """One switch inside a window, with the minutes a crew works on it."""

    switch: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Window:
    """One crew, one building, one stretch of time: setup, tasks, room for backout. Times are in the building's zone."""

    id: str
    wave: str
    building: str
    crew: str
    start: datetime
    end: datetime
    tasks: tuple[Task, ...]
    why: tuple[str, ...] = ()
    state: State = State.PROPOSED


def is_over(window: Window, as_of: date) -> bool:
    """Whether no rule can move a window any more: done, running, or promised for a date that is past."""
    past_promise = window.state is State.APPROVED and window.end.date() < as_of
    return past_promise or window.state in (State.RUNNING, State.DONE)


def is_shortened(promise: Window, now: Window) -> bool:
    """Whether a window stays within what was promised, with fewer switches or another time for one of them inside."""
    if same_window(promise, now) or (now.building, now.crew, now.start) != (
        promise.building,
        promise.crew,
        promise.start,
    ):
        return False
    return now.end <= promise.end and {t.switch for t in now.tasks} <= {t.switch for t in promise.tasks}


def same_window(one: Window, other: Window) -> bool:
    """Whether people who were told of one need not be told of the other."""
    return (one.building, one.crew, one.start, one.end, one.tasks) == (
        other.building,
        other.crew,
        other.start,
        other.end,
        other.tasks,
    )


@dataclass(frozen=True, slots=True)
class Wave:
    """Windows between two go/no-go gates, named after a period of the school calendar."""

    id: str
    name: str
    windows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a switch has no place: a rule code (C1..C17) and a sentence a person can act on."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A planned switch without a task."""

    switch: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SolverReport:
    """How good the plan is: `gap` is (objective - bound) / objective; `scope` says which plans the bound holds for.

    The price of switches without a place is so high that a gap which is a fraction of it looks small whatever the rest
    is like: `placed_gap` is the same difference as a fraction of all other points. `floor` is a bound for every plan
    that the rules permit (0: none was worked out), `floor_gap` the difference to it as a fraction of all other points.
    """

    status: str
    objective: float
    bound: float
    gap: float
    seconds: float = 0.0
    scope: str = ""
    placed_gap: float = 0.0
    floor: float = 0.0
    floor_gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Changes:
    """How a plan differs from what was promised; entries are window ids.

    `shortened` are those of `moved` that keep building, crew and start and only lose switches or time: the promise
    stands, smaller. `why` names for each promised window that could not stay the rule that forbids it, as (window id,
    sentence).
    """

    added: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    kept: int = 0
    removed: tuple[str, ...] = ()
    why: tuple[tuple[str, str], ...] = ()
    shortened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks, found by the checker."""

    code: str
    message: str
    window: str | None = None
    switch: str | None = None


@dataclass(frozen=True)
class Plan:
    """A proposal: what is done when by whom, and what is left out; `prefer` is the preset it was made with."""

    waves: tuple[Wave, ...]
    windows: tuple[Window, ...]
    unplaced: tuple[Unplaced, ...]
    solver: SolverReport
    changes: Changes = Changes()
    prefer: str = "fewest-visits"


@dataclass(frozen=True)
class PlanRequest:
    """All that a plan depends on: equal requests give equal plans.

    `promised` are windows that are approved, running or done, as they stand in the promise; `previous` are the windows
    of the last proposal, whose ids are kept where a window stays the same; `taken_ids` are ids that no new window may
    get: those of buildings, switches, closets and of every window there ever was. `prefer` is the preset of goals:
    fewest-visits, earliest-finish or least-disruption. `pilot_held` is the date of the pilot's last window once the
    pilot is over: what is left in its buildings is then planned like anything else (C8).
    """

    inventory: Inventory
    calendars: Calendars
    as_of: date
    promised: tuple[Window, ...] = ()
    previous: tuple[Window, ...] = ()
    taken_ids: frozenset[str] = frozenset()
    seed: int = 0
    prefer: str = "fewest-visits"
    pilot_held: date | None = None
