"""log: write down what happened outside a window: an emergency swap, earlier vendor work, where old hardware went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from switchrefresh.commands.dates import past_date
from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.promises import stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.errors import RefusedError, UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.inventory.model import Switch
from switchrefresh.journal import words
from switchrefresh.journal.records import History, Stage
from switchrefresh.journal.state import UNIT_WORDS
from switchrefresh.planning.targets import switches_of
from switchrefresh.problems import Problem, warning
from switchrefresh.storage.journal_file import append_event, load_history

WHAT = ("done", "failed", *UNIT_WORDS)
LONGEST = 120


@dataclass(frozen=True)
class Entry:
    """What a person says has happened."""

    what: str
    on: str | None = None
    serial: str | None = None
    because: str = ""
    by: str | None = None
    as_of: str | None = None


def run(directory: str | None, target: str, entry: Entry) -> Result:
    """Write it into the journal; a switch that is done leaves the plan at the next `plan`."""
    if entry.what not in WHAT:
        raise UsageError(f'"{entry.what}" is nothing to log', suggest(entry.what, WHAT, "words"))
    opened = open_folder(directory, without_checks=True)
    stored = stored_plan(opened)
    names = switches_of([target], opened.inventory, stored.plan if stored else None)
    if entry.serial and len(names) > 1:
        raise UsageError(f"{target} is {len(names)} switches, and --serial is that of one", "name one switch")
    on = past_date("--on", entry.on, opened.inventory, entry.as_of)
    history = load_history(opened.project)
    _refuse(opened, names, entry, history)
    problems = [found for name in names for found in _doubts(opened, name, entry, history)]
    rows = [_row(opened, name, entry, on, history) for name in names]
    for row in rows:
        append_event(opened.project, _word(entry.what), {key: value for key, value in row.items() if value})
    shown = [{**row, "what": entry.what} for row in rows]
    steps = ("switchrefresh plan",) if entry.what in ("done", "failed") else ("switchrefresh status",)
    return Result("log", {"logged": shown}, tuple(problems), next=steps)


def _word(what: str) -> str:
    return {"done": words.SWITCH_DONE, "failed": words.SWITCH_FAILED}.get(what, words.UNIT)


def _refuse(opened: Opened, names: tuple[str, ...], entry: Entry, history: History) -> None:
    """What cannot be true."""
    if entry.what == "failed" and not entry.because.strip():
        raise UsageError("a failure needs a reason", 'as in --because "no light on the uplink"')
    for name in names:
        switch = opened.inventory.switches[name]
        if entry.what in ("done", "failed") and switch.replacement is None:
            message = f"{name} is not to be replaced: it has no `replacement:` in switches.yaml"
            raise RefusedError(message, "enter the replacement first", code="not-planned")
        if entry.what == "done" and entry.serial and entry.serial == switch.serial:
            message = f"{entry.serial} is the serial of the old {name}, not of its replacement"
            raise RefusedError(message, "read it off the new switch", code="old-serial")
        if entry.what == "failed" and history.stage(name) is None and history.open_window(name) is None:
            message = f"nobody has worked on {name}: there is nothing that could have failed"
            raise RefusedError(message, "give its window back instead: switchrefresh window postpone", "nothing-failed")


def _doubts(opened: Opened, name: str, entry: Entry, history: History) -> list[Problem]:
    """What may be true and is worth a second look."""
    switch, found = opened.inventory.switches[name], list[Problem]()
    stage = history.stage(name)
    if entry.what == "done":
        if stage is Stage.DONE:
            found.append(warning("logged-again", f"{name} was done before; what is said now counts"))
        planned = switch.replacement.serial if switch.replacement else None
        if entry.serial and planned and entry.serial != planned:
            message = f"{name}: {entry.serial} is in, {planned} was meant for it"
            found.append(warning("other-serial", message, "correct `replacement: serial:`, and the label"))
    if entry.what in UNIT_WORDS:
        if stage not in (Stage.DONE, Stage.IN_WORK):
            message = f"{name} is not replaced as far as the journal knows"
            found.append(warning("old-still-in", message, f"switchrefresh log {name} done --on DATE"))
        wiped = any(unit.what == "wiped" for unit in history.units if unit.switch == name)
        if entry.what == "disposed" and not wiped:
            message = f"the old {name} was never logged as wiped: its config holds passwords and keys"
            found.append(warning("not-wiped", message, f"switchrefresh log {name} wiped"))
    return found


def _row(opened: Opened, name: str, entry: Entry, on: date, history: History) -> dict[str, Any]:
    switch: Switch = opened.inventory.switches[name]
    window = history.open_window(name) if entry.what in ("done", "failed") else None
    row: dict[str, Any] = {
        "switch": name,
        "on": on.isoformat(),
        "serial": _serial(switch, entry),
        "because": " ".join(entry.because.split())[:1000],
        "window": window.window if window else None,
    }
    if entry.what == "done" and switch.replacement is not None:
        row["model"] = switch.replacement.model
    if entry.what in UNIT_WORDS:
        row |= {"what": entry.what, "model": switch.model}
    return row | ({"who": entry.by} if entry.by else {})


def _serial(switch: Switch, entry: Entry) -> str | None:
    """The serial that was said; of the old unit the one in the files."""
    if entry.serial:
        if len(entry.serial) > LONGEST or not entry.serial.isprintable():
            raise UsageError("--serial is no serial number", "read it off the label")
        return entry.serial
    return switch.serial if entry.what in UNIT_WORDS else None
