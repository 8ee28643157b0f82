"""The raw answers to a platform's state commands, as they are collected beside a config and stored with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OutputStatus(StrEnum):
    """How an answer ended."""

    COLLECTED = "collected"
    REFUSED = "refused"  # the switch said that it does not know or allow the command
    CUT = "cut"  # the session ended or a limit was reached before the prompt came back


@dataclass(frozen=True, slots=True)
class CommandOutput:
    """One command and exactly what came back, prompt and echo removed. A refused one never spoils a config's proof."""

    command: str
    raw: bytes
    status: OutputStatus = OutputStatus.COLLECTED
