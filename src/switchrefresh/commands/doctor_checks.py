"""One finding of doctor: what was looked at, how it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """`fail` makes the answer "no", `warn` never does."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    """`cure` is empty where nothing has to be done."""

    name: str
    status: Status
    message: str
    cure: str = ""

    def as_json(self) -> dict[str, str]:
        """The keys of the JSON."""
        return {"check": self.name, "status": str(self.status), "message": self.message, "cure": self.cure}


def ok(name: str, message: str) -> Check:
    """Nothing to do."""
    return Check(name, Status.OK, message)


def warn(name: str, message: str, cure: str) -> Check:
    """Better looked at."""
    return Check(name, Status.WARN, message, cure)


def fail(name: str, message: str, cure: str) -> Check:
    """Something will not work."""
    return Check(name, Status.FAIL, message, cure)
