"""The kinds of facts that a switch is asked for, and which command answers which."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Fact(StrEnum):
    """What is not collected is never taken for absent."""

    VERSION = "version"
    SERIAL = "serial"
    INTERFACES = "interfaces"
    SWITCHPORT = "switchport"
    VLANS = "vlans"
    LAGS = "lags"
    MACS = "macs"
    NEIGHBORS = "neighbors"
    POE = "poe"
    STP = "stp"
    SVIS = "svis"
    ARP = "arp"
    TRANSCEIVERS = "transceivers"


# Each fact with the commands whose answers hold it. A fact that no command tells is missing here; several commands
# either complete each other (LLDP, CDP) or are each known to some models or releases only (`show vsf detail`).
Asked = Mapping[Fact, tuple[str, ...]]


def commands_of(asked: Asked) -> tuple[str, ...]:
    """Every command once, in the order of the table."""
    return tuple(dict.fromkeys(command for commands in asked.values() for command in commands))
