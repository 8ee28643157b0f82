"""What the window verbs share: which window is meant, what is left in it, and the states written where others read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from switchrefresh import clock
from switchrefresh.commands.opening import Opened
from switchrefresh.commands.promises import standing_promise, stored_plan, stored_promise
from switchrefresh.errors import RefusedError, UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.journal.records import History, Phase, Stage, WindowRecord
from switchrefresh.journal.standing import standing_windows, with_states
from switchrefresh.planning.model import Plan, Task, Window
from switchrefresh.planning.serial import plan_data
from switchrefresh.storage.locks import hold_lock
from switchrefresh.storage.plan_file import load_plan, save_plan

NOT_LEFT = (Stage.DONE, Stage.FAILED, Stage.BACKED_OUT)


@dataclass(frozen=True)
class Meant:
    """A window, whether it is promised, and what the journal knows of it."""

    window: Window
    promised: bool
    record: WindowRecord | None

    @property
    def is_open(self) -> bool:
        """Whether somebody works in it."""
        return self.record is not None and self.record.phase is Phase.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether the work in it has ended."""
        return self.record is not None and self.record.phase is Phase.CLOSED


def find_window(opened: Opened, name: str, history: History) -> Meant:
    """The window of that id: as it was promised, else as it is proposed."""
    promise, stored = standing_promise(opened, history), stored_plan(opened)
    raw = stored_promise(opened)
    record = history.windows.get(name)
    for window in raw.plan.windows if raw else ():
        standing = promise is not None and any(w.id == name for w in promise.plan.windows)
        if window.id == name and (standing or record is None or record.phase in (Phase.OPEN, Phase.CLOSED)):
            return Meant(window, True, record)
    for window in stored.plan.windows if stored else ():
        if window.id == name:
            return Meant(window, False, record)
    known = [w.id for one in (raw, stored) if one is not None for w in one.plan.windows]
    raise UsageError(f'there is no window "{name}"', suggest(name, known, "windows"), code="unknown-target")


def need_open(meant: Meant, verb: str) -> WindowRecord:
    """The record of an open window; refused when it is not open."""
    if meant.record is not None and meant.is_open:
        return meant.record
    name = meant.window.id
    if meant.is_closed:
        hint = "went something back later? switchrefresh log SWITCH failed --because TEXT, and trust SWITCH --replaced"
        raise RefusedError(f"{name} is closed", hint, code="window-closed")
    message = f"{name} is not open: nobody works in it as far as the journal knows"
    raise RefusedError(message, f"switchrefresh window start {name}, then {verb}", code="window-not-open")


def left_tasks(window: Window, history: History) -> tuple[Task, ...]:
    """The tasks of a window that are still to be done in it."""
    record = history.windows.get(window.id)
    if record is None or record.phase is not Phase.OPEN:
        return tuple(t for t in window.tasks if history.stage(t.switch) is not Stage.DONE)
    return tuple(task for task in window.tasks if history.stage(task.switch) not in NOT_LEFT)


def write_states(opened: Opened, history: History) -> None:
    """Put what has happened into approved.json and plan.json, for all who read these files.

    The journal is the truth: after a crash in between, every verb works the same out of it again.
    """
    with hold_lock(opened.project.plan_lock, "window"):
        promise, stored = stored_promise(opened), stored_plan(opened)
        if promise is not None:
            windows = standing_windows(promise.plan.windows, history)
            _save(opened.project.approved_file, replace(promise.plan, windows=windows))
        if stored is not None:
            _save(opened.project.plan_file, replace(stored.plan, windows=with_states(stored.plan.windows, history)))


def _save(path: Path, plan: Plan) -> None:
    """The same file with other windows: its facts, days and sums stay."""
    old = load_plan(path)
    if old is None:
        return
    ids = {window.id for window in plan.windows}
    waves = tuple(replace(wave, windows=tuple(key for key in wave.windows if key in ids)) for wave in plan.waves)
    plan = replace(plan, waves=tuple(wave for wave in waves if wave.windows))
    day, facts = date.fromisoformat(str(old["as_of"])), dict(old.get("facts", {}))
    data = plan_data(plan, day, str(old["horizon"]), old["inputs"])
    save_plan(path, {**data, "facts": {key: value for key, value in facts.items() if key in ids}})


def moment_now(opened: Opened, window: Window, as_of: str | None) -> datetime:
    """This moment in the window's zone, or the one that a rehearsal says."""
    zone = ZoneInfo(opened.inventory.zone(window.building))
    if as_of is None:
        return clock.now().astimezone(zone)
    try:
        found = datetime.fromisoformat(as_of)
    except ValueError:
        raise UsageError(f'--as-of: "{as_of}" is no moment', "write it like 2026-12-23T17:30") from None
    return found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)


def reason(text: str, verb: str) -> str:
    """Why somebody does this, as one line; it is part of the record, so it is needed."""
    line = " ".join(text.split())[:1000]
    if not line:
        raise UsageError(f"{verb} needs a reason", 'as in --because "custodian ill"')
    return line
