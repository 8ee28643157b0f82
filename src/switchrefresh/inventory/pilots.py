"""Pilot buildings that wait for buildings which they hold: neither could ever begin (C7 against C8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from switchrefresh.inventory.model import Inventory, Order


@dataclass(frozen=True)
class Circle:
    """A switch of a pilot building, the switch of another building that must come first, and all such buildings."""

    building: str
    switch: str
    waits_for: str
    others: tuple[str, ...]


def pilot_circles(inventory: Inventory) -> tuple[Circle, ...]:
    """The pilot buildings with a switch that can only follow one of a building which is no pilot."""
    pilot = inventory.district.policy.pilot
    if pilot is None:
        return ()
    first, found = _first(inventory), dict[str, Circle]()
    nearest_first = sorted(inventory.planned().items(), key=lambda one: (_is_inside(inventory, one[0], first), one[0]))
    for name, switch in nearest_first:
        outside = [one for one in _all_before(name, first) if _building(inventory, one) not in pilot.buildings]
        if switch.building in pilot.buildings and switch.building is not None and outside:
            known = found.get(switch.building)
            others = {*(known.others if known else ()), *(_building(inventory, one) for one in outside)}
            nearest = (known.switch, known.waits_for) if known else (name, outside[0])
            found[switch.building] = Circle(switch.building, *nearest, tuple(sorted(others)))
    return tuple(found[key] for key in pilot.buildings if key in found)


def _is_inside(inventory: Inventory, name: str, first: dict[str, list[str]]) -> bool:
    """Whether a switch follows right after switches of its own building only."""
    return all(_building(inventory, one) == _building(inventory, name) for one in first.get(name, ()))


def _building(inventory: Inventory, name: str) -> str:
    return inventory.switches[name].building or ""


def _first(inventory: Inventory) -> dict[str, list[str]]:
    """What must be done right before each planned switch."""
    planned, order = inventory.planned(), inventory.district.policy.order
    first: dict[str, list[str]] = {}
    for name, switch in sorted(planned.items()):
        if switch.uplink not in planned or switch.uplink is None or order is Order.ANY:
            continue
        sooner, later = (switch.uplink, name) if order is Order.CORE_FIRST else (name, switch.uplink)
        first.setdefault(later, []).append(sooner)
    return first


def _all_before(name: str, first: dict[str, list[str]]) -> Iterator[str]:
    """Everything that must be done before a switch, the nearest first."""
    seen, waiting = {name}, list(first.get(name, ()))
    while waiting:
        one = waiting.pop(0)
        if one not in seen:
            seen.add(one)
            waiting += first.get(one, ())
            yield one
