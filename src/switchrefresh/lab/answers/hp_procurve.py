"""What an ArubaOS-Switch (ProCurve) answers about its ports, VLANs, LAGs, power and spanning tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.lab.answers.hp_procurve_system import SYSTEM_ANSWERS
from switchrefresh.lab.answers.words import dashed, table
from switchrefresh.lab.hardware import Media
from switchrefresh.lab.view import ALTERNATE, DESIGNATED, DISABLED, ROOT, PortView, View

_STATES = {ROOT: "Forwarding", DESIGNATED: "Forwarding", ALTERNATE: "Blocking", DISABLED: "Disabled"}


def _kind(view: PortView) -> str:
    if view.socket.media is Media.COPPER:
        return "100/1000T"
    return {"": "", "1G-LX": "1000LX", "10G-LR": "10GbE-LR"}[view.cable.optic if view.cable else ""]


def _mode(view: PortView) -> str:
    if not view.up:
        return "1000FDx" if _kind(view) else ""
    if view.speed >= 10_000:
        return "10GigFD"
    return f"{view.speed}{'HDx' if view.half else 'FDx'}"


def _port(view: PortView) -> str:
    return view.name if view.port.lag is None else f"{view.name}-Trk{view.port.lag}"


def interfaces_brief(view: View) -> str:
    """show interfaces brief."""
    rows = [" Status and Counters - Port Status", ""]
    rows += [" " * 26 + "| Intrusion                           MDI  Flow Bcast"]
    rows += ["  Port         Type       | Alert     Enabled Status Mode       Mode Ctrl Limit"]
    rows += ["  ------------ ---------- + --------- ------- ------ ---------- ---- ---- -----"]
    for one in view.ports:
        enabled, status, mdi = (
            "Yes" if one.port.used else "No",
            "Up" if one.up else "Down",
            "MDIX" if one.up else "Auto",
        )
        mdi = mdi if one.socket.media is Media.COPPER else "NA" if _kind(one) else ""
        rows.append(
            f"  {_port(one):<12} {_kind(one):<10} | No        {enabled:<7} {status:<6} {_mode(one):<10} {mdi:<4} "
            "off  0    "
        )
    return table(["", *rows])


def interfaces_status(view: View) -> str:
    """show interfaces status."""
    rows = ["", "  Port     Name       Status  Config-mode   Speed    Type       Tagged Untagged"]
    rows += ["  -------- ---------- ------- ------------- -------- ---------- ------ --------"]
    for one in view.ports:
        name = one.port.description
        name = name if len(name) <= 10 else name[:7] + "..."
        label = _port(one) if len(_port(one)) <= 8 else _port(one)[:5] + "..."
        tagged = view.scene.setup.tagged(one.port)
        many = "No" if not tagged else str(tagged[0]) if len(tagged) == 1 else "multi"
        mode = "Auto" if _kind(one) else ""
        rows.append(
            f"  {label:<8} {name:<10} {'Up' if one.up else 'Down':<7} {mode:<13} {_mode(one):<8} {_kind(one):<10} "
            f"{many:<6} {one.port.native}"
        )
    return table(rows)


def vlans(view: View) -> str:
    """show vlans."""
    rows = ["", " Status and Counters - VLAN Information", "", "  Maximum VLANs to support : 256                  "]
    rows += ["  Primary VLAN : DEFAULT_VLAN", "  Management VLAN :             ", ""]
    rows += ["  VLAN ID Name                             | Status     Voice Jumbo"]
    rows += ["  ------- -------------------------------- + ---------- ----- -----"]
    for number, name in {1: "DEFAULT_VLAN", **view.scene.setup.vlans}.items():
        voice = "Yes" if name == "VOICE" else "No"
        rows.append(f"  {number:<7} {name:<32} | {'Port-based':<10} {voice:<5} No   ")
    return table([*rows, ""])


def trunks(view: View) -> str:
    """show trunks."""
    rows = ["", " Load Balancing Method:  L3-based (default)", ""]
    rows += ["  Port | Name                             Type      | Group Type    "]
    rows += ["  ---- + -------------------------------- --------- + ----- --------"]
    for number, names in view.scene.setup.lags.items():
        for one in map(view.of, names):
            rows.append(
                f"  {one.name:<4} | {one.port.description:<32} {_kind(one):<9} | {f'Trk{number}':<5} {'LACP':<8}"
            )
    return table([*rows, ""])


def lacp(view: View) -> str:
    """show lacp."""
    rows = ["", " " * 35 + "LACP", "", "          LACP      Trunk     Port                LACP      Admin   Oper"]
    rows += ["   Port   Enabled   Group     Status    Partner   Status    Key     Key"]
    rows += ["   -----  -------   -------   -------   -------   -------   ------  ------"]
    for one in view.ports:
        if one.port.lag is not None:
            state, partner = ("Up", "Yes") if one.bundled else ("Blocked" if one.up else "Down", "No")
            done = "Success" if one.bundled else "Failure"
            rows.append(
                f"   {one.name:<6} {'Active':<9} {f'Trk{one.port.lag}':<9} {state:<9} {partner:<9} "
                f"{done:<9} 0       562"
            )
    return table([*rows, ""])


def mac_table(view: View) -> str:
    """show mac-address."""
    rows = ["", " Status and Counters - Port Address Table", ""]
    rows += [
        "  MAC Address       Port                            VLAN",
        "  ----------------- ------------------------------- ----",
    ]
    for row in sorted(view.macs, key=lambda row: row.mac):
        place = f"Trk{row.place}" if isinstance(row.place, int) else row.place
        rows.append(f"  {dashed(row.mac):<17} {place:<31} {row.vlan}")
    return table([*rows, ""])


def power(view: View) -> str:
    """show power-over-ethernet brief."""
    ports = [one for one in view.ports if one.socket.poe]
    used = sum(one.device.watts for one in ports if one.powered and one.device)
    budget = view.scene.hardware.poe_watts
    rows = ["", " Status and Configuration Information", ""]
    rows += [f"  Available: {budget:.0f} W  Used: {used:.0f} W  Remaining: {budget - used:.0f} W", ""]
    rows += [" PoE    Pwr  Pwr      Pre-std Alloc Alloc  PSE Pwr PD Pwr  PoE Port     PLC PLC "]
    rows += [" Port   Enab Priority Detect  Cfg   Actual Rsrvd   Draw    Status       Cls Type"]
    rows += [" ------ ---- -------- ------- ----- ------ ------- ------- ------------ --- ----"]
    for one in ports:
        watts, status, cls, kind = 0.0, "Searching" if one.port.power else "Disabled", "0", "-"
        if one.powered and one.device is not None:
            watts, status, cls = one.device.watts, "Delivering", str(one.device.poe_class)
            kind = "2" if cls == "4" else "1"
        draw = f"{watts:.1f} W"
        enabled = "Yes" if one.port.power else "No"
        rows.append(
            f" {one.name:<6} {enabled:<4} low      off     usage usage  {draw:<7} {draw:<7} "
            f"{status:<12} {cls:<3} {kind:<4}"
        )
    return table([*rows, ""])


def spanning_tree(view: View) -> str:
    """show spanning-tree: MSTP, which is what `spanning-tree` alone switches on."""
    (priority, root), (own, mac) = view.root, view.bridge
    cost = 0 if view.root_place is None else 20000
    rows = ["", " Multiple Spanning Tree (MST) Information", "", "  STP Enabled   : Yes"]
    rows += ["  Force Version : MSTP-operation", "  IST Mapped VLANs : 1-4094", f"  Switch MAC Address : {dashed(mac)}"]
    rows += [f"  Switch Priority    : {own}", "  Max Age  : 20", "  Max Hops : 20", "  Forward Delay : 15", ""]
    rows += ["  Topology Change Count  : 12          ", "  Time Since Last Change : 12 days     ", ""]
    rows += [f"  CST Root MAC Address : {dashed(root)}", f"  CST Root Priority    : {priority}"]
    rows += [f"  CST Root Path Cost   : {cost:<11}", f"  CST Root Port        : {_root_place(view)}", ""]
    rows += [f"  IST Regional Root MAC Address : {dashed(mac)}", f"  IST Regional Root Priority    : {own}"]
    rows += ["  IST Regional Root Path Cost   : 0          ", "  IST Remaining Hops            : 20    ", ""]
    rows += [
        f"  {label:<20} : "
        for label in ("Root Guard Ports", "Loop Guard Ports", "TCN Guard Ports", "BPDU Protected Ports")
    ]
    rows += ["  BPDU Filtered Ports  : ", "  PVST Protected Ports : ", "  PVST Filtered Ports  : ", ""]
    return table([*rows, *_tree_ports(view), ""])


def _root_place(view: View) -> str:
    if view.root_place is None:
        return "This switch is root"
    return f"Trk{view.root_place}" if isinstance(view.root_place, int) else view.root_place


def _tree_ports(view: View) -> Iterator[str]:
    yield "                  |           Prio             | Designated    Hello         "
    yield "  Port  Type      | Cost      rity State       | Bridge        Time PtP Edge "
    yield "  ----- --------- + --------- ---- ----------- + ------------- ---- --- ----"
    for one in view.ports:
        if one.port.lag is None:
            yield _tree_row(view, one.name, _kind(one), one.role, one.speed, one.port.trunk)
    for number, members in view.lag_up.items():
        speed = members[0].speed if members else 0
        yield _tree_row(view, f"Trk{number}", "", view.lag_role(number), speed, trunk=True)


def _tree_row(view: View, name: str, kind: str, role: str, speed: int, trunk: bool) -> str:
    if not speed:
        return f"  {name:<5} {kind:<9} | {'Auto':<9} 128  {'Disabled':<11} |"
    bridge = dashed(view.root[1] if role == ROOT else view.scene.mac())
    edge = "No " if trunk else "Yes"
    return f"  {name:<5} {kind:<9} | {20_000_000 // speed:<9} 128  {_STATES[role]:<11} | {bridge:<13} 2    Yes {edge} "


HP_PROCURVE_ANSWERS: Mapping[str, Callable[[View], str]] = {
    **SYSTEM_ANSWERS,
    "show interfaces brief": interfaces_brief,
    "show interfaces status": interfaces_status,
    "show vlans": vlans,
    "show trunks": trunks,
    "show lacp": lacp,
    "show mac-address": mac_table,
    "show power-over-ethernet brief": power,
    "show spanning-tree": spanning_tree,
}
