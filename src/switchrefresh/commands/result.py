"""What every verb returns: data for the JSON envelope, problems, an exit code, and what to type next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from switchrefresh.errors import Exit, SwitchrefreshError
from switchrefresh.problems import Problem

ENVELOPE = 1
_STATUS = {Exit.OK: "ok", Exit.NO: "findings", Exit.PARTIAL: "partial", Exit.REFUSED: "refused"}


@dataclass(frozen=True)
class Result:
    """The answer of a verb. `data` is JSON-ready and is also all that the screen shows; `next` are command lines."""

    verb: str
    data: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    exit: Exit = Exit.OK
    next: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        """ok, findings, partial, refused or error."""
        return _STATUS.get(self.exit, "error")

    def envelope(self) -> dict[str, Any]:
        """The one object that `--json` prints."""
        return {
            "switchrefresh": ENVELOPE,
            "command": self.verb,
            "status": self.status,
            "exit_code": int(self.exit),
            "data": dict(self.data),
            "problems": [problem.as_json() for problem in self.problems],
        }


def failed(verb: str, error: SwitchrefreshError) -> Result:
    """The answer of a verb that could not give one."""
    return Result(verb, problems=error.problems, exit=error.exit)
