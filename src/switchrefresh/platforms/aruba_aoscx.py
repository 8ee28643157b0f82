"""Aruba AOS-CX: no end marker, VLANs on the ports, management addresses under `interface mgmt`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_PROMPT, EndProof, Platform
from switchrefresh.platforms.summary import ConfigSummary, Gathering, blocks, split_ids

_PORT = re.compile(r"\d+/\d+/\d+(?::\d+)?")


def summarise(lines: Sequence[str]) -> ConfigSummary:
    """VLANs, ports and addresses of an AOS-CX config."""
    found = Gathering()
    for parent, children in blocks(lines):
        word, _, rest = parent.partition(" ")
        if word == "hostname":
            found.hostname = rest.strip()
        elif word == "vlan" and rest[:1].isdigit():
            name = next((child[5:] for child in children if child.startswith("name ")), "")
            found.see_vlans(split_ids(rest), name)
        elif word == "interface":
            _interface(found, rest.strip(), children)
        elif match := re.match(r"ip route 0\.0\.0\.0/0 (\S+)", parent):
            found.gateway = match[1]
    return found.finish()


def _interface(found: Gathering, name: str, children: list[str]) -> None:
    where = "management" if name == "mgmt" else name.replace("vlan", "vlan ").replace("  ", " ")
    if where.startswith("vlan "):
        found.see_vlans(split_ids(where[5:]))
    if _PORT.fullmatch(name):
        found.ports.add(name)
    for child in children:
        if match := re.match(r"ip (?:address|static) (\S+)", child):
            found.see_address(where, match[1])
        elif child == "ip dhcp":
            found.see_address(where, "dhcp")
        elif name == "mgmt" and (match := re.match(r"default-gateway (\S+)", child)):
            found.gateway = match[1]
        elif _PORT.fullmatch(name):
            _membership(found, name, child)


def _membership(found: Gathering, port: str, line: str) -> None:
    if match := re.fullmatch(r"vlan access (\d+)", line):
        found.access[port] = int(match[1])
        found.see_vlans(split_ids(match[1]))
    elif match := re.fullmatch(r"vlan trunk native (\d+)( tag)?", line):
        found.see_vlans(split_ids(match[1]))
        if not match[2]:  # what AOS-S calls untagged
            found.access[port] = int(match[1])
    elif line.startswith("vlan trunk allowed "):
        found.tagged.add(port)


_STATE: Asked = {
    Fact.VERSION: ("show system",),
    Fact.SERIAL: ("show system", "show vsf detail"),
    Fact.INTERFACES: ("show interface",),
    Fact.SWITCHPORT: ("show interface",),
    Fact.VLANS: ("show vlan",),
    Fact.LAGS: ("show interface", "show lacp interfaces"),
    Fact.MACS: ("show mac-address-table",),
    Fact.NEIGHBORS: ("show lldp neighbor-info detail",),
    Fact.POE: ("show power-over-ethernet brief",),
    Fact.STP: ("show spanning-tree",),
    Fact.SVIS: ("show interface",),
    Fact.ARP: ("show arp all-vrfs",),
    Fact.TRANSCEIVERS: ("show interface transceiver",),
}
PLATFORM = Platform(
    name="aruba_aoscx",
    label="Aruba AOS-CX",
    device_type="aruba_aoscx",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("no page",),
    enable="enable",
    save_hint="write memory",
    prompt=PLAIN_PROMPT,
    config_hostname=re.compile(r"^hostname (\S{1,80})", re.MULTILINE),
    end_proof=EndProof.EQUAL_READS,
    volatile=(re.compile(r"^(?:Current|Startup) configuration ?:"),),
    log_lines=(*LOG_LINES, re.compile(r"\bEvent\|\d+\|LOG_[A-Z]+\|")),
    summarise=summarise,
    state=_STATE,
)
