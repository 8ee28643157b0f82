"""What an Extreme EXOS switch answers about its ports, VLANs, LAGs, power, spanning tree and neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.lab.answers.words import table
from switchrefresh.lab.facts import Port
from switchrefresh.lab.hardware import Media
from switchrefresh.lab.view import ALTERNATE, DESIGNATED, DISABLED, ROOT, PortView, View

_STATES = {ROOT: "FORWARDING", DESIGNATED: "FORWARDING", ALTERNATE: "BLOCKING", DISABLED: "DISABLED"}
_LETTERS = {ROOT: "R", DESIGNATED: "D", ALTERNATE: "A", DISABLED: "-"}
_CHATTER = """	EDP:		Enabled

	ELSM:		Disabled
	Ethernet OAM:		Disabled
	Learning:	Enabled
	Unicast Flooding:	Enabled
	Multicast Flooding:	Enabled
	Broadcast Flooding:	Enabled
	Jumbo:	Disabled
	Flow Control:	Rx-Pause: Enabled	Tx-Pause: Disabled
	Priority Flow Control: Disabled
	Reflective Relay:	Disabled
	Link up/down SNMP trap filter setting:	Enabled
	Egress Port Rate:	No-limit
	Broadcast Rate:		No-limit
	Multicast Rate:		No-limit
	Unknown Dest Mac Rate:	No-limit
	QoS Profile:	None configured
	Ingress IPTOS Examination: 	Disabled
	Ingress 802.1p Examination: 	Enabled
	NetLogin: 			Disabled
	Smart redundancy: 			Enabled
	Software redundant port: 	Disabled
	Far-End-Fault-Indication: 	Disabled
	Shared packet buffer:		default
	Isolation:			Off
