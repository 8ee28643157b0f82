"""What a foreign list proposes for our files, whatever list it was; every importer ends here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_NOT_ID = re.compile(r"[^a-z0-9._-]+")
_LONGEST_ID = 62


@dataclass(frozen=True, slots=True)
class Odd:
    """A row, or a part of one, that could not be taken as it stands: where, what, and what was done about it."""

    where: str  # "line 14", "sheet HS, line 3"
    text: str
    why: str
    taken: bool = True  # whether the rest of the row was taken


@dataclass(frozen=True, slots=True)
class Gap:
    """Switches of one kind whose replacement nobody has named yet; `key` is what an answer is given under."""

    key: str  # core, 48, 24, 8 ...
    switches: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """Entries for buildings.yaml and switches.yaml, as plain text trees keyed by id, and what was thought on the way.

    `columns` maps the list's own headings to our words, `aliases` the list's names of buildings to ids,
    `assumed` are sentences that a person should read once.
    """

    buildings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    switches: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    unused_columns: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    odd: tuple[Odd, ...] = ()
    assumed: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()


def make_id(text: str) -> str:
    """A name as an id of ours (design, section 3); empty when nothing of it is left."""
    return _NOT_ID.sub("-", text.strip().casefold()).strip("-._")[:_LONGEST_ID].strip("-._")


def unique_id(wanted: str, taken: Iterable[str]) -> str:
    """The id, or the id with a number where it is taken."""
    known = set(taken)
    if wanted not in known:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, len(known) + 3) if f"{wanted}-{n}" not in known)


def without_empty(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry without the keys that the list says nothing about."""
    return {key: value for key, value in entry.items() if value not in (None, "", {}, [])}
