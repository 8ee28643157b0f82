"""What a Ruckus ICX answers about its ports, VLANs, LAGs, power and spanning tree (FastIron 08.0.9x)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.lab.answers.ruckus_fastiron_system import SYSTEM_ANSWERS, listed
from switchrefresh.lab.answers.words import bare, dotted, table
from switchrefresh.lab.facts import Port
from switchrefresh.lab.view import ALTERNATE, DESIGNATED, DISABLED, ROOT, PortView, View

_RATES = {10: "10M", 100: "100M", 1000: "1G", 10_000: "10G"}
_STATES = {ROOT: "FORWARDING", DESIGNATED: "FORWARDING", ALTERNATE: "DISCARDING", DISABLED: "DISABLED"}
_HEADER = "Port       Link    State   Dupl Speed Trunk Tag Pvid Pri MAC             Name"


def interfaces_brief(view: View) -> str:
    """show interfaces brief."""
    rows = [_HEADER, *(_brief(one) for one in view.ports)]
    for number, members in view.lag_up.items():
        port = view.scene.setup.lag_port(number)
        rows.append(_row(f"lg{number}", members[0] if members else None, port, str(number), view.scene.mac()))
    rows.append(f"mgmt1      Down    None    None None  None  No  None 0   {dotted(view.scene.mac())}")
    return table(["", *rows])


def _brief(one: PortView) -> str:
    lag = str(one.port.lag) if one.port.lag is not None else "None"
    return _row(one.name, one if one.up else None, one.port, lag, one.mac)


def _row(name: str, live: PortView | None, port: Port, lag: str, mac: str) -> str:
    link = "Up" if live else "Down" if port.used else "Disable"
    if live is None:
        state, duplex, speed = "None", "None", "None"
    else:
        state = "Forward" if live.forwards else "Blocked"
        duplex, speed = "Half" if live.half else "Full", _RATES[live.speed]
    tag = "Yes" if port.used and (port.trunk or port.tagged) else "No"
    return (
        f"{name:<10} {link:<7} {state:<7} {duplex:<4} {speed:<5} {lag:<5} {tag:<3} {port.native:<4} 0   "
        f"{dotted(mac)}  {port.description if port.used else ''}"
    ).rstrip()


def vlan(view: View) -> str:
    """show vlan."""
    setup = view.scene.setup
    rows = [f"Total PORT-VLAN entries: {len(setup.vlans) + 1}", "Maximum PORT-VLAN entries: 1024", ""]
    rows += ["Legend: [Stk=Stack-Id, S=Slot]", ""]
    for number, name in {1: "DEFAULT-VLAN", **setup.vlans}.items():
        rows.append(f"PORT-VLAN {number}, Name {name}, Priority level0, On")
        rows += _members("Untagged Ports", [one for one in view.ports if one.port.native == number])
        rows += _members("  Tagged Ports", [one for one in view.ports if number in setup.tagged(one.port)])
        rows += [" Mac-Vlan Ports: None", "     Monitoring: Disabled"]
    return table(rows)


def _members(label: str, ports: list[PortView]) -> Iterator[str]:
    groups: dict[str, list[int]] = {}
    for one in ports:
        unit, module, number = one.name.split("/")
        groups.setdefault(f"(U{unit}/M{module})", []).append(int(number))
    if not groups:
        yield f" {label}: None"
    for group, numbers in groups.items():
        for start in range(0, len(numbers), 12):
            yield f" {label}: {group} " + "".join(f"{number:>3} " for number in numbers[start : start + 12]).rstrip()


def mac_table(view: View) -> str:
    """show mac-address."""
    rows = ["", f"Total active entries from all ports = {len(view.macs)}"]
    rows.append("MAC-Address     Port                 Type         VLAN ")
    for row in view.macs:
        place = f"lg{row.place}" if isinstance(row.place, int) else row.place
        rows.append(f"{dotted(row.mac)}  {place:<20} {'Dynamic':<12} {row.vlan:<4} ")
    return table(rows)


def inline_power(view: View) -> str:
    """show inline power."""
    ports = [one for one in view.ports if one.socket.poe]
    rows: list[str] = []
    for unit in sorted({one.socket.member for one in ports}):
        own = [one for one in ports if one.socket.member == unit]
        budget = int(view.scene.hardware.poe_watts * 1000)
        drawn = [one for one in own if one.powered]
        granted = sum(_granted(one) for one in drawn)
        rows += [
            "",
            f"Power Capacity:         Total is {budget} mWatts. Current Free is {budget - granted} mWatts.",
            "",
        ]
        rows += [f"Power Allocations:      Requests Honored {len(drawn)} times", ""]
        rows += [" Port   Admin   Oper    ---Power(mWatts)---  PD Type  PD Class  Pri  Fault/"]
        rows += ["        State   State   Consumed  Allocated                         Error", "-" * 74]
        rows += [_power_row(one) for one in own]
        rows += ["-" * 74, f"Total                   {sum(_drawn(one) for one in drawn):>8} {granted:>10}", ""]
    return table(rows)


def _granted(one: PortView) -> int:
    device = one.device
    return {1: 4000, 2: 7000, 3: 15400, 4: 30000}.get((device.poe_class if device else 0) or 0, 15400)


def _drawn(one: PortView) -> int:
    return int(one.device.watts * 1000) if one.device else 0


def _power_row(one: PortView) -> str:
    admin = "On" if one.port.power and (one.port.poe or one.powered) else "Off"
    if not one.powered or one.device is None:
        return f" {one.name:>6} {admin:<7} {'Off':<7} {0:>8} {0:>10}  {'n/a':<8} {'n/a':<9} {3:>3}  n/a"
    kind = "802.3at" if one.device.poe_class == 4 else "802.3af"
    return (
        f" {one.name:>6} {admin:<7} {'On':<7} {_drawn(one):>8} {_granted(one):>10}  {kind:<8} "
        f"{f'Class {one.device.poe_class}':<9} {3:>3}  n/a"
    )


def rapid_tree(view: View) -> str:
    """show 802-1w."""
    return "".join(table(_rapid(view, number)) for number in (1, *view.scene.setup.vlans))


def _rapid(view: View, number: int) -> Iterator[str]:
    (priority, root), (own, mac) = view.root, view.bridge
    bridge, top = f"{own:04x}{bare(mac)}", f"{priority:04x}{bare(root)}"
    cost = 0 if view.root_place is None else 2000
    place = "Root" if view.root_place is None else _place(view.root_place)
    yield from ("", f"--- VLAN {number} [ STP Instance owned by VLAN {number} ] ----------------------------", "")
    yield from ("Bridge IEEE 802.1W Parameters:", "", "Bridge           Bridge Bridge Bridge Force    tx")
    yield from (
        "Identifier       MaxAge Hello  FwdDly Version  Hold",
        "hex              sec    sec    sec             cnt",
    )
    yield from (f"{bridge} 20     2      15     Default  3", "")
    yield from ("RootBridge       RootPath  DesignatedBri-   Root  Max Hel Fwd",)
    yield from (
        "Identifier       Cost      dge Identifier   Port  Age lo  Dly",
        "hex                        hex                    sec sec sec",
    )
    yield from (f"{top} {cost:<9} {top} {place:<5} 20  2   15", "", "Port IEEE 802.1W Parameters:", "")
    yield "      <--- Config Params --><-------------- Current state ----------------->"
    yield "Port  Pri PortPath  P2P Edge Role       State       Designa- Designated"
    yield "Num       Cost      Mac Port                        ted cost bridge"
    for name, role, speed, trunk in _in_tree(view, number):
        path, edge = 20_000_000 // (speed or 1000), "F" if trunk else "T"
        seen = "0" * 16 if role == DISABLED else top if role == ROOT else bridge
        yield f"{name:<5} 128 {path:<9} T   {edge}    {role.upper():<10} {_STATES[role]:<11} {cost:<8} {seen}"


def _place(where: str | int) -> str:
    return f"lg{where}" if isinstance(where, int) else where


def _in_tree(view: View, number: int) -> Iterator[tuple[str, str, int, bool]]:
    setup = view.scene.setup
    for one in view.ports:
        if one.port.lag is None and (one.port.native == number or number in setup.tagged(one.port)):
            yield one.name, one.role, one.speed, one.port.trunk
    for lag, members in view.lag_up.items():
        port = setup.lag_port(lag)
        if port.native == number or number in setup.tagged(port):
            yield f"lg{lag}", view.lag_role(lag), members[0].speed if members else 0, True


def span(view: View) -> str:
    """show span: the 802.1D way of putting it."""
    return "".join(table(_span(view, number)) for number in (1, *view.scene.setup.vlans))


def _span(view: View, number: int) -> Iterator[str]:
    (priority, root), (own, mac) = view.root, view.bridge
    bridge, top = f"{own:04x}{bare(mac)}", f"{priority:04x}{bare(root)}"
    cost = 0 if view.root_place is None else 2
    place = "Root" if view.root_place is None else _place(view.root_place)
    yield from ("", f"STP instance owned by VLAN {number}", "", "Global STP (IEEE 802.1D) Parameters:", "")
    yield "VLAN Root             Root Root  Prio Max He- Ho- Fwd Last     Chg  Bridge      "
    yield " ID   ID              Cost Port  rity Age llo ld  dly Chang    cnt  Address     "
    yield "                                 Hex  sec sec sec sec sec                       "
    yield f"{number:>4} {top} {cost:<4} {place:<5} {own:04x} 20  2   1   15  1760890  6    {bare(mac)}"
    yield from (
        "",
        "Port STP Parameters:",
        "",
        "Port  Prio Path  State       Fwd    Design   Designated       Designated       ",
    )
    yield "Num   rity Cost              Trans  Cost     Root             Bridge           "
    yield "      Hex                                                                      "
    for name, role, speed, _ in _in_tree(view, number):
        word = "BLOCKING" if role == ALTERNATE else _STATES[role]
        path = {10_000: 2, 1000: 4, 100: 19}.get(speed, 0)
        seen = top if role == ROOT else bridge
        yield f"{name:<5} 80   {path:<5} {word:<11} {6 if speed else 0:<6} {cost:<8} {top} {seen} "


def lag_brief(view: View) -> str:
    """show lag brief."""
    lags = view.scene.setup.lags
    rows = [f"Total number of LAGs:          {len(lags)}", f"Total number of deployed LAGs: {len(lags)}"]
    rows += [f"Total number of trunks created:{len(lags)} (123 available)"]
    rows += [f"LACP System Priority / ID:     1 / {dotted(view.scene.mac())}"]
    rows += ["LACP Long timeout:             120, default: 120", "LACP Short timeout:            3, default: 3", ""]
    rows.append("LAG           Type   Deploy Trunk Intf   Port List")
    rows += [f"{f'link-{n}':<13} dynamic  Y    {n:<5} {f'lg{n}':<6} {listed(names, 'e')}" for n, names in lags.items()]
    return table(rows)


def lag(view: View) -> str:
    """show lag: the brief table's head, then every LAG with its ports."""
    rows = [lag_brief(view).split("\nLAG ")[0]]
    for number, names in view.scene.setup.lags.items():
        rows += [f'=== LAG "link-{number}" ID {number} (dynamic Deployed) ===', "LAG Configuration:"]
        rows += [
            f"   Ports:         {listed(names, 'e')}",
            f"   Port Count:    {len(names)}",
            f"   Lag Interface: lg{number}",
        ]
        rows += [
            "   Trunk Type:    hash-based",
            f"   LACP Key:      {20000 + number}",
            f"Deployment: HW Trunk ID {number}",
            _HEADER,
        ]
        rows += [_brief(view.of(name)) for name in names]
        rows += ["", "Port       [Sys P] [Port P] [ Key ] [Act][Tio][Agg][Syn][Col][Dis][Def][Exp][Ope]"]
        for one in map(view.of, names):
            flags = (
                "Yes   L   Agg  Syn  Col  Dis  No   No   Ope"
                if one.bundled
                else "Yes   L   Agg  No   No   No   Def  No   Dwn"
            )
            rows.append(f"{one.name:<10}      1        1   {20000 + number}   {flags}")
        rows.append("")
    return table(rows)


RUCKUS_FASTIRON_ANSWERS: Mapping[str, Callable[[View], str]] = {
    **SYSTEM_ANSWERS,
    "show interfaces brief": interfaces_brief,
    "show interfaces brief wide": interfaces_brief,
    "show vlan": vlan,
    "show mac-address": mac_table,
    "show inline power": inline_power,
    "show 802-1w": rapid_tree,
    "show span": span,
    "show lag brief": lag_brief,
    "show lag": lag,
}
