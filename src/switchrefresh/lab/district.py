"""The switches of a district as simulated ones: the old switch, and the new one that takes its place."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from dataclasses import replace

from switchrefresh.errors import InputError
from switchrefresh.inventory.model import Inventory
from switchrefresh.lab.behaviour import HEALTHY, Behaviour
from switchrefresh.lab.configs import config_of
from switchrefresh.lab.dialects import dialect_of, plays
from switchrefresh.lab.facts import Facts, facts_of
from switchrefresh.lab.hardware import hardware
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.switch import LEGACY, MODERN, LabSwitch

DEFAULT_USER = "netadmin"


def playable(inventory: Inventory, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the switches that the lab can simulate."""
    return tuple(name for name in names if plays(inventory.switches[name].platform))


def lab_for(
    inventory: Inventory,
    names: Iterable[str],
    password: str,
    behaviour: Behaviour = HEALTHY,
    port: int = 0,
    ports: Mapping[str, int] | None = None,
) -> LabNetwork:
    """A network of the old switches `names`; KeyError for an unknown id, InputError for a platform it cannot play."""
    return LabNetwork((old_switch(inventory, name, password, behaviour) for name in names), port, ports)


def old_switch(inventory: Inventory, name: str, password: str, behaviour: Behaviour = HEALTHY) -> LabSwitch:
    """The switch that is in the rack today."""
    switch = inventory.switches[name]
    dialect_of(switch.platform)
    facts = facts_of(inventory, name)
    return LabSwitch(
        name=name,
        platform=switch.platform,
        config=config_of(facts, hardware(switch.model, switch.platform, switch.members), switch.platform),
        users={_user(inventory, name): password},
        hostname=facts.hostname,
        model=switch.model or "",
        ssh=LEGACY if switch.legacy_ssh else MODERN,
        behaviour=behaviour,
    )


def replacement_for(inventory: Inventory, name: str, password: str, behaviour: Behaviour = HEALTHY) -> LabSwitch:
    """The new switch, with the VLANs, ports and address of the old one; InputError when none is planned."""
    switch = inventory.switches[name]
    new = switch.replacement
    if new is None:
        raise InputError(f'no replacement is planned for "{name}"', code="lab-replacement")
    facts = replace(facts_of(inventory, name), hostname=name)
    if new.host:
        facts = _moved(facts, new.host)
    return LabSwitch(
        name=name,
        platform=new.platform,
        config=config_of(facts, hardware(new.model, new.platform, switch.members), new.platform),
        users={_user(inventory, name): password},
        hostname=name,
        model=new.model,
        behaviour=behaviour,
    )


def _moved(facts: Facts, host: str) -> Facts:
    try:
        address = ipaddress.IPv4Address(host)
    except ValueError:
        return facts
    return facts if address.is_loopback else replace(facts, address=ipaddress.IPv4Interface(f"{address}/24"))


def _user(inventory: Inventory, name: str) -> str:
    return inventory.switches[name].username or inventory.district.access.username or DEFAULT_USER
