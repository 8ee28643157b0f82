"""compare: what changed in a switch's config between two phases; across OSes port by port, never as a text diff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.promises import stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.errors import Exit, UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.planning.targets import switches_of
from switchrefresh.platforms.registry import find_platform
from switchrefresh.problems import Problem
from switchrefresh.storage.portmap_file import portmap_for
from switchrefresh.storage.snapshot_store import PHASES, SnapshotDamagedError, SnapshotStore
from switchrefresh.verification.configs import compare_snapshots
from switchrefresh.verification.portmap import PortMap


def run(directory: str | None, targets: Sequence[str], first: str = "before", last: str = "after") -> Result:
    """The newest proven snapshots of two phases, switch by switch; 1 when one differs, 2 when one is missing."""
    for phase in (first, last):
        if phase not in PHASES:
            raise UsageError(f'"{phase}" is not a phase', suggest(phase, PHASES, "phases"))
    opened = open_folder(directory, without_checks=True)
    stored = stored_plan(opened)
    store = SnapshotStore(opened.project.snapshots)
    if targets:
        names = switches_of(targets, opened.inventory, stored.plan if stored else None)
    else:
        names = tuple(n for n in opened.inventory.switches if store.ids(n, first) and store.ids(n, last))
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for name in names:
        row, problem = _one(opened, store, name, first, last)
        rows += row
        problems += problem
    if not names:
        hint = "switchrefresh backup TARGET --phase before, and --phase after when the new switch is in"
        problems.append(Problem("no-snapshot", f"no switch has both a {first} and an {last}", hint=hint))
    return Result("compare", {"switches": rows}, tuple(problems), _exit(rows, problems))


def _one(
    opened: Opened, store: SnapshotStore, name: str, first: str, last: str
) -> tuple[list[dict[str, Any]], list[Problem]]:
    if opened.inventory.switches[name].platform in {"unmanaged", "cloud"} and not store.ids(name, first):
        return [], [Problem("not-contacted", f"{name} has no config of its own to compare")]
    found = []
    for phase in (first, last):
        try:
            snapshot = store.latest(name, phase)
        except SnapshotDamagedError as error:
            return [], [Problem(error.code, f"{name}: {error.message}", hint=error.hint)]
        if snapshot is None:
            hint = f"switchrefresh backup {name} --phase {phase}"
            return [], [Problem("no-snapshot", f"{name} has no proven {phase}", hint=hint)]
        found.append(store.read(snapshot.id))
    (old, before), (new, after) = found
    platforms = find_platform(old.facts.platform), find_platform(new.facts.platform)
    portmap, moved = _through(opened, name)
    result = compare_snapshots(platforms[0], before, platforms[1], after, portmap, moved)
    row = {
        "switch": name,
        "from": old.id,
        "to": new.id,
        "config_diff": list(result.lines),
        "same": result.same,
        "kind": result.kind,
        "platforms": [old.facts.platform, new.facts.platform],
    }
    return [row], []


def _through(opened: Opened, name: str) -> tuple[PortMap | None, dict[str, str]]:
    """The port map (one with mistakes is `check`'s business), and the address that was planned to change."""
    entry = opened.inventory.switches[name]
    new = entry.replacement
    moved = {entry.host: new.host} if new and new.host and entry.host and entry.host != new.host else {}
    return portmap_for(opened.project, name, new.portmap if new else None).portmap, moved


def _exit(rows: list[dict[str, Any]], problems: list[Problem]) -> Exit:
    if problems:
        return Exit.PARTIAL if rows else Exit.CANNOT_ANSWER
    return Exit.OK if all(row["same"] for row in rows) else Exit.NO
