"""HPE Comware and H3C: the prompt is `<name>`, commands begin with `display`, the config ends with `return`."""

from __future__ import annotations

import re

from switchrefresh.platforms.recipe import LOG_LINES, EndProof, Platform

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
)
