"""What an ArubaOS-CX switch answers about its ports, VLANs, LAGs, power and spanning tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from switchrefresh.lab.answers.aruba_aoscx_system import SYSTEM_ANSWERS, place, port_list
from switchrefresh.lab.answers.words import table
from switchrefresh.lab.facts import Port
from switchrefresh.lab.hardware import Media
from switchrefresh.lab.view import ALTERNATE, DESIGNATED, DISABLED, ROOT, PortView, View

_ROLES = {
    ROOT: ("Root", "Forwarding"),
    DESIGNATED: ("Designated", "Forwarding"),
    ALTERNATE: ("Alternate", "Blocking"),
    DISABLED: ("Disabled", "Down"),
}
_OPTICS = {"": "--", "1G-LX": "1G-LX", "10G-LR": "10G-LR"}


def _kind(view: PortView) -> str:
    if view.socket.media is Media.COPPER:
        return "1GbT"
    return _OPTICS[view.cable.optic if view.cable else ""]


def _why_down(view: PortView) -> str:
    if not view.port.used:
        return "Administratively down"
    return "No XCVR installed" if _kind(view) == "--" else "Waiting for link"


def interface(view: View) -> str:
    """show interface: ports, VLAN interfaces, LAGs."""
    parts = [table(_interface(view, one)) for one in view.ports]
    parts += [table(_vlan_interface(view, vlan)) for vlan in sorted({1, *view.scene.setup.svis})]
    parts += [table(_aggregate(view, number)) for number in view.scene.setup.lags]
    return "\n".join(parts) + "\n"


def _interface(view: View, one: PortView) -> Iterator[str]:
    yield f"Interface {one.name} is {'up' if one.up else 'down'} "
    yield f" Admin state is {'up' if one.port.used else 'down'}"
    if one.up:
        yield " Link state: up for 41 weeks (since Thu Feb 12 07:18:49 CST 2026)"
    else:
        yield f" State information: {_why_down(one)}"
        yield " Link state: down for 41 weeks (since Thu Feb 12 07:18:31 CST 2026)"
    yield from (
        f" Link transitions: {1 + view.scene.moment % 3 if one.up else 0}",
        f" Description: {one.port.description}",
    )
    yield from (" Persona: ", f" Hardware: Ethernet, MAC Address: {one.mac} ", " MTU 1500 ", f" Type {_kind(one)}")
    yield from (f" {'Half' if one.half else 'Full'}-duplex ", " qos trust none", f" Speed {one.speed} Mb/s ")
    yield f" Auto-negotiation is {'on' if one.socket.media is Media.COPPER else 'off'}"
    yield from (" Flow-control: off ", " Error-control: off ")
    if one.socket.media is Media.COPPER:
        yield f" MDI mode: {'MDIX' if one.up else 'none'} "
    if one.port.lag is None:
        yield from _vlans(view, one.port)
    yield from (
        " Rate collection interval: 300 seconds",
        "",
        *_rates(),
        "",
        *_counters(one.index * 1000 + view.scene.moment),
    )


def _vlans(view: View, port: Port) -> Iterator[str]:
    tagged = view.scene.setup.tagged(port)
    if not port.trunk and not tagged:
        yield from (" VLAN Mode: access", f" Access VLAN: {port.native}")
        return
    yield from (" VLAN Mode: native-untagged", f" Native VLAN: {port.native}")
    yield f" Allowed VLAN List: {','.join(map(str, sorted({port.native, *tagged})))}"


def _rates() -> Iterator[str]:
    yield " Rate                               RX                   TX        Total (RX+TX)"
    yield " ---------------- -------------------- -------------------- --------------------"
    for label in ("Mbits / sec", "KPkts / sec", "  Unicast", "  Multicast", "  Broadcast", "Utilization %"):
        yield f" {label:<16} {0.0:>20.2f} {0.0:>20.2f} {0.0:>20.2f}"


def _counters(base: int) -> Iterator[str]:
    yield " Statistic                          RX                   TX                Total"
    yield " ---------------- -------------------- -------------------- --------------------"
    for number, label in enumerate(("Packets", "  Unicast", "  Multicast", "  Broadcast", "Bytes")):
        yield f" {label:<16} {base + number:>20} {base + number:>20} {2 * (base + number):>20}"
    for label in ("Jumbos", "Dropped", "Pause Frames", "Errors", "  CRC/FCS", "  Collision", "  Runts", "  Giants"):
        received = "n/a" if label == "  Collision" else "0"
        sent = "n/a" if label in {"  CRC/FCS", "  Runts", "  Giants"} else "0"
        yield f" {label:<16} {received:>20} {sent:>20} {0:>20}"


def _vlan_interface(view: View, vlan: int) -> Iterator[str]:
    address = view.scene.setup.svis.get(vlan)
    alive = vlan in {1, *view.scene.setup.vlans}
    yield from (f"Interface vlan{vlan} is {'up' if alive else 'down'} ", " Admin state is up", " Description: ")
    yield f" Hardware: Ethernet, MAC Address: {view.scene.mac()} "
    if address is not None:
        yield f" IPv4 address {address}"
    yield " L3 Counters: Rx Disabled, Tx Disabled "


def _aggregate(view: View, number: int) -> Iterator[str]:
    members, port = view.lag_up[number], view.scene.setup.lag_port(number)
    yield from (f"Aggregate lag{number} is {'up' if members else 'down'} ", " Admin state is up ")
    yield from (f" Description : {port.description}", f" MAC Address                 : {view.scene.mac()} ")
    yield f" Aggregated-interfaces       : {' '.join(view.scene.setup.lags[number])} "
    yield from (f" Aggregation-key             : {number}", " Aggregate mode              : active ")
    yield from (f" Speed                       : {sum(one.speed for one in members)} Mb/s ", " qos trust none")
    yield from (*_vlans(view, port), " L3 Counters: Rx Disabled, Tx Disabled ", "", *_counters(number))


def interface_brief(view: View) -> str:
    """show interface brief."""
    rule = "-" * 110
    rows = [rule, "Port      Native  Mode   Type           Enabled Status  Reason                 Speed   Description"]
    rows += ["          VLAN                                                                 (Mb/s)  ", rule]
    for one in view.ports:
        native, mode = ("--", "--") if one.port.lag is not None else (str(one.port.native), _mode(view, one.port))
        rows.append(_brief(one.name, native, mode, _kind(one), one))
    for number, members in view.lag_up.items():
        port = view.scene.setup.lag_port(number)
        status, speed = ("up", str(sum(one.speed for one in members))) if members else ("down", "--")
        rows.append(
            f"{f'lag{number}':<9} {port.native:<7} {_mode(view, port):<6} {'--':<14} {'yes':<7} {status:<7} "
            f"{'--':<22} {speed:<7} {port.description or '--'}"
        )
    return table([*rows, rule])


def _mode(view: View, port: Port) -> str:
    return "trunk" if port.trunk or view.scene.setup.tagged(port) else "access"


def _brief(name: str, native: str, mode: str, kind: str, one: PortView) -> str:
    enabled, status = "yes" if one.port.used else "no", "up" if one.up else "down"
    why, speed = ("", str(one.speed)) if one.up else (_why_down(one), "--")
    text = one.port.description or "--"
    return f"{name:<9} {native:<7} {mode:<6} {kind:<14} {enabled:<7} {status:<7} {why:<22} {speed:<7} {text}"


def vlan(view: View) -> str:
    """show vlan."""
    rule = "-" * 114
    rows = [rule, f"{'VLAN':<6}{'Name':<34}{'Status':<8}{'Reason':<24}{'Type':<12}{'Interfaces':<30}", rule]
    setup = view.scene.setup
    for number, name in {1: "DEFAULT_VLAN_1", **setup.vlans}.items():
        ports = [one for one in view.ports if one.port.lag is None and _member(view, one.port, number)]
        lags = [f"lag{lag}" for lag in setup.lags if _member(view, setup.lag_port(lag), number)]
        alive = any(one.up for one in ports) or bool(lags)
        listed = port_list([one.name for one in ports], lags)
        status, reason = ("up", "ok") if alive else ("down", "no_member_forwarding" if ports else "no_member_port")
        kind = "default" if number == 1 else "static"
        rows.append(f"{number:<6}{name:<34}{status:<8}{reason:<24}{kind:<12}{listed[0]:<30}")
        rows += [" " * 84 + line for line in listed[1:]]
    return table([*rows, rule])


def _member(view: View, port: Port, number: int) -> bool:
    return number == port.native or number in view.scene.setup.tagged(port)


def mac_table(view: View) -> str:
    """show mac-address-table."""
    rows = ["MAC age-time            : 300 seconds", f"Number of MAC addresses : {len(view.macs)}", ""]
    rows += ["MAC Address          VLAN     Type                      Port", "-" * 62]
    rows += [f"{row.mac:<21}{row.vlan:<9}{'dynamic':<26}{place(row.place)}" for row in view.macs]
    return table(rows)


def power(view: View) -> str:
    """show power-over-ethernet brief."""
    rows = ["Status and Configuration Information", ""]
    ports = [one for one in view.ports if one.socket.poe]
    if not ports:
        return "PoE is not supported on this platform.\n"
    for member in sorted({one.socket.member for one in ports}):
        own, budget = [one for one in ports if one.socket.member == member], view.scene.hardware.poe_watts
        used = sum(one.device.watts for one in own if one.powered and one.device)
        rows += [
            f" Member {member} Power Status",
            f" Available: {budget:.2f} W  Reserved: {used:.2f} W  Remaining: {budget - used:.2f} W",
        ]
        rows += [" Always-on PoE Enabled : Yes", ""]
        rows += ["PoE       Pwr  Power    Pre-std Alloc PSE Pwr  PD Pwr   PoE Port     PD      Cls Type"]
        rows += ["Port      En   Priority Detect  Act   Rsrvd    Draw     Status       Sign            "]
        rows += ["--------- ---- -------- ------- ----- -------- -------- ------------ ------- --- ----"]
        rows += [_power_row(one) for one in own]
        rows += [""]
    return table(rows)


def _power_row(one: PortView) -> str:
    enabled = "Yes" if one.port.power else "No"
    watts, status, sign, cls, kind = 0.0, "Searching" if one.port.power else "Disabled", "-", "-", "-"
    if one.powered and one.device is not None:
        watts, status, sign = one.device.watts, "Delivering", "single"
        cls, kind = str(one.device.poe_class), "2" if one.device.poe_class == 4 else "1"
    draw = f"{watts:.1f} W"
    head = f"{one.name:<9} {enabled:<4} low      off     usage {draw:<8} {draw:<8}"
    return f"{head} {status:<12} {sign:<7} {cls:<3} {kind:<4}"


def spanning_tree(view: View) -> str:
    """show spanning-tree (RPVST): a tree for every VLAN."""
    return "".join(_tree(view, number) for number in (1, *view.scene.setup.vlans))


def _tree(view: View, number: int) -> str:
    (priority, root), (own, mac), setup = view.root, view.bridge, view.scene.setup
    times = "             Hello time(in seconds):2  Max Age(in seconds):20"
    rows = [f"VLAN{number}", "  Spanning tree status         : Enabled Protocol: RPVST"]
    rows += [f"  Root ID    Priority   : {priority}", f"             MAC-Address: {root}"]
    if view.root_place is None:
        rows.append("             This bridge is the root")
    rows += [times, "             Forward Delay(in seconds):15", "", f"  Bridge ID  Priority  : {own}"]
    rows += [f"             MAC-Address: {mac}", times, "             Forward Delay(in seconds):15", ""]
    rows.append("Port         Role           State      Cost           Priority   Type             BPDU-Tx    BPDU-Rx")
    rows.append(
        "------------ -------------- ---------- -------------- ---------- ---------------- ---------- ----------"
    )
    for one in view.ports:
        if one.port.lag is None and _member(view, one.port, number):
            rows.append(_tree_row(one.name, one.role, one.speed, one.port.trunk))
    for lag in setup.lags:
        if _member(view, setup.lag_port(lag), number):
            rows.append(_tree_row(f"lag{lag}", view.lag_role(lag), 10_000, trunk=True))
    return table(
        [*rows, "", "Number of topology changes    : 2", "Last topology change occurred : 91533 seconds ago", ""]
    )


def _tree_row(name: str, role: str, speed: int, trunk: bool) -> str:
    word, state = _ROLES[role]
    cost = 20_000_000 // (speed or 1000)
    kind = "P2P" if trunk else "P2P Edge"
    return f"{name:<12} {word:<14} {state:<10} {cost:<14} {128:<10} {kind:<16} {12:<10} {91 if role == ROOT else 0:<10}"


def lacp(view: View) -> str:
    """show lacp interfaces."""
    head = """State abbreviations :
