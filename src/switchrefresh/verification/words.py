"""How findings speak of ports and of what hangs on them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from switchrefresh.snapshots.state import Neighbor
from switchrefresh.verification.devices import Kind, kind_of
from switchrefresh.verification.pairing import Pairs

_PLACE = r"[A-Z]{1,2}\d{0,2}-\d{1,4}[A-Z]?|\d{1,3}[A-Z]?-\d{1,3}[A-Z]?"
_JACK = re.compile(rf"(?<![\w-])(?:(?:jack|outlet|drop|wp|port)[ #:]*)?({_PLACE})(?![\w-])")
_MORE = 4  # letters by which a description must be longer than a name to say more


_LABELS = (
    ("TwentyFiveGigE", "Twe"),
    ("TwoGigabitEthernet", "Tw"),
    ("TenGigabitEthernet", "Te"),
    ("FortyGigabitEthernet", "Fo"),
    ("GigabitEthernet", "Gi"),
    ("FastEthernet", "Fa"),
)


def jack_in(description: str) -> str:
    """The wall jack or patch-panel place that a description names (`Gym camera B-114`), or nothing."""
    found = _JACK.search(description)
    return found[1] if found else ""


def port_words(old: str | None, new: str | None) -> str:
    """`Gi1/0/17 (now 1/1/17)`."""
    if old is None or new is None or old == new:
        return port_label(old or new or "?")
    return f"{port_label(old)} (now {port_label(new)})"


def moved_words(old: str, what: str, actual: str | None, planned: str | None) -> str:
    """`the cable of Gi1/0/17 (camera) is in 1/1/18, not in 1/1/17`."""
    there, meant = port_label(actual or "?"), port_label(planned or "?")
    return f"the cable of {port_label(old)} ({what}) is in {there}, not in {meant}"


def neighbors_on(pairs: Pairs, old: str) -> list[Neighbor]:
    """Who answered on an old port."""
    return [neighbor for neighbor in pairs.before.neighbors if neighbor.port == old]


def device_words(pairs: Pairs, old: str) -> str:
    """What hung on an old port, in a few words: `access point ap-gym`, `"camera gym-2 B-114", a powered device`."""
    port = pairs.before.interfaces.get(old)
    description = " ".join(port.description.split())[:60] if port is not None else ""
    ranked = sorted(neighbors_on(pairs, old), key=lambda n: list(Kind).index(kind_of(n, pairs.known_switches)))
    if ranked:
        kind = kind_of(ranked[0], pairs.known_switches)
        name = ranked[0].system or ranked[0].chassis or ranked[0].remote_port
        return _and(
            f"{kind} {name}".strip()[:70], f'"{description}"' if description and not _same(description, name) else ""
        )
    past = pairs.baseline.ports.get(old)
    hosts = [host.mac for host in pairs.baseline.hosts.values() if host.port == old]
    what = "a powered device" if past is not None and past.powered_ever else ""
    if not what and hosts:
        what = f"host {hosts[0]}" if len(hosts) == 1 else f"{len(hosts)} hosts"
    return _and(f'"{description}"' if description else "", what) or "something"


def _same(description: str, name: str) -> bool:
    """Whether a description says no more than the name: `AP 100` of ap-100."""
    said, called = (re.sub(r"[^a-z0-9]", "", text.casefold()) for text in (description, name))
    return called in said and len(said) - len(called) < _MORE


def _and(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def some(names: Iterable[str], most: int = 5) -> str:
    """The first names and how many more there are."""
    listed = list(names)
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(listed[:most]) + more


def port_label(name: str) -> str:
    """A port name as it is said in a closet: Gi1/0/17 for GigabitEthernet1/0/17."""
    for long, short in _LABELS:
        if name.startswith(long):
            return short + name[len(long) :]
    return name
