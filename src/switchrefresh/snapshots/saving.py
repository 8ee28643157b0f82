"""Would a switch come back as it runs: its saved config beside its running one."""

from __future__ import annotations

import re
from enum import StrEnum

from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.cleaning import clean_lines, clean_text, comparable_lines
from switchrefresh.snapshots.judging import SHORTEST_CONFIG, Reading, is_whole

_NOTHING_SAVED = re.compile(
    r"(?:startup|saved)[- ]config\S* (?:is not present|does not exist|file does not exist|not found)"
    r"|non-volatile configuration memory (?:is )?(?:invalid|not present)|no (?:startup|saved)[- ]config",
    re.IGNORECASE,
)


class Saved(StrEnum):
    """`unknown`: the OS keeps no second config, or the answer to the question cannot be believed."""

    SAME = "same"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


def compare_saved(platform: Platform, running: bytes, saved: Reading, earlier: Reading | None = None) -> Saved:
    """Compare a proven running config with one answer to the saved-config command; doubt is never a difference.

    Equal lines are the proof by themselves. A difference counts when the answer is whole: by the OS's own mark, or
    by a second answer like it (`earlier`).
    """
    if _plainly_same(platform, running, saved.raw):
        return Saved.SAME
    lines = _lines(platform, saved.raw)
    if lines == _lines(platform, running):
        return Saved.SAME
    text = clean_text(saved.raw)
    if _NOTHING_SAVED.search(text[:800]):
        return Saved.DIFFERS
    if len(text.strip()) < SHORTEST_CONFIG or any(platform.is_log_line(line) for line in set(lines)):
        return Saved.UNKNOWN
    reading = Reading(saved.raw, late=saved.late, earlier=earlier.raw if earlier else None)
    return Saved.DIFFERS if is_whole(reading, platform) else Saved.UNKNOWN


def _plainly_same(platform: Platform, running: bytes, saved: bytes) -> bool:
    """Whether only lines that do not count are in one and not in the other: the common case, and the cheap one."""
    ours, theirs = clean_lines(running), clean_lines(saved)
    apart = set(ours) ^ set(theirs)
    if not all(not line or line.strip() == platform.comment or _is_idle(platform, line) for line in apart):
        return False
    return [line for line in ours if line and line not in apart] == [
        line for line in theirs if line and line not in apart
    ]


def _is_idle(platform: Platform, line: str) -> bool:
    return platform.is_volatile(line) or any(pattern.search(line) for pattern in platform.not_saved)


def _lines(platform: Platform, raw: bytes) -> list[str]:
    lines = comparable_lines(platform, raw)
    ignored = {line for line in set(lines) if any(pattern.search(line) for pattern in platform.not_saved)}
    return [line for line in lines if line not in ignored]
