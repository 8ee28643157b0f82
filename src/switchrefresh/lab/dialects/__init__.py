"""The switch operating systems that the lab can play, by netmiko's platform names."""

from __future__ import annotations

from switchrefresh.errors import InputError
from switchrefresh.lab.dialects.aruba_aoscx import ARUBA_AOSCX
from switchrefresh.lab.dialects.base import Dialect
from switchrefresh.lab.dialects.cisco_ios import CISCO_IOS
from switchrefresh.lab.dialects.cisco_s300 import CISCO_S300
from switchrefresh.lab.dialects.extreme_exos import EXTREME_EXOS
from switchrefresh.lab.dialects.hp_procurve import HP_PROCURVE
from switchrefresh.lab.dialects.juniper_junos import JUNIPER_JUNOS
from switchrefresh.lab.dialects.ruckus_fastiron import RUCKUS_FASTIRON

_DIALECTS = (CISCO_IOS, HP_PROCURVE, ARUBA_AOSCX, CISCO_S300, JUNIPER_JUNOS, RUCKUS_FASTIRON, EXTREME_EXOS)
_BY_PLATFORM = {name: dialect for dialect in _DIALECTS for name in dialect.platforms}


def plays(platform: str) -> bool:
    """Whether the lab has a simulated switch for this platform."""
    return platform in _BY_PLATFORM


def dialect_of(platform: str) -> Dialect:
    """How this platform speaks; InputError when the lab cannot play it."""
    if platform not in _BY_PLATFORM:
        raise InputError(
            f'the lab has no simulated switch for "{platform}"',
            hint="it can play " + ", ".join(sorted(_BY_PLATFORM)),
            code="lab-platform",
        )
    return _BY_PLATFORM[platform]
