"""The switches of a district as simulated ones: the old switch, and the new one that takes its place."""

from __future__ import annotations

import ipaddress
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace

from switchrefresh.errors import InputError
from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.topology import children
from switchrefresh.lab.behaviour import HEALTHY, Behaviour
from switchrefresh.lab.configs import write_config
from switchrefresh.lab.devices import Device, Frames, upstream
from switchrefresh.lab.dialects import dialect_of, plays
from switchrefresh.lab.facts import Facts, facts_of
from switchrefresh.lab.hardware import hardware
from switchrefresh.lab.installing import PortMap, fitting_map, install
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.plant import backbone, plug_in
from switchrefresh.lab.scene import Scene, serial_for
from switchrefresh.lab.setup import Setup, lay_out
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
    scene = old_scene(inventory, name)
    ssh = LEGACY if switch.legacy_ssh else MODERN
    return replace(simulated(name, scene, user_of(inventory, name), password, behaviour), ssh=ssh)


def replacement_for(inventory: Inventory, name: str, password: str, behaviour: Behaviour = HEALTHY) -> LabSwitch:
    """The new switch, with the VLANs, ports and address of the old one; InputError when none is planned."""
    return simulated(name, new_scene(inventory, name), user_of(inventory, name), password, behaviour)


def simulated(name: str, scene: Scene, user: str, password: str, behaviour: Behaviour = HEALTHY) -> LabSwitch:
    """A switch that shows this scene; its saved configuration is an older one when it was not saved."""
    config = write_config(scene.setup, scene.hardware, scene.platform)
    return LabSwitch(
        name=name,
        platform=scene.platform,
        config=config,
        users={user: password},
        hostname=scene.hostname,
        model="" if scene.hardware.model == "unknown" else scene.hardware.model,
        startup=None if scene.saved else write_config(_older(scene.setup), scene.hardware, scene.platform),
        behaviour=behaviour,
        scene=scene,
    )


def _older(setup: Setup) -> Setup:
    """What was saved some time ago: the last description is not in it yet."""
    name = next((name for name in reversed(tuple(setup.ports)) if setup.ports[name].description), None)
    return setup if name is None else setup.with_port(name, replace(setup.ports[name], description=""))


def old_scene(inventory: Inventory, name: str, swapped: frozenset[str] = frozenset()) -> Scene:
    """The old switch with everything that hangs on it; the switches `swapped` are new already."""
    switch = inventory.switches[name]
    dialect_of(switch.platform)
    box = hardware(switch.model, switch.platform, switch.members)
    setup = lay_out(facts_of(inventory, name), box)
    cables = plug_in(setup, box, f"closet {name}", _peers(inventory, name, setup, swapped))
    return Scene(box, switch.platform, setup, cables, _serials(switch.serial, box.model, name, box.members))


def new_scene(
    inventory: Inventory, name: str, ports: PortMap | None = None, swapped: frozenset[str] = frozenset()
) -> Scene:
    """The new switch in the old one's place, cabled and set up through a port map (number for number without one)."""
    new = inventory.switches[name].replacement
    if new is None:
        raise InputError(f'no replacement is planned for "{name}"', code="lab-replacement")
    dialect_of(new.platform)
    old = old_scene(inventory, name, swapped)
    box = hardware(new.model, new.platform, inventory.switches[name].members)
    facts = replace(old.setup.facts, hostname=name)
    if new.host:
        facts = _moved(facts, new.host)
    svis = {
        **old.setup.svis,
        **dict.fromkeys([vlan for vlan, a in old.setup.svis.items() if a == old.setup.facts.address], facts.address),
    }
    old = replace(old, setup=replace(old.setup, facts=facts, svis=svis))
    serials = _serials(new.serial, box.model, f"{name} new", box.members)
    scene = install(old, box, new.platform, ports or fitting_map(old, box), serials)
    return replace(scene, firmware=new.firmware or "")


def _serials(given: str | None, model: str, name: str, members: int) -> tuple[str, ...]:
    """The serial number of the inventory for the first unit, invented ones for the others."""
    made = [serial_for(model, name, member) for member in range(1, members + 1)]
    return (given or made[0], *made[1:])


def _peers(inventory: Inventory, name: str, setup: Setup, swapped: frozenset[str]) -> dict[str, Device]:
    """The switches at the far ends as devices: the parent carries the backbone's hosts, children show themselves."""
    parent = inventory.switches[name].uplink
    below = children(inventory.switches)[name]
    found = {f"Downlink to {child}": peer(inventory, child, (), child in swapped) for child in below}
    if parent is not None and parent in inventory.switches:
        found[f"Uplink to {parent}"] = peer(inventory, parent, tuple(setup.vlans), parent in swapped)
    return found


def peer(inventory: Inventory, name: str, vlans: tuple[int, ...], is_new: bool = False) -> Device:
    """A switch as its neighbour hears it; with `vlans` it is the way to the rest of the network."""
    switch = inventory.switches[name]
    new = switch.replacement if is_new else None
    unit = new or switch
    box = hardware(unit.model, unit.platform, switch.members)
    serials = _serials(unit.serial, box.model, f"{name} new" if new else name, 1)
    mac = Scene(box, unit.platform, _NOTHING, serials=serials).mac()
    dice = random.Random(f"backbone {name}")  # noqa: S311
    frames = tuple(backbone(vlans, mac, dice)) if vlans else (Frames(mac, None),)
    found = upstream(name if new else switch.hostname or name, mac, "1", frames, 4096 if vlans else 32768)
    return replace(found, description=f"{box.model} {box.title}, revision {box.firmware}", model=box.model)


_NOTHING = Setup(
    Facts("", "", "", ipaddress.IPv4Interface("127.0.0.1/8"), {}, (), (), "", "", ""), {}
)  # a switch's address follows from its serial number alone


def _moved(facts: Facts, host: str) -> Facts:
    try:
        address = ipaddress.IPv4Address(host)
    except ValueError:
        return facts
    return facts if address.is_loopback else replace(facts, address=ipaddress.IPv4Interface(f"{address}/24"))


def user_of(inventory: Inventory, name: str) -> str:
    """Who may log in."""
    return inventory.switches[name].username or inventory.district.access.username or DEFAULT_USER
