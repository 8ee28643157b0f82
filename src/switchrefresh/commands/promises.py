"""What was proposed and what was promised, as records; shared by plan, approve, show and export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from switchrefresh.commands.opening import Opened
from switchrefresh.errors import InputError
from switchrefresh.journal.records import History
from switchrefresh.journal.standing import is_given_back, standing_windows, with_states
from switchrefresh.planning.model import Plan, Window
from switchrefresh.planning.serial import plan_from
from switchrefresh.storage.journal_file import load_history
from switchrefresh.storage.plan_file import load_plan
from switchrefresh.storage.project import Project


@dataclass(frozen=True)
class Stored:
    """A plan file: its data as it lies there, and the plan it means."""

    data: Mapping[str, Any]
    plan: Plan

    @property
    def facts(self) -> Mapping[str, Mapping[str, str]]:
        """What each window's rules read when it was planned or promised."""
        found: Mapping[str, Mapping[str, str]] = self.data.get("facts", {})
        return found


def stored_plan(opened: Opened) -> Stored | None:
    """plan.json, if there is one; windows that were opened or closed since are running or done."""
    found = _stored(opened, "plan.json")
    if found is None:
        return None
    windows = with_states(found.plan.windows, load_history(opened.project))
    return Stored(found.data, replace(found.plan, windows=windows))


def stored_promise(opened: Opened) -> Stored | None:
    """approved.json, if there is one."""
    return _stored(opened, "approved.json")


def needed_plan(opened: Opened) -> Stored:
    """plan.json; an error that says how to make one when there is none."""
    found = stored_plan(opened)
    if found is None:
        raise InputError("there is no plan yet", "make one with: switchrefresh plan", code="no-plan")
    return found


def standing_promise(opened: Opened, history: History | None = None) -> Stored | None:
    """The promise as it stands after what has happened: states from the journal, without what is done elsewhere.

    Windows that were postponed are no promise any more, and are left out.
    """
    history = load_history(opened.project) if history is None else history
    found = stored_promise(opened)
    begun = _begun(opened, found, history)
    if found is None:
        proposal = _stored(opened, "plan.json") if begun else None
        found = Stored(proposal.data, replace(proposal.plan, windows=())) if proposal else None
    if found is None:
        return None
    promised = (*found.plan.windows, *begun)
    windows = tuple(w for w in standing_windows(promised, history) if not is_given_back(w, history))
    return Stored(found.data, replace(found.plan, windows=windows))


def promised_windows(opened: Opened, history: History | None = None) -> tuple[Window, ...]:
    """The windows that people were told about, as they stand, those that were given back included."""
    found = stored_promise(opened)
    history = load_history(opened.project) if history is None else history
    known = found.plan.windows if found else ()
    windows = standing_windows((*known, *_begun(opened, found, history)), history)
    ids = Counter(w.id for w in windows)
    switches = Counter(task.switch for w in windows for task in w.tasks)
    twice = [name for name, count in (ids + switches).items() if count > 1]
    if twice:
        hint = "take the wrong one out, or start again with: switchrefresh approve --all --withdraw"
        message = f"approved.json contradicts itself: {', '.join(sorted(twice)[:6])} is promised twice"
        raise InputError(message, hint, code="damaged-plan")
    return windows


def _begun(opened: Opened, promise: Stored | None, history: History) -> tuple[Window, ...]:
    """Windows that were opened without a promise, by a person's word: they have happened all the same."""
    known = {window.id for window in promise.plan.windows} if promise else set()
    begun = {key for key, record in history.windows.items() if record.opened is not None} - known
    proposal = _stored(opened, "plan.json") if begun else None
    return tuple(window for window in proposal.plan.windows if window.id in begun) if proposal else ()


def _stored(opened: Opened, name: str) -> Stored | None:
    project: Project = opened.project
    data = load_plan(project.root / name)
    if data is None:
        return None
    try:
        return Stored(data, plan_from(data, opened.inventory))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        hint = "restore it from a backup or git; `switchrefresh plan` makes a new plan.json"
        message = f"{name} is damaged: {type(error).__name__} in its windows"
        raise InputError(message, hint, code="damaged-plan") from None
