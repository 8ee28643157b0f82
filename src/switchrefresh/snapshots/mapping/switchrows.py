"""Rows about the switch itself: version, serial numbers, VLANs, addresses, transceivers."""

from __future__ import annotations

import re
from itertools import zip_longest

from switchrefresh.snapshots.mapping.placing import address_place, fastiron_ports, place
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.mapping.values import Row, UnmappedError, first, texts, vlan
from switchrefresh.snapshots.portnames import is_port
from switchrefresh.snapshots.words import split_ports, with_prefix

_CHASSIS = re.compile(r"chassis|switch ?\d*|c\d{4}.*|\d+|.*\bstack\b|switch system|unit \d+|1", re.IGNORECASE)
_OPTIC = re.compile(r"sfp|xfp|qsfp|base-?[a-z]|transceiver|gbic|\bdac\b|\baoc\b|-[sl]r\b|-[sl]x\b|xcvr", re.IGNORECASE)


def version_row(sketch: Sketch, row: Row) -> None:
    """Version, model, serial number and name, as far as told."""
    versions = texts(
        row,
        "version",
        "os",
        "junos_version",
        "software_version",
        "image",
        "sw_version",
        "os_version",
        "system_software",
    )
    sketch.version = sketch.version or (versions[0] if versions else "")
    sketch.hostname = sketch.hostname or first(row, "hostname", "name", "system_name")
    for model in texts(
        row, "hardware", "model", "platform", "switch_model", "product", "device_type", "board_name", "hw"
    ):
        _note(sketch.models, model)
    for serial in texts(row, "serial", "serial_number"):
        _note(sketch.serials, serial)


def junos_version_row(sketch: Sketch, row: Row) -> None:
    """Junos names its release in one of several packages."""
    told = first(
        row, "junos_version", "base_os_boot", "base_os_software_suite", "kernel_software_suite", "online_documentation"
    )
    version_row(sketch, {"hostname": first(row, "hostname"), "model": first(row, "model"), "version": told})


def name_row(sketch: Sketch, row: Row) -> None:
    """The switch's own name."""
    sketch.hostname = sketch.hostname or first(row, "hostname", "name", "system_name")


def serial_row(sketch: Sketch, row: Row) -> None:
    """A serial number of the switch or a stack member, and its model."""
    for serial in texts(row, "serial_number", "serial", "serial_num", "sn"):
        _note(sketch.serials, serial)
    for model in texts(row, "model", "type", "pid", "hardware_model", "device_name"):
        _note(sketch.models, model)


def _note(known: list[str], text: str) -> None:
    if text and text.casefold() not in {"n/a", "none", "-", "--"} and text not in known:
        known.append(text)


def inventory_row(sketch: Sketch, row: Row) -> None:
    """One part: the chassis or a stack member with its serial number, or an optic with its port."""
    name, what = first(row, "name", "port"), f"{first(row, 'descr', 'description')} {first(row, 'pid')}"
    serial = first(row, "sn", "serial")
    port = re.search(r"((?:[A-Za-z-]*(?:Ethernet|GigE|Gig|Eth)\s?)\d[\d/]*)", name)
    if port and _OPTIC.search(what) and is_port(sketch.name(port[1])):
        sketch.transceivers[sketch.name(port[1])] = " ".join(what.split())
    elif serial and (_CHASSIS.fullmatch(name.strip('" ')) if "name" in row else not name):
        _note(sketch.serials, serial)
        _note(sketch.models, first(row, "pid"))


def transceiver_row(sketch: Sketch, row: Row) -> None:
    """One optic in its port."""
    kind = first(row, "type", "media_type", "kind", "product", "part", "model")
    port = sketch.name(first(row, "interface", "port", "name"))
    if is_port(port) and kind and kind.casefold() not in {"not present", "no xcvr", "unknown"}:
        sketch.transceivers[port] = kind


def optic_media_row(sketch: Sketch, row: Row) -> None:
    """The media column of a port table, where it names an optic and not copper."""
    kind = first(row, "type", "media_type")
    port = sketch.name(first(row, "port", "interface"))
    optical = re.search(r"SFP|GBIC|BASE-?[LSEZB][XRH]|-[SL]R|BaseLH|\bCR\d?\b|-CU", kind, re.IGNORECASE)
    if optical and is_port(port) and not re.search(r"not present|no ", kind, re.IGNORECASE):
        sketch.transceivers.setdefault(port, kind)


def junos_hardware_row(sketch: Sketch, row: Row) -> None:
    """One line of `show chassis hardware`: the chassis, a member or an optic."""
    item, serial, what = first(row, "item"), first(row, "serial"), first(row, "description")
    if item.startswith(("Chassis", "FPC")) or (item.startswith("Routing Engine") and "EX" in what):
        if serial and serial not in {"BUILTIN", "Virtual"} and (item == "Chassis" or "EX" in what or "QFX" in what):
            _note(sketch.serials, serial)
            _note(sketch.models, what)
    elif item.startswith("Xcvr") and (fpc := first(row, "fpc")):
        number = item.split()[-1]
        prefix = "et" if "Q" in what else "xe" if re.search(r"\+|10G", what) else "ge"
        sketch.transceivers[f"{prefix}-{fpc}/{first(row, 'pic') or 0}/{number}"] = what


