"""Rules on VLANs: those that exist, those that a port carries, and the addresses the switch has in them."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping

from switchrefresh.snapshots.state import Fact, PortMode, State
from switchrefresh.verification.findings import Notes, Severity
from switchrefresh.verification.pairing import Pairs
from switchrefresh.verification.sockets import is_front_port
from switchrefresh.verification.switchport import Carried, carried_by, list_vlans
from switchrefresh.verification.words import port_label, port_words, some

_RESERVED = frozenset({1, *range(1002, 1006)})
_MANY = 3  # ports; fewer are told one by one


def check_vlans(pairs: Pairs, notes: Notes) -> None:
    """VLANs that exist no more, then port by port what is carried no more."""
    missing = _missing(pairs)
    for vlan in sorted(missing):
        _tell_missing(pairs, vlan, notes)
    if pairs.before.knows(Fact.SWITCHPORT) and pairs.after.knows(Fact.SWITCHPORT):
        ports = list(_ports(pairs))
        nowhere = _tell_nowhere(pairs, ports, missing, notes)
        for name, old, new_name, new in ports:
            _check_port(pairs, name, old, new_name, new, missing | nowhere, notes)


def _missing(pairs: Pairs) -> frozenset[int]:
    if not (pairs.before.knows(Fact.VLANS) and pairs.after.knows(Fact.VLANS)):
        return frozenset()
    return frozenset(pairs.before.vlans) - frozenset(pairs.after.vlans) - _RESERVED


def _tell_missing(pairs: Pairs, vlan: int, notes: Notes) -> None:
    name = pairs.before.vlans.get(vlan, "")
    shown = f"VLAN {vlan}" + (f" ({name})" if name else "")
    access, trunks = [], []
    for port, old, _, _ in _ports(pairs):
        if old.untagged == vlan and not old.is_trunk:
            access.append(port)
        elif vlan in old.all:
            trunks.append(port)
    up = [port for port in access if _was_up(pairs, port)]
    address = any(str(vlan) in where.split() for where in pairs.before.svis)
    if up:
        live = f"{len(up)} live port{'s' * (len(up) > 1)} used it: {some(map(port_label, up))}"
        text = f"{shown} does not exist any more; {live}"
        notes.add("VLAN_MISSING", Severity.CRITICAL, text, about=f"VLAN {vlan}")
    elif access or trunks or address or any(seen.vlan == vlan for seen in pairs.before.macs):
        where = f"; it was carried on {some(map(port_label, access + trunks))}" if access or trunks else ""
        notes.add("VLAN_MISSING", Severity.MAJOR, f"{shown} does not exist any more{where}", about=f"VLAN {vlan}")
    else:
        text = f"{shown} does not exist any more; no port carried it"
        notes.add("VLAN_MISSING", Severity.MINOR, text, about=f"VLAN {vlan}")


def _tell_nowhere(
    pairs: Pairs,
    ports: list[tuple[str, Carried, str | None, Carried | None]],
    missing: frozenset[int],
    notes: Notes,
) -> frozenset[int]:
    """VLANs that were tagged on many ports and are on none: told once, because one line on the switch cures it."""
    was: dict[int, list[str]] = {}
    still: set[int] = set()
    for name, old, _, new in ports:
        if old.tagged and new is not None and new.tagged is not None:
            for vlan in (old.tagged & frozenset(pairs.before.vlans)) - missing:
                was.setdefault(vlan, []).append(name)
        still |= new.all if new is not None else frozenset()
    gone = frozenset(vlan for vlan, names in was.items() if len(names) >= _MANY and vlan not in still)
    for vlan in sorted(gone):
        shown = list_vlans(frozenset({vlan}), pairs.before.vlans)
        text = f"{shown} is on no port any more; it was tagged on {some(map(port_label, was[vlan]))}"
        notes.add("TRUNK_VLANS_LOST", Severity.CRITICAL, text, about=f"VLAN {vlan}")
    return gone


def _ports(pairs: Pairs) -> Iterator[tuple[str, Carried, str | None, Carried | None]]:
    """Every old port or LAG, what it carried, its new one and what that carries; LAGs instead of members."""
    for lag, target in pairs.lags.items():
        old = carried_by(pairs.before, lag, pairs.bundles_before) or _from_member(pairs, lag)
        if old is not None:
            yield lag, old, target, carried_by(pairs.after, target, pairs.bundles_after) if target else None
    for pair in pairs.ports.values():
        if pair.old in pairs.bundles_before or not is_front_port(pair.old):
            continue
        old = carried_by(pairs.before, pair.old, pairs.bundles_before)
        if old is not None:
            new = carried_by(pairs.after, pair.place, pairs.bundles_after) if pair.place else None
            yield pair.old, old, pair.place, new


def _from_member(pairs: Pairs, lag: str) -> Carried | None:
    for member in pairs.before.lags.get(lag, ()):
        if (found := carried_by(pairs.before, member, {})) is not None:
            return found
    return None


def _check_port(
    pairs: Pairs,
    name: str,
    old: Carried,
    new_name: str | None,
    new: Carried | None,
    missing: frozenset[int],
    notes: Notes,
) -> None:
    if new is None or new_name is None:
        return  # no home, or the new switch has not told: other rules say so
    bad = Severity.CRITICAL if _was_up(pairs, name) else Severity.MINOR
    where = port_words(name, new_name)
    if old.is_routed != new.is_routed:
        notes.add("MODE_CHANGED", bad, f"{where}: {_mode(old)} before, {_mode(new)} now", name, new_name)
        return
    real = frozenset(pairs.before.vlans) if pairs.before.knows(Fact.VLANS) and pairs.before.vlans else None
    tagged = (old.tagged if real is None else old.tagged & real) if old.tagged is not None else None
    own = frozenset() if new.untagged is None else frozenset({new.untagged})
    lost = (
        tagged - (new.tagged or frozenset()) - own - missing if tagged is not None and new.tagged is not None else None
    )
    _check_untagged(pairs, name, old, new_name, new, missing, notes, bad)
    gained = (new.tagged or frozenset()) - (old.tagged or frozenset()) - {old.untagged}
    gained = gained - _voices(pairs.before) if gained else gained
    was_plain = not old.is_trunk or not (old.tagged or frozenset()) - {old.voice}
    if lost and not new.tagged and not new.is_trunk and old.is_trunk and lost != {old.voice}:
        text = f"{where}: carried {list_vlans(lost, pairs.before.vlans)} tagged, is an access port now"
        notes.add("MODE_CHANGED", bad, text, name, new_name)
    elif lost and old.voice is not None and lost == {old.voice}:
        _voice_lost(pairs, name, old.voice, new_name, notes)
    elif lost:
        text = f"{where}: {list_vlans(lost, pairs.before.vlans)} no longer carried"
        notes.add("TRUNK_VLANS_LOST", bad, text, name, new_name)
    elif was_plain and not old.is_trunk and new.is_trunk and gained and old.tagged is not None:
        text = f"{where}: was an access port, now also carries {list_vlans(gained, pairs.after.vlans)} tagged"
        notes.add("MODE_CHANGED", bad, text, name, new_name)


def _check_untagged(
    pairs: Pairs,
    name: str,
    old: Carried,
    new_name: str,
    new: Carried,
    missing: frozenset[int],
    notes: Notes,
    bad: Severity,
) -> None:
    if old.untagged == new.untagged or (old.untagged is None and new.untagged in {None, 1}) or old.untagged in missing:
        return
    where = port_words(name, new_name)
    was = f"VLAN {old.untagged}" if old.untagged is not None else "no VLAN"
    now = f"VLAN {new.untagged}" if new.untagged is not None else "no VLAN"
    if not old.is_trunk:
        if old.untagged is None:
            return  # an access port whose VLAN was not told
        if new.untagged is None and not new.is_trunk:
            return  # the new one has not told; what is not known is said elsewhere
        text = f"{where}: untagged in {was} before, in {now} now"
        notes.add("ACCESS_VLAN", bad, text, name, new_name)
    elif not (old.untagged == 1 and new.untagged is None and not _uses_vlan_1(pairs.before)):
        text = f"{where}: native {was} before, {now} now"
        notes.add("NATIVE_VLAN", bad, text, name, new_name)


def _voice_lost(pairs: Pairs, name: str, voice: int, new_name: str, notes: Notes) -> None:
    used = any(seen.port == name and seen.vlan == voice for seen in pairs.before.macs)
    up = _was_up(pairs, name)
    severity = Severity.CRITICAL if used else Severity.MAJOR if up else Severity.MINOR
    text = f"{port_words(name, new_name)}: voice {list_vlans(frozenset({voice}), pairs.before.vlans)} no longer carried"
    notes.add("VOICE_VLAN", severity, text, name, new_name)


def _voices(state: State) -> frozenset[int]:
    return frozenset(port.voice_vlan for port in state.interfaces.values() if port.voice_vlan is not None)


def _uses_vlan_1(state: State) -> bool:
    """Whether anything really lives in VLAN 1, the native VLAN of every trunk that nobody touched."""
    if any("1" in where.split() and addresses for where, addresses in state.svis.items()):
        return True
    if any(seen.vlan == 1 for seen in state.macs):
        return True
    return any(p.oper_up and p.access_vlan == 1 and p.mode is not PortMode.TRUNK for p in state.interfaces.values())


def _was_up(pairs: Pairs, name: str) -> bool:
    ports = [name, *pairs.before.lags.get(name, ())]
    return any((past := pairs.baseline.ports.get(port)) is not None and past.up_ever for port in ports)


def _mode(port: Carried) -> str:
    return "routed" if port.is_routed else "trunk" if port.is_trunk else "access"


def check_addresses(pairs: Pairs, notes: Notes, moved: Mapping[str, str]) -> None:
    """Addresses of the switch that are gone; `moved` are those that were planned to change, old to new."""
    if not (pairs.before.knows(Fact.SVIS) and pairs.after.knows(Fact.SVIS)):
        return
    now = {ip: (length, where) for where, ip, length in _addresses(pairs.after)}
    for where, ip, length in _addresses(pairs.before):
        found = now.get(moved.get(ip, ip))
        if found is None:
            text = f"address {ip}/{length} of {where} is gone"
            notes.add("SVI_LOST", Severity.CRITICAL, text, about=ip)
        elif found[0] != length and ip not in moved:
            text = f"address {ip} of {where} has another mask: /{length} before, /{found[0]} now"
            notes.add("SVI_LOST", Severity.MAJOR, text, about=ip)


def _addresses(state: State) -> Iterator[tuple[str, str, int]]:
    """Where, address and prefix length; names, DHCP and link-local ones do not count."""
    for where, addresses in state.svis.items():
        for text in addresses:
            try:
                found = ipaddress.ip_interface(text)
            except ValueError:
                continue
            if not (found.ip.is_link_local or found.ip.is_loopback or found.ip.is_unspecified):
                yield where, str(found.ip), found.network.prefixlen
