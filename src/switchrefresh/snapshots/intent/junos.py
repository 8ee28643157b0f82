"""Reads Junos configs, in braces or as `set` lines: every statement becomes one sentence, which a few patterns read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from switchrefresh.snapshots.intent.lines import ConfigLines
from switchrefresh.snapshots.mapping.placing import address_place, tag_trunk
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.state import PortMode
from switchrefresh.snapshots.words import split_ids

_NAME = r'("[^"]*"|\S+)'
_PORT = r"((?:fe|ge|xe|et|mge)-\d+/\d+/\d+(?::\d+)?|ae\d+)"
_DEEPEST = 64
_MOST_PORTS = 512


@dataclass(slots=True)
class _Port:
    """One port or interface-range while its statements are read."""

    members: list[str] = field(default_factory=list)  # of a range
    description: str = ""
    disabled: bool = False
    switching: bool = False
    trunk: bool = False
    native: str = ""
    vlans: list[str] = field(default_factory=list)
    lag: str = ""
    routed: bool = False


@dataclass(slots=True)
class _Reading:
    """What is found before names are looked up."""

    ids: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    ports: dict[str, _Port] = field(default_factory=dict)
    ranges: dict[str, _Port] = field(default_factory=dict)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    voice: list[tuple[str, str]] = field(default_factory=list)
    poe: dict[str, bool] = field(default_factory=dict)
    listed: list[tuple[str, str]] = field(default_factory=list)  # (vlan name, port) where VLANs list ports


def extract(sketch: Sketch, config: ConfigLines) -> None:
    """VLANs, ports, LAGs and addresses; what is marked `inactive:` is not in force and does not count."""
    reading = _Reading()
    for number, sentence in sentences(config):
        if _read(sketch, reading, sentence):
            config.used.add(number)
    _resolve(sketch, reading)


def sentences(config: ConfigLines) -> Iterator[tuple[int, str]]:
    """Every statement with its blocks before it; no recursion, so that no config can exhaust the stack."""
    path: list[str] = []
    for number, raw in enumerate(config.lines):
        line = raw.strip()
        if line.startswith("set "):
            yield number, line[4:]
            continue
        text = line.partition("; ## ")[0].partition(" ## ")[0].rstrip(";").strip()
        if text.endswith("{"):
            path.append(text[:-1].strip() if len(path) < _DEEPEST else "")
            config.used.add(number)
        elif text == "}":
            path[-1:] = []
            config.used.add(number)
        elif not text or text.startswith(("#", "/*")):
            config.used.add(number)
        elif not text.startswith("inactive:") and not any(part.startswith("inactive:") for part in path):
            yield number, " ".join((*path, text))


def _read(sketch: Sketch, reading: _Reading, sentence: str) -> bool:
    head = sentence.partition(" ")[0]
    if head == "interfaces":
        return _interface(reading, sentence[11:])
    if head == "vlans":
        return _vlan(sketch, reading, sentence[6:])
    if match := re.fullmatch(rf"system host-name {_NAME}", sentence):
        sketch.hostname = match[1].strip('"')
    elif match := re.fullmatch(r"routing-options static route (?:0\.0\.0\.0/0|default) next-hop (\d\S+)", sentence):
        sketch.gateway = match[1]
    elif match := re.fullmatch(rf"poe interface {_NAME}( disable)?(?: .*)?", sentence):
        reading.poe[match[1].removesuffix(".0")] = not match[2] or reading.poe.get(match[1]) is True
    elif match := re.fullmatch(
        rf"(?:switch-options|ethernet-switching-options) voip interface {_NAME} vlan {_NAME}", sentence
    ):
        reading.voice.append((match[1].removesuffix(".0"), match[2].strip('"')))
    else:
        return bool(re.match(r"version |(?:switch|ethernet-switching)-options voip", sentence))
    return True


def _vlan(sketch: Sketch, reading: _Reading, text: str) -> bool:
    match = re.match(rf"{_NAME} (\S+) ?(.*)", text)
    if match is None:
        return False
    name, word, rest = match[1].strip('"'), match[2], match[3].strip()
    if word == "vlan-id" and (ids := split_ids(rest)):
        reading.ids[name] = ids[0]
        sketch.see_vlan(ids[0], name)
    elif word == "l3-interface":
        reading.units[rest] = reading.ids.get(name, 0)
        reading.ids.setdefault(name, 0)
    elif word == "interface":
        reading.listed.append((name, rest.split(" ")[0].removesuffix(".0")))
    else:
        return False
    return True


def _interface(reading: _Reading, text: str) -> bool:
    if match := re.match(rf"interface-range {_NAME} (.*)", text):
        return _range(reading.ranges.setdefault(match[1], _Port()), match[2])
    if match := re.fullmatch(r"(\S+) unit (\d+) family inet address (\d\S+)(?: .*)?", text):
        reading.addresses.append((f"{match[1]}.{match[2]}", match[3]))
        if re.fullmatch(_PORT, match[1]):
            reading.ports.setdefault(match[1], _Port()).routed = True
        return True
    match = re.match(rf"{_PORT} (.*)", text)
    if match is None:
        return bool(re.match(r"(?:irb|vlan|me0|vme|em\d) unit \d+$", text))
    return _port(reading.ports.setdefault(match[1], _Port()), match[2])


def _range(found: _Port, text: str) -> bool:
    if match := re.fullmatch(r"member-range (\S+) to (\S+)", text):
        found.members += _between(match[1], match[2])
    elif match := re.fullmatch(r'member "?([^"\s]+)"?', text):
        found.members += _wildcard(match[1])
    else:
        return _port(found, text)
    return True


def _between(first: str, last: str) -> list[str]:
    head, _, start = first.rpartition("/")
    other, _, stop = last.rpartition("/")
    if head != other or not (start.isdecimal() and stop.isdecimal()):
        return [first, last]
    return [f"{head}/{port}" for port in range(int(start), min(int(stop), int(start) + _MOST_PORTS) + 1)]


def _wildcard(text: str) -> list[str]:
    """`ge-0/0/[0-5,7]` as single ports."""
    match = re.fullmatch(r"([^\[\]]*)\[([\d,-]+)\]([^\[\]]*)", text)
    if match is None:
        return [text]
    found = [0] if re.search(r"(?:^|,)0(?:-|,|$)", match[2]) else []
    return [f"{match[1]}{number}{match[3]}" for number in (*found, *split_ids(match[2]))]


def _port(found: _Port, text: str) -> bool:
    text = re.sub(r"^unit 0 (?:family ethernet-switching ?)?", lambda m: "switching " if "family" in m[0] else "", text)
    if text.startswith("switching"):
        found.switching = True
        text = text.removeprefix("switching").strip()
    if match := re.fullmatch(r"description (.+)", text):
        found.description = match[1].strip('"')
    elif text == "disable":
        found.disabled = True
    elif match := re.fullmatch(r"(?:interface-mode|port-mode) (\S+)", text):
        found.trunk = match[1] == "trunk"
    elif match := re.fullmatch(r"native-vlan-id (\S+)", text):
        found.native = match[1]
    elif match := re.fullmatch(r"vlan members (.+)", text):
        found.vlans += [word.strip('"') for word in match[1].strip("[] ").split()]
    elif match := re.fullmatch(r"(?:gigether-options|ether-options|fastether-options) 802\.3ad (ae\d+)", text):
        found.lag = match[1]
    else:
        return text in {"", "unit 0"} or text.startswith("aggregated-ether-options")
    return True


def _resolve(sketch: Sketch, reading: _Reading) -> None:
    """Names become numbers, ranges become ports."""
    for ranged in reading.ranges.values():
        for member in ranged.members:
            _inherit(reading.ports.setdefault(member, _Port()), ranged)
    for vlan, name in reading.listed:
        reading.ports.setdefault(name, _Port()).vlans.append(vlan)
        reading.ports[name].switching = True
    for name, port in reading.ports.items():
        _place(sketch, reading, name, port)
    for unit, address in reading.addresses:
        kind, _, number = unit.partition(".")
        if kind in {"irb", "vlan"}:
            sketch.see_address(f"vlan {reading.units.get(unit) or number}", address)
        else:
            sketch.see_address(address_place(kind), address)
    _power(sketch, reading)
    _voices(sketch, reading)


def _power(sketch: Sketch, reading: _Reading) -> None:
    """What is said of one port counts more than what is said of all."""
    for name, on in sorted(reading.poe.items(), key=lambda item: item[0] != "all"):
        for port in [port for port in sketch.ports if not port.startswith("ae")] if name == "all" else [name]:
            sketch.port(port, poe_admin=on)


def _voices(sketch: Sketch, reading: _Reading) -> None:
    for name, vlan in reading.voice:
        number = _number(reading, vlan)
        for port in list(sketch.ports) if name in {"all", "access-ports"} else [name]:
            if number and sketch.ports.get(port, {}).get("mode") is not PortMode.TRUNK:
                sketch.port(port, voice_vlan=number)
                sketch.voice.add(number)


def _inherit(port: _Port, ranged: _Port) -> None:
    port.description = port.description or ranged.description
    port.disabled |= ranged.disabled
    port.switching |= ranged.switching
    port.trunk |= ranged.trunk
    port.native = port.native or ranged.native
    port.lag = port.lag or ranged.lag
    port.vlans += [vlan for vlan in ranged.vlans if vlan not in port.vlans]


def _number(reading: _Reading, member: str) -> int | None:
    return reading.ids.get(member) or next(iter(split_ids(member)), None)


def _place(sketch: Sketch, reading: _Reading, name: str, port: _Port) -> None:
    known = sketch.port(name, description=port.description, admin_up=not port.disabled)
    if known is None:
        return
    if port.lag:
        sketch.bundle(port.lag, [name])
        return
    numbers: set[int] = set()
    for member in port.vlans:
        numbers.update([reading.ids[member]] if reading.ids.get(member) else split_ids(member))
    for number in numbers:
        sketch.see_vlan(number)
    if port.routed and not port.switching:
        sketch.port(name, mode=PortMode.ROUTED)
    elif port.trunk:
        native = _number(reading, port.native) if port.native else None
        if native:
            sketch.see_vlan(native)
        allowed = None if "all" in port.vlans else frozenset(numbers | ({native} if native else set()))
        tag_trunk(sketch, name, allowed, native)
    elif port.switching:
        sketch.port(name, mode=PortMode.ACCESS, access_vlan=min(numbers, default=1))
