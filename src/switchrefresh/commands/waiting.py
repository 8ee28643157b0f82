"""Whom a window or a building waits for, as the journal knows it, for papers that people read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from switchrefresh.inventory.model import Inventory
from switchrefresh.journal.records import History, Waiting
from switchrefresh.planning.model import Window

Waits = tuple[tuple[str, date], ...]


def waits_of_window(history: History, window: Window, inventory: Inventory) -> Waits:
    """What holds up a window: said of itself, its wave, its building, one of its closets or switches."""
    switches = {task.switch for task in window.tasks}
    closets = {f"{window.building}/{inventory.switches[s].closet}" for s in switches if s in inventory.switches}
    return _said(history.waiting, {window.id, window.wave, window.building, *switches, *closets})


def waits_by_building(history: History, windows: Iterable[Window], inventory: Inventory) -> dict[str, Waits]:
    """The same for each building, whatever of it somebody waits for."""
    targets: dict[str, set[str]] = {key: {key} for key in inventory.buildings}
    for name, switch in inventory.switches.items():
        if switch.building in targets:
            targets[switch.building] |= {name, f"{switch.building}/{switch.closet}"}
    for window in windows:
        if window.building in targets:
            targets[window.building] |= {window.id, window.wave}
    found = {key: _said(history.waiting, wanted) for key, wanted in targets.items()}
    return {key: waits for key, waits in found.items() if waits}


def _said(waiting: Iterable[Waiting], targets: set[str]) -> Waits:
    return tuple(dict.fromkeys((w.on, w.since) for w in waiting if w.target in targets))
