"""HP ProCurve and ArubaOS-Switch: VT100 screens, no end marker, ports listed inside their VLANs."""

from __future__ import annotations

import re
from dataclasses import replace

from switchrefresh.platforms.facts import Asked, Fact
from switchrefresh.platforms.recipe import LOG_LINES, PLAIN_PROMPT, EndProof, Platform

_STATE: Asked = {
    Fact.VERSION: ("show system",),
    Fact.SERIAL: ("show system", "show vsf detail"),
    Fact.INTERFACES: ("show interfaces brief", "show interfaces status"),
    Fact.SWITCHPORT: ("show interfaces status",),
    Fact.VLANS: ("show vlans",),
    Fact.LAGS: ("show trunks",),
    Fact.MACS: ("show mac-address",),
    Fact.NEIGHBORS: (
        "show lldp info remote-device detail",
        "show lldp info remote-device",
        "show cdp neighbors detail",
    ),
    Fact.POE: ("show power-over-ethernet brief",),
    Fact.STP: ("show spanning-tree",),
    Fact.SVIS: ("show ip",),
    Fact.ARP: ("show arp",),
    Fact.TRANSCEIVERS: ("show interfaces transceiver",),
}
PLATFORM = Platform(
    name="hp_procurve",
    label="HP ProCurve / ArubaOS-Switch",
    device_type="hp_procurve",
    running_config="show running-config",
    saved_config="show config",
    paging_off=("no page",),
    enable="enable",
    save_hint="write memory",
    prompt=PLAIN_PROMPT,
    config_hostname=re.compile(r'^hostname "?([^"\r\n]{1,80})', re.MULTILINE),
    end_proof=EndProof.EQUAL_READS,
    volatile=(re.compile(r"^Running configuration ?:"), re.compile(r"^Startup configuration ?:")),
    log_lines=(*LOG_LINES, re.compile(r"^[IWEMD] \d\d/\d\d/\d\d \d\d:\d\d:\d\d \d{5} ")),
    comment=";",
    state=_STATE,
)
ARUBA_OSSWITCH = replace(PLATFORM, name="aruba_osswitch", label="ArubaOS-Switch", device_type="aruba_osswitch")
