"""window backout: the old switch is back in the rack, under its old key and with its old config, and that is proven."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from switchrefresh.commands import backup
from switchrefresh.commands.gates import GO, LOOK, NEVER, NO, Gate
from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.result import Result
from switchrefresh.commands.targets import endpoint
from switchrefresh.commands.window_gate import check_accepted
from switchrefresh.commands.window_nights import Night, close_window, night_of
from switchrefresh.commands.window_start import Choice, Login
from switchrefresh.commands.windows import reason
from switchrefresh.devices.failures import PullFailure
from switchrefresh.errors import Exit, UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.journal import words
from switchrefresh.journal.records import Stage
from switchrefresh.platforms.registry import find_platform
from switchrefresh.storage.journal_file import append_event, load_history
from switchrefresh.storage.known_hosts import KnownHosts, fingerprint
from switchrefresh.storage.locks import hold_lock
from switchrefresh.storage.snapshot_store import Snapshot, SnapshotDamagedError, SnapshotStore
from switchrefresh.verification.configs import compare_snapshots


def run(
    directory: str | None,
    name: str,
    switch: str | None,
    choice: Choice,
    login: Login,
    progress: backup.Progress | None = None,
) -> Result:
    """Write down what went back; without a switch the whole window, which is closed then. 1 when it is not proven."""
    check_accepted(choice.accept, choice.because)
    because = reason(choice.because, "window backout")
    opened = open_folder(directory, without_checks=True)
    with hold_lock(opened.project.window_lock, f"window backout {name}"):
        night = night_of(opened, directory, name, f"window backout {name}")
        names = _names(night, switch)
        gates = [gate for one in names for gate in _old_key(opened, one)]
        asked = [one for one in names if not any(g.switch == one and g.standing in (NO, LOOK) for g in gates)]
        pulled = _pull_old(directory, asked, login, progress)
        gates += [gate for row in pulled for gate in _as_before(opened, row)]
        accepted = {**night.record.accepted, **dict.fromkeys(choice.accept, because)}
        bad = [g for g in gates if g.standing == NO and (g.code in NEVER or g.code not in accepted)]
        if not bad:
            _write(night, names, gates, accepted, choice, because)
            if switch is None or not _left(night):
                close_window(night, choice.who, because)
    return _answer(night, names, gates, accepted, pulled, because, bool(bad))


def _names(night: Night, switch: str | None) -> tuple[str, ...]:
    """The switches that go back: the one named, or all that the night has touched or still holds."""
    gone = (Stage.FAILED, Stage.BACKED_OUT)
    mine = [task.switch for task in night.window.tasks if night.history.stage(task.switch) not in gone]
    if switch is None:
        return tuple(mine)
    if switch not in mine:
        known = f"switches of {night.window.id} that are not back yet"
        raise UsageError(f"{switch} is not in {night.window.id}, or is back already", suggest(switch, mine, known))
    return (switch,)


def _old_key(opened: Opened, name: str) -> list[Gate]:
    """The old switch must show the very key under which its "before" was pulled; then that key is trusted again."""
    host, port, why = endpoint(opened.inventory, name, "before")
    if host is None:
        return [Gate("not-back", LOOK, f"{name} cannot be asked: {why}", name)]
    before = _newest(opened, name, "before")
    if before is None:
        hint = "look at its console; to answer for it: --accept no-before"
        return [Gate("no-before", NO, f"{name} has no before to compare with", name, hint)]
    book = KnownHosts(opened.project.known_hosts)
    known = book.known_keys(host, port)
    if before.facts.host_key in {fingerprint(key) for _, key in known}:
        return [Gate("host-key-changed", GO, f"{name}: its old key is the one on record", name)]
    from switchrefresh.devices.host_keys import read_host_key

    types = tuple(key_type for key_type, _ in known)
    found = read_host_key(host, port, types, opened.inventory.switches[name].legacy_ssh)
    if isinstance(found, PullFailure):
        message = f"{name} at {host} does not answer: {found.detail or found.reason}"
        return [Gate("not-back", NO, message, name, found.next_step)]
    if found.fingerprint != before.facts.host_key:
        message = f"{name} shows {found.fingerprint}; its before was pulled under {before.facts.host_key}"
        return [Gate("host-key-changed", NO, message, name, "is it really the old switch that is in the rack?")]
    book.replace(host, port, found.key_type, found.key)
    details = {"switch": name, "host": host, "port": port, "key_type": found.key_type, "phase": "backout"}
    append_event(opened.project, words.HOST_KEY_REPLACED, {**details, "fingerprint": found.fingerprint})
    return [Gate("host-key-changed", GO, f"{name}: its old key is trusted again", name)]


def _newest(opened: Opened, name: str, phase: str) -> Snapshot | None:
    try:
        return SnapshotStore(opened.project.snapshots).latest(name, phase)
    except SnapshotDamagedError:
        return None


def _pull_old(
    directory: str | None, names: Sequence[str], login: Login, progress: backup.Progress | None
) -> list[dict[str, Any]]:
    """One more look at the old switch; it is a baseline, for a "before" is never pulled twice in a night."""
    if not names:
        return []
    asked = backup.Asked(tuple(names), "baseline", settled=True)
    rows: list[dict[str, Any]] = backup.run(directory, asked, login, progress).data["switches"]
    return rows


def _as_before(opened: Opened, row: dict[str, Any]) -> list[Gate]:
    """Whether the old switch runs what it ran before the night."""
    name = str(row["switch"])
    if row["outcome"] != "proven":
        code = "host-key-changed" if str(row["reason"] or "").startswith("host-key-changed") else "not-back"
        return [Gate(code, NO, f"{name}: {row['reason']}", name, str(row.get("next") or ""))]
    store = SnapshotStore(opened.project.snapshots)
    before = _newest(opened, name, "before")
    if before is None:
        return []
    old, raw = store.read(before.id)
    new, now = store.read(str(row["snapshot"]))
    found = compare_snapshots(find_platform(old.facts.platform), raw, find_platform(new.facts.platform), now)
    if found.same:
        return [Gate("not-as-before", GO, f"{name} runs what it ran before", name)]
    changed = "; ".join(line.strip() for line in found.lines[:3])
    message = f"{name} does not run what it ran before: {changed}"
    return [Gate("not-as-before", NO, message, name, f"switchrefresh compare {name} --from before --to baseline")]


def _left(night: Night) -> list[str]:
    """Switches of the window that are still in work or done in it."""
    history = load_history(night.opened.project)
    stages = {task.switch: history.stage(task.switch) for task in night.window.tasks}
    return [key for key, stage in stages.items() if stage in (Stage.IN_WORK, Stage.DONE)]


def _write(
    night: Night, names: Sequence[str], gates: Sequence[Gate], accepted: dict[str, str], choice: Choice, because: str
) -> None:
    window = night.window.id
    for code in sorted({g.code for g in gates if g.standing == NO} - set(night.record.accepted)):
        details = {"window": window, "code": code, "because": accepted[code], **choice.who}
        append_event(night.opened.project, words.GATE_ACCEPTED, details)
    for name in names:
        details = {"switch": name, "window": window, "because": because, **choice.who}
        append_event(night.opened.project, words.BACKED_OUT, details)


def _answer(
    night: Night,
    names: Sequence[str],
    gates: Sequence[Gate],
    accepted: dict[str, str],
    pulled: list[dict[str, Any]],
    because: str,
    bad: bool,
) -> Result:
    switches = night.opened.inventory.switches
    models = [new.model for name in names if name in switches and (new := switches[name].replacement) is not None]
    history = load_history(night.opened.project)
    record = history.windows.get(night.window.id)
    data = {
        "action": "backout",
        "window": night.window.id,
        "state": str(record.phase) if record else "open",
        "because": because,
        "gate": [gate.as_json(accepted) for gate in gates],
        "backup": pulled,
        "backed_out": [] if bad else list(names),
        "restocked": [] if bad else models,
    }
    problems = tuple(p for gate in gates if (p := gate.problem(accepted)) is not None)
    if bad:
        again = f"switchrefresh window backout {night.window.id} {' '.join(names[:1])} --because"
        return Result("window", data, problems, Exit.NO, (f'{again} "..."',))
    return Result("window", data, problems, Exit.OK, (f'switchrefresh plan --because "{_plain(because)}"',))


def _plain(text: str) -> str:
    """Words that can stand between double quotes of a shell."""
    return "".join(c for c in text if c.isalnum() or c in " ,.:;-()/")[:60]
