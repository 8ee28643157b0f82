"""Proof of a switch that cannot be asked (unmanaged, or its controller owns it): what the switch above it sees."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from switchrefresh.snapshots.state import Fact, State
from switchrefresh.verification.baseline import BEFORE, Look
from switchrefresh.verification.devices import is_telling, lag_of
from switchrefresh.verification.findings import NOT_CHECKED, Due, Notes, Severity, fold
from switchrefresh.verification.panel import Sockets
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.verdict import Comparison, Waiting
from switchrefresh.verification.words import some

_NEEDED = (Fact.INTERFACES, Fact.MACS)


@dataclass(frozen=True)
class Above:
    """The switch above: looks at it from before the swap, and how it is now; `portmap` when it was replaced too."""

    name: str
    looks: Sequence[Look]
    after: State
    portmap: PortMap | None = None
    arp: frozenset[str] = field(default_factory=frozenset)  # MACs that a core still knows addresses of


def compare_upstream(switch: str, names: Collection[str], above: Above) -> Comparison:
    """Link, speed and hosts behind the port that leads to a switch; `names` are what it may be called there."""
    notes = Notes()
    port = _port_to({name.casefold() for name in (switch, *names)}, above.looks)
    if port is None:
        text = f"no port of {above.name} is known to lead to {switch}: name it in the port's description"
        notes.add(NOT_CHECKED, Severity.MAJOR, text, about="upstream")
        return Comparison(tuple(notes.found), ("upstream",))
    missing = _unknown(above)
    for fact in missing:
        notes.add(NOT_CHECKED, Severity.MAJOR, f"{fact} of {above.name} is not known on both sides", about=str(fact))
    new = Sockets(above.after.interfaces).find(above.portmap.home(port).to if above.portmap else port)
    if new is None:
        notes.add("PORT_MISSING", Severity.MAJOR, f"{above.name} has no port {port} any more", port)
        return Comparison(tuple(notes.found), tuple(map(str, missing)), expected=1)
    _check_link(switch, above, port, new, notes)
    if not missing:
        _check_behind(switch, above, port, new, notes)
    findings = fold(notes.found)
    gone = [f for f in findings if f.counts and f.code != NOT_CHECKED]
    waiting = (Waiting(port, new, f"what is behind {switch}"),) if gone else ()
    return Comparison(findings, tuple(map(str, missing)), tuple(notes.due), expected=1, waiting=waiting)


def _port_to(names: set[str], looks: Sequence[Look]) -> str | None:
    """By LLDP or CDP first, then by the description of the port; the newest look that tells."""
    for look in reversed(looks):
        for neighbor in look.state.neighbors:
            if neighbor.system.split(".")[0].casefold() in names and neighbor.port:
                return lag_of(look.state).get(neighbor.port, neighbor.port)
    for look in reversed(looks):
        for name, port in look.state.interfaces.items():
            words = {word.strip(",;:()\"'").casefold() for word in port.description.split()}
            if words & names:
                return lag_of(look.state).get(name, name)
    return None


def _unknown(above: Above) -> list[Fact]:
    return [
        fact
        for fact in _NEEDED
        if not above.after.knows(fact) or not any(look.state.knows(fact) for look in above.looks)
    ]


def _check_link(switch: str, above: Above, port: str, new: str, notes: Notes) -> None:
    now = above.after.interfaces[new]
    past = [p for look in above.looks if (p := look.state.interfaces.get(port)) is not None]
    where = f"{above.name} {new}"
    if any(p.oper_up for p in past) and now.oper_up is False:
        notes.add("LINK_LOST", Severity.CRITICAL, f"{where} has no link to {switch}", port, new)
    elif now.oper_up is None:
        notes.add(NOT_CHECKED, Severity.MAJOR, f"{where}: whether it has a link is not told", port, new, "link")
    speeds = [p.speed for p in past if p.oper_up and p.speed]
    if now.oper_up and now.speed and speeds and now.speed < min(speeds):
        text = f"{where} to {switch}: {now.speed} Mb/s instead of {min(speeds)}"
        notes.add("SPEED_DROP", Severity.MAJOR, text, port, new)


def _check_behind(switch: str, above: Above, port: str, new: str, notes: Notes) -> None:
    """Hosts behind it: whoever was heard just before the swap must be heard again, by the table or by a core's ARP."""
    heard = _behind(above.after, new)
    tonight: dict[str, set[int]] = {}
    ever: dict[str, set[int]] = {}
    for look in above.looks:
        for mac, vlans in _behind(look.state, port).items():
            ever.setdefault(mac, set()).update(vlans)
            if look.phase == BEFORE:
                tonight.setdefault(mac, set()).update(vlans)
    moved = [mac for mac, vlans in ever.items() if heard.get(mac) and vlans and not heard[mac] & vlans]
    if moved:
        text = f"{above.name} {new}: {some(moved, 3)} behind {switch} in another VLAN than before"
        notes.add("MAC_WRONG_VLAN", Severity.CRITICAL, text, port, new)
    silent = [mac for mac in tonight if mac not in heard and mac not in above.arp]
    back = len(tonight) - len(silent)
    if tonight and not back:
        text = f"{above.name} {new}: none of {len(tonight)} hosts behind {switch} is heard any more"
        notes.add("MAC_LOST", Severity.MAJOR, text, port, new)
    elif silent:
        text = f"{above.name} {new}: {some(silent, 3)} behind {switch} not heard yet; {back} others are"
        notes.add("MAC_QUIET", Severity.MINOR, text, port, new)
    elif not ever and above.after.interfaces[new].oper_up:
        text = f"nobody was ever heard behind {switch}, so that a link is all that is proven"
        notes.add("MAC_QUIET", Severity.MINOR, text, port, new)
    absent = tuple(sorted(mac for mac in ever if mac not in tonight and mac not in heard))
    if absent:
        notes.due.append(Due(port, new, absent, None, f"behind {switch}", "", "up"))


def _behind(state: State, port: str) -> dict[str, set[int]]:
    """MACs on a port, with their VLANs."""
    bundle = lag_of(state)
    found: dict[str, set[int]] = {}
    for seen in state.macs:
        if port in (seen.port, bundle.get(seen.port)) and is_telling(seen.mac):
            found.setdefault(seen.mac, set()).update(set() if seen.vlan is None else {seen.vlan})
    return found
