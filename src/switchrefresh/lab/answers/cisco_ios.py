"""What a Catalyst answers about its ports, VLANs, LAGs, power and spanning tree (IOS and IOS-XE)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.lab.answers.cisco_ios_neighbors import NEIGHBOR_ANSWERS
from switchrefresh.lab.answers.cisco_ios_system import SYSTEM_ANSWERS, long_ports, short
from switchrefresh.lab.answers.words import dotted, table, wrapped
from switchrefresh.lab.facts import Port
from switchrefresh.lab.hardware import Media
from switchrefresh.lab.view import ALTERNATE, DESIGNATED, ROOT, PortView, View

_ROLES = {ROOT: ("Root", "FWD"), DESIGNATED: ("Desg", "FWD"), ALTERNATE: ("Altn", "BLK")}
_COSTS = {10: 100, 100: 19, 1000: 4, 10_000: 2, 25_000: 1, 40_000: 1}


def _rate(speed: int) -> str:
    return f"{speed // 1000}G" if speed >= 10_000 else str(speed)


def _media(view: PortView) -> str:
    if view.socket.media is Media.COPPER:
        return "10/100/1000BaseTX"
    optic = view.cable.optic if view.cable else ""
    return {"": "Not Present", "1G-LX": "1000BaseLX SFP", "10G-LR": "SFP-10GBase-LR"}[optic]


def _status(view: PortView, exist: set[int]) -> str:
    if not view.port.used:
        return "disabled"
    if view.up and not view.port.trunk and view.port.native not in exist:
        return "inactive"
    if view.up and view.port.lag is not None and not view.bundled:
        return "suspended"
    return "connected" if view.up else "notconnect"


def _status_row(name: str, port: Port, status: str, duplex: str, speed: str, kind: str) -> str:
    vlan = "trunk" if port.trunk and status == "connected" else str(port.native if not port.trunk else 1)
    return f"{name:<9} {port.description[:18]:<18} {status:<12} {vlan:<10} {duplex:>6} {speed:>6} {kind}"


def interfaces_status(view: View) -> str:
    """show interfaces status."""
    exist = {1, *view.scene.setup.vlans}
    rows = ["", "Port      Name               Status       Vlan       Duplex  Speed Type"]
    for one in view.ports:
        duplex = "auto" if not one.up else "a-half" if one.half else "a-full"
        speed = "auto" if not one.up else ("" if one.speed >= 10_000 else "a-") + _rate(one.speed)
        if one.speed >= 10_000:
            duplex = "full"
        rows.append(_status_row(short(one.name), one.port, _status(one, exist), duplex, speed, _media(one)))
    for number, members in view.lag_up.items():
        speed = f"a-{_rate(members[0].speed)}" if members else "auto"
        state = "connected" if members else "notconnect"
        duplex = "a-full" if members else "auto"
        rows.append(_status_row(f"Po{number}", view.scene.setup.lag_port(number), state, duplex, speed, ""))
    return table(rows)


def vlan_brief(view: View) -> str:
    """show vlan brief: access ports under their VLAN; trunks are not listed."""
    rows = [
        "",
        "VLAN Name                             Status    Ports",
        "-" * 4 + " " + "-" * 32 + " " + "-" * 9 + " " + "-" * 31,
    ]
    for vlan, name in {1: "default", **view.scene.setup.vlans}.items():
        ports = [short(one.name) for one in view.ports if _lists(one, vlan)]
        first, *more = wrapped(ports, 31)
        rows.append(f"{vlan:<4} {name:<32} {'active':<9} {first}".rstrip())
        rows += [" " * 48 + line for line in more]
    for vlan, name in (
        (1002, "fddi-default"),
        (1003, "token-ring-default"),
        (1004, "fddinet-default"),
        (1005, "trnet-default"),
    ):
        rows.append(f"{vlan:<4} {name:<32} act/unsup")
    return table(rows)


def _lists(view: PortView, vlan: int) -> bool:
    if view.port.trunk:
        return not view.up and vlan == 1 and view.port.lag is None
    return vlan in {view.port.native, 30 if 30 in view.port.tagged else view.port.native}


def switchport(view: View) -> str:
    """show interfaces switchport."""
    setup = view.scene.setup
    parts = []
    for one in view.ports:
        bundle = f" (member of bundle Po{one.port.lag})" if one.bundled else ""
        parts.append(table(_switchport(view, short(one.name), one.port, one.up, bundle)))
    parts += [
        table(_switchport(view, f"Po{number}", setup.lag_port(number), bool(members), ""))
        for number, members in view.lag_up.items()
    ]
    return "\n".join(parts)


def _switchport(view: View, name: str, port: Port, up: bool, bundle: str) -> Iterator[str]:
    setup = view.scene.setup
    names = {1: "default", **setup.vlans}
    trunk, native = port.trunk, port.native if port.trunk else 1
    access = 1 if trunk else port.native
    operational = "down" if not up else ("trunk" + bundle if trunk else "static access")
    voice = setup.voice(port)
    allowed = ",".join(map(str, sorted({port.native, *setup.tagged(port)}))) if trunk else "ALL"
    yield from (
        f"Name: {name}",
        "Switchport: Enabled",
        f"Administrative Mode: {'trunk' if trunk else 'static access'}",
        f"Operational Mode: {operational}",
        "Administrative Trunking Encapsulation: dot1q",
    )
    if up:
        yield f"Operational Trunking Encapsulation: {'dot1q' if trunk else 'native'}"
    yield from (
        f"Negotiation of Trunking: {'On' if trunk else 'Off'}",
        f"Access Mode VLAN: {access} ({names.get(access, 'Inactive')})",
        f"Trunking Native Mode VLAN: {native} ({names.get(native, 'Inactive')})",
        "Administrative Native VLAN tagging: enabled",
        f"Voice VLAN: {f'{voice} ({names[voice]})' if voice else 'none'}",
        "Administrative private-vlan host-association: none",
        "Administrative private-vlan mapping: none",
        "Administrative private-vlan trunk native VLAN: none",
        "Administrative private-vlan trunk Native VLAN tagging: enabled",
        "Administrative private-vlan trunk encapsulation: dot1q",
        "Administrative private-vlan trunk normal VLANs: none",
        "Administrative private-vlan trunk associations: none",
        "Administrative private-vlan trunk mappings: none",
        "Operational private-vlan: none",
        f"Trunking VLANs Enabled: {allowed}",
        "Pruning VLANs Enabled: 2-1001",
        "Capture Mode Disabled",
        "Capture VLANs Allowed: ALL",
        "",
        "Protected: false",
        "Unknown unicast blocked: disabled",
        "Unknown multicast blocked: disabled",
        "Appliance trust: none",
    )


def etherchannel(view: View) -> str:
    """show etherchannel summary."""
    flags = """Flags:  D - down        P - bundled in port-channel
        I - stand-alone s - suspended
        H - Hot-standby (LACP only)
        R - Layer3      S - Layer2
        U - in use      f - failed to allocate aggregator

        M - not in use, minimum links not met
        u - unsuitable for bundling
        w - waiting to be aggregated
        d - default port


