"""Cisco NX-OS: IOS's words without an end line; the prompt comes after a lone carriage return."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_PROMPT, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show inventory",),
    Fact.INTERFACES: ("show interface status",),
    Fact.SWITCHPORT: ("show interface switchport",),
    Fact.VLANS: ("show vlan",),
    Fact.LAGS: ("show port-channel summary",),
    Fact.MACS: ("show mac address-table",),
    Fact.NEIGHBORS: ("show lldp neighbors detail", "show cdp neighbors detail"),
    Fact.STP: ("show spanning-tree",),
    Fact.SVIS: ("show ip interface brief",),
    Fact.ARP: ("show ip arp",),
    Fact.TRANSCEIVERS: ("show interface transceiver",),
}
PLATFORM = Platform(
    name="cisco_nxos",
    label="Cisco NX-OS",
    device_type="cisco_nxos",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal length 0",),
    save_hint="copy running-config startup-config",
    locked="",  # a role decides what a user may see; there is no enable to ask for
    prompt=PLAIN_PROMPT,
    config_hostname=re.compile(r"^(?:hostname|switchname) (\S{1,80})", re.MULTILINE),
    log_lines=(*LOG_LINES, re.compile(r"\d{4} \w{3} +\d+ \d\d:\d\d:\d\d(?:\.\d+)? \S+ (?:last message|%)")),
    end_proof=EndProof.EQUAL_READS,
    volatile=(
        re.compile(r"^!\s?(?:Command|Time):"),
        re.compile(r"^!\s?(?:Running configuration last done|Startup config saved) at:"),
    ),
    state=_STATE,
)
