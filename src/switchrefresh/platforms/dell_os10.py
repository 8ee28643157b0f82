"""Dell SmartFabric OS10: its command is `show running-configuration`, and no line ends the config."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_HOSTNAME, PLAIN_PROMPT, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.INTERFACES: ("show interface status",),
    Fact.VLANS: ("show vlan",),
    Fact.LAGS: ("show port-channel summary",),
    Fact.MACS: ("show mac address-table",),
    Fact.NEIGHBORS: ("show lldp neighbors",),
    Fact.STP: ("show spanning-tree brief",),
    Fact.SVIS: ("show ip interface brief",),
    Fact.ARP: ("show ip arp",),
}
PLATFORM = Platform(
    name="dell_os10",
    label="Dell SmartFabric OS10",
    device_type="dell_os10",
    running_config="show running-configuration",
    saved_config="show startup-configuration",
    paging_off=("terminal length 0",),
    save_hint="write memory",
    locked="",
    prompt=PLAIN_PROMPT,
    config_hostname=PLAIN_HOSTNAME,
    log_lines=(*LOG_LINES, re.compile(r"<\d+>1 \d{4}-\d\d-\d\dT")),
    end_proof=EndProof.EQUAL_READS,
    volatile=(re.compile(r"^! Last configuration change at"),),
    untested=True,
    state=_STATE,
)
