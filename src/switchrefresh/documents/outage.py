"""What goes dark in a window, for how long, and in which buildings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.topology import goes_dark
from switchrefresh.planning.model import Window

# What the public may read of: how many doors and cameras a school loses at what hour is nobody's business.
PUBLIC_SERVICES = ("aps", "phones", "printers", "bells")


@dataclass(frozen=True, slots=True)
class Outage:
    """One task: from `start` to `end` the switches in `dark` have no network; `feeds` is what hangs on them."""

    switch: str
    start: datetime
    end: datetime
    dark: tuple[str, ...]
    feeds: Mapping[str, int] = field(default_factory=dict)
    buildings: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        """How long it lasts as planned."""
        return round((self.end - self.start).total_seconds() / 60)


def outages_of(window: Window, inventory: Inventory) -> tuple[Outage, ...]:
    """Each task of a window with what hangs on its switch, whatever is further down the uplinks included."""
    return tuple(
        _outage(task.switch, task.start, task.end, inventory)
        for task in window.tasks
        if task.switch in inventory.switches
    )


def services_of(outages: Iterable[Outage], inventory: Inventory) -> dict[str, int]:
    """What stops at some time in a window; a device that goes dark twice counts once."""
    dark = {switch for outage in outages for switch in outage.dark}
    return _feeds(sorted(dark), inventory)


def other_buildings(window: Window, outages: Iterable[Outage]) -> tuple[str, ...]:
    """Buildings that lose the network although nobody works there."""
    return tuple(dict.fromkeys(b for outage in outages for b in outage.buildings if b != window.building))


def _outage(switch: str, start: datetime, end: datetime, inventory: Inventory) -> Outage:
    dark = goes_dark(inventory.switches, switch)
    buildings = tuple(dict.fromkeys(inventory.switches[name].building or "" for name in dark))
    return Outage(switch, start, end, dark, _feeds(dark, inventory), tuple(b for b in buildings if b))


def _feeds(names: Iterable[str], inventory: Inventory) -> dict[str, int]:
    total: Counter[str] = Counter()
    for name in names:
        total.update(inventory.switches[name].feeds)
    return {key: count for key, count in sorted(total.items()) if count}
