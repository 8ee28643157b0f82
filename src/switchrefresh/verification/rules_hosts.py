"""Rules on hosts by their MACs: in another VLAN, at another port, or not heard yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from switchrefresh.snapshots.state import Fact
from switchrefresh.verification.baseline import Host
from switchrefresh.verification.devices import Kind, is_telling, kind_of
from switchrefresh.verification.findings import Due, Notes, Severity
from switchrefresh.verification.pairing import Pairs
from switchrefresh.verification.rules_links import always_on
from switchrefresh.verification.words import device_words, port_words, some

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Stranger:
    """A host on the new switch that no look at the old one knows."""

    mac: str
    vlan: int | None
    port: str


def check_hosts(pairs: Pairs, notes: Notes) -> None:
    """Every known host, told together for each old port."""
    if not (pairs.before.knows(Fact.MACS) and pairs.after.knows(Fact.MACS)):
        return
    roaming = _roaming_ports(pairs)
    wrong: dict[tuple[str, str], list[tuple[str, int, int]]] = defaultdict(list)
    quiet: dict[str, list[Host]] = defaultdict(list)
    for host in pairs.baseline.hosts.values():
        places = pairs.seen_after.places.get(host.mac, ())
        here = [(vlan, port) for vlan, port in places if port not in pairs.links_after]
        vlans = {vlan for vlan, _ in here if vlan is not None}
        if vlans and host.vlans and not vlans & host.vlans:
            wrong[host.port, here[0][1]].append((host.mac, min(host.vlans), min(vlans)))
        elif not places and host.port not in roaming:
            quiet[host.port].append(host)
    for (old, new), hosts in wrong.items():
        _wrong_vlan(old, new, hosts, notes)
    for port, silent in quiet.items():
        _check_quiet(pairs, port, silent, notes)


def _roaming_ports(pairs: Pairs) -> frozenset[str]:
    """Ports of access points: whoever is on the radio comes and goes."""
    return frozenset(n.port for n in pairs.before.neighbors if kind_of(n, pairs.known_switches) is Kind.AP)


def _wrong_vlan(old: str, new: str, hosts: list[tuple[str, int, int]], notes: Notes) -> None:
    macs = some([mac for mac, _, _ in hosts], _NAMED)
    _, was, now = hosts[0]
    text = f"{port_words(old, new)}: {macs} in VLAN {now} now, in VLAN {was} before"
    notes.add("MAC_WRONG_VLAN", Severity.CRITICAL, text, old, new)


def _check_quiet(pairs: Pairs, port: str, hosts: list[Host], notes: Notes) -> None:
    """A host that is silent on a live link is minor; one that only the day saw is due by morning."""
    new = pairs.new_port(port)
    interface = pairs.after.interfaces.get(new) if new is not None else None
    if new is None or any(due.before_port == port for due in notes.due):
        return
    if interface is not None and interface.oper_up is False:
        return  # MAC_LOST is the same loss as the link's
    heard = [host for host in hosts if host.tonight]
    if heard or always_on(pairs, port):
        known = heard or hosts
        text = f"{port_words(port, new)}: {some([h.mac for h in known], _NAMED)} not heard yet; the link is up"
        notes.add("MAC_QUIET", Severity.MINOR, text, port, new)
        return
    times = [host.last_seen for host in hosts if host.last_seen is not None]
    seen = max(times).isoformat(timespec="minutes") if times else ""
    vlan = min((v for host in hosts for v in host.vlans), default=None)
    macs = tuple(host.mac for host in hosts)
    notes.due.append(Due(port, new, macs, vlan, device_words(pairs, port), seen, "up"))


def strangers(pairs: Pairs) -> tuple[Stranger, ...]:
    """Hosts on ports of the new switch that no look at the old one has seen, made-up MACs left out."""
    if not (pairs.before.knows(Fact.MACS) and pairs.after.knows(Fact.MACS)):
        return ()
    known = pairs.baseline.hosts.keys() | {seen.mac for seen in pairs.before.macs}
    aps = {pairs.new_port(port) for port in _roaming_ports(pairs)}
    found = []
    for mac, places in pairs.seen_after.places.items():
        vlan, port = places[0]
        if mac not in known and is_telling(mac) and port not in pairs.links_after and port not in aps:
            found.append(Stranger(mac, vlan, port))
    return tuple(sorted(found, key=lambda s: (s.port, s.mac)))
