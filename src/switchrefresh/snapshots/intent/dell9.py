"""Reads Dell OS9 configs: VLAN interfaces list their ports, and a port is off until it is switched on."""

from __future__ import annotations

import re

from switchrefresh.snapshots.intent.lines import Block, ConfigLines
from switchrefresh.snapshots.mapping.placing import address_place, place
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.portnames import is_port
from switchrefresh.snapshots.state import PortMode
from switchrefresh.snapshots.words import split_ids, split_ports, unquote, with_prefix


def extract(sketch: Sketch, config: ConfigLines) -> None:
    """VLANs, ports, LAGs and addresses."""
    for block in config.blocks():
        word, _, rest = block.text.partition(" ")
        if word == "hostname":
            sketch.hostname = unquote(rest)
        elif word == "interface":
            _interface(sketch, config, block, rest.strip())
        elif match := re.match(r"(?:ip|management) route 0\.0\.0\.0(?:/0| 0\.0\.0\.0) (\d\S+)", block.text):
            sketch.gateway = match[1]
        elif block.text not in {"!", "end"}:
            continue
        config.use(block)
    for told in sketch.ports.values():
        if "mode" not in told and told.pop("switching", False):
            told.update(mode=PortMode.ACCESS, access_vlan=1)


def _interface(sketch: Sketch, config: ConfigLines, block: Block, written: str) -> None:
    name = sketch.name(written)
    where = address_place(name)
    vlan = next(iter(split_ids(where[5:])), None) if where.startswith("vlan ") else None
    if vlan:
        sketch.see_vlan(vlan)
    if is_port(name):
        sketch.port(name, admin_up=False)
    for child in block.children:
        text = child.text
        if match := re.fullmatch(r"ip address (\d\S+?)(?: (\d\S+))?(?: secondary)?", text):
            sketch.see_address(where, with_prefix(match[1], match[2]) if match[2] else match[1])
        elif vlan and (match := re.fullmatch(r"(tagged|untagged) (\S+) (\S+)", text)):
            for port in split_ports(match[3]):
                place(sketch, f"{match[2]} {port}", vlan, untagged=match[1] == "untagged")
        elif vlan and (match := re.fullmatch(r"name (.+)", text)):
            sketch.see_vlan(vlan, unquote(match[1]))
        elif not (is_port(name) and _port_line(sketch, name, text)) and text not in {"!", "no shutdown"}:
            continue
        config.use(child)


def _port_line(sketch: Sketch, name: str, text: str) -> bool:
    if match := re.fullmatch(r"description (.+)", text):
        sketch.port(name, description=unquote(match[1]))
    elif text in {"shutdown", "no shutdown"}:
        sketch.port(name, admin_up=text == "no shutdown")
    elif text == "switchport":
        sketch.port(name, switching=True)
    elif match := re.fullmatch(r"channel-member (\S+) (\S+)", text):
        sketch.bundle(name, [f"{match[1]} {port}" for port in split_ports(match[2])])
    else:
        return text in {"portmode hybrid", "no ip address"}
    return True
