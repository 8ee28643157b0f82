"""What must survive a change of the switch OS, counted from a state in words that every OS shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from switchrefresh.snapshots.portnames import is_lag
from switchrefresh.snapshots.state import Interface, PortMode, State


@dataclass(frozen=True, slots=True)
class ConfigSummary:
    """`access` maps each physical port with an untagged VLAN to it, `tagged` are the physical ports that carry tagged
    VLANs, `ports` all that are told of; `addresses` maps where ("vlan 10", "management") to addresses with prefix.
    """

    hostname: str | None = None
    vlans: Mapping[int, str] = field(default_factory=dict)
    ports: frozenset[str] = frozenset()
    access: Mapping[str, int] = field(default_factory=dict)
    tagged: frozenset[str] = frozenset()
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gateway: str | None = None


def summarise_state(state: State) -> ConfigSummary:
    """Count ports and VLANs. A LAG is no physical port; its members carry what it carries."""
    ports = {name: _with_lag(state, port) for name, port in state.interfaces.items() if not is_lag(name)}
    untagged = {name: _untagged(port) for name, port in ports.items()}
    return ConfigSummary(
        hostname=state.hostname or None,
        vlans=state.vlans,
        ports=frozenset(ports),
        access={name: vlan for name, vlan in sorted(untagged.items()) if vlan is not None},
        tagged=frozenset(name for name, port in ports.items() if port.mode is PortMode.TRUNK or port.voice_vlan),
        addresses=state.svis,
        gateway=state.gateway,
    )


def _with_lag(state: State, port: Interface) -> Interface:
    return state.interfaces.get(port.lag, port) if port.lag and port.mode is None else port


def _untagged(port: Interface) -> int | None:
    return port.access_vlan if port.mode is PortMode.ACCESS else port.native_vlan
