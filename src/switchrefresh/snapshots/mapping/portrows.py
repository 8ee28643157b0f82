"""Rows about ports: link, VLANs, PoE, spanning tree and LAGs."""

from __future__ import annotations

import re

from switchrefresh.snapshots.mapping.placing import address_place, fastiron_ports, place, tag_trunk
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.mapping.values import Row, duplex, first, speed, texts, vlan, vlans, watts
from switchrefresh.snapshots.portnames import is_port
from switchrefresh.snapshots.state import PortMode
from switchrefresh.snapshots.words import split_ports

_PORT = ("interface", "port", "name", "local_port", "portname")
_UP = frozenset({"connected", "up", "linkup", "enabled", "active", "r", "forward"})
_OFF = ("disable", "admin", "dormant")
_ERROR = ("err-disabled", "errdisabled", "err-disable", "errdisable", "err_disabled", "errdis")


def link_row(sketch: Sketch, row: Row) -> None:
    """One line of `show interfaces status` and its kin."""
    written = first(row, *_PORT)
    status = first(row, "status", "link_status", "link", "linkstate", "link_state", "line_status", "oper").casefold()
    protocol = first(row, "protocol_status", "protocol").casefold()
    failed = any(word in status or word in protocol for word in _ERROR)
    admin = _admin(row, status)
    up = None if not status else _is_up(status) and not failed
    quick = first(row, "speed", "actualspeed", "mode")
    sketch.port(
        written,
        description=_description(row),
        admin_up=admin if admin is not None or up is None else True,
        oper_up=up,
        err_disabled=True if failed else None,
        speed=speed(quick) if up else None,
        duplex=(duplex(first(row, "duplex", "actualduplex")) or duplex(quick)) if up else None,
        media=first(row, "media_type", "if_type", "type", "media"),
        lag=_lag_of(sketch, written),
    )


def status_row(sketch: Sketch, row: Row) -> None:
    """Link, and the VLAN column of Cisco's table: a number, `trunk` or `routed`."""
    link_row(sketch, row)
    written, cell = first(row, *_PORT), first(row, "vlan_id", "vlan").casefold()
    if "mode" in (sketch.port(written) or {}):
        return  # the switchport answer knows better: a trunk that is down stands here in its access VLAN
    if cell.isdecimal():
        sketch.port(written, mode=PortMode.ACCESS, access_vlan=vlan(cell))
    elif cell in {"trunk", "routed"}:
        sketch.port(written, mode=PortMode(cell))


def brief_row(sketch: Sketch, row: Row) -> None:
    """One line of Comware's `display interface brief`; its type A is an access port in the PVID."""
    link_row(sketch, {**row, "type": ""})
    if first(row, "type").upper() == "A":
        sketch.port(first(row, *_PORT), mode=PortMode.ACCESS, access_vlan=vlan(first(row, "vlan_id")))


def _admin(row: Row, status: str) -> bool | None:
    told = first(row, "link_admin", "admin_state", "enabled", "admin", "admin_status").casefold()
    if told:
        return not (told.startswith(("no", "down", "off", "admin")) or "disab" in told)
    if any(word in status for word in _ERROR):
        return True
    return False if status and any(word in status for word in _OFF) else None


def _is_up(status: str) -> bool:
    return status.split(maxsplit=1)[0].rstrip(",") in _UP or status.startswith("up")


def _description(row: Row) -> str:
    told = first(row, "interface_desc", "description", "portname")
    if not told and ("port" in row or "interface" in row):
        told = first(row, "name")
    return "" if told.endswith("...") else told.strip('"')


def _lag_of(sketch: Sketch, written: str) -> str | None:
    """ProCurve writes the trunk behind the port: `A24-Trk1`."""
    match = re.fullmatch(r"\S+-((?:Trk|Dyn)\d+)", written.strip(), re.IGNORECASE)
    return sketch.name(match[1]) if match else None


def description_row(sketch: Sketch, row: Row) -> None:
    """One line of `show interfaces description`."""
    status = first(row, "status").casefold()
    sketch.port(
        first(row, *_PORT),
        description=first(row, "description"),
        admin_up=False if status.startswith("admin") else None,
    )


def error_row(sketch: Sketch, row: Row) -> None:
    """One port that the switch shut because of an error."""
    sketch.port(first(row, *_PORT), err_disabled=True, oper_up=False, admin_up=True)


_MOST_WATTS = 120.0  # no port gives more (IEEE 802.3bt: 90 W)


def poe_row(sketch: Sketch, row: Row) -> None:
    """One powered port."""
    admin = first(row, "admin_status", "admin", "poe_out", "enabled").casefold()
    oper = first(row, "operational_status", "oper", "oper_status", "status").casefold()
    off = ("never", "off", "no", "disabled", "down", "false")
    milliwatts = first(row, "power_mw")
    power = watts(f"{milliwatts} mW" if milliwatts else first(row, "power"))
    if power is not None and power > _MOST_WATTS:
        power /= 1000  # the column is in mW
    on = None
    if oper:
        on = oper.startswith(("on", "deliver", "up", "good", "power-up", "powered", "pwr")) and "off" not in oper
    sketch.port(
        first(row, *_PORT),
        poe_admin=None if not admin else not admin.startswith(off) or admin == "no-limit",
        poe_on=on,
        poe_watts=power if on is not False else 0.0,
        poe_class=_class(first(row, "class", "poe_class")) if on else None,
    )


