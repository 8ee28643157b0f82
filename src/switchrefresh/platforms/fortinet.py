"""Fortinet FortiSwitch: blocks from `config` to `end`; passwords and private keys are salted anew at every reading."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import ERROR_TEXTS, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("get system status",),
    Fact.SERIAL: ("get system status",),
    Fact.INTERFACES: ("diagnose switch physical-ports summary",),
    Fact.MACS: ("diagnose switch mac-address list",),
    Fact.NEIGHBORS: ("get switch lldp neighbors-summary",),
    Fact.POE: ("get switch poe inline",),
    Fact.SVIS: ("get system interface",),
    Fact.ARP: ("get system arp",),
}
PLATFORM = Platform(
    name="fortinet",
    label="Fortinet FortiSwitch",
    device_type="fortinet",
    running_config="show",
    locked="",  # paging could only be switched off by changing the config, so the pager is answered
    prompt=re.compile(r"(?P<host>[^\s#$()\x00-\x1f]{1,63})(?: ?\([^()\r\n]{1,40}\))? ?(?P<level>[#$])"),
    config_hostname=re.compile(r'^ {4}set hostname "?([^"\r\n]{1,80})', re.MULTILINE),
    end_proof=EndProof.BLOCKS,
    volatile=(
        re.compile(r"^#(?:config-version|conf_file_ver)="),
        re.compile(r'^\s+set .{1,60}\s"?ENC\s'),
        re.compile(r"^\s+set last-login "),
        re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
        re.compile(r'^(?!end$|next$)[A-Za-z0-9+/=]{1,76}"?$'),  # the lines of such a key
        re.compile(r"^(?:Proc-Type|DEK-Info): "),
    ),
    errors=(*ERROR_TEXTS, re.compile(r"^(?:Unknown action|Command fail|command parse error)")),
    comment="#",
    closers=frozenset({"end", "next"}),
    untested=True,
    state=_STATE,
)
