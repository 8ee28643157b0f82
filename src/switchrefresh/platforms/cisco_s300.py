"""Cisco Small Business 300, 350 and CBS: a file header before the config, no end line, `terminal datadump`."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_HOSTNAME, PLAIN_PROMPT, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show system id",),
    Fact.INTERFACES: ("show interfaces status",),
    Fact.SWITCHPORT: ("show interfaces switchport",),
    Fact.VLANS: ("show vlan",),
    Fact.LAGS: ("show interfaces port-channel",),
    Fact.MACS: ("show mac address-table",),
    Fact.NEIGHBORS: ("show lldp neighbors",),
    Fact.POE: ("show power inline",),
    Fact.STP: ("show spanning-tree",),
    Fact.SVIS: ("show ip interface",),
    Fact.ARP: ("show arp",),
}
PLATFORM = Platform(
    name="cisco_s300",
    label="Cisco Small Business (SG300, SG350, CBS)",
    device_type="cisco_s300",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal datadump",),
    enable="enable",
    save_hint="copy running-config startup-config",
    prompt=PLAIN_PROMPT,
    config_hostname=PLAIN_HOSTNAME,
    log_lines=(*LOG_LINES, re.compile(r"\d\d-\w{3}-\d{4} \d\d:\d\d:\d\d :?%[A-Z0-9]+-[A-Z]-")),
    end_proof=EndProof.EQUAL_READS,
    volatile=(re.compile(r"^Current configuration ?:"),),
    closers=frozenset({"exit"}),
    untested=True,
    state=_STATE,
)
