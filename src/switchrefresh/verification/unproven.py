"""What could not be compared: a fact that one side did not tell is never a pass."""

from __future__ import annotations

from collections.abc import Iterator

from switchrefresh.snapshots.state import Fact, FactStatus, State
from switchrefresh.verification.findings import NOT_CHECKED, Notes, Severity
from switchrefresh.verification.pairing import Pairs
from switchrefresh.verification.rules_links import is_absent
from switchrefresh.verification.sockets import is_front_port
from switchrefresh.verification.switchport import carried_by
from switchrefresh.verification.words import some

# Without these nothing is proven. The others (version, serial, ARP, optics, spanning tree) are said and decide nothing.
NEEDED = (Fact.INTERFACES, Fact.SWITCHPORT, Fact.VLANS, Fact.LAGS, Fact.MACS, Fact.NEIGHBORS, Fact.POE, Fact.SVIS)
_LOST_CHANCE = frozenset({FactStatus.PARSE_FAILED, FactStatus.REFUSED})
_WORDS = {
    Fact.INTERFACES: "which ports are up",
    Fact.SWITCHPORT: "the VLANs of the ports",
    Fact.VLANS: "which VLANs exist",
    Fact.LAGS: "the LAGs",
    Fact.MACS: "the MAC table",
    Fact.NEIGHBORS: "the LLDP and CDP neighbors",
    Fact.POE: "which ports give power",
    Fact.SVIS: "the switch's addresses",
    Fact.STP: "spanning tree",
    Fact.ARP: "the ARP table",
    Fact.TRANSCEIVERS: "the optics",
    Fact.VERSION: "the version",
    Fact.SERIAL: "the serial numbers",
}
_WHY = {
    None: "was not asked",
    FactStatus.UNSUPPORTED: "cannot be read on this OS",
    FactStatus.PARSE_FAILED: "was not understood",
    FactStatus.REFUSED: "was refused",
}


def check_proof(pairs: Pairs, notes: Notes) -> tuple[str, ...]:
    """The facts that could not be compared, each with a finding; major where the verdict hangs on it."""
    missing = []
    for fact in Fact:
        before, after = pairs.before.knows(fact), pairs.after.knows(fact)
        if before and after:
            continue
        if not before and not after and fact not in NEEDED:
            continue
        missing.append(str(fact))
        side = "on the old switch" if not before else "on the new switch"
        status = (pairs.before if not before else pairs.after).facts.get(fact)
        text = f"{_WORDS[fact]}: {_WHY.get(status, 'not known')} {side}, so it is not compared"
        notes.add(NOT_CHECKED, _severity(pairs, fact), text, about=str(fact))
    if pairs.before.knows(Fact.INTERFACES) and not any(past.up_ever for past in pairs.baseline.ports.values()):
        text = "no port of the old switch was up in any look, so there is nothing to compare with"
        notes.add(NOT_CHECKED, Severity.MAJOR, text, about="live ports")
        missing.append("live ports")
    return (*missing, *_gaps(pairs, notes))


def _severity(pairs: Pairs, fact: Fact) -> Severity:
    before, after = pairs.before, pairs.after
    if fact is Fact.POE:
        return _power_severity(pairs)
    if fact not in NEEDED:
        kept_from_us = fact is Fact.STP and before.knows(fact) and after.facts.get(fact) in _LOST_CHANCE
        return Severity.MAJOR if kept_from_us else Severity.MINOR
    if before.facts.get(fact) is FactStatus.EMPTY and fact in {Fact.LAGS, Fact.NEIGHBORS, Fact.SVIS}:
        return Severity.MINOR  # there was nothing that could be lost
    return Severity.MAJOR


def _power_severity(pairs: Pairs) -> Severity:
    """A powered device has a link only while it has power: links that are known on both sides prove it."""
    if not (pairs.before.knows(Fact.INTERFACES) and pairs.after.knows(Fact.INTERFACES)):
        return Severity.MAJOR
    if not pairs.before.knows(Fact.POE):
        return Severity.MINOR  # whoever had power and a link is missed by the link
    return Severity.MAJOR if any(True for _ in _unproven_power(pairs)) else Severity.MINOR


def _unproven_power(pairs: Pairs) -> Iterator[str]:
    """Ports that gave power to something without a link, so that a link proves nothing."""
    for pair in pairs.ports.values():
        past = pairs.baseline.ports.get(pair.old)
        new = pairs.after.interfaces.get(pair.actual) if pair.actual else None
        powered = past is not None and past.powered_ever and past.powered_tonight is not False
        if powered and new is not None and new.poe_on is None and not new.oper_up:
            yield pair.old


def _gaps(pairs: Pairs, notes: Notes) -> tuple[str, ...]:
    """Facts that are known as a whole and lack single ports that were in use."""
    found = []
    if pairs.before.knows(Fact.INTERFACES) and pairs.after.knows(Fact.INTERFACES):
        found += _gap(notes, "whether they have a link", _unknown_links(pairs))
    if pairs.before.knows(Fact.SWITCHPORT) and pairs.after.knows(Fact.SWITCHPORT):
        found += _gap(notes, "their VLANs", _unknown_vlans(pairs))
    if pairs.before.knows(Fact.POE) and pairs.after.knows(Fact.POE):
        found += _gap(notes, "whether they give power", _unproven_power(pairs))
    return tuple(found)


def _gap(notes: Notes, what: str, ports: Iterator[str]) -> list[str]:
    names = list(ports)
    if not names:
        return []
    text = f"the new switch does not tell of {some(names)}: {what}"
    notes.add(NOT_CHECKED, Severity.MAJOR, text, about=what)
    return [what]


def _unknown_links(pairs: Pairs) -> Iterator[str]:
    for pair in pairs.ports.values():
        past = pairs.baseline.ports.get(pair.old)
        new = pairs.after.interfaces.get(pair.actual) if pair.actual else None
        if past is not None and past.up_ever and new is not None and new.oper_up is None and not is_absent(pairs, new):
            yield pair.old


def _unknown_vlans(pairs: Pairs) -> Iterator[str]:
    for pair in pairs.ports.values():
        past = pairs.baseline.ports.get(pair.old)
        if past is None or not past.up_ever or pair.place is None or not is_front_port(pair.old):
            continue
        old = carried_by(pairs.before, pair.old, pairs.bundles_before)
        new = carried_by(pairs.after, pair.place, pairs.bundles_after)
        told = old is not None and (old.is_routed or old.untagged is not None or bool(old.tagged))
        silent = new is None or (not new.is_trunk and not new.is_routed and new.untagged is None)
        if told and (silent or (new is not None and new.is_trunk and new.tagged is None)):
            yield pair.old


def knows_nothing(state: State) -> bool:
    """Whether a state holds no fact at all, as when only a config was pulled."""
    return not any(state.knows(fact) for fact in Fact)
