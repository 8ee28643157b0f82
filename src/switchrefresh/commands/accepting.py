"""Accepting feeds: by planning with them while they are well, or by a person's word when one has shrunk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from switchrefresh.calendars.accepted import AcceptedFeed
from switchrefresh.calendars.model import Calendars, FeedReport, Health
from switchrefresh.commands.opening import Opened
from switchrefresh.errors import RefusedError, UsageError
from switchrefresh.storage.accepted_feeds import load_accepted, save_accepted
from switchrefresh.storage.locks import hold_lock

# A stale feed is whole, only old: that it was accepted says nothing about its age.
_ACCEPTABLE = frozenset({Health.OK, Health.SHRUNK, Health.STALE})


def remember_feeds(opened: Opened, calendars: Calendars, day: date) -> tuple[str, ...]:
    """Record every feed that is well as accepted; the caller holds the plan lock. The paths that are new or changed."""
    return _record(opened, [report for report in calendars.feeds if report.health is Health.OK], day)


def accept_feeds(opened: Opened, calendars: Calendars, paths: Sequence[str], day: date) -> tuple[str, ...]:
    """Record the named feeds as accepted, because a person says so; refused for what cannot be read."""
    by_path = {report.path: report for report in calendars.feeds}
    chosen = []
    for path in paths:
        report = by_path.get(path)
        if report is None:
            raise UsageError(f'"{path}" is not a feed of this district', f"feeds: {', '.join(by_path) or 'none'}")
        if report.health not in _ACCEPTABLE:
            message = f"{path} is {report.health}: {report.message}"
            raise RefusedError(message, report.hint or None, code=f"{report.health}-feed")
        chosen.append(report)
    with hold_lock(opened.project.plan_lock, "calendar --accept"):
        return _record(opened, chosen, day)


def _record(opened: Opened, reports: Sequence[FeedReport], day: date) -> tuple[str, ...]:
    before = load_accepted(opened.project)
    now = dict(before)
    for report in reports:
        known = before.get(report.path)
        if report.sha256 and (known is None or known.sha256 != report.sha256):
            now[report.path] = AcceptedFeed(report.sha256, report.events, day, dict(report.months))
    listed = {report.path for report in reports} | {feed.path for feed, _ in opened.inventory.feeds()}
    now = {path: one for path, one in now.items() if path in listed}
    if now != before:
        save_accepted(opened.project, now)
    return tuple(sorted(path for path, one in now.items() if before.get(path) != one))
