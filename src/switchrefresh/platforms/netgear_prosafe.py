"""Netgear ProSafe and M4300: two generations, one with its name in brackets, one without; no end line."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.fastpath import OPENER, VOLATILE
from switchrefresh.platforms.recipe import LOG_LINES, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show version",),
    Fact.INTERFACES: ("show port all",),
    Fact.VLANS: ("show vlan",),
    Fact.MACS: ("show mac-addr-table",),
    Fact.NEIGHBORS: ("show lldp remote-device all",),
    Fact.POE: ("show poe port info all",),
    Fact.STP: ("show spanning-tree mst port summary 0 all",),
    Fact.ARP: ("show arp",),
}
PLATFORM = Platform(
    name="netgear_prosafe",
    label="Netgear ProSafe",
    device_type="netgear_prosafe",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal length 0",),
    enable="enable",
    save_hint="write memory",
    prompt=re.compile(
        r"(?:\((?=[^()\r\n]{1,63}\)))?(?P<host>[^\s()>#\x00-\x1f][^()>#\r\n\x00-\x1f]{0,62}?)\)? ?(?P<level>[>#])"
    ),
    config_hostname=re.compile(r'^(?:hostname|system name) "?([^"\r\n]{1,80})', re.MULTILINE),
    log_lines=(*LOG_LINES, re.compile(r"<\d+> ?\w{3} +\d+ \d\d:\d\d:\d\d ")),
    end_proof=EndProof.EQUAL_READS,
    volatile=VOLATILE,
    closers=frozenset({"exit"}),
    opener=OPENER,
    state=_STATE,
)
