"""Reads Ruckus FastIron configs: ports listed inside their VLANs, LAGs as blocks, `ve` interfaces behind VLANs."""

from __future__ import annotations

import re

from switchrefresh.snapshots.intent.lines import Block, ConfigLines
from switchrefresh.snapshots.mapping.placing import fastiron_ports, place
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.state import PortMode
from switchrefresh.snapshots.words import split_ids, unquote, with_prefix

_VLAN = re.compile(r"vlan (\d+)(?: name (.+?))?(?: by port)?")
_LAG = re.compile(r'lag (?:"?(.+?)"? )?(?:dynamic|static|keep-alive)(?: id (\d+))?')
_VLAN_FIELDS = ("mode", "access_vlan", "native_vlan", "allowed_vlans")
_GATEWAY = re.compile(r"(?:ip default-gateway|ip route 0\.0\.0\.0(?:/0| 0\.0\.0\.0)) (\d\S+)")


def extract(sketch: Sketch, config: ConfigLines) -> None:
    """VLANs, ports, LAGs and addresses. VLANs come first: interfaces refine what they say."""
    blocks = list(config.blocks())
    routed: dict[str, int] = {}
    for block in blocks:
        if match := _LAG.fullmatch(block.text):
            _lag(sketch, config, block, match[2] or match[1] or "")
    for block in blocks:
        if match := _VLAN.fullmatch(block.text):
            _vlan(sketch, config, block, routed, match)
    for block in blocks:
        word, _, rest = block.text.partition(" ")
        if word == "hostname":
            sketch.hostname = unquote(rest)
        elif word == "interface":
            _interface(sketch, config, block, routed, rest.strip())
        elif match := _GATEWAY.match(block.text):
            sketch.gateway = match[1]
        elif match := re.fullmatch(r"ip address (\d\S+)(?: (\d\S+))?(?: dynamic)?", block.text):
            sketch.see_address("management", with_prefix(match[1], match[2]))
        elif block.text not in {"end", "!"}:
            continue
        config.use(block)
    _defaults(sketch)


def _lag(sketch: Sketch, config: ConfigLines, block: Block, name: str) -> None:
    config.use(block)
    lag = f"lag {name}"
    sketch.lags.setdefault(lag, [])
    for child in block.children:
        if child.text.startswith("ports "):
            sketch.bundle(lag, fastiron_ports(child.text))
        elif match := re.fullmatch(r"port-name (?:\"?(.+?)\"? )?ethe(?:rnet)? (\S+)", child.text):
            sketch.port(match[2], description=match[1] or "")
        elif child.text not in {"deploy", "!"} and not child.text.startswith("primary-port "):
            continue
        config.use(child)


def _vlan(sketch: Sketch, config: ConfigLines, block: Block, routed: dict[str, int], match: re.Match[str]) -> None:
    config.use(block)
    for vlan in split_ids(match[1]):
        sketch.see_vlan(vlan, unquote(match[2] or ""))
        for child in block.children:
            word, _, rest = child.text.partition(" ")
            if word in {"tagged", "untagged"}:
                for port in members(rest):
                    sketch.port(port, admin_up=True)
                    place(sketch, port, vlan, untagged=word == "untagged")
            elif routing := re.fullmatch(r"router-interface ve (\d+)", child.text):
                routed[routing[1]] = vlan
            elif child.text != "!":
                continue
            config.use(child)


def members(text: str) -> list[str]:
    """`ethe 1/1/3 to 1/1/5 lag 1` as ports and LAGs."""
    lags = re.findall(r"lag (\d+)(?: to (\d+))?", text)
    found = fastiron_ports(re.sub(r"lag \d+(?: to \d+)?", "", text))
    for first, last in lags:
        found += [f"lag {number}" for number in range(int(first), min(int(last or first), int(first) + 256) + 1)]
    return found


def _interface(sketch: Sketch, config: ConfigLines, block: Block, routed: dict[str, int], rest: str) -> None:
    kind, _, number = rest.partition(" ")
    where = rest
    if kind == "ve":
        where = f"vlan {routed.get(number, number)}"
    elif kind == "management":
        where = "management"
    ports = members(rest) if kind in {"ethernet", "lag"} else []
    for name in ports:
        sketch.port(name)
        sketch.ports.get(name, {}).setdefault("admin_up", True)
    for child in block.children:
        line = child.text
        if match := re.fullmatch(r"ip address (\d\S+)(?: (\d\S+))?(?: \S+)?", line):
            sketch.see_address(where, with_prefix(match[1], match[2]))
            for name in ports:
                sketch.port(name, mode=PortMode.ROUTED)
        else:
            told = [_port_line(sketch, name, line) for name in ports]  # every port, not only the first
            if not any(told) and line != "!":
                continue
        config.use(child)


def _port_line(sketch: Sketch, name: str, line: str) -> bool:
    if match := re.fullmatch(r"port-name (.+)", line):
        sketch.port(name, description=unquote(match[1]))
    elif line in {"disable", "enable"}:
        sketch.port(name, admin_up=line == "enable")
    elif match := re.match(r"(no )?inline power\b", line):
        sketch.port(name, poe_admin=not match[1])
    elif match := re.fullmatch(r"dual-mode ?(\d*)", line):
        vlan = next(iter(split_ids(match[1])), 1)
        place(sketch, name, vlan, untagged=True)
    elif match := re.fullmatch(r"voice-vlan (\d+)", line):
        sketch.voice.update(split_ids(match[1]))
    else:
        return False
    return True


def _defaults(sketch: Sketch) -> None:
    """A port that no VLAN lists is untagged in VLAN 1."""
    for lag, members in sketch.lags.items():  # before 08.0.61 VLANs list a LAG's ports one by one
        told = sketch.ports.get(members[0], {}) if members else {}
        if "mode" in told and "mode" not in sketch.ports.get(lag, {}):
            sketch.port(lag, **{field: told[field] for field in _VLAN_FIELDS if field in told})
        for member in members:
            for field in _VLAN_FIELDS:
                sketch.ports.get(member, {}).pop(field, None)
    members_of_lags = {member for members in sketch.lags.values() for member in members}
    for name, told in sketch.ports.items():
        if "mode" not in told and name not in members_of_lags:
            told.update(mode=PortMode.ACCESS, access_vlan=1)
