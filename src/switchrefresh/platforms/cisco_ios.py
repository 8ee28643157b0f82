"""Cisco IOS and IOS-XE: `show running-config` ends with a line `end`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from switchrefresh.platforms.recipe import EndProof, Platform
from switchrefresh.platforms.summary import ConfigSummary, Gathering, blocks, split_ids

_PHYSICAL = re.compile(
    r"interface ((?:Fast|Gigabit|TenGigabit|TwoGigabit|FiveGigabit|TwentyFiveGig\w*|FortyGigabit|HundredGig\w*|App"
    r"Gigabit)?(?:Ethernet|E)?\d+(?:/\d+)*|\w*Ethernet\d+(?:/\d+)*|TwentyFiveGigE\d+(?:/\d+)*|HundredGigE\d+(?:/\d+)*)"
)


def summarise(lines: Sequence[str]) -> ConfigSummary:
    """VLANs, ports and addresses of an IOS config."""
    found = Gathering()
    for parent, children in blocks(lines):
        word, _, rest = parent.partition(" ")
        if word == "hostname":
            found.hostname = rest.strip()
        elif word == "vlan" and rest[:1].isdigit():
            name = next((child[5:] for child in children if child.startswith("name ")), "")
            found.see_vlans(split_ids(rest), name)
        elif word == "interface":
            _interface(found, parent, children)
        elif parent.startswith("ip default-gateway "):
            found.gateway = parent.split()[-1]
    return found.finish()


def _interface(found: Gathering, parent: str, children: list[str]) -> None:
    vlan = re.fullmatch(r"interface [Vv]lan ?(\d+)", parent)
    port = _PHYSICAL.fullmatch(parent)
    where = f"vlan {vlan[1]}" if vlan else parent.removeprefix("interface ")
    if vlan:
        found.see_vlans(split_ids(vlan[1]))
    if port:
        found.ports.add(port[1])
    for child in children:
        words = child.split()
        if child.startswith("ip address ") and len(words) > 2:
            found.see_address(where, words[2], words[3] if len(words) > 3 else None)
        elif port:
            _switchport(found, port[1], child, trunk="switchport mode trunk" in children)


def _switchport(found: Gathering, port: str, line: str, *, trunk: bool) -> None:
    if match := re.fullmatch(r"switchport access vlan (\d+)", line):
        found.see_vlans(split_ids(match[1]))
        if not trunk:
            found.access[port] = int(match[1])
    elif match := re.fullmatch(r"switchport voice vlan (\d+)", line):
        found.see_vlans(split_ids(match[1]))
        found.tagged.add(port)
    elif trunk and (match := re.fullmatch(r"switchport trunk native vlan (\d+)", line)):
        found.see_vlans(split_ids(match[1]))
        found.access[port] = int(match[1])
    elif line == "switchport mode trunk":
        found.tagged.add(port)


PLATFORM = Platform(
    name="cisco_ios",
    label="Cisco IOS",
    device_type="cisco_ios",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal length 0",),
    enable="enable",
    prompt=re.compile(r"(?P<host>[^\s>#()\x00-\x1f]{1,63})(?:\([^()\r\n]{1,40}\))?(?P<level>[>#])"),
    config_hostname=re.compile(r"^hostname (\S{1,80})", re.MULTILINE),
    end_proof=EndProof.MARKER,
    end_marker=re.compile(r"^end$"),
    volatile=(
        re.compile(r"^Building configuration"),
        re.compile(r"^Current configuration ?:"),
        re.compile(r"^! (?:Last configuration change|NVRAM config last updated|No configuration change since)"),
        re.compile(r"^ntp clock-period "),
        re.compile(r"^Using \d+ out of \d+ bytes"),
    ),
    closers=frozenset({"exit", "exit-vrf", "exit-address-family", "exit-vni"}),
    summarise=summarise,
)
CISCO_XE = replace(PLATFORM, name="cisco_xe", label="Cisco IOS-XE", device_type="cisco_xe")
