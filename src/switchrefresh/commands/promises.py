"""What was proposed and what was promised, as records; shared by plan, approve, show and export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from switchrefresh.commands.opening import Opened
from switchrefresh.errors import InputError
from switchrefresh.planning.model import Plan, Window
from switchrefresh.planning.serial import plan_from
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
    """plan.json, if there is one."""
    return _stored(opened, "plan.json")


def stored_promise(opened: Opened) -> Stored | None:
    """approved.json, if there is one."""
    return _stored(opened, "approved.json")


def needed_plan(opened: Opened) -> Stored:
    """plan.json; an error that says how to make one when there is none."""
    found = stored_plan(opened)
    if found is None:
        raise InputError("there is no plan yet", "make one with: switchrefresh plan", code="no-plan")
    return found


def promised_windows(opened: Opened) -> tuple[Window, ...]:
    """The windows that people were told about."""
    found = stored_promise(opened)
    windows = found.plan.windows if found else ()
    ids = Counter(w.id for w in windows)
    switches = Counter(task.switch for w in windows for task in w.tasks)
    twice = [name for name, count in (ids + switches).items() if count > 1]
    if twice:
        hint = "take the wrong one out, or start again with: switchrefresh approve --all --withdraw"
        message = f"approved.json contradicts itself: {', '.join(sorted(twice)[:6])} is promised twice"
        raise InputError(message, hint, code="damaged-plan")
    return windows


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
