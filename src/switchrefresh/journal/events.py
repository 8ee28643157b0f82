"""Journal lines: one event each, chained per machine by hashes, and folded into state in the same order everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from switchrefresh.problems import Problem, Where

FORMAT = 1
GENESIS = "0" * 64
_FIXED = frozenset({"format", "at", "machine", "n", "prev", "event"})


@dataclass(frozen=True)
class Event:
    """What happened: `event` is a word such as approved or host-key-learned, `details` what belongs to it."""

    event: str
    at: datetime
    machine: str
    n: int
    prev: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Journal:
    """All events in order of time, and what is wrong with the file."""

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
        **{key: event.details[key] for key in sorted(event.details) if key not in _FIXED},
    }
    return json.dumps(record, ensure_ascii=True, separators=(", ", ": "))


def hash_of(line: str) -> str:
    """The link that the machine's next line carries."""
    return sha256(line.encode()).hexdigest()


def next_event(journal: Journal, machine: str, at: datetime, event: str, details: Mapping[str, Any]) -> Event:
    """The event that may be appended to a journal on this machine."""
    n, link = journal.tails.get(machine, (0, GENESIS))
    return Event(event, at, machine, n + 1, link, details)


def read_journal(text: str, file: str) -> Journal:
    """Every readable event; a torn, foreign or altered line is a problem with its line number, never an exception."""
    events: list[Event] = []
    problems: list[Problem] = []
    tails: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = Where(file, number, 1)
        event = _read_line(line, where, problems)
        if event is None:
            continue
        problems.extend(_broken_link(event, tails.get(event.machine), where))
        tails[event.machine] = (event.n, hash_of(line))
        events.append(event)
    ordered = tuple(sorted(events, key=lambda e: (e.at, e.machine, e.n)))
    return Journal(ordered, tuple(problems), tails)


def _read_line(line: str, where: Where, problems: list[Problem]) -> Event | None:
    try:
        record = json.loads(line)
        if record["format"] > FORMAT:
            hint = "update switchrefresh on this machine"
            problems.append(Problem("newer-format", f"a line of format {record['format']}", hint=hint, where=where))
            return None
        details = {key: value for key, value in record.items() if key not in _FIXED}
        at = datetime.fromisoformat(record["at"])
        if at.tzinfo is None:
            raise ValueError("no offset")  # noqa: TRY301 - told with the other ways a line can be bad
        return Event(str(record["event"]), at, str(record["machine"]), int(record["n"]), str(record["prev"]), details)
    except (ValueError, KeyError, TypeError, RecursionError):
        message = "this line is not a journal entry (torn by a crash, or edited)"
        hint = "leave it: what was acknowledged stands in whole lines"
        problems.append(Problem("journal-line", message, hint=hint, where=where))
        return None


def _broken_link(event: Event, tail: tuple[int, str] | None, where: Where) -> Iterable[Problem]:
    n, link = tail or (0, GENESIS)
    if (event.n, event.prev) != (n + 1, link):
        message = f"entry {event.n} of {event.machine} does not follow its entry {n}: a line was altered or lost"
        yield Problem("journal-chain", message, hint="compare with an older copy of the journal", where=where)
