"""Juniper Junos: braces that must balance, a role line above the prompt, and every commit is saved by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import ERROR_TEXTS, LOG_LINES, EndProof, Platform
from switchrefresh.platforms.summary import ConfigSummary, Gathering, split_ids, unquote

_PHYSICAL = re.compile(r"(?:fe|ge|xe|et|mge)-\d+/\d+/\d+(?::\d+)?")
_GATEWAY = re.compile(r"route 0\.0\.0\.0/0 next-hop (\S+)")
_DEEPEST = 64
Statement = tuple[tuple[str, ...], str]


@dataclass(slots=True)
class _Port:
    """One switching port while its statements are collected."""

    trunk: bool = False
    native: str = ""
    members: list[str] = field(default_factory=list)


def summarise(lines: Sequence[str]) -> ConfigSummary:
    """VLANs, ports and addresses of a Junos config; what is marked `inactive:` is not in force and does not count."""
    found = Gathering()
    ids: dict[str, int] = {}
    ports: dict[str, _Port] = {}
    units: dict[str, str] = {}
    addresses: list[tuple[str, str]] = []
    for path, text in _statements(lines):
        word, _, rest = text.partition(" ")
        if path == ("system",) and word == "host-name":
            found.hostname = unquote(rest)
        elif path[:1] == ("vlans",) and len(path) == 2:
            _vlan(found, ids, units, path[1], word, rest)
        elif path[:1] == ("interfaces",) and len(path) > 1:
            _interface(found, ports, addresses, path, word, rest)
        elif path[:2] == ("routing-options", "static") and (match := _GATEWAY.fullmatch(" ".join((*path[2:], text)))):
            found.gateway = match[1]
    for unit, address in addresses:
        found.see_address(units.get(unit, unit), address)
    for name, port in ports.items():
        _membership(found, ids, name, port)
    return found.finish()


def _vlan(found: Gathering, ids: dict[str, int], units: dict[str, str], name: str, word: str, rest: str) -> None:
    if word == "vlan-id" and (numbers := split_ids(rest)):
        ids[name] = numbers[0]
        found.see_vlans(numbers[:1], name)
    elif word == "l3-interface" and name in ids:
        units[rest] = f"vlan {ids[name]}"
    elif word == "l3-interface":
        units[rest] = f"vlan {name}"


def _interface(
    found: Gathering,
    ports: dict[str, _Port],
    addresses: list[tuple[str, str]],
    path: tuple[str, ...],
    word: str,
    rest: str,
) -> None:
    name = path[1]
    if _PHYSICAL.fullmatch(name):
        found.ports.add(name)
    unit = next((part.removeprefix("unit ") for part in path if part.startswith("unit ")), "0")
    if word == "address" and "family inet" in path:
        addresses.append((f"{name}.{unit}", rest.partition(" ")[0]))
    elif word == "native-vlan-id":
        ports.setdefault(name, _Port()).native = rest
    elif "family ethernet-switching" in path:
        port = ports.setdefault(name, _Port())
        if word in {"interface-mode", "port-mode"}:
            port.trunk = rest == "trunk"
        elif word == "members":
            port.members += rest.strip("[] ").split()


def _membership(found: Gathering, ids: dict[str, int], name: str, port: _Port) -> None:
    """Which VLANs a port carries; a member is a VLAN's name or number."""
    if not _PHYSICAL.fullmatch(name):
        return
    members = [ids[member] for member in port.members if member in ids]
    members += [vlan for member in port.members if member not in ids for vlan in split_ids(member)]
    found.see_vlans(members)
    if port.trunk:
        found.tagged.add(name)
    native = split_ids(port.native) if port.trunk else tuple(members[:1])
    if native:
        found.see_vlans(native[:1])
        found.access[name] = native[0]


def _statements(lines: Sequence[str]) -> Iterator[Statement]:
    """Every statement with the blocks around it; no recursion, so that no config can exhaust the stack."""
    path: list[str] = []
    for line in lines:
        text = line.strip().partition("; ## ")[0].rstrip(";")
        if text.endswith("{"):
            text = text[:-1].strip()
            if not _is_inactive([*path, text]):
                yield tuple(path), text
            path.append(text if len(path) < _DEEPEST else "")
        elif text == "}":
            path[-1:] = []
        elif text and not text.startswith(("#", "/*", "inactive: ")) and not _is_inactive(path):
            yield tuple(path), text


def _is_inactive(path: list[str]) -> bool:
    return any(part.startswith("inactive: ") for part in path)


_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show chassis hardware",),
    Fact.INTERFACES: ("show interfaces",),
    Fact.SWITCHPORT: ("show ethernet-switching interface",),
    Fact.VLANS: ("show vlans",),
    Fact.LAGS: ("show lacp interfaces",),
    Fact.MACS: ("show ethernet-switching table",),
    Fact.NEIGHBORS: ("show lldp neighbors",),
    Fact.POE: ("show poe interface",),
    Fact.STP: ("show spanning-tree interface",),
    Fact.SVIS: ("show interfaces",),
    Fact.ARP: ("show arp no-resolve",),
    Fact.TRANSCEIVERS: ("show chassis hardware",),
}
PLATFORM = Platform(
    name="juniper_junos",
    label="Juniper Junos",
    device_type="juniper_junos",
    running_config="show configuration",
    paging_off=("set cli screen-length 0", "set cli screen-width 0"),
    enable="cli",  # root lands in a Unix shell
    locked="%",
    prompt=re.compile(
        r"(?P<role>(?:\{(?:master|backup|linecard|primary|secondary)(?::(?:node)?\d{1,2})?\}[ \t]*[\r\n]{1,4})?)"
        r"[^\s@>#%{}\x00-\x1f]{1,32}@(?P<host>[^\s@>#%:{}\x00-\x1f]{1,63})(?::[^\s>#%]{1,16}(?=%))?(?P<level>[>#%])"
    ),
    config_hostname=re.compile(r'^ +host-name "?([^";\s]{1,80})', re.MULTILINE),
    log_lines=(*LOG_LINES, re.compile(r"Message from syslogd@")),
    end_proof=EndProof.BRACES,
    volatile=(re.compile(r"^## Last (?:commit|changed):"),),
    errors=(*ERROR_TEXTS, re.compile(r"^\s*(?:show: )?command not found", re.IGNORECASE)),
    comment="#",
    closers=frozenset({"}"}),
    summarise=summarise,
    state=_STATE,
)
