"""Reads AOS-CX configs: VLANs on the ports, LAGs as interfaces, a management interface of its own."""

from __future__ import annotations

import re

from switchrefresh.snapshots.intent.lines import Block, ConfigLines, Line
from switchrefresh.snapshots.mapping.placing import address_place, see_svi, tag_trunk
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.portnames import is_port
from switchrefresh.snapshots.state import PortMode
from switchrefresh.snapshots.words import split_ids, split_ports, unquote

_PLAIN = frozenset({"no shutdown", "no routing", "routing", "exit", "!"})
_SIMPLE: tuple[tuple[re.Pattern[str], str, object], ...] = (
    (re.compile(r"description (.+)"), "description", None),
    (re.compile(r"shutdown"), "admin_up", False),
    (re.compile(r"no power-over-ethernet"), "poe_admin", False),
    (re.compile(r"power-over-ethernet"), "poe_admin", True),
)


def extract(sketch: Sketch, config: ConfigLines) -> None:
    """VLANs, ports, LAGs and addresses."""
    for block in config.blocks():
        word, _, rest = block.text.partition(" ")
        if word == "hostname":
            sketch.hostname = unquote(rest)
            config.use(block)
        elif word == "vlan" and rest[:1].isdigit():
            _vlan(sketch, config, block, rest)
        elif word == "interface":
            config.use(block)
            rest = rest.strip().removesuffix(" multi-chassis")
            for name in split_ports(rest) if "-" in rest else (rest,):
                _interface(sketch, config, block, sketch.name(name))
        elif match := re.match(r"ip route 0\.0\.0\.0/0 (\d\S+)", block.text):
            sketch.gateway = match[1]
            config.use(block)
        elif block.text == "!":
            config.use(block)


def _vlan(sketch: Sketch, config: ConfigLines, block: Block, rest: str) -> None:
    vlans = split_ids(rest)
    config.use(block)
    for vlan in vlans:
        sketch.see_vlan(vlan)
    for child in block.children:
        if child.text.startswith("name "):
            for vlan in vlans:
                sketch.see_vlan(vlan, unquote(child.text[5:]))
        elif child.text == "voice":
            sketch.voice.update(vlans)
        elif child.text != "!":
            continue
        config.use(child)


def _interface(sketch: Sketch, config: ConfigLines, block: Block, name: str) -> None:
    where = address_place(name)
    see_svi(sketch, where)
    for child in block.children:
        if _address(sketch, where, child) or child.text in _PLAIN:
            config.use(child)
    if is_port(name):
        _port(sketch, config, block, name)


def _address(sketch: Sketch, where: str, line: Line) -> bool:
    if match := re.match(r"ip (?:address|static) (\d\S+)", line.text):
        sketch.see_address(where, match[1])
    elif line.text == "ip dhcp":
        sketch.see_address(where, "dhcp")
    elif where == "management" and (match := re.match(r"default-gateway (\d\S+)", line.text)):
        sketch.gateway = match[1]
    else:
        return False
    return True


def _port(sketch: Sketch, config: ConfigLines, block: Block, name: str) -> None:
    sketch.port(name, admin_up=True)
    texts = {child.text for child in block.children}
    access: int | None = 1
    native, tagged_native, allowed, trunk = 1, False, None, False
    for child in block.children:
        line = child.text
        if match := re.fullmatch(r"vlan access (\d+)(?: .*)?", line):
            access = next(iter(split_ids(match[1])), 1)
        elif match := re.fullmatch(r"vlan trunk native (\d+)( tag)?", line):
            trunk, native, tagged_native = True, int(match[1]) if len(match[1]) < 5 else 1, bool(match[2])
        elif match := re.fullmatch(r"vlan trunk allowed (.+)", line):
            trunk = True
            allowed = None if match[1].strip() == "all" else frozenset(split_ids(match[1])) | (allowed or frozenset())
        elif match := re.fullmatch(r"lag (\d+)", line):
            sketch.bundle(f"lag{match[1]}", [name])
            access = None
        elif line == "lacp mode active":
            sketch.lags.setdefault(name, [])
        elif not _simple(sketch, name, line):
            continue
        config.use(child)
    if "routing" in texts:
        sketch.port(name, mode=PortMode.ROUTED)
    elif trunk:
        tag_trunk(sketch, name, allowed, None if tagged_native else native)
        if tagged_native and allowed is not None:
            sketch.port(name, allowed_vlans=allowed)
    elif access is not None and not any(text.startswith("ip address ") for text in texts):
        sketch.port(name, mode=PortMode.ACCESS, access_vlan=access)
        sketch.see_vlan(access)


def _simple(sketch: Sketch, name: str, line: str) -> bool:
    for pattern, key, value in _SIMPLE:
        if match := pattern.fullmatch(line):
            sketch.port(name, **{key: unquote(match[1]) if value is None else value})
            return True
    return False
