"""What the new switch shall do: the old switch's intent with every port at its new place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from switchrefresh.snapshots.portnames import is_lag
from switchrefresh.snapshots.state import Interface, State

HomeOf = Callable[[str], tuple[str | None, str]]  # an old port's new place, or None and why it has none
_LAG_NAMES: Mapping[str, str] = {
    "aruba_aoscx": "lag{0}",
    "cisco_ios": "Port-channel{0}",
    "cisco_xe": "Port-channel{0}",
    "juniper_junos": "ae{0}",
    "ruckus_fastiron": "lag {0}",
}


@dataclass(frozen=True)
class LeftOut:
    """Something of the old switch that has no place on the new one, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class NewSwitch:
    """The intent by new names. `came_from` tells each new port's old one."""

    platform: str
    hostname: str
    gateway: str | None
    vlans: Mapping[int, str]
    voice: frozenset[int]
    ports: Mapping[str, Interface]
    lags: Mapping[str, tuple[str, ...]]
    svis: Mapping[str, tuple[str, ...]]
    came_from: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


def plan_new_switch(old: State, platform: str, home: HomeOf) -> NewSwitch:
    """Move every port of the old intent to its new place; nothing is dropped without a word."""
    left: list[LeftOut] = []
    lags = _lags(old, platform, home, left)
    names = {lag: name for lag, (name, _) in lags.items()}
    ports: dict[str, Interface] = {}
    came_from: dict[str, str] = {}
    for name, port in old.interfaces.items():
        new, why = (names.get(name), "") if is_lag(name) or name in old.lags else home(name)
        if new is None:
            if not (is_lag(name) and name not in old.lags):
                left.append(LeftOut(name, why or "the port map gives it no place"))
        elif new in ports:
            left.append(LeftOut(name, f"its place {new} is taken by {came_from[new]}"))
        else:
            ports[new] = replace(port, name=new, lag=names.get(port.lag) if port.lag else None)
            came_from[new] = name
    svis = {where: told for where, told in old.svis.items() if _fits(platform, where, told, left)}
    return NewSwitch(
        platform=platform,
        hostname=old.hostname,
        gateway=old.gateway,
        vlans={vlan: name for vlan, name in old.vlans.items() if not 1002 <= vlan <= 1005},
        voice=old.voice | {port.voice_vlan for port in ports.values() if port.voice_vlan is not None},
        ports=ports,
        lags={name: members for name, members in lags.values() if members},
        svis=svis,
        came_from=came_from,
        left_out=tuple(left),
    )


def _lags(old: State, platform: str, home: HomeOf, left: list[LeftOut]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each old LAG with its new name and members. Its number stays, where the port map does not say otherwise."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    taken: set[str] = set()
    for number, (lag, members) in enumerate(old.lags.items(), 1):
        digits = re.findall(r"\d+", lag)
        pattern = _LAG_NAMES[platform]
        told = home(lag)[0]
        name = told if told and is_lag(told) else pattern.format(digits[-1] if digits else number)
        while name in taken:
            name = pattern.format(max(int(re.sub(r"\D", "", text) or 0) for text in taken) + 1)
        taken.add(name)
        places = [place for member in members if (place := home(member)[0]) is not None]
        found[lag] = (name, tuple(places))
        if not places:
            left.append(LeftOut(lag, "none of its members has a place"))
    return found


def _fits(platform: str, where: str, addresses: tuple[str, ...], left: list[LeftOut]) -> bool:
    """SVIs and the management port are written; addresses of single ports and answers of DHCP are for a person."""
    plain = all(re.fullmatch(r"\d+\.\d+\.\d+\.\d+/\d+", address) for address in addresses)
    if plain and (where.startswith("vlan ") or (where == "management" and not platform.startswith("cisco"))):
        return True
    left.append(LeftOut(f"address {', '.join(addresses)} ({where})", "to be given by hand"))
    return False
