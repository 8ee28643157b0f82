"""Writes the draft for an Aruba AOS-CX switch."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.documents.drafts.plan import NewSwitch
from switchrefresh.documents.drafts.writers.common import (
    comes_from,
    front_ports,
    plain_name,
    plain_text,
    short_list,
    tagged_of,
    untagged_of,
)
from switchrefresh.snapshots.state import Interface, PortMode

COMMENT = "!"


def write(new: NewSwitch) -> Iterator[str]:
    """The lines of the draft, below its heading."""
    if new.hostname:
        yield f"hostname {plain_name(new.hostname, 64)}"
    for vlan, name in new.vlans.items():
        yield f"vlan {vlan}"
        if name and vlan != 1:
            yield f"    name {plain_name(name)}"
        if vlan in new.voice:
            yield "    voice"
    for place, addresses in new.svis.items():
        yield from _addresses(place, addresses, new.gateway)
    for lag in new.lags:
        yield f"interface {lag.replace('lag', 'lag ')}"
        yield from _port(new, lag, "lacp mode active")
    for name in front_ports(new):
        yield f"interface {name}"
        yield from _port(new, name)
    if new.gateway:
        yield f"ip route 0.0.0.0/0 {new.gateway}"


def _addresses(place: str, addresses: tuple[str, ...], gateway: str | None) -> Iterator[str]:
    if place == "management":
        yield "interface mgmt"
        yield "    no shutdown"
        yield f"    ip static {addresses[0]}"
        if gateway:
            yield f"    default-gateway {gateway}"
        return
    yield f"interface {place}"
    for number, address in enumerate(addresses):
        yield f"    ip address {address}{' secondary' if number else ''}"


def _port(new: NewSwitch, name: str, *more: str) -> Iterator[str]:
    port = new.ports.get(name, Interface(name))
    yield f"    ! {comes_from(new, name)}"
    if description := plain_text(port.description):
        yield f"    description {description}"
    yield "    shutdown" if port.admin_up is False else "    no shutdown"
    if port.lag:
        yield f"    lag {port.lag.removeprefix('lag')}"
    elif port.mode is PortMode.ROUTED:
        yield "    routing"
    else:
        yield "    no routing"
        yield from _vlans(port)
    if port.poe_admin is not None and name not in new.lags:
        yield "    power-over-ethernet" if port.poe_admin else "    no power-over-ethernet"
    yield from (f"    {line}" for line in more)


def _vlans(port: Interface) -> Iterator[str]:
    untagged, tagged = untagged_of(port), tagged_of(port)
    if not tagged and port.mode is not PortMode.TRUNK:
        yield f"    vlan access {untagged or 1}"
        return
    if untagged is not None:
        yield f"    vlan trunk native {untagged}"
        yield f"    vlan trunk allowed {short_list(tagged | {untagged})}"
    elif 1 in tagged:  # a native VLAN is always there; tagged, it takes no untagged frame
        yield "    vlan trunk native 1 tag"
        yield f"    vlan trunk allowed {short_list(tagged)}"
    elif tagged:
        yield "    vlan trunk native 1"
        yield f"    vlan trunk allowed {short_list(tagged)}"
