"""Dell Networking N-Series (OS6): nothing is indented, blocks end with `exit`, no end line of its own."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.fastpath import OPENER, VOLATILE
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_HOSTNAME, PLAIN_PROMPT, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show version",),
    Fact.INTERFACES: ("show interfaces status",),
    Fact.VLANS: ("show vlan",),
    Fact.LAGS: ("show interfaces port-channel",),
    Fact.MACS: ("show mac address-table",),
    Fact.NEIGHBORS: ("show lldp remote-device all",),
    Fact.POE: ("show power inline",),
    Fact.STP: ("show spanning-tree",),
    Fact.SVIS: ("show ip interface",),
    Fact.ARP: ("show arp",),
}
PLATFORM = Platform(
    name="dell_os6",
    label="Dell N-Series (OS6)",
    device_type="dell_os6",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal length 0",),
    enable="enable",
    save_hint="copy running-config startup-config",
    prompt=PLAIN_PROMPT,
    config_hostname=PLAIN_HOSTNAME,
    log_lines=(*LOG_LINES, re.compile(r"<\d+> ?\w{3} +\d+ \d\d:\d\d:\d\d ")),
    end_proof=EndProof.EQUAL_READS,
    volatile=(*VOLATILE, re.compile(r"^sflow \S+ destination owner \S+ timeout \d+$")),
    closers=frozenset({"exit"}),
    opener=OPENER,
    state=_STATE,
)
