"""An open window as the verbs that end it see it, and the last line of its night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from switchrefresh.commands.opening import Opened
from switchrefresh.commands.windows import find_window, need_open, write_states
from switchrefresh.journal import words
from switchrefresh.journal.durations import Plan as Planned
from switchrefresh.journal.durations import measure
from switchrefresh.journal.events import Event
from switchrefresh.journal.records import History, Stage, WindowRecord
from switchrefresh.journal.state import fold
from switchrefresh.planning.durations import crew_minutes
from switchrefresh.planning.model import Window
from switchrefresh.storage.journal_file import append_event, load_history, load_journal


@dataclass(frozen=True)
class Night:
    """An open window and what is known of it."""

    opened: Opened
    directory: str | None
    window: Window
    record: WindowRecord
    history: History
    events: tuple[Event, ...]  # as they were when the night was ended: what is written now is no measurement


def night_of(opened: Opened, directory: str | None, name: str, verb: str) -> Night:
    """The night of an open window; refused when it is not open."""
    events = load_journal(opened.project).events
    history = fold(events)
    meant = find_window(opened, name, history)
    if meant.is_closed:
        write_states(opened, history)  # a machine that died right after the last line had no time for it
    return Night(opened, directory, meant.window, need_open(meant, verb), history, events)


def close_window(night: Night, who: Mapping[str, str], because: str = "") -> None:
    """The last line of a night: what was done in it and how long it took."""
    opened, name = night.opened, night.window.id
    history = load_history(opened.project)
    mine = {t.switch: history.switches.get(t.switch) for t in night.window.tasks}
    stages = {key: record.stage for key, record in mine.items() if record is not None and record.window == name}
    planned = [_planned(opened, night.window, task.switch) for task in night.window.tasks]
    work = opened.inventory.district.work
    tasks = measure(night.events, name, planned, work.setup, work.closet_change)
    details: dict[str, Any] = {
        "window": name,
        "opened": night.record.opened.isoformat() if night.record.opened else "",
        "crew": night.window.crew,
        "done": sorted(key for key, stage in stages.items() if stage is Stage.DONE),
        "failed": sorted(key for key, stage in stages.items() if stage in (Stage.FAILED, Stage.BACKED_OUT)),
        "tasks": tasks,
        **who,
    }
    append_event(opened.project, words.WINDOW_CLOSED, {**details, "because": because} if because else details)
    write_states(opened, load_history(opened.project))


def _planned(opened: Opened, window: Window, name: str) -> Planned:
    switch = opened.inventory.switches.get(name)
    if switch is None:
        return Planned(name, "", "", 0.0)
    return Planned(name, switch.closet or "", str(switch.role), crew_minutes(opened.inventory, name, window.crew))
