"""MikroTik RouterOS: `/export` begins with the time of day and ends without a mark; every change is saved at once."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import ERROR_TEXTS, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("/system resource print",),
    Fact.SERIAL: ("/system routerboard print",),
    Fact.INTERFACES: ("/interface print terse without-paging",),
    Fact.VLANS: ("/interface vlan print detail without-paging",),
    Fact.LAGS: ("/interface bonding print detail without-paging",),
    Fact.MACS: ("/interface bridge host print terse without-paging",),
    Fact.NEIGHBORS: ("/ip neighbor print detail without-paging",),
    Fact.POE: ("/interface ethernet poe print without-paging",),
    Fact.SVIS: ("/ip address print without-paging",),
    Fact.ARP: ("/ip arp print terse without-paging",),
}
PLATFORM = Platform(
    name="mikrotik_routeros",
    label="MikroTik RouterOS",
    device_type="mikrotik_routeros",
    running_config="/export",
    locked="",
    prompt=re.compile(r"\[[^\[\]\s@]{1,64}@(?P<host>[^\[\]\r\n\x00-\x1f]{1,63})\] ?(?P<level>>)"),
    config_hostname=re.compile(r'^/system identity\nset name="?([^"\n]{1,80})', re.MULTILINE),
    end_proof=EndProof.EQUAL_READS,
    volatile=(
        re.compile(r"^# (?:\w{3}/\d\d/\d{4}|\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d by RouterOS"),
        re.compile(r"^# (?:poe-out status: |inactive time|received packet from |\S+ not ready)"),
    ),
    errors=(*ERROR_TEXTS, re.compile(r"^(?:bad command name|syntax error|expected end of command)")),
    comment="#",
    opener=re.compile(r"^/"),
    state=_STATE,
)
