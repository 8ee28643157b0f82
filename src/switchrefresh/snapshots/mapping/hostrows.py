"""Rows about who is there: hosts' MAC addresses, neighbors, ARP."""

from __future__ import annotations

import re

from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.mapping.values import Row, UnmappedError, first, mac, texts, vlan
from switchrefresh.snapshots.portnames import is_port
from switchrefresh.snapshots.state import Neighbor, SeenMac

_OWN = ("self", "igmp", "cpu", "system", "management", "other", "interface", "gateway", "local")
_GROUPS = ("01:00:5e", "01:80:c2", "01:00:0c", "33:33:", "ff:ff:ff")  # multicast and broadcast; nobody's address
_LETTERS = {
    "lldp": {"b": "bridge", "r": "router", "w": "wlan", "t": "phone", "s": "station", "c": "docsis", "p": "repeater"},
    "cdp": {"s": "bridge", "t": "bridge", "b": "bridge", "r": "router", "h": "station", "p": "phone"},
}
_WORDS = (
    ("wlan", "wlan"),
    ("access-point", "wlan"),
    ("access point", "wlan"),
    ("bridge", "bridge"),
    ("switch", "bridge"),
    ("router", "router"),
    ("phone", "phone"),
    ("station", "station"),
    ("host", "station"),
    ("docsis", "docsis"),
    ("repeater", "repeater"),
)

# What a device is by its own words, where it tells no capability (CDP calls an access point a bridge).
_BY_PLATFORM = (
    (re.compile(r"\bAIR-|\bC9[12]\d\d[AI]X|\bCW9\d{3}|Access Point|\bAP\d{3}\b|\bMR\d\d\b|ArubaOS \(MODEL"), "wlan"),
    (re.compile(r"IP Phone|^SEP[0-9A-F]{12}\b|\bCP-\d{4}"), "phone"),
)


def mac_row(sketch: Sketch, row: Row) -> None:
    """One learned host. The switch's own addresses, multicast and what sits on no port are left out."""
    address = mac(first(row, "mac_address", "destination_address", "mac"))
    if not address:
        raise UnmappedError("no MAC address")
    kind = first(row, "type", "mac_flag", "state", "status", "local").casefold()
    ports = [part.strip() for text in texts(row, *_PORTS) for part in text.split(",") if part.strip()]
    if kind.startswith(_OWN) or address.startswith(_GROUPS) or (len(ports) > 1 and kind.startswith("static")):
        return
    for port in ports:
        name = sketch.name(port)
        if is_port(name):
            seen = _vlan_of(sketch, row)
            sketch.macs[address, seen] = SeenMac(address, seen, name)
            return


_PORTS = ("destination_port", "on_interface", "ports", "port", "interface", "logical_interface", "port_id")


def _vlan_of(sketch: Sketch, row: Row) -> int | None:
    told = first(row, "vlan_id", "vlan", "vid")
    name = first(row, "vlan_name")
    if told.isdecimal() or not name:
        return vlan(told)
    plain = re.fullmatch(r"vlan-?(\d+)", name, re.IGNORECASE)
    told = told or (plain[1] if plain else "")
    return next((vid for vid, known in sketch.vlans.items() if known and known == name), vlan(told))


def lldp_row(sketch: Sketch, row: Row) -> None:
    """One neighbor by LLDP."""
    _neighbor(sketch, row, "lldp")


def wrapped_row(sketch: Sketch, row: Row) -> None:
    """One neighbor whose port id or name goes on in the line below."""
    port = f"{first(row, 'neighbor_interface')}{first(row, 'more_port')}"
    name = f"{first(row, 'neighbor_name')}{first(row, 'more_name')}"
    _neighbor(sketch, {**row, "neighbor_interface": port, "neighbor_name": name}, "lldp")


def cdp_row(sketch: Sketch, row: Row) -> None:
    """One neighbor by CDP."""
    _neighbor(sketch, row, "cdp")


def mikrotik_neighbor_row(sketch: Sketch, row: Row) -> None:
    """One neighbor that RouterOS saw by any of its protocols; the first interface is the port."""
    port = first(row, "interface").split(",")[0]
    _neighbor(sketch, {**row, "local_interface": port, "neighbor_name": first(row, "identity")}, "lldp")


def _neighbor(sketch: Sketch, row: Row, protocol: str) -> None:
    told = first(row, "local_interface", "local_port", "port", "local_port_id")
    chassis = first(row, "chassis_id", "mac_address", "remote_id")
    remote = first(row, "neighbor_interface", "neighbor_port_id", "port_id", "interface_name", "port_info")
    port_id = first(row, "neighbor_port_id", "port_id")
    system = first(row, "neighbor_name", "neighbor", "system_name", "device_id")
    if protocol == "cdp" and not system:
        system = chassis
    if not (system or chassis or remote):
        raise UnmappedError("nothing is told of the neighbor")
    port = sketch.name(told) if told else ""
    if port and not is_port(port):
        return  # who is seen on the management port is not behind the switch's ports
    platform = _clean(first(row, "platform", "neighbor_description", "system_description", "board", "pid"))
    told_kinds = capabilities(first(row, "capabilities", "system_caps_enabled", "capability"), protocol)
    neighbor = Neighbor(
        port=port,
        system=system.removesuffix("..."),
        chassis=mac(chassis) or chassis,
        remote_port=mac(remote) or remote or port_id,
        platform=platform if len(platform) > 2 else "",
        capabilities=told_kinds | {kind for pattern, kind in _BY_PLATFORM if pattern.search(f"{system} {platform}")},
        address=_address(first(row, "mgmt_address", "management_address", "mgmt_ip", "ip_address", "interface_ip")),
        protocol=protocol,
    )
    _add(sketch, neighbor)


