"""Ruckus FastIron (ICX): the SSH prompt begins with `SSH@`, VLANs list their ports, the last line is `end`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_HOSTNAME, EndProof, Platform
from switchrefresh.platforms.summary import ConfigSummary, Gathering, blocks, split_ids

_PORT = re.compile(r"\d+(?:/\d+){0,2}")
_VLAN = re.compile(r"vlan (\d+)(?: name (.+?))?(?: by port)?")
_MOST_PORTS = 1024


def summarise(lines: Sequence[str]) -> ConfigSummary:
    """VLANs, ports and addresses of a FastIron config; `ve 10` is named after the VLAN that it routes."""
    found = Gathering()
    routed: dict[str, str] = {}
    pairs = list(blocks(lines))
    for parent, children in pairs:
        if match := _VLAN.fullmatch(parent):
            _vlan(found, routed, match[1], match[2] or "", children)
    for parent, children in pairs:
        word, _, rest = parent.partition(" ")
        if word == "hostname":
            found.hostname = rest.strip()
        elif word == "interface":
            _interface(found, routed, rest, children)
        elif match := re.match(r"(?:ip default-gateway|ip route 0\.0\.0\.0(?:/0| 0\.0\.0\.0)) (\S+)", parent):
            found.gateway = match[1]
        elif match := re.fullmatch(r"ip address (\S+) (\S+)(?: dynamic)?", parent):  # the layer 2 image
            found.see_address("management", match[1], match[2])
    return found.finish()


def _vlan(found: Gathering, routed: dict[str, str], number: str, name: str, children: list[str]) -> None:
    ids = split_ids(number)
    found.see_vlans(ids, name)
    for child in children:
        word, _, rest = child.partition(" ")
        if word == "tagged":
            found.tagged.update(_ports(rest))
            found.ports.update(_ports(rest))
        elif word == "untagged" and ids:
            found.access.update(dict.fromkeys(_ports(rest), ids[0]))
            found.ports.update(_ports(rest))
        elif child.startswith("router-interface ve "):
            routed[child.split()[-1]] = f"vlan {number}"


def _interface(found: Gathering, routed: dict[str, str], name: str, children: list[str]) -> None:
    kind, _, number = name.partition(" ")
    where = {"ve": routed.get(number, name), "management": "management"}.get(kind, name)
    if kind == "ethernet" and _PORT.fullmatch(number):
        found.ports.add(number)
    for child in children:
        words = child.split()
        if child.startswith("ip address ") and len(words) > 2:
            found.see_address(where, words[2], words[3] if len(words) > 3 and "/" not in words[2] else None)
        elif kind == "ethernet" and (match := re.fullmatch(r"dual-mode ?(\d*)", child)):
            found.access.update(dict.fromkeys([number], vlans[0]) if (vlans := split_ids(match[1])) else {})


def _ports(text: str) -> tuple[str, ...]:
    """`ethe 1/1/3 to 1/1/5 ethe 1/2/1` as single ports; a lag is no physical port."""
    return tuple(_walk(text.split()))


def _walk(words: list[str]) -> Iterator[str]:
    kind = ""
    for at, word in enumerate(words):
        if word in {"ethe", "ethernet", "lag"}:
            kind = word
        elif kind in {"ethe", "ethernet"} and _PORT.fullmatch(word):
            if at and words[at - 1] == "to" and at > 1:
                yield from _between(words[at - 2], word)
            yield word


def _between(first: str, last: str) -> Iterator[str]:
    """The ports after the first and before the last of a range in one module."""
    head, _, start = first.rpartition("/")
    other, _, stop = last.rpartition("/")
    if head == other and start.isdecimal() and stop.isdecimal():
        for number in range(int(start) + 1, min(int(stop), int(start) + _MOST_PORTS)):
            yield f"{head}/{number}" if head else str(number)


# `show media` is never asked: it made ports bounce (ytti/oxidized#2202), so nothing tells the transceivers.
_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show version",),
    Fact.INTERFACES: ("show interfaces brief",),
    Fact.SWITCHPORT: ("show vlan",),
    Fact.VLANS: ("show vlan",),
    Fact.LAGS: ("show lag brief",),
    Fact.MACS: ("show mac-address",),
    Fact.NEIGHBORS: ("show lldp neighbors detail",),
    Fact.POE: ("show inline power",),
    Fact.STP: ("show span", "show 802-1w"),
    Fact.SVIS: ("show ip interface",),
    Fact.ARP: ("show arp",),
}
PLATFORM = Platform(
    name="ruckus_fastiron",
    label="Ruckus FastIron (ICX)",
    device_type="ruckus_fastiron",
    running_config="show running-config",
    saved_config="show configuration",
    paging_off=("skip-page-display",),
    enable="enable",
    save_hint="write memory",
    prompt=re.compile(
        r"(?:(?:SSH|telnet)@)?(?P<host>[^\s>#()@\x00-\x1f][^\r\n>#()@\x00-\x1f]{0,62})"
        r"(?:\([^()\r\n]{1,40}\))?(?P<level>[>#])",
        re.IGNORECASE,
    ),
    config_hostname=PLAIN_HOSTNAME,
    log_lines=(*LOG_LINES, re.compile(r"SYSLOG: ?<\d+>")),
    end_proof=EndProof.MARKER,
    end_marker=re.compile(r"^end$"),
    volatile=(
        re.compile(r"^(?:Current|Startup) configuration ?:", re.IGNORECASE),
        re.compile(r"^Startup-config data location is "),
    ),
    summarise=summarise,
    state=_STATE,
)
