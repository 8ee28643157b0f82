"""A district's lab that can be poked: swaps, mistakes and their mending, day and night, and the way back."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from switchrefresh.errors import InputError
from switchrefresh.inventory.model import Inventory
from switchrefresh.inventory.topology import children
from switchrefresh.lab.behaviour import HEALTHY, Behaviour, Line
from switchrefresh.lab.district import new_scene, old_scene, simulated, user_of
from switchrefresh.lab.faults import Fault, Planted, plant, play
from switchrefresh.lab.installing import PortMap
from switchrefresh.lab.keys import new_host_key, private_text
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.plant import later, move_laptops
from switchrefresh.lab.scene import Scene
from switchrefresh.lab.switch import LEGACY, MODERN, LabSwitch
from switchrefresh.lab.view import View, manageable, observe

OLD, NEW, OUT = "old", "new", "out"
DARK = Behaviour(line=Line.CLOSES)
BENCH = "@bench"


@dataclass
class Place:
    """One place in a rack: which unit stands there, what was done wrong to it, and the host keys of both units."""

    rack: str = OLD
    faults: list[Planted] = field(default_factory=list)
    old_keys: tuple[str, ...] = ()
    new_keys: tuple[str, ...] = ()


class Rehearsal:
    """The switches `ports` of an inventory on this machine's ports. `maps` are port maps by switch."""

    def __init__(
        self,
        inventory: Inventory,
        ports: Mapping[str, int],
        password: str,
        maps: Mapping[str, PortMap] | None = None,
        lldp_delay: float = 0.0,
    ) -> None:
        self.inventory = inventory
        self.password = password
        self.maps = maps or {}
        self.lldp_delay = lldp_delay
        self.night = False
        self.day = 1
        self.names = tuple(name for name in ports if not name.endswith(BENCH))
        self.places = {name: Place() for name in self.names}
        self._ports = dict(ports)
        self._lock = threading.RLock()
        self._seen: dict[str, tuple[object, View]] = {}
        below = children(inventory.switches)
        self._near = {name: {*below[name], inventory.switches[name].uplink} for name in self.names}
        self.lab = LabNetwork((), ports=ports)

    def open(self) -> None:
        """Put the switches into their racks, and listen."""
        self.make_keys()
        alive: dict[str, bool] = {}
        stands = [self._switch(name, alive) for name in self.names]
        stands += [self._bench(name) for name in self.names if name + BENCH in self._ports]
        self.lab = LabNetwork(stands, ports=self._ports)
        self.lab.open()

    def make_keys(self) -> None:
        """Host keys where there are none yet."""
        for name, place in self.places.items():
            place.old_keys = place.old_keys or (private_text(new_host_key(self._key_kind(name))),)
            place.new_keys = place.new_keys or (private_text(new_host_key("ecdsa")),)

    def close(self) -> None:
        """Hang up on everybody."""
        self.lab.close()

    def swap(self, name: str) -> None:
        """The old switch goes out and the new one in, on the same address with its own host key."""
        self._stand(name, NEW)

    def backout(self, name: str) -> None:
        """The old switch comes back, with its old key."""
        self._stand(name, OLD)

    def pull(self, name: str) -> None:
        """The switch is out and nothing is in: dark, with everything behind it."""
        self._stand(name, OUT)

    def fault(self, name: str, fault: Fault, port: str = "") -> Planted:
        """Do something wrong to the unit in the rack; the same place is never hurt twice."""
        with self._lock:
            place = self._place(name)
            taken = frozenset(one for planted in place.faults for one in (planted.port, planted.other) if one)
            dice = random.Random(f"fault {name} {fault} {len(place.faults)}")  # noqa: S311
            planted = plant(self.scene(name), fault, dice, port, taken)
            place.faults.append(planted)
            self._refresh()
            return planted

    def mend(self, name: str, which: str = "") -> tuple[Planted, ...]:
        """A person puts it right: everything, or the faults of one kind or on one port; what was mended."""
        with self._lock:
            place = self._place(name)
            mended = tuple(one for one in place.faults if not which or which in {one.fault.value, one.port, one.other})
            if which and not mended:
                raise InputError(f'{name} has no fault "{which}"', code="lab-fault")
            place.faults = [one for one in place.faults if one not in mended]
            self._refresh()
            return mended

    def turn(self, night: bool) -> None:
        """Night falls, or the next school day begins: other devices are there."""
        with self._lock:
            self.day += not night
            self.night = night
            self._refresh()

    def scene(self, name: str) -> Scene:
        """What stands in the rack, with its faults."""
        return self._look(name).scene

    def _look(self, name: str) -> View:
        """What the unit in the rack sees; worked out again only when something about it or its neighbours changed."""
        place = self._place(name)
        swapped = frozenset(one for one in self._near[name] if one in self.places and self.places[one].rack == NEW)
        key = (place.rack, tuple(place.faults), self.night, self.day, swapped)
        if name not in self._seen or self._seen[name][0] != key:
            self._seen[name] = (key, observe(self._built(name, place, swapped)))
        return self._seen[name][1]

    def _built(self, name: str, place: Place, swapped: frozenset[str]) -> Scene:
        if place.rack == NEW:
            scene = new_scene(self.inventory, name, self.maps.get(name), swapped)
        else:
            scene = old_scene(self.inventory, name, swapped)
        cables = later(scene.cables, f"{name} day {self.day} {self.night}")
        if not self.night and self.day > 1:
            cables = move_laptops(cables, scene.setup, f"{name} {self.day}")
        scene = replace(scene, cables=cables, night=self.night, moment=scene.moment + self.day)
        for planted in place.faults:
            scene = play(scene, planted)
        return scene

    def is_reachable(self, name: str) -> bool:
        """Whether the unit and everything between it and the network is there and manageable."""
        return self._alive(name, {})

    def _alive(self, name: str, known: dict[str, bool]) -> bool:
        if name not in known:
            known[name] = False  # a ring of uplinks reaches nothing
            parent = self.inventory.switches[name].uplink
            above = parent is None or parent not in self.places or self._alive(parent, known)
            known[name] = above and self.places[name].rack != OUT and manageable(self._look(name))
        return known[name]

    def kept(self) -> dict[str, Any]:
        """Everything to go on with later; no password."""
        return {
            "night": self.night,
            "day": self.day,
            "lldp_delay": self.lldp_delay,
            "switches": {
                name: {
                    "port": self._ports[name],
                    "bench": self._ports.get(name + BENCH),
                    "rack": place.rack,
                    "old_keys": list(place.old_keys),
                    "new_keys": list(place.new_keys),
                    "faults": [
                        {
                            "fault": one.fault.value,
                            "port": one.port,
                            "other": one.other,
                            "vlan": one.vlan,
                            "device": one.device,
                        }
                        for one in place.faults
                    ],
                }
                for name, place in self.places.items()
            },
        }

    def resume(self, kept: Mapping[str, Any]) -> None:
        """Go on where `kept` left off; before `open`."""
        self.night, self.day = bool(kept["night"]), int(kept["day"])
        self.lldp_delay = float(kept.get("lldp_delay", 0))
        for name, one in kept["switches"].items():
            faults = [Planted(Fault(f["fault"]), f["port"], f["other"], f["vlan"], f["device"]) for f in one["faults"]]
            self.places[name] = Place(one["rack"], faults, tuple(one["old_keys"]), tuple(one["new_keys"]))

    def _place(self, name: str) -> Place:
        if name not in self.places:
            raise InputError(f'there is no switch "{name}" in this lab', code="lab-switch")
        return self.places[name]

    def _key_kind(self, name: str) -> str:
        return "rsa" if self.inventory.switches[name].legacy_ssh else "ecdsa"

    def _stand(self, name: str, rack: str) -> None:
        with self._lock:
            place = self._place(name)
            if rack == NEW and self.inventory.switches[name].replacement is None:
                raise InputError(f'no replacement is planned for "{name}"', code="lab-replacement")
            if rack == place.rack:
                raise InputError(f"{name}: the {rack} switch stands there already", code="lab-switch")
            place.rack, place.faults = rack, []
            self.lab.swap(name, self._switch(name, {}))
            if name + BENCH in self._ports:
                self.lab.swap(name + BENCH, self._bench(name))
            self._refresh(name)

    def _switch(self, name: str, alive: dict[str, bool]) -> LabSwitch:
        place, scene = self.places[name], self.scene(name)
        behaviour = HEALTHY if self._alive(name, alive) else DARK
        made = simulated(name, scene, user_of(self.inventory, name), self.password, behaviour)
        if place.rack == NEW:
            return replace(made, private_keys=place.new_keys, quiet_until=self._quiet(None, scene))
        ssh = LEGACY if self.inventory.switches[name].legacy_ssh else MODERN
        return replace(made, private_keys=place.old_keys, ssh=ssh)

    def _bench(self, name: str) -> LabSwitch:
        """The new unit on the bench: set up, nothing plugged in; gone from there while it stands in the rack."""
        swapped = frozenset(one for one, other in self.places.items() if other.rack == NEW)
        scene = replace(new_scene(self.inventory, name, self.maps.get(name), swapped), cables={}, night=self.night)
        behaviour = DARK if self.places[name].rack == NEW else HEALTHY
        made = simulated(name, scene, user_of(self.inventory, name), self.password, behaviour)
        return replace(made, name=name + BENCH, private_keys=self.places[name].new_keys)

    def _refresh(self, but: str = "") -> None:
        """Every unit shows what it sees now; links that came up are quiet in LLDP for a while."""
        alive: dict[str, bool] = {}
        for name in self.names:
            if name == but:
                continue
            before, scene = self.lab.switch(name), self.scene(name)
            dark = before.behaviour is DARK
            if before.scene is scene and dark != self._alive(name, alive):
                continue
            self.lab.become(name, replace(self._switch(name, alive), quiet_until=self._quiet(before, scene)))

    def _quiet(self, before: LabSwitch | None, after: Scene) -> dict[str, float]:
        if not self.lldp_delay:
            return {}
        was = {one.name: one for one in observe(before.scene).ports} if before and before.scene else {}
        found = dict(before.quiet_until) if before else {}
        for one in observe(after).ports:
            old = was.get(one.name)
            if one.up and (old is None or not old.up or old.device != one.device):
                found[one.name] = time.monotonic() + self.lldp_delay
        return found


def bench_names(inventory: Inventory, names: Iterable[str]) -> tuple[str, ...]:
    """The bench places of those switches whose replacement is staged somewhere."""
    return tuple(
        name + BENCH
        for name in names
        if (new := inventory.switches[name].replacement) is not None and new.bench_host is not None
    )
