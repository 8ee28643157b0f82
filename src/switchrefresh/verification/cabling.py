"""Every cable of an old switch that matters: where it was, where it goes, what is at its other end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from switchrefresh.snapshots.state import Interface, PortMode
from switchrefresh.verification.baseline import Baseline
from switchrefresh.verification.devices import Kind, kind_of
from switchrefresh.verification.mapcheck import used_ports
from switchrefresh.verification.portmap import NOWHERE, PortMap
from switchrefresh.verification.words import jack_in, port_label

UNMAPPED = "no new port in the map"


@dataclass(frozen=True, slots=True)
class Cable:
    """One cable. `new` is empty when no map says where it goes; `why` then says what is known of that."""

    old: str
    new: str
    what: str
    vlan: str
    jack: str
    why: str = ""


def cables_of(baseline: Baseline, portmap: PortMap | None) -> tuple[Cable, ...]:
    """The cables of all ports in use in any look, in the order of the old ports."""
    found = []
    for name in sorted(used_ports(baseline), key=_by_number):
        home = portmap.home(name) if portmap is not None else NOWHERE
        port = baseline.state.interfaces.get(name)
        found.append(
            Cable(
                old=port_label(name),
                new=port_label(home.to) if home.to else "",
                what=_what(baseline, name, port),
                vlan=_vlan(port),
                jack=jack_in(port.description) if port is not None else "",
                why=home.why or ("" if home.to else UNMAPPED if portmap is not None else ""),
            )
        )
    return tuple(found)


def _by_number(name: str) -> list[tuple[int, str]]:
    """1, 2, 10 and 1/1/2 before 1/1/10, as they stand on the front."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.findall(r"\d+|\D+", name)]


def _what(baseline: Baseline, name: str, port: Interface | None) -> str:
    """Who answers there, else what its description says, else how many devices were seen."""
    told = [n for n in baseline.state.neighbors if n.port == name]
    if told:
        kind = kind_of(told[0])
        word = "" if kind is Kind.DEVICE else f"{kind} "
        return f"{word}{told[0].system or told[0].chassis}".strip()
    if port is not None and port.description:
        return port.description
    hosts = [mac for mac, host in baseline.hosts.items() if host.port == name]
    return hosts[0] if len(hosts) == 1 else f"{len(hosts)} devices" if hosts else ""


def _vlan(port: Interface | None) -> str:
    if port is None:
        return ""
    if port.mode is PortMode.TRUNK:
        return f"trunk, native {port.native_vlan}" if port.native_vlan else "trunk"
    voice = f" + voice {port.voice_vlan}" if port.voice_vlan else ""
    return f"{port.access_vlan}{voice}" if port.access_vlan else ""
