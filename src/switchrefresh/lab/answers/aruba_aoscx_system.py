"""What an ArubaOS-CX switch answers about itself and its neighbours: members, LLDP, addresses, transceivers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from switchrefresh.lab.answers.words import dashed, spans, table, wrapped
from switchrefresh.lab.devices import Device
from switchrefresh.lab.hardware import Media
from switchrefresh.lab.view import PortView, View

_WORDS = {
    "bridge": "Bridge",
    "router": "Router",
    "wlan-access-point": "WLAN",
    "telephone": "Telephone",
    "station-only": "Station Only",
}
_DOM = {"1G-LX": ("1G-LX", "J4859D"), "10G-LR": ("10G-LR", "J9151E")}


def place(where: str | int) -> str:
    """A port or a LAG as the MAC table names it."""
    return f"lag{where}" if isinstance(where, int) else where


def port_list(names: Iterable[str], lags: Iterable[str]) -> list[str]:
    """1/1/1-1/1/4,1/1/7,lag1 in lines of 30 characters."""
    members: dict[str, list[int]] = {}
    for name in names:
        head, _, last = name.rpartition("/")
        members.setdefault(head, []).append(int(last))
    parts = []
    for head, numbers in members.items():
        for span in spans(numbers).split(","):
            first, _, last = span.partition("-")
            parts.append(f"{head}/{first}-{head}/{last}" if last else f"{head}/{first}")
    return wrapped([*parts, *lags], 30, ",")


def software(view: View) -> str:
    """show version."""
    version, rule = view.scene.version, "-" * 77
    return (
        f"{rule}\nArubaOS-CX\n(c) Copyright 2017-2024 Hewlett Packard Enterprise Development LP\n{rule}\n"
        f"Version      : {version}\nBuild Date   : 2024-06-11 17:22:01 UTC\n"
        f"Build ID     : ArubaOS-CX:{version}:0000000000:202406111701\n"
        f"Build SHA    : 0123456789abcdef0123456789abcdef01234567\nActive Image : primary\n\n"
        f"Service OS Version : {version[:2]}.01.14.0002\nBIOS Version       : {version[:2]}.01.0005\n"
    )


def system(view: View) -> str:
    """show system."""
    scene, facts = view.scene, view.scene.setup.facts
    return (
        f"Hostname               : {scene.hostname}\nSystem Description     : {scene.version}\n"
        f"System Contact         : {facts.contact}\nSystem Location        : {facts.location}\n\n"
        f"Vendor                 : Aruba\nProduct Name           : {scene.hardware.model} {scene.hardware.title} Swch\n"
        f"Chassis Serial Nbr     : {scene.serials[0]}\nBase MAC Address       : {dashed(scene.mac())}\n"
        f"ArubaOS-CX Version     : {scene.version}\n\nTime Zone              : America/Chicago\n\n"
        f"Up Time                : 41 weeks, 3 days, 7 hours, {12 + scene.moment} minutes\nCPU Util (%)           : 5\n"
        f"CPU Util (% avg 1 min) : 6\nCPU Util (% avg 5 min) : 5\nMemory Usage (%)       : 25\n"
    )


def module(view: View) -> str:
    """show module."""
    return "\n".join((_modules(view, "Management Modules", "Active (local)"), _modules(view, "Line Modules", "Ready")))


def _modules(view: View, title: str, first: str) -> str:
    box = view.scene.hardware
    rows = [title, "=" * len(title), "", "     Product                                        Serial"]
    rows += ["Name Number  Description                            Number     Status"]
    rows += ["---- ------- -------------------------------------- ---------- ----------------"]
    for member in range(1, box.members + 1):
        state = first if member == 1 else "Ready"
        rows.append(
            f"{member}/1  {box.model:<7} {box.title + ' Swch':<38} {view.scene.serials[member - 1]:<10} {state}"
        )
    return table([*rows, ""])


def vsf_detail(view: View) -> str:
    """show vsf detail."""
    scene, box = view.scene, view.scene.hardware
    rows = [
        "VSF Stack",
        f"\tMAC Address              : {scene.mac()}",
        f"\tSecondary                : {'2' if box.members > 1 else ''}",
    ]
    topology = "chain" if box.members > 1 else "standalone"
    rows += [
        f"\tTopology                 : {topology}",
        "\tStatus                   : No Split",
        "\tSplit Detection Method   : None",
    ]
    rows += [f"\tSoftware Version         : {scene.version}", f"\tName                     : {scene.hostname}"]
    rows += [
        f"\tContact                  : {scene.setup.facts.contact}",
        f"\tLocation                 : {scene.setup.facts.location}",
    ]
    for member in range(1, box.members + 1):
        role = "Conductor" if member == 1 else "Standby" if member == 2 else "Member"
        rows += [
            f"Member ID                        : {member}",
            f"\tMAC Address              : {scene.mac((member - 1) << 7)}",
        ]
        rows += [f"\tType                     : {box.model}", f"\tModel                    : {box.title} Switch"]
        rows += [f"\tStatus                   : {role}", f"\tROM Version              : {scene.version[:2]}.01.14.0002"]
        rows += [
            f"\tSerial Number            : {scene.serials[member - 1]}",
            "\tUptime                   : 41 weeks, 3 days, 7 hours",
        ]
        rows += ["\tCPU Utilization          : 9%", "\tMemory Utilization       : 18%"]
        rows += [
            "\tVSF Link 1               : Up, connected to peer member 2, link 1"
            if box.members > 1
            else "\tVSF Link 1               :"
        ]
        rows += ["\tVSF Link 2               :"]
    return table(rows)


def lldp_detail(view: View) -> str:
    """show lldp neighbor-info detail."""
    rows = ["LLDP Neighbor Information ", "=" * 25, f"Total Neighbor Entries          : {len(view.neighbors)}"]
    rows += [f"Total Neighbor Entries {word:<8} : 0" for word in ("Deleted", "Dropped", "Aged-Out")]
    for one, device in view.neighbors:
        rows += ["-" * 80, *_lldp_one(one, device)]
    return table(rows)


def _lldp_one(one: PortView, device: Device) -> Iterator[str]:
    can = ", ".join(_WORDS[word] for word in device.capabilities)
    fields = {"Port": one.name, "Neighbor Entries": "1"}
    fields |= {f"Neighbor Entries {word}": "0" for word in ("Deleted", "Dropped", "Aged-Out")}
    fields |= {"Neighbor Chassis-Name": device.name, "Neighbor Chassis-Description": device.description}
    fields |= {"Neighbor Chassis-ID": device.mac, "Neighbor Management-Address": device.address}
    fields |= {"Chassis Capabilities Available": can, "Chassis Capabilities Enabled": can}
    fields |= {"Neighbor Port-ID": device.port_id, "Neighbor Port-Desc": device.port_description}
    fields |= {"Neighbor Port VLAN ID": "", "TTL": "120"}
    if device.poe_class is not None:
        kind = "Type 2 PD" if device.poe_class == 4 else "Type 1 PD"
        fields |= {"Neighbor PoE information": "DOT3", "Neighbor Power Type": kind}
        fields |= {"Neighbor Power Priority": "Unknown", "Neighbor Power Source": "PSE"}
        fields |= {"PD Requested Power Value": f"{device.watts} W", "PSE Allocated Power Value": f"{device.watts} W"}
        fields |= {"Neighbor Power Supported": "No", "Neighbor Power Enabled": "No"}
        fields |= {
            "Neighbor Power Class": f"Class{device.poe_class}",
            "Neighbor Power Paircontrol": "No",
            "PSE Power Pairs": "SIGNAL",
        }
    yield from (f"{label:<31}: {value}" for label, value in fields.items())


def arp(view: View) -> str:
    """show arp all-vrfs."""
    if not view.arp:
        return "No ARP entries found.\n"
    rule = "-" * 114
    rows = [f"{'IPv4 Address':<17}{'MAC':<19}{'Port':<13}{'Physical Port':<27}{'State':<11}VRF", rule]
    rows += [
        f"{ip:<17}{mac:<19}{f'vlan{vlan}':<13}{place(where):<27}{'reachable':<11}default"
        for ip, mac, vlan, where in view.arp
    ]
    return table([*rows, f"Total Number Of ARP Entries Listed- {len(view.arp)}.", rule])


def transceivers(view: View) -> str:
    """show interface transceiver."""
    rule = "-" * 78
    rows = [
        rule,
        "Port      Type           Product      Serial                    Part",
        "                         Number       Number                    Number",
        rule,
    ]
    for one in view.ports:
        if one.cable and one.cable.optic and one.socket.media is not Media.COPPER:
            kind, product = _DOM[one.cable.optic]
            rows.append(f"{one.name:<9} {kind:<14} {product:<12} {f'MY4{one.index:07}':<25} 1990-4635")
    return table([*rows, rule])


def ip_brief(view: View) -> str:
    """show ip interface brief."""
    setup = view.scene.setup
    rows = ["Interface         IP Address             Interface Status", " " * 43 + "link/admin"]
    for vlan, address in sorted(setup.svis.items()):
        state = "up/up" if vlan in {1, *setup.vlans} else "down/up"
        rows.append(f"{f'vlan{vlan}':<17} {address!s:<22} {state}")
    return table(rows)


SYSTEM_ANSWERS: Mapping[str, Callable[[View], str]] = {
    "show version": software,
    "show system": system,
    "show module": module,
    "show vsf detail": vsf_detail,
    "show lldp neighbor-info detail": lldp_detail,
    "show arp all-vrfs": arp,
    "show arp": arp,
    "show interface transceiver": transceivers,
    "show ip interface brief": ip_brief,
}
