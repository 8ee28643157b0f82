"""Several looks at an old switch made one: what was up, who was seen where and when; one night proves little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from switchrefresh.snapshots.state import Fact, FactStatus, Interface, Neighbor, State
from switchrefresh.verification.devices import aliases, as_mac, is_telling, lag_of, switch_links

BEFORE = "before"


@dataclass(frozen=True)
class Look:
    """One state and when it was seen; phase `before` is the look just before the swap."""

    state: State
    phase: str = BEFORE
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """A device by its MAC: the VLANs it was seen in, and where it was last. `tonight`: also just before the swap."""

    mac: str
    vlans: frozenset[int]
    port: str
    last_seen: datetime | None = None
    tonight: bool = False


@dataclass(frozen=True, slots=True)
class PortPast:
    """What a port was over all looks. `tonight` values are None when nobody looked just before the swap."""

    name: str
    up_tonight: bool | None = None
    times_up: int = 0
    looks: int = 0
    last_up: datetime | None = None
    slowest: int | None = None
    half_duplex: bool = False
    powered_tonight: bool | None = None
    powered_ever: bool = False
    power_class: str | None = None

    @property
    def up_ever(self) -> bool:
        """Whether any look saw a link."""
        return self.times_up > 0


@dataclass(frozen=True)
class Baseline:
    """The united past of one switch. `state` is the newest look, with what only older ones saw added to it."""

    state: State
    ports: Mapping[str, PortPast]
    hosts: Mapping[str, Host]
    links: frozenset[str]
    looks: int
    has_tonight: bool
    gone_before: tuple[Neighbor, ...] = ()  # seen by day, and already gone before the swap
    first_at: datetime | None = None
    last_at: datetime | None = None


def unite(looks: Sequence[Look], known_switches: Collection[str] = (), trust_before: bool = True) -> Baseline:
    """Unite looks of one switch; at least one. Only those of the newest one's OS count.

    `trust_before` False: the look before the swap was taken by day and the swap by night, so that what has gone dark
    since then may just have been switched off.
    """
    if not looks:
        raise ValueError("a baseline needs at least one look")
    known = frozenset(name.casefold() for name in known_switches)
    ordered = sorted(
        looks, key=lambda look: (look.at.timestamp() if look.at is not None else 0.0, look.phase == BEFORE)
    )
    ordered = [look for look in ordered if look.state.platform == ordered[-1].state.platform]
    before = next((look for look in reversed(ordered) if look.phase == BEFORE), None) if trust_before else None
    newest = before or ordered[-1]
    links = frozenset[str]().union(*(switch_links(look.state, known) for look in ordered))
    neighbors, gone = _neighbors(ordered, newest, before is not None)
    state = replace(
        newest.state,
        neighbors=neighbors,
        facts=_facts(ordered, newest.state),
        interfaces=_described(ordered, newest.state),
    )
    times = [look.at for look in ordered if look.at is not None]
    return Baseline(
        state=state,
        ports=_ports(ordered, before),
        hosts=_hosts(ordered, before, links),
        links=links,
        looks=len(ordered),
        has_tonight=before is not None,
        gone_before=gone,
        first_at=times[0] if times else None,
        last_at=times[-1] if times else None,
    )


def _facts(looks: Sequence[Look], newest: State) -> dict[Fact, FactStatus]:
    """A fact is known when one look knows it; else as the newest look says."""
    found = dict(newest.facts)
    for look in looks:
        for fact, status in look.state.facts.items():
            if look.state.knows(fact) and not newest.knows(fact):
                found[fact] = status
    return found


def _described(looks: Sequence[Look], newest: State) -> dict[str, Interface]:
    """The newest look's ports, with what only an older look knew of their settings."""
    found = dict(newest.interfaces)
    for look in looks:
        for name, port in look.state.interfaces.items():
            mine = found.get(name)
            if mine is None:
                found[name] = replace(port, oper_up=None if newest.knows(Fact.INTERFACES) else port.oper_up)
            elif mine.mode is None and port.mode is not None:
                found[name] = replace(
                    mine,
                    mode=port.mode,
                    access_vlan=port.access_vlan,
                    native_vlan=port.native_vlan,
                    allowed_vlans=port.allowed_vlans,
                    voice_vlan=port.voice_vlan,
                )
    return found


