"""Is a port map sound before the night: every port in use has a home, one each, that exists and takes its plug."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from switchrefresh.inventory.models import COPPER, FIBER, ModelFacts
from switchrefresh.problems import Problem, warning
from switchrefresh.snapshots.portnames import port_key
from switchrefresh.snapshots.state import State
from switchrefresh.verification.baseline import Baseline
from switchrefresh.verification.panel import Sockets, members_of, per_member
from switchrefresh.verification.portmap import Home, PortMap
from switchrefresh.verification.sockets import is_front_port
from switchrefresh.verification.words import port_label


@dataclass(frozen=True)
class NewFront:
    """The sockets of the new switch: which device sockets, which uplink cages, on which member."""

    sockets: Mapping[str, str]  # name -> copper or fiber
    members: Mapping[str, int]

    @staticmethod
    def of(state: State, facts: ModelFacts | None) -> NewFront:
        """From what the switch on the bench (or a twin of it) told; uplink cages beside copper ports take optics."""
        names = [name for name in state.interfaces if is_front_port(name)]
        media = facts.media if facts is not None else COPPER
        found: dict[str, str] = {}
        for member in members_of(names, facts.ports if facts is not None else None):
            found.update(dict.fromkeys(member.edge, media))
            found.update(dict.fromkeys(member.uplinks, FIBER))
        for name, kind in found.items():
            told = state.interfaces[name].media.upper()
            if told and (_is_copper(told) or "SFP" in told):
                found[name] = COPPER if _is_copper(told) else FIBER if "SFP" in told else kind
        return NewFront(found, per_member(names, facts.ports if facts is not None else None))


def _is_copper(media: str) -> bool:
    return any(word in media for word in ("BASET", "BASE-T", "1000T", "100T", "GBT")) and "SFP" not in media


def check_map(switch: str, baseline: Baseline, portmap: PortMap, new: NewFront | None) -> list[Problem]:
    """Everything that would go wrong on the night; `new` None leaves out what only the new switch could tell."""
    homes = portmap.homes(name for name in baseline.state.interfaces if is_front_port(name))
    used = used_ports(baseline)
    found = [*_without_home(switch, homes, used, baseline), *_twice(switch, homes, used)]
    if new is not None:
        sockets = Sockets(new.sockets)
        places = {old: sockets.find(home.to) for old, home in homes.items()}
        found += _not_there(switch, homes, places, used)
        found += _wrong_plug(switch, baseline, places, used, new)
        found += _lag_members(switch, baseline.state, places, new)
    return found


def used_ports(baseline: Baseline) -> dict[str, str]:
    """Ports in use, with why: a link, power, a host or a neighbor in any look."""
    found: dict[str, str] = {}
    for name, past in baseline.ports.items():
        if is_front_port(name) and past.up_ever:
            found[name] = "it was up"
        elif is_front_port(name) and past.powered_ever:
            found[name] = "it gave power"
    for host in baseline.hosts.values():
        found.setdefault(host.port, f"{host.mac} was seen there")
    for neighbor in baseline.state.neighbors:
        found.setdefault(neighbor.port, f"{neighbor.system or neighbor.chassis} answered there")
    return {name: why for name, why in found.items() if is_front_port(name)}


def _without_home(
    switch: str, homes: Mapping[str, Home], used: Mapping[str, str], baseline: Baseline
) -> Iterator[Problem]:
    for old, why in used.items():
        home = homes.get(old)
        if home is None or home.to is not None:
            continue
        port = baseline.state.interfaces.get(old)
        named = f' "{port.description}"' if port is not None and port.description else ""
        if home.on_purpose:
            message = f"{switch}: {port_label(old)}{named} is in use ({why}) and left out on purpose: {home.why}"
            yield warning("portmap-left-out", message, "see that whoever uses it knows")
        else:
            message = f"{switch}: {port_label(old)}{named} is in use ({why}) and has no new port"
            yield Problem("portmap-no-home", message, hint=f"add a rule, or {{to: null, why: ...}} for {old}")


def _twice(switch: str, homes: Mapping[str, Home], used: Mapping[str, str]) -> Iterator[Problem]:
    takers: dict[str, list[str]] = defaultdict(list)
    for old, home in homes.items():
        if home.to is not None:
            takers[port_key(home.to)].append(old)
    for olds in takers.values():
        if len(olds) > 1 and any(old in used for old in olds):
            place, cables = homes[olds[0]].to, " and ".join(map(port_label, olds[:3]))
            message = f"{switch}: {place} would take the cables of {cables}"
            yield Problem("portmap-twice", message, hint="give one of them another port, or null with a why")


def _not_there(
    switch: str, homes: Mapping[str, Home], places: Mapping[str, str | None], used: Mapping[str, str]
) -> Iterator[Problem]:
    for old in used:
        home = homes.get(old)
        if home is not None and home.to is not None and places[old] is None:
            message = f"{switch}: {port_label(old)} should go into {home.to}, which the new switch does not have"
            yield Problem("portmap-no-port", message, hint=f'correct the rule "{home.by}"')


def _wrong_plug(
    switch: str, baseline: Baseline, places: Mapping[str, str | None], used: Mapping[str, str], new: NewFront
) -> Iterator[Problem]:
    for old in used:
        place = places.get(old)
        port = baseline.state.interfaces.get(old)
        if place is None or port is None:
            continue
        optic = baseline.state.transceivers.get(old, "")
        media = (optic or port.media).upper()
        is_copper = baseline.ports[old].powered_ever or _is_copper(media)
        is_fiber = not is_copper and any(word in media for word in ("SX", "LX", "SR", "LR", "LH", "FIBER", "BX"))
        if is_copper and not optic and new.sockets[place] == FIBER:
            message = f"{switch}: {port_label(old)} is a copper cable and {place} takes an optic"
            yield Problem("portmap-media", message, hint="give it a copper port, or order a copper SFP for it")
        elif is_fiber and new.sockets[place] == COPPER:
            message = f"{switch}: {port_label(old)} is a fiber ({media}) and {place} is a copper port"
            yield Problem("portmap-media", message, hint="give it an uplink port")


def _lag_members(switch: str, state: State, places: Mapping[str, str | None], new: NewFront) -> Iterator[Problem]:
    """LAG members that were on two boxes stay on two, where there are two."""
    old_members = per_member(state.interfaces)
    for lag, ports in state.lags.items():
        there = [place for port in ports if (place := places.get(port)) is not None]
        was = {old_members[port] for port in ports if port in old_members}
        now = {new.members[place] for place in there if place in new.members}
        if len(there) > 1 and len(was) > 1 and len(now) == 1 and len(set(new.members.values())) > 1:
            cables = " and ".join(there)
            message = f"{switch}: {lag} was spread over {len(was)} stack members, {cables} are on one"
            hint = "spread them, or one box that fails takes the whole LAG along"
            yield Problem("portmap-lag", message, hint=hint)
