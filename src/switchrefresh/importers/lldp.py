"""Neighbors that switches tell of: switches that the folder does not know yet, and uplinks that it does not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from switchrefresh.importers.cells import address
from switchrefresh.importers.foreign import Device, Foreign
from switchrefresh.importers.model_names import read_model
from switchrefresh.importers.proposal import Odd, make_id
from switchrefresh.snapshots.state import Neighbor

_NO_SWITCH = {"wlan", "phone", "station", "telephone"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the folder says of a switch: its names, its address, its parent."""

    hostname: str = ""
    host: str = ""
    uplink: str = ""


@dataclass(frozen=True)
class Seen:
    """New switches, and for each switch without a parent the one that sees it."""

    foreign: Foreign
    uplinks: Mapping[str, str]


def read_neighbors(tree: Iterable[tuple[str, tuple[Neighbor, ...]]], known: Mapping[str, Standing]) -> Seen:
    """`tree` are switches from the core outwards, each with whom it hears; the first that hears one is its parent."""
    names = {make_id(name): key for key, s in known.items() for name in (key, s.hostname) if name}
    hosts = {s.host: key for key, s in known.items() if s.host}
    devices: dict[str, Device] = {}
    uplinks: dict[str, str] = {}
    odd: list[Odd] = []
    passed: list[str] = []
    for parent, neighbors in tree:
        passed.append(parent)
        for neighbor in neighbors:
            where = f"{parent} {neighbor.port}".strip()
            short = make_id(neighbor.system.split(".")[0])
            key = names.get(short) or hosts.get(neighbor.address) or short
            if not _is_switch(neighbor) or key in passed or key in uplinks:
                continue
            if not key:
                odd.append(Odd(where, neighbor.chassis, "a switch that does not say its name", taken=False))
            elif key not in known:
                devices[key] = _device(where, key, neighbor)
                uplinks[key] = parent
            elif not known[key].uplink and known.get(parent, Standing()).uplink != key:
                uplinks[key] = parent
    return Seen(Foreign(tuple(devices.values()), tuple(odd)), uplinks)


def _is_switch(neighbor: Neighbor) -> bool:
    if neighbor.capabilities & _NO_SWITCH:
        return False
    return bool(neighbor.capabilities & {"bridge", "router", "switch"}) or bool(_model(neighbor.platform)[1])


def _device(where: str, key: str, neighbor: Neighbor) -> Device:
    model, platform = _model(neighbor.platform)
    return Device(where, key, address=address(neighbor.address), model=model, platform=platform)


def _model(text: str) -> tuple[str, str]:
    """The part number in what a neighbor says it is, and its OS; the words themselves tell the OS where it has none."""
    for word in text.replace(",", " ").split():
        model = read_model(word)
        if model.platform and any(letter.isdigit() for letter in word):
            return model.model, model.platform
    return "", read_model(text).platform
