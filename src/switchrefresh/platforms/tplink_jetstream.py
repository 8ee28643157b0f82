"""TP-Link JetStream: `#` between the parts, and a last line `end`."""

from __future__ import annotations

import re

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import PLAIN_HOSTNAME, PLAIN_PROMPT, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show system-info",),
    Fact.SERIAL: ("show system-info",),
    Fact.INTERFACES: ("show interface status",),
    Fact.VLANS: ("show vlan brief",),
    Fact.MACS: ("show mac address-table all",),
    Fact.ARP: ("show arp",),
}
PLATFORM = Platform(
    name="tplink_jetstream",
    label="TP-Link JetStream",
    device_type="tplink_jetstream",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal length 0",),
    enable="enable",
    save_hint="copy running-config startup-config",
    prompt=PLAIN_PROMPT,
    config_hostname=PLAIN_HOSTNAME,
    end_proof=EndProof.MARKER,
    end_marker=re.compile(r"^end$"),
    volatile=(re.compile(r"^\s*(?:System|Running) Time\s+-"),),
    comment="#",
    untested=True,
    state=_STATE,
)
