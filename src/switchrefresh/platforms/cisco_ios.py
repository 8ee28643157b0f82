"""Cisco IOS and IOS-XE: `show running-config` ends with a line `end`."""

from __future__ import annotations

import re
from dataclasses import replace

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import PLAIN_PROMPT, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show version", "show inventory"),
    Fact.INTERFACES: ("show interfaces status",),
    Fact.SWITCHPORT: ("show interfaces switchport",),
    Fact.VLANS: ("show vlan brief",),
    Fact.LAGS: ("show etherchannel summary",),
    Fact.MACS: ("show mac address-table",),
    # The detail of an old Catalyst leaves out its own port, so that the brief table or CDP must tell it.
    Fact.NEIGHBORS: ("show lldp neighbors detail", "show lldp neighbors", "show cdp neighbors detail"),
    Fact.POE: ("show power inline",),
    Fact.STP: ("show spanning-tree",),
    Fact.SVIS: ("show ip interface brief",),
    Fact.ARP: ("show ip arp",),
    Fact.TRANSCEIVERS: ("show inventory", "show interfaces status"),
}
PLATFORM = Platform(
    name="cisco_ios",
    label="Cisco IOS",
    device_type="cisco_ios",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal length 0",),
    enable="enable",
    save_hint="write memory",
    prompt=PLAIN_PROMPT,
    config_hostname=re.compile(r"^hostname (\S{1,80})", re.MULTILINE),
    end_proof=EndProof.MARKER,
    end_marker=re.compile(r"^end$"),
    volatile=(
        re.compile(r"^Building configuration"),
        re.compile(r"^Current configuration ?:"),
        re.compile(r"^! (?:Last configuration change|NVRAM config last updated|No configuration change since)"),
        re.compile(r"^ntp clock-period "),
        re.compile(r"^Using \d+ out of \d+ bytes"),
        re.compile(r"^(?:Load for five secs|Time source is) "),  # `terminal exec prompt timestamp`
    ),
    not_saved=(  # the running config shows a certificate, the saved one the name of its file
        re.compile(r"^ certificate "),
        re.compile(r"^\s+(?:[0-9A-F]{2,8} ){0,7}[0-9A-F]{2,8}\s*$"),
        re.compile(r"^\s+quit$"),
    ),
    closers=frozenset({"exit", "exit-vrf", "exit-address-family", "exit-vni"}),
    state=_STATE,
)
CISCO_XE = replace(PLATFORM, name="cisco_xe", label="Cisco IOS-XE", device_type="cisco_xe")
