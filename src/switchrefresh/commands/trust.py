"""trust: see the host keys of switches without logging in, enrol them, and accept the one of a replaced switch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.promises import stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.commands.targets import endpoint
from switchrefresh.devices.failures import PullFailure
from switchrefresh.errors import Exit, RefusedError, UsageError
from switchrefresh.planning.targets import switches_of
from switchrefresh.problems import Problem
from switchrefresh.storage.journal_file import append_event
from switchrefresh.storage.known_hosts import KnownHosts, fingerprint
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore

Ask = Callable[[str], bool]


@dataclass(frozen=True)
class Choice:
    """What the person said on the command line."""

    replaced: bool = False
    staged: bool = False
    fingerprint: str | None = None
    yes: bool = False


@dataclass(frozen=True)
class _Seen:
    switch: str
    host: str
    port: int
    key_type: str
    key: str
    fingerprint: str
    standing: str
    known: tuple[str, ...]


def run(directory: str | None, targets: Sequence[str], choice: Choice, ask: Ask) -> Result:
    """Read the keys, say where they stand, and enrol or replace what was agreed to."""
    if not targets:
        raise UsageError("name the switches, a closet, a building, a window or a wave", "switchrefresh trust hs")
    opened = open_folder(directory, without_checks=True)
    plan = stored_plan(opened)
    names = switches_of(targets, opened.inventory, plan.plan if plan else None)
    if choice.replaced and len(names) != 1:
        raise UsageError("--replaced accepts one switch at a time", "name a single switch")
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for name in names:
        if name not in targets and endpoint(opened.inventory, name, _phase(choice))[0] is None:
            rows.append({"switch": name, "standing": "not contacted", "fingerprint": None, "known": []})
            continue  # in a building or closet there are always some
        row, problem = _one(opened, name, choice, ask)
        rows.append(row)
        problems += problem
    bad = any(row["standing"] in {"changed", "unreachable", "revoked"} for row in rows)
    data = {"switches": rows}
    return Result("trust", data, tuple(problems), Exit.NO if bad else Exit.OK)


def _one(opened: Opened, name: str, choice: Choice, ask: Ask) -> tuple[dict[str, Any], list[Problem]]:
    seen = _look(opened, name, choice)
    if isinstance(seen, Problem):
        return {"switch": name, "standing": "unreachable", "fingerprint": None, "known": []}, [seen]
    row = {
        "switch": name,
        "host": seen.host,
        "port": seen.port,
        "key_type": seen.key_type,
        "fingerprint": seen.fingerprint,
        "known": list(seen.known),
        "standing": seen.standing,
    }
    if seen.standing == "unknown":
        return {**row, "standing": _enrol(opened, seen, choice, ask)}, []
    if seen.standing == "changed" and choice.replaced:
        return {**row, "standing": _replace(opened, seen, choice, ask)}, []
    if seen.standing in {"changed", "revoked"}:
        message = f"{name}: the host key is {seen.fingerprint}, but {', '.join(seen.known) or 'another'} is on record"
        words = f"{name} --staged" if choice.staged else name
        hint = (
            f"if this switch was just replaced: switchrefresh trust {words} --replaced; if not, stop and find out why"
        )
        return row, [Problem("host-key-changed", message, hint=hint)]
    return row, []


def _phase(choice: Choice) -> str:
    return "staged" if choice.staged else "after" if choice.replaced else "before"


def _look(opened: Opened, name: str, choice: Choice) -> _Seen | Problem:
    from switchrefresh.devices.host_keys import read_host_key

    phase = _phase(choice)
    host, port, why = endpoint(opened.inventory, name, phase)
    if host is None:
        return Problem("not-contacted", f"{name}: {why}")
    book = KnownHosts(opened.project.known_hosts)
    known = book.known_keys(host, port)
    legacy = opened.inventory.switches[name].legacy_ssh and phase == "before"
    found = read_host_key(host, port, tuple(key_type for key_type, _ in known), legacy)
    if isinstance(found, PullFailure):
        return Problem(found.reason, f"{name} at {host}: {found.detail}", hint=found.next_step)
    standing = str(book.check(host, port, found.key_type, found.key))
    prints = tuple(fingerprint(key) for _, key in known)
    return _Seen(name, host, port, found.key_type, found.key, found.fingerprint, standing, prints)


def _enrol(opened: Opened, seen: _Seen, choice: Choice, ask: Ask) -> str:
    if not _agreed(f"{seen.switch} at {seen.host}: {seen.fingerprint}. Enrol it?", seen, choice, ask):
        return "unknown"
    KnownHosts(opened.project.known_hosts).learn(seen.host, seen.port, seen.key_type, seen.key)
    append_event(opened.project, "host-key-learned", {**_details(seen), **_of_phase(choice), **_of_rack(choice)})
    return "enrolled"


def _replace(opened: Opened, seen: _Seen, choice: Choice, ask: Ask) -> str:
    """The key that was seen on the bench needs no further word; another than that must be typed from the console."""
    staged = _staged_key(opened, seen.switch) if not choice.staged else ""
    question = f"{seen.switch}: {', '.join(seen.known)} becomes {seen.fingerprint}. Is this the new switch?"
    if staged and staged != seen.fingerprint:
        question = f"{seen.switch} shows {seen.fingerprint}, but on the bench it had {staged}. Is it the new switch?"
        choice = replace(choice, yes=False)
    if staged != seen.fingerprint and not _agreed(question, seen, choice, ask):
        raise RefusedError(
            f"the key of {seen.switch} changed and was not accepted",
            f"compare it on the switch's console, then: switchrefresh trust {seen.switch} --replaced "
            f"--fingerprint {seen.fingerprint}",
            code="host-key-changed",
        )
    KnownHosts(opened.project.known_hosts).replace(seen.host, seen.port, seen.key_type, seen.key)
    append_event(
        opened.project, "host-key-replaced", {**_details(seen), "before": list(seen.known), **_of_phase(choice)}
    )
    return "replaced"


def _staged_key(opened: Opened, name: str) -> str:
    """The fingerprint under which the new switch was pulled on the bench."""
    try:
        found = SnapshotStore(opened.project.snapshots).latest(name, "staged")
    except SnapshotDamagedError:
        return ""
    return found.facts.host_key if found is not None else ""


def _agreed(question: str, seen: _Seen, choice: Choice, ask: Ask) -> bool:
    """A typed fingerprint must match; --yes is taken for it; else a person is asked."""
    if choice.fingerprint is not None:
        if choice.fingerprint.removeprefix("SHA256:").rstrip("=") == seen.fingerprint.removeprefix("SHA256:"):
            return True
        message = f"{seen.switch} shows {seen.fingerprint}, not {choice.fingerprint}"
        raise RefusedError(message, "compare the fingerprint on the switch's console", code="host-key-changed")
    return choice.yes or ask(question)


def _of_phase(choice: Choice) -> dict[str, str]:
    """A key on the bench says nothing about the rack."""
    return {"phase": "staged"} if choice.staged else {}


def _of_rack(choice: Choice) -> dict[str, str]:
    """A replaced switch at an address of its own shows its key for the first time: it is in all the same."""
    return {"rack": "new"} if choice.replaced and not choice.staged else {}


def _details(seen: _Seen) -> dict[str, Any]:
    return {
        "switch": seen.switch,
        "host": seen.host,
        "port": seen.port,
        "key_type": seen.key_type,
        "fingerprint": seen.fingerprint,
    }
