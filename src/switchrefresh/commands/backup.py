"""backup: pull running configs; each is proven and stored, or quarantined, or failed for a reason with a cure."""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from switchrefresh.commands.backup_keeping import answer, keep_each
from switchrefresh.commands.backup_pulls import start_pulls
from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.phases import PHASES, one_word, phases_for
from switchrefresh.commands.promises import stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.commands.staleness import refuse_stale_windows
from switchrefresh.commands.targets import NEW_SWITCH, endpoint, platform_of, untested_platforms
from switchrefresh.devices.targets import Credentials, Target
from switchrefresh.errors import Exit
from switchrefresh.planning.targets import switches_of
from switchrefresh.platforms.registry import find_platform
from switchrefresh.problems import Problem, warning
from switchrefresh.storage.journal_file import append_event, load_history
from switchrefresh.storage.snapshot_store import Snapshot, SnapshotDamagedError, SnapshotStore

Progress = Callable[[int, int, int], None]


@dataclass(frozen=True)
class Asked:
    """What to pull: targets, the phase, at most how many switches at once, and whether to go on where a run ended.

    No phase means what fits: before or after inside an open window, else baseline. `config_only` leaves out
    the saved config and the state commands. `settled`: a window verb has looked at promise and phase itself. `since`:
    resume nothing older. `cluster`: the address of a Dask scheduler, whose workers find the logins themselves;
    `password_file` is the name of a file there.
    """

    targets: tuple[str, ...]
    phase: str | None = None
    concurrency: int | None = None
    resume: bool = False
    config_only: bool = False
    settled: bool = False
    since: datetime | None = None
    cluster: str | None = None
    password_file: str | None = None


def dry_run(directory: str | None, asked: Asked) -> Result:
    """What would be sent to whom; nothing is contacted."""
    opened, phases = _open(directory, asked)
    rows = [_row(opened, name, phase, asked.config_only) for name, phase in phases.items()]
    return Result("backup", {"phase": one_word(phases, asked.phase), "dry_run": True, "switches": rows})


def run(
    directory: str | None, asked: Asked, credentials: Callable[[str], Credentials], progress: Progress | None = None
) -> Result:
    """Pull all that is named; 0 when all are proven, 3 when some are, 1 when none is."""
    opened, phases = _open(directory, asked)
    names = tuple(phases)
    done = proven_already(opened, phases, asked.since) if asked.resume else {}
    rows = [_resumed(snapshot) for snapshot in done.values()]
    targets: list[Target] = []
    for phase in PHASES:
        found, answered = pull_targets(opened, [n for n in names if n not in done and phases[n] == phase], phase)
        targets, rows = [*targets, *found], [*rows, *answered]
    if targets:
        _try_disk(opened)
        for row in keep_each(opened, start_pulls(opened, targets, credentials, asked), phases):
            rows.append(row)
            if progress is not None:
                progress(len(rows), len(names), sum(row["outcome"] in {"failed", "quarantined"} for row in rows))
    rows.sort(key=lambda row: names.index(row["switch"]))
    rows = [{**row, "phase": phases[row["switch"]]} for row in rows]
    _journal(opened, rows)
    word = one_word(phases, asked.phase)
    problems = [*unsaved_configs(rows), *untested_platforms({target.platform for target in targets})]
    data = {"phase": word, "switches": rows}
    return Result("backup", data, tuple(problems), exit=_exit(rows), next=_next(rows, asked, word))


def _try_disk(opened: Opened) -> None:
    """OSError, before anybody is contacted, when the store, the journal or the host keys cannot be written."""
    SnapshotStore(opened.project.snapshots).try_disk()
    for path in (opened.project.journal_file, opened.project.known_hosts):
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    if not os.access(opened.project.root, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(opened.project.root))


def _open(directory: str | None, asked: Asked) -> tuple[Opened, dict[str, str]]:
    """The folder, and the switches meant with the phase of each."""
    opened = open_folder(directory, without_checks=True)
    if not asked.settled:
        refuse_stale_windows(opened, asked.targets)
    stored = stored_plan(opened)
    plan = stored.plan if stored else None
    names = switches_of(asked.targets, opened.inventory, plan) if asked.targets else tuple(opened.inventory.switches)
    if asked.settled and asked.phase is not None:
        return opened, dict.fromkeys(names, asked.phase)
    return opened, phases_for(opened, names, asked.phase, load_history(opened.project))


def _row(opened: Opened, name: str, phase: str, config_only: bool) -> dict[str, Any]:
    """One switch of a dry run."""
    host, port, why = endpoint(opened.inventory, name, phase)
    platform = find_platform(platform_of(opened.inventory, name, phase))
    commands = list(platform.commands()) if platform and host else []
    if platform and config_only:
        more = {platform.saved_config, *platform.state_commands}
        commands = [command for command in commands if command not in more]
    reason = why or ("" if platform else f"no recipe for {platform_of(opened.inventory, name, phase)}")
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
        "username": username_of(opened, name, phase),
        "platform": platform_of(opened.inventory, name, phase),
        "commands": commands,
    }


