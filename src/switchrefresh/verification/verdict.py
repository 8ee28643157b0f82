"""Did it come back: one old switch against its new one, through the port map, in one of three words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from switchrefresh.snapshots.state import Fact, State
from switchrefresh.verification.baseline import Baseline, Look, unite
from switchrefresh.verification.findings import NOT_CHECKED, Due, Finding, Notes, fold
from switchrefresh.verification.pairing import Pairs, pair_up, real_map
from switchrefresh.verification.portmap import PortMap
from switchrefresh.verification.rules_hosts import Stranger, check_hosts, strangers
from switchrefresh.verification.rules_links import check_bundles, check_links, check_power, check_root_port
from switchrefresh.verification.rules_neighbors import check_neighbors
from switchrefresh.verification.rules_vlans import check_addresses, check_vlans
from switchrefresh.verification.unproven import check_proof
from switchrefresh.verification.words import device_words, jack_in


class Verdict(StrEnum):
    """A missing fact is never a pass."""

    NOTHING_LOST = "nothing-lost"
    LOST = "lost"
    NOT_PROVEN = "not-proven"


@dataclass(frozen=True)
class Waiting:
    """A port that was in use and is not back yet."""

    before_port: str
    after_port: str | None
    what: str
    jack: str = ""

    def as_json(self) -> dict[str, Any]:
        """For the JSON answer."""
        return {
            "before_port": self.before_port,
            "after_port": self.after_port,
            "what": self.what,
            "jack": self.jack or None,
        }


@dataclass(frozen=True)
class Comparison:
    """Everything that is known of a swap. `real_map` are cables that are elsewhere than the map says."""

    findings: tuple[Finding, ...]
    not_checked: tuple[str, ...] = ()
    due_by_morning: tuple[Due, ...] = ()
    outside_baseline: tuple[Stranger, ...] = ()
    expected: int = 0
    waiting: tuple[Waiting, ...] = ()
    real_map: Mapping[str, str] | None = None
    map_name: str = ""
    map_rules: tuple[str, ...] = ()
    map_guessed: bool = False

    @property
    def verdict(self) -> Verdict:
        """Something lost outweighs something not proven."""
        return verdict_of(self.findings)

    @property
    def back(self) -> int:
        """How many of the expected ports are back."""
        return self.expected - len(self.waiting)


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """The verdict that findings make; accepted and minor ones do not count."""
    counting = [found for found in findings if found.counts]
    if any(found.code != NOT_CHECKED for found in counting):
        return Verdict.LOST
    return Verdict.NOT_PROVEN if counting else Verdict.NOTHING_LOST


def compare(
    before: Baseline | State,
    after: State,
    portmap: PortMap | None = None,
    *,
    known_switches: Collection[str] = (),
    moved_addresses: Mapping[str, str] | None = None,
    edge_ports: tuple[int | None, int | None] = (None, None),
    morning: bool = False,
) -> Comparison:
    """Every rule over one swap. `morning`: school is in, so that whoever is absent now counts."""
    baseline = before if isinstance(before, Baseline) else unite([Look(before)], known_switches)
    pairs = pair_up(baseline, after, portmap, known_switches, edge_ports)
    notes = Notes()
    check_links(pairs, notes, morning)
    check_power(pairs, notes)
    check_bundles(pairs, notes)
    check_root_port(pairs, notes)
    check_neighbors(pairs, notes, morning)
    check_vlans(pairs, notes)
    check_addresses(pairs, notes, moved_addresses or {})
    check_hosts(pairs, notes)
    notes.found = _without_consequences(pairs, notes.found)
    not_checked = check_proof(pairs, notes)
    expected, waiting = _counted(pairs, notes.found)
    return Comparison(
        findings=fold(notes.found),
        not_checked=not_checked,
        due_by_morning=tuple(notes.due),
        outside_baseline=strangers(pairs),
        expected=expected,
        waiting=waiting,
        real_map=real_map(pairs),
        map_name=pairs.portmap.name,
        map_rules=tuple(rule.text for rule in pairs.portmap.rules),
        map_guessed=pairs.portmap.guessed,
    )


def _without_consequences(pairs: Pairs, findings: list[Finding]) -> list[Finding]:
    """Without dead links of ports whose VLAN does not exist: the switch keeps them down until somebody creates it."""
    findings = [_at_member(pairs, found, findings) for found in findings]
    missing = {found.about for found in findings if found.code == "VLAN_MISSING"}

    def follows(found: Finding) -> bool:
        port = pairs.before.interfaces.get(found.before_port or "")
        powered = port is not None and any(f.code == "POE_LOST" and f.before_port == port.name for f in findings)
        return found.code == "LINK_LOST" and port is not None and f"VLAN {port.access_vlan}" in missing and not powered

    return [found for found in findings if not follows(found)] if missing else findings


def _at_member(pairs: Pairs, found: Finding, findings: list[Finding]) -> Finding:
    """A LAG's spanning tree role changes when a member leaves it: that is told with the member."""
    if found.code != "STP_ROOT_PORT":
        return found
    members = pairs.before.lags.get(found.before_port or "", ())
    causes = [
        f for f in findings if f.before_port in members and f.code in {"LAG_MEMBER", "NEIGHBOR_MOVED", "LINK_LOST"}
    ]
    return replace(found, before_port=causes[0].before_port, after_port=causes[0].after_port) if causes else found


_GONE = frozenset({"PORT_NOT_MAPPED", "PORT_MISSING", "ADMIN_DOWN", "POE_LOST", "LINK_LOST", "NEIGHBOR_LOST"})


def _counted(pairs: Pairs, findings: Iterable[Finding]) -> tuple[int, tuple[Waiting, ...]]:
    """How many ports were in use when it mattered, and which of them are not back."""
    if not pairs.before.knows(Fact.INTERFACES):
        return 0, ()
    gone = {found.before_port: found for found in findings if found.code in _GONE and found.severity != "minor"}
    expected, waiting = 0, []
    for pair in pairs.ports.values():
        past = pairs.baseline.ports.get(pair.old)
        if past is None or pair.home.on_purpose:
            continue
        if pair.old in gone:
            port = pairs.before.interfaces[pair.old]
            waiting.append(Waiting(pair.old, pair.actual, device_words(pairs, pair.old), jack_in(port.description)))
        expected += pair.old in gone or (past.up_tonight if past.up_tonight is not None else past.up_ever)
    return expected, tuple(waiting)
