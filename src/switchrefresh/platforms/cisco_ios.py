"""Cisco IOS and IOS-XE: `show running-config` ends with a line `end`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from switchrefresh.platforms.ios_like import summarise_ios_like
from switchrefresh.platforms.recipe import PLAIN_PROMPT, EndProof, Platform
from switchrefresh.platforms.summary import ConfigSummary

_PHYSICAL = re.compile(
    r"((?:Fast|Gigabit|TenGigabit|TwoGigabit|FiveGigabit|TwentyFiveGig\w*|FortyGigabit|HundredGig\w*|App"
    r"Gigabit)?(?:Ethernet|E)?\d+(?:/\d+)*|\w*Ethernet\d+(?:/\d+)*|TwentyFiveGigE\d+(?:/\d+)*|HundredGigE\d+(?:/\d+)*)"
)


def summarise(lines: Sequence[str]) -> ConfigSummary:
    """VLANs, ports and addresses of an IOS config."""
    return summarise_ios_like(lines, _PHYSICAL)


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
    ),
    not_saved=(  # the running config shows a certificate, the saved one the name of its file
        re.compile(r"^ certificate "),
        re.compile(r"^\s+(?:[0-9A-F]{2,8} ){0,7}[0-9A-F]{2,8}\s*$"),
        re.compile(r"^\s+quit$"),
    ),
    closers=frozenset({"exit", "exit-vrf", "exit-address-family", "exit-vni"}),
    summarise=summarise,
)
CISCO_XE = replace(PLATFORM, name="cisco_xe", label="Cisco IOS-XE", device_type="cisco_xe")
