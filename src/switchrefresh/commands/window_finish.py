"""window finish: the "after" of every switch, the proof that nothing is lost, and the window is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from switchrefresh.commands import backup, verify
from switchrefresh.commands.gates import GO, NO, Gate
from switchrefresh.commands.opening import open_folder
from switchrefresh.commands.phases import stands_new
from switchrefresh.commands.proof_rows import Proof, cannot_be_asked, row_of
from switchrefresh.commands.result import Result
from switchrefresh.commands.verify_live import Pacing
from switchrefresh.commands.window_gate import check_accepted, gate_of_pulls
from switchrefresh.commands.window_nights import Night, close_window, night_of
from switchrefresh.commands.window_start import Choice, Login
from switchrefresh.commands.windows import left_tasks
from switchrefresh.errors import Exit
from switchrefresh.journal import words
from switchrefresh.journal.records import Stage
from switchrefresh.problems import Problem, warning
from switchrefresh.storage.journal_file import append_event, load_history
from switchrefresh.storage.locks import hold_lock
from switchrefresh.verification.verdict import Verdict

Tell = Callable[[str], None]
_MENDING = {
    "lost": "switchrefresh verify {}",
    "not-proven": "switchrefresh verify {}",
    "no-after": "switchrefresh backup {}",
    "not-swapped": "switchrefresh trust {} --replaced",
}


def run(
    directory: str | None,
    name: str,
    choice: Choice,
    login: Login,
    progress: backup.Progress | None = None,
    tell: Tell | None = None,
) -> Result:
    """Close a window: 0 everything is back, 1 it stays open and says why, 4 it was not open."""
    check_accepted(choice.accept, choice.because)
    opened = open_folder(directory, without_checks=True)
    with hold_lock(opened.project.window_lock, f"window finish {name}"):
        night = night_of(opened, directory, name, f"window finish {name}")
        return _finish(night, choice, login, progress, tell)


def _finish(night: Night, choice: Choice, login: Login, progress: backup.Progress | None, tell: Tell | None) -> Result:
    names = [task.switch for task in left_tasks(night.window, night.history)]
    swapped = [n for n in names if _may_be_asked(night, n)]
    asked = [n for n in swapped if not cannot_be_asked(night.opened, n)]
    pulled = _pull_after(night.directory, asked, login, progress)
    absent = _absent(night, pulled)
    pulled = [row for row in pulled if row["switch"] not in absent]
    swapped = [n for n in swapped if n not in absent]
    proofs, told = _prove(night, [n for n in names if n in swapped], choice, login, tell)
    accepted = {**night.record.accepted, **dict.fromkeys(choice.accept, " ".join(choice.because.split()))}
    gates = [*_not_swapped(names, swapped), *gate_of_pulls(pulled, "after"), *_gates_of_proofs(proofs)]
    bad = [gate for gate in gates if gate.standing == NO and gate.code not in accepted]
    data: dict[str, Any] = {
        "action": "finish",
        "window": night.window.id,
        "state": "open" if bad else "closed",
        "gate": [gate.as_json(accepted) for gate in gates],
        "backup": pulled,
        "verdict": str(verify.worst_verdict([proof.verdict for proof in proofs.values()])) if proofs else None,
        "switches": [row_of(proof) for proof in proofs.values()],
        "lost": _lost(proofs.values()),
        "due_by_morning": _due(proofs.values()),
        "unsaved": [gate.switch for gate in gates if gate.code == "unsaved-config"],
    }
    problems = [*told, *(p for gate in gates if (p := gate.problem(accepted)) is not None)]
    if bad:
        return Result("window", data, tuple(problems), Exit.NO, _next_open(night.window.id, bad))
    _close(night, proofs, gates, accepted, choice)
    return _closed(night, data, problems)


def _absent(night: Night, pulled: Sequence[Mapping[str, Any]]) -> set[str]:
    """Switches that nobody answers for at their new address, and of which nothing says that they are in."""
    silent = {str(row["switch"]) for row in pulled if row["outcome"] == "failed"}
    return {name for name in silent if not stands_new(night.opened, name, night.history)}


def _may_be_asked(night: Night, name: str) -> bool:
    """Whether the new switch is there: by its key where it has one, else because nobody can ask it."""
    if cannot_be_asked(night.opened, name):
        return True
    if stands_new(night.opened, name, night.history):
        return True
    from switchrefresh.commands.targets import endpoint

    inventory = night.opened.inventory
    return endpoint(inventory, name, "before")[:2] != endpoint(inventory, name, "after")[:2]


def _pull_after(
    directory: str | None, names: Sequence[str], login: Login, progress: backup.Progress | None
) -> list[dict[str, Any]]:
    if not names:
        return []
    asked = backup.Asked(tuple(names), "after", settled=True)
    rows: list[dict[str, Any]] = backup.run(directory, asked, login, progress).data["switches"]
    return rows


def _prove(
    night: Night, names: Sequence[str], choice: Choice, login: Login, tell: Tell | None
) -> tuple[dict[str, Proof], list[Problem]]:
    """Judge what was just pulled; what is not back is asked again for a while, for links take their time."""
    if not names:
        return {}, []
    day = choice.as_of[:10] if choice.as_of else None
    stored = verify.Asked(tuple(names), stored=True, as_of=day)
    proofs, told = verify.verify_switches(night.opened, names, None, stored, tell)
    again = [n for n, proof in proofs.items() if proof.verdict is not Verdict.NOTHING_LOST]
    again = [n for n in again if not cannot_be_asked(night.opened, n)]
    if again and choice.wait:
        live = verify.Asked(tuple(again), pacing=Pacing(choice.wait), as_of=day)
        more, told_again = verify.verify_switches(night.opened, again, login, live, tell)
        proofs, told = {**proofs, **more}, told_again or told
    for proof in proofs.values():
        verify.journal_proof(night.opened, proof, night.window.id)
    return proofs, told


def _not_swapped(names: Sequence[str], swapped: Sequence[str]) -> list[Gate]:
    return [
        Gate(
            "not-swapped",
            NO,
            f"{name}: nothing says that the new switch is in",
            name,
            f"in: switchrefresh trust {name} --replaced; not done tonight: switchrefresh log {name} failed --because",
        )
        for name in names
        if name not in swapped
    ]


def _gates_of_proofs(proofs: Mapping[str, Proof]) -> list[Gate]:
    found = []
    for name, proof in proofs.items():
        if proof.verdict is Verdict.NOTHING_LOST:
            found.append(Gate("lost", GO, f"{name}: nothing lost", name))
            continue
        code = str(proof.verdict)
        what = [f.message for f in proof.comparison.findings if f.counts]
        message = f"{name}: {'; '.join(what[:3])}" + (f" and {len(what) - 3} more" if len(what) > 3 else "")
        found.append(Gate(code, NO, message, name, f"switchrefresh verify {name}"))
    return found


def _lost(proofs: Iterable[Proof]) -> list[dict[str, Any]]:
    return [
        {
            "switch": proof.switch,
            "code": f.code,
            "before_port": f.before_port,
            "after_port": f.after_port,
            "message": f.message,
        }
        for proof in proofs
        if proof.verdict is Verdict.LOST
        for f in proof.comparison.findings
        if f.counts
    ]


def _due(proofs: Iterable[Proof]) -> list[dict[str, Any]]:
    return [{"switch": proof.switch, **due} for proof in proofs for due in row_of(proof)["due_by_morning"]]


def _close(
    night: Night, proofs: Mapping[str, Proof], gates: Sequence[Gate], accepted: Mapping[str, str], choice: Choice
) -> None:
    """Every switch that is in is done; one that is not in and was let go of has failed. Then the window is closed."""
    opened, name = night.opened, night.window.id
    for code in sorted({g.code for g in gates if g.standing == NO} - set(night.record.accepted)):
        details = {"window": name, "code": code, "because": accepted[code], **choice.who}
        append_event(opened.project, words.GATE_ACCEPTED, details)
    for switch in proofs:
        append_event(opened.project, words.SWITCH_DONE, {**_done(night, switch), **choice.who})
    for gate in gates:
        if gate.code == "not-swapped":
            details = {"switch": gate.switch, "window": name, "because": accepted[gate.code], **choice.who}
            append_event(opened.project, words.SWITCH_FAILED, details)
    close_window(night, choice.who)


def _done(night: Night, switch: str) -> dict[str, Any]:
    new = night.opened.inventory.switches[switch].replacement
    found = {
        "switch": switch,
        "window": night.window.id,
        "on": night.window.start.date().isoformat(),
        "serial": new.serial if new else None,
        "model": new.model if new else None,
    }
    return {key: value for key, value in found.items() if value}


def _next_open(name: str, bad: Sequence[Gate]) -> tuple[str, ...]:
    """What to type while the window is still open."""
    first = {code: gate.switch for gate in reversed(bad) for code in (gate.code,)}
    steps = [words.format(first[code]) for code, words in _MENDING.items() if code in first]
    worst = first.get("lost") or first.get("not-proven") or bad[0].switch
    codes = " ".join(f"--accept {code}" for code in dict.fromkeys(gate.code for gate in bad))
    return (
        *steps[:2],
        f'switchrefresh window backout {name} {worst} --because "..."',
        f'switchrefresh window finish {name} {codes} --because "..."',
    )


def _closed(night: Night, data: dict[str, Any], problems: list[Problem]) -> Result:
    history = load_history(night.opened.project)
    stages = {task.switch: history.stage(task.switch) for task in night.window.tasks}
    failed = [key for key, stage in stages.items() if stage in (Stage.FAILED, Stage.BACKED_OUT)]
    data |= {
        "done": [key for key, stage in stages.items() if stage is Stage.DONE],
        "failed": failed,
        "durations": [
            {"switch": m.switch, "minutes": round(m.minutes), "planned": round(m.planned)}
            for m in history.measured
            if m.window == night.window.id
        ],
    }
    if data["due_by_morning"]:
        due = ", ".join(dict.fromkeys(str(one["switch"]) for one in data["due_by_morning"]))
        hint = f"when people are in: switchrefresh verify {night.window.id} --morning"
        problems.append(warning("due-by-morning", f"not seen yet, and off at night: {due}", hint))
    steps = [f"switchrefresh verify {night.window.id} --morning"] if data["due_by_morning"] else []
    steps += ["switchrefresh plan"] if failed else ["switchrefresh status"]
    lost = data["verdict"] not in (None, str(Verdict.NOTHING_LOST))
    return Result("window", data, tuple(problems), Exit.NO if lost else Exit.OK, tuple(steps))
