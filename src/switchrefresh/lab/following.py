"""A technician's reading of a district's port map: rules in order, single ports above them, members renumbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_SLOT = re.compile(r"\{([^{}]+)\}")


def follow(document: Mapping[str, Any], names: Iterable[str]) -> dict[str, str | None]:
    """Where the map of this document (as read from YAML) sends each of these old ports; None: nowhere, or not said."""
    body = document.get("portmap", document)
    members = {str(old): new for old, new in (body.get("members") or {}).items()}
    single = [_rule(str(key), _target(value)) for key, value in (body.get("ports") or {}).items()]
    rules = [_rule(*map(str.strip, str(text).split("->", 1))) for text in body.get("rules") or () if "->" in str(text)]
    return {name: _home(name, [*single, *rules], members) for name in names}


def _target(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("to")
    return "" if value in {None, "null", "~"} else str(value)


def _rule(left: str, right: str) -> tuple[re.Pattern[str], list[str], str]:
    slots = _SLOT.findall(left)
    pattern = re.escape(_SLOT.sub("\0", left)).replace("\0", r"([0-9]+)")
    return re.compile(pattern, re.IGNORECASE), slots, right


def _home(name: str, rules: list[tuple[re.Pattern[str], list[str], str]], members: Mapping[str, Any]) -> str | None:
    for pattern, slots, right in rules:
        found = pattern.fullmatch(name)
        if found and (numbers := _numbers(slots, found.groups())) is not None:
            return _written(right, numbers, members) or None
    return None


def _numbers(slots: list[str], groups: tuple[str, ...]) -> dict[str, int] | None:
    """The number in each slot, counted from the start of its range; None when one lies outside."""
    found: dict[str, int] = {}
    for slot, text in zip(slots, groups, strict=True):
        number = int(text)
        first, _, last = slot.partition("-")
        if last and not int(first) <= number <= int(last):
            return None
        found["range" if last else slot] = number - int(first) if last else number
    return found


def _written(right: str, numbers: Mapping[str, int], members: Mapping[str, Any]) -> str:
    gone = False

    def slot(match: re.Match[str]) -> str:
        nonlocal gone
        first, _, last = match[1].partition("-")
        if last:
            return str(int(first) + numbers.get("range", 0))
        number = numbers.get(match[1], 0)
        if match[1] == "m" and str(number) in members:
            renumbered = members[str(number)]
            gone = gone or renumbered in {None, "null", "~"}
            return str(renumbered)
        return str(number)

    text = _SLOT.sub(slot, right)
    return "" if gone else text
