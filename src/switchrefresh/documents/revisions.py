"""Which revision of a window people have in their calendars: numbers that only grow, and entries to cancel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.model import State, Window
from switchrefresh.planning.serial import window_data, window_from


@dataclass(frozen=True, slots=True)
class Published:
    """A window as it was published last, and the SEQUENCE of that (RFC 5545, 3.8.7.4)."""

    window: Window
    sequence: int = 0
    is_cancelled: bool = False


def revise(published: Mapping[str, Published], windows: Sequence[Window]) -> dict[str, Published]:
    """What is published now: a window that moved, came back or is gone has a number one higher than before.

    Windows that are gone stay as cancelled, for whoever subscribed has them; window ids are never given twice.
    """
    now = {window.id: window for window in windows}
    found: dict[str, Published] = {}
    for key, old in published.items():
        window = now.get(key)
        if window is None:
            found[key] = old if old.is_cancelled else replace(old, sequence=old.sequence + 1, is_cancelled=True)
        else:
            moved = old.is_cancelled or _told(window) != _told(old.window)
            found[key] = Published(window, old.sequence + moved)
    return found | {key: Published(window) for key, window in now.items() if key not in published}


def revisions_data(published: Mapping[str, Published]) -> dict[str, Any]:
    """As a journal event holds it."""
    return {
        key: {
            **{k: v for k, v in window_data(found.window).items() if k not in {"why", "tasks"}},
            "sequence": found.sequence,
            "cancelled": found.is_cancelled,
        }
        for key, found in sorted(published.items())
    }


def revisions_from(data: Mapping[str, Any], inventory: Inventory) -> dict[str, Published]:
    """Back from a journal event; what is not one any more is left out."""
    found = {}
    for key, entry in data.items():
        try:
            window = window_from({**entry, "why": [], "tasks": []}, inventory)
            found[str(key)] = Published(window, int(entry["sequence"]), bool(entry["cancelled"]))
        except (KeyError, TypeError, ValueError):
            continue
    return found


def _told(window: Window) -> tuple[str, datetime, datetime, bool]:
    """What a subscriber would notice."""
    return window.building, window.start, window.end, window.state is State.PROPOSED
