"""Dell Force10 and S-Series (OS9): VLANs list their ports, and the config ends with a line `end`."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_HOSTNAME, PLAIN_PROMPT, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show version",),
    Fact.INTERFACES: ("show interfaces status",),
    Fact.SWITCHPORT: ("show vlan",),
    Fact.VLANS: ("show vlan",),
    Fact.MACS: ("show mac-address-table",),
    Fact.NEIGHBORS: ("show lldp neighbors",),
    Fact.STP: ("show spanning-tree rstp brief",),
    Fact.SVIS: ("show ip interface brief",),
    Fact.ARP: ("show arp",),
}
PLATFORM = Platform(
    name="dell_os9",
    label="Dell S-Series (OS9)",
    device_type="dell_os9",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal length 0",),
    enable="enable",
    save_hint="copy running-config startup-config",
    prompt=PLAIN_PROMPT,
    config_hostname=PLAIN_HOSTNAME,
    log_lines=(*LOG_LINES, re.compile(r"\w{3} +\d+ \d\d:\d\d:\d\d: %")),
    end_proof=EndProof.MARKER,
    end_marker=re.compile(r"^end$"),
    volatile=(
        re.compile(r"^Current Configuration \.\.\."),
        re.compile(r"^! (?:Last configuration change|Startup-config last updated) at"),
    ),
    state=_STATE,
)
