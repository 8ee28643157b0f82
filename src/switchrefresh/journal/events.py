"""One event of the journal and its line: chained per machine by hashes, so that an altered line is noticed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from switchrefresh.problems import Problem

FORMAT = 1
GENESIS = "0" * 64
FRAME = frozenset({"format", "at", "machine", "n", "prev", "event"})


@dataclass(frozen=True)
class Event:
    """What happened: `event` is a word of `journal/words.py`, `details` what belongs to it."""

    event: str
    at: datetime
    machine: str
    n: int
    prev: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Journal:
    """All events in the order in which they happened, what is wrong with the file, and where each chain goes on."""

    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    tails: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def line_of(event: Event) -> str:
    """The text of one line, without the line end; keys in a fixed order so that the hash is stable."""
    record = {
        "format": FORMAT,
        "at": event.at.isoformat(timespec="seconds"),
        "machine": event.machine,
        "n": event.n,
        "prev": event.prev,
        "event": event.event,
        **{key: event.details[key] for key in sorted(event.details) if key not in FRAME},
    }
    return json.dumps(record, ensure_ascii=True, separators=(", ", ": "))


def hash_of(line: str) -> str:
    """The link that the machine's next line carries."""
    return sha256(line.encode()).hexdigest()


def next_event(journal: Journal, machine: str, at: datetime, event: str, details: Mapping[str, Any]) -> Event:
    """The event that may be appended to a journal on this machine."""
    n, link = journal.tails.get(machine, (0, GENESIS))
    return Event(event, at, machine, n + 1, link, details)
