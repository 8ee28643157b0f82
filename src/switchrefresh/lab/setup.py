"""What one switch is configured to do, port by port, before its OS puts it into words."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from switchrefresh.lab.facts import MANAGEMENT, UNUSED, VOICE, Facts, Port
from switchrefresh.lab.hardware import Hardware


@dataclass(frozen=True)
class Setup:
    """Ports in front-panel order; the members of a LAG carry its number and all say the same."""

    facts: Facts
    ports: Mapping[str, Port]
    svis: Mapping[int, ipaddress.IPv4Interface] = field(default_factory=dict)
    stp_priority: int = 32768

    @property
    def vlans(self) -> Mapping[int, str]:
        """The VLANs that were created, without VLAN 1."""
        return self.facts.vlans

    @property
    def lags(self) -> dict[int, tuple[str, ...]]:
        """Every LAG with its member ports."""
        found: dict[int, list[str]] = {}
        for name, port in self.ports.items():
            if port.lag is not None:
                found.setdefault(port.lag, []).append(name)
        return {number: tuple(names) for number, names in sorted(found.items())}

    def lag_port(self, number: int) -> Port:
        """What a LAG's members have in common."""
        return next(port for port in self.ports.values() if port.lag == number)

    def tagged(self, port: Port) -> tuple[int, ...]:
        """The tagged VLANs of a port that exist on this switch."""
        return tuple(vlan for vlan in port.tagged if vlan in self.vlans)

    def voice(self, port: Port) -> int | None:
        """The voice VLAN of an access port."""
        return VOICE if not port.trunk and VOICE in self.tagged(port) else None

    def with_port(self, name: str, port: Port) -> Setup:
        """The same with one port set up otherwise."""
        return replace(self, ports={**self.ports, name: port})

    def with_vlans(self, vlans: Mapping[int, str]) -> Setup:
        """The same with other VLANs."""
        return replace(self, facts=replace(self.facts, vlans=vlans))


def lay_out(facts: Facts, hardware: Hardware) -> Setup:
    """Which port of the hardware does what.

    Trunks take the uplink ports, member after member, then access ports from the end; what is used goes before what
    is not when the hardware has fewer ports than the facts.
    """
    free = [*spread(hardware), *reversed(hardware.access)]
    plan = dict(zip(free, facts.trunks, strict=False))
    edge = [name for name in hardware.access if name not in plan]
    plan.update(zip(edge, facts.edge, strict=False))
    ports = {name: plan.get(name, UNUSED) for name in (*hardware.access, *hardware.uplinks)}
    return Setup(facts, ports, {MANAGEMENT: facts.address, **facts.svis}, facts.stp_priority)


def spread(hardware: Hardware) -> list[str]:
    """Uplink ports in the order of use: the first of every stack member, then the second, so that LAGs span members."""
    if not hardware.sockets:
        return list(hardware.uplinks)
    place = {socket.name: (socket.number, socket.member) for socket in hardware.sockets}
    return sorted(hardware.uplinks, key=place.__getitem__)
