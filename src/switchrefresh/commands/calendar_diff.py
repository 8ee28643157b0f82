"""What a change in a feed does to promises: every promised window that it touches, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from switchrefresh.calendars.kinds import KIND_WORDS
from switchrefresh.calendars.model import Calendars, DayView, FeedText
from switchrefresh.commands.opening import (
    Opened,
    as_of_date,
    horizon_of,
    open_folder,
    read_days_from,
)
from switchrefresh.commands.promises import standing_promise
from switchrefresh.commands.result import Result
from switchrefresh.errors import Exit, UsageError
from switchrefresh.planning.facts import changed_facts, facts_of
from switchrefresh.planning.model import State, Window
from switchrefresh.problems import Problem, warning
from switchrefresh.storage.feeds import read_feeds, yaml_rows
from switchrefresh.storage.project import read_bytes

KINDS = {str(kind): word for kind, word in KIND_WORDS.items()}
CALENDAR = "calendar of "
SHOWN_DAYS = 400


def run(directory: str | None, new: str, feed: str | None = None, as_of: str | None = None) -> Result:
    """Compare a new copy of a feed with the one in the folder; 1 when it touches a promised window."""
    opened = open_folder(directory)
    span, day = horizon_of(opened.inventory), as_of_date(as_of, opened.inventory)
    feeds = read_feeds(opened.project, opened.inventory)
    old = _meant(feeds, new, feed)
    fresh = _copy(old, new)
    before = read_days_from(opened, feeds, span, day)
    after = read_days_from(opened, [fresh if one is old else one for one in feeds], span, day)
    promise = standing_promise(opened)
    waiting = [w for w in (promise.plan.windows if promise else ()) if w.state is State.APPROVED]
    windows = [_touched(window, opened, before, after) for window in waiting]
    touched = [found for found in windows if found is not None]
    days = list(_changed_days(before, after))
    reports = [next(r for r in calendars.feeds if r.path == old.path) for calendars in (before, after)]
    data = {
        "feed": old.path,
        "new": new,
        "health": {
            "before": str(reports[0].health),
            "after": str(reports[1].health),
            "message": reports[1].message,
            "hint": reports[1].hint,
        },
        "events": {"before": reports[0].events, "after": reports[1].events},
        "days": days[:SHOWN_DAYS],
        "days_changed": len(days),
        "promised": len(windows),
        "windows": touched,
        "buildings": {},
        "review": [],
    }
    return Result("calendar", data, exit=Exit.NO if touched else Exit.OK)


def touched_promises(opened: Opened, calendars: Calendars) -> tuple[Problem, ...]:
    """For `plan`: every approved window whose calendar is no longer what it was when it was promised, and why."""
    promise = standing_promise(opened)
    found = []
    for window in promise.plan.windows if promise else ():
        stored = promise.facts.get(window.id, {}) if promise else {}
        if window.state is not State.APPROVED or not stored:
            continue
        now = facts_of(window, opened.inventory, calendars)
        changes = changed_facts(_calendar_only(stored), _calendar_only(now))
        if changes:
            why = _because(window, calendars)
            told = (*(_in_words(change) for change in changes), *why)
            message = f"{window.id} was promised on another calendar: {'; '.join(told)}"
            found.append(warning("promise-touched", message, f"switchrefresh show {window.id} --why"))
    return tuple(found)


def _meant(feeds: Sequence[FeedText], new: str, feed: str | None) -> FeedText:
    """The feed that the new copy replaces: the named one, else the one with its file name, else the only one."""
    paths = ", ".join(one.path for one in feeds) or "none"
    if feed is not None:
        found = [one for one in feeds if one.path == feed]
        if not found:
            raise UsageError(f'"{feed}" is not a feed of this district', f"feeds: {paths}")
        return found[0]
    found = [one for one in feeds if PurePosixPath(one.path).name == Path(new).name]
    found = found or (list(feeds) if len(feeds) == 1 else [])
    if len({one.path for one in found}) != 1:
        raise UsageError("which feed does it replace?", f"say --feed PATH; feeds: {paths}")
    return found[0]


def _copy(old: FeedText, new: str) -> FeedText:
    raw = read_bytes(Path(new), new)
    rows = yaml_rows(new, raw)[0] if old.path.endswith((".yaml", ".yml")) else None
    return replace(old, raw=raw, rows=rows)


def _touched(window: Window, opened: Opened, before: Calendars, after: Calendars) -> dict[str, Any] | None:
    """A promised window whose calendar facts differ between the two; done windows lie behind it."""
    if window.state is not State.APPROVED:
        return None
    was = _calendar_only(facts_of(window, opened.inventory, before))
    now = _calendar_only(facts_of(window, opened.inventory, after))
    changes = changed_facts(was, now)
    if not changes:
        return None
    return {
        "id": window.id,
        "building": window.building,
        "crew": window.crew,
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "fits": _fits(window, after.day(window.building, window.start.date())),
        "why": [_in_words(change) for change in changes],
        "was": list(_because(window, before)),
        "is": list(_because(window, after)),
    }


def _in_words(change: str) -> str:
    """A changed fact with the kinds of day as people call them; facts are kept in the words of the files."""
    return re.sub(r"\b(?:was|is) (\w+)(?=, )", lambda m: m[0].replace(m[1], KINDS.get(m[1], m[1])), change)


def _calendar_only(facts: Any) -> dict[str, str]:
    return {name: value for name, value in facts.items() if name.startswith(CALENDAR)}


def _fits(window: Window, view: DayView | None) -> bool:
    return view is not None and any(i.start <= window.start and window.end <= i.end for i in view.open)


def _because(window: Window, calendars: Calendars) -> tuple[str, ...]:
    """The kind of the day with its event, and what takes time out of the window."""
    view = calendars.day(window.building, window.start.date())
    if view is None:
        return ()
    blocked = (b.reason for b in view.blocked if b.start < window.end and window.start < b.end)
    return tuple(dict.fromkeys((*view.reasons[:1], *blocked)))


def _news(view: DayView, other: DayView) -> str:
    """The first reason that only this view has, its kind before all; else why it is of its kind."""
    known = {*other.reasons, *(blocked.reason for blocked in other.blocked)}
    told = (*view.reasons[:1], *(blocked.reason for blocked in view.blocked), *view.reasons[2:])
    return next((reason for reason in told if reason not in known), view.reasons[0])


def _changed_days(before: Calendars, after: Calendars) -> Any:
    """Every building and date whose kind or open hours differ."""
    for key, days in before.buildings.items():
        for was in days:
            now = after.day(key, was.date)
            if now is not None and (was.kind, was.open) != (now.kind, now.open):
                yield {
                    "building": key,
                    "date": was.date.isoformat(),
                    "was": _news(was, now),
                    "is": _news(now, was),
                    "minutes": now.open_minutes - was.open_minutes,
                }
