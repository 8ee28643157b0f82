"""Does the new switch fit: sockets and watts that are really used against what the new model has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from switchrefresh.inventory.models import COPPER, ModelFacts
from switchrefresh.problems import Problem, warning
from switchrefresh.verification.baseline import Baseline
from switchrefresh.verification.devices import lag_of
from switchrefresh.verification.panel import members_of
from switchrefresh.verification.words import port_label

# Watts that a port must be able to give to a device of a class (IEEE 802.3af, at, bt), at the switch.
CLASS_WATTS: Mapping[int, float] = {0: 15.4, 1: 4.0, 2: 7.0, 3: 15.4, 4: 30.0, 5: 45.0, 6: 60.0, 7: 75.0, 8: 90.0}
_PLENTY = 0.9  # a budget this near to the old one is the same budget in another brochure
_NEARLY_FULL = 0.85
_MOST_VLANS = 512  # what small access switches hold; the exact number stands in their data sheet


@dataclass(frozen=True)
class Use:
    """What is really used of an old switch: measured over all looks, the highest of each."""

    ports: tuple[str, ...] = ()  # device sockets in use
    uplinks: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    watts: float | None = None  # drawn, where the switch tells it
    class_watts: float = 0.0  # what the classes of all powered devices may draw together
    powered: int = 0
    slow: tuple[str, ...] = ()  # devices at 10 or 100 Mb/s
    ten: tuple[str, ...] = ()  # of those at 10
    fast: tuple[str, ...] = ()  # links above 1 Gb/s
    optics: Mapping[str, str] = field(default_factory=dict)
    vlans: int = 0


def use_of(baseline: Baseline, edge_ports: int | None = None) -> Use:
    """Measure the looks at an old switch."""
    state = baseline.state
    members = members_of(state.interfaces, edge_ports)
    edge = [name for member in members for name in member.edge]
    uplinks = [name for member in members for name in member.uplinks]
    bundled = lag_of(state)
    heard = {host.port for host in baseline.hosts.values()} | {n.port for n in state.neighbors} | set(bundled)
    used = {name for name, past in baseline.ports.items() if past.up_ever or past.powered_ever} | heard
    powered = [name for name, past in baseline.ports.items() if past.powered_ever]
    watts = [port.poe_watts for port in state.interfaces.values() if port.poe_watts]
    speeds = {name: past.slowest for name, past in baseline.ports.items() if past.slowest}
    return Use(
        ports=tuple(name for name in edge if name in used),
        uplinks=tuple(name for name in uplinks if name in used),
        free=tuple(name for name in edge if name not in used),
        watts=round(sum(watts), 1) if watts else None,
        class_watts=sum(_class_watts(baseline.ports[name].power_class) for name in powered),
        powered=len(powered),
        slow=tuple(name for name, speed in speeds.items() if speed < 1000 and name in used and name in set(edge)),
        ten=tuple(name for name, speed in speeds.items() if speed <= 10 and name in used),
        fast=tuple(name for name, speed in speeds.items() if speed > 1000 and name not in state.lags),
        optics=dict(state.transceivers),
        vlans=len(state.vlans),
    )


def _class_watts(text: str | None) -> float:
    digits = "".join(c for c in text or "" if c.isdecimal())
    return CLASS_WATTS.get(int(digits), 15.4) if digits and len(digits) == 1 else 15.4


def fit_problems(
    switch: str, old: ModelFacts | None, new: ModelFacts | None, members: int, use: Use | None
) -> list[Problem]:
    """Why a replacement does not fit, and what to look at. Measured use outweighs what a brochure says."""
    if new is None:
        return []
    found = list(_ports(switch, old, new, members, use))
    found += _power(switch, old, new, members, use)
    if use is not None:
        found += _speeds(switch, new, members, use)
    return found


def _ports(switch: str, old: ModelFacts | None, new: ModelFacts, members: int, use: Use | None) -> Iterable[Problem]:
    have = new.ports * members
    if use is not None and use.ports:
        if len(use.ports) > have:
            message = f"{switch}: {len(use.ports)} device ports are in use, {_many(members, new)} has {have}"
            yield Problem("fit-ports", message, hint="order a bigger model, a second one, or free ports first")
        elif old is not None and old.ports * members > have:
            message = f"{switch}: {_many(members, new)} has {have} ports instead of {old.ports * members}"
            yield warning("fit-ports", f"{message}; {len(use.ports)} are in use, so it fits")
        elif len(use.ports) > _NEARLY_FULL * have:
            yield warning("fit-nearly-full", f"{switch}: {len(use.ports)} of {have} device ports will be in use")
    elif old is not None and old.ports * members > have:
        message = f"{switch}: {_many(members, new)} has {have} ports, the old {old.model} {old.ports * members}"
        hint = f"order a bigger model; or prove that it fits: switchrefresh backup {switch} --phase baseline"
        yield Problem("fit-ports", message, hint=hint)


def _power(switch: str, old: ModelFacts | None, new: ModelFacts, members: int, use: Use | None) -> Iterable[Problem]:
    if use is not None and use.powered and not new.poe:
        message = f"{switch}: {use.powered} devices draw PoE and {new.model} gives none"
        yield Problem("fit-poe", message, hint="order a PoE model")
        return
    if use is None and old is not None and old.poe and not new.poe and new.media == COPPER:
        message = f"{switch}: {old.model} gives PoE and {new.model} gives none"
        yield Problem("fit-poe", message, hint="order a PoE model; or pull a baseline, if nothing draws PoE there")
        return
    if new.poe_watts is None or not new.poe:
        return
    budget = new.poe_watts * members
    if use is not None and use.watts is not None and use.watts > budget:
        message = f"{switch}: {use.watts:g} W are drawn, {_many(members, new)} has a budget of {budget} W"
        yield Problem("fit-poe", message, hint="order a model with a bigger budget, or a second power supply")
    elif use is not None and use.class_watts > budget:
        message = f"{switch}: the PoE classes of {use.powered} devices add up to {use.class_watts:g} W"
        drawn = f"; {use.watts:g} W are drawn" if use.watts is not None else ""
        yield warning("fit-poe-classes", f"{message}, the budget of {_many(members, new)} is {budget} W{drawn}")
    elif use is None and old is not None and old.poe_watts and budget < _PLENTY * old.poe_watts * members:
        message = (
            f"{switch}: {_many(members, new)} has {budget} W of PoE, the old {old.model} {old.poe_watts * members} W"
        )
        hint = f"order a bigger budget; or prove that it fits: switchrefresh backup {switch} --phase baseline"
        yield Problem("fit-poe", message, hint=hint)


def _speeds(switch: str, new: ModelFacts, members: int, use: Use) -> Iterable[Problem]:
    too_fast = [name for name in use.fast if new.uplink_gbps < 10]
    if too_fast:
        message = f"{switch}: {_names(too_fast)} above 1 Gb/s, the uplinks of {new.model} do {new.uplink_gbps:g} Gb/s"
        yield Problem("fit-uplink", message, hint="order a model with 10 Gb/s uplinks")
    if len(use.uplinks) > new.uplinks * members:
        message = f"{switch}: {len(use.uplinks)} uplinks are in use, {_many(members, new)} has {new.uplinks * members}"
        yield warning("fit-uplink", message, "plan which of them goes into a device port")
    if use.ten and new.title.find("SR") >= 0:
        yield warning("fit-slow", f"{switch}: {_names(use.ten)} at 10 Mb/s, which multigigabit ports may not speak")
    if use.vlans > _MOST_VLANS:
        message = f"{switch}: {use.vlans} VLANs exist; look up how many {new.model} holds"
        yield warning("fit-vlans", message, "delete those that nobody uses before the swap")


def _names(ports: Iterable[str]) -> str:
    listed = list(ports)
    more = f" and {len(listed) - 4} more" if len(listed) > 4 else ""
    return f"{', '.join(map(port_label, listed[:4]))}{more} run{'s' if len(listed) == 1 else ''}"


def _many(members: int, facts: ModelFacts) -> str:
    return facts.model if members == 1 else f"{members} x {facts.model}"
