"""HPE Comware and H3C: the prompt is `<name>`, commands begin with `display`, the config ends with `return`."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("display version",),
    Fact.SERIAL: ("display device manuinfo",),
    Fact.INTERFACES: ("display interface", "display interface brief"),
    Fact.SWITCHPORT: ("display interface",),
    Fact.VLANS: ("display vlan all", "display vlan brief"),
    Fact.LAGS: ("display link-aggregation verbose",),
    Fact.MACS: ("display mac-address",),
    Fact.NEIGHBORS: ("display lldp neighbor-information verbose",),
    Fact.POE: ("display poe interface",),
    Fact.STP: ("display stp brief",),
    Fact.SVIS: ("display ip interface",),
    Fact.ARP: ("display arp",),
}
PLATFORM = Platform(
    name="hp_comware",
    label="HPE Comware / H3C",
    device_type="hp_comware",
    running_config="display current-configuration",
    saved_config="display saved-configuration",
    paging_off=("screen-length disable",),
    save_hint="save",
    locked="",
    prompt=re.compile(r"<(?P<host>[^<>\r\n\x00-\x1f]{1,63})(?P<level>>)"),
    config_hostname=re.compile(r"^ ?sysname (\S{1,80})", re.MULTILINE),
    log_lines=(*LOG_LINES, re.compile(r"%?\w{3} +\d+ \d\d:\d\d:\d\d:\d{3} \d{4} \S+ \w+/\d/")),
    end_proof=EndProof.MARKER,
    end_marker=re.compile(r"^return$"),
    comment="#",
    untested=True,
    state=_STATE,
)
