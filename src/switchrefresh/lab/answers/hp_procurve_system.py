"""What an ArubaOS-Switch answers about itself and its neighbours: software, serial number, LLDP, addresses, optics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.lab.answers.words import dashed, spaced, table
from switchrefresh.lab.devices import Device
from switchrefresh.lab.hardware import Media
from switchrefresh.lab.view import PortView, View

_WORDS = {
    "bridge": "bridge",
    "router": "router",
    "wlan-access-point": "wlan-access-point",
    "telephone": "telephone",
    "station-only": "station-only",
}


def version(view: View) -> str:
    """show version."""
    return (
        f"\nImage stamp:    /ws/swbuildm/rel_ukiah_qaoff/code/build/lakes(swbuildm_rel_ukiah_qaoff_rel_ukiah)\n"
        f"                Jul 22 2022 11:19:54\n                {view.scene.version}\n                527\n"
        f"Boot Image:     Primary\n\nBoot ROM Version:    {view.scene.version[:2]}.15.20\n"
        "Active Boot ROM:     Primary\n\n"
    )


def system(view: View) -> str:
    """show system."""
    scene, facts = view.scene, view.scene.setup.facts
    rom = f"{scene.version[:2]}.15.20"
    return table(
        (
            "",
            " Status and Counters - General System Information",
            "",
            f"  System Name        : {scene.hostname:<40}",
            f"  System Contact     : {facts.contact}",
            f"  System Location    : {facts.location}",
            "",
            "  MAC Age Time (sec) : 300    ",
            "",
            "  Time Zone          : -360 ",
            "  Daylight Time Rule : Continental-US-and-Canada ",
            "",
            "",
            f"  Software revision  : {scene.version:<20} Base MAC Addr      : {dashed(scene.mac())}",
            f"  ROM Version        : {rom:<20} Serial Number      : {scene.serials[0]}  ",
            "",
            f"  Up Time            : {290 + scene.moment // 24} days             Memory   - Total   : 128,380,928 ",
            "  CPU Util (%)       : 12                              Free    : 61,999,280  ",
            "",
            "  IP Mgmt  - Pkts Rx : 39,808,402           Packet   - Total   : 6750        ",
            "             Pkts Tx : 4,524,902            Buffers    Free    : 5086        ",
            "                                                       Lowest  : 3416        ",
            "                                                       Missed  : 0           ",
            "",
        )
    )


def lldp(view: View) -> str:
    """show lldp info remote-device: names are cut."""
    rows = ["", " LLDP Remote Devices Information", ""]
    rows += ["  LocalPort | ChassisId          PortId             PortDescr SysName           "]
    rows += ["  --------- + ------------------ ------------------ --------- ------------------"]
    for one, device in view.neighbors:
        name = device.name if len(device.name) <= 18 else device.name[:15] + "..."
        port = spaced(device.port_id) if device.port_id.count(":") == 5 else device.port_id
        words = device.port_description if len(device.port_description) <= 9 else device.port_description[:6] + "..."
        rows.append(f"  {one.name:<9} | {dashed(device.mac):<18} {port:<18} {words:<9} {name:<18}")
    return table([*rows, ""])


def lldp_detail(view: View) -> str:
    """show lldp info remote-device detail."""
    rows = ["", " LLDP Remote Device Information Detail", ""]
    for one, device in view.neighbors:
        rows += [*_lldp_one(one, device), "-" * 78]
    return table(rows)


def _lldp_one(one: PortView, device: Device) -> Iterator[str]:
    mac_like = device.port_id.count(":") == 5
    text = device.description if len(device.description) <= 60 else device.description[:57] + "..."
    can = ", ".join(_WORDS[word] for word in device.capabilities)
    yield from (
        f"  Local Port   : {one.name}",
        "  ChassisType  : mac-address         ",
        f"  ChassisId    : {dashed(device.mac):<25}",
    )
    yield f"  PortType     : {'mac-address' if mac_like else 'local':<58}"
    yield f"  PortId       : {spaced(device.port_id) if mac_like else device.port_id:<58}"
    yield from (
        f"  SysName      : {device.name:<32}",
        f"  System Descr : {text:<61}",
        f"  PortDescr    : {device.port_description:<60}",
    )
    yield from ("  Pvid         :                          ", "", f"  System Capabilities Supported  : {can}")
    yield from (f"  System Capabilities Enabled    : {can}", "", "  Remote Management Address")
    if device.address:
        yield from ("     Type    : ipv4", f"     Address : {device.address}")
    if device.poe_class is not None:
        yield from (
            "",
            "  Poe Plus Information Detail ",
            "",
            f"    Poe Device Type         : Type{2 if device.poe_class == 4 else 1} PD",
        )
        yield from ("    Power Source            : PSE", "    Power Priority          : Low")
        yield from (
            f"    PD Requested Power Value   : {device.watts} Watts",
            f"    PSE Allocated Power Value      : {device.watts} Watts",
        )
    yield ""


def cdp_detail(view: View) -> str:
    """show cdp neighbors detail: this OS hears CDP, it does not speak it."""
    rows = ["", " CDP neighbors information", ""]
    for one, device in view.neighbors:
        if device.cdp:
            rows += [f"  Port : {one.name}", f"  Device ID : {device.name}", "  Address Type : IP"]
            rows += [f"  Address      : {device.address}", f"  Platform     : {device.model}"]
            rows += ["  Capability   : Host " if "telephone" in device.capabilities else "  Capability   : Switch "]
            rows += [f"  Device Port  : {device.port_id}", f"  Version      : {device.description}", "", "-" * 78]
    return table(rows)


def ip(view: View) -> str:
    """show ip."""
    setup = view.scene.setup
    rows = [
        "",
        " Internet (IP) Service",
        "",
        "  IP Routing : Disabled",
        "",
        f"  Default Gateway : {setup.facts.gateway!s:<15}",
    ]
    rows += [
        "  Default TTL     : 64   ",
        "  Arp Age         : 20  ",
        "  Domain Suffix   :                               ",
    ]
    rows += ["  DNS server      :                                         ", ""]
    rows += ["  VLAN                 | IP Config  IP Address      Subnet Mask     Proxy ARP"]
    rows += ["  -------------------- + ---------- --------------- --------------- ---------"]
    for number, name in {1: "DEFAULT_VLAN", **setup.vlans}.items():
        address = setup.svis.get(number)
        state = f"Manual     {address.ip!s:<15} {address.netmask!s:<15} No    No" if address else "Disabled "
        rows.append(f"  {name[:20]:<20} | {state}")
    return table([*rows, ""])


def arp(view: View) -> str:
    """show arp."""
    rows = [
        "",
        " IP ARP table",
        "",
        "  IP Address      MAC Address       Type    Port",
        "  --------------- ----------------- ------- ----",
    ]
    for address, mac, _, place in view.arp:
        where = f"Trk{place}" if isinstance(place, int) else place
        rows.append(f"  {address:<15} {dashed(mac):<17} dynamic {where:<4}")
    return table([*rows, ""])


def transceivers(view: View) -> str:
    """show interfaces transceiver."""
    kinds = {"1G-LX": ("1000LX", "J4859D"), "10G-LR": ("SFP+LR", "J9151E")}
    rows = ["", "Transceiver Technical Information:", ""]
    rows += [
        "                    Product      Serial             Part",
        " Port    Type       Number       Number             Number  ",
    ]
    rows += [" ------- ---------- ------------ ------------------ ----------"]
    for one in view.ports:
        if one.cable and one.cable.optic and one.socket.media is not Media.COPPER:
            kind, product = kinds[one.cable.optic]
            rows.append(f" {one.name:<7} {kind:<10} {product:<12} {f'MY3{one.index:07}':<18} 1990-4116")
    return table([*rows, ""])


SYSTEM_ANSWERS: Mapping[str, Callable[[View], str]] = {
    "show version": version,
    "show system": system,
    "show system information": system,
    "show lldp info remote-device": lldp,
    "show lldp info remote-device detail": lldp_detail,
    "show cdp neighbors detail": cdp_detail,
    "show ip": ip,
    "show arp": arp,
    "show interfaces transceiver": transceivers,
}
