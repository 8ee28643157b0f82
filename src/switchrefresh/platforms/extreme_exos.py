"""Extreme EXOS: one command a line, a prompt that counts and marks unsaved changes, and a last comment line."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version", "show switch"),
    Fact.SERIAL: ("show version",),
    Fact.INTERFACES: ("show ports information detail",),
    Fact.SWITCHPORT: ("show ports information detail",),
    Fact.VLANS: ("show vlan",),
    Fact.LAGS: ("show sharing",),
    Fact.MACS: ("show fdb",),
    Fact.NEIGHBORS: ("show lldp neighbors",),
    Fact.POE: ("show inline-power info ports",),
    Fact.STP: ("show stpd s0 ports",),
    Fact.SVIS: ("show vlan",),
    Fact.ARP: ("show iparp",),
}
PLATFORM = Platform(
    name="extreme_exos",
    label="Extreme EXOS",
    device_type="extreme_exos",
    running_config="show configuration detail",
    paging_off=("disable clipaging session",),  # without `session` it would be a change of the config
    save_hint="save configuration",
    prompt=re.compile(
        r"(?P<unsaved>(?:\* ?)?)(?:Slot-\d{1,2} )?(?P<host>[^\s*#>\x00-\x1f][^\r\n*#>\x00-\x1f]{0,62}?)"
        r"(?P<count>\.\d{1,6}) (?P<level>[#>])"
    ),
    locked="",
    config_hostname=re.compile(r'^configure snmp sysName "?([^"\r\n]{1,80})', re.MULTILINE | re.IGNORECASE),
    log_lines=(*LOG_LINES, re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d\.\d\d <\w+:")),
    end_proof=EndProof.MARKER,
    end_marker=re.compile(r"^# End of configuration file", re.IGNORECASE),
    volatile=(re.compile(r"^# .{0,60}Configuration generated", re.IGNORECASE),),
    comment="#",
    untested=True,
    state=_STATE,
)