def _ports(looks: Sequence[Look], before: Look | None) -> dict[str, PortPast]:
    seen: dict[str, list[tuple[Look, Interface]]] = defaultdict(list)
    for look in looks:
        for name, port in look.state.interfaces.items():
            seen[name].append((look, port))
    return {name: _past(name, found, before) for name, found in seen.items()}


def _past(name: str, seen: Sequence[tuple[Look, Interface]], before: Look | None) -> PortPast:
    up = [(look, port) for look, port in seen if port.oper_up]
    tonight = before.state.interfaces.get(name) if before is not None else None
    speeds = [port.speed for _, port in up if port.speed]
    classes = [port.poe_class for _, port in seen if port.poe_class]
    return PortPast(
        name=name,
        up_tonight=tonight.oper_up if tonight is not None else None,
        times_up=len(up),
        looks=sum(port.oper_up is not None for _, port in seen),
        last_up=up[-1][0].at if up else None,
        slowest=min(speeds) if speeds else None,
        half_duplex=any(port.duplex == "half" for _, port in up),
        powered_tonight=tonight.poe_on if tonight is not None else None,
        powered_ever=any(port.poe_on for _, port in seen),
        power_class=classes[-1] if classes else None,
    )


def _hosts(looks: Sequence[Look], before: Look | None, links: frozenset[str]) -> dict[str, Host]:
    """Everybody ever seen on a port that leads to no other switch; the last sighting says where."""
    found: dict[str, Host] = {}
    for look in looks:
        bundle = lag_of(look.state)
        for seen in look.state.macs:
            port = bundle.get(seen.port, seen.port)
            if port in links or seen.port in links or not is_telling(seen.mac):
                continue
            known = found.get(seen.mac)
            vlans = frozenset() if seen.vlan is None else frozenset({seen.vlan})
            moved = known is not None and known.port != port
            past = known.vlans if known is not None and not moved else frozenset[int]()
            found[seen.mac] = Host(seen.mac, past | vlans, port, look.at, look is before)
    return found


def _neighbors(
    looks: Sequence[Look], newest: Look, has_before: bool
) -> tuple[tuple[Neighbor, ...], tuple[Neighbor, ...]]:
    """The newest look's neighbors and those only older looks saw, apart when a look before the swap missed them."""
    mine = list(newest.state.neighbors)
    known = {(neighbor.port, alias) for neighbor in mine for alias in aliases(neighbor)}
    places = {alias for neighbor in mine for alias in _own_names(neighbor)}
    missed: dict[tuple[str, str], Neighbor] = {}
    for look in looks:
        for neighbor in look.state.neighbors:
            here = any((neighbor.port, name) in known for name in aliases(neighbor))
            if not here and not any(name in places for name in _own_names(neighbor)):
                missed[neighbor.port, neighbor.key] = neighbor
    older = tuple(missed.values())
    if has_before and newest.state.knows(Fact.NEIGHBORS):
        return tuple(mine), older
    return (*mine, *older), ()


def _own_names(neighbor: Neighbor) -> frozenset[str]:
    """Names of this one device: its MAC where it has one, because twenty phones may be called `Polycom`."""
    names = aliases(neighbor)
    return frozenset(name for name in names if as_mac(name)) or names


@dataclass(frozen=True)
class Seen:
    """Where the hosts of a state are, by MAC; one MAC may be seen in several VLANs."""

    places: Mapping[str, tuple[tuple[int | None, str], ...]] = field(default_factory=dict)

    @staticmethod
    def of(state: State) -> Seen:
        """Index the MAC table; a LAG member counts as its LAG."""
        bundle = lag_of(state)
        found: dict[str, list[tuple[int | None, str]]] = defaultdict(list)
        for seen in state.macs:
            found[seen.mac].append((seen.vlan, bundle.get(seen.port, seen.port)))
        return Seen({mac: tuple(places) for mac, places in found.items()})
