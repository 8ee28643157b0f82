"""The technician who puts in a new switch: cables and settings move through a port map, nothing else is thought of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from switchrefresh.lab.facts import UNUSED, Port
from switchrefresh.lab.hardware import Hardware, Media
from switchrefresh.lab.scene import Cable, Scene
from switchrefresh.lab.setup import Setup, spread

PortMap = Mapping[str, "str | None"]

MASTERED = "extreme_exos"  # names a LAG after its first port

_LAG_NAMES = {
    "cisco_ios": "Port-channel{n}",
    "cisco_xe": "Port-channel{n}",
    "hp_procurve": "Trk{n}",
    "aruba_osswitch": "Trk{n}",
    "aruba_aoscx": "lag{n}",
    "ruckus_fastiron": "lg{n}",
    "juniper_junos": "ae{n}",
    "cisco_s300": "Port-Channel{n}",
    "extreme_exos": "lag {n}",
}


def lag_name(platform: str, number: int) -> str:
    """What an OS calls its LAG of this number."""
    return _LAG_NAMES[platform].format(n=number)


def plain_map(old: Hardware, new: Hardware) -> dict[str, str | None]:
    """Number for number: access port 7 to access port 7 of the same member, uplink 1 to uplink 1; None has no home."""
    found: dict[str, str | None] = {}
    homes = {(one.member, one.number): one.name for one in new.sockets if one.name in new.access}
    for one in old.sockets:
        if one.name in old.access:
            found[one.name] = homes.get((one.member, one.number))
    targets = iter(spread(new))
    found.update({name: next(targets, None) for name in spread(old)})
    return found


def fitting_map(old: Scene, new: Hardware) -> dict[str, str | None]:
    """Number for number; a cable whose number has no home takes the last access port that nobody else takes."""
    found = plain_map(old.hardware, new)
    used = [name for name, port in old.setup.ports.items() if port.used]
    taken = {found[name] for name in used}
    free = [name for name in reversed(new.access) if name not in taken]
    for name in used:
        if found[name] is None and free:
            home = free.pop(0)
            found = {one: None if where == home else where for one, where in found.items()}
            found[name] = home
    return found


def with_lags(ports: PortMap, old: Scene, platform: str) -> dict[str, str | None]:
    """The port map with the LAGs of the old switch added."""
    lags = {
        lag_name(old.platform, number if old.platform != MASTERED else int(names[0])): lag_name(platform, number)
        for number, names in old.setup.lags.items()
    }
    return {**ports, **lags}


def install(old: Scene, hardware: Hardware, platform: str, ports: PortMap, serials: tuple[str, ...]) -> Scene:
    """The new switch in the rack, set up like the old one, with the old one's cables."""
    homes = {name: ports.get(name) for name in old.setup.ports}
    plan: dict[str, Port] = dict.fromkeys((*hardware.access, *hardware.uplinks), UNUSED)
    plan.update({home: old.setup.ports[name] for name, home in homes.items() if home is not None and home in plan})
    setup = Setup(old.setup.facts, plan, old.setup.svis, old.setup.stp_priority)
    media = {one.name: one.media for one in hardware.sockets}
    cables = {
        home: _fitted(cable, media[home])
        for name, cable in old.cables.items()
        if (home := homes.get(name)) is not None and home in media
    }
    return Scene(hardware, platform, setup, cables, serials, night=old.night, moment=1)


def _fitted(cable: Cable, media: Media) -> Cable:
    """The transceiver comes along into a cage; a copper port needs none."""
    if media is Media.COPPER:
        return replace(cable, optic="")
    return cable if cable.optic else replace(cable, optic="1G-LX")
