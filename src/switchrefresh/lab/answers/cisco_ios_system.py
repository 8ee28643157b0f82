"""What a Catalyst answers about itself: software, serial numbers, stack, addresses, transceivers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.lab.answers.words import dotted, table
from switchrefresh.lab.hardware import Media
from switchrefresh.lab.view import PortView, View

_SHORT = (
    ("TwentyFiveGigE", "Twe"),
    ("TenGigabitEthernet", "Te"),
    ("FortyGigabitEthernet", "Fo"),
    ("HundredGigE", "Hu"),
    ("GigabitEthernet", "Gi"),
    ("Port-channel", "Po"),
)
_PIDS = {"1G-LX": ("1000BaseLX SFP", "GLC-LH-SMD"), "10G-LR": ("SFP-10GBase-LR", "SFP-10G-LR")}


def short(name: str) -> str:
    """Gi1/0/1 of GigabitEthernet1/0/1."""
    for long, brief in _SHORT:
        if name.startswith(long):
            return brief + name[len(long) :]
    return name


def is_xe(view: View) -> bool:
    """Whether this model runs IOS-XE."""
    return view.scene.hardware.title.startswith(("CAT9K", "CAT3K", "cat4500e"))


def software(view: View) -> str:
    """The version as the switch spells it out."""
    version = view.scene.version
    return {"15.2": "15.2(7)E10", "17.12": "17.12.4", "16.12": "16.12.11"}.get(version, version)


def version(view: View) -> str:
    """show version."""
    scene = view.scene
    box, image = scene.hardware, "UNIVERSALK9-M"
    release = f"Version {software(view)}, RELEASE SOFTWARE"
    head = f"Cisco IOS Software, {box.title} Software ({box.title}-{image}), {release} (fc3)"
    if is_xe(view):
        train = f"Cisco IOS Software [Dublin], Catalyst L3 Switch Software ({box.title}_IOSXE)"
        head = f"Cisco IOS XE Software, Version {software(view)}\n{train}, {release} (fc5)"
    rows = [
        head,
        "Technical Support: http://www.cisco.com/techsupport",
        "Copyright (c) 1986-2024 by Cisco Systems, Inc.",
    ]
    rows += ["Compiled Tue 13-Feb-24 02:12 by mcpre", "", f"ROM: Bootstrap program is {box.title} boot loader", ""]
    rows += [f"{scene.hostname} uptime is 41 weeks, 3 days, 7 hours, {12 + scene.moment} minutes"]
    rows += ["System returned to ROM by power-on", f'System image file is "flash:{box.title.lower()}-universalk9.bin"']
    rows += ["Last reload reason: power-on", "", ""]
    rows += [f"cisco {box.model} (APM86XXX) processor (revision A0) with 524288K bytes of memory."]
    rows += [f"Processor board ID {scene.serials[0]}", "Last reset from power-on", "1 Virtual Ethernet interface"]
    rows += [f"{len(box.access)} Gigabit Ethernet interfaces", "The password-recovery mechanism is enabled.", ""]
    return table([*rows, *_units(view), "", "Configuration register is 0xF", ""])


def _units(view: View) -> Iterator[str]:
    scene, box = view.scene, view.scene.hardware
    ports = len(box.sockets) // box.members
    yield from _unit(view, 1)
    yield from ("", "", "Switch Ports Model                     SW Version            SW Image                 ")
    yield "------ ----- -----                     ----------            ----------               "
    for member in range(1, box.members + 1):
        mark = "*" if member == 1 else " "
        yield f"{mark}{member:>5} {ports:<5} {box.model:<25} {software(view):<21} {box.title}-UNIVERSALK9-M"
    for member in range(2, box.members + 1):
        yield from ("", "", f"Switch {member:02}", "-" * 9)
        yield from _unit(view, member)
    del scene


def _unit(view: View, member: int) -> Iterator[str]:
    scene = view.scene
    yield f"Base ethernet MAC Address          : {scene.mac((member - 1) << 7).upper()}"
    yield "Motherboard assembly number        : 73-16692-08"
    yield "Model revision number              : V0"
    yield f"Model number                       : {scene.hardware.model}"
    yield f"System serial number               : {scene.serials[member - 1]}"


def inventory(view: View) -> str:
    """show inventory."""
    box, rows = view.scene.hardware, []
    for member in range(1, box.members + 1):
        label = "1" if box.members == 1 else f"Switch {member}" if is_xe(view) else str(member)
        rows += [f'NAME: "{label}", DESCR: "{box.model}"']
        rows += [f"PID: {box.model:<18}, VID: V06  , SN: {view.scene.serials[member - 1]}", ""]
    for one in view.ports:
        if one.cable and one.cable.optic and one.socket.media is not Media.COPPER:
            words, part = _PIDS[one.cable.optic]
            rows += [f'NAME: "{one.name}", DESCR: "{words}"']
            rows += [f"PID: {part:<18}, VID: V02  , SN: AVD{one.index:05}K", ""]
    return table([*rows, ""])


def switch_detail(view: View) -> str:
    """show switch detail."""
    scene, count = view.scene, view.scene.hardware.members
    rows = [f"Switch/Stack Mac Address : {dotted(scene.mac())}", " " * 43 + "H/W   Current"]
    rows += ["Switch#  Role   Mac Address     Priority Version  State ", "-" * 58]
    for member in range(1, count + 1):
        role = "Master" if member == 1 else "Member"
        mark = "*" if member == 1 else " "
        rows.append(
            f"{mark}{member}       {role} {dotted(scene.mac((member - 1) << 7))}     {15 - member:<6} 4"
            "       Ready               "
        )
    rows += [
        "",
        "",
        "",
        "         Stack Port Status             Neighbors     ",
        "Switch#  Port 1     Port 2           Port 1   Port 2 ",
    ]
    rows.append("-" * 56)
    for member in range(1, count + 1):
        other = "None" if count == 1 else str(member % count + 1)
        state = "Down" if count == 1 else " Ok "
        rows.append(f"  {member}       {state}       {state}             {other:>4}     {other:>4} ")
    return table(rows)


def ip_brief(view: View) -> str:
    """show ip interface brief."""
    setup = view.scene.setup
    rows = ["Interface              IP-Address      OK? Method Status                Protocol"]
    rows.append(_ip_row("Vlan1", "unassigned", "NVRAM", up=False, admin=False))
    for vlan, address in sorted(setup.svis.items()):
        alive = vlan in {1, *setup.vlans}
        rows.append(_ip_row(f"Vlan{vlan}", str(address.ip), "NVRAM", up=alive))
    rows += [_ip_row(one.name, "unassigned", "unset", one.up, one.port.used) for one in view.ports]
    rows += [_ip_row(f"Port-channel{n}", "unassigned", "unset", bool(members)) for n, members in view.lag_up.items()]
    return table(rows)


def _ip_row(name: str, address: str, method: str, up: bool, admin: bool = True) -> str:
    status = "up" if up else "down" if admin else "administratively down"
    return f"{name:<22} {address:<15} YES {method:<6} {status:<21} {'up' if up else 'down'}"


def ip_arp(view: View) -> str:
    """show ip arp."""
    rows = ["Protocol  Address          Age (min)  Hardware Addr   Type   Interface"]
    for number, (vlan, own) in enumerate(sorted(view.scene.setup.svis.items())):
        rows.append(f"Internet  {own.ip!s:<15}         -   {dotted(view.scene.mac(64 + number))}  ARPA   Vlan{vlan}")
    rows += [
        f"Internet  {ip:<15} {age:>9}   {dotted(mac)}  ARPA   Vlan{vlan}"
        for age, (ip, mac, vlan, _) in enumerate(view.arp)
    ]
    return table(rows)


def transceivers(view: View) -> str:
    """show interfaces transceiver."""
    rows = ["If device is externally calibrated, only calibrated values are printed."]
    rows += ["++ : high alarm, +  : high warning, -  : low warning, -- : low alarm."]
    rows += [
        "NA or N/A: not applicable, Tx: transmit, Rx: receive.",
        "mA: milliamperes, dBm: decibels (milliwatts).",
        "",
    ]
    rows += [" " * 33 + "Optical   Optical", "           Temperature  Voltage  Tx Power  Rx Power"]
    rows += ["Port       (Celsius)    (Volts)  (dBm)     (dBm)", "---------  -----------  -------  --------  --------"]
    for one in long_ports(view):
        rows.append(
            f"{short(one.name):<9}    {23.1 + one.index / 50:4.1f}       3.29      -2.2      "
            f"{'-3.0' if one.up else '-40.0'}   "
        )
    return table(rows)


def long_ports(view: View) -> list[PortView]:
    """The ports with a transceiver in them."""
    return [one for one in view.ports if one.cable and one.cable.optic and one.socket.media is not Media.COPPER]


SYSTEM_ANSWERS: Mapping[str, Callable[[View], str]] = {
    "show version": version,
    "show inventory": inventory,
    "show switch detail": switch_detail,
    "show ip interface brief": ip_brief,
    "show ip arp": ip_arp,
    "show arp": ip_arp,
    "show interfaces transceiver": transceivers,
}
