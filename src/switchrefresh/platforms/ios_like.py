"""The words that many vendors took from Cisco IOS: VLANs, ports and addresses of such a config."""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import Pattern

from switchrefresh.platforms.summary import ConfigSummary, Gathering, blocks, split_ids, unquote

_VLAN_PORT = re.compile(r"interface vlan ?(\d{1,4})", re.IGNORECASE)
_GATEWAY = re.compile(
    r"(?:ip default-gateway|ip route 0\.0\.0\.0(?:/0| 0\.0\.0\.0)|management route 0\.0\.0\.0/0) (\S+)"
)


def summarise_ios_like(lines: Sequence[str], physical: Pattern[str]) -> ConfigSummary:
    """The summary of a config in IOS's words; `physical` finds a physical port's name after `interface`, in group 1."""
    found = Gathering()
    for parent, children in blocks(lines):
        word, _, rest = parent.partition(" ")
        if word == "hostname":
            found.hostname = unquote(rest)
        elif word == "vlan" and rest[:1].isdigit():
            name = next((unquote(child[5:]) for child in children if child.startswith("name ")), "")
            found.see_vlans(split_ids(rest), name)
        elif word == "vlan" and rest.strip() == "database":
            for child in children:
                found.see_vlans(split_ids(child.removeprefix("vlan ").split(" ", 1)[0]))
        elif word == "interface":
            _interface(found, parent, children, physical)
        elif match := _GATEWAY.match(parent):
            found.gateway = match[1]
    return found.finish()


def _interface(found: Gathering, parent: str, children: list[str], physical: Pattern[str]) -> None:
    vlan, port = _VLAN_PORT.fullmatch(parent), physical.fullmatch(parent.removeprefix("interface "))
    where = f"vlan {vlan[1]}" if vlan else parent.removeprefix("interface ")
    if vlan:
        name = next((unquote(child[5:]) for child in children if child.startswith("name ")), "")
        found.see_vlans(split_ids(vlan[1]), name)
    if port:
        found.ports.add(port[1])
    for child in children:
        words = child.split()
        if child.startswith("ip address ") and len(words) > 2:
            has_mask = len(words) > 3 and "/" not in words[2]
            found.see_address(where, words[2], words[3] if has_mask else None)
        elif port:
            _switchport(found, port[1], child, trunk="switchport mode trunk" in children)


def _switchport(found: Gathering, port: str, line: str, *, trunk: bool) -> None:
    if match := re.fullmatch(r"switchport access vlan (\d+)", line):
        found.see_vlans(split_ids(match[1]))
        if not trunk:
            found.access[port] = int(match[1])
    elif match := re.fullmatch(r"(?:switchport voice vlan|voice vlan) (\d+)", line):
        found.see_vlans(split_ids(match[1]))
        found.tagged.add(port)
    elif trunk and (match := re.fullmatch(r"switchport trunk native vlan (\d+)", line)):
        found.see_vlans(split_ids(match[1]))
        found.access[port] = int(match[1])
    elif line == "switchport mode trunk":
        found.tagged.add(port)
