"""journal.jsonl on disk: appended under a lock, flushed to the disk before anything is called done."""

from __future__ import annotations

import getpass
import platform
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from switchrefresh import clock
from switchrefresh.errors import InputError
from switchrefresh.journal.events import Journal, hash_of, line_of, next_event
from switchrefresh.journal.reading import read_journal
from switchrefresh.journal.records import History
from switchrefresh.journal.state import fold
from switchrefresh.storage.atomic import append_durably
from switchrefresh.storage.locks import hold_lock
from switchrefresh.storage.project import Project


def load_journal(project: Project) -> Journal:
    """What happened so far; no journal is an empty one."""
    try:
        text = project.journal_file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return Journal()
    except OSError as error:
        raise InputError(f"journal.jsonl cannot be read: {error.strerror}", "check its permissions") from None
    return read_journal(text, "journal.jsonl")


def load_history(project: Project) -> History:
    """What all of it comes to."""
    return fold(load_journal(project).events)


def append_event(
    project: Project, event: str, details: Mapping[str, Any], now: Callable[[], datetime] = clock.now
) -> None:
    """Add one event and return only when it is on the disk; the torn line of a crash is left behind, not joined."""
    append_events(project, [(event, details)], now)


def append_events(
    project: Project, events: Sequence[tuple[str, Mapping[str, Any]]], now: Callable[[], datetime] = clock.now
) -> None:
    """The same for several, in their order and with one flush; none is nothing to do."""
    if not events:
        return
    with hold_lock(project.journal_lock, f"journal: {events[0][0]}"):
        journal, machine, lines = load_journal(project), machine_name(), ""
        for event, details in events:
            entry = next_event(journal, machine, now(), event, {"who": person_name(), **details})
            line = line_of(entry)
            lines += f"{line}\n"
            journal = replace(journal, tails={**journal.tails, machine: (entry.n, hash_of(line))})
        lead = "\n" if _ends_torn(project) else ""
        append_durably(project.journal_file, f"{lead}{lines}".encode("ascii"))


def load_text(project: Project) -> str:
    """The journal as it lies there, for merging."""
    try:
        return project.journal_file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def adopt_lines(project: Project, lines: Sequence[str]) -> None:
    """Append whole lines of another copy's journal; returns when they are on the disk."""
    if not lines:
        return
    with hold_lock(project.journal_lock, "journal: merge"):
        lead = "\n" if _ends_torn(project) else ""
        append_durably(project.journal_file, (lead + "".join(f"{line}\n" for line in lines)).encode())


def machine_name() -> str:
    """A name for this machine that is fit for a file: letters, digits and dashes."""
    short = platform.node().split(".", maxsplit=1)[0].lower()
    return re.sub(r"[^a-z0-9-]+", "-", short).strip("-")[:40] or "unnamed"


def person_name() -> str:
    """The user name of whoever works here; what `--by` says goes before it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def _ends_torn(project: Project) -> bool:
    """Whether the last line lacks its end, as after a crash in the middle of an append."""
    path = project.journal_file
    return path.exists() and path.stat().st_size > 0 and not path.read_bytes().endswith(b"\n")
