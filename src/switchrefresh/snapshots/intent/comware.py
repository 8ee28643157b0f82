"""Reads Comware configs: a link type on each port, and permitted VLANs in words (`10 to 20`)."""

from __future__ import annotations

import re

from switchrefresh.snapshots.intent.lines import Block, ConfigLines
from switchrefresh.snapshots.mapping.placing import address_place, place, see_svi, tag_trunk
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.portnames import is_port
from switchrefresh.snapshots.state import PortMode
from switchrefresh.snapshots.words import split_ids, unquote, with_prefix


def extract(sketch: Sketch, config: ConfigLines) -> None:
    """VLANs, ports, LAGs and addresses."""
    for block in config.blocks():
        word, _, rest = block.text.partition(" ")
        if match := re.fullmatch(r"sysname (\S+)", block.text):
            sketch.hostname = match[1]
        elif word == "vlan" and rest[:1].isdigit():
            _vlan(sketch, config, block, rest)
        elif word == "interface":
            _interface(sketch, config, block, sketch.name(rest))
        elif match := re.match(r"ip route-static 0\.0\.0\.0 (?:0|0\.0\.0\.0) (\d\S+)", block.text):
            sketch.gateway = match[1]
        elif block.text not in {"#", "return"}:
            for child in block.children:  # `#` at the margin, then an indented sysname
                if match := re.fullmatch(r"sysname (\S+)", child.text):
                    sketch.hostname = match[1]
                    config.use(child)
            continue
        config.use(block)
        for child in block.children:
            if match := re.fullmatch(r"sysname (\S+)", child.text):
                sketch.hostname = match[1]
                config.use(child)
            elif match := re.match(r"ip route-static 0\.0\.0\.0 (?:0|0\.0\.0\.0) (\d\S+)", child.text):
                sketch.gateway = match[1]
                config.use(child)


def word_ids(text: str) -> frozenset[int]:
    """`1 10 to 20 30` as VLAN ids."""
    return frozenset(vlan for part in re.sub(r" to ", "-", text).split() for vlan in split_ids(part))


def _vlan(sketch: Sketch, config: ConfigLines, block: Block, rest: str) -> None:
    name = next((child for child in block.children if child.text.startswith("name ")), None)
    for vlan in word_ids(rest):
        sketch.see_vlan(vlan, unquote(name.text[5:]) if name else "")
    if name:
        config.use(name)


def _interface(sketch: Sketch, config: ConfigLines, block: Block, name: str) -> None:
    where = address_place(name)
    see_svi(sketch, where)
    for child in block.children:
        if match := re.fullmatch(r"ip address (\S+)(?: (\S+))?(?: sub)?", child.text):
            sketch.see_address(where, with_prefix(match[1], match[2]) if match[2] else match[1])
            config.use(child)
    if is_port(name):
        _port(sketch, config, block, name)


def _port(sketch: Sketch, config: ConfigLines, block: Block, name: str) -> None:
    sketch.port(name, admin_up=True)
    kind, access, pvid, permitted, everything = "access", 1, 1, frozenset({1}), False
    hybrid: list[tuple[int, bool]] = []
    for child in block.children:
        line = child.text
        if match := re.fullmatch(r"port link-type (\S+)", line):
            kind = match[1]
        elif match := re.fullmatch(r"port access vlan (\d+)", line):
            access = next(iter(split_ids(match[1])), 1)
        elif match := re.fullmatch(r"port (?:trunk|hybrid) pvid vlan (\d+)", line):
            pvid = next(iter(split_ids(match[1])), 1)
        elif match := re.fullmatch(r"port trunk permit vlan (.+)", line):
            everything |= match[1].strip() in {"all", "1 to 4094"}
            permitted |= word_ids(match[1])
        elif match := re.fullmatch(r"undo port (?:trunk permit|hybrid) vlan (.+)", line):
            permitted -= word_ids(match[1])
        elif match := re.fullmatch(r"port hybrid vlan (.+) (tagged|untagged)", line):
            hybrid += [(vlan, match[2] == "untagged") for vlan in sorted(word_ids(match[1]))]
        elif match := re.fullmatch(r"port link-mode (\S+)", line):
            kind = "route" if match[1] == "route" else kind
        elif match := re.fullmatch(r"port link-aggregation group (\d+)(?: .*)?", line):
            sketch.bundle(f"Bridge-Aggregation{match[1]}", [name])
        elif not _simple(sketch, name, line):
            continue
        config.use(child)
    _write(sketch, name, kind, access, pvid, None if everything else permitted, hybrid)


def _simple(sketch: Sketch, name: str, line: str) -> bool:
    if match := re.fullmatch(r"description (.+)", line):
        sketch.port(name, description=match[1])
    elif line in {"shutdown", "undo shutdown"}:
        sketch.port(name, admin_up=line != "shutdown")
    elif line in {"poe enable", "undo poe enable"}:
        sketch.port(name, poe_admin=line == "poe enable")
    elif match := re.fullmatch(r"voice[- ]vlan (\d+) enable", line):
        vlan = next(iter(split_ids(match[1])), None)
        sketch.port(name, voice_vlan=vlan)
        sketch.voice.update(split_ids(match[1]))
    else:
        return line in {"#", "link-aggregation mode dynamic"}
    return True


def _write(
    sketch: Sketch,
    name: str,
    kind: str,
    access: int,
    pvid: int,
    permitted: frozenset[int] | None,
    hybrid: list[tuple[int, bool]],
) -> None:
    if kind == "trunk":
        tag_trunk(sketch, name, permitted, pvid)
    elif kind == "hybrid" and hybrid:
        for vlan, untagged in hybrid:
            if not untagged or vlan == pvid:
                place(sketch, name, vlan, untagged=untagged)
    elif kind == "route":
        sketch.port(name, mode=PortMode.ROUTED)
    else:
        sketch.port(name, mode=PortMode.ACCESS, access_vlan=pvid if kind == "hybrid" else access)
        sketch.see_vlan(pvid if kind == "hybrid" else access)
