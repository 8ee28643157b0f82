"""Ubiquiti EdgeSwitch: the prompt has its name in brackets; nothing is indented, no end line."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.fastpath import OPENER, VOLATILE
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_HOSTNAME, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show version",),
    Fact.INTERFACES: ("show interfaces status all",),
    Fact.VLANS: ("show vlan",),
    Fact.MACS: ("show mac-addr-table",),
    Fact.NEIGHBORS: ("show lldp remote-device all",),
    Fact.POE: ("show poe status all",),
    Fact.STP: ("show spanning-tree mst port summary 0 all",),
    Fact.ARP: ("show arp",),
}
PLATFORM = Platform(
    name="ubiquiti_edgeswitch",
    label="Ubiquiti EdgeSwitch",
    device_type="ubiquiti_edgeswitch",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal length 0",),
    enable="enable",
    save_hint="write memory",
    prompt=re.compile(r"\((?P<host>[^()\r\n\x00-\x1f]{1,63})\) ?(?P<level>[>#])"),
    config_hostname=PLAIN_HOSTNAME,
    log_lines=(*LOG_LINES, re.compile(r"<\d+> ?\w{3} +\d+ \d\d:\d\d:\d\d ")),
    end_proof=EndProof.EQUAL_READS,
    volatile=VOLATILE,
    closers=frozenset({"exit"}),
    opener=OPENER,
    state=_STATE,
)