def username_of(opened: Opened, name: str, phase: str) -> str:
    """The switch's own user name, else its building's, its platform's, the district's."""
    switch, access = opened.inventory.switches[name], opened.inventory.district.access
    groups = (access.usernames.get(key) for key in (switch.building, platform_of(opened.inventory, name, phase)) if key)
    return switch.username or next(filter(None, groups), None) or access.username or ""


def pull_targets(opened: Opened, names: Sequence[str], phase: str) -> tuple[list[Target], list[dict[str, Any]]]:
    """Whom to contact, and the answers for those who are not."""
    store = SnapshotStore(opened.project.snapshots)
    targets, rows = [], []
    for name in names:
        host, port, why = endpoint(opened.inventory, name, phase)
        if host is None:
            outcome = "skipped" if "never contacted" in why or "not on the bench" in why else "failed"
            rows.append(answer(name, outcome, why))
            continue
        targets.append(_target(opened, store, name, host, port, phase))
    return targets, rows


def _target(opened: Opened, store: SnapshotStore, name: str, host: str, port: int, phase: str) -> Target:
    """How to reach a switch; a new one inherits neither hostname nor legacy_ssh from the old (design, section 6)."""
    switch = opened.inventory.switches[name]
    is_new = phase in NEW_SWITCH and switch.replacement is not None
    platform = platform_of(opened.inventory, name, phase)
    return Target(
        switch=name,
        host=host,
        port=port,
        platform=platform,
        username=username_of(opened, name, phase),
        hostname=None if is_new else switch.hostname,
        building=switch.building,
        legacy_ssh=switch.legacy_ssh and not is_new,
        last_good_size=store.last_good_size(name, platform),
    )


def _resumed(snapshot: Snapshot) -> dict[str, Any]:
    """The entry of a switch that an interrupted run has proven."""
    reason = f"resumed: proven at {snapshot.facts.started.isoformat(timespec='seconds')}"
    proof, platform = list(snapshot.facts.evidence), snapshot.facts.platform
    row = answer(snapshot.facts.switch, "skipped", reason, proof, snapshot.id, snapshot.length, platform=platform)
    return {**row, "resumed": True}


def proven_already(opened: Opened, phases: Mapping[str, str], since: datetime | None = None) -> dict[str, Snapshot]:
    """What an interrupted run left behind: proven snapshots of this phase that no finished run has journalled.

    A run writes its `backed-up` event when it is finished; a snapshot that is younger than the switch's last such
    event comes from a run that never was. A damaged one does not count.
    """
    finished = load_history(opened.project).backed_up
    store = SnapshotStore(opened.project.snapshots)
    found = {}
    for name, phase in phases.items():
        with suppress(SnapshotDamagedError):
            snapshot = store.latest(name, phase)
            if snapshot is None or snapshot.facts.platform != platform_of(opened.inventory, name, phase):
                continue
            if since is not None and snapshot.facts.started < since:
                continue
            if (name, phase) not in finished or snapshot.facts.started > finished[name, phase]:
                found[name] = snapshot
    return found


def unsaved_configs(rows: list[dict[str, Any]]) -> list[Problem]:
    """A warning for each switch that would come back otherwise after a power cut, with what to type there."""
    found = []
    for row in rows:
        if row["saved"] == "differs":
            platform = find_platform(row["platform"])
            hint = (
                f"on the switch: {platform.save_hint}" if platform and platform.save_hint else "save it on the switch"
            )
            message = f"{row['switch']}: the running config is not the saved one; a power cut would undo the difference"
            found.append(warning("unsaved-config", message, hint))
    return found


def _journal(opened: Opened, rows: list[dict[str, Any]]) -> None:
    for phase in PHASES:
        proven = [
            row["switch"]
            for row in rows
            if row["phase"] == phase and (row["outcome"] == "proven" or row.get("resumed"))
        ]
        if proven:
            append_event(opened.project, "backed-up", {"phase": phase, "switches": proven})


def _exit(rows: list[dict[str, Any]]) -> Exit:
    count = Counter(row["outcome"] for row in rows)
    contacted = len(rows) - count["skipped"]
    if count["proven"] == contacted:
        return Exit.OK
    return Exit.PARTIAL if count["proven"] else Exit.NO


def _next(rows: list[dict[str, Any]], asked: Asked, phase: str) -> tuple[str, ...]:
    words, said = " ".join(asked.targets), f" --phase {asked.phase}" if asked.phase else ""
    changed = [row["switch"] for row in rows if str(row["reason"] or "").startswith("host-key-changed")]
    if changed:
        staged = " --staged" if phase == "staged" else ""
        return tuple(f"switchrefresh trust {name}{staged} --replaced" for name in changed[:3])
    failed = [row for row in rows if row["outcome"] in {"failed", "quarantined"}]
    failed.sort(key=lambda row: not str(row["reason"]).startswith("auth: not tried"))  # without who rejected the login
    bad = [row["switch"] for row in failed]
    if bad:
        return (f"switchrefresh backup {' '.join(bad[:4])}{said}",)
    return (f"switchrefresh compare {words}".rstrip(),) if phase == "after" else ()
