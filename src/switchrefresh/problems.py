"""What is wrong, where, and how to cure it: the one record every room uses to say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a problem matters: an error makes the answer "no", a warning never does."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file of the district folder; line and column count from 1, 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: `code` names its page in the catalogue, `hint` is the cure, `frame` the lines around the place."""

    code: str
    message: str
    severity: Severity = Severity.ERROR
    hint: str | None = None
    where: Where | None = None
    frame: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def at(self, where: Where, frame: tuple[str, ...] = ()) -> Problem:
        """The same problem, found at a place."""
        return replace(self, where=where, frame=frame)

    def as_json(self) -> dict[str, Any]:
        """The keys fixed by the JSON contract."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "file": self.where.file if self.where else None,
            "line": (self.where.line or None) if self.where else None,
            "column": (self.where.column or None) if self.where else None,
        }


def warning(code: str, message: str, hint: str | None = None, where: Where | None = None) -> Problem:
    """A problem that does not change the answer."""
    return Problem(code, message, Severity.WARNING, hint, where)


def any_error(problems: tuple[Problem, ...] | list[Problem]) -> bool:
    """Whether one of them makes the answer "no"."""
    return any(problem.is_error for problem in problems)


def in_reading_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """By file, line and column, so that a person can work through them from top to bottom."""
    return tuple(sorted(problems, key=lambda p: (p.where is None, p.where or Where(""), p.code, p.message)))