def _class(text: str) -> str | None:
    match = re.search(r"\d", text)
    return match[0] if match else None


_ROLES = {"roo": "root", "des": "designated", "alt": "alternate", "bac": "backup", "ms": "root", "mas": "root"}
_ROLE_WORDS = {"r": "root", "d": "designated", "a": "alternate", "b": "backup", "m": "root"}
_STP_STATES = {
    "fwd": "forwarding",
    "forw": "forwarding",
    "frw": "forwarding",
    "lrn": "learning",
    "lear": "learning",
    "lis": "listening",
}
_CLOSED = ("blk", "bloc", "disc", "dscr", "bkn", "alte", "back")


def stp_row(sketch: Sketch, row: Row) -> None:
    """One port of one spanning tree."""
    role, state = first(row, "role").casefold(), first(row, "status", "state").casefold()
    word = _ROLE_WORDS.get(role) or next((full for short, full in _ROLES.items() if role.startswith(short)), "")
    word = word or ("disabled" if role.startswith(("dis", "dsb")) else "")
    open_state = next((full for short, full in _STP_STATES.items() if state.startswith(short)), "")
    if not open_state:
        open_state = (
            "blocking"
            if state.startswith(_CLOSED)
            else "disabled"
            if state.startswith(("dis", "dsbl", "dwn", "dow"))
            else ""
        )
    sketch.spanning(first(row, *_PORT), word, open_state)


def switchport_row(sketch: Sketch, row: Row) -> None:
    """One port of Cisco's `show interfaces switchport`."""
    written = first(row, "interface", "port")
    mode = first(row, "mode").casefold() or first(row, "admin_mode").casefold()
    if mode.startswith("down"):
        mode = first(row, "admin_mode").casefold()
    if first(row, "switchport").casefold().startswith("dis"):
        known = sketch.port(written, mode=PortMode.ROUTED) or {}
        known.pop("access_vlan", None)
        return
    trunk = "trunk" in mode and "dynamic" not in mode
    access, native = vlan(first(row, "access_vlan")), vlan(first(row, "native_vlan"))
    voice = first(row, "voice_vlan")
    allowed = vlans(texts(row, "trunking_vlans"))
    sketch.port(
        written,
        mode=PortMode.TRUNK if trunk else PortMode.ACCESS,
        access_vlan=None if trunk else access,
        voice_vlan=vlan(voice) if voice[:1].isdigit() else None,
    )
    if trunk:
        tag_trunk(sketch, written, allowed, native)


def aoscx_row(sketch: Sketch, row: Row) -> None:
    """One interface of AOS-CX's `show interface`: link, VLANs, LAG members and addresses in one."""
    written = first(row, "interface")
    name = sketch.name(written)
    for address in (first(row, "ip_address"), *texts(row, "secondary_ip_address")):
        if address[:1].isdigit():
            sketch.see_address(address_place(name), address)
    if not is_port(name):
        return
    link_row(sketch, row)
    if members := [part for text in texts(row, "aggregated_interfaces") for part in text.replace(",", " ").split()]:
        sketch.bundle(name, members)
    mode, native = first(row, "vlan_mode").casefold(), vlan(first(row, "vlan_native"))
    if mode == "access":
        sketch.port(name, mode=PortMode.ACCESS, access_vlan=vlan(first(row, "vlan_access")))
    elif mode:
        allowed = vlans(texts(row, "vlan_trunk"))
        tag_trunk(sketch, name, allowed, None if mode == "native-tagged" else native)
        if mode == "native-tagged" and allowed is not None and native is not None:
            sketch.port(name, allowed_vlans=allowed)


def bundle_row(sketch: Sketch, row: Row) -> None:
    """One LAG with its members."""
    name = sketch.name(first(row, "bundle_name", "aggregate_interface", "interface", "name", "lag", "trunk"))
    cells = texts(row, "member_interface", "local_interfaces", "members", "slaves", "local_port", "member_port")
    members = [word.rstrip("*") for text in cells for word in re.split(r"[,\s]+", text) if word.strip("-* ")]
    sketch.bundle(name, [re.sub(r"\([^)]*\)$", "", member) for member in members])


def ranges_row(sketch: Sketch, row: Row) -> None:
    """One LAG whose members stand as ranges: `gi27-28`, `Te1/0/1-2,Te2/0/1`."""
    parts = [part.strip() for text in texts(row, "members") for part in text.split(",")]
    members, word = [], ""
    for part in parts:
        match = re.fullmatch(r"([A-Za-z]*)(\S+)", part)
        if match:
            word = match[1] or word
            members += [f"{word}{port}" for port in split_ports(match[2])]
    if members:
        sketch.bundle(sketch.name(first(row, "bundle_name")), members)


