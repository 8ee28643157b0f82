"""The one family of errors that a person may see: a message, a hint, an exit code, never a traceback."""

from __future__ import annotations

from enum import IntEnum

from switchrefresh.problems import Problem


class Exit(IntEnum):
    """What the process says to the shell (design, section 7)."""

    OK = 0
    NO = 1
    CANNOT_ANSWER = 2
    PARTIAL = 3
    REFUSED = 4
    BUG = 70
    INTERRUPTED = 130


class StoppedError(Exception):
    """Ctrl-C on its way to the door, under a name that Typer does not know: it would end the process without a word."""


class SwitchrefreshError(Exception):
    """Something a person can act on. `exit` is the process exit code; `problems` are shown one by one."""

    exit = Exit.CANNOT_ANSWER
    code = "cannot-answer"

    def __init__(
        self,
        message: str,
        hint: str | None = None,
        code: str | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code or self.code
        self.problems = problems or (Problem(self.code, message, hint=hint),)


class UsageError(SwitchrefreshError):
    """The words on the command line do not fit together or name nothing that exists."""

    code = "usage"


class InputError(SwitchrefreshError):
    """A file of the district folder cannot be read as what it should be."""

    code = "bad-input"


class NoProjectError(SwitchrefreshError):
    """There is no district.yaml here or above."""

    code = "no-project"


class RefusedError(SwitchrefreshError):
    """It could be done and will not be: a stale plan, a lock, a missing yes."""

    exit = Exit.REFUSED
    code = "refused"
