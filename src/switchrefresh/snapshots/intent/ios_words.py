"""Reads configs in the words of Cisco IOS, which NX-OS, EOS, Small Business, Dell OS10 and TP-Link took over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from switchrefresh.snapshots.intent.lines import Block, ConfigLines, Line
from switchrefresh.snapshots.mapping.placing import address_place, place, tag_trunk
from switchrefresh.snapshots.mapping.sketch import Sketch
from switchrefresh.snapshots.portnames import is_port
from switchrefresh.snapshots.state import PortMode
from switchrefresh.snapshots.words import split_ids, split_ports, unquote, with_prefix

_GATEWAY = re.compile(
    r"(?:ip default-gateway|ip route 0\.0\.0\.0(?:/0| 0\.0\.0\.0)|management route 0\.0\.0\.0/0) (\d\S+)"
)
_RANGE = re.compile(r"([A-Za-z-]*)\s?(\d[\d/.]*?)\s?-\s?(?:[A-Za-z-]+\s?)?([\d/]+)")
# Words that only repeat what `mode` says, and so need no place on another OS.
_IMPLIED = re.compile(
    r"switchport(?: trunk encapsulation dot1q| nonegotiate)?$|no ip address$|spanning-tree portfast|negotiation auto$"
)


def extract(sketch: Sketch, config: ConfigLines) -> None:
    """VLANs, ports, LAGs and addresses."""
    voice: list[int] = []
    nested = ("interface ", "vlan database") if sketch.platform == "cisco_s300" else ()  # it indents nothing
    templates = {block.text[9:]: block for block in config.blocks(nested) if block.text.startswith("template ")}
    for block in config.blocks(nested):
        word, _, rest = block.text.partition(" ")
        if word == "hostname":
            sketch.hostname = unquote(rest)
            config.use(block)
        elif word == "vlan":
            _vlan(sketch, config, block, rest.strip())
        elif word == "interface":
            _interface(sketch, config, _with_template(config, block, templates), rest.strip())
        elif match := _GATEWAY.match(block.text):
            sketch.gateway = match[1]
            config.use(block)
        elif match := re.fullmatch(r"voice vlan id (\d+)", block.text):
            voice += split_ids(match[1])
            config.use(block)
        elif block.text in {"end", "!", "exit"}:
            config.use(block)
    sketch.voice.update(voice)


def _with_template(config: ConfigLines, block: Block, templates: Mapping[str, Block]) -> Block:
    """IOS-XE keeps what many ports share in a template; a port's own lines come after it."""
    found: list[Line] = []
    for child in block.children:
        if (named := child.text.removeprefix("source template ")) != child.text and named in templates:
            config.use(child)
            config.use(templates[named])
            found += templates[named].children
    return Block(block.head, (*found, *block.children)) if found else block


def _vlan(sketch: Sketch, config: ConfigLines, block: Block, rest: str) -> None:
    if rest == "database":
        config.use(block)
        for child in block.children:
            if match := re.match(r"vlan ([\d,-]+)(?: name (.+))?$", child.text):
                for vlan in split_ids(match[1]):
                    sketch.see_vlan(vlan, unquote(match[2] or ""))
                config.use(child)
        return
    if not rest[:1].isdigit():
        return
    name = next((child for child in block.children if child.text.startswith("name ")), None)
    for vlan in split_ids(rest.split(" ", 1)[0] if "," not in rest else rest):
        sketch.see_vlan(vlan, unquote(name.text[5:]) if name else "")
    config.use(block)
    if name:
        config.use(name)


def _interface(sketch: Sketch, config: ConfigLines, block: Block, written: str) -> None:
    config.use(block)
    names = tuple(expand(written.removeprefix("range ").strip()))
    for text in names:
        name = sketch.name(text)
        if is_port(name):
            _port(sketch, config, block, name)
        else:
            _routed(sketch, config, block, name)


def expand(written: str) -> Iterator[str]:
    """`Gi1/0/1 - 24, Gi1/0/30` as single names; a name alone is itself."""
    for part in written.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            yield part.strip()
            continue
        kind, first, last = match.groups()
        yield from (f"{kind}{port}" for port in split_ports(f"{first}-{last}"))


def _routed(sketch: Sketch, config: ConfigLines, block: Block, name: str) -> None:
    where = address_place(name)
    if where.startswith("vlan "):
        vlans = split_ids(where[5:])
        word = "description " if sketch.platform == "dell_os10" else "name "  # OS10 names no VLAN otherwise
        named = next((child for child in block.children if child.text.startswith(word)), None)
        for vlan in vlans:
            sketch.see_vlan(vlan, unquote(named.text.removeprefix(word)) if named else "")
        if named:
            config.use(named)
    for child in block.children:
        if address(sketch, where, child) or child.text in {"no shutdown", "!", "exit"}:
            config.use(child)


def address(sketch: Sketch, where: str, line: Line) -> bool:
    """Note `ip address`; whether the line is one."""
    match = re.fullmatch(r"ip address (\S+)(?: (\d\S+))?(?: secondary)?", line.text)
    if match is None:
        return False
    sketch.see_address(where, with_prefix(match[1], match[2]) if "/" not in match[1] else match[1])
    return True


def _port(sketch: Sketch, config: ConfigLines, block: Block, name: str) -> None:
    told = _Port()
    for child in block.children:
        if told.read(child.text) or address(sketch, name, child) or _IMPLIED.match(child.text):
            config.use(child)
    told.write(sketch, name)