def dell10_bundle_row(sketch: Sketch, row: Row) -> None:
    """One LAG of OS10: `1/1/1(P) 1/1/2(P)` without the word before the numbers."""
    members = [f"ethernet{port}" for port in re.findall(r"(\d+/\d+/\d+(?::\d+)?)\(", first(row, "members"))]
    sketch.bundle(sketch.name(first(row, "bundle_name")), members)


def fastiron_lag_row(sketch: Sketch, row: Row) -> None:
    """One LAG of `show lag brief`: its ports as `e 1/1/1 to 1/1/2`; its name may be cut."""
    words = f"{first(row, 'portlist')} {first(row, 'portlistcont')}"
    number = first(row, "trunkid", "lagid")
    if members := fastiron_ports(words):
        sketch.bundle(f"lag {number}" if number else first(row, "lagnameshort"), members)


def procurve_trunk_row(sketch: Sketch, row: Row) -> None:
    """One member of a ProCurve trunk."""
    if trunk := first(row, "trunk", "group"):
        sketch.bundle(sketch.name(trunk), [first(row, "local_port", "port")])


def procurve_vlan_row(sketch: Sketch, row: Row) -> None:
    """`show interfaces status`: link and the untagged VLAN; several tagged ones are only called `multi`."""
    link_row(sketch, row)
    tagged, untagged = first(row, "vlan_tagged").casefold(), first(row, "vlan_untagged")
    written = first(row, "port")
    if tagged == "no" and untagged.isdecimal():
        sketch.port(written, mode=PortMode.ACCESS, access_vlan=vlan(untagged))
    elif tagged.isdecimal():
        allowed = frozenset({int(tagged)})
        native = vlan(untagged) if untagged.isdecimal() else None
        tag_trunk(sketch, written, allowed | {native} if native else allowed, native)
    elif tagged == "multi":
        sketch.port(written, mode=PortMode.TRUNK, native_vlan=vlan(untagged) if untagged.isdecimal() else None)


def sharing_row(sketch: Sketch, row: Row) -> None:
    """One EXOS sharing group; it is named after its first port."""
    master = first(row, "config_master")
    sketch.bundle(f"lag {master}", texts(row, "ld_share_group"))


def native_row(sketch: Sketch, row: Row) -> None:
    """Link with the untagged VLAN and, on some, the tagged ones beside it (Dell OS10, FortiSwitch)."""
    link_row(sketch, row)
    written, native = first(row, "port"), vlan(first(row, "native"))
    mode = first(row, "mode").casefold()
    if mode == "t":
        allowed = vlans(texts(row, "tagged")) or frozenset()
        tag_trunk(sketch, written, allowed | {native} if native else allowed, native)
    elif mode == "a" and native:
        sketch.port(written, mode=PortMode.ACCESS, access_vlan=native)


def comware_row(sketch: Sketch, row: Row) -> None:
    """The VLANs of one port in `display interface`."""
    kind = first(row, "port_link_type").casefold()
    written = first(row, "interface")
    if kind == "access":
        sketch.port(written, mode=PortMode.ACCESS, access_vlan=vlan(first(row, "vlan_native", "untagged_vlan_id")))
    elif kind in {"trunk", "hybrid"}:
        native = vlan(first(row, "vlan_native", "untagged_vlan_id"))
        passing = vlans(texts(row, "vlan_permitted", "vlan_passing")) or frozenset()
        tag_trunk(sketch, written, None if len(passing) > 4000 else passing, native)


def mikrotik_row(sketch: Sketch, row: Row) -> None:
    """One interface of RouterOS: R is running, X is switched off."""
    kind, status = first(row, "type").casefold(), first(row, "status").upper()
    if kind not in {"ether", "bond", "sfp", ""}:
        return
    sketch.port(
        first(row, "name"),
        description=first(row, "comment", "description"),
        admin_up="X" not in status,
        oper_up="R" in status,
    )


def rooted_row(sketch: Sketch, row: Row) -> None:
    """One port of a tree whose table has no roles, but names the root port above."""
    state = first(row, "status").casefold()
    root = sketch.name(first(row, "root_port") or "none")
    if sketch.name(first(row, "interface")) == root:
        role = "Root"
    else:
        role = {"f": "Desg", "b": "Altn"}.get(state[:1], "Disa" if state.startswith("dis") else "")
    stp_row(sketch, {**row, "role": role})


def exos_port_row(sketch: Sketch, row: Row) -> None:
    """One port of EXOS with its VLANs: the one with an internal tag is untagged."""
    written = first(row, "interface")
    for number, tagging in zip(texts(row, "vlan_id"), texts(row, "tagging"), strict=False):
        place(sketch, written, vlan(number), untagged=tagging == "Internal")
