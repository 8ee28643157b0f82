"""What an EX switch answers about its ports, VLANs, LAGs, power and spanning tree (Junos with enhanced layer 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.lab.answers.juniper_junos_system import MASTER, SYSTEM_ANSWERS, where
from switchrefresh.lab.answers.words import bare, table
from switchrefresh.lab.facts import Port
from switchrefresh.lab.hardware import Media
from switchrefresh.lab.view import ALTERNATE, DESIGNATED, DISABLED, ROOT, PortView, View

_STATES = {ROOT: ("FWD", "ROOT"), DESIGNATED: ("FWD", "DESG"), ALTERNATE: ("BLK", "ALT"), DISABLED: ("BLK", "DIS")}
_FIXED = (
    "BPDU Error: None, Loop Detect PDU Error: None, Ethernet-Switching Error: None, MAC-REWRITE Error: None, "
    "Loopback: Disabled, Source filtering: Disabled, Flow control: Disabled"
)


def _present(view: PortView) -> bool:
    """A cage without a transceiver has no interface."""
    return view.socket.media is Media.COPPER or bool(view.cable and view.cable.optic)


def ports_of(view: View) -> list[PortView]:
    """The ports that this OS shows."""
    return [one for one in view.ports if _present(one)]


def _rate(speed: int) -> str:
    return f"{speed // 1000}Gbps" if speed >= 10_000 else f"{speed}mbps"


def interfaces(view: View) -> str:
    """show interfaces."""
    parts = [table(_physical(view, one)) for one in ports_of(view)]
    parts += [table(_aggregate(view, number)) for number in view.scene.setup.lags]
    parts.append(table(_irb(view)))
    return "\n".join(parts) + MASTER


def _physical(view: View, one: PortView) -> Iterator[str]:
    admin, link = "Enabled" if one.port.used else "Administratively down", "Up" if one.up else "Down"
    yield f"Physical interface: {one.name}, {admin}, Physical link is {link}"
    yield f"  Interface index: {640 + one.index}, SNMP ifIndex: {510 + 2 * one.index}"
    if one.port.description:
        yield f"  Description: {one.port.description}"
    yield f"  Link-level type: Ethernet, MTU: 1514, LAN-PHY mode, {_linkage(one)}"
    yield f"  Device flags   : Present Running{'' if one.up else ' Down'}"
    yield from _common(one.mac, view.scene.moment)
    family = "aenet, AE bundle: ae" + f"{one.port.lag}.0" if one.port.lag is not None else "eth-switch, MTU: 1514"
    yield from _logical(one.name, one.index, one.up, family)


def _linkage(one: PortView) -> str:
    """Mode and speed in use, as the line after the link-level type spells them."""
    if one.socket.media is not Media.COPPER:
        return f"Speed: {_rate(one.speed or one.socket.speed)}, {_FIXED}, Media type: Fiber"
    mode = ("Half-duplex" if one.half else "Full-duplex") if one.up else "Auto"
    speed = _rate(one.speed) if one.up else "Auto"
    rest = "Auto-negotiation: Enabled, Remote fault: Online, Media type: Copper"
    return f"Link-mode: {mode}, Speed: {speed}, {_FIXED}, {rest}"


def _common(mac: str, moment: int) -> Iterator[str]:
    yield from (
        "  Interface flags: SNMP-Traps Internal: 0x4000",
        "  Link flags     : None",
        "  CoS queues     : 8 supported, 8 maximum usable queues",
    )
    yield from (
        f"  Current address: {mac}, Hardware address: {mac}",
        "  Last flapped   : 2026-02-06 07:18:49 CST (41w3d 07:12 ago)",
    )
    yield from (f"  Input rate     : {512 + moment} bps (0 pps)", f"  Output rate    : {1024 + moment} bps (1 pps)")
    yield from ("  Active alarms  : None", "  Active defects : None", "  Interface transmit statistics: Disabled", "")


def _logical(name: str, index: int, up: bool, family: str) -> Iterator[str]:
    down = "" if up else "Device-Down "
    yield f"  Logical interface {name}.0 (Index {540 + index}) (SNMP ifIndex {511 + 2 * index})"
    yield f"    Flags: {down or 'Up '}SNMP-Traps 0x24024000 Encapsulation: Ethernet-Bridge"
    yield from (
        "    Input packets : 1204",
        "    Output packets: 33912",
        f"    Protocol {family}",
        "      Flags: Is-Primary",
    )


def _aggregate(view: View, number: int) -> Iterator[str]:
    members, port = view.lag_up[number], view.scene.setup.lag_port(number)
    yield f"Physical interface: ae{number}, Enabled, Physical link is {'Up' if members else 'Down'}"
    yield from (
        f"  Interface index: {128 + number}, SNMP ifIndex: {900 + number}",
        f"  Description: {port.description}",
    )
    speed = _rate(sum(one.speed for one in members)) if members else "Unspecified"
    needs = "Minimum links needed: 1, Minimum bandwidth needed: 1bps"
    yield f"  Link-level type: Ethernet, MTU: 1514, Speed: {speed}, {_FIXED}, {needs}"
    yield "  Device flags   : Present Running"
    yield from _common(view.scene.mac(100 + number), view.scene.moment)
    yield from _logical(f"ae{number}", 300 + number, bool(members), "eth-switch, MTU: 1514")


def _irb(view: View) -> Iterator[str]:
    yield from ("Physical interface: irb, Enabled, Physical link is Up", "  Interface index: 640, SNMP ifIndex: 503")
    yield "  Type: Ethernet, Link-level type: Ethernet, MTU: 1514"
    yield from ("  Device flags   : Present Running", *_common(view.scene.mac(), view.scene.moment))
    for vlan, address in sorted(view.scene.setup.svis.items()):
        state = "Up" if vlan in {1, *view.scene.setup.vlans} else "Hardware-Down"
        yield f"  Logical interface irb.{vlan} (Index {560 + vlan}) (SNMP ifIndex {700 + vlan})"
        yield from (
            f"    Flags: {state} SNMP-Traps 0x4004000 Encapsulation: ENET2",
            "    Bandwidth: 1Gbps",
            "    Input packets : 91",
            "    Output packets: 12",
        )
        yield from (
            "    Protocol inet, MTU: 1500",
            "      Flags: Sendbcast-pkt-to-re, Is-Primary",
            "      Addresses, Flags: Is-Preferred Is-Primary",
        )
        last = address.network.broadcast_address
        yield f"        Destination: {address.network}, Local: {address.ip}, Broadcast: {last}"
        yield ""


def terse(view: View) -> str:
    """show interfaces terse."""
    rows = ["Interface               Admin Link Proto    Local                 Remote"]
    for one in ports_of(view):
        admin, link = "up" if one.port.used else "down", "up" if one.up else "down"
        rows.append(f"{one.name:<23} {admin:<5} {link}")
        family = f"aenet    --> ae{one.port.lag}.0" if one.port.lag is not None else "eth-switch"
        rows.append(f"{one.name + '.0':<23} {admin:<5} {link:<4} {family}")
    for number, members in view.lag_up.items():
        link = "up" if members else "down"
        rows += [f"{f'ae{number}':<23} up    {link}", f"{f'ae{number}.0':<23} up    {link:<4} eth-switch"]
    rows.append(f"{'irb':<23} up    up")
    for vlan, address in sorted(view.scene.setup.svis.items()):
        link = "up" if vlan in {1, *view.scene.setup.vlans} else "down"
        rows.append(f"{f'irb.{vlan}':<23} up    {link:<4} inet     {address!s:<15}")
    return table(rows) + MASTER


def descriptions(view: View) -> str:
    """show interfaces descriptions."""
    rows = ["Interface       Admin Link Description"]
    for one in ports_of(view):
        if one.port.description:
            admin, link = "up" if one.port.used else "down", "up" if one.up else "down"
            rows.append(f"{one.name:<15} {admin:<5} {link:<4} {one.port.description}")
    for number, members in view.lag_up.items():
        rows.append(
            f"{f'ae{number}':<15} up    {'up' if members else 'down':<4} "
            f"{view.scene.setup.lag_port(number).description}"
        )
    return table(rows) + MASTER


def _switched(view: View) -> Iterator[tuple[str, Port, bool, str]]:
    """Logical interfaces: name, setup, up, spanning tree role."""
    for one in ports_of(view):
        if one.port.lag is None and one.port.used:
            yield f"{one.name}.0", one.port, one.up, one.role
    for number, members in view.lag_up.items():
        yield f"ae{number}.0", view.scene.setup.lag_port(number), bool(members), view.lag_role(number)


def _members(view: View, port: Port) -> set[int]:
    if port.trunk:
        return {port.native, *view.scene.setup.tagged(port)}
    voice = view.scene.setup.voice(port)
    return {port.native} | ({voice} if voice else set())


def vlans(view: View) -> str:
    """show vlans."""
    rows = ["", "Routing instance        VLAN name             Tag          Interfaces"]
    for number, name in sorted({1: "default", **view.scene.setup.vlans}.items(), key=lambda item: item[1]):
        rows.append(f"{'default-switch':<23} {name:<21} {number:<13}")
        for logical, port, up, _ in _switched(view):
            if number in _members(view, port):
                rows.append(f"{'':<58} {logical}{'*' if up else ''}")
    return table(rows) + MASTER


def switching_interfaces(view: View) -> str:
    """show ethernet-switching interface."""
    rows = [
        "Routing Instance Name : default-switch",
        "Logical Interface flags (DL - disable learning, AD - packet action drop,",
    ]
    rows += [
        "                         LH - MAC limit hit, DN - interface down,",
        "                         MMAS - Mac-move action shutdown, AS - Autostate-exclude enabled,",
    ]
    rows += ["                         SCTL - shutdown by Storm-control, MI - MAC+IP limit hit)", ""]
    rows += ["Logical          Vlan          TAG     MAC         MAC+IP     STP         Logical           Tagging "]
    rows += ["interface        members               limit       limit      state       interface flags  "]
    names = {1: "default", **view.scene.setup.vlans}
    for logical, port, up, role in _switched(view):
        tagging, flags = "tagged" if port.trunk else "untagged", "" if up else "DN"
        rows.append(f"{logical:<16} {'':<13} {'':<7} {16384:<11} {8192:<10} {'':<11} {flags:<17} {tagging}   ")
        state = "Forwarding" if up and role != ALTERNATE else "Discarding"
        for vlan in sorted(_members(view, port)):
            kind = "untagged" if vlan == port.native else "tagged"
            rows.append(
                f"{'':<16} {names.get(vlan, str(vlan)):<13} {vlan:<7} {16384:<11} {8192:<10} "
                f"{state:<11} {flags:<17} {kind}   "
            )
    return table(rows) + MASTER


def switching_table(view: View) -> str:
    """show ethernet-switching table."""
    count = len(view.macs)
    rows = [
        "",
        "MAC flags (S - static MAC, D - dynamic MAC, L - locally learned, P - Persistent static, C - Control MAC",
    ]
    rows += ["           SE - statistics enabled, NM - non configured MAC, R - remote PE MAC, O - ovsdb MAC)", "", ""]
    rows += [f"Ethernet switching table : {count} entries, {count} learned", "Routing instance : default-switch"]
    rows += ["    Vlan                MAC                 MAC         Age    Logical                NH        RTR "]
    rows += ["    name                address             flags              interface              Index     ID"]
    names = {1: "default", **view.scene.setup.vlans}
    rows += [
        f"    {names[row.vlan]:<19} {row.mac:<19} {'D':<12} {'-':<3} {where(row.place) + '.0':<22} {0:<9} {0:<9}"
        for row in view.macs
    ]
    return table(rows) + "\n" + MASTER


def poe(view: View) -> str:
    """show poe interface."""
    rows = ["Interface    Admin       Oper    Max        Priority       Power          Class"]
    rows += ["             status      status  power                     consumption"]
    for one in view.ports:
        if not one.socket.poe:
            continue
        admin = "Enabled" if one.port.power else "Disabled"
        if one.powered and one.device is not None:
            most = "30.0W" if one.device.poe_class == 4 else "15.4W"
            rows.append(
                f" {one.name:<11} {admin:<11} {'ON':<7} {most:<10} {'Low':<14} "
                f"{f'{one.device.watts}W':<14} {one.device.poe_class}"
            )
        else:
            oper = "OFF" if one.port.power else "Disabled"
            rows.append(f" {one.name:<11} {admin:<11} {oper:<7} {'0.0W':<10} {'Low':<14} {'0.0W':<14} not-applicable")
    return table(rows) + MASTER


def spanning_tree(view: View) -> str:
    """show spanning-tree interface."""
    (priority, root), (own, mac) = view.root, view.bridge
    rows = ["", "Spanning tree interface parameters for instance 0", ""]
    rows += ["Interface                  Port ID    Designated         Designated         Port    State  Role"]
    rows += ["                                       port ID           bridge ID          Cost                "]
    for number, (logical, _, up, role) in enumerate(_switched(view), 490):
        bridge = f"{priority}.{bare(root)}" if role == ROOT else f"{own}.{bare(mac)}"
        state, word = _STATES[role]
        speed = 1000 if not up else 10_000 if logical.startswith(("xe", "ae")) else 1000
        name = logical.removesuffix(".0")
        rows.append(
            f"{name:<26} 128:{number:<6} 128:{number:<14} {bridge:<18} {20_000_000 // speed:<7} {state:<6} {word}"
        )
    return table(rows) + MASTER


def lacp(view: View) -> str:
    """show lacp interfaces."""
    rows: list[str] = []
    for number, names in view.scene.setup.lags.items():
        rows += [
            f"Aggregated interface: ae{number}",
            "    LACP state:       Role   Exp   Def  Dist  Col  Syn  Aggr  Timeout  Activity",
        ]
        for one in map(view.of, names):
            yes = "Yes" if one.bundled else "No"
            default = "No" if one.bundled else "Yes"
            for role in ("Actor", "Partner"):
                rows.append(
                    f"      {one.name:<12}{role:>8}    No{default:>6}{yes:>6}{yes:>5}{yes:>5}"
                    f"{'Yes':>6}{'Fast':>9}{'Active':>10}"
                )
        rows.append("    LACP protocol:        Receive State  Transmit State          Mux State ")
        for one in map(view.of, names):
            words = (
                ("Current", "Fast periodic", "Collecting distributing")
                if one.bundled
                else ("Port disabled", "No periodic", "Detached")
            )
            rows.append(f"      {one.name:<20}{words[0]:>13}{words[1]:>16}{words[2]:>24}")
        rows.append("")
    return table(rows) + MASTER


JUNIPER_JUNOS_ANSWERS: Mapping[str, Callable[[View], str]] = {
    **SYSTEM_ANSWERS,
    "show interfaces": interfaces,
    "show interfaces terse": terse,
    "show interfaces descriptions": descriptions,
    "show vlans": vlans,
    "show ethernet-switching interfaces": switching_interfaces,
    "show ethernet-switching interface": switching_interfaces,
    "show ethernet-switching table": switching_table,
    "show poe interface": poe,
    "show spanning-tree interface": spanning_tree,
    "show lacp interfaces": lacp,
}
