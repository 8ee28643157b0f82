"""Who hangs on whom: uplinks, what goes dark when a switch is cut, and which other buildings that reaches."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.inventory.model import Switch


def children(switches: Mapping[str, Switch]) -> dict[str, list[str]]:
    """The switches directly below each switch, in id order."""
    below: dict[str, list[str]] = {key: [] for key in switches}
    for key in sorted(switches):
        uplink = switches[key].uplink
        if uplink in below:
            below[uplink].append(key)
    return below


def goes_dark(switches: Mapping[str, Switch], switch: str) -> tuple[str, ...]:
    """The switch and everything that reaches the network through it, nearest first."""
    place = {switch: 0}
    frontier = {switch}
    while frontier:
        below = [key for key, other in switches.items() if other.uplink in frontier and key not in place]
        below.sort(key=lambda key: (place[str(switches[key].uplink)], key))
        frontier = set(below)
        place |= {key: number for number, key in enumerate(below, start=len(place))}
    return tuple(place)


def buildings_behind(switches: Mapping[str, Switch], switch: str) -> tuple[str, ...]:
    """Other buildings that reach the network through this switch (design, rule C16)."""
    own = switches[switch].building
    behind = {switches[key].building for key in goes_dark(switches, switch)}
    return tuple(sorted(b for b in behind if b is not None and b != own))


def uplink_cycles(switches: Mapping[str, Switch]) -> list[tuple[str, ...]]:
    """Every ring of uplinks, each once, beginning with its smallest id."""
    done: set[str] = set()
    rings = []
    for start in sorted(switches):
        trail: list[str] = []
        at: str | None = start
        while at is not None and at in switches and at not in done and at not in trail:
            trail.append(at)
            at = switches[at].uplink
        if at in trail:
            ring = trail[trail.index(at) :]
            low = ring.index(min(ring))
            rings.append(tuple(ring[low:] + ring[:low]))
        done.update(trail)
    return rings
