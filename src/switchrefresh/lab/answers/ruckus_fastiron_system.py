"""What a Ruckus ICX answers about itself and its neighbours: software, stack, LLDP, addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from switchrefresh.lab.answers.words import dotted, spans, table
from switchrefresh.lab.devices import Device
from switchrefresh.lab.view import PortView, View

_WORDS = {
    "bridge": "bridge",
    "router": "router",
    "wlan-access-point": "WLAN access point",
    "telephone": "telephone",
    "station-only": "station only",
}


def listed(names: Iterable[str], word: str) -> str:
    """e 1/3/1 to 1/3/2 e 2/3/1."""
    groups: dict[str, list[int]] = {}
    for name in names:
        head, _, last = name.rpartition("/")
        groups.setdefault(head, []).append(int(last))
    parts = []
    for head, numbers in groups.items():
        for span in spans(numbers).split(","):
            first, _, last = span.partition("-")
            parts.append(f"{word} {head}/{first}" + (f" to {head}/{last}" if last else ""))
    return " ".join(parts)


def version(view: View) -> str:
    """show version."""
    scene, box = view.scene, view.scene.hardware
    image, units = "SPR" + scene.version.replace(".", "").split("T")[0][:5], range(1, box.members + 1)
    rows = ["  Copyright (c) Ruckus Networks, Inc. All rights reserved."]
    for unit in units:
        rows += [f"    UNIT {unit}: compiled on Nov 20 2023 at 13:48:49 labeled as {image}"]
        rows += [f"      (30575972 bytes) from Primary {image}.bin (UFI)", f"        SW: Version {scene.version}"]
        rows += ["      Compressed Primary Boot Code size = 786944, Version:10.1.26T225 (mnz10126)"]
    rows += ["       Compiled on Mon Nov 13 01:08:55 2023", "", f"  HW: Stackable {box.model}"]
    for unit in units:
        rows += [
            "=" * 74,
            f"UNIT {unit}: SL 1: {box.model}-4X10G POE {len(box.access) // box.members}-port Management Module",
        ]
        rows += [
            f"      Serial  #:{scene.serials[unit - 1]}",
            "      Software Package: BASE_SOFT_PACKAGE",
            "      Current License: 4X10G",
        ]
        rows += ["      P-ASIC  0: type B160, rev 11  Chip BCM56160_B0", "=" * 74]
        rows += [f"UNIT {unit}: SL 3: ICX7150-4X10GF 4-port 40G Module"]
    rows += [
        "=" * 74,
        " 1000 MHz ARM processor ARMv7 88 MHz bus",
        " 8192 KB boot flash memory",
        " 2048 MB code flash memory",
        " 1024 MB DRAM",
    ]
    rows += [
        f"STACKID {unit}  system uptime is 290 day(s) 7 hour(s) {12 + scene.moment % 48} minute(s) 1 second(s)"
        for unit in units
    ]
    rows += ["The system started at 18:28:15 Central Fri Feb 06 2026", "", "The system : started=cold start"]
    return table([*rows, "My stack unit ID = 1, bootup role = active", ""])


def stack(view: View) -> str:
    """show stack."""
    box = view.scene.hardware
    rows = [
        "T=290d7h12m: alone: standalone, D: dynamic cfg, S: static",
        "ID   Type          Role    Mac Address    Pri State   Comment",
    ]
    for unit in range(1, box.members + 1):
        role = "alone" if box.members == 1 else "active" if unit == 1 else "standby" if unit == 2 else "member"
        where = "local" if unit == 1 else "remote"
        rows.append(
            f"{unit}  S {box.model:<13} {role:<7} {dotted(view.scene.mac((unit - 1) << 7))} {128:<3} {where:<7} Ready"
        )
    return table([*rows, ""])


def lldp(view: View) -> str:
    """show lldp neighbors."""
    rows = ["Lcl Port   Chassis ID      Port ID         Port Description            System Name"]
    for one, device in view.neighbors:
        port = dotted(device.port_id) if device.port_id.count(":") == 5 else device.port_id
        rows.append(
            f"{one.name:<10} {dotted(device.mac):<15} {port:<15} {device.port_description[:27]:<27} {device.name}"
        )
    return table(rows)


def lldp_detail(view: View) -> str:
    """show lldp neighbors detail."""
    return "\n".join(table(_lldp_one(one, device)) for one, device in view.neighbors) + "\n"


def _lldp_one(one: PortView, device: Device) -> Iterator[str]:
    mac_like = device.port_id.count(":") == 5
    port, kind = (dotted(device.port_id), "MAC address") if mac_like else (device.port_id, "interface name")
    can = ", ".join(_WORDS[word] for word in device.capabilities)
    yield from (f"Local port: {one.name}", f"  Neighbor: {dotted(device.mac)}, TTL {90 + one.index % 30} seconds")
    yield from (
        f"    + Chassis ID (MAC address): {dotted(device.mac)}",
        f"    + Port ID ({kind}): {port}",
        "    + Time to live: 120 seconds",
    )
    if device.name:
        yield f'    + System name         : "{device.name}"'
    if device.port_description:
        yield f'    + Port description    : "{device.port_description}"'
    if device.description:
        yield f'    + System description  : "{device.description}"'
    yield from (
        f"    + System capabilities : {can}",
        f"      Enabled capabilities: {can}",
        "    + 802.3 MAC/PHY          : auto-negotiation enabled",
    )
    yield from (
        "      Advertised capabilities: 10BaseT-HD, 10BaseT-FD, 100BaseTX-HD,",
        "                               100BaseTX-FD, 1000BaseT-FD",
    )
    yield from ("      Operational MAU type   : 1000BaseT-FD", "    + Port VLAN ID: none")
    if device.address:
        yield f"    + Management address (IPv4): {device.address}"


def arp(view: View) -> str:
    """show arp."""
    rows = [
        f"All ARPs: {len(view.arp)}, maximum capacity: 4096",
        "No.   IP              MAC            Type     Age Port           Status VLAN ",
    ]
    for number, (address, mac, vlan, place) in enumerate(view.arp, 1):
        where = f"lg{place}" if isinstance(place, int) else place
        rows.append(f"{number:<5} {address:<15} {dotted(mac)} Dynamic  {number % 9:<3} {where:<14} Valid  {vlan:<4} ")
    return table([*rows, f"Total ARP Entries : {len(view.arp)}"])


def ip_interface(view: View) -> str:
    """show ip interface."""
    rows = ["Interface         IP-Address      OK?  Method    Status               Protocol  VRF       "]
    for vlan, address in sorted(view.scene.setup.svis.items()):
        state = "up" if vlan in {1, *view.scene.setup.vlans} else "down"
        rows.append(f"{f'Ve {vlan}':<17} {address.ip!s:<15} YES  NVRAM     {state:<20} {state:<9} default-vrf")
    return table(rows)


SYSTEM_ANSWERS: Mapping[str, Callable[[View], str]] = {
    "show version": version,
    "show stack": stack,
    "show lldp neighbors": lldp,
    "show lldp neighbors detail": lldp_detail,
    "show arp": arp,
    "show ip interface": ip_interface,
}
