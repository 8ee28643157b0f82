"""What a Cisco Small Business switch answers about its ports, VLANs, neighbours and power."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

from switchrefresh.lab.answers.words import spans, table, wrapped
from switchrefresh.lab.facts import Port
from switchrefresh.lab.hardware import Media
from switchrefresh.lab.view import ALTERNATE, DESIGNATED, DISABLED, ROOT, PortView, View

_LETTERS = {"bridge": "B", "router": "R", "wlan-access-point": "W", "telephone": "T", "station-only": "H"}


def short(name: str) -> str:
    """gi1 of gigabitethernet1."""
    return name.replace("gigabitethernet", "gi")


def _place(where: str | int) -> str:
    return f"Po{where}" if isinstance(where, int) else short(where)


def version(view: View) -> str:
    """show version."""
    return (
        f"SW version    {view.scene.version} ( date  06-Apr-2020 time  13:04:09 )\n"
        "Boot version    1.3.5.06 ( date  21-Jul-2013 time  15:12:10 )\nHW version    V03\n"
    )


def system_id(view: View) -> str:
    """show system id."""
    return f"Serial number : {view.scene.serials[0]}\n"


def interfaces_status(view: View) -> str:
    """show interfaces status."""
    rows = ["                                             Flow Link          Back   Mdix"]
    rows += [
        "Port     Type         Duplex  Speed Neg      ctrl State       Pressure Mode",
        "-------- ------------ ------  ----- -------- ---- ----------- -------- -------",
    ]
    for one in view.ports:
        kind = "1G-Copper" if one.socket.media is Media.COPPER else "1G-Fiber"
        rows.append(f"{short(one.name):<8} {kind:<12} {_live(one)}")
    rows += [
        "",
        "                                          Flow    Link        ",
        "Ch       Type    Duplex  Speed  Neg      control  State       ",
    ]
    rows += ["-------- ------- ------  -----  -------- -------  ----------- "]
    for number in range(1, 9):
        members = view.lag_up.get(number)
        rows.append(
            f"{f'Po{number}':<8} {'1G':<7} {'Full':<7} {1000:<6} {'Enabled':<8} {'Off':<8} Up          "
            if members
            else f"{f'Po{number}':<8}    --     --      --      --       --    Not Present "
        )
    return table(rows)


def _live(one: PortView) -> str:
    if not one.up:
        return "  --      --     --     --  Down           --     --    "
    return f"{'Half' if one.half else 'Full':<7} {one.speed:<5} Enabled  Off  Up          Disabled Off    "


def vlan(view: View) -> str:
    """show vlan."""
    rows = [
        "Vlan       Name                   Ports                Type     Authorization ",
        "---- ----------------- --------------------------- ------------ ------------- ",
    ]
    setup = view.scene.setup
    for number, name in {1: "1", **setup.vlans}.items():
        inside = [
            o for o in view.ports if o.port.lag is None and (o.port.native == number or number in setup.tagged(o.port))
        ]
        ports = [f"gi{part}" for part in spans(int(short(one.name)[2:]) for one in inside).split(",") if part]
        lags = [
            f"Po{lag}"
            for lag in setup.lags
            if number in {setup.lag_port(lag).native, *setup.tagged(setup.lag_port(lag))}
        ]
        first, *more = wrapped([*ports, *lags], 26, ",")
        kind = "Default" if number == 1 else "static"
        rows.append(f"{number:>3}  {name:^17} {first:^27} {kind:^12} {'Required':^13}")
        rows += [f"{'':<22} {line:<27}" for line in more]
    return table(rows)


def lldp(view: View) -> str:
    """show lldp neighbors."""
    rows = ["", "System capability legend:", "B - Bridge; R - Router; W - Wlan Access Point; T - telephone;"]
    rows += [
        "D - DOCSIS Cable Device; H - Host; r - Repeater;",
        "TP - Two Ports MAC Relay; S - S-VLAN; C - C-VLAN; O - Other",
        "",
    ]
    rows += [
        "  Port        Device ID        Port ID       System Name    Capabilities  TTL ",
        "--------- ----------------- ------------- ----------------- ------------ -----",
    ]
    for one, device in view.neighbors:
        letters = ",".join(_LETTERS[word] for word in device.capabilities)
        ports, names = _pieces(device.port_id, 13), _pieces(device.name, 17)
        rows.append(
            f"{short(one.name):<9} {device.mac} {ports[0]:^13} {names[0]:^17} {letters:^12}  {90 + one.index % 30:<4}"
        )
        for port, name in zip_longest(ports[1:], names[1:], fillvalue=""):
            rows.append(f"{'':<28}{port:<13} {name:<17}".rstrip())
    return table(rows)


def _pieces(text: str, width: int) -> list[str]:
    """What does not fit goes on in the next line."""
    return [text[at : at + width] for at in range(0, len(text), width)] or [""]


def mac_table(view: View) -> str:
    """show mac address-table."""
    rows = [
        "Flags: I - Internal usage VLAN",
        "Aging time is 300 sec",
        "",
        "    Vlan          Mac Address         Port       Type    ",
        "------------ --------------------- ---------- ---------- ",
    ]
    rows.append(f"{1:^12} {view.scene.mac():^21} {0:^10} {'self':^10} ")
    rows += [f"{row.vlan:^12} {row.mac:^21} {_place(row.place):^10} {'dynamic':^10} " for row in view.macs]
    return table(rows)


def power(view: View) -> str:
    """show power inline."""
    rows = [
        "Port  Powered Device          State          Status    Priority   Class",
        "----- ----------------------- -------------- --------- ---------- -----------",
    ]
    for one in view.ports:
        if one.socket.poe:
            state, status = "Auto" if one.port.power else "Never", "On" if one.powered else "Off"
            cls = f"class{one.device.poe_class}" if one.powered and one.device else "class0"
            rows.append(f"{short(one.name):<5} {'':<23} {state:<14} {status:<9} {'low':<10} {cls}")
    return table(rows)


def ip_interface(view: View) -> str:
    """show ip interface."""
    setup = view.scene.setup
    rows = [
        "  Gateway IP Address        Activity status       Type   ",
        "----------------------- ----------------------- -------- ",
    ]
    rows += [
        f"{setup.facts.gateway!s:<23} {'Active':<23} static   ",
        "",
        "",
        "    IP Address         I/F       Type       Status    ",
        "------------------- --------- ----------- ----------- ",
    ]
    rows += [
        f"{address!s:<19} {f'vlan {number}':<9} {'Static':<11} {'Valid':<11} "
        for number, address in sorted(setup.svis.items())
    ]
    return table(rows)


def switchport(view: View) -> str:
    """show interfaces switchport: port by port, with the VLANs that it is a member in."""
    setup = view.scene.setup
    parts = [table(_switchport(view, short(one.name), one.port)) for one in view.ports if one.port.lag is None]
    parts += [table(_switchport(view, f"Po{number}", setup.lag_port(number))) for number in setup.lags]
    return "\n".join(parts) + "\n"


def _switchport(view: View, name: str, port: Port) -> Iterator[str]:
    setup = view.scene.setup
    names, tagged = {1: "1", **setup.vlans}, setup.tagged(port)
    mode = "Trunk" if port.trunk or tagged else "Access"
    yield from (f"Port : {name}", f"Port Mode: {mode}", "Gvrp Status: disabled", "Ingress Filtering: true")
    yield from (
        "Acceptable Frame Type: admitAll",
        f"Ingress UnTagged VLAN ( NATIVE ): {port.native}",
        "Protected: Disabled",
        "",
    )
    yield from (
        "Port is member in:",
        "",
        "Vlan               Name               Egress rule     Port Membership Type        ",
    )
    yield "---- -------------------------------- ----------- -------------------------------- "
    for vlan in sorted({port.native, *tagged} & set(names)):
        rule, kind = "Untagged" if vlan == port.native else "Tagged", "System" if vlan == 1 else "Static"
        yield f"{vlan:^4} {names[vlan]:^32} {rule:^11} {kind:^32} "


def port_channels(view: View) -> str:
    """show interfaces port-channel."""
    rows = ["Load balancing: src-dst-mac.", "", "Gathering information...", "", "Channel  Ports", "-------  -----"]
    for number, names in view.scene.setup.lags.items():
        active = [short(one.name) for one in view.lag_up[number]]
        others = [short(name) for name in names if short(name) not in active]
        parts = [f"{word}: {','.join(ports)}" for word, ports in (("Active", active), ("Inactive", others)) if ports]
        rows.append(f"{f'Po{number}':<8} {' '.join(parts)}")
    return table(rows)


_STATES = {ROOT: ("Frw", "Root"), DESIGNATED: ("Frw", "Desg"), ALTERNATE: ("Dscr", "Altn"), DISABLED: ("Dsbl", "Dsbl")}


def spanning_tree(view: View) -> str:
    """show spanning-tree."""
    (priority, root), (own, mac) = view.root, view.bridge
    times = "             Hello Time  2 sec  Max Age 20 sec  Forward Delay 15 sec"
    rows = [
        "",
        "Spanning tree enabled mode RSTP",
        "Default port cost method:  long",
        "Loopback guard:   Disabled",
        "",
        "",
    ]
    rows += [f"  Root ID    Priority    {priority}", f"             Address     {root}"]
    if view.root_place is None:
        rows.append("             This switch is the root")
    else:
        rows += ["             Cost        20000", f"             Port        {_place(view.root_place)}"]
    rows += [times, f"  Bridge ID  Priority    {own}", f"             Address     {mac}", times]
    rows += [
        "  Number of topology changes 2 last change occurred 2d18h30m28s ago",
        "  Times:  hold 1, topology change 35, notification 2",
    ]
    rows += ["          hello 2, max age 20, forward delay 15", "", "Interfaces "]
    rows += ["  Name     State   Prio.Nbr   Cost    Sts   Role PortFast       Type        "]
    rows += ["-------- -------- --------- -------- ------ ---- -------- ----------------- "]
    for one in view.ports:
        if one.port.lag is None:
            rows.append(_tree_row(short(one.name), one.index, one.role, one.speed, one.port.trunk))
    for number, members in view.lag_up.items():
        rows.append(
            _tree_row(
                f"Po{number}", 1000 + number, view.lag_role(number), members[0].speed if members else 0, trunk=True
            )
        )
    return table(rows)


def _tree_row(name: str, number: int, role: str, speed: int, trunk: bool) -> str:
    state, word = _STATES[role]
    cost = 20_000_000 // speed if speed else 2_000_000
    kind = "P2P (RSTP)" if speed else "-"
    fast = "No" if trunk else "Yes"
    return f"{name:^8} {'enabled':^8} {f'128.{number}':^9} {cost:^8} {state:^6} {word:^4} {fast:^8} {kind:^17} "


def arp(view: View) -> str:
    """show arp."""
    rows = ["Total number of entries: " + str(len(view.arp)), "", ""]
    rows += ["  VLAN    Interface     IP address        HW address          status      ", "-" * 74]
    for address, mac, vlan, place in view.arp:
        rows.append(f"{f'vlan {vlan}':<9} {_place(place):<13} {address:<17} {mac:<19} dynamic    ")
    return table(["", *rows])


CISCO_S300_ANSWERS: Mapping[str, Callable[[View], str]] = {
    "show version": version,
    "show system id": system_id,
    "show interfaces status": interfaces_status,
    "show vlan": vlan,
    "show lldp neighbors": lldp,
    "show mac address-table": mac_table,
    "show power inline": power,
    "show ip interface": ip_interface,
    "show arp": arp,
    "show interfaces switchport": switchport,
    "show interfaces port-channel": port_channels,
    "show spanning-tree": spanning_tree,
}
