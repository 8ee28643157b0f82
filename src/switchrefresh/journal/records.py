"""What the journal comes to: the state of every switch and window, who waits for whom, units and measured durations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property


class Stage(StrEnum):
    """How far a switch is, as far as the journal knows; without an entry nothing has happened to it."""

    IN_WORK = "in work"
    DONE = "done"
    FAILED = "failed"
    BACKED_OUT = "backed out"


class Phase(StrEnum):
    """Where a window is in its life."""

    PROMISED = "promised"
    OPEN = "open"
    CLOSED = "closed"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class SwitchRecord:
    """The last that was said about a switch: `on` is the date of the work, `at` when it was written down."""

    switch: str
    stage: Stage
    at: datetime
    on: date | None = None
    window: str | None = None
    serial: str = ""
    model: str = ""
    who: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class WindowRecord:
    """A window: `switches` are its tasks when it was opened, `accepted` the gates that a person answers for."""

    window: str
    phase: Phase
    at: datetime
    opened: datetime | None = None
    closed: datetime | None = None
    building: str = ""
    crew: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    backout_point: datetime | None = None
    switches: tuple[str, ...] = ()
    accepted: Mapping[str, str] = field(default_factory=dict)
    who: str = ""
    machine: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """The last verdict about a switch."""

    switch: str
    verdict: str
    at: datetime
    window: str | None = None
    findings: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delay that is somebody else's: `target` waits for `on` since a date."""

    target: str
    on: str
    since: date
    at: datetime
    who: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that somebody left at a target."""

    target: str
    text: str
    at: datetime
    who: str = ""
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """What became of a piece of hardware: `what` is installed, removed, wiped or disposed."""

    switch: str
    what: str
    on: date
    at: datetime
    serial: str = ""
    model: str = ""
    who: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """How long a crew really worked on a switch in a window; `planned` are the minutes without buffer, 0 unknown."""

    switch: str
    window: str
    crew: str
    start: datetime
    end: datetime
    planned: float = 0.0
    role: str = ""

    @property
    def minutes(self) -> float:
        """The length in minutes."""
        return (self.end - self.start).total_seconds() / 60


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A window that was postponed: its building does not get that date again unless somebody plans afresh."""

    window: str
    building: str
    on: date
    because: str = ""


@dataclass(frozen=True)
class History:
    """Everything that has happened, folded."""

    switches: Mapping[str, SwitchRecord] = field(default_factory=dict)
    windows: Mapping[str, WindowRecord] = field(default_factory=dict)
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()
    notes: tuple[Note, ...] = ()
    units: tuple[Unit, ...] = ()
    measured: tuple[Measured, ...] = ()
    given_back: tuple[GivenBack, ...] = ()
    keys_replaced: Mapping[str, datetime] = field(default_factory=dict)
    backed_up: Mapping[tuple[str, str], datetime] = field(default_factory=dict)  # (switch, phase): end of the last run
    window_ids: frozenset[str] = frozenset()  # every id that a window ever had
    tried: frozenset[str] = frozenset()  # every switch that ever failed or went back, whatever became of it later

    def stage(self, switch: str) -> Stage | None:
        """How far a switch is; an open window puts its switches in work until something is said about each."""
        record = self.switches.get(switch)
        window = self.open_window(switch)
        if window is not None and not (record is not None and _settled(record, window)):
            return Stage.IN_WORK
        return record.stage if record is not None else None

    def open_window(self, switch: str) -> WindowRecord | None:
        """The open window that a switch belongs to."""
        return next((w for w in self.open_windows if switch in w.switches), None)

    @cached_property
    def open_windows(self) -> tuple[WindowRecord, ...]:
        """Windows in which somebody works, the latest opened first."""
        found = [w for w in self.windows.values() if w.phase is Phase.OPEN]
        return tuple(sorted(found, key=lambda w: (w.at, w.window), reverse=True))

    def done(self) -> dict[str, SwitchRecord]:
        """Every switch that is replaced."""
        return {key: record for key, record in self.switches.items() if record.stage is Stage.DONE}


def _settled(record: SwitchRecord, window: WindowRecord) -> bool:
    """Whether a record is about this opening of the window: done before counts, failed before does not."""
    if record.stage is Stage.DONE:
        return True
    return record.window == window.window and (window.opened is None or record.at >= window.opened)
