"""What all writers share: numbers in short, names that every OS takes, the old port in a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable

from switchrefresh.documents.drafts.plan import NewSwitch
from switchrefresh.snapshots.cleaning import printable
from switchrefresh.snapshots.state import Interface, PortMode


def short_list(vlans: Iterable[int]) -> str:
    """`10-12,20`."""
    runs: list[list[int]] = []
    for vlan in sorted(vlans):
        if runs and runs[-1][1] == vlan - 1:
            runs[-1][1] = vlan
        else:
            runs.append([vlan, vlan])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def plain_name(name: str, longest: int = 32) -> str:
    """A VLAN's name in letters, digits, dash and underscore."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:longest]


def plain_text(text: str, longest: int = 64) -> str:
    """A description in one line, without quotation marks and characters that end a line of a config."""
    return " ".join(re.sub(r"[\"'!;{}?#\\]", " ", printable(text, longest)).split())


def in_port_order(names: Iterable[str]) -> list[str]:
    """1/1/2 before 1/1/10."""
    return sorted(
        names,
        key=lambda name: [
            (part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", name)
        ],
    )


def comes_from(new: NewSwitch, name: str) -> str:
    """Which port of the old switch this one is."""
    return f"was {printable(new.came_from.get(name, name), 40)}"


def front_ports(new: NewSwitch) -> list[str]:
    """The ports that are no LAGs, in order."""
    return in_port_order(name for name in new.ports if name not in new.lags)


def untagged_of(port: Interface) -> int | None:
    """The VLAN of untagged frames."""
    return port.access_vlan if port.mode is PortMode.ACCESS else port.native_vlan


def tagged_of(port: Interface) -> frozenset[int]:
    """The VLANs of tagged frames; a voice VLAN is one."""
    if port.mode is PortMode.TRUNK:
        return port.allowed_vlans or frozenset()
    return frozenset({port.voice_vlan}) if port.voice_vlan else frozenset()


def unused_vlan(new: NewSwitch) -> int:
    """A VLAN that is nobody's: where untagged frames end that shall go nowhere."""
    used = set(new.vlans)
    return next(vlan for vlan in range(4094, 1, -1) if vlan not in used)
