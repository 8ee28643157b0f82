"""What there is to know about one switch OS: what to send, how its answer ends, what in it changes by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from re import Pattern

from switchrefresh.platforms.facts import Asked, commands_of


class EndProof(StrEnum):
    """How a config of this OS shows that it is whole."""

    MARKER = "end marker"
    EQUAL_READS = "two equal reads"
    BRACES = "brace balance"
    BLOCKS = "config/end balance, two equal reads"  # balance alone would not see a cut between two blocks


# Lines that no config holds but a console or a terminal monitor prints into one. A config may quote the bare
# `%LINK-3-UPDOWN` (event manager, banners); a line that starts with it, or with a time before it, is a log line.
_FACILITY = r"%[A-Z][A-Z0-9_]*(?:-[A-Z0-9_]+)*-[0-7]-[A-Z][A-Z0-9_]*\s*:"
_CLOCK = r"\d{1,2}:\d\d:\d\d(?:\.\d+)?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_STAMP = rf"[*.]?(?:{_MONTH}\s+\d+\s+(?:\d{{4}} )?)?{_CLOCK}(?: [A-Z]{{1,5}})?:?\s*"
LOG_LINES: tuple[Pattern[str], ...] = (
    re.compile(rf"^\s*(?:<\d+>)?(?:\d+: )*{_FACILITY}"),
    re.compile(rf"{_STAMP}{_FACILITY}"),
    re.compile(rf"^\s*(?:<\d+>)?{_MONTH} +\d+ {_CLOCK} \S+ "),
    re.compile(rf"^\s*\d{{4}}[-/]\d\d[-/]\d\d[T ]{_CLOCK}"),
)
REMEMBERED_LINES, LONGEST_REMEMBERED = 2048, 100  # what a line was found to be, for half a megabyte at most
# The prompt of most switches: a name without blanks, perhaps a mode in brackets, `>` or `#`.
PLAIN_PROMPT = re.compile(r"(?P<host>[^\s>#()\x00-\x1f]{1,63})(?:\([^()\r\n]{1,40}\))?(?P<level>[>#])")
PLAIN_HOSTNAME = re.compile(r'^hostname "?([^"\s]{1,80})', re.MULTILINE)
# What a device says instead of a config.
ERROR_TEXTS: tuple[Pattern[str], ...] = (
    re.compile(r"^\s*%\s*\S"),
    re.compile(r"^\s*(?:command |line has )?(?:authori[sz]ation|access) (?:failed|denied)", re.IGNORECASE),
    re.compile(r"^\s*(?:error|failed)\b\s*:", re.IGNORECASE),
    re.compile(r"^\s*(?:invalid|unknown|unrecognized|incomplete|ambiguous) (?:input|command)", re.IGNORECASE),
    re.compile(r"unable to (?:get|read|retrieve|generate) (?:the )?(?:\S+ )?config", re.IGNORECASE),
    re.compile(r"^\s*(?:not authori[sz]ed|permission denied|insufficient privilege)", re.IGNORECASE),
    re.compile(r"\bmemory (?:is )?in use\b|\bout of memory\b|\bno memory available\b", re.IGNORECASE),
)


@dataclass(frozen=True)
class Platform:
    """One switch OS. `name` is what an inventory says, `device_type` is netmiko's class for it.

    `prompt` matches the whole prompt and names its `host` and `level` (`>` or `#`), and what in it changes from one
    command to the next: `unsaved` (a mark that the saved config is older), `count` and `role`. A level in `locked`
    needs the `enable` command first. `config_hostname` finds the config's own hostname in group 1; `volatile` are
    lines that differ between two reads of an unchanged switch, `not_saved` lines that only one of running and saved
    config shows; `closers` are unindented lines that belong to the block above, `opener` begins a block where the OS
    does not indent; `save_hint` is what a person types to save; `state` names the commands that tell each fact.
    `untested` means that no real capture was at hand.
    """

    name: str
    label: str
    device_type: str
    running_config: str
    prompt: Pattern[str]
    config_hostname: Pattern[str]
    end_proof: EndProof
    end_marker: Pattern[str] | None = None
    saved_config: str | None = None
    paging_off: tuple[str, ...] = ()
    enable: str | None = None
    locked: str = ">"
    save_hint: str | None = None
    volatile: tuple[Pattern[str], ...] = ()
    errors: tuple[Pattern[str], ...] = ERROR_TEXTS
    log_lines: tuple[Pattern[str], ...] = LOG_LINES
    state: Asked = field(default_factory=dict)
    comment: str = "!"
    closers: frozenset[str] = field(default_factory=frozenset)
    opener: Pattern[str] | None = None
    not_saved: tuple[Pattern[str], ...] = ()
    untested: bool = False

    @property
    def state_commands(self) -> tuple[str, ...]:
        """What is asked beside the config, each command once, in order."""
        return commands_of(self.state)

    def commands(self) -> tuple[str, ...]:
        """Everything that a backup may send, in order; nothing else is ever sent (design, section 6)."""
        entry = (self.enable,) if self.enable else ()
        saved = (self.saved_config,) if self.saved_config else ()
        return (*entry, *self.paging_off, self.running_config, *saved, *self.state_commands)

    def allows(self, command: str) -> bool:
        """Whether a command is on this OS's read-only list."""
        return command in self.commands()

    def is_volatile(self, line: str) -> bool:
        """Whether a line changes by itself."""
        return self._finds_volatile(line)

    def is_log_line(self, line: str) -> bool:
        """Whether a line is the device's log speaking, not its config."""
        return self._finds_log(line)

    def is_error(self, line: str) -> bool:
        """Whether a line is the device's refusal."""
        return any(pattern.search(line) for pattern in self.errors)

    @cached_property
    def _finds_log(self) -> Callable[[str], bool]:
        return _finder(self.log_lines)

    @cached_property
    def _finds_volatile(self) -> Callable[[str], bool]:
        return _finder(self.volatile)


def _finder(patterns: Sequence[Pattern[str]]) -> Callable[[str], bool]:
    """Whether one of the patterns is in a line; remembered, for a district's switches have most lines in common."""

    def search(line: str) -> bool:
        return any(pattern.search(line) for pattern in patterns)

    remembered = lru_cache(maxsize=REMEMBERED_LINES)(search)
    return lambda line: remembered(line) if len(line) <= LONGEST_REMEMBERED else search(line)
