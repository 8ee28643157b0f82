"""Rules on cables: links, speed, power, bundles and spanning tree, each old port against where its cable is now."""

from __future__ import annotations

from switchrefresh.snapshots.state import Fact, FactStatus, Interface
from switchrefresh.verification.baseline import PortPast
from switchrefresh.verification.devices import kind_of, vlan_names, works_always
from switchrefresh.verification.findings import Due, Notes, Severity
from switchrefresh.verification.pairing import Pair, Pairs, same_member
from switchrefresh.verification.words import device_words, moved_words, neighbors_on, port_label, port_words, some


def check_links(pairs: Pairs, notes: Notes, morning: bool) -> None:
    """Every old front port in turn."""
    if not (pairs.before.knows(Fact.INTERFACES) and pairs.after.knows(Fact.INTERFACES)):
        return
    for pair in pairs.ports.values():
        past = pairs.baseline.ports.get(pair.old)
        if past is None or not past.up_ever:
            continue
        if pair.planned is None:
            _no_home(pairs, pair, past, notes)
        if pair.actual is None:
            continue
        new = pairs.after.interfaces[pair.actual]
        _check_admin(pairs, pair, new, notes)
        if new.oper_up is False or is_absent(pairs, new):
            _check_down(pairs, pair, past, new, notes, morning)
        elif new.oper_up:
            _check_speed(pairs, pair, past, new, notes)
        if pair.moved and not neighbors_on(pairs, pair.old):
            _moved_cable(pairs, pair, notes)


def is_absent(pairs: Pairs, new: Interface) -> bool:
    """A port that only the config knows: the switch told of its ports and not of this one, as without an optic."""
    if new.oper_up is not None or pairs.after.facts.get(Fact.INTERFACES) is not FactStatus.COLLECTED:
        return False
    told = sum(port.oper_up is not None for port in pairs.after.interfaces.values())
    return 2 * told > len(pairs.after.interfaces)


def _no_home(pairs: Pairs, pair: Pair, past: PortPast, notes: Notes) -> None:
    what = device_words(pairs, pair.old)
    if pair.actual is not None:
        told = pair.home.to or "no new port"
        text = f"{port_label(pair.old)} ({what}) is in {port_label(pair.actual)}; the port map says {told}"
        notes.add("PORT_MISSING" if pair.home.to else "PORT_NOT_MAPPED", Severity.MINOR, text, pair.old, pair.actual)
    elif pair.home.on_purpose:
        text = f"{port_label(pair.old)} ({what}) was left out on purpose: {pair.home.why}"
        notes.add("PORT_NOT_MAPPED", Severity.MINOR, text, pair.old)
    elif pair.home.to is None:
        text = f"{port_label(pair.old)} ({what}) was in use and the port map gives it no new port"
        notes.add("PORT_NOT_MAPPED", Severity.MAJOR if _expected(past) else Severity.MINOR, text, pair.old)
    else:
        text = f"{port_label(pair.old)} ({what}) should be in {pair.home.to}, which the new switch does not have"
        notes.add("PORT_MISSING", Severity.MAJOR if _expected(past) else Severity.MINOR, text, pair.old, pair.home.to)


def _expected(past: PortPast) -> bool:
    return past.up_tonight if past.up_tonight is not None else past.up_ever


def _check_admin(pairs: Pairs, pair: Pair, new: Interface, notes: Notes) -> None:
    old = pairs.before.interfaces[pair.old]
    if new.admin_up is False and old.admin_up is not False:
        text = f"{port_words(pair.old, pair.actual)} is switched off; it had {device_words(pairs, pair.old)}"
        notes.add("ADMIN_DOWN", Severity.MAJOR, text, pair.old, pair.actual)


def always_on(pairs: Pairs, old: str) -> bool:
    """Whether what hung on a port should be there at night: other than a computer of students or staff."""
    past, port = pairs.baseline.ports.get(old), pairs.before.interfaces.get(old)
    if old in pairs.baseline.links:
        return True
    kinds = [kind_of(neighbor, pairs.known_switches) for neighbor in neighbors_on(pairs, old)]
    vlan = vlan_names(pairs.before, [port.access_vlan if port is not None else None])
    return works_always(port, kinds, vlan, past is not None and past.powered_ever)


def _check_down(pairs: Pairs, pair: Pair, past: PortPast, new: Interface, notes: Notes, morning: bool) -> None:
    """A link that was up and is not. What only the day saw, and works by day only, is due by morning."""
    lasting = always_on(pairs, pair.old)
    where, what = port_words(pair.old, pair.actual), device_words(pairs, pair.old)
    if past.up_tonight is False and lasting:
        text = f"{where}: {what} was already down before the swap"
        notes.add("DOWN_BEFORE", Severity.MINOR, text, pair.old, pair.actual)
    elif past.up_tonight or lasting or morning:
        often = past.up_tonight or lasting or 2 * past.times_up >= past.looks
        why = " (the switch has shut the port: err-disabled)" if new.err_disabled else ""
        why = " (the switch does not know it: no optic or module?)" if new.oper_up is None else why
        text = f"{where} has no link{why}; it had {what}"
        notes.add("LINK_LOST", _link_severity(pairs, pair) if often else Severity.MINOR, text, pair.old, pair.actual)
    else:
        macs = tuple(host.mac for host in pairs.baseline.hosts.values() if host.port == pair.old)
        seen = past.last_up.isoformat(timespec="minutes") if past.last_up else ""
        vlan = pairs.before.interfaces[pair.old].access_vlan
        notes.due.append(Due(pair.old, pair.actual, macs, vlan, what, seen, "down"))


