"""backup: pull running configs; each is proven and stored, or quarantined, or failed for a reason with a cure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.promises import stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.commands.targets import endpoint
from switchrefresh.devices.targets import Credentials, HostKeyBook, PullResult, Target
from switchrefresh.errors import Exit, UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.planning.targets import switches_of
from switchrefresh.platforms.registry import find_platform
from switchrefresh.storage.journal_file import append_event
from switchrefresh.storage.known_hosts import KnownHosts
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_store import SnapshotStore

PHASES = ("baseline", "before", "after")
Progress = Callable[[int, int, int], None]


@dataclass(frozen=True)
class Asked:
    """What to pull: targets, the phase, and at most how many switches at once."""

    targets: tuple[str, ...]
    phase: str
    concurrency: int | None = None


def dry_run(directory: str | None, asked: Asked) -> Result:
    """What would be sent to whom; nothing is contacted."""
    opened, names = _open(directory, asked)
    rows = [_row(opened, name, asked.phase) for name in names]
    return Result("backup", {"phase": asked.phase, "dry_run": True, "switches": rows})


def run(
    directory: str | None, asked: Asked, credentials: Callable[[str], Credentials], progress: Progress | None = None
) -> Result:
    """Pull all that is named; 0 when all are proven, 3 when some are, 1 when none is."""
    opened, names = _open(directory, asked)
    targets, rows = _targets(opened, names, asked.phase)
    if targets:
        login = credentials(opened.inventory.district.access.username or "")
        for result in _pull(opened, targets, login, asked):
            rows.append(_keep(opened, result, asked.phase))
            if progress is not None:
                progress(len(rows), len(names), sum(row["outcome"] in {"failed", "quarantined"} for row in rows))
    rows.sort(key=lambda row: names.index(row["switch"]))
    _journal(opened, rows, asked.phase)
    data = {"phase": asked.phase, "switches": rows}
    return Result("backup", data, exit=_exit(rows), next=_next(rows, asked))


def _open(directory: str | None, asked: Asked) -> tuple[Opened, tuple[str, ...]]:
    if asked.phase not in PHASES:
        raise UsageError(f'"{asked.phase}" is not a phase', suggest(asked.phase, PHASES, "phases"))
    opened = open_folder(directory, without_checks=True)
    stored = stored_plan(opened)
    plan = stored.plan if stored else None
    names = switches_of(asked.targets, opened.inventory, plan) if asked.targets else tuple(opened.inventory.switches)
    return opened, names


def _row(opened: Opened, name: str, phase: str) -> dict[str, Any]:
    """One switch of a dry run."""
    host, port, why = endpoint(opened.inventory, name, phase == "after")
    platform = find_platform(_platform(opened, name, phase))
    commands = list(platform.commands()) if platform and host else []
    reason = why or ("" if platform else f"no recipe for {_platform(opened, name, phase)}")
    return {
        "switch": name,
        "outcome": "skipped",
        "reason": reason or "dry run",
        "proof": [],
        "snapshot": None,
        "bytes": 0,
        "seconds": 0.0,
        "host": host,
        "port": port,
        "username": _username(opened, name),
        "platform": _platform(opened, name, phase),
        "commands": commands,
    }


def _platform(opened: Opened, name: str, phase: str) -> str:
    switch = opened.inventory.switches[name]
    return switch.replacement.platform if phase == "after" and switch.replacement else switch.platform


def _username(opened: Opened, name: str) -> str:
    return opened.inventory.switches[name].username or opened.inventory.district.access.username or ""


def _targets(opened: Opened, names: Sequence[str], phase: str) -> tuple[list[Target], list[dict[str, Any]]]:
    """Whom to contact, and the answers for those who are not."""
    store = SnapshotStore(opened.project.snapshots)
    targets, rows = [], []
    for name in names:
        host, port, why = endpoint(opened.inventory, name, phase == "after")
        if host is None:
            outcome = "skipped" if "never contacted" in why else "failed"
            rows.append(_answer(name, outcome, why))
            continue
        targets.append(_target(opened, store, name, host, port, phase))
    return targets, rows


def _target(opened: Opened, store: SnapshotStore, name: str, host: str, port: int, phase: str) -> Target:
    """How to reach a switch; `after` inherits neither hostname nor legacy_ssh from the old one (design, section 6)."""
    switch = opened.inventory.switches[name]
    is_new = phase == "after" and switch.replacement is not None
    platform = _platform(opened, name, phase)
    return Target(
        switch=name,
        host=host,
        port=port,
        platform=platform,
        username=_username(opened, name),
        hostname=None if is_new else switch.hostname,
        building=switch.building,
        legacy_ssh=switch.legacy_ssh and not is_new,
        last_good_size=store.last_good_size(name, platform),
    )


def _pull(opened: Opened, targets: list[Target], login: Credentials, asked: Asked) -> Any:
    from switchrefresh.devices.pulling import pull_all

    access = opened.inventory.district.access
    book: HostKeyBook = KnownHosts(opened.project.known_hosts)
    return pull_all(
        targets,
        login,
        book,
        host_key_mode=access.host_keys,
        concurrency=max(1, asked.concurrency or access.concurrency),
        per_building=access.per_building,
    )


def _keep(opened: Opened, result: PullResult, phase: str) -> dict[str, Any]:
    """Store what was pulled before anything is said about it; a disk that refuses makes the pull a failed one."""
    try:
        if result.learned_key and result.host_key is not None:
            key = {"key_type": result.host_key.key_type, "fingerprint": result.host_key.fingerprint}
            append_event(opened.project, "host-key-learned", {"switch": result.switch, **key})
        snapshot = _store(opened, result, phase)
    except OSError as error:
        reason = f"limit: the disk refused: {error.strerror}"
        return _answer(result.switch, "failed", reason, next_step="make room or check the permissions")
    return _answer(
        result.switch,
        result.outcome,
        result.explained,
        list(result.proof),
        snapshot,
        len(result.raw or b""),
        result.seconds,
        result.next_step,
    )


def _store(opened: Opened, result: PullResult, phase: str) -> str | None:
    if result.raw is None or result.outcome not in {"proven", "quarantined"}:
        return None
    store = SnapshotStore(opened.project.snapshots)
    facts = SnapshotFacts(
        switch=result.switch,
        phase=phase,
        platform=result.platform,
        command=result.command or "",
        started=result.started,
        ended=result.ended,
        evidence=result.proof,
        host_key=result.host_key.fingerprint if result.host_key else "",
        reason=result.explained or "",
    )
    save = store.save if result.outcome == "proven" else store.quarantine
    return save(facts, result.raw).id


def _answer(
    switch: str,
    outcome: str,
    reason: str | None = None,
    proof: list[str] | None = None,
    snapshot: str | None = None,
    size: int = 0,
    seconds: float = 0.0,
    next_step: str = "",
) -> dict[str, Any]:
    """One entry of the JSON contract; `next` says what to do about a failure."""
    return {
        "switch": switch,
        "outcome": outcome,
        "reason": reason,
        "proof": proof or [],
        "snapshot": snapshot,
        "bytes": size,
        "seconds": round(seconds, 2),
        "next": next_step,
    }


def _journal(opened: Opened, rows: list[dict[str, Any]], phase: str) -> None:
    proven = [row["switch"] for row in rows if row["outcome"] == "proven"]
    if proven:
        append_event(opened.project, "backed-up", {"phase": phase, "switches": proven})


def _exit(rows: list[dict[str, Any]]) -> Exit:
    count = Counter(row["outcome"] for row in rows)
    contacted = len(rows) - count["skipped"]
    if count["proven"] == contacted:
        return Exit.OK
    return Exit.PARTIAL if count["proven"] else Exit.NO


def _next(rows: list[dict[str, Any]], asked: Asked) -> tuple[str, ...]:
    words = " ".join(asked.targets)
    changed = [row["switch"] for row in rows if str(row["reason"] or "").startswith("host-key-changed")]
    if changed:
        return tuple(f"switchrefresh trust {name} --replaced" for name in changed[:3])
    bad = [row["switch"] for row in rows if row["outcome"] in {"failed", "quarantined"}]
    if bad:
        return (f"switchrefresh backup {' '.join(bad[:4])} --phase {asked.phase}",)
    return (f"switchrefresh compare {words}".rstrip(),) if asked.phase == "after" else ()
