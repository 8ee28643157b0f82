"""Fit checks of a folder: what each switch really uses, by its stored looks, against its new model and port map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from switchrefresh.commands.opening import Opened
from switchrefresh.commands.proof_rows import baseline_of, known_switches
from switchrefresh.commands.proof_states import Read, looks_at, read_snapshot
from switchrefresh.inventory.findings import Finding
from switchrefresh.inventory.model import Switch
from switchrefresh.inventory.models import ModelFacts, model_facts
from switchrefresh.problems import Problem
from switchrefresh.storage.fit_cache import FitCache
from switchrefresh.storage.folder import locate
from switchrefresh.storage.portmap_file import PortMapFile, load_portmap, own_portmap, portmap_for
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore
from switchrefresh.verification.fit import Use, fit_problems, use_of
from switchrefresh.verification.mapcheck import NewFront, check_map


@dataclass(frozen=True)
class Fitting:
    """One switch and its replacement: models, measured use, and what does not fit."""

    switch: str
    old: ModelFacts | None
    new: ModelFacts | None
    use: Use | None
    problems: tuple[Problem, ...]


def fitting(opened: Opened, name: str) -> Fitting:
    """The fit of one planned switch; of one that stays there is nothing to say."""
    entry = opened.inventory.switches[name]
    old, new = model_facts(entry.model), model_facts(entry.replacement.model if entry.replacement else None)
    store = SnapshotStore(opened.project.snapshots)
    reads = looks_at(store, name)
    use = use_of(baseline_of(opened, name, reads, None), old.ports if old else None) if _measured(reads) else None
    if entry.replacement is None:
        return Fitting(name, old, None, use, ())
    found = fit_problems(name, old, new, entry.members, use)
    if use is not None:
        found += _map_problems(opened, store, name, entry, reads, new)
    return Fitting(name, old, new, use, tuple(found))


def _measured(reads: Sequence[Read]) -> bool:
    """Whether a look tells of links; a config alone does not."""
    return any(port.oper_up is not None for read in reads for port in read.state.interfaces.values())


def _map_problems(
    opened: Opened, store: SnapshotStore, name: str, entry: Switch, reads: Sequence[Read], new: ModelFacts | None
) -> list[Problem]:
    file = portmap_for(opened.project, name, entry.replacement.portmap if entry.replacement else None)
    if file.portmap is None:
        return []  # none, or one with mistakes, which are told by themselves
    front = _staged_front(store, name, new)
    return check_map(name, baseline_of(opened, name, reads, None), file.portmap, front)


def _staged_front(store: SnapshotStore, name: str, new: ModelFacts | None) -> NewFront | None:
    """The sockets of the new switch, when it was pulled on the bench; else nobody knows their names for sure."""
    for snapshot_id in reversed(store.ids(name, "staged")):
        try:
            state = read_snapshot(store, snapshot_id).state
        except SnapshotDamagedError:
            continue
        if state.interfaces:
            return NewFront.of(state, new)
    return None


def fit_findings(opened: Opened, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
    """Every misfit of every planned switch, at its line in switches.yaml."""
    findings: list[Finding] = []
    planned = list(opened.inventory.planned())
    cache, known = FitCache(opened.project), ",".join(sorted(known_switches(opened)))
    for number, name in enumerate(planned, 1):
        facts = _facts(opened, name, known)
        problems = cache.get(name, facts)
        if problems is None:
            problems = fitting(opened, name).problems
            cache.put(name, facts, problems)
        for problem in problems:
            tail = ("replacement", "portmap") if problem.code.startswith("portmap") else ("replacement", "model")
            findings.append(Finding(("switches", name, *tail), problem))
        if progress is not None:
            progress(number, len(planned))
    cache.save()
    return locate(opened.project, findings)


def _facts(opened: Opened, name: str, known: str) -> tuple[object, ...]:
    """Everything that the fit of a switch is worked out from; a stored pull never changes under its id."""
    entry = opened.inventory.switches[name]
    shared = entry.replacement.portmap if entry.replacement else None
    texts = [path.read_bytes() if path.is_file() else b"" for path in _map_files(opened, name, shared)]
    ids = SnapshotStore(opened.project.snapshots).ids(name)
    model = entry.replacement.model if entry.replacement else None
    return (name, ids, entry.model, model, entry.members, shared, texts, known if ids else "")


def _map_files(opened: Opened, name: str, shared: str | None) -> list[Path]:
    found = [opened.project.inside(file) for file in (own_portmap(name), shared) if file]
    return [path for path in found if path is not None]


def portmap_problems(opened: Opened) -> list[Problem]:
    """Mistakes in the port maps that are named, and in those that lie under a switch's name."""
    named = {s.replacement.portmap for s in opened.inventory.planned().values() if s.replacement}
    own = {own_portmap(name) for name in opened.inventory.switches}
    files = sorted({name for name in named if name} | {name for name in own if (opened.project.root / name).exists()})
    return [problem for name in files for problem in _file(opened, name).problems]


def _file(opened: Opened, name: str) -> PortMapFile:
    return load_portmap(opened.project, name)


def fit_row(found: Fitting) -> dict[str, Any]:
    """For `show`: used against available, in figures; None where nobody knows."""
    use, new, old = found.use, found.new, found.old
    return {
        "switch": found.switch,
        "old": _model_row(old),
        "new": _model_row(new),
        "measured": use is not None,
        "ports_used": len(use.ports) if use else None,
        "uplinks_used": len(use.uplinks) if use else None,
        "ports_free": list(use.free) if use else None,
        "poe_devices": use.powered if use else None,
        "poe_watts": use.watts if use else None,
        "poe_class_watts": use.class_watts if use else None,
        "slow": list(use.slow) if use else None,
        "fast": list(use.fast) if use else None,
        "vlans": use.vlans if use else None,
        "optics": dict(use.optics) if use else None,
        "problems": [problem.as_json() for problem in found.problems],
    }


def _model_row(facts: ModelFacts | None) -> dict[str, Any] | None:
    if facts is None:
        return None
    return {
        "model": facts.model,
        "title": facts.title,
        "ports": facts.ports,
        "uplinks": facts.uplinks,
        "uplink_gbps": facts.uplink_gbps,
        "poe": facts.poe,
        "poe_watts": facts.poe_watts,
        "source": facts.source,
    }
