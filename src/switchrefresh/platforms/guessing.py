"""Which OS may answer with an SSH version line: seldom certain, and never a reason to leave `platform` out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Sureness = Literal["likely", "possible", "unknown"]
# Sources: nmap's public list of SSH greetings (nmap-service-probes) and the real dialogues seen for the recipes.
_GREETINGS: tuple[tuple[str, tuple[str, ...], Sureness], ...] = (
    (r"Cisco-\d|CiscoIOS", ("cisco_ios", "cisco_xe"), "likely"),
    (r"OpenSSH_\S+ FIPS$", ("cisco_nxos",), "possible"),
    (r"ROSSSH", ("mikrotik_routeros",), "likely"),
    (r"Comware-|3Com OS|H3C|HPE? Comware", ("hp_comware",), "likely"),
    (r"SSH_v2\.0@force10networks", ("dell_os9",), "likely"),
    (r"FortiSSH|x{7}$", ("fortinet",), "likely"),
    (r"Mocana SSH", ("hp_procurve", "aruba_osswitch"), "possible"),
    (r"RomSShell", ("ruckus_fastiron",), "possible"),
    (r"IPSSH-", ("cisco_s300",), "possible"),
    (r"dropbear", ("ubiquiti_edgeswitch", "tplink_jetstream", "netgear_prosafe"), "possible"),
    (
        r"OpenSSH",
        ("aruba_aoscx", "arista_eos", "juniper_junos", "cisco_nxos", "dell_os10", "extreme_exos", "cisco_xe"),
        "unknown",
    ),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """Platforms that are known to greet like this; `unknown` means that too many do."""

    platforms: tuple[str, ...]
    sureness: Sureness


def guess_platform(banner: str) -> Guess:
    """What a version line such as `SSH-2.0-Cisco-1.25` says about the OS behind it."""
    software = re.sub(r"^SSH-[\d.]+-", "", banner.strip())
    for pattern, platforms, sureness in _GREETINGS:
        if re.search(pattern, software):
            return Guess(platforms, sureness)
    return Guess((), "unknown")
