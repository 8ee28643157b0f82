"""Running configurations of simulated switches, each in the words of its OS."""

from __future__ import annotations

from collections.abc import Callable

from switchrefresh.lab.configs.aruba_aoscx import aruba_aoscx_config
from switchrefresh.lab.configs.cisco_ios import cisco_ios_config
from switchrefresh.lab.configs.cisco_s300 import cisco_s300_config
from switchrefresh.lab.configs.extreme_exos import extreme_exos_config
from switchrefresh.lab.configs.hp_procurve import hp_procurve_config
from switchrefresh.lab.configs.juniper_junos import juniper_junos_config
from switchrefresh.lab.configs.ruckus_fastiron import ruckus_fastiron_config
from switchrefresh.lab.dialects import dialect_of
from switchrefresh.lab.facts import Facts
from switchrefresh.lab.hardware import Hardware
from switchrefresh.lab.setup import Setup, lay_out

_WRITERS: dict[str, Callable[[Setup, Hardware], str]] = {
    "cisco_ios": cisco_ios_config,
    "hp_procurve": hp_procurve_config,
    "aruba_aoscx": aruba_aoscx_config,
    "cisco_s300": cisco_s300_config,
    "juniper_junos": juniper_junos_config,
    "ruckus_fastiron": ruckus_fastiron_config,
    "extreme_exos": extreme_exos_config,
}


def config_of(facts: Facts, hardware: Hardware, platform: str) -> bytes:
    """The running configuration of freshly laid out facts; InputError for a platform that the lab cannot play."""
    return write_config(lay_out(facts, hardware), hardware, platform)


def write_config(setup: Setup, hardware: Hardware, platform: str) -> bytes:
    """What the OS shows for this setup."""
    return _WRITERS[dialect_of(platform).platforms[0]](setup, hardware).encode("ascii", "replace")
