"""HP ProCurve and ArubaOS-Switch: VT100 screens, no end marker, ports listed inside their VLANs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_PROMPT, EndProof, Platform
from switchrefresh.platforms.summary import ConfigSummary, Gathering, blocks, split_ids, split_ports, unquote

_PORT = re.compile(r"(?:\d+/)?[A-Z]?\d+", re.IGNORECASE)


def summarise(lines: Sequence[str]) -> ConfigSummary:
    """VLANs, ports and addresses of a ProCurve config."""
    found = Gathering()
    for parent, children in blocks(lines):
        word, _, rest = parent.partition(" ")
        if word == "hostname":
            found.hostname = unquote(rest)
        elif word == "vlan" and rest.strip().isdecimal():
            _vlan(found, rest.strip(), children)
        elif word == "interface":
            found.ports.update(port for port in split_ports(unquote(rest)) if _PORT.fullmatch(port))
        elif parent.startswith("ip default-gateway "):
            found.gateway = parent.split()[-1]
    return found.finish()


def _vlan(found: Gathering, number: str, children: list[str]) -> None:
    ids = split_ids(number)
    found.see_vlans(ids, next((unquote(child[5:]) for child in children if child.startswith("name ")), ""))
    for child in children:
        words = child.split()
        if child.startswith("ip address ") and len(words) > 2:
            found.see_address(f"vlan {number}", words[2], words[3] if len(words) > 3 else None)
        elif words[0] in {"untagged", "tagged"} and len(words) == 2:
            ports = [port for port in split_ports(words[1]) if _PORT.fullmatch(port)]
            found.ports.update(ports)
            if words[0] == "tagged":
                found.tagged.update(ports)
            else:
                found.access.update(dict.fromkeys(ports, ids[0]) if ids else {})


_STATE: Asked = {
    Fact.VERSION: ("show system", "show version"),
    Fact.SERIAL: ("show system", "show vsf detail"),
    Fact.INTERFACES: ("show interfaces brief", "show interfaces status"),
    Fact.SWITCHPORT: ("show interfaces status",),
    Fact.VLANS: ("show vlans",),
    Fact.LAGS: ("show trunks",),
    Fact.MACS: ("show mac-address",),
    Fact.NEIGHBORS: (
        "show lldp info remote-device detail",
        "show lldp info remote-device",
        "show cdp neighbors detail",
    ),
    Fact.POE: ("show power-over-ethernet brief",),
    Fact.STP: ("show spanning-tree",),
    Fact.SVIS: ("show ip",),
    Fact.ARP: ("show arp",),
    Fact.TRANSCEIVERS: ("show interfaces transceivers",),
}
PLATFORM = Platform(
    name="hp_procurve",
    label="HP ProCurve / ArubaOS-Switch",
    device_type="hp_procurve",
    running_config="show running-config",
    saved_config="show config",
    paging_off=("no page",),
    enable="enable",
    save_hint="write memory",
    prompt=PLAIN_PROMPT,
    config_hostname=re.compile(r'^hostname "?([^"\r\n]{1,80})', re.MULTILINE),
    end_proof=EndProof.EQUAL_READS,
    volatile=(re.compile(r"^Running configuration ?:"), re.compile(r"^Startup configuration ?:")),
    log_lines=(*LOG_LINES, re.compile(r"^[IWEMD] \d\d/\d\d/\d\d \d\d:\d\d:\d\d \d{5} ")),
    comment=";",
    summarise=summarise,
    state=_STATE,
)
ARUBA_OSSWITCH = replace(PLATFORM, name="aruba_osswitch", label="ArubaOS-Switch", device_type="aruba_osswitch")
