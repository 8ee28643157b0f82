"""One item of a go/no-go gate: its code, how it stands, and who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from switchrefresh.problems import Problem, Severity, warning

GO, NO, LATER, LOOK = "go", "no", "later", "look"
CODES = (
    "not-approved",
    "stale-promise",
    "calendar-closed",
    "not-now",
    "no-time-left",
    "not-delivered",
    "not-staged",
    "other-firmware",
    "other-serial",
    "no-baseline",
    "no-before",
    "unsaved-config",
    "no-port-map",
    "parts",
    "waiting",
    "no-after",
    "not-swapped",
    "lost",
    "not-proven",
    "not-back",
    "not-as-before",
    "host-key-changed",
)
NEVER = frozenset({"host-key-changed"})  # nobody can take this upon themselves: somebody else may be on the line


@dataclass(frozen=True)
class Gate:
    """One item: go, no, later (it is made at the start) or look (worth a thought, stops nothing)."""

    code: str
    standing: str
    message: str
    switch: str = ""
    hint: str = ""

    def as_json(self, accepted: Mapping[str, str]) -> dict[str, Any]:
        """For the JSON answer and the screen."""
        taken = self.standing == NO and self.code in accepted
        return {
            "code": self.code,
            "standing": "accepted" if taken else self.standing,
            "switch": self.switch or None,
            "message": self.message,
            "hint": self.hint or None,
            "because": accepted.get(self.code) if taken else None,
        }

    def problem(self, accepted: Mapping[str, str]) -> Problem | None:
        """An error for a no that nobody answers for, a warning for one that somebody answers for."""
        if self.standing != NO:
            return None
        if self.code in accepted:
            return warning(self.code, self.message, self.hint or None)
        return Problem(self.code, self.message, Severity.ERROR, self.hint or None)
