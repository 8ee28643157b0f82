"""Aruba AOS-CX: no end marker, VLANs on the ports, management addresses under `interface mgmt`."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_PROMPT, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show system",),
    Fact.SERIAL: ("show system", "show vsf detail"),
    Fact.INTERFACES: ("show interface",),
    Fact.SWITCHPORT: ("show interface",),
    Fact.VLANS: ("show vlan",),
    Fact.LAGS: ("show interface", "show lacp interfaces"),
    Fact.MACS: ("show mac-address-table",),
    Fact.NEIGHBORS: ("show lldp neighbor-info detail",),
    Fact.POE: ("show power-over-ethernet brief",),
    Fact.STP: ("show spanning-tree",),
    Fact.SVIS: ("show interface",),
    Fact.ARP: ("show arp all-vrfs",),
    Fact.TRANSCEIVERS: ("show interface transceiver",),
}
PLATFORM = Platform(
    name="aruba_aoscx",
    label="Aruba AOS-CX",
    device_type="aruba_aoscx",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("no page",),
    enable="enable",
    save_hint="write memory",
    prompt=PLAIN_PROMPT,
    config_hostname=re.compile(r"^hostname (\S{1,80})", re.MULTILINE),
    end_proof=EndProof.EQUAL_READS,
    volatile=(re.compile(r"^(?:Current|Startup) configuration ?:"),),
    log_lines=(*LOG_LINES, re.compile(r"\bEvent\|\d+\|LOG_[A-Z]+\|")),
    state=_STATE,
)