class _Port:
    """The lines of one port while they are read; their order does not matter."""

    def __init__(self) -> None:
        """Nothing is told yet."""
        self.fields: dict[str, object] = {}
        self.mode = ""
        self.access: int | None = None
        self.native: int | None = None
        self.allowed: frozenset[int] | None = None
        self.listed = self.routed = False
        self.tagged: set[int] = set()
        self.untagged: set[int] = set()

    def read(self, line: str) -> bool:
        """Take a line; whether it says something that the model holds."""
        for pattern, step in _STEPS:
            if match := pattern.fullmatch(line):
                step(self, match)
                return True
        return line in {"!", "exit"}

    def allow(self, how: str, ids: str) -> None:
        """One line of the list of allowed VLANs; long lists go on with `add`."""
        vlans = frozenset(split_ids(ids))
        self.listed = True
        if how == "add" and self.allowed is not None:
            self.allowed |= vlans
        elif how == "remove":
            self.allowed = (self.allowed if self.allowed is not None else frozenset(range(1, 4095))) - vlans
        elif how == "except":
            self.allowed = frozenset(range(1, 4095)) - vlans
        elif ids == "all":
            self.allowed, self.listed = None, False
        else:
            self.allowed = vlans

    def write(self, sketch: Sketch, name: str) -> None:
        """Put what was told into the sketch."""
        sketch.port(name, admin_up=True)
        sketch.port(name, **self.fields)
        if isinstance(voice := self.fields.get("voice_vlan"), int):
            sketch.voice.add(voice)
        if lag := self.fields.get("lag"):
            sketch.bundle(sketch.name(str(lag)), [name])
        if self.routed:
            sketch.port(name, mode=PortMode.ROUTED)
        elif self.tagged or self.untagged:
            for vlan in sorted(self.untagged):
                place(sketch, name, vlan, untagged=True)
            for vlan in sorted(self.tagged):
                place(sketch, name, vlan, untagged=False)
        elif self.mode == "trunk" or (self.mode == "general" and self.listed):
            native = self.native or (self.access if sketch.platform == "dell_os10" else None) or 1
            allowed = self.allowed
            if allowed is not None and sketch.platform in {"cisco_s300", "dell_os10"}:
                allowed |= {native}  # these list the tagged ones only
            tag_trunk(sketch, name, allowed, native)
        else:
            sketch.port(name, mode=PortMode.ACCESS, access_vlan=self.access or 1)
        carried = self.native if self.allowed is None or self.native in self.allowed else None
        for vid in (self.access, carried, self.fields.get("voice_vlan"), *self.tagged, *self.untagged):
            if isinstance(vid, int):
                sketch.see_vlan(vid)


def _set(key: str, value: object = None) -> Callable[[_Port, re.Match[str]], None]:
    def step(port: _Port, match: re.Match[str]) -> None:
        port.fields[key] = unquote(match[1]) if value is None else value

    return step


def _mode(port: _Port, match: re.Match[str]) -> None:
    port.mode = match[1]


def _access(port: _Port, match: re.Match[str]) -> None:
    port.access = next(iter(split_ids(match[1])), None)


def _native(port: _Port, match: re.Match[str]) -> None:
    port.native = next(iter(split_ids(match[1])), None)


def _voice(port: _Port, match: re.Match[str]) -> None:
    port.fields["voice_vlan"] = next(iter(split_ids(match[1])), None)


def _allow(port: _Port, match: re.Match[str]) -> None:
    port.allow(match[1] or "", match[2].strip())


def _none(port: _Port, _match: re.Match[str]) -> None:
    port.allowed, port.listed = frozenset(), True


def _routed_port(port: _Port, _match: re.Match[str]) -> None:
    port.routed = True


def _general(port: _Port, match: re.Match[str]) -> None:
    (port.untagged if match[2] == "untagged" else port.tagged).update(split_ids(match[1]))


def _bundle(port: _Port, match: re.Match[str]) -> None:
    port.fields["lag"] = f"Port-channel{match[1]}"


_STEPS: tuple[tuple[re.Pattern[str], Callable[[_Port, re.Match[str]], None]], ...] = (
    (re.compile(r"description (.+)"), _set("description")),
    (re.compile(r"shutdown"), _set("admin_up", value=False)),
    (re.compile(r"no shutdown"), _set("admin_up", value=True)),
    (re.compile(r"switchport mode (\S+)(?: \S+)*"), _mode),
    (re.compile(r"(?:no switchport|routerport)"), _routed_port),
    (re.compile(r"switchport (?:access vlan|pvid) (\d+)"), _access),
    (re.compile(r"switchport trunk native vlan (\d+)"), _native),
    (re.compile(r"(?:switchport (?:voice|phone) vlan|voice vlan) (\d+)"), _voice),
    (re.compile(r"switchport trunk allowed vlan (?:(add|remove|except) )?([\d,\s-]+|all)"), _allow),
    (re.compile(r"switchport trunk allowed vlan (none)"), _none),
    (re.compile(r"switchport general allowed vlan (?:add )?([\d,-]+) (tagged|untagged)"), _general),
    (re.compile(r"(?:channel-group|port-channel|lag) (\d+)(?: .*)?"), _bundle),
    (re.compile(r"power inline (?:never|off)"), _set("poe_admin", value=False)),
    (re.compile(r"power inline (?:auto|static|consumption).*"), _set("poe_admin", value=True)),
    (re.compile(r"power inline supply (disable)"), _set("poe_admin", value=False)),
)
