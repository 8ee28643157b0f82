"""What a port does with VLANs, in one shape for all makers: which one goes untagged, which ones tagged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from switchrefresh.snapshots.state import Interface, PortMode, State


@dataclass(frozen=True, slots=True)
class Carried:
    """`access 10, voice 30` and `hybrid, untagged 10, tagged 30` are the same cable: untagged 10, tagged 30.

    None means not known. `is_trunk` tells how the switch calls it, not what it carries.
    """

    untagged: int | None
    tagged: frozenset[int] | None
    voice: int | None = None
    is_trunk: bool = False
    is_routed: bool = False

    @property
    def all(self) -> frozenset[int]:
        """Every VLAN on the cable."""
        own = frozenset() if self.untagged is None else frozenset({self.untagged})
        return own | (self.tagged or frozenset())


def carried(port: Interface | None) -> Carried | None:
    """What a port carries; None when the switch has not told."""
    if port is None:
        return None
    if port.mode is PortMode.ROUTED:
        return Carried(None, frozenset(), is_routed=True)
    voice = frozenset() if port.voice_vlan is None else frozenset({port.voice_vlan})
    if port.mode is PortMode.TRUNK or (port.mode is None and port.allowed_vlans is not None):
        own = frozenset() if port.native_vlan is None else frozenset({port.native_vlan})
        tagged = None if port.allowed_vlans is None else (port.allowed_vlans | voice) - own
        return Carried(port.native_vlan, tagged, port.voice_vlan, is_trunk=True)
    if port.mode is PortMode.ACCESS or port.access_vlan is not None:
        return Carried(port.access_vlan, voice - {port.access_vlan}, port.voice_vlan)
    return None


def carried_by(state: State, port: str, bundles: Mapping[str, str]) -> Carried | None:
    """What a port carries, for a LAG member what its LAG does: makers write it at one of the two."""
    lag = bundles.get(port)
    through_lag = carried(state.interfaces.get(lag)) if lag is not None else None
    return through_lag or carried(state.interfaces.get(port))


def list_vlans(vlans: frozenset[int], names: Mapping[int, str] | None = None, most: int = 6) -> str:
    """`VLAN 40 (CAMERAS)`, `VLANs 10, 20 and 30`, `VLANs 1-4 and 8 more`."""
    ordered = sorted(vlans)
    shown = [f"{v} ({names[v]})" if names and names.get(v) and len(ordered) <= 3 else str(v) for v in ordered[:most]]
    more = len(ordered) - most
    word = "VLAN" if len(ordered) == 1 else "VLANs"
    if more > 0:
        return f"{word} {', '.join(shown)} and {more} more"
    return f"{word} {' and '.join(filter(None, (', '.join(shown[:-1]), shown[-1])))}" if shown else "no VLAN"
