"""Which phase a pull belongs to: inside an open window it follows from the journal, and a contradiction is refused.

A "before" that was pulled after the swap, or an "after" that was pulled before it, would make every proof worthless.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from switchrefresh import clock
from switchrefresh.commands.opening import Opened
from switchrefresh.commands.targets import endpoint
from switchrefresh.errors import RefusedError, UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.inventory.model import Inventory
from switchrefresh.journal.records import History, Stage, WindowRecord
from switchrefresh.problems import Problem
from switchrefresh.storage.known_hosts import KnownHosts, fingerprint
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore

SAME_NIGHT = timedelta(hours=16)
PHASES = ("baseline", "staged", "before", "after")
OLD_SWITCH = ("baseline", "before")


def phases_for(opened: Opened, names: Sequence[str], asked: str | None, history: History) -> dict[str, str]:
    """The phase of a pull of each of these switches; without a word from the person what fits, else baseline."""
    if asked is not None and asked not in PHASES:
        raise UsageError(f'"{asked}" is not a phase', suggest(asked, PHASES, "phases"))
    if asked is None:
        return {name: fitting_phase(opened, name, history) or "baseline" for name in names}
    refuse_contradiction(opened, names, asked, history)
    return dict.fromkeys(names, asked)


def one_word(phases: Mapping[str, str], asked: str | None) -> str:
    """One word for all of a run."""
    found = set(phases.values())
    return asked or (found.pop() if len(found) == 1 else "mixed" if found else "baseline")


def refuse_contradiction(opened: Opened, names: Sequence[str], asked: str, history: History) -> None:
    """RefusedError with a problem for each switch for which this phase cannot be true."""
    problems = [found for name in names if (found := _contradiction(opened, name, asked, history)) is not None]
    if problems:
        message = f'"{asked}" contradicts what has happened'
        raise RefusedError(message, problems[0].hint, "phase-contradiction", tuple(problems[:40]))


def fitting_phase(opened: Opened, name: str, history: History) -> str | None:
    """before or after for a switch of an open window, after for one that is done; None where the journal is silent."""
    window = history.open_window(name)
    if window is None:
        done = history.stage(name) is Stage.DONE and _is_replaced(opened.inventory, name)
        return "after" if done or _has_other_key(opened, name) else None
    stage = history.stage(name)
    if stage in (Stage.FAILED, Stage.BACKED_OUT):
        return None
    return "after" if stage is Stage.DONE or is_swapped(name, window, history) else "before"


def stands_new(opened: Opened, name: str, history: History) -> bool:
    """Whether the new switch is in the rack already."""
    return fitting_phase(opened, name, history) == "after"


def _has_other_key(opened: Opened, name: str) -> bool:
    """Whether the key that is trusted now is not the one that this night's "before" was pulled under.

    So a swap is noticed also where the night was cut off before its window was opened.
    """
    host, port, _ = endpoint(opened.inventory, name, "before")
    with suppress(SnapshotDamagedError):
        before = SnapshotStore(opened.project.snapshots).latest(name, "before")
        if host is None or before is None or before.facts.started < clock.now() - SAME_NIGHT:
            return False
        known = {fingerprint(key) for _, key in KnownHosts(opened.project.known_hosts).known_keys(host, port)}
        return bool(known) and bool(before.facts.host_key) and before.facts.host_key not in known
    return False


def is_swapped(name: str, window: WindowRecord, history: History) -> bool:
    """Whether anything since the opening speaks of the new switch: its key, a pull of it, a verdict about it."""
    proof = history.proofs.get(name)
    moments = [history.keys_replaced.get(name), history.backed_up.get((name, "after"))]
    moments += [proof.at] if proof is not None and proof.verdict != "not-proven" else []
    return any(at is not None and window.opened is not None and at >= window.opened for at in moments)


def _is_replaced(inventory: Inventory, name: str) -> bool:
    return name in inventory.switches and inventory.switches[name].replacement is not None


def _contradiction(opened: Opened, name: str, asked: str, history: History) -> Problem | None:
    fitting = fitting_phase(opened, name, history)
    if asked in OLD_SWITCH and fitting == "after":
        message = f"{name} is replaced: what stands there now is the new switch, and a {asked} is of the old one"
        hint = f"switchrefresh backup {name} --phase after; is the old one back? switchrefresh window backout"
        return Problem("phase-contradiction", message, hint=hint)
    same_place = endpoint(opened.inventory, name, "before")[:2] == endpoint(opened.inventory, name, "after")[:2]
    if asked == "after" and fitting == "before" and same_place:
        message = f"{name} still has the key of the old switch, as far as the journal knows"
        hint = f"when the new one is in: switchrefresh trust {name} --replaced"
        return Problem("phase-contradiction", message, hint=hint)
    return None