def _link_severity(pairs: Pairs, pair: Pair) -> Severity:
    bundled = pair.old in pairs.bundles_before
    return Severity.CRITICAL if bundled or pair.old in pairs.baseline.links else Severity.MAJOR


def _check_speed(pairs: Pairs, pair: Pair, past: PortPast, new: Interface, notes: Notes) -> None:
    where = port_words(pair.old, pair.actual)
    if new.speed and past.slowest and new.speed < past.slowest:
        what = device_words(pairs, pair.old)
        text = f"{where}: {_speed(new.speed)} instead of {_speed(past.slowest)} ({what}); look at the cable or optic"
        notes.add("SPEED_DROP", Severity.MAJOR, text, pair.old, pair.actual)
    if new.duplex == "half" and not past.half_duplex:
        text = f"{where} runs at half duplex ({device_words(pairs, pair.old)})"
        notes.add("HALF_DUPLEX", Severity.MAJOR, text, pair.old, pair.actual)


def _speed(mbit: int) -> str:
    return f"{mbit / 1000:g} Gb/s" if mbit >= 1000 else f"{mbit} Mb/s"


def _moved_cable(pairs: Pairs, pair: Pair, notes: Notes) -> None:
    """Hosts show that the cable is in another port; harmless where the VLANs are the same."""
    text = moved_words(pair.old, device_words(pairs, pair.old), pair.actual, pair.planned)
    notes.add("CABLE_MOVED", Severity.MINOR, text, pair.old, pair.actual)


def check_power(pairs: Pairs, notes: Notes) -> None:
    """Powered devices whose new port gives no power. A link that is up proves the power where nobody tells it."""
    if not pairs.before.knows(Fact.POE):
        return
    for pair in pairs.ports.values():
        past = pairs.baseline.ports.get(pair.old)
        new = pairs.after.interfaces.get(pair.actual) if pair.actual is not None else None
        if past is None or new is None or not past.powered_ever:
            continue
        if new.poe_on is False and past.powered_tonight is not False:
            text = f"{port_words(pair.old, pair.actual)} gives no power to {device_words(pairs, pair.old)}"
            notes.add("POE_LOST", Severity.MAJOR, text, pair.old, pair.actual)
        elif new.poe_on and (was := _class(past.power_class)) and (now := _class(new.poe_class)) and now < was:
            what = device_words(pairs, pair.old)
            text = f"{port_words(pair.old, pair.actual)}: PoE class {now} instead of {was} ({what})"
            notes.add("POE_CLASS", Severity.MINOR, text, pair.old, pair.actual)


def _class(text: str | None) -> int:
    digits = "".join(c for c in text or "" if c.isdecimal())
    return int(digits) if digits and len(digits) == 1 else 0


def check_bundles(pairs: Pairs, notes: Notes, idle_too: bool = False) -> None:
    """LAGs that are gone and members that are not in them; of LAGs in use, or with `idle_too` of all."""
    if not (pairs.before.knows(Fact.LAGS) and pairs.after.knows(Fact.LAGS)):
        return
    for lag, members in pairs.before.lags.items():
        live = [m for m in members if idle_too or (past := pairs.baseline.ports.get(m)) is None or past.up_ever]
        new_lag = pairs.lags.get(lag)
        if new_lag is not None and new_lag not in pairs.after.lags:
            continue  # the map puts one port in the place of the LAG
        if new_lag is None:
            if live:
                text = f"{lag} ({some(map(port_label, members))}) is gone: its ports are in no LAG on the new switch"
                notes.add("LAG_MEMBER", Severity.CRITICAL, text, lag, None, about=lag)
            continue
        for member in live:
            _check_member(pairs, lag, new_lag, member, notes)


def _check_member(pairs: Pairs, lag: str, new_lag: str, member: str, notes: Notes) -> None:
    pair = pairs.ports.get(member)
    if pair is None or pair.home.on_purpose or pair.planned is None:
        return  # PORT_NOT_MAPPED and PORT_MISSING say so
    if pairs.bundles_after.get(pair.planned) != new_lag and pairs.bundles_after.get(pair.actual or "") != new_lag:
        text = f"{port_words(member, pair.planned)} is not in {new_lag}; it was a member of {lag}"
        notes.add("LAG_MEMBER", Severity.MAJOR, text, member, pair.planned)


def check_root_port(pairs: Pairs, notes: Notes) -> None:
    """The port towards the root bridge has another role now."""
    if not (pairs.before.knows(Fact.STP) and pairs.after.knows(Fact.STP)):
        return
    for name, old in pairs.before.interfaces.items():
        place = pairs.new_port(name)
        new = pairs.after.interfaces.get(place) if place is not None else None
        if old.stp_role != "root" or new is None or place is None:
            continue
        bundle = pairs.after.interfaces.get(pairs.bundles_after.get(place, ""))
        role = bundle.stp_role if bundle is not None and bundle.stp_role else new.stp_role
        if role is not None and role != "root" and new.oper_up:
            text = f"{port_words(name, place)} led to the root bridge and is {role} now"
            notes.add("STP_ROOT_PORT", Severity.MAJOR, text, name, place)


def uplink_moved_harmlessly(pairs: Pairs, pair: Pair) -> bool:
    """Whether a guessed map was merely wrong about which uplink socket of the same box is used."""
    return bool(
        pairs.portmap.guessed and pair.planned and pair.actual and same_member(pairs, pair.planned, pair.actual)
    )
