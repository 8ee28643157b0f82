"""What the site is made from, and who it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from switchrefresh.calendars.model import Calendars
from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.model import State, Window


class Audience(StrEnum):
    """Public sees building, time and plain services of what is promised; staff also crews, closets and proposals."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True)
class SiteFacts:
    """Everything the pages are made from.

    `done` are the switches whose replacement runs; `waiting` says for a building whom everybody waits for since when;
    `sequences` are the revision numbers of the calendar entries, `cancelled` windows that were published and are gone.
    """

    inventory: Inventory
    calendars: Calendars
    windows: Sequence[Window]
    as_of: date
    audience: Audience = Audience.PUBLIC
    done: frozenset[str] = frozenset()
    waiting: Mapping[str, Sequence[tuple[str, date]]] = field(default_factory=dict)
    sequences: Mapping[str, int] = field(default_factory=dict)
    cancelled: Sequence[Window] = ()
    wave_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_staff(self) -> bool:
        return self.audience is Audience.STAFF


def shown_windows(windows: Sequence[Window], audience: Audience) -> tuple[Window, ...]:
    """The windows that an audience may know of: nobody outside is told a date that is not promised."""
    return tuple(w for w in windows if audience is Audience.STAFF or w.state is not State.PROPOSED)
