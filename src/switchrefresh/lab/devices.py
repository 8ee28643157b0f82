"""What hangs on the cables of a school: access points, phones, cameras, doors, computers, and the switch upstream."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of devices."""

    AP = "ap"
    PHONE = "phone"
    CAMERA = "camera"
    DOOR = "door"
    PC = "pc"
    PRINTER = "printer"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class Frames:
    """An address that is heard on a cable: tagged or not, also at night or only by day, of a host or a random one."""

    mac: str  # aa:bb:cc:dd:ee:ff
    tag: int | None = None
    at_night: bool = True
    address: int | None = None  # the last part of its IPv4 address


@dataclass(frozen=True, slots=True)
class Device:
    """One device: what it says about itself by LLDP and CDP, what it draws, and which addresses are heard from it."""

    kind: Kind
    mac: str
    frames: tuple[Frames, ...]
    name: str = ""  # LLDP system name
    description: str = ""  # LLDP system description
    model: str = ""
    port_id: str = ""
    port_description: str = ""
    capabilities: tuple[str, ...] = ()  # IEEE words: bridge, router, wlan-access-point, telephone, station-only
    lldp: bool = False
    cdp: bool = False
    poe_class: int | None = None
    watts: float = 0.0
    speed: int = 1000
    address: str = ""
    at_night: bool = True  # its link is up at night
    priority: int = 32768  # of a switch in the spanning tree


_OUIS = {
    Kind.AP: "20:4c:03",
    Kind.PHONE: "00:04:f2",
    Kind.CAMERA: "ac:cc:8e",
    Kind.DOOR: "00:06:8e",
    Kind.PC: "d8:9e:f3",
    Kind.PRINTER: "3c:2a:f4",
    Kind.SWITCH: "f0:61:c0",
}


def new_mac(kind: Kind, dice: random.Random) -> str:
    """An address with the maker's prefix that such a device has."""
    tail = dice.getrandbits(24)
    return f"{_OUIS[kind]}:{tail >> 16:02x}:{tail >> 8 & 255:02x}:{tail & 255:02x}"


def random_mac(dice: random.Random) -> str:
    """An address as phones and laptops invent them: locally administered, never the same twice."""
    first = dice.choice((0x02, 0x06, 0x0A, 0x0E)) | dice.getrandbits(4) << 4
    return f"{first:02x}:" + ":".join(f"{byte:02x}" for byte in dice.getrandbits(40).to_bytes(5, "big"))


def access_point(label: str, dice: random.Random, wireless: tuple[int, ...], clients: int) -> Device:
    """An access point that bridges its stations into tagged VLANs."""
    mac = new_mac(Kind.AP, dice)
    name = "ap-" + label.lower().replace(" ", "-").removeprefix("ap-")
    stations = [
        Frames(random_mac(dice) if n % 3 else new_mac(Kind.PC, dice), wireless[n % len(wireless)], at_night=False)
        for n in range(clients if wireless else 0)
    ]
    return Device(
        Kind.AP,
        mac,
        (Frames(mac, address=20 + dice.randrange(200)), *stations),
        name=name,
        description="ArubaOS (MODEL: 515), Version Aruba AP",
        model="AP-515",
        port_id=mac,
        port_description="eth0",
        capabilities=("bridge", "wlan-access-point"),
        lldp=True,
        poe_class=4,
        watts=round(dice.uniform(8, 16), 1),
        address=f"10.60.0.{20 + dice.randrange(200)}",
    )


def phone(dice: random.Random, voice: int | None) -> Device:
    """A desk phone, heard in the voice VLAN where the switch tells it one; it also speaks CDP."""
    mac = new_mac(Kind.PHONE, dice)
    frames = [Frames(mac, voice, address=20 + dice.randrange(200)), Frames(mac)]
    return Device(
        Kind.PHONE,
        mac,
        tuple(frames) if voice else (frames[1],),
        name="SEP" + mac.replace(":", "").upper(),
        description="Polycom;VVX-VVX_411;3111-48450-001,1;SIP/6.4.3.5059/07-Oct-21 19:20;UP/6.4.3.5059;",
        model="VVX 411",
        port_id=mac,
        port_description="1",
        capabilities=("bridge", "telephone"),
        lldp=True,
        cdp=True,
        poe_class=2,
        watts=round(dice.uniform(2.5, 5), 1),
        address=f"10.30.0.{20 + dice.randrange(200)}",
    )


def camera(label: str, dice: random.Random) -> Device:
    """A camera; many are quiet: they speak no LLDP."""
    mac = new_mac(Kind.CAMERA, dice)
    talks = dice.random() < 0.5
    return Device(
        Kind.CAMERA,
        mac,
        (Frames(mac, address=20 + dice.randrange(200)),),
        name="axis-" + mac.replace(":", "") if talks else "",
        description=f"AXIS P3245-LV {label}" if talks else "",
        model="P3245-LV",
        port_id=mac,
        port_description="eth0",
        capabilities=("station-only",),
        lldp=talks,
        poe_class=3,
        watts=round(dice.uniform(4, 9), 1),
        speed=100,
        address=f"10.40.0.{20 + dice.randrange(200)}",
    )


def door(dice: random.Random) -> Device:
    """A door controller: powered by the cable, silent in LLDP."""
    mac = new_mac(Kind.DOOR, dice)
    frames = (Frames(mac, address=20 + dice.randrange(200)),)
    return Device(Kind.DOOR, mac, frames, model="EVO", poe_class=3, watts=round(dice.uniform(5, 11), 1), speed=100)


def computer(dice: random.Random, at_night: bool) -> Device:
    """A computer with its own power; one that is off at night takes its link along."""
    mac = new_mac(Kind.PC, dice)
    return Device(Kind.PC, mac, (Frames(mac, None, at_night, 20 + dice.randrange(200)),), at_night=at_night)


def printer(dice: random.Random) -> Device:
    """A printer: awake at night, 100 Mb/s."""
    mac = new_mac(Kind.PRINTER, dice)
    return Device(Kind.PRINTER, mac, (Frames(mac, address=20 + dice.randrange(200)),), speed=100)


def upstream(name: str, mac: str, port: str, frames: tuple[Frames, ...], priority: int = 4096) -> Device:
    """The switch at the other end of an uplink, as one of its ports `port` shows it."""
    return Device(
        Kind.SWITCH,
        mac,
        frames,
        name=name,
        description="Aruba JL658A  FL.10.13.1040",
        model="JL658A",
        port_id=port,
        port_description=port,
        capabilities=("bridge", "router"),
        lldp=True,
        cdp=True,
        speed=10_000,
        address="10.10.0.1",
        priority=priority,
    )
