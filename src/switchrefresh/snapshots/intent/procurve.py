"""Reads ProCurve and ArubaOS-Switch configs: ports listed inside their VLANs, trunks in one line."""

from __future__ import annotations

import re

from switchrefresh.snapshots.intent.lines import Block, ConfigLines
from switchrefresh.snapshots.mapping.placing import place
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.portnames import is_port
from switchrefresh.snapshots.words import split_ids, split_ports, unquote, with_prefix


def extract(sketch: Sketch, config: ConfigLines) -> None:
    """VLANs, ports, trunks and addresses."""
    for block in config.blocks():
        word, _, rest = block.text.partition(" ")
        if block.text.startswith(";"):
            _header(sketch, config, block)
        elif word == "hostname":
            sketch.hostname = unquote(rest)
            config.use(block)
        elif word == "trunk" and (match := re.fullmatch(r"(\S+) ((?:trk|dyn)\d+)(?: \S+)?", rest.strip(), re.I)):
            sketch.bundle(sketch.name(match[2]), list(split_ports(match[1])))
            config.use(block)
        elif word == "interface":
            _interface(sketch, config, block, rest)
        elif word == "vlan" and rest.strip().isdecimal():
            _vlan(sketch, config, block, rest.strip())
        elif match := re.match(r"ip (?:default-gateway|route 0\.0\.0\.0 0\.0\.0\.0) (\d\S+)", block.text):
            sketch.gateway = match[1]
            config.use(block)
        elif block.text == "exit":
            config.use(block)
    for members in sketch.lags.values():
        for member in members:  # the trunk carries the VLANs, its members none
            for field in ("mode", "access_vlan", "native_vlan", "allowed_vlans"):
                sketch.ports.get(member, {}).pop(field, None)


def _header(sketch: Sketch, config: ConfigLines, block: Block) -> None:
    """`; J9773A Configuration Editor; Created on release #YA.16.02`."""
    if match := re.match(r";\s*([JR]L?\d\w{3,4}A?)\b", block.text):
        sketch.models.append(match[1])
    if match := re.search(r"release #(\S+)", block.text):
        sketch.version = match[1]
    config.use(block)


def _interface(sketch: Sketch, config: ConfigLines, block: Block, rest: str) -> None:
    config.use(block)
    for port in split_ports(unquote(rest)):
        name = sketch.name(port)
        if not is_port(name):
            continue
        sketch.port(name)
        for child in block.children:
            if match := re.fullmatch(r"name (.+)", child.text):
                sketch.port(name, description=unquote(match[1]))
            elif child.text in {"disable", "enable"}:
                sketch.port(name, admin_up=child.text == "enable")
            elif child.text in {"no power-over-ethernet", "no power"}:
                sketch.port(name, poe_admin=False)
            elif child.text not in {"exit"}:
                continue
            config.use(child)


def _vlan(sketch: Sketch, config: ConfigLines, block: Block, number: str) -> None:
    ids = split_ids(number)
    config.use(block)
    for vlan in ids:
        sketch.see_vlan(vlan)
        for child in block.children:
            if _line(sketch, vlan, child.text):
                config.use(child)


def _line(sketch: Sketch, vlan: int, line: str) -> bool:
    words = line.split()
    if line.startswith("name "):
        sketch.see_vlan(vlan, unquote(line[5:]))
    elif line.startswith("ip address ") and len(words) > 2:
        sketch.see_address(f"vlan {vlan}", with_prefix(words[2], words[3] if len(words) > 3 else None))
    elif words[0] in {"untagged", "tagged"} and len(words) == 2:
        for port in split_ports(words[1]):
            if sketch.port(port) is not None:
                sketch.ports[sketch.name(port)].setdefault("admin_up", True)
                place(sketch, port, vlan, untagged=words[0] == "untagged")
    elif line == "voice":
        sketch.voice.add(vlan)
    else:
        return line == "exit" or bool(re.match(r"no (?:untagged|tagged|ip address) ?", line))
    return True
