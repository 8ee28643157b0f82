"""doctor: is this machine fit for a refresh, and is everything in the folder as it was written; reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from switchrefresh.commands import doctor_folder, doctor_machine
from switchrefresh.commands.doctor_checks import Check, Status, fail
from switchrefresh.commands.result import Result
from switchrefresh.errors import Exit, NoProjectError, SwitchrefreshError
from switchrefresh.problems import Problem
from switchrefresh.storage.project import Project, find_project


def run(directory: str | None) -> Result:
    """Every check with its cure; 1 when one fails. Outside a district folder the machine is all that can be judged."""
    checks = [check for look in doctor_machine.CHECKS for check in _guarded(look.__name__, look)]
    problems: list[Problem] = []
    try:
        project: Project | None = find_project(directory)
    except NoProjectError as error:
        project = None
        problems += error.problems
    if project is not None:
        for look in doctor_folder.CHECKS:
            checks += _guarded(look.__name__, partial(look, project))
        found, damaged = doctor_folder.stored_configs(project)
        checks += found
        problems += damaged
    count = Counter(check.status for check in checks)
    data: dict[str, Any] = {
        "folder": str(project.root) if project else None,
        "checks": [check.as_json() for check in checks],
        "counts": {str(status): count[status] for status in Status},
    }
    steps = ("switchrefresh doctor --switches",) if project else ("switchrefresh init DIR",)
    answer = Exit.CANNOT_ANSWER if project is None else Exit.NO if count[Status.FAIL] else Exit.OK
    return Result("doctor", data, tuple(problems), answer, steps)


def _guarded(name: str, look: Callable[[], list[Check]]) -> list[Check]:
    """A check that cannot be made is a finding, not the end of the others."""
    try:
        return look()
    except SwitchrefreshError as error:
        return [fail(name.replace("_", " "), error.message, error.hint or "switchrefresh check")]
    except OSError as error:
        return [fail(name.replace("_", " "), f"cannot be read: {error.strerror}", "check its permissions")]
