"""window start: go or no-go, the "before" of every switch, and the night begins; started again it resumes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from switchrefresh import clock
from switchrefresh.commands import backup, runbook
from switchrefresh.commands.gates import NEVER, NO, Gate
from switchrefresh.commands.laptop import laptop_warnings
from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.phases import SAME_NIGHT, stands_new
from switchrefresh.commands.result import Result
from switchrefresh.commands.window_gate import check_accepted, gate_of, gate_of_pulls
from switchrefresh.commands.windows import Meant, find_window, left_tasks, moment_now, write_states
from switchrefresh.commands.writing import Document, write_documents
from switchrefresh.devices.targets import Credentials
from switchrefresh.documents.steps import Step, backout_point, steps_of, steps_text
from switchrefresh.errors import Exit, RefusedError
from switchrefresh.journal import words
from switchrefresh.journal.records import History
from switchrefresh.problems import Problem, warning
from switchrefresh.storage.journal_file import append_event, load_history
from switchrefresh.storage.locks import hold_lock

Login = Callable[[str], Credentials]


@dataclass(frozen=True)
class Choice:
    """What a person says on the command line; `accept` are codes of the gate that the person answers for.

    `wait`: for so many seconds at most a switch that is not all back yet is asked again.
    """

    accept: tuple[str, ...] = ()
    because: str = ""
    parts: bool = False
    dry_run: bool = False
    by: str | None = None
    as_of: str | None = None
    wait: float = 180.0

    @property
    def who(self) -> dict[str, str]:
        """For the journal, when somebody else than the user of this machine is meant."""
        return {"who": self.by} if self.by else {}


def run(
    directory: str | None, name: str, choice: Choice, login: Login, progress: backup.Progress | None = None
) -> Result:
    """Open a window when its gate says go; with `dry_run` only say what is missing."""
    check_accepted(choice.accept, choice.because)
    opened = open_folder(directory, without_checks=True)
    if choice.dry_run:
        return _dry_run(opened, name, choice)
    with hold_lock(opened.project.window_lock, f"window start {name}"):
        history = load_history(opened.project)
        meant = find_window(opened, name, history)
        if meant.is_closed:
            raise RefusedError(f"{name} is closed", "what is left of it is in the next plan", code="window-closed")
        if meant.is_open:
            return _resume(opened, directory, meant, choice, login, progress)
        return _begin(opened, directory, meant, choice, login, progress)


def _dry_run(opened: Opened, name: str, choice: Choice) -> Result:
    history = load_history(opened.project)
    meant = find_window(opened, name, history)
    moment = moment_now(opened, meant.window, choice.as_of)
    gates = [gate for gate in gate_of(opened, meant, history, moment, choice.parts) if gate.code != "not-now"]
    accepted = _accepted(choice, history, name)
    data = _data(opened, meant, history, moment, gates, accepted) | {"dry_run": True, "state": "not opened"}
    open_questions = [gate for gate in gates if gate.standing == NO and gate.code not in accepted]
    problems = tuple(p for gate in gates if (p := gate.problem(accepted)) is not None)
    step = f"switchrefresh window start {name}"
    return Result("window", data, problems, Exit.NO if open_questions else Exit.OK, () if open_questions else (step,))


def _begin(
    opened: Opened,
    directory: str | None,
    meant: Meant,
    choice: Choice,
    login: Login,
    progress: backup.Progress | None,
) -> Result:
    name, history = meant.window.id, load_history(opened.project)
    moment = moment_now(opened, meant.window, choice.as_of)
    accepted = _accepted(choice, history, name)
    gates = list(gate_of(opened, meant, history, moment, choice.parts))
    _stop(name, gates, accepted)
    pulled = _pull_before(directory, _without_before(opened, meant, history), login, progress)
    gates = [gate for gate in gates if gate.standing != "later"] + list(gate_of_pulls(pulled, "before"))
    _stop(name, gates, accepted)
    for code in sorted({g.code for g in gates if g.standing == NO}):
        details = {"window": name, "code": code, "because": accepted[code], **choice.who}
        append_event(opened.project, words.GATE_ACCEPTED, details)
    append_event(opened.project, words.WINDOW_OPENED, {**_opening(opened, meant, history), **choice.who})
    history = load_history(opened.project)
    write_states(opened, history)
    data = _data(opened, meant, history, moment, gates, accepted) | {"state": "opened", "backup": pulled}
    return _started(opened, meant, data, gates, accepted)


def _resume(
    opened: Opened,
    directory: str | None,
    meant: Meant,
    choice: Choice,
    login: Login,
    progress: backup.Progress | None,
) -> Result:
    """The window is open: what is missing of it is made up, and the steps that are left are shown."""
    name, history = meant.window.id, load_history(opened.project)
    moment = moment_now(opened, meant.window, choice.as_of)
    without = [name for name in _without_before(opened, meant, history) if not _has(history, name)]
    pulled = _pull_before(directory, without, login, progress)
    accepted = {**_accepted(choice, history, name)}
    gates = gate_of_pulls(pulled, "before")
    _stop(name, gates, accepted)
    write_states(opened, history)
    data = _data(opened, meant, history, moment, gates, accepted) | {"state": "resumed", "backup": pulled}
    return _started(opened, meant, data, gates, accepted)


def _has(history: History, switch: str) -> bool:
    """Whether a finished run has pulled its before for this night."""
    window = history.open_window(switch)
    at = history.backed_up.get((switch, "before"))
    if window is None or at is None:
        return False
    opened = window.opened
    return opened is not None and at >= opened - SAME_NIGHT


def _without_before(opened: Opened, meant: Meant, history: History) -> list[str]:
    """The switches whose old unit is still in the rack: a before of the new one would be worthless."""
    names = [task.switch for task in left_tasks(meant.window, history)]
    return [name for name in names if not stands_new(opened, name, history)]


def _pull_before(
    directory: str | None, names: Sequence[str], login: Login, progress: backup.Progress | None
) -> list[dict[str, Any]]:
    """The same pull as `backup --phase before`; what a start has proven that was cut off is not pulled again."""
    if not names:
        return []
    since = clock.now() - SAME_NIGHT
    asked = backup.Asked(tuple(names), "before", resume=True, settled=True, since=since)
    rows: list[dict[str, Any]] = backup.run(directory, asked, login, progress).data["switches"]
    return rows


def _accepted(choice: Choice, history: History, name: str) -> dict[str, str]:
    """What this command line and earlier ones took upon themselves."""
    record = history.windows.get(name)
    before = record.accepted if record is not None else {}
    return {**before, **{code: " ".join(choice.because.split()) for code in choice.accept}}


def _stop(name: str, gates: Sequence[Gate], accepted: Mapping[str, str]) -> None:
    """RefusedError with every no that nobody answers for; the window is not opened."""
    bad = [gate for gate in gates if gate.standing == NO and (gate.code in NEVER or gate.code not in accepted)]
    if not bad:
        return
    problems = tuple(p for gate in bad if (p := gate.problem({})) is not None)
    codes = list(dict.fromkeys(gate.code for gate in bad if gate.code not in NEVER))
    flags = " ".join(f"--accept {code}" for code in codes)
    hint = f'to answer for it: switchrefresh window start {name} {flags} --because "..."' if codes else None
    last = Problem("no-go", f"no-go: {name} was not opened", hint=hint)
    raise RefusedError(last.message, hint, "no-go", (*problems, last))


def _opening(opened: Opened, meant: Meant, history: History) -> dict[str, Any]:
    window = meant.window
    return {
        "window": window.id,
        "building": window.building,
        "crew": window.crew,
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "backout_point": backout_point(window, opened.inventory).isoformat(),
        "switches": [task.switch for task in left_tasks(window, history)],
    }


def _data(
    opened: Opened,
    meant: Meant,
    history: History,
    moment: datetime,
    gates: Sequence[Gate],
    accepted: Mapping[str, str],
) -> dict[str, Any]:
    window = meant.window
    steps = steps_of(window, opened.inventory, left_tasks(window, history), moment)
    building = opened.inventory.buildings.get(window.building)
    return {
        "action": "start",
        "window": window.id,
        "building": window.building,
        "building_name": building.name if building else window.building,
        "crew": window.crew,
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "moment": moment.isoformat(timespec="minutes"),
        "backout_point": backout_point(window, opened.inventory).isoformat(),
        "dry_run": False,
        "gate": [gate.as_json(accepted) for gate in gates],
        "steps": [_step_data(step) for step in steps],
        "files": [],
        "backup": [],
    }


def _step_data(step: Step) -> dict[str, Any]:
    return {
        "at": step.at.isoformat(),
        "title": step.title,
        "switch": step.switch or None,
        "lines": list(step.lines),
        "commands": list(step.commands),
    }


def _started(
    opened: Opened, meant: Meant, data: dict[str, Any], gates: Sequence[Gate], accepted: Mapping[str, str]
) -> Result:
    """Papers on this disk, what to know about this laptop, and what to type first."""
    problems = [p for gate in gates if (p := gate.problem(accepted)) is not None]
    data["files"], more = _papers(opened, meant, data)
    switches = [task.switch for task in meant.window.tasks]
    problems += [*more, *laptop_warnings(opened, switches)]
    first = next((step for step in data["steps"] if step["switch"]), None)
    steps = tuple(first["commands"]) if first else (f"switchrefresh window finish {meant.window.id}",)
    return Result("window", data, tuple(problems), next=steps)


def _papers(opened: Opened, meant: Meant, data: Mapping[str, Any]) -> tuple[list[str], list[Problem]]:
    """Steps and runbook on this disk, because the network may be what goes dark; a full disk stops no night."""
    window = meant.window
    history = load_history(opened.project)
    moment = datetime.fromisoformat(str(data["moment"])).astimezone(window.start.tzinfo)
    steps = steps_of(window, opened.inventory, left_tasks(window, history), moment)
    title = f"{window.id}  {data['building_name']}  {window.start:%a %Y-%m-%d %H:%M}-{window.end:%H:%M}"
    documents = [Document(f"steps-{window.id}.txt", steps_text(steps, title).encode())]
    documents.append(Document(f"runbook-{window.id}.md", runbook.render(runbook.make(opened, window), "md")))
    try:
        paths = write_documents(opened, documents, None)
    except OSError as error:
        return [], [warning("disk", f"steps and runbook were not saved: {error.strerror}", "print them, or make room")]
    return [Path(path).relative_to(opened.project.root).as_posix() for path in paths], []
