"""What an EX switch answers about itself and its neighbours: software, chassis, virtual chassis, LLDP, ARP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.lab.answers.words import table
from switchrefresh.lab.devices import Device
from switchrefresh.lab.hardware import Media
from switchrefresh.lab.view import PortView, View

MASTER = "\n"  # the role line is painted with the prompt
_OPTICS = {"1G-LX": "SFP-LX10", "10G-LR": "SFP+-10G-LR"}


def where(place: str | int) -> str:
    """A port or LAG."""
    return f"ae{place}" if isinstance(place, int) else place


def version(view: View) -> str:
    """show version."""
    scene, box = view.scene, view.scene.hardware
    rows: list[str] = []
    for member in range(box.members):
        if box.members > 1:
            rows += [f"fpc{member}:", "-" * 74]
        rows += [f"Hostname: {scene.hostname}", f"Model: {box.title}", f"Junos: {scene.version}"]
        rows += [
            f"JUNOS OS Kernel 32-bit  [20230214.{scene.version}]",
            f"JUNOS Web Management Platform Package [{scene.version}]",
            "",
        ]
    return table(rows)


def chassis(view: View) -> str:
    """show chassis hardware."""
    scene, box = view.scene, view.scene.hardware
    rows = ["Hardware inventory:", "Item             Version  Part number  Serial number     Description"]
    name = "Virtual Chassis" if box.members > 1 else box.model
    rows.append(f"{'Chassis':<38} {scene.serials[0]:<17} {name}")
    for member in range(box.members):
        serial = scene.serials[member]
        rows.append(f"{f'Routing Engine {member}':<25} BUILTIN      BUILTIN           RE-{box.model}")
        rows.append(f"{f'FPC {member}':<16} REV 22   650-059880   {serial:<17} {box.model}")
        rows.append(f"{'  CPU':<25} BUILTIN      BUILTIN           FPC CPU")
        rows.append(
            f"{'  PIC 0':<16} REV 22   BUILTIN      BUILTIN           "
            f"{len(box.access) // box.members}x10/100/1000 Base-T"
        )
        rows.append(f"{'  PIC 1':<16} REV 22   650-059880   {serial:<17} 4x10G SFP/SFP+")
        for one in view.ports:
            if (
                one.socket.member == member + 1
                and one.socket.media is not Media.COPPER
                and one.cable
                and one.cable.optic
            ):
                label = f"    Xcvr {one.socket.number - 1}"
                rows.append(f"{label:<16} REV 01   740-021309   {f'AJL{one.index:05}Q':<17} {_OPTICS[one.cable.optic]}")
    rows.append("Fan Tray 0                                               Fan Tray 0, Front to Back Airflow - AFO")
    return table(rows) + MASTER


def virtual_chassis(view: View) -> str:
    """show virtual-chassis."""
    scene, box = view.scene, view.scene.hardware
    rows = ["", f"Virtual Chassis ID: 6a7f.{scene.mac()[-5:].replace(':', '')}.91c2", "Virtual Chassis Mode: Enabled"]
    rows += ["                                                Mstr           Mixed Route Neighbor List"]
    rows += ["Member ID  Status   Serial No    Model          prio  Role      Mode  Mode ID  Interface"]
    for member in range(box.members):
        role = "Master*" if member == 0 else "Backup" if member == 1 else "Linecard"
        peer = f"{(member + 1) % box.members}  vcp-255/1/0" if box.members > 1 else ""
        label = f"{member} (FPC {member})"
        rows.append(
            f"{label:<10} {'Prsnt':<8} {scene.serials[member]:<12} {box.title:<14} 128   {role:<10}   N  VC   {peer}"
        )
    return table([*rows, ""]) + MASTER


def lldp(view: View) -> str:
    """show lldp neighbors."""
    rows = ["Local Interface    Parent Interface    Chassis Id          Port info          System Name"]
    for one, device in view.neighbors:
        parent = f"ae{one.port.lag}" if one.port.lag is not None else "-"
        rows.append(f"{one.name:<18} {parent:<19} {device.mac:<19} {device.port_id:<18} {device.name:<20}")
    return table(rows) + MASTER


def lldp_detail(view: View) -> str:
    """show lldp neighbors detail."""
    return "\n".join(table(_lldp_one(one, device)) for one, device in view.neighbors) + MASTER


def _lldp_one(one: PortView, device: Device) -> Iterator[str]:
    parent = f"ae{one.port.lag}" if one.port.lag is not None else "-"
    can = " ".join(word.title().replace("-", " ") for word in device.capabilities)
    yield from (
        "LLDP Neighbor Information:",
        "Local Information:",
        f"Index: {one.index} Time to live: 120 Time mark: Fri Nov 27 20:11:02 2026 Age: 12 secs",
    )
    yield from (
        f"Local Interface    : {one.name}",
        f"Parent Interface   : {parent}",
        f"Local Port ID      : {510 + 2 * one.index}",
        "Ageout Count       : 0",
        "",
    )
    yield from ("Neighbour Information:", "Chassis type       : Mac address", f"Chassis ID         : {device.mac}")
    yield f"Port type          : {'Mac address' if device.port_id.count(':') == 5 else 'Interface name'}"
    yield from (
        f"Port ID            : {device.port_id}",
        f"Port description   : {device.port_description}",
        f"System name        : {device.name}",
        "",
    )
    yield from (
        f"System Description : {device.description}",
        "",
        "System capabilities",
        f"        Supported: {can}",
        f"        Enabled  : {can}",
    )
    if device.address:
        yield from ("", "Management address", "        Address Type: IPv4(1)", f"        Address: {device.address}")
    yield ""


def arp(view: View) -> str:
    """show arp no-resolve."""
    rows = ["MAC Address       Address         Interface                Flags"]
    rows += [
        f"{mac} {address:<15} {f'irb.{vlan} [{where(place)}.0]':<24} none" for address, mac, vlan, place in view.arp
    ]
    return table([*rows, f"Total entries: {len(view.arp)}"]) + MASTER


SYSTEM_ANSWERS: Mapping[str, Callable[[View], str]] = {
    "show version": version,
    "show chassis hardware": chassis,
    "show virtual-chassis": virtual_chassis,
    "show lldp neighbors": lldp,
    "show lldp neighbors detail": lldp_detail,
    "show arp no-resolve": arp,
}
