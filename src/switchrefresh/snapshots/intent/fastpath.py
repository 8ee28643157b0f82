"""Reads FASTPATH configs (Dell OS6, EdgeSwitch, Netgear): nothing is indented, blocks end with `exit`."""

from __future__ import annotations

import re

from switchrefresh.snapshots.intent.ios_words import expand
from switchrefresh.snapshots.intent.lines import ConfigLines
from switchrefresh.snapshots.mapping.placing import address_place, place
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.portnames import is_port
from switchrefresh.snapshots.state import PortMode
from switchrefresh.snapshots.words import split_ids, unquote, with_prefix

_NETWORK = re.compile(r"network parms (\d\S+) (\d\S+)(?: (\d\S+))?")
_TAGGED = re.compile(
    r"(?:vlan tagging|switchport trunk allowed vlan(?: add)?|switchport (?:general|hybrid) allowed vlan add)"
    r" ([\d,-]+)(?: tagged)?"
)
_UNTAGGED = re.compile(
    r"(?:switchport access vlan|vlan pvid|switchport (?:general|hybrid) pvid|switchport trunk native vlan) (\d+)"
)


def extract(sketch: Sketch, config: ConfigLines) -> None:
    """VLANs, ports and addresses."""
    where: list[str] = []
    for line in config.flat():
        text = line.text
        if match := re.fullmatch(r"(?:hostname|system name) (.+)", text):
            sketch.hostname = unquote(match[1])
        elif match := re.fullmatch(r"(?:ip default-gateway|ip route 0\.0\.0\.0 0\.0\.0\.0) (\d\S+).*", text):
            sketch.gateway = match[1]
        elif match := _NETWORK.fullmatch(text):
            sketch.see_address("management", with_prefix(match[1], match[2]))
            sketch.gateway = match[3] or sketch.gateway
        elif text.startswith("interface "):
            where = [sketch.name(name) for name in expand(text.removeprefix("interface ").removeprefix("range "))]
            for name in where:
                if is_port(name):
                    sketch.port(name)
                    sketch.ports[name].setdefault("admin_up", True)
        elif text == "exit" or text.startswith("!"):
            where = where if text.startswith("!") else []
        else:
            where = [text] if re.fullmatch(r"vlan \d+", text) else where
            if not _line(sketch, where, text):
                continue
        config.use(line)
    for told in sketch.ports.values():
        if "mode" not in told and not told.get("lag"):
            told.update(mode=PortMode.ACCESS, access_vlan=1)


def _line(sketch: Sketch, where: list[str], text: str) -> bool:
    if text.startswith("name ") and where and where[0].startswith("vlan "):
        for vlan in split_ids(where[0][5:]):
            sketch.see_vlan(vlan, unquote(text[5:]))
    elif match := re.fullmatch(r"vlan (?:name )?([\d,-]+)(?: (\".*\"|\S+))?", text):
        for vlan in split_ids(match[1]):
            sketch.see_vlan(vlan, unquote(match[2] or ""))
    elif match := re.fullmatch(r"ip address (\d\S+)(?: (?:mask )?(\d\S+))?", text):
        place_ = address_place(where[0]) if where else "management"
        sketch.see_address(place_, with_prefix(match[1], match[2]) if match[2] else match[1])
    else:
        told = [_port_line(sketch, name, text) for name in where if is_port(name)]  # every port, not only the first
        return any(told)
    return True


def _port_line(sketch: Sketch, name: str, text: str) -> bool:
    if match := _UNTAGGED.fullmatch(text):
        for vlan in split_ids(match[1]):
            sketch.see_vlan(vlan)
            place(sketch, name, vlan, untagged=True)
    elif match := _TAGGED.fullmatch(text):
        for vlan in split_ids(match[1]):
            sketch.see_vlan(vlan)
            place(sketch, name, vlan, untagged=False)
    elif match := re.fullmatch(r"(?:switchport voice vlan|voice vlan) (\d+)", text):
        sketch.port(name, voice_vlan=next(iter(split_ids(match[1])), None))
    elif match := re.fullmatch(r"description (.+)", text):
        sketch.port(name, description=unquote(match[1]))
    elif text in {"shutdown", "no shutdown"}:
        sketch.port(name, admin_up=text == "no shutdown")
    elif match := re.fullmatch(r"(?:poe opmode (shutdown|auto)|power inline (never|auto))", text):
        sketch.port(name, poe_admin="auto" in text)
    elif match := re.fullmatch(r"channel-group (\d+)(?: .*)?", text):
        sketch.bundle(sketch.name(f"Po{match[1]}"), [name])
    elif match := re.fullmatch(r"addport (\S+(?: \d+)?)", text):
        sketch.bundle(match[1], [name])
    elif text == "switchport mode trunk":
        sketch.port(name, mode=PortMode.TRUNK)
    else:
        return bool(re.match(r"vlan participation include|switchport (?:mode|general|hybrid) ", text))
    return True