A - Active        P - Passive      F - Aggregable I - Individual
S - Short-timeout L - Long-timeout N - InSync     O - OutofSync
C - Collecting    D - Distributing
X - State m/c expired              E - Default neighbor state

"""
    rule = "-" * 82
    titles = [rule, "Intf       Aggr       Port  Port  State   System-ID         System Aggr Forwarding"]
    titles += ["           Name       Id    Pri                             Pri    Key  State ", rule]
    rows = ["Actor details of all interfaces:", *titles]
    own = [one for one in view.ports if one.port.lag is not None]
    rows += [
        _lacp_row(one, view.scene.mac(), "up" if one.bundled else "lacp-block" if one.up else "down") for one in own
    ]
    rows += ["", "", "Partner details of all interfaces:", *titles]
    rows += [_lacp_row(one, one.device.mac if one.device and one.bundled else "00:00:00:00:00:00", "") for one in own]
    return head + table(rows)


def _lacp_row(one: PortView, system: str, state: str) -> str:
    flags = "ALFNCD" if one.bundled else "ALFOE" if one.up else "ALFO"
    lag = f"lag{one.port.lag}"
    return (
        f"{one.name:<10} {lag:<10} {one.index:<5} 1     {flags:<7} {system} 65534  {one.port.lag:<4} {state}".rstrip()
    )


ARUBA_AOSCX_ANSWERS: Mapping[str, Callable[[View], str]] = {
    **SYSTEM_ANSWERS,
    "show interface": interface,
    "show interface brief": interface_brief,
    "show vlan": vlan,
    "show mac-address-table": mac_table,
    "show power-over-ethernet brief": power,
    "show spanning-tree": spanning_tree,
    "show lacp interfaces": lacp,
}
