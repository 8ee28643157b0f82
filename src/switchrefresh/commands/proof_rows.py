"""One switch compared with its replacement, as the JSON answer of `verify` holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from switchrefresh.commands.opening import Opened
from switchrefresh.commands.proof_states import Read, as_looks, before_still_counts
from switchrefresh.inventory.checks import NEVER_CONTACTED
from switchrefresh.inventory.models import model_facts
from switchrefresh.problems import Problem, warning
from switchrefresh.snapshots.state import State
from switchrefresh.storage.accepted_findings import NAME, load_accepted_findings
from switchrefresh.storage.portmap_file import own_portmap, portmap_for
from switchrefresh.verification.accepting import Accepted, accept, line_for
from switchrefresh.verification.baseline import Baseline, unite
from switchrefresh.verification.findings import NOT_CHECKED, Finding, Severity
from switchrefresh.verification.unproven import knows_nothing
from switchrefresh.verification.verdict import Comparison, Verdict, compare


@dataclass(frozen=True)
class After:
    """The new switch as it was seen: `snapshot` is None while it is not stored yet."""

    state: State
    at: datetime
    snapshot: str | None = None
    live: bool = False


@dataclass(frozen=True)
class Proof:
    """What came out for one switch."""

    switch: str
    comparison: Comparison
    looks: tuple[str, ...] = ()
    after: After | None = None
    problems: tuple[Problem, ...] = ()
    next: tuple[str, ...] = ()  # what to type first, where something stands in the way

    @property
    def verdict(self) -> Verdict:
        """In one word."""
        return self.comparison.verdict


@dataclass(frozen=True)
class Standards:
    """What all comparisons of one run share: the accept-list, and today for its dates."""

    accepted: tuple[Accepted, ...]
    problems: tuple[Problem, ...]
    today: date

    @staticmethod
    def of(opened: Opened, today: date) -> Standards:
        """Read the accept-list."""
        accepted, problems = load_accepted_findings(opened.project)
        return Standards(accepted, problems, today)


def known_switches(opened: Opened) -> frozenset[str]:
    """Every name that a switch of the district may call itself."""
    named = {switch.hostname for switch in opened.inventory.switches.values() if switch.hostname}
    return frozenset(name.casefold() for name in {*opened.inventory.switches, *named})


def baseline_of(opened: Opened, switch: str, reads: Sequence[Read], after: datetime | None) -> Baseline:
    """The looks at an old switch, united; at least one."""
    trust = after is None or before_still_counts(opened, switch, reads, after)
    return unite(as_looks(reads), known_switches(opened), trust)


def prove(
    opened: Opened, switch: str, reads: Sequence[Read], after: After | None, standards: Standards, morning: bool = False
) -> Proof:
    """Compare one switch with its replacement; what is missing for that is a finding, never a pass."""
    if after is None or not reads:
        what = "there is no look at the old switch" if not reads else "the new switch has not been seen"
        return not_proven(switch, what, "state", standards, tuple(read.snapshot for read in reads), after)
    entry = opened.inventory.switches[switch]
    new = entry.replacement
    file = portmap_for(opened.project, switch, new.portmap if new else None)
    if file.problems:
        found = not_proven(switch, "the port map has mistakes", "portmap", standards, after=after)
        return replace(found, problems=file.problems)
    moved = {entry.host: new.host} if new and new.host and entry.host and new.host != entry.host else {}
    comparison = compare(
        baseline_of(opened, switch, reads, after.at),
        after.state,
        file.portmap,
        known_switches=known_switches(opened),
        moved_addresses=moved,
        edge_ports=(_edge(entry.model), _edge(new.model if new else entry.model)),
        morning=morning,
    )
    if (other := _other_firmware(new.firmware if new else None, after.state)) is not None:
        comparison = replace(comparison, findings=(*comparison.findings, other))
    if knows_nothing(after.state):
        what = "the new switch told nothing that could be compared"
        return not_proven(switch, what, "state", standards, tuple(r.snapshot for r in reads), after)
    return judged(switch, comparison, standards, tuple(read.snapshot for read in reads), after)


def _other_firmware(wanted: str | None, after: State) -> Finding | None:
    """The release that the plan names against the one that runs; makers put letters and builds around it."""
    runs = after.version.strip()
    if not wanted or not runs or wanted.casefold() in runs.casefold() or runs.casefold() in wanted.casefold():
        return None
    text = f"firmware {runs} runs, the plan says {wanted}"
    return Finding("FIRMWARE", Severity.MINOR, text, about=runs)


def _edge(model: str | None) -> int | None:
    facts = model_facts(model)
    return facts.ports if facts is not None else None


def not_proven(
    switch: str,
    what: str,
    fact: str,
    standards: Standards,
    looks: tuple[str, ...] = (),
    after: After | None = None,
) -> Proof:
    """A switch of which nothing can be said."""
    finding = Finding(NOT_CHECKED, Severity.MAJOR, what, about=fact)
    return judged(switch, Comparison((finding,), (fact,)), standards, looks, after)


def judged(
    switch: str, comparison: Comparison, standards: Standards, looks: tuple[str, ...], after: After | None
) -> Proof:
    """With the accept-list applied, and its entries whose day is over named."""
    findings, over = accept(switch, comparison.findings, standards.accepted, standards.today)
    problems = tuple(
        warning(
            "acceptance-over",
            f"{entry.code} of {switch} was accepted by {entry.acceptance.who} until {entry.acceptance.until}",
            f"look again: a new date in {NAME}, or the cure",
        )
        for entry in over
    )
    return Proof(switch, replace(comparison, findings=findings), looks, after, problems)


def row_of(proof: Proof) -> dict[str, Any]:
    """The entry of the JSON contract, and what was added to it."""
    found, after = proof.comparison, proof.after
    return {
        "switch": proof.switch,
        "verdict": str(proof.verdict),
        "findings": [finding.as_json() for finding in found.findings],
        "not_checked": list(found.not_checked),
        "expected": found.expected,
        "back": found.back,
        "waiting": [one.as_json() for one in found.waiting],
        "due_by_morning": [due.as_json() for due in found.due_by_morning],
        "outside_baseline": [{"mac": s.mac, "vlan": s.vlan, "port": s.port} for s in found.outside_baseline],
        "from": list(proof.looks),
        "to": after.snapshot if after else None,
        "at": after.at.isoformat(timespec="seconds") if after else None,
        "live": bool(after and after.live),
        "portmap": {"name": found.map_name, "rules": list(found.map_rules), "guessed": found.map_guessed},
        "new_map": _new_map(proof.switch, found),
        "accept": [line_for(proof.switch, f) for f in found.findings if f.counts],
    }


def _new_map(switch: str, found: Comparison) -> dict[str, Any] | None:
    """What to write so that the map says where the cables really are."""
    moved: Mapping[str, str] = found.real_map or {}
    if not moved:
        return None
    lines = ["portmap:", "  ports:", *(f'    "{old}": "{new}"' for old, new in moved.items())]
    return {"file": own_portmap(switch), "ports": dict(moved), "text": "\n".join(lines) + "\n"}


def cannot_be_asked(opened: Opened, switch: str) -> bool:
    """Whether what stands there now is proven from above: nothing can be logged in to."""
    entry = opened.inventory.switches[switch]
    return (entry.replacement.platform if entry.replacement else entry.platform) in NEVER_CONTACTED


def could_not_be_asked(opened: Opened, switch: str) -> bool:
    """Whether nobody could ever log in to the old switch, so that there is no look at it to compare with."""
    return opened.inventory.switches[switch].platform in NEVER_CONTACTED
