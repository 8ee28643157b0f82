"""What goes wrong in a swap, as things that a person did and can undo: each fault has its place and can be mended."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from switchrefresh.errors import InputError
from switchrefresh.lab.devices import Kind
from switchrefresh.lab.facts import MANAGEMENT, SPARE, STAFF, VOICE, Port
from switchrefresh.lab.scene import Cable, Scene
from switchrefresh.lab.setup import Setup


class Fault(StrEnum):
    """The faults, by what a person would say."""

    DEAD_AP = "dead-ap"
    DEAD_DEVICE = "dead-device"  # a camera, door or phone that gets power and does nothing
    POE_OFF = "poe-off"
    ACCESS_VLAN = "access-vlan"
    TRUNK_VLAN = "trunk-vlan"
    SLOW_LINK = "slow-link"
    HALF_DUPLEX = "half-duplex"
    LAG_MEMBER = "lag-member"
    NO_VLAN = "no-vlan"
    MOVED_CABLE = "moved-cable"
    CROSSED_CABLES = "crossed-cables"
    WRONG_MEMBER = "wrong-member"  # an uplink's cable in another stack member's port
    NO_SVI = "no-svi"
    NATIVE_VLAN = "native-vlan"
    VOICE_VLAN = "voice-vlan"
    STP_ROOT = "stp-root"
    NOT_SAVED = "not-saved"
    FIRMWARE = "firmware"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault at one place. `port` and `other` are ports of the new switch, `device` what hangs there."""

    fault: Fault
    port: str = ""
    other: str = ""
    vlan: int | None = None
    device: str = ""

    @property
    def words(self) -> str:
        """What was done, for a person."""
        parts = (f"on {self.port}" if self.port else "", f"and {self.other}" if self.other else "")
        vlan = f"VLAN {self.vlan}" if self.vlan is not None else ""
        return " ".join(
            part for part in (self.fault.value, *parts, vlan, f"({self.device})" if self.device else "") if part
        )


def plant(
    scene: Scene, fault: Fault, dice: random.Random, port: str = "", taken: frozenset[str] = frozenset()
) -> Planted:
    """Choose a place for a fault: on `port`, or on a port that is not `taken`; InputError when nothing suits."""
    places = [
        one for one in _places(scene, fault) if (not port or one.port == port) and not taken & {one.port, one.other}
    ]
    if not places and not port:
        places = [one for one in _places(scene, fault) if not one.port]
    if not places:
        raise InputError(
            f'nothing on {scene.hostname} suits the fault "{fault}"' + (f" on {port}" if port else ""), code="lab-fault"
        )
    return dice.choice(places)


def play(scene: Scene, planted: Planted) -> Scene:
    """The scene with the fault in it."""
    return _DOING[planted.fault](scene, planted)


def _used(scene: Scene) -> Iterator[tuple[str, Port, Cable]]:
    for name, cable in scene.cables.items():
        if (port := scene.setup.ports[name]).used:
            yield name, port, cable


def _places(scene: Scene, fault: Fault) -> list[Planted]:
    if fault in _ANYWHERE:
        return [Planted(fault)]
    if fault is Fault.NO_VLAN:
        used = {port.native for _, port, cable in _used(scene) if not port.trunk and cable.device.at_night}
        return [Planted(fault, vlan=vlan) for vlan in sorted(used & set(scene.setup.vlans)) if vlan != MANAGEMENT]
    if fault is Fault.NO_SVI:
        return [
            Planted(fault, vlan=vlan)
            for vlan in sorted(scene.setup.svis)
            if vlan != MANAGEMENT or len(scene.setup.svis) == 1
        ]
    return [one for name, port, cable in _used(scene) for one in _at(scene, fault, name, port, cable)]


def _at(scene: Scene, fault: Fault, name: str, port: Port, cable: Cable) -> Iterator[Planted]:
    """The faults of a kind that are possible at one port."""
    device = cable.device
    label = f"{device.kind} {device.name or device.mac}"
    free = [one for one, settings in scene.setup.ports.items() if settings == SPARE and one not in scene.cables]
    fits = {
        Fault.DEAD_AP: device.kind is Kind.AP,
        Fault.DEAD_DEVICE: device.poe_class is not None and device.kind is not Kind.AP,
        Fault.POE_OFF: device.poe_class is not None,
        Fault.ACCESS_VLAN: not port.trunk and not port.tagged and device.at_night,
        Fault.SLOW_LINK: device.kind is Kind.AP,
        Fault.HALF_DUPLEX: not port.trunk and device.at_night,
        Fault.LAG_MEMBER: port.lag is not None,
        Fault.VOICE_VLAN: scene.setup.voice(port) is not None,
    }
    if fits.get(fault):
        yield Planted(fault, name, device=label)
    elif fault is Fault.MOVED_CABLE and not port.trunk and device.at_night:
        yield from (Planted(fault, name, other, device=label) for other in free)
    elif fault is Fault.CROSSED_CABLES and not port.trunk and device.at_night:
        yield from (Planted(fault, name, other, device=label) for other in _opposites(scene, name, port))
    elif fault is Fault.WRONG_MEMBER and _is_uplink(cable):
        yield from (Planted(fault, name, other, device=label) for other in _elsewhere(scene, name))
    elif fault in {Fault.TRUNK_VLAN, Fault.NATIVE_VLAN} and _is_uplink(cable):
        vlans = scene.setup.tagged(port) if fault is Fault.TRUNK_VLAN else (STAFF,)
        yield from (Planted(fault, name, vlan=vlan, device=label) for vlan in vlans if vlan != MANAGEMENT)


