"""Ruckus FastIron (ICX): the SSH prompt begins with `SSH@`, VLANs list their ports, the last line is `end`."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_HOSTNAME, EndProof, Platform

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
    state=_STATE,
)
