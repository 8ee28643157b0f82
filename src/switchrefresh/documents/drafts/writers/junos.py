"""Writes the draft for a Juniper EX as `set` lines, for `load set terminal` and a look before the commit."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.documents.drafts.plan import NewSwitch
from switchrefresh.documents.drafts.writers.common import comes_from, front_ports, plain_name, plain_text, tagged_of
from switchrefresh.snapshots.state import Interface, PortMode

COMMENT = "#"


def write(new: NewSwitch) -> Iterator[str]:
    """The lines of the draft, below its heading."""
    names = vlan_names(new)
    if new.hostname:
        yield f"set system host-name {plain_name(new.hostname, 63)}"
    for vlan, name in names.items():
        yield f"set vlans {name} vlan-id {vlan}"
    if new.lags:
        yield f"set chassis aggregated-devices ethernet device-count {max(int(lag[2:]) for lag in new.lags) + 1}"
    for lag in new.lags:
        yield f"# {lag} {comes_from(new, lag)}"
        yield f"set interfaces {lag} aggregated-ether-options lacp active"
        yield from _port(new, lag, names)
    for name in front_ports(new):
        yield f"# {name} {comes_from(new, name)}"
        yield from _port(new, name, names)
    for place, addresses in new.svis.items():
        yield from _addresses(place, addresses, names)
    if new.gateway:
        yield f"set routing-options static route 0.0.0.0/0 next-hop {new.gateway}"


def vlan_names(new: NewSwitch) -> dict[int, str]:
    """A name of its own for every VLAN: Junos knows VLANs by name."""
    found: dict[int, str] = {}
    for vlan, name in new.vlans.items():
        plain = plain_name(name) or f"vlan-{vlan}"
        plain = plain if plain[:1].isalpha() else f"v-{plain}"
        found[vlan] = plain if plain.casefold() not in {n.casefold() for n in found.values()} else f"{plain}-{vlan}"
    return found


def _addresses(place: str, addresses: tuple[str, ...], names: dict[int, str]) -> Iterator[str]:
    if place == "management":
        yield f"set interfaces vme unit 0 family inet address {addresses[0]}"
        return
    number = int(place.removeprefix("vlan "))
    for address in addresses:
        yield f"set interfaces irb unit {number} family inet address {address}"
    yield f"set vlans {names.get(number, f'vlan-{number}')} l3-interface irb.{number}"


def _port(new: NewSwitch, name: str, names: dict[int, str]) -> Iterator[str]:
    port = new.ports.get(name, Interface(name))
    head = f"set interfaces {name}"
    if description := plain_text(port.description, 120):
        yield f'{head} description "{description}"'
    if port.admin_up is False:
        yield f"{head} disable"
    if port.lag:
        yield f"{head} ether-options 802.3ad {port.lag}"
    else:
        yield from _vlans(port, head, names)
    if port.poe_admin is not None and name not in new.lags:
        yield f"set poe interface {name}{'' if port.poe_admin else ' disable'}"
    if port.voice_vlan and port.mode is PortMode.ACCESS:
        yield f"set switch-options voip interface {name}.0 vlan {names.get(port.voice_vlan, port.voice_vlan)}"


def _vlans(port: Interface, head: str, names: dict[int, str]) -> Iterator[str]:
    inside = f"{head} unit 0 family ethernet-switching"
    if port.mode is PortMode.TRUNK:
        yield f"{inside} interface-mode trunk"
        tagged = tagged_of(port)
        if port.native_vlan is not None:
            yield f"{head} native-vlan-id {port.native_vlan}"
            tagged |= {port.native_vlan}
        for vlan in sorted(tagged):
            yield f"{inside} vlan members {names.get(vlan, vlan)}"
    elif port.mode is PortMode.ACCESS:
        yield f"{inside} interface-mode access"
        vlan = port.access_vlan or 1
        yield f"{inside} vlan members {names.get(vlan, vlan)}"
