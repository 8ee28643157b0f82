"""Juniper Junos: braces that must balance, a role line above the prompt, and every commit is saved by itself."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import ERROR_TEXTS, LOG_LINES, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show version",),
    Fact.SERIAL: ("show chassis hardware",),
    Fact.INTERFACES: ("show interfaces",),
    Fact.SWITCHPORT: ("show ethernet-switching interface",),
    Fact.VLANS: ("show vlans",),
    Fact.LAGS: ("show lacp interfaces",),
    Fact.MACS: ("show ethernet-switching table",),
    Fact.NEIGHBORS: ("show lldp neighbors",),
    Fact.POE: ("show poe interface",),
    Fact.STP: ("show spanning-tree interface",),
    Fact.SVIS: ("show interfaces",),
    Fact.ARP: ("show arp no-resolve",),
    Fact.TRANSCEIVERS: ("show chassis hardware",),
}
PLATFORM = Platform(
    name="juniper_junos",
    label="Juniper Junos",
    device_type="juniper_junos",
    running_config="show configuration",
    paging_off=("set cli screen-length 0", "set cli screen-width 0"),
    enable="cli",  # root lands in a Unix shell
    locked="%",
    prompt=re.compile(
        r"(?P<role>(?:\{(?:master|backup|linecard|primary|secondary)(?::(?:node)?\d{1,2})?\}[ \t]*[\r\n]{1,4})?)"
        r"[^\s@>#%{}\x00-\x1f]{1,32}@(?P<host>[^\s@>#%:{}\x00-\x1f]{1,63})(?::[^\s>#%]{1,16}(?=%))?(?P<level>[>#%])"
    ),
    config_hostname=re.compile(r'^ +host-name "?([^";\s]{1,80})', re.MULTILINE),
    log_lines=(*LOG_LINES, re.compile(r"Message from syslogd@")),
    end_proof=EndProof.BRACES,
    volatile=(re.compile(r"^## Last (?:commit|changed):"),),
    errors=(*ERROR_TEXTS, re.compile(r"^\s*(?:show: )?command not found", re.IGNORECASE)),
    comment="#",
    closers=frozenset({"}"}),
    state=_STATE,
)