"""


def version(view: View) -> str:
    """show version."""
    scene = view.scene
    rows = [
        f"Switch      : 800611-00-01 {serial} Rev 01 BootROM: 1.0.2.1    IMG: {scene.version}"
        for serial in scene.serials
    ]
    if len(rows) > 1:
        rows = [row.replace("Switch      ", f"Slot-{slot}      ") for slot, row in enumerate(rows, 1)]
    rows += [
        "",
        f"Image   : ExtremeXOS version {scene.version} by release-manager",
        "          on Tue Jun 30 10:05:53 EDT 2020",
    ]
    return table([*rows, "BootROM : 1.0.2.1", "Diagnostics : "])


def switch(view: View) -> str:
    """show switch."""
    scene, facts = view.scene, view.scene.setup.facts
    fields = {"SysName": scene.hostname, "SysLocation": facts.location, "SysContact": facts.contact}
    fields |= {"System MAC": scene.mac().upper(), "System Type": scene.hardware.title, "": ""}
    fields |= {"SysHealth check": "Enabled (Normal)", "Recovery Mode": "All", "System Watchdog": "Enabled", " ": ""}
    fields |= {"Current Time": "Fri Nov 27 20:31:07 2026", "Boot Time": "Fri Feb  6 13:18:49 2026", "Boot Count": "12"}
    fields |= {"System UpTime": "294 days 7 hours 12 minutes ", "  ": "", "Current State": "OPERATIONAL"}
    fields |= {"Image Selected": "primary", "Image Booted": "primary", "Primary ver": scene.version}
    fields |= {
        "Secondary ver": "30.6.1.11",
        "   ": "",
        "Config Selected": "primary.cfg",
        "Config Booted": "primary.cfg",
    }
    return table(f"{f'{label}:':<17} {value}" if label.strip() else "" for label, value in fields.items())


def ports_detail(view: View) -> str:
    """show ports information detail."""
    return "".join(table(_detail(view, one)) + _CHATTER for one in view.ports)


def _detail(view: View, one: PortView) -> Iterator[str]:
    port, lag = one.port, view.scene.setup.lags.get(one.port.lag or 0, ())
    copper = one.socket.media is Media.COPPER
    optic = one.cable.optic if one.cable else ""
    kind = "UTP" if copper else {"": "NONE", "1G-LX": "SF+_LX", "10G-LR": "SF+_LR"}[optic]
    speed = "auto-speed sensing  auto-duplex" if copper else "10G full-duplex"
    live = "Ready" if not one.up else f"Active, {_rate(one.speed)}, {'half' if one.half else 'full'}-duplex"
    yield f"Port:\t{one.name}"
    if port.used and port.description:
        yield f'\tDescription String: "{port.description}"'
    yield from ("\tVirtual-router:\tVR-Default", f"\tType:\t\t{kind}", "\tRandom Early drop:\tUnsupported")
    yield f"\tAdmin state:\t{'Enabled' if port.used else 'Disabled'} with  {speed}"
    yield from (
        f"\tLink State:\t{live}",
        f"\tLink Ups:\t {1 + view.scene.moment % 3 if one.up else 0}\tLast: Fri Feb 06 07:18:49 2026",
    )
    yield from ("\tLink Downs:\t 0\tLast: --", "", "\tVLAN cfg:", *_vlan_cfg(view, port), "", "    STP cfg:")
    yield from (f"\t\ts0(enable), Tag=(none), Mode=802.1W, State={_STATES[one.role]}", "", "\tProtocol:")
    yield "\t\t Name: Default      Protocol: ANY      Match all protocols."
    if not lag:
        yield "\tTrunking:\tLoad sharing is not enabled."
    elif one.name == lag[0]:
        yield from (
            f"\tTrunking:\tMaster port with {len(lag)} members using algorithm address based - L2",
            f"\tMembers: \t{', '.join(lag)}",
        )
    else:
        yield f"\tTrunking:\tMember port of a load sharing group with master port {lag[0]}"
    yield ""


def _rate(speed: int) -> str:
    return f"{speed // 1000}Gbps" if speed >= 1000 else f"{speed}Mbps"


def _vlan_cfg(view: View, port: Port) -> Iterator[str]:
    names, rest = {1: "Default", **view.scene.setup.vlans}, "MAC-limit = No-limit, Virtual router:   VR-Default"
    if port.native in names:
        yield f"\t\t Name: {names[port.native]}, Internal Tag = {port.native}, {rest}"
    for vlan in view.scene.setup.tagged(port):
        yield f"\t\t Name: {names[vlan]}, 802.1Q Tag = {vlan}, {rest}"


def vlan(view: View) -> str:
    """show vlan."""
    rule, setup = "-" * 98, view.scene.setup
    rows = [rule, "Name            VID  Protocol Addr       Flags                         Proto  Ports  Virtual   "]
    rows += [" " * 78 + "Active router", " " * 78 + "/Total", rule]
    for number, name in {1: "Default", **setup.vlans}.items():
        ports = [one for one in view.ports if one.port.native == number or number in setup.tagged(one.port)]
        address = setup.svis.get(number)
        where = f"{address.ip!s:<15}/{address.network.prefixlen:<2}" if address else "-" * 18
        up = sum(one.up for one in ports)
        rows.append(
            f"{name:<15} {number:<4} {where} {'T' if number == 1 else '-':-^29} ANY    "
            f"{f'{up} /{len(ports)}':<7}VR-Default"
        )
    return table([*rows, rule, f"Total number of VLAN(s) : {len(setup.vlans) + 1}"])


def sharing(view: View) -> str:
    """show sharing."""
    rows = ["Load Sharing Monitor", "Config    Current    Agg       Ld Share    Ld Share  Agg   Link    Link Up"]
    rows += ["Master    Master     Control   Algorithm   Group     Mbr   State   Transitions", "=" * 78]
    for number, names in view.scene.setup.lags.items():
        current = view.lag_up[number][0].name if view.lag_up[number] else ""
        for one in map(view.of, names):
            first = one.name == names[0]
            head = f"{one.name:>6}    {current:>3}" if first else " " * 13
            member, state = ("Y", "A") if one.bundled else ("-", "A" if one.up else "R")
            rows.append(
                f"{head:<24}{'LACP' if first else '':<10}{'L2':<12}{one.name:<10} {member}      {state}        1"
            )
    rows += ["=" * 78, "Link State: A-Active, D-Disabled, R-Ready, NP-Port not present, L-Loopback"]
    rows += ["Load Sharing Algorithm: (L2) Layer 2 address based, (L3) Layer 3 address based"]
    return table([*rows, f"Number of load sharing trunks: {len(view.scene.setup.lags)}"])


def fdb(view: View) -> str:
    """show fdb: a LAG is its master port."""
    names = {1: "Default", **view.scene.setup.vlans}
    rows = [
        "MAC                                      VLAN Name( Tag)  Age  Flags          Port / Virtual Port List",
        "-" * 102,
    ]
    for row in view.macs:
        place = view.scene.setup.lags[row.place][0] if isinstance(row.place, int) else row.place
        rows.append(f"{row.mac} {names[row.vlan]:>32}({row.vlan:04}) 0041  d m            {place}")
    rows += [
        "",
        "Flags : d - Dynamic, s - Static, p - Permanent, n - NetLogin, m - MAC, i - IP,",
        "        x - IPX, l - lockdown MAC",
        "",
    ]
    return table(
        [*rows, f"Total: {len(view.macs)} Static: 0  Perm: 0  Dyn: {len(view.macs)}  Dropped: 0", "FDB Aging time: 300"]
    )


def lldp(view: View) -> str:
    """show lldp neighbors."""
    rows = ["", "                                                                   Neighbor"]
    rows += ["Port      Neighbor Chassis ID    Neighbor Port ID    TTL     Age    System Name", "=" * 79]
    for one, device in view.neighbors:
        rows.append(
            f"{one.name:<9} {device.mac.upper():<22} {device.port_id[:19]:<19} {120:<7} {one.index % 30:<6} "
            f"{device.name[:19]}"
        )
    return table([*rows, "=" * 79, "NOTE: The Chassis ID and/or Port ID might be truncated to fit the screen.", ""])


def inline_power(view: View) -> str:
    """show inline-power info ports."""
    rows = [
        "Port  State        Class    Volts  Curr   Power    Fault  ",
        "                                   (mA)   (Watts)         ",
    ]
    for one in view.ports:
        if one.socket.poe:
            state, cls, volts, watts = "searching" if one.port.power else "disabled", "------", 0.0, 0.0
            if one.powered and one.device is not None:
                state, cls, volts, watts = "delivering", f"class{one.device.poe_class}", 53.7, one.device.watts
            amps = int(watts / volts * 1000) if volts else 0
            rows.append(f"{one.name:<5} {state:<12} {cls:<8} {volts:<6} {amps:<6} {watts:<8.3f} 0      ")
    return table(rows)


def spanning_tree(view: View) -> str:
    """show stpd s0 ports."""
    (priority, root), (own, mac) = view.root, view.bridge
    rows = ["Port     Mode   State      Cost  Flags     Priority Port ID Designated Bridge"]
    for one in view.ports:
        if one.port.lag is not None and one.name != view.scene.setup.lags[one.port.lag][0]:
            continue
        bridge = f"{priority:04x}" + root if one.role == ROOT else f"{own:04x}" + mac
        seen = f"{bridge[:2]}:{bridge[2:4]}:{bridge[4:]}" if one.up else "00:00:00:00:00:00:00:00"
        cost = 20_000_000 // (one.speed or 1000)
        flags = f"e{_LETTERS[one.role]}{'p' if one.port.trunk else 'e'}pw{'' if one.port.trunk else 'e'}".ljust(9, "-")
        rows.append(
            f"{one.name:<8} 802.1W {_STATES[one.role]:<10} {cost:<5} {flags} 128      {0x8000 + one.index:x}    {seen}"
        )
    rows += ["", f"Total Ports: {len(view.ports)}", "", "------------------------- Flags: ----------------------------"]
    rows += [
        "1:                e=Enable, d=Disable",
        "2: (Port role)    R=Root, D=Designated, A=Alternate, B=Backup, M=Master",
    ]
    return table(rows)


def iparp(view: View) -> str:
    """show iparp."""
    names = {1: "Default", **view.scene.setup.vlans}
    rows = ["VR            Destination      Mac                Age  Static  VLAN          VID   Port"]
    for number, (address, mac, vlan, place) in enumerate(view.arp):
        where = view.scene.setup.lags[place][0] if isinstance(place, int) else place
        rows.append(
            f"{'VR-Default':<13} {address:<16} {mac:<17}  {number % 20:>3}      NO  {names[vlan]:<13} {vlan:<5} {where}"
        )
    return table(
        [*rows, "", f"Dynamic Entries  : {len(view.arp):>11}             Static Entries            :          0"]
    )


EXTREME_EXOS_ANSWERS: Mapping[str, Callable[[View], str]] = {
    "show version": version,
    "show switch": switch,
    "show ports information detail": ports_detail,
    "show vlan": vlan,
    "show sharing": sharing,
    "show fdb": fdb,
    "show lldp neighbors": lldp,
    "show inline-power info ports": inline_power,
    "show stpd s0 ports": spanning_tree,
    "show iparp": iparp,
}
