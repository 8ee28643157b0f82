"""verify: did everything come back after the swap; live or from stored pulls, in one of three words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from switchrefresh.clock import now
from switchrefresh.commands.backup import unsaved_configs, username_of
from switchrefresh.commands.opening import Opened, as_of_date, open_folder
from switchrefresh.commands.promises import Stored, stored_plan
from switchrefresh.commands.proof_rows import (
    After,
    Proof,
    Standards,
    cannot_be_asked,
    could_not_be_asked,
    not_proven,
    prove,
    row_of,
)
from switchrefresh.commands.proof_states import looks_at, newest_after, read_snapshot
from switchrefresh.commands.proof_upstream import prove_from_above
from switchrefresh.commands.result import Result
from switchrefresh.commands.verify_live import Live, Pacing, pull_until_stable
from switchrefresh.devices.targets import Credentials
from switchrefresh.errors import Exit, UsageError
from switchrefresh.journal import words
from switchrefresh.planning.targets import switches_of
from switchrefresh.problems import Problem, warning
from switchrefresh.storage.journal_file import append_event, load_history
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore
from switchrefresh.verification.verdict import Verdict

MORNINGS_AFTER = timedelta(days=4)  # a Friday night is looked at on Monday
EXITS = {Verdict.NOTHING_LOST: Exit.OK, Verdict.LOST: Exit.NO, Verdict.NOT_PROVEN: Exit.PARTIAL}
Login = Callable[[str], Credentials]


@dataclass(frozen=True)
class Asked:
    """What to verify and how: `stored` judges the newest stored pull instead of asking the switch."""

    targets: tuple[str, ...]
    stored: bool = False
    morning: bool = False
    pacing: Pacing = field(default_factory=Pacing)
    report: str | None = None
    as_of: str | None = None


def run(
    directory: str | None, asked: Asked, credentials: Login, progress: Callable[[str], None] | None = None
) -> Result:
    """0 nothing lost, 1 something lost, 3 not proven."""
    opened = open_folder(directory, without_checks=True)
    stored = stored_plan(opened)
    names = meant(opened, stored, asked)
    proofs, problems = verify_switches(opened, names, credentials, asked, progress)
    window = _window(stored, names)
    result = answer(proofs, problems, asked)
    try:
        for proof in proofs.values():
            journal_proof(opened, proof, window.get(proof.switch))
    except OSError as error:
        result = _not_on_record(result, error)
    return _reported(result, asked.report) if asked.report else result


def meant(opened: Opened, stored: Stored | None, asked: Asked) -> tuple[str, ...]:
    """The switches of the targets; without one those of the open windows, with --morning those of the last days."""
    if asked.targets:
        return switches_of(asked.targets, opened.inventory, stored.plan if stored else None)
    history = load_history(opened.project)
    found = [name for window in history.open_windows for name in window.switches]
    if asked.morning:
        day = as_of_date(asked.as_of, opened.inventory)
        fresh = [(name, record.on or record.at.date()) for name, record in history.done().items()]
        found = [name for name, on in fresh if day - MORNINGS_AFTER <= on <= day]
    known = tuple(name for name in dict.fromkeys(found) if name in opened.inventory.switches)
    if not known:
        which = "no switch was done in the last days" if asked.morning else "no window is open"
        raise UsageError(f"{which}, so verify needs a target", "switchrefresh verify hs-idf1-sw2, hs/idf-1, hs or w003")
    return known


def verify_switches(
    opened: Opened,
    names: Sequence[str],
    credentials: Login | None,
    asked: Asked,
    progress: Callable[[str], None] | None = None,
) -> tuple[dict[str, Proof], list[Problem]]:
    """A proof of every switch, and what else there is to say; without `credentials` stored pulls are judged."""
    standards = Standards.of(opened, as_of_date(asked.as_of, opened.inventory))
    store = SnapshotStore(opened.project.snapshots)
    problems = list(standards.problems)
    live: Mapping[str, Live] = {}
    if credentials is not None and not asked.stored:
        live, told = _look_live(opened, names, credentials, asked, standards, progress)
        problems += told
    proofs = {name: _prove(opened, name, store, standards, live, asked.morning) for name in names}
    problems += [problem for proof in proofs.values() for problem in proof.problems]
    return proofs, problems


def _look_live(
    opened: Opened,
    names: Sequence[str],
    credentials: Login,
    asked: Asked,
    standards: Standards,
    progress: Callable[[str], None] | None,
) -> tuple[Mapping[str, Live], list[Problem]]:
    """Ask the switches; where there is no password and nobody to ask, stored pulls are judged, and it is said."""
    try:
        for name in names:
            if not cannot_be_asked(opened, name):
                credentials(username_of(opened, name, "after"))
    except UsageError as error:
        if error.code != "no-credentials" or not _has_stored(opened, names):
            raise
        message = "there is no password and nobody to ask, so the stored pulls are judged, not the switches as they are"
        return {}, [warning("verify-stored", message, error.hint)]
    live = pull_until_stable(opened, names, credentials, asked.pacing, standards, asked.morning, progress)
    return live, unsaved_configs([one.row for one in live.values() if one.row])


def _has_stored(opened: Opened, names: Sequence[str]) -> bool:
    store = SnapshotStore(opened.project.snapshots)
    return any(store.ids(name, "after") for name in names)


def _prove(
    opened: Opened, name: str, store: SnapshotStore, standards: Standards, live: Mapping[str, Live], morning: bool
) -> Proof:
    seen = live.get(name)
    if cannot_be_asked(opened, name) or (could_not_be_asked(opened, name) and (seen is None or seen.after is not None)):
        above = live.get(opened.inventory.switches[name].uplink or "")
        return prove_from_above(opened, name, store, standards, above.after if above else None)
    if seen is not None and seen.after is None:
        what = f"the new switch could not be asked ({seen.reason}); {seen.next_step or 'try again'}"
        found = not_proven(name, what, "state", standards)
        is_swapped = seen.reason.startswith("host-key-changed")
        return replace(found, next=(f"switchrefresh trust {name} --replaced",)) if is_swapped else found
    after = seen.after if seen is not None else _stored_after(store, name)
    return prove(opened, name, looks_at(store, name, after.at if after else None), after, standards, morning)


def _stored_after(store: SnapshotStore, name: str) -> After | None:
    try:
        snapshot = newest_after(store, name)
        read = read_snapshot(store, snapshot.id) if snapshot is not None else None
    except SnapshotDamagedError:
        return None
    return After(read.state, read.at, read.snapshot) if read is not None else None


def answer(proofs: Mapping[str, Proof], problems: Sequence[Problem], asked: Asked) -> Result:
    """The answer of the verb."""
    rows = [row_of(proof) for proof in proofs.values()]
    verdict = worst_verdict([proof.verdict for proof in proofs.values()])
    data: dict[str, Any] = {
        "verdict": str(verdict),
        "switches": rows,
        "expected": sum(row["expected"] for row in rows),
        "back": sum(row["back"] for row in rows),
        "due_by_morning": [{"switch": row["switch"], **due} for row in rows for due in row["due_by_morning"]],
        "at": now().isoformat(timespec="seconds"),
        "morning": asked.morning,
    }
    return Result("verify", data, tuple(problems), EXITS[verdict], _next(asked, proofs, verdict, data))


def worst_verdict(verdicts: Sequence[Verdict]) -> Verdict:
    """One word for many switches; nothing at all is not proven."""
    for verdict in (Verdict.LOST, Verdict.NOT_PROVEN):
        if verdict in verdicts:
            return verdict
    return Verdict.NOTHING_LOST if verdicts else Verdict.NOT_PROVEN


def _next(asked: Asked, proofs: Mapping[str, Proof], verdict: Verdict, data: Mapping[str, Any]) -> tuple[str, ...]:
    words_typed = " ".join(asked.targets) or " ".join(proofs)
    first = tuple(line for proof in proofs.values() for line in proof.next)[:3]
    if first:
        return first
    if verdict is Verdict.NOTHING_LOST:
        return (f"switchrefresh verify {words_typed} --morning",) if data["due_by_morning"] else ()
    return (f"switchrefresh verify {words_typed}",)


def _window(stored: Any, names: Sequence[str]) -> dict[str, str]:
    windows = stored.plan.windows if stored else ()
    return {task.switch: window.id for window in windows for task in window.tasks if task.switch in names}


def journal_proof(opened: Opened, proof: Proof, window: str | None) -> None:
    """What was said about each switch stays on record, with the findings that decided it."""
    findings = [
        {"code": f.code, "severity": str(f.severity), "before_port": f.before_port, "after_port": f.after_port}
        for f in proof.comparison.findings
        if f.counts
    ]
    details = {"switch": proof.switch, "window": window, "verdict": str(proof.verdict), "findings": findings}
    append_event(opened.project, words.VERIFIED, details)


def _not_on_record(result: Result, error: OSError) -> Result:
    """The proof is told all the same; that the journal lacks it is an error of its own, and never a plain yes."""
    why = error.strerror or type(error).__name__
    hint = "verify again where the folder can be written: windows are closed by what stands in the journal"
    problem = Problem("disk", f"the verdict could not be written into the journal: {why}", hint=hint)
    exit_ = Exit.PARTIAL if result.exit is Exit.OK else result.exit
    return replace(result, problems=(*result.problems, problem), exit=exit_)


def _reported(result: Result, path: str) -> Result:
    from pathlib import Path

    from switchrefresh.documents.proof_report import proof_report
    from switchrefresh.storage.atomic import write_atomic

    target = Path(path)
    if not target.parent.is_dir():
        raise UsageError(f"the folder {target.parent} does not exist", "make it, or name another file")
    write_atomic(target, proof_report(result.data).encode())
    return Result(result.verb, {**result.data, "report": path}, result.problems, result.exit, result.next)
