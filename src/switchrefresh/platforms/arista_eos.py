"""Arista EOS: IOS's words, three columns of indentation, and a last line `end`."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import PLAIN_HOSTNAME, PLAIN_PROMPT, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show version", "show inventory"),
    Fact.INTERFACES: ("show interfaces status",),
    Fact.SWITCHPORT: ("show interfaces switchport",),
    Fact.VLANS: ("show vlan",),
    Fact.LAGS: ("show port-channel summary",),
    Fact.MACS: ("show mac address-table",),
    Fact.NEIGHBORS: ("show lldp neighbors detail",),
    Fact.STP: ("show spanning-tree",),
    Fact.SVIS: ("show ip interface brief",),
    Fact.ARP: ("show ip arp",),
    Fact.TRANSCEIVERS: ("show inventory", "show interfaces status"),
}
PLATFORM = Platform(
    name="arista_eos",
    label="Arista EOS",
    device_type="arista_eos",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal length 0",),
    enable="enable",
    save_hint="write memory",
    prompt=PLAIN_PROMPT,
    config_hostname=PLAIN_HOSTNAME,
    end_proof=EndProof.MARKER,
    end_marker=re.compile(r"^end$"),
    volatile=(re.compile(r"^! (?:Command|Time):"), re.compile(r"^! Startup-config last modified")),
    state=_STATE,
)
