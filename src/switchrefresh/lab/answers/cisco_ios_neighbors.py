"""Whom a Catalyst hears: LLDP in brief and in detail, and CDP. Older IOS does not say on which port, in detail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.lab.answers.cisco_ios_system import is_xe, short
from switchrefresh.lab.answers.words import dotted, table
from switchrefresh.lab.devices import Device, Kind
from switchrefresh.lab.view import PortView, View

_LETTERS = {"bridge": "B", "router": "R", "wlan-access-point": "W", "telephone": "T", "station-only": "S"}


def _letters(device: Device) -> str:
    return ",".join(_LETTERS[one] for one in device.capabilities)


def _port_id(device: Device) -> str:
    return dotted(device.port_id) if device.port_id.count(":") == 5 else device.port_id


def lldp(view: View) -> str:
    """show lldp neighbors: names are cut after 20 characters."""
    rows = ["Capability codes:", "    (R) Router, (B) Bridge, (T) Telephone, (C) DOCSIS Cable Device"]
    rows += ["    (W) WLAN Access Point, (P) Repeater, (S) Station, (O) Other", ""]
    rows.append("Device ID           Local Intf     Hold-time  Capability      Port ID")
    for one, device in view.neighbors:
        name = (device.name or dotted(device.mac))[:20]
        rows.append(f"{name:<19} {short(one.name):<14} {120:<10} {_letters(device):<15} {_port_id(device)}")
    return table([*rows, "", f"Total entries displayed: {len(view.neighbors)}", ""])


def lldp_detail(view: View) -> str:
    """show lldp neighbors detail."""
    parts = [table(_lldp_one(view, one, device)) for one, device in view.neighbors]
    return "".join(parts) + f"\n\nTotal entries displayed: {len(view.neighbors)}\n"


def _lldp_one(view: View, one: PortView, device: Device) -> Iterator[str]:
    yield "-" * 48
    if is_xe(view):
        yield f"Local Intf: {short(one.name)}"
    yield from (f"Chassis id: {dotted(device.mac)}", f"Port id: {_port_id(device)}")
    yield (
        f"Port Description: {device.port_description}"
        if device.port_description
        else "Port Description - not advertised"
    )
    yield f"System Name: {device.name}" if device.name else "System Name - not advertised"
    yield from ("", "System Description: ", device.description, "", f"Time remaining: {90 + one.index % 30} seconds")
    yield from (f"System Capabilities: {_letters(device)}", f"Enabled Capabilities: {_letters(device)}")
    if device.address:
        yield from ("Management Addresses:", f"    IP: {device.address}")
    else:
        yield "Management Addresses - not advertised"
    yield from (
        "Auto Negotiation - supported, enabled",
        "Physical media capabilities:",
        "    1000baseT(FD)",
        "    100base-TX(FD)",
    )
    yield from ("Media Attachment Unit type: 30", "Vlan ID: - not advertised")
    if device.poe_class is not None:
        yield from ("Power via MDI:", "    Power Pair: Signal", f"    Power Class: {device.poe_class}")
        yield f"    Power Requested: {int(device.watts * 1000)} mW"
    yield ""


def cdp_detail(view: View) -> str:
    """show cdp neighbors detail: phones and switches of those that speak CDP."""
    heard = [(one, device) for one, device in view.neighbors if device.cdp]
    parts = [table(_cdp_one(one, device)) for one, device in heard]
    return "".join(parts) + f"\nTotal cdp entries displayed : {len(heard)}\n"


def _cdp_one(one: PortView, device: Device) -> Iterator[str]:
    yield from ("-" * 25, f"Device ID: {device.name}", "Entry address(es): ", f"  IP address: {device.address}")
    can = "Host Phone Two-port Mac Relay" if device.kind is Kind.PHONE else "Router Switch IGMP"
    port = "Port 1" if device.kind is Kind.PHONE else device.port_id
    yield f"Platform: {device.model},  Capabilities: {can} "
    yield f"Interface: {one.name},  Port ID (outgoing port): {port}"
    yield from (
        f"Holdtime : {120 + one.index % 50} sec",
        "",
        "Version :",
        device.description,
        "",
        "advertisement version: 2",
    )
    yield f"Duplex: {'half' if one.half else 'full'}"
    yield from ("Management address(es): ", f"  IP address: {device.address}", "")


NEIGHBOR_ANSWERS: Mapping[str, Callable[[View], str]] = {
    "show lldp neighbors": lldp,
    "show lldp neighbors detail": lldp_detail,
    "show cdp neighbors detail": cdp_detail,
}
