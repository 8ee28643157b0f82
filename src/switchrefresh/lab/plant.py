"""A closet's devices and cables, made from a seed: the same closet for the same switch, by day and by night."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from switchrefresh.lab.devices import (
    Device,
    Frames,
    Kind,
    access_point,
    camera,
    computer,
    door,
    new_mac,
    phone,
    printer,
    random_mac,
    upstream,
)
from switchrefresh.lab.facts import APS, CAMERAS, DOORS, SPARE, STUDENTS, Port
from switchrefresh.lab.hardware import Hardware, Media
from switchrefresh.lab.scene import Cable
from switchrefresh.lab.setup import Setup

CLIENTS = 6  # stations on an access point by day
OFF_AT_NIGHT = 0.7  # of the computers


def plug_in(
    setup: Setup, hardware: Hardware, seed: str, others: Mapping[str, Device] | None = None
) -> dict[str, Cable]:
    """A cable and a device for every port in use; `others` are the switches at the far ends, by the trunk's label."""
    media = {socket.name: socket.media for socket in hardware.sockets}
    speed = {socket.name: socket.speed for socket in hardware.sockets}
    peers: dict[str, Device] = dict(others or {})
    cables: dict[str, Cable] = {}
    for name, port in setup.ports.items():
        if not port.used or port == SPARE:
            continue
        dice = random.Random(f"{seed} {name}")  # noqa: S311
        if port.trunk and not port.poe:
            device = peers.setdefault(port.description, _far_switch(port, setup, seed, len(peers) + 1))
            optic = "" if media[name] is Media.COPPER else "1G-LX" if speed[name] == 1000 else "10G-LR"
            far = f"1/1/{40 - len(cables) % 40}"
            cables[name] = Cable(device, optic=optic, far_lag=port.lag, far_port=far, limit=speed[name])
        else:
            device = host_for(port, setup, dice)
            off = dice.random() < OFF_AT_NIGHT
            behind = computer(dice, not off) if device.kind is Kind.PHONE and dice.random() < 0.6 else None
            cables[name] = Cable(device, behind)
    return cables


def host_for(port: Port, setup: Setup, dice: random.Random) -> Device:
    """The device that belongs on an access port, told by its VLANs."""
    if port.native == APS or (port.trunk and port.poe):
        return access_point(port.description or "AP", dice, setup.tagged(port), CLIENTS)
    if port.native == CAMERAS:
        return camera(port.description, dice)
    if port.native == DOORS:
        return door(dice)
    if port.poe:
        return phone(dice, setup.voice(port))
    if dice.random() < 0.15:
        return printer(dice)
    return computer(dice, at_night=dice.random() >= OFF_AT_NIGHT)


def _far_switch(port: Port, setup: Setup, seed: str, number: int) -> Device:
    """The switch at the other end of a trunk, with the addresses that are heard from there."""
    dice = random.Random(f"{seed} far {port.description}")  # noqa: S311
    mac = new_mac(Kind.SWITCH, dice)
    up = number == 1 or "Uplink" in port.description
    label = port.description.removeprefix("Uplink to ").removeprefix("Downlink to ") or f"far-{number}"
    frames = tuple(backbone(setup.vlans, mac, dice)) if up else (Frames(mac, None),)
    return upstream(label.replace(" ", "-"), mac, f"1/1/{1 + dice.randrange(40)}", frames, 4096 if up else 32768)


def backbone(vlans: Iterable[int], gateway: str, dice: random.Random) -> Iterator[Frames]:
    """The gateway in every VLAN, servers, and many that come and go."""
    yield Frames(gateway, None)
    for vlan in vlans:
        yield Frames(gateway, vlan, address=1)
        yield from (Frames(new_mac(Kind.PC, dice), vlan, n == 0, 240 + n) for n in range(4))


def later(cables: Mapping[str, Cable], seed: str) -> dict[str, Cable]:
    """The same cables another day: student devices have new random addresses, half of the backbone's are others."""
    found = {}
    for name, cable in cables.items():
        dice = random.Random(f"{seed} {zlib.crc32(name.encode())}")  # noqa: S311
        found[name] = replace(cable, device=_later(cable.device, dice))
    return _same_peers(cables, found)


def _same_peers(before: Mapping[str, Cable], after: dict[str, Cable]) -> dict[str, Cable]:
    """Two cables to one switch stay two cables to one switch."""
    seen: dict[str, Device] = {}
    for name, cable in before.items():
        if cable.device.kind is Kind.SWITCH:
            after[name] = replace(after[name], device=seen.setdefault(cable.device.mac, after[name].device))
    return after


def _later(device: Device, dice: random.Random) -> Device:
    if device.kind is Kind.AP:
        frames = tuple(
            one if one.at_night or one.mac[1] not in "26ae" else replace(one, mac=random_mac(dice))
            for one in device.frames
        )
        return replace(device, frames=frames)
    if device.kind is Kind.SWITCH:
        frames = tuple(
            replace(one, mac=new_mac(Kind.PC, dice)) if not one.at_night and dice.random() < 0.5 else one
            for one in device.frames
        )
        return replace(device, frames=frames)
    return device


def move_laptops(cables: Mapping[str, Cable], setup: Setup, seed: str) -> dict[str, Cable]:
    """Two students' computers in each other's socket, as it happens on a school day."""
    dice = random.Random(f"{seed} laptops")  # noqa: S311
    rooms = [
        name
        for name, cable in cables.items()
        if cable.device.kind is Kind.PC and setup.ports[name].native == STUDENTS and setup.ports[name].used
    ]
    if len(rooms) < 2:
        return dict(cables)
    first, second = dice.sample(rooms, 2)
    return {**cables, first: cables[second], second: cables[first]}
