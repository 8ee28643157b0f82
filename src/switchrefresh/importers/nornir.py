"""A Nornir inventory (hosts, groups, defaults): what its hosts inherit is worked out; logins are dropped unread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from switchrefresh.importers.cells import address
from switchrefresh.importers.foreign import Device, Foreign, our_platform
from switchrefresh.importers.proposal import Odd

SECRETS = ("username", "password", "connection_options", "secret")
_DATA = {
    "building": ("building", "site", "school", "campus"),
    "closet": ("closet", "location", "room", "idf"),
    "model": ("model", "device_type", "type"),
    "serial": ("serial", "serial_number"),
    "asset_tag": ("asset_tag", "tag"),
    "role": ("role", "device_role"),
}
Tree = Mapping[str, Any]


def read_nornir(hosts: Tree, groups: Tree, defaults: Tree, known: Iterable[str]) -> Foreign:
    """Each host as a device, with what its groups and the defaults say where it says nothing itself."""
    platforms = tuple(known)
    devices, odd = [], []
    for key, host in hosts.items():
        if not isinstance(host, Mapping):
            odd.append(Odd(f"host {key}", str(key), "it is no mapping", taken=False))
            continue
        layers = [host, *_groups(host, groups, set()), defaults]
        platform = our_platform(_first(layers, "platform"), platforms)
        data = [layer.get("data") or {} for layer in layers if isinstance(layer.get("data"), Mapping | None)]
        if not platform:
            odd.append(Odd(f"host {key}", str(key), "it has no platform that is known", taken=True))
        said = {field: next((t for n in names if (t := _first(data, n))), "") for field, names in _DATA.items()}
        where = _first(layers, "hostname")
        devices.append(Device(f"host {key}", str(key), address=address(where), platform=platform, **said))
    secret = any(
        isinstance(t, Mapping) and t.get(k) for t in [*hosts.values(), *groups.values(), defaults] for k in SECRETS
    )
    told = ("logins of the inventory were dropped: passwords never live in these files",) if secret else ()
    return Foreign(tuple(devices), tuple(odd), told)


def _groups(entry: Tree, groups: Tree, seen: set[str]) -> Iterator[Tree]:
    """The groups of an entry and theirs, nearest first; a ring is walked once."""
    for name in entry.get("groups") or ():
        group = groups.get(name)
        if name not in seen and isinstance(group, Mapping):
            seen.add(name)
            yield group
            yield from _groups(group, groups, seen)


def _first(layers: Iterable[Tree], key: str) -> str:
    for layer in layers:
        value = layer.get(key) if isinstance(layer, Mapping) else None
        if isinstance(value, str | int) and str(value).strip():
            return str(value)
    return ""
