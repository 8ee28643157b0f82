"""How long each switch of a night really took, out of what was written down while it was worked on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from switchrefresh.journal import details as read
from switchrefresh.journal import words
from switchrefresh.journal.events import Event

_READY = (words.VERIFIED, words.SWITCH_DONE)


@dataclass(frozen=True)
class Plan:
    """A task as it was planned: `minutes` without buffer, for this crew."""

    switch: str
    closet: str
    role: str
    minutes: float


def measure(
    events: Iterable[Event], window: str, plans: Sequence[Plan], setup: int, closet_change: int
) -> list[dict[str, Any]]:
    """Start and end of each task, for `window-closed`.

    A task ends with the first proof that its switch is back, else with the key of the new switch, and begins when the
    one before it ended; setup and the way to another closet are taken off. A switch of which nothing was written down
    while it was worked on is not measured: when the window is closed says nothing about it.
    """
    opened, ends = _moments(events, window, {plan.switch for plan in plans})
    if opened is None:
        return []
    by_switch = {plan.switch: plan for plan in plans}
    found, at, closet = [], opened + timedelta(minutes=setup), None
    for switch, end in sorted(ends.items(), key=lambda one: (one[1], one[0])):
        plan = by_switch[switch]
        start = at + timedelta(minutes=closet_change if closet not in (None, plan.closet) else 0)
        if start < end:
            found.append(
                {
                    "switch": switch,
                    "start": start.isoformat(),
                    "end": end.isoformat(),
                    "planned": round(plan.minutes, 2),
                    "role": plan.role,
                }
            )
        at, closet = max(at, end), plan.closet
    return found


def _moments(events: Iterable[Event], window: str, switches: set[str]) -> tuple[datetime | None, dict[str, datetime]]:
    """When the window was opened, and when each of its switches was ready."""
    opened: datetime | None = None
    proven: dict[str, datetime] = {}
    keyed: dict[str, datetime] = {}
    for event in events:
        if event.event == words.WINDOW_OPENED and read.text(event.details, "window") == window:
            opened = event.at
            proven, keyed = {}, {}
        if opened is None:
            continue
        for switch in switches.intersection(read.targets(event.details)):
            if event.event == words.HOST_KEY_REPLACED:
                keyed.setdefault(switch, event.at)
            if event.event in _READY and read.text(event.details, "verdict") != "not-proven":
                proven.setdefault(switch, event.at)
            if event.event in (words.SWITCH_FAILED, words.BACKED_OUT):
                proven.pop(switch, None)
                keyed.pop(switch, None)
    return opened, {**keyed, **proven}