"""
    count = len(view.lag_up)
    rows = [f"Number of channel-groups in use: {count}", f"Number of aggregators:           {count}", ""]
    rows += ["Group  Port-channel  Protocol    Ports", "-" * 6 + "+" + "-" * 13 + "+" + "-" * 11 + "+" + "-" * 47]
    for number, names in view.scene.setup.lags.items():
        members = [view.of(name) for name in names]
        listed = "".join(f"{short(one.name)}({_flag(one)})".ljust(15) for one in members)
        state = "SU" if view.lag_up[number] else "SD"
        rows.append(f"{number:<7}{f'Po{number}({state})':<16}{'LACP':<10}{listed}")
    return flags + table([*rows, ""])


def _flag(view: PortView) -> str:
    return "P" if view.bundled else "s" if view.up else "D"


def mac_table(view: View) -> str:
    """show mac address-table."""
    rows = ["          Mac Address Table", "-" * 43, "", "Vlan    Mac Address       Type        Ports"]
    rows.append("----    -----------       --------    -----")
    rows += [f" All    {mac}    STATIC      CPU" for mac in ("0100.0ccc.cccc", "0100.0ccc.cccd", "ffff.ffff.ffff")]
    for row in sorted(view.macs, key=lambda row: (row.vlan, row.mac)):
        place = f"Po{row.place}" if isinstance(row.place, int) else short(row.place)
        rows.append(f"{row.vlan:>4}    {dotted(row.mac)}    DYNAMIC     {place}")
    rows.append(f"Total Mac Addresses for this criterion: {len(view.macs) + 3}")
    return table(rows)


def power_inline(view: View) -> str:
    """show power inline."""
    rows = []
    ports = [one for one in view.ports if one.socket.poe]
    for member in sorted({one.socket.member for one in ports}):
        own = [one for one in ports if one.socket.member == member]
        budget, used = view.scene.hardware.poe_watts, sum(_granted(one) for one in own)
        rows += ["Module   Available     Used     Remaining", "          (Watts)     (Watts)    (Watts) "]
        rows += ["------   ---------   --------   ---------"]
        rows += [f"{member:<6} {budget:>11.1f} {used:>10.1f} {budget - used:>11.1f}"]
        rows += ["Interface Admin  Oper       Power   Device              Class Max", " " * 28 + "(Watts)" + " " * 28]
        rows += ["--------- ------ ---------- ------- ------------------- ----- ----"]
        rows += [_power_row(one) for one in own]
        rows += ["--------- ------ ---------- ------- ------------------- ----- ----"]
        rows += [f"Totals:{'':<10} {sum(one.powered for one in own):<4} on   {used:>6.1f}", "", ""]
    return table(rows)


def _granted(view: PortView) -> float:
    device = view.device
    if not view.powered or device is None:
        return 0.0
    return {1: 4.0, 2: 7.0, 3: 15.4, 4: 30.0}.get(device.poe_class or 0, 15.4)


def _power_row(view: PortView) -> str:
    admin = "auto" if view.port.power else "never"
    if not view.powered:
        return f"{short(view.name):<9} {admin:<6} {'off':<10} {0.0:<7} {'n/a':<19} {'n/a':<5} 30.0 "
    cls = view.device.poe_class if view.device else 0
    return f"{short(view.name):<9} {admin:<6} {'on':<10} {_granted(view):<7} {'Ieee PD':<19} {cls:<5} 30.0 "


def spanning_tree(view: View) -> str:
    """show spanning-tree, a tree for every VLAN that has a port."""
    return "".join(_tree(view, vlan) for vlan in (1, *view.scene.setup.vlans))


def _tree(view: View, vlan: int) -> str:
    setup = view.scene.setup
    members = [one for one in view.ports if one.up and not one.bundled and _carries(view, one.port, vlan)]
    lags = [n for n, ports in view.lag_up.items() if ports and _carries(view, setup.lag_port(n), vlan)]
    if not members and not lags:
        return ""
    rows = ["", f"VLAN{vlan:04}", "  Spanning tree enabled protocol rstp", *_bridges(view, vlan), ""]
    rows += [
        "Interface           Role Sts Cost      Prio.Nbr Type",
        "-" * 19 + " ---- --- --------- -------- " + "-" * 32,
    ]
    for one in members:
        role, state = _ROLES[one.role]
        edge = "" if one.port.trunk else "Edge "
        rows.append(f"{short(one.name):<19} {role} {state} {_COSTS.get(one.speed, 4):<9} 128.{one.index:<4} P2p {edge}")
    for number in lags:
        role, state = _ROLES[view.lag_role(number)]
        rows.append(f"{f'Po{number}':<19} {role} {state} {3:<9} 128.{2088 + number:<4} P2p ")
    return table([*rows, ""])


def _bridges(view: View, vlan: int) -> Iterator[str]:
    priority, address = view.root
    yield f"  Root ID    Priority    {priority + vlan}"
    yield f"             Address     {dotted(address)}"
    timers = "             Hello Time   2 sec  Max Age 20 sec  Forward Delay 15 sec"
    if view.root_place is None:
        yield "             This bridge is the root"
    else:
        lag = isinstance(view.root_place, int)
        name = f"Port-channel{view.root_place}" if lag else str(view.root_place)
        number = 2088 + view.root_place if isinstance(view.root_place, int) else view.of(str(view.root_place)).index
        yield f"             Cost        {3 if lag else 4}"
        yield f"             Port        {number} ({name})"
    own, mac = view.bridge
    yield from (timers, "", f"  Bridge ID  Priority    {own + vlan}  (priority {own} sys-id-ext {vlan})")
    yield from (f"             Address     {dotted(mac)}", timers, "             Aging Time  300 sec")


def _carries(view: View, port: Port, vlan: int) -> bool:
    setup = view.scene.setup
    return vlan == port.native or vlan in setup.tagged(port)


CISCO_IOS_ANSWERS: Mapping[str, Callable[[View], str]] = {
    **SYSTEM_ANSWERS,
    **NEIGHBOR_ANSWERS,
    "show interfaces status": interfaces_status,
    "show vlan": vlan_brief,
    "show vlan brief": vlan_brief,
    "show interfaces switchport": switchport,
    "show etherchannel summary": etherchannel,
    "show mac address-table": mac_table,
    "show power inline": power_inline,
    "show spanning-tree": spanning_tree,
}

__all__ = ["CISCO_IOS_ANSWERS", "long_ports"]
