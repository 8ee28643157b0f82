"""What changed in a config: line by line for one OS, in sums across two, and said so where neither is possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from switchrefresh.platforms.recipe import Platform
from switchrefresh.snapshots.comparing import compare_configs, compare_summaries, summarise

# One OS under two names: netmiko's word for the software train makes no other language of it.
_SAME_LANGUAGE = ({"cisco_ios", "cisco_xe"},)


@dataclass(frozen=True)
class ConfigComparison:
    """`kind` says how the two could be compared; `same` is never true when they could not be."""

    kind: Literal["lines", "sums", "not-comparable"]
    same: bool
    lines: tuple[str, ...]


def compare_snapshots(old: Platform | None, before: bytes, new: Platform | None, after: bytes) -> ConfigComparison:
    """Compare a config before with one after; volatile lines never count."""
    if old is None or new is None:
        return ConfigComparison("not-comparable", False, ("there is no recipe for one of the platforms",))
    if old.name == new.name or any({old.name, new.name} <= group for group in _SAME_LANGUAGE):
        lines = compare_configs(new, before, after)
        return ConfigComparison("lines", not lines, lines)
    first, last = summarise(old, before), summarise(new, after)
    return ConfigComparison("sums", False, compare_summaries(first, last))
