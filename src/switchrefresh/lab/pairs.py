"""Whole swaps without a network, for benches: a seed gives the same closet, the same mistakes, and the truth.

pair = swap_pair(7, "2960x-cx6200", [Fault.DEAD_AP])
pair.baselines, pair.before, pair.after, pair.morning     # what the switch said, config and commands
pair.portmap, pair.truth                                  # the plan, and what was done wrong
"""

from __future__ import annotations

import ipaddress
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from switchrefresh.lab.capture import Capture, capture
from switchrefresh.lab.facts import APS, CAMERAS, DOORS, NAMES, SPARE, STAFF, STUDENTS, VOICE, Facts, Port
from switchrefresh.lab.faults import Fault, Planted, plant, play
from switchrefresh.lab.hardware import hardware
from switchrefresh.lab.installing import install, plain_map, with_lags
from switchrefresh.lab.plant import later, move_laptops, plug_in
from switchrefresh.lab.scene import Scene, serial_for
from switchrefresh.lab.setup import lay_out


@dataclass(frozen=True, slots=True)
class Family:
    """Which model goes and which comes."""

    old_platform: str
    old_model: str
    new_platform: str
    new_model: str
    members: int = 1


FAMILIES = {
    "2960x-cx6200": Family("cisco_ios", "WS-C2960X-48FPD-L", "aruba_aoscx", "JL728A"),
    "2960x-cx6200-stack": Family("cisco_ios", "WS-C2960X-48FPD-L", "aruba_aoscx", "JL728A", 2),
    "procurve-cx": Family("hp_procurve", "J9772A", "aruba_aoscx", "JL675A"),
    "icx-ex": Family("ruckus_fastiron", "ICX7150-48P", "juniper_junos", "EX2300-48P"),
    "icx-ex-stack": Family("ruckus_fastiron", "ICX7150-48P", "juniper_junos", "EX2300-48P", 2),
    "exos-cx": Family("extreme_exos", "X440-G2-48p-10G4", "aruba_aoscx", "JL728A"),
    "2960x-c9200": Family("cisco_ios", "WS-C2960X-48FPD-L", "cisco_xe", "C9200L-48P-4X"),
}


@dataclass(frozen=True)
class SwapPair:
    """One swap. What switches say is worked out when it is asked for."""

    seed: int
    family: Family
    day: Scene  # the old switch on a school day
    new: Scene  # the new switch on the night, with the faults
    portmap: dict[str, str | None]
    truth: tuple[Planted, ...]

    @cached_property
    def baselines(self) -> tuple[Capture, ...]:
        """Two school days of the old switch."""
        return capture(self.day), capture(_another(self.day, f"{self.seed} second day", night=False))

    @cached_property
    def before(self) -> Capture:
        """The old switch on the night, before it goes."""
        return capture(_another(self.day, f"{self.seed} before", night=True))

    @cached_property
    def after(self) -> Capture:
        """The new switch on the same night."""
        return capture(_another(self.new, f"{self.seed} after", night=True))

    @cached_property
    def mended(self) -> Capture:
        """The new switch on the same night with every fault mended."""
        return capture(_another(self._clean, f"{self.seed} mended", night=True))

    @cached_property
    def morning(self) -> Capture:
        """The new switch on the next school day."""
        return capture(_another(self.new, f"{self.seed} morning", night=False))

    @cached_property
    def _clean(self) -> Scene:
        return _install(self.day, self.family, self.seed, self.portmap)


def swap_pair(seed: int, family: str, faults: Sequence[Fault | str] = ()) -> SwapPair:
    """A swap with the usual noise and these faults; InputError when a fault has no place in this closet."""
    chosen = FAMILIES[family]
    dice = random.Random(f"swap {family} {seed}")  # noqa: S311
    day = _old(chosen, seed, dice)
    ports = plain_map(day.hardware, hardware(chosen.new_model, chosen.new_platform, chosen.members))
    new = _install(day, chosen, seed, ports)
    planted: list[Planted] = []
    for fault in faults:
        taken = frozenset(name for one in planted for name in (one.port, one.other) if name)
        planted.append(plant(new, Fault(fault), dice, taken=taken))
        new = play(new, planted[-1])
    return SwapPair(seed, chosen, day, new, with_lags(ports, day, chosen.new_platform), tuple(planted))


def _old(family: Family, seed: int, dice: random.Random) -> Scene:
    box = hardware(family.old_model, family.old_platform, family.members)
    setup = lay_out(_facts(seed, family.members, dice), box)
    cables = plug_in(setup, box, f"closet {seed}")
    serials = tuple(serial_for(box.model, f"{seed} old", one) for one in range(1, family.members + 1))
    return Scene(box, family.old_platform, setup, cables, serials)


def _install(day: Scene, family: Family, seed: int, ports: dict[str, str | None]) -> Scene:
    box = hardware(family.new_model, family.new_platform, family.members)
    serials = tuple(serial_for(box.model, f"{seed} new", one) for one in range(1, family.members + 1))
    new = install(day, box, family.new_platform, ports, serials)
    return replace(new, night=True, setup=_typed_again(new, seed).setup)


def _typed_again(scene: Scene, seed: int) -> Scene:
    """Descriptions that were typed by hand come out in another case here and there."""
    dice = random.Random(f"typing {seed}")  # noqa: S311
    ports = {
        name: replace(port, description=port.description.upper())
        if port.description and port.lag is None and dice.random() < 0.1
        else port
        for name, port in scene.setup.ports.items()
    }
    return replace(scene, setup=replace(scene.setup, ports=ports))


def _facts(seed: int, members: int, dice: random.Random) -> Facts:
    label = iter(range(100, 999))
    edge = [Port(f"AP {next(label)}", APS, (STAFF, STUDENTS), True, True) for _ in range(dice.randint(5, 9) * members)]
    edge += [
        Port(f"Phone Rm {next(label)}", STAFF, (VOICE,), False, True) for _ in range(dice.randint(6, 11) * members)
    ]
    edge += [Port(f"Camera {next(label)}", CAMERAS, (), False, True) for _ in range(dice.randint(3, 7) * members)]
    edge += [Port(f"Door controller {next(label)}", DOORS, (), False, True) for _ in range(dice.randint(1, 2))]
    edge += [Port(f"Rm {n} PC", STUDENTS if n % 3 else STAFF) for n, _ in zip(label, range(8 * members), strict=False)]
    edge += [SPARE] * 3
    dice.shuffle(edge)
    tagged = tuple(NAMES)
    trunks = (Port("Uplink to core", 1, tagged, True, lag=1), Port("Uplink to core", 1, tagged, True, lag=1))
    network = f"10.{20 + seed % 200}"
    return Facts(
        hostname=f"idf{seed}-sw1",
        location=f"Made-up School IDF-{seed}",
        contact="IT help desk x4357",
        address=ipaddress.IPv4Interface(f"{network}.99.11/24"),
        vlans=dict(NAMES),
        edge=tuple(edge),
        trunks=trunks,
        community=f"ro-{seed:06}",
        radius_key=f"radius{seed:06}key",
        admin_hash=f"{seed:043}",
        svis={STAFF: ipaddress.IPv4Interface(f"{network}.10.2/24")},
    )


def _another(scene: Scene, seed: str, night: bool) -> Scene:
    """The same switch at another time: other student devices, other counters, two laptops in each other's place."""
    cables = later(scene.cables, seed)
    if not night:
        cables = move_laptops(cables, scene.setup, seed)
    return replace(scene, night=night, cables=cables, moment=len(seed) + scene.moment)