def _clean(text: str) -> str:
    return " ".join(text.split())[:160]


def _address(text: str) -> str:
    return text if re.fullmatch(r"[0-9A-Fa-f.:]+", text) and not mac(text) else ""


def _add(sketch: Sketch, neighbor: Neighbor) -> None:
    """A neighbor that another answer told already is completed; one answer never tells of one device twice."""
    for at, other in enumerate(sketch.neighbors):
        if neighbor == other:
            return
        if sketch.command not in sketch.told_by[at] and same_neighbor(other, neighbor):
            sketch.neighbors[at] = unite(other, neighbor)
            sketch.told_by[at].add(sketch.command)
            return
    sketch.neighbors.append(neighbor)
    sketch.told_by.append({sketch.command})


def same_neighbor(left: Neighbor, right: Neighbor) -> bool:
    """Whether two answers tell of one device: on one port, by name (which a table may cut), chassis or port id."""
    if left.port and right.port and left.port != right.port:
        return False
    if not (left.port and right.port):
        named = _same_name(left.system, right.system) or bool(left.chassis and left.chassis == right.chassis)
        return named and _same_remote(left.remote_port, right.remote_port)
    if left.system and right.system:
        return _same_name(left.system, right.system)
    return bool(left.chassis and left.chassis == right.chassis) or bool(
        left.remote_port and left.remote_port == right.remote_port
    )


def _same_name(left: str, right: str) -> bool:
    left, right = left.split(".", maxsplit=1)[0].casefold(), right.split(".", maxsplit=1)[0].casefold()
    if not left or not right:
        return False
    shorter, longer = sorted((left, right), key=len)
    return left == right or (len(shorter) >= 12 and longer.startswith(shorter))


def _same_remote(left: str, right: str) -> bool:
    squeezed = [re.sub(r"[^a-z0-9]", "", text.casefold()) for text in (left, right)]
    short, long = sorted(squeezed, key=len)
    if short == long:
        return True
    number = re.search(r"\d+$", short)
    return bool(number and short[:2] == long[:2] and re.sub(r"\D", "", long) == re.sub(r"\D", "", short))


def join_portless(sketch: Sketch) -> None:
    """Who is told of without our port (old Catalysts) is joined by name, where only one of that name is told of."""
    for orphan in [seen for seen in sketch.neighbors if not seen.port and seen.system]:
        namesakes = [seen for seen in sketch.neighbors if seen is not orphan and _same_name(seen.system, orphan.system)]
        sure = [seen for seen in namesakes if seen.port and orphan.chassis in {seen.remote_port, seen.chassis} - {""}]
        placed = sure or [seen for seen in namesakes if seen.port]
        if len(placed) == 1 and (sure or all(seen.port for seen in namesakes)):
            at, gone = sketch.neighbors.index(placed[0]), sketch.neighbors.index(orphan)
            sketch.neighbors[at] = unite(orphan, placed[0])
            del sketch.neighbors[gone], sketch.told_by[gone]


def unite(left: Neighbor, right: Neighbor) -> Neighbor:
    """One neighbor out of two answers; of two names the longer one, for tables cut names."""
    return Neighbor(
        port=left.port or right.port,
        system=max(left.system, right.system, key=len),
        chassis=left.chassis or right.chassis,
        remote_port=left.remote_port or right.remote_port,
        platform=left.platform or right.platform,
        capabilities=left.capabilities | right.capabilities,
        address=left.address or right.address,
        protocol=left.protocol,
    )


def capabilities(text: str, protocol: str) -> frozenset[str]:
    """`B,R`, `Switch IGMP`, `bridge, router` in our words."""
    word = text.casefold()
    found = {ours for theirs, ours in _WORDS if theirs in word}
    if protocol == "lldp" and re.fullmatch(r"[A-Z]{2,4}", text.strip()):
        word = " ".join(word.strip())  # `BW`
    if not found and re.fullmatch(r"(?:[a-z]{1,2}\b[\s,()/]*)+", word):
        letters = _LETTERS[protocol]
        found = {letters[letter] for letter in re.split(r"[\s,()/]+", word) if letter in letters}
    return frozenset(found)


def arp_row(sketch: Sketch, row: Row) -> None:
    """One address with its MAC; an incomplete entry is nobody."""
    address = first(row, "ip_address", "address", "destination")
    hardware = first(row, "mac_address", "hardware_address", "mac")
    if not address:
        raise UnmappedError("no address")
    if found := mac(hardware):
        sketch.arp[address] = found
