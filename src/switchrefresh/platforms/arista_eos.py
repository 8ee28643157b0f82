"""Arista EOS: IOS's words, three columns of indentation, and a last line `end`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from switchrefresh.platforms.ios_like import summarise_ios_like
from switchrefresh.platforms.recipe import PLAIN_HOSTNAME, PLAIN_PROMPT, EndProof, Platform
from switchrefresh.platforms.summary import ConfigSummary

_PHYSICAL = re.compile(r"(Ethernet\d+(?:/\d+)*)")


def summarise(lines: Sequence[str]) -> ConfigSummary:
    """VLANs, ports and addresses of an EOS config."""
    return summarise_ios_like(lines, _PHYSICAL)


PLATFORM = Platform(
    name="arista_eos",
    label="Arista EOS",
    device_type="arista_eos",
    running_config="show running-config",
    saved_config="show startup-config",
    paging_off=("terminal length 0",),
    enable="enable",
    save_hint="write memory",
    prompt=PLAIN_PROMPT,
    config_hostname=PLAIN_HOSTNAME,
    end_proof=EndProof.MARKER,
    end_marker=re.compile(r"^end$"),
    volatile=(re.compile(r"^! (?:Command|Time):"), re.compile(r"^! Startup-config last modified")),
    summarise=summarise,
)
