"""Where a switch's answers and its own config contradict each other: one of them will surprise somebody."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.platforms.facts import Fact
from switchrefresh.snapshots.state import FactStatus, Interface, PortMode, State


def contradictions(live: State, intent: State) -> tuple[str, ...]:
    """Plain sentences; what only one side tells contradicts nothing."""
    return (
        *_vlans(live, intent),
        *(line for name in intent.interfaces if name in live.interfaces for line in _port(live, intent, name)),
        *_lags(live, intent),
    )


def _collected(live: State, fact: Fact) -> bool:
    return live.facts.get(fact) is FactStatus.COLLECTED


def _vlans(live: State, intent: State) -> Iterator[str]:
    if _collected(live, Fact.VLANS):
        for vlan in sorted(intent.vlans.keys() - live.vlans.keys() - {1}):
            yield f"VLAN {vlan} is used in the config and does not exist on the switch."


def _port(live: State, intent: State, name: str) -> Iterator[str]:
    now, asked = live.interfaces[name], intent.interfaces[name]
    if now.mode is None or asked.mode is None or now.lag or asked.lag:
        return
    if now.mode is not asked.mode:
        if now.oper_up:
            yield f"{name} is {_told(now)} and {_told(asked)} by its config."
    elif now.mode is PortMode.ACCESS and now.access_vlan != asked.access_vlan and now.access_vlan and asked.access_vlan:
        yield f"{name} is in VLAN {now.access_vlan} and in VLAN {asked.access_vlan} by its config."
    elif now.mode is PortMode.TRUNK:
        yield from _trunk(live, name, now, asked)


def _trunk(live: State, name: str, now: Interface, asked: Interface) -> Iterator[str]:
    if now.native_vlan and asked.native_vlan and now.native_vlan != asked.native_vlan:
        yield f"{name} has the native VLAN {now.native_vlan} and {asked.native_vlan} by its config."
    if now.allowed_vlans is None or asked.allowed_vlans is None:
        return
    existing = frozenset(live.vlans) if _collected(live, Fact.VLANS) else asked.allowed_vlans
    if missing := (asked.allowed_vlans & existing) - now.allowed_vlans - {now.native_vlan}:
        yield f"{name} does not carry VLAN {', '.join(map(str, sorted(missing)))} of its config."


def _told(port: Interface) -> str:
    return f"an access port in VLAN {port.access_vlan}" if port.mode is PortMode.ACCESS else f"a {port.mode} port"


def _lags(live: State, intent: State) -> Iterator[str]:
    if not _collected(live, Fact.LAGS):
        return
    bundled = {member for members in live.lags.values() for member in members}
    for lag, members in intent.lags.items():
        if out := [member for member in members if member not in bundled and member in live.interfaces]:
            yield f"{', '.join(out)} shall be in {lag} and {'is' if len(out) == 1 else 'are'} not."
