"""Writes the draft for a Cisco Catalyst."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from switchrefresh.documents.drafts.plan import NewSwitch
from switchrefresh.documents.drafts.writers.common import (
    comes_from,
    front_ports,
    plain_name,
    plain_text,
    short_list,
    tagged_of,
    unused_vlan,
)
from switchrefresh.snapshots.state import Interface, PortMode

COMMENT = "!"
_LONGEST = 60  # characters of a VLAN list in one line; IOS goes on with `add`


def write(new: NewSwitch) -> Iterator[str]:
    """The lines of the draft, below its heading."""
    if new.hostname:
        yield f"hostname {plain_name(new.hostname, 63)}"
    yield "vtp mode transparent"
    for vlan, name in new.vlans.items():
        if vlan != 1:
            yield f"vlan {vlan}"
            if name:
                yield f" name {plain_name(name)}"
    for lag in new.lags:
        yield f"interface {lag}"
        yield from _port(new, lag)
    for name in front_ports(new):
        yield f"interface {name}"
        yield from _port(new, name)
    for place, addresses in new.svis.items():
        yield f"interface Vlan{place.removeprefix('vlan ')}"
        for number, address in enumerate(addresses):
            told = ipaddress.ip_interface(address)
            yield f" ip address {told.ip} {told.netmask}{' secondary' if number else ''}"
        yield " no shutdown"
    if new.gateway:
        yield f"ip default-gateway {new.gateway}"
    yield "end"


def _port(new: NewSwitch, name: str) -> Iterator[str]:
    port = new.ports.get(name, Interface(name))
    yield f" ! {comes_from(new, name)}"
    if description := plain_text(port.description):
        yield f" description {description}"
    bundle = new.ports.get(port.lag, port) if port.lag else port  # members say what their LAG says
    yield from _vlans(new, bundle)
    if port.lag:
        yield f" channel-group {port.lag.removeprefix('Port-channel')} mode active"
    if port.poe_admin is not None and name not in new.lags:
        yield " power inline auto" if port.poe_admin else " power inline never"
    yield " shutdown" if port.admin_up is False else " no shutdown"


def _vlans(new: NewSwitch, port: Interface) -> Iterator[str]:
    if port.mode is PortMode.ROUTED:
        yield " no switchport"
    elif port.mode is PortMode.TRUNK:
        tagged = tagged_of(port)
        native = port.native_vlan or unused_vlan(new)
        if native != 1:
            yield f" switchport trunk native vlan {native}"
        yield from _allowed(tagged | {port.native_vlan} if port.native_vlan else tagged)
        yield " switchport mode trunk"
    elif port.mode is PortMode.ACCESS:
        yield f" switchport access vlan {port.access_vlan or 1}"
        yield " switchport mode access"
        if port.voice_vlan:
            yield f" switchport voice vlan {port.voice_vlan}"


def _allowed(vlans: frozenset[int]) -> Iterator[str]:
    """IOS takes a line of limited length; what is longer goes on with `add`."""
    if not vlans:
        yield " switchport trunk allowed vlan none"
        return
    word, line = "", ""
    for part in short_list(vlans).split(","):
        if line and len(line) + len(part) > _LONGEST:
            yield f" switchport trunk allowed vlan {word}{line}"
            word, line = "add ", ""
        line = f"{line},{part}" if line else part
    yield f" switchport trunk allowed vlan {word}{line}"
