"""Old ports and the new ports their cables really are in: what the map says, and what neighbors and hosts show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from switchrefresh.snapshots.portnames import port_key
from switchrefresh.snapshots.state import Neighbor, State
from switchrefresh.verification.baseline import Baseline, Seen
from switchrefresh.verification.defaultmap import default_map
from switchrefresh.verification.devices import identities, lag_of, switch_links
from switchrefresh.verification.panel import Sockets, per_member
from switchrefresh.verification.portmap import Home, PortMap
from switchrefresh.verification.sockets import is_front_port

_NEIGHBOR_VOTE = 3  # a neighbor tells more than a MAC


@dataclass(frozen=True, slots=True)
class Pair:
    """One old port. `planned` is its new port by the map, `actual` the one its cable is in; None is nowhere."""

    old: str
    home: Home
    planned: str | None
    actual: str | None
    evidence: int = 0  # neighbors and hosts that show the actual port

    @property
    def moved(self) -> bool:
        """Whether the cable is in another port than the map says."""
        return self.planned is not None and self.actual != self.planned

    @property
    def place(self) -> str | None:
        """Whose settings count: the planned port, or the one that a cable without a planned port is in."""
        return self.planned or self.actual


@dataclass(frozen=True)
class Pairs:
    """All old ports and LAGs of a swap, with what every rule asks for worked out once."""

    baseline: Baseline
    after: State
    portmap: PortMap
    ports: Mapping[str, Pair]
    lags: Mapping[str, str | None]  # old LAG -> new LAG, or the one port that takes its place
    links_after: frozenset[str]
    seen_after: Seen
    bundles_before: Mapping[str, str]
    bundles_after: Mapping[str, str]
    names_before: Mapping[Neighbor, frozenset[str]]
    names_after: Mapping[Neighbor, frozenset[str]]
    known_switches: frozenset[str] = frozenset()

    @property
    def before(self) -> State:
        """The old switch, all looks united."""
        return self.baseline.state

    def new_port(self, old: str) -> str | None:
        """The port where an old port's cable is now; a LAG's place for a LAG."""
        pair = self.ports.get(old)
        return pair.actual if pair is not None else self.lags.get(old)

    def planned(self, old: str) -> str | None:
        """The port where an old port's cable should be."""
        pair = self.ports.get(old)
        return pair.planned if pair is not None else self.lags.get(old)


def pair_up(
    baseline: Baseline,
    after: State,
    portmap: PortMap | None = None,
    known_switches: Collection[str] = (),
    edge_ports: tuple[int | None, int | None] = (None, None),
) -> Pairs:
    """Pair the ports of an old switch with those of the new one. Without a map the usual one is assumed and marked."""
    used = {name for name, past in baseline.ports.items() if past.up_ever}
    if portmap is None:
        portmap = default_map(baseline.state.interfaces, after.interfaces, used, *edge_ports)
    sockets = Sockets(after.interfaces)
    front = [name for name in baseline.state.interfaces if is_front_port(name)]
    homes = portmap.homes(front)
    planned = {port: sockets.find(home.to) for port, home in homes.items()}
    bundles_before, bundles_after = lag_of(baseline.state), lag_of(after)
    known = frozenset(name.casefold() for name in known_switches)
    pairs = Pairs(
        baseline=baseline,
        after=after,
        portmap=portmap,
        ports={port: Pair(port, home, planned[port], planned[port]) for port, home in homes.items()},
        lags=_lags(baseline.state, after, portmap, planned, sockets, bundles_after),
        links_after=switch_links(after, known),
        seen_after=Seen.of(after),
        bundles_before=bundles_before,
        bundles_after=bundles_after,
        names_before=identities(baseline.state.neighbors),
        names_after=identities(after.neighbors),
        known_switches=known,
    )
    return replace(pairs, ports=_with_evidence(pairs))


def _lags(
    before: State,
    after: State,
    portmap: PortMap,
    planned: Mapping[str, str | None],
    sockets: Sockets,
    bundles: Mapping[str, str],
) -> dict[str, str | None]:
    """By the map, else by where the members went: LAGs are numbered anew on many switches."""
    found: dict[str, str | None] = {}
    for lag, members in before.lags.items():
        named = sockets.find(portmap.home(lag).to)
        places = Counter(bundles[new] for old in members if (new := planned.get(old)) is not None and new in bundles)
        by_members = places.most_common(1)[0][0] if places else None
        if named is None and portmap.home(lag).to is not None:
            key = port_key(portmap.home(lag).to or "")
            named = next((other for other in after.lags if port_key(other) == key), None)
        found[lag] = named if named is not None and (named not in after.lags or not by_members) else by_members or named
    return found


def _with_evidence(pairs: Pairs) -> dict[str, Pair]:
    """Move pairs to where neighbors and hosts show the cable to be; hosts seen through other switches show nothing."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new in _neighbor_places(pairs):
        votes[old][new] += _NEIGHBOR_VOTE
    for host in pairs.baseline.hosts.values():
        for _, new in pairs.seen_after.places.get(host.mac, ()):
            if new not in pairs.links_after:
                votes[host.port][new] += 1
    found = dict(pairs.ports)
    for old, counted in votes.items():
        pair = found.get(old)
        if pair is None:
            continue
        if pair.planned is not None and counted[pair.planned]:
            found[old] = replace(pair, evidence=counted[pair.planned])
            continue
        best, count = counted.most_common(1)[0]
        roamed = count < _NEIGHBOR_VOTE and any(
            other.planned == best and votes.get(name, Counter())[best]
            for name, other in pairs.ports.items()
            if name != old
        )  # a laptop that now sits at a port whose own device is there has changed its seat, not its cable
        if best in pairs.after.interfaces and best not in pairs.after.lags and not roamed:
            found[old] = replace(pair, actual=best, evidence=count)
    return found


def _neighbor_places(pairs: Pairs) -> Iterable[tuple[str, str]]:
    """Old and new ports of each neighbor; one with several cables is matched cable by cable."""
    new_ports: dict[str, list[Neighbor]] = defaultdict(list)
    for neighbor, names in pairs.names_after.items():
        for name in names:
            new_ports[name].append(neighbor)
    groups: dict[frozenset[Neighbor], list[Neighbor]] = defaultdict(list)
    for neighbor, names in pairs.names_before.items():
        there = frozenset(other for name in names for other in new_ports[name])
        if there and neighbor.port:
            groups[there].append(neighbor)
    for there, olds in groups.items():
        yield from _cables(pairs, olds, there)


def _cables(pairs: Pairs, olds: list[Neighbor], there: frozenset[Neighbor]) -> Iterable[tuple[str, str]]:
    free = {neighbor.port for neighbor in there if neighbor.port}
    homeless = []
    for old in {old.port: old for old in olds}.values():
        planned = pairs.planned(old.port)
        if planned is not None and planned in free:
            free.discard(planned)
            yield old.port, planned
        else:
            homeless.append(old)
    for old in homeless:
        same_end = [n.port for n in there if n.port in free and old.remote_port and n.remote_port == old.remote_port]
        new = same_end[0] if same_end else min(free, default=None)
        if new is not None:
            free.discard(new)
            yield old.port, new


def real_map(pairs: Pairs) -> dict[str, str]:
    """Old ports whose cables are elsewhere than the map says, with where they are: what `accept as new map` takes."""
    return {p.old: p.actual for p in pairs.ports.values() if p.actual is not None and p.actual != p.planned}


def same_member(pairs: Pairs, first: str, second: str) -> bool:
    """Whether two ports of the new switch are on one stack member."""
    members = per_member(pairs.after.interfaces)
    return members.get(first) == members.get(second)
