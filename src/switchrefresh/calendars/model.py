"""What the calendars say about a building and a date: its kind, its open intervals, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from switchrefresh.inventory.model import DayKind, FeedRole


class Health(StrEnum):
    """Whether a feed can be believed; everything but `ok` means: unknown, so nothing is planned on it."""

    OK = "ok"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    STALE = "stale"
    SHRUNK = "shrunk"


class Tier(StrEnum):
    """How sure a title's meaning is: strong acts alone, medium waits for a person, none has no effect."""

    STRONG = "strong"
    MEDIUM = "medium"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Repair:
    """Something a feed had wrong and how it was read; never silent."""

    code: str
    count: int
    message: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Dates of which a feed says something that was not understood; both included."""

    first: date
    last: date
    why: str


@dataclass(frozen=True, slots=True)
class FeedText:
    """The bytes of one feed file as they lie in the folder; `raw` is None when the file is not there.

    A `.yaml` feed comes as `rows`: its list, parsed to plain text, one mapping of `dates`, `title`, maybe `kind` each.
    A pasted text comes as rows too, with `notes` on what was not understood, `unread` dates that this leaves open, and
    `trouble` when it makes the whole feed unknown.
    """

    path: str
    role: FeedRole
    buildings: tuple[str, ...] | None
    raw: bytes | None
    max_age_days: int | None = None
    dtend: str | None = None
    rows: tuple[Mapping[str, str], ...] | None = None
    notes: tuple[Repair, ...] = ()
    unread: tuple[Unread, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class FeedReport:
    """Health of one feed, how many events it holds, and what was repaired.

    `sha256` is of its bytes, `months` its events by month of the horizon; `accepted` is the date of the copy that was
    last accepted, and `changed` says that this copy is another one.
    """

    path: str
    role: FeedRole
    health: Health
    events: int
    message: str = ""
    hint: str = ""
    newest: date | None = None
    repairs: tuple[Repair, ...] = ()
    sha256: str = ""
    months: tuple[tuple[str, int], ...] = ()
    accepted: date | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time in a building's own zone, `end` excluded."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Blocked:
    """A stretch of time taken out of the hours, and by what."""

    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class DayView:
    """One date of one building. `reasons` say why it is of this kind and why its hours are what they are.

    `thawed` is what would be open without the district's own freezes; None where no freeze is on the date.
    """

    date: date
    kind: DayKind
    open: tuple[Interval, ...]
    reasons: tuple[str, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    thawed: tuple[Interval, ...] | None = None

    @property
    def open_minutes(self) -> int:
        """Length of the open intervals in minutes that really pass (DST nights included)."""
        return sum(int((i.end.timestamp() - i.start.timestamp()) // 60) for i in self.open)


@dataclass(frozen=True, slots=True)
class Question:
    """A title that may close school, waiting for one human yes or no.

    `key` is what a decision is kept under, `suggested` the meaning that a yes stands for, `otherwise` that of a no;
    `feeds` where it stands.
    """

    title: str
    dates: tuple[date, ...]
    suggested: str
    tier: Tier
    buildings: tuple[str, ...] = ()
    hours_freed: float = 0.0
    key: str = ""
    feeds: tuple[str, ...] = ()
    otherwise: str = "ignore"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the feeds that looks wrong and changes nothing by itself; `path` is empty for the whole district."""

    code: str
    path: str
    message: str


@dataclass(frozen=True)
class Calendars:
    """Every building's days over a range of dates, the feeds they came from, open questions and doubts."""

    buildings: Mapping[str, tuple[DayView, ...]]
    feeds: tuple[FeedReport, ...] = ()
    review: tuple[Question, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    by_date: Mapping[str, Mapping[date, DayView]] = field(init=False, default_factory=dict, compare=False, repr=False)

    def day(self, building: str, on: date) -> DayView | None:
        """The view of one date, or None outside the range."""
        if not self.by_date:
            object.__setattr__(
                self, "by_date", {key: {d.date: d for d in days} for key, days in self.buildings.items()}
            )
        return self.by_date.get(building, {}).get(on)