def _opposites(scene: Scene, name: str, port: Port) -> Iterator[str]:
    """Ports of another VLAN with something that is on at night."""
    for other, settings, cable in _used(scene):
        if other > name and not settings.trunk and settings.native != port.native and cable.device.at_night:
            yield other


def _elsewhere(scene: Scene, name: str) -> Iterator[str]:
    """Free uplink ports of other stack members."""
    sockets = {one.name: one for one in scene.hardware.sockets}
    for other in scene.hardware.uplinks:
        if other not in scene.cables and sockets[other].member != sockets[name].member:
            yield other


def _is_uplink(cable: Cable) -> bool:
    return cable.device.kind is Kind.SWITCH and cable.device.priority < 32768


_ANYWHERE = {Fault.STP_ROOT, Fault.NOT_SAVED, Fault.FIRMWARE, Fault.UNREACHABLE}


def _cable(scene: Scene, planted: Planted, **changes: object) -> Scene:
    return scene.with_cable(planted.port, replace(scene.cables[planted.port], **changes))  # type: ignore[arg-type]


def _group(setup: Setup, name: str) -> tuple[str, ...]:
    """A port, or all members of its LAG: they are always set up alike."""
    lag = setup.ports[name].lag
    return (name,) if lag is None else setup.lags[lag]


def _settings(scene: Scene, planted: Planted, change: Callable[[Port], Port]) -> Scene:
    setup = scene.setup
    for name in _group(setup, planted.port):
        setup = setup.with_port(name, change(setup.ports[name]))
    return replace(scene, setup=setup)


def _without(port: Port, vlan: int | None) -> Port:
    return replace(port, tagged=tuple(one for one in port.tagged if one != vlan))


def _exchange(scene: Scene, planted: Planted) -> Scene:
    first, second = scene.cables.get(planted.port), scene.cables.get(planted.other)
    return scene.with_cable(planted.port, second).with_cable(planted.other, first)


def _other_vlan(scene: Scene, planted: Planted) -> Scene:
    """Another VLAN of the switch: the first that is not the right one, as a slip of the finger makes it."""
    right = scene.setup.ports[planted.port].native
    wrong = next(vlan for vlan in (*scene.setup.vlans, 1) if vlan != right)
    return _settings(scene, planted, lambda port: replace(port, native=wrong))


def _no_vlan(scene: Scene, planted: Planted) -> Scene:
    vlans = {number: name for number, name in scene.setup.vlans.items() if number != planted.vlan}
    return replace(scene, setup=scene.setup.with_vlans(vlans))


def _no_svi(scene: Scene, planted: Planted) -> Scene:
    svis = {number: address for number, address in scene.setup.svis.items() if number != planted.vlan}
    return replace(scene, setup=replace(scene.setup, svis=svis))


def _single(scene: Scene, planted: Planted) -> Scene:
    port = scene.setup.ports[planted.port]
    return replace(scene, setup=scene.setup.with_port(planted.port, replace(port, lag=None)))


def _native(scene: Scene, planted: Planted) -> Scene:
    return _settings(scene, planted, lambda port: replace(_without(port, planted.vlan), native=planted.vlan or 1))


_DOING: Mapping[Fault, Callable[[Scene, Planted], Scene]] = {
    Fault.DEAD_AP: lambda scene, one: _cable(scene, one, dead=True),
    Fault.DEAD_DEVICE: lambda scene, one: _cable(scene, one, dead=True),
    Fault.POE_OFF: lambda scene, one: _settings(scene, one, lambda port: replace(port, power=False)),
    Fault.ACCESS_VLAN: _other_vlan,
    Fault.TRUNK_VLAN: lambda scene, one: _settings(scene, one, lambda port: _without(port, one.vlan)),
    Fault.SLOW_LINK: lambda scene, one: _cable(scene, one, limit=100),
    Fault.HALF_DUPLEX: lambda scene, one: _cable(scene, one, limit=100, half=True),
    Fault.LAG_MEMBER: _single,
    Fault.NO_VLAN: _no_vlan,
    Fault.MOVED_CABLE: _exchange,
    Fault.CROSSED_CABLES: _exchange,
    Fault.WRONG_MEMBER: _exchange,
    Fault.NO_SVI: _no_svi,
    Fault.NATIVE_VLAN: _native,
    Fault.VOICE_VLAN: lambda scene, one: _settings(scene, one, lambda port: _without(port, VOICE)),
    Fault.STP_ROOT: lambda scene, _: replace(scene, setup=replace(scene.setup, stp_priority=0)),
    Fault.NOT_SAVED: lambda scene, _: replace(scene, saved=False),
    Fault.FIRMWARE: lambda scene, _: replace(scene, firmware=_older(scene.version)),
    Fault.UNREACHABLE: lambda scene, _: replace(scene, answers=False),
}


def _older(version: str) -> str:
    """A release before: the last number in it goes down by one."""
    at = max(index for index, letter in enumerate(version) if letter.isdigit())
    start = at
    while start and version[start - 1].isdigit():
        start -= 1
    number = max(int(version[start : at + 1]) - 1, 0)
    return f"{version[:start]}{number:0{at + 1 - start}}{version[at + 1 :]}"
