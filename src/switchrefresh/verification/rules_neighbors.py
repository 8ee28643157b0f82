"""Rules on who answers at the other end: switches, access points, phones; by whatever name both protocols give them."""

from __future__ import annotations

from switchrefresh.snapshots.state import Fact, Neighbor
from switchrefresh.verification.devices import Kind, kind_of
from switchrefresh.verification.findings import Due, Notes, Severity
from switchrefresh.verification.pairing import Pair, Pairs
from switchrefresh.verification.rules_links import uplink_moved_harmlessly
from switchrefresh.verification.switchport import carried_by
from switchrefresh.verification.words import moved_words, port_words


def check_neighbors(pairs: Pairs, notes: Notes, morning: bool) -> None:
    """Every neighbor of the old switch: back in its place, in another place, or nowhere."""
    if not (pairs.before.knows(Fact.NEIGHBORS) and pairs.after.knows(Fact.NEIGHBORS)):
        return
    there: dict[str, set[str]] = {}
    for other, names in pairs.names_after.items():
        for name in names:
            there.setdefault(name, set()).add(other.port)
    told: set[tuple[str, frozenset[str]]] = set()
    for neighbor, names in pairs.names_before.items():
        ports = set[str]().union(*(there.get(name, set()) for name in names))
        key = (neighbor.port, names)
        if not neighbor.port or any(key[0] == port and key[1] & seen for port, seen in told):
            continue
        told.add(key)
        _check_one(pairs, neighbor, ports, notes, morning)
    for neighbor in pairs.baseline.gone_before:
        kind = kind_of(neighbor, pairs.known_switches)
        if kind.always_on and not set[str]().union(*(there.get(n, set()) for n in (neighbor.key,))):
            text = f"{kind} {neighbor.system or neighbor.chassis} of {neighbor.port} was already gone before the swap"
            notes.add("DOWN_BEFORE", Severity.MINOR, text, neighbor.port, pairs.new_port(neighbor.port))


def _check_one(pairs: Pairs, neighbor: Neighbor, ports: set[str], notes: Notes, morning: bool) -> None:
    pair = pairs.ports.get(neighbor.port)
    kind = kind_of(neighbor, pairs.known_switches)
    name = f"{kind} {neighbor.system or neighbor.chassis or neighbor.remote_port}"
    new = pairs.new_port(neighbor.port)
    if pair is not None and pair.home.on_purpose and not ports:
        return
    if new is not None and new in ports:
        if pair is not None and pair.moved:
            _moved(pairs, pair, kind, name, notes)
        return
    if new is None and ports:
        return  # it is there, on a port that the map does not know: PORT_NOT_MAPPED says so
    down = pairs.after.interfaces[new].oper_up is False if new in pairs.after.interfaces and new else True
    if not kind.always_on and not morning:
        past = pairs.baseline.ports.get(neighbor.port)
        if not down or past is None or not past.up_tonight:
            _due(pairs, neighbor, new, name, down, notes)
            return
    severity = Severity.CRITICAL if kind is Kind.SWITCH else Severity.MAJOR
    still = " on this cable" if ports else ""
    text = f"{port_words(neighbor.port, new)}: {name} does not answer any more{still}"
    notes.add("NEIGHBOR_LOST", severity, text, neighbor.port, new, about=neighbor.key)


def _moved(pairs: Pairs, pair: Pair, kind: Kind, name: str, notes: Notes) -> None:
    """Another port than planned: harmless for a phone, not for an uplink, nor where the VLANs are others."""
    old = carried_by(pairs.before, pair.old, pairs.bundles_before)
    new = carried_by(pairs.after, pair.actual or "", pairs.bundles_after)
    real = frozenset(pairs.before.vlans) or (old.all if old else frozenset())
    lacks = old.all & real - new.all if old is not None and new is not None and not old.is_routed else frozenset()
    differs = bool(lacks - {1}) or (
        old is not None and new is not None and old.untagged != new.untagged and old.untagged not in {None, 1}
    )
    text = moved_words(pair.old, name, pair.actual, pair.planned)
    severity = Severity.MINOR
    if kind is Kind.SWITCH and not uplink_moved_harmlessly(pairs, pair):
        severity = Severity.CRITICAL
    elif differs:
        severity, text = Severity.CRITICAL, f"{text}; the VLANs there are others"
    notes.add("NEIGHBOR_MOVED", severity, text, pair.old, pair.actual)


def _due(pairs: Pairs, neighbor: Neighbor, new: str | None, name: str, down: bool, notes: Notes) -> None:
    past = pairs.baseline.ports.get(neighbor.port)
    seen = past.last_up.isoformat(timespec="minutes") if past is not None and past.last_up else ""
    if not any(due.before_port == neighbor.port for due in notes.due):
        notes.due.append(Due(neighbor.port, new, (), None, name, seen, "down" if down else "up"))
