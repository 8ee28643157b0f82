"""The port names that a switch will have, by its model and OS, before anybody has seen it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.inventory.models import ModelFacts


def expected_front(platform: str, facts: ModelFacts, members: int) -> tuple[str, ...]:
    """Every socket of the front, member by member; empty for an OS whose way of counting is not known."""
    names = _NAMES.get(platform)
    return tuple(name for member in range(1, members + 1) for name in names(facts, member)) if names else ()


def _aoscx(facts: ModelFacts, member: int) -> Iterator[str]:
    return (f"{member}/1/{port}" for port in range(1, facts.ports + facts.uplinks + 1))


def _cisco(facts: ModelFacts, member: int) -> Iterator[str]:
    yield from (f"GigabitEthernet{member}/0/{port}" for port in range(1, facts.ports + 1))
    word = "GigabitEthernet" if facts.uplink_gbps < 10 else "TenGigabitEthernet"
    yield from (f"{word}{member}/1/{port}" for port in range(1, facts.uplinks + 1))


def _junos(facts: ModelFacts, member: int) -> Iterator[str]:
    yield from (f"ge-{member - 1}/0/{port}" for port in range(facts.ports))
    word = "ge" if facts.uplink_gbps < 10 else "xe"
    yield from (f"{word}-{member - 1}/1/{port}" for port in range(min(facts.uplinks, 4)))


def _fastiron(facts: ModelFacts, member: int) -> Iterator[str]:
    yield from (f"{member}/1/{port}" for port in range(1, facts.ports + 1))
    if facts.uplinks > 4:  # two of copper, then the cages
        yield from (f"{member}/2/{port}" for port in range(1, facts.uplinks - 3))
    yield from (f"{member}/3/{port}" for port in range(1, min(facts.uplinks, 4) + 1))


_NAMES: Mapping[str, Callable[[ModelFacts, int], Iterator[str]]] = {
    "aruba_aoscx": _aoscx,
    "cisco_ios": _cisco,
    "cisco_xe": _cisco,
    "juniper_junos": _junos,
    "ruckus_fastiron": _fastiron,
}
