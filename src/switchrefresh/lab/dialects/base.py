"""What all switch consoles have in common, and the record that says how one OS differs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What a command makes the simulated switch do."""

    RUNNING = "running"
    SAVED = "saved"
    VERSION = "version"
    ROWS = "rows"  # page length; 0 is no pager
    WIDTH = "width"
    PAGER_OFF = "pager-off"
    PAGER_ON = "pager-on"
    ENABLE = "enable"
    DISABLE = "disable"
    LEAVE = "leave"


@dataclass(frozen=True)
class Version:
    """The facts that `show version` prints."""

    hostname: str
    model: str


def plain_prompt(text: str) -> bytes:
    """The prompt as most consoles write it."""
    return text.encode()


def plain_echo(typed: bytes, column: int) -> bytes:
    """Keys come back as they were typed."""
    del column
    return typed


@dataclass(frozen=True)
class Dialect:
    """How one OS speaks. `commands` maps full command words (`<n>` is a number) to actions; words may be shortened."""

    platforms: tuple[str, ...]
    commands: Mapping[str, Action]
    privileged: frozenset[Action]
    user_prompt: str
    enabled_prompt: str
    running: Callable[[bytes], bytes]
    saved: Callable[[bytes], bytes]
    version: Callable[[Version], bytes]
    unknown: Callable[[str, int], bytes]
    more: bytes
    erase_more: bytes
    enable_asks: bytes
    enable_refused: bytes
    full: bytes
    menu: bytes
    greeting: Callable[[str], bytes]
    any_key: bytes = b""
    confirm_logout: bytes = b""
    before_prompt: bytes = b""
    enter: bytes = b"\r\n"
    paint_prompt: Callable[[str], bytes] = plain_prompt
    paint_echo: Callable[[bytes, int], bytes] = plain_echo

    def prompt(self, hostname: str, enabled: bool, number: int = 1) -> str:
        """The text of the prompt; some OSes number their commands."""
        return hostname + (self.enabled_prompt if enabled else self.user_prompt).replace("{n}", str(number))

    def understand(self, line: str) -> tuple[Action, int] | None:
        """The action of a typed line and the number in it; shortened words are understood as the console does."""
        typed = line.split()
        for full, action in self.commands.items():
            words = full.split()
            if len(words) == len(typed) and all(_fits(t, w) for t, w in zip(typed, words, strict=True)):
                return action, next((int(t) for t in typed if t.isdigit()), 0)
        return None


def _fits(typed: str, word: str) -> bool:
    if word == "<n>":
        return re.fullmatch(r"[0-9]{1,4}", typed) is not None
    return word.startswith(typed.lower())


def wire(text: bytes) -> bytes:
    """Text as it goes over the line: every newline becomes CR LF."""
    return text.replace(b"\n", b"\r\n")


PASSWORD_EXPIRED = (
    b"\r\nWARNING: Your password has expired.\r\nYou must change your password now and login again!\r\nNew password: "
)
PASSWORD_AGAIN = b"\r\nRetype new password: "
