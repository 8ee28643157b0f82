"""note: leave a sentence at a target, or say whom it waits for, so that nobody has to explain it in the hallway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from switchrefresh.commands.dates import EARLIER_WORK
from switchrefresh.commands.opening import Opened, as_of_date, date_option, open_folder
from switchrefresh.commands.promises import stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError
from switchrefresh.journal import words
from switchrefresh.journal.records import History, Note, Waiting
from switchrefresh.planning.targets import switches_of
from switchrefresh.storage.journal_file import append_event, load_history

LONGEST = 1000


@dataclass(frozen=True)
class Said:
    """What a person says about a target."""

    text: str = ""
    waiting_on: str | None = None
    since: str | None = None
    over: bool = False
    by: str | None = None
    as_of: str | None = None


def run(directory: str | None, target: str | None, said: Said) -> Result:
    """Write down what was said; with a target alone show what was said of it, without one everything."""
    opened = open_folder(directory, without_checks=True)
    if target is not None:
        _known(opened, target)
    if said.over and said.waiting_on is not None:
        raise UsageError("--over ends the waiting, --waiting-on begins it", "say one of them")
    if target is None and (said.text or said.waiting_on is not None or said.over):
        raise UsageError("a note needs a target", "name a switch, closet, building, wave or window")
    if said.since is not None and said.waiting_on is None:
        raise UsageError("--since belongs to --waiting-on", 'as in --waiting-on "vendor RMA" --since 2026-05-04')
    before = load_history(opened.project)
    written = _write(opened, target, said, before) if target is not None else []
    history = load_history(opened.project) if written else before
    data = {"target": target, "written": written, **_told(history, target)}
    return Result("note", data, next=("switchrefresh status",) if written else ())


def _known(opened: Opened, target: str) -> None:
    """A target that means nothing is a slip of the hand."""
    stored = stored_plan(opened)
    switches_of([target], opened.inventory, stored.plan if stored else None)


def _write(opened: Opened, target: str, said: Said, history: History) -> list[str]:
    by = {"who": _line("--by", said.by)} if said.by else {}
    written = []
    if said.waiting_on is not None:
        on, since = _line("--waiting-on", said.waiting_on), _since(opened, said)
        append_event(opened.project, words.WAITING, {"target": target, "on": on, "since": since.isoformat(), **by})
        written.append(words.WAITING)
    if said.over:
        if all(one.target != target for one in history.waiting):
            raise UsageError(f"{target} waits for nobody", "see what waits: switchrefresh note", code="not-waiting")
        append_event(opened.project, words.WAITING_OVER, {"target": target, **by})
        written.append(words.WAITING_OVER)
    if said.text:
        append_event(opened.project, words.NOTE, {"target": target, "text": _line("a note", said.text), **by})
        written.append(words.NOTE)
    return written


def _line(what: str, text: str) -> str:
    """One line of text."""
    line = " ".join(text.split())
    if not line:
        raise UsageError(f"{what} is empty", "say something")
    if len(line) > LONGEST:
        raise UsageError(f"{what} has {len(line)} characters", f"at most {LONGEST}; put the rest into a document")
    return line


def _since(opened: Opened, said: Said) -> date:
    """Since when: today without a date; never in the future, and not before any plan of this refresh."""
    today = as_of_date(said.as_of, opened.inventory)
    if said.since is None:
        return today
    day = date_option("--since", said.since)
    if day > today:
        raise UsageError(f"--since: {day} is in the future (today is {today})", "say it then", code="future-date")
    if day < today - EARLIER_WORK - timedelta(days=366):
        raise UsageError(f"--since: {day} is more than two years ago", "check the year", code="old-date")
    return day


def _told(history: History, target: str | None) -> dict[str, Any]:
    return {
        "waiting": [waiting_data(one) for one in history.waiting if target in (None, one.target)],
        "notes": [_note_data(one) for one in history.notes if target in (None, one.target)],
    }


def waiting_data(one: Waiting) -> dict[str, str]:
    """Who waits for whom, for JSON and the screen."""
    return {"target": one.target, "on": one.on, "since": one.since.isoformat(), "who": one.who}


def _note_data(one: Note) -> dict[str, str]:
    at = one.at.isoformat(timespec="seconds")
    return {"target": one.target, "text": one.text, "at": at, "who": one.who, "machine": one.machine}


def waits(history: History, targets: Sequence[str]) -> tuple[Waiting, ...]:
    """What is said to wait among these targets."""
    return tuple(one for one in history.waiting if one.target in targets)
