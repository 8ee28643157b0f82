"""window postpone: give a window back and plan again with the smallest change; its id goes with it."""

from __future__ import annotations

from typing import Any

from switchrefresh.commands import plan
from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.phases import stands_new
from switchrefresh.commands.result import Result
from switchrefresh.commands.window_start import Choice
from switchrefresh.commands.windows import Meant, find_window, reason
from switchrefresh.errors import RefusedError
from switchrefresh.journal import words
from switchrefresh.journal.records import History, Phase, Stage
from switchrefresh.storage.journal_file import append_event, load_history
from switchrefresh.storage.locks import hold_lock


def run(directory: str | None, name: str, choice: Choice) -> Result:
    """Write it down, then plan: the exit code is that of the plan."""
    because = reason(choice.because, "window postpone")
    opened = open_folder(directory)
    with hold_lock(opened.project.window_lock, f"window postpone {name}"):
        history = load_history(opened.project)
        meant = find_window(opened, name, history)
        if meant.record is None or meant.record.phase is not Phase.POSTPONED:
            _refuse(opened, meant, history)
            append_event(opened.project, words.WINDOW_POSTPONED, {**_details(meant, because), **choice.who})
    planned = plan.run(directory, as_of=choice.as_of[:10] if choice.as_of else None, because=f"{name}: {because}")
    return _answer(meant, planned, because)


def _refuse(opened: Opened, meant: Meant, history: History) -> None:
    """A window in which something has happened is not given back."""
    name = meant.window.id
    if meant.is_closed:
        raise RefusedError(f"{name} is closed", "what is left of it is in the next plan", code="window-closed")
    if not meant.promised:
        message = f"{name} is not promised to anybody, so there is nothing to give back"
        raise RefusedError(message, "switchrefresh plan", code="not-approved")
    touched = [
        task.switch
        for task in meant.window.tasks
        if meant.is_open and (history.stage(task.switch) is Stage.DONE or stands_new(opened, task.switch, history))
    ]
    if touched:
        message = f"{name} has begun: {', '.join(touched[:4])} is swapped already"
        hint = f"go on and finish it, or put them back: switchrefresh window backout {name} --because"
        raise RefusedError(message, hint, code="window-begun")


def _details(meant: Meant, because: str) -> dict[str, Any]:
    window = meant.window
    return {
        "window": window.id,
        "building": window.building,
        "date": window.start.date().isoformat(),
        "switches": [task.switch for task in window.tasks],
        "because": because,
    }


def _answer(meant: Meant, planned: Result, because: str) -> Result:
    name = meant.window.id
    now = next((w for w in planned.data["windows"] if w["id"] == name), None)
    switches = {task.switch for task in meant.window.tasks}
    heirs = [w for w in planned.data["windows"] if switches & {task["switch"] for task in w["tasks"]}]
    left = [one for one in planned.data["unplaced"] if one["switch"] in switches]
    data = {
        "action": "postpone",
        "window": name,
        "because": because,
        "was": {"start": meant.window.start.isoformat(), "end": meant.window.end.isoformat()},
        "now": {"start": now["start"], "end": now["end"]} if now else None,
        "windows": heirs,
        "unplaced": left,
        "changes": planned.data["changes"],
    }
    ids = " ".join(dict.fromkeys([*(w["id"] for w in heirs), *planned.data["changes"]["moved"]]))
    steps = (f"switchrefresh approve {ids} --yes", f"switchrefresh notify {ids} --for staff") if ids else ()
    problems = tuple(p for p in planned.problems if p.is_error or p.code != "stale-feed")
    return Result("window", data, problems, planned.exit, steps)
