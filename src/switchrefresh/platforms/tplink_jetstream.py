"""TP-Link JetStream: `#` between the parts, and a last line `end`."""

from __future__ import annotations

import re

from switchrefresh.platforms.recipe import PLAIN_HOSTNAME, PLAIN_PROMPT, EndProof, Platform

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
)
