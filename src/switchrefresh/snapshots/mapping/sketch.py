"""A state while it is being gathered, answer by answer, before it is frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from switchrefresh.platforms.facts import Fact
from switchrefresh.snapshots.mapping.values import UnmappedError
from switchrefresh.snapshots.portnames import is_port, port_name
from switchrefresh.snapshots.state import FactStatus, Neighbor, SeenMac, Skipped

RESERVED = frozenset(range(1002, 1006))  # Cisco's FDDI and token ring VLANs; nobody's network
ALL_VLANS = "all"  # an allowed list that is limited to the VLANs that exist, once these are known
ROLES = ("root", "designated", "alternate", "backup", "disabled")
STATES = ("forwarding", "learning", "listening", "blocking", "disabled")


@dataclass(slots=True)
class Sketch:
    """What has been read so far. Values that are not told stay absent."""

    platform: str
    lenient: bool = False  # a config line without a port's name says nothing; a row without one is named as skipped
    hostname: str = ""
    version: str = ""
    models: list[str] = field(default_factory=list)
    serials: list[str] = field(default_factory=list)
    ports: dict[str, dict[str, Any]] = field(default_factory=dict)
    vlans: dict[int, str] = field(default_factory=dict)
    voice: set[int] = field(default_factory=set)
    lags: dict[str, list[str]] = field(default_factory=dict)
    macs: dict[tuple[str, int | None], SeenMac] = field(default_factory=dict)
    neighbors: list[Neighbor] = field(default_factory=list)
    told_by: list[set[str]] = field(default_factory=list)  # for each neighbor the commands that told of it
    command: str = ""  # whose answer is being read
    svis: dict[str, list[str]] = field(default_factory=dict)
    arp: dict[str, str] = field(default_factory=dict)
    transceivers: dict[str, str] = field(default_factory=dict)
    gateway: str | None = None
    facts: dict[Fact, FactStatus] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)

    def name(self, written: str) -> str:
        """A port's canonical name; text without one is no row."""
        if not (name := port_name(self.platform, written)) and not self.lenient:
            raise UnmappedError("no port name")
        return name

    def port(self, written: str, **fields: Any) -> dict[str, Any] | None:
        """Note what is told of a port or LAG; None for what is neither (an SVI, the management port)."""
        name = self.name(written)
        if not is_port(name):
            return None
        known = self.ports.setdefault(name, {})
        known.update({key: value for key, value in fields.items() if value not in (None, "")})
        return known

    def see_vlan(self, vlan: int | None, name: str = "") -> None:
        """Note a VLAN; a name is kept once told."""
        if vlan is not None and vlan not in RESERVED:
            self.vlans[vlan] = name or self.vlans.get(vlan, "")

    def bundle(self, lag: str, members: list[str]) -> None:
        """Note a LAG and its members."""
        if not lag:
            return
        known = self.lags.setdefault(lag, [])
        for member in members:
            name = self.name(member)
            if name and name not in known:
                known.append(name)
            self.port(name, lag=lag)

    def see_address(self, where: str, address: str) -> None:
        """Note an address of the switch; one with its prefix length replaces the same one without."""
        known = self.svis.setdefault(where, [])
        bare = address.partition("/")[0]
        for at, other in enumerate(known):
            if other.partition("/")[0] == bare:
                known[at] = address if "/" in address else other
                return
        known.append(address)

    def spanning(self, written: str, role: str, state: str) -> None:
        """Note spanning tree on a port; over several trees the strongest role and the most open state count."""
        known = self.port(written)
        if known is not None:
            known["stp_role"] = _strongest(ROLES, known.get("stp_role"), role)
            known["stp_state"] = _strongest(STATES, known.get("stp_state"), state)


def _strongest(order: tuple[str, ...], *words: str | None) -> str | None:
    told = [word for word in words if word in order]
    return min(told, key=order.index) if told else None