def vlan_row(sketch: Sketch, row: Row) -> None:
    """One VLAN, by number and name."""
    told = first(row, "vlan_id", "tag", "vid")
    number = vlan(told)
    if number is None:
        if told.isdecimal():  # EXOS keeps its management VLAN at 4095, on no wire
            return
        raise UnmappedError("no VLAN id")
    sketch.see_vlan(number, first(row, "vlan_name", "name"))
    if first(row, "voice").casefold() == "yes":
        sketch.voice.add(number)


def junos_vlan_row(sketch: Sketch, row: Row) -> None:
    """One Junos VLAN; one without a tag is not on any wire."""
    if first(row, "tag", "vlan_id"):
        vlan_row(sketch, row)


def fastiron_vlan_row(sketch: Sketch, row: Row) -> None:
    """One port of one VLAN in `show vlan`."""
    vlan_row(sketch, row)
    stack, slot, port = (first(row, column) for column in ("stack_id", "slot", "port"))
    member = f"lag {first(row, 'lag')}" if first(row, "lag") else "/".join(part for part in (stack, slot, port) if part)
    if member and port:
        place(sketch, member, vlan(first(row, "vlan_id")), first(row, "status").casefold().startswith("untag"))


def fastiron_config_vlan_row(sketch: Sketch, row: Row) -> None:
    """One VLAN of `show running-config vlan`, with its ports in words."""
    number = vlan(first(row, "vlan_id"))
    sketch.see_vlan(number, first(row, "vlan_name").removesuffix("by port").strip())
    for port in fastiron_ports(first(row, "taggedports")):
        place(sketch, port, number, untagged=False)
    for port in fastiron_ports(first(row, "untaggedports")):
        place(sketch, port, number, untagged=True)


def member_row(sketch: Sketch, row: Row) -> None:
    """One port in one or more VLANs, tagged or untagged."""
    for number, tagging in zip(texts(row, "vlan_id"), texts(row, "tagging", "egress_rule"), strict=False):
        if number.isdecimal():
            place(sketch, first(row, "interface", "port"), int(number), tagging.casefold().startswith("untag"))


def address_row(sketch: Sketch, row: Row) -> None:
    """One address of the switch."""
    if isinstance(row.get("interface"), list):  # several in one row
        for place, address in zip(row["interface"], texts(row, "ip_address"), strict=False):
            address_row(sketch, {"interface": place, "ip_address": address})
        return
    where = first(row, "interface", "vlan_name", "name", "port")
    addresses = texts(row, "ip_address", "ip", "local", "ipv4_address", "primary_ip_address")
    masks = texts(row, "subnet_mask", "netmask", "prefix_length", "subnet", "ipv4_subnet", "mask", "ipv4_prefix_length")
    masks = masks or [part.rpartition("/")[2] for part in texts(row, "primary_ip_subnet")]
    for address, mask in zip_longest(addresses, masks, fillvalue=""):
        if re.match(r"\d+\.\d+\.\d+\.\d+", address) and int(address.split(".")[0]):
            sketch.see_address(address_place(sketch.name(where)), _with_mask(address, mask))


def management_row(sketch: Sketch, row: Row) -> None:
    """The address of the management port, whose answer does not name it."""
    address_row(sketch, {**row, "interface": "mgmt"})
    sketch.gateway = sketch.gateway or first(row, "ipv4_gateway") or None


def slot_row(sketch: Sketch, row: Row) -> None:
    """One part of a Comware switch; chassis and slots have the serial numbers of switches."""
    if first(row, "slot_type").casefold() in {"", "slot", "chassis", "board"}:
        serial_row(sketch, {"serial": row.get("device_serial_number", ""), "model": row.get("device_name", "")})


def _with_mask(address: str, mask: str) -> str:
    address = re.sub(r"\s*/\s*", "/", address)
    return with_prefix(address, mask.rpartition("/")[2]) if mask and "/" not in address else address


def comware_vlan_row(sketch: Sketch, row: Row) -> None:
    """The address of a VLAN's route interface."""
    if address := first(row, "ipv4_address"):
        sketch.see_address(f"vlan {vlan(first(row, 'vlan_id'))}", _with_mask(address, first(row, "ipv4_subnet")))


def force10_vlan_row(sketch: Sketch, row: Row) -> None:
    """One VLAN of Dell OS9 with its untagged (U) and tagged (T) ports, by kind."""
    number = vlan(first(row, "vlan_id"))
    for column, text in row.items():
        match = re.fullmatch(r"ports_([ut])_(gi|te|fo|ma)", column)
        if match and isinstance(text, str) and text.strip():
            for port in _dell9_ports(match[2].capitalize(), text):
                place(sketch, port, number, untagged=match[1] == "u")


def _dell9_ports(kind: str, text: str) -> list[str]:
    """`0/0-3,0/5` as `Gi 0/0` ..."""
    head, found = "", []
    for part in text.replace(" ", "").split(","):
        head = part.rpartition("/")[0] or head
        whole = part if "/" in part else f"{head}/{part}"
        found += [f"{kind} {port}" for port in split_ports(whole)]
    return found


def force10_address_row(sketch: Sketch, row: Row) -> None:
    """The address of a VLAN in `show vlan brief`."""
    if (address := first(row, "ip_address"))[:1].isdigit():
        sketch.see_address(f"vlan {vlan(first(row, 'vlan_id'))}", address)
