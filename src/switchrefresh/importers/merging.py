"""Importing again: what the list changed since the last time, beside what a person changed by hand, which stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str, ...]
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A value to write at a path below the root key; a mapping is a whole new entry or a group that was not there."""

    path: Path
    value: Any
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """Where list and file differ and the file stands: its value, the list's, and why."""

    path: Path
    ours: str
    theirs: str
    why: str


@dataclass(frozen=True)
class Merge:
    """What to write and what was left as it is."""

    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]


def merge_entries(current: Mapping[str, Entry], last: Mapping[str, Entry], new: Mapping[str, Entry]) -> Merge:
    """Three sides: the file, what the list said the last time, and what it says now.

    A hand edit always stands; the list's own change is taken where the file still says what the list said before;
    what was deleted by hand is not brought back; what left the list is named and stays.
    """
    changes: list[Change] = []
    kept: list[Kept] = []
    for key, entry in new.items():
        if not isinstance(current.get(key), Mapping):
            if key in last and key not in current:
                kept.append(Kept((key,), "not there", "an entry", "it was taken out by hand"))
            elif entry:
                changes.append(Change((key,), entry))
            continue
        for path, value in _leaves(entry):
            ours = _word_on_the_way(current[key], path) or _at(current[key], path)
            found = _decide((key, *path), ours, _at(last.get(key, {}), path), value)
            if isinstance(found, Change):
                changes.append(found)
            elif found is not None:
                kept.append(found)
    gone = [key for key in last if key not in new and key in current]
    kept += [Kept((key,), "an entry", "not there", "it is no longer in the list; take it out by hand") for key in gone]
    return Merge(tuple(_grouped(changes, current)), tuple(kept))


def _decide(path: Path, ours: Any, before: Any, theirs: str) -> Change | Kept | None:
    if ours == theirs:
        return None
    if ours is None:
        if before is None:
            return Change(path, theirs)
        return Kept(path, "nothing", theirs, "it was taken out by hand") if before != theirs else None
    if before is None:
        return Kept(path, _shown(ours), theirs, "the file said it before the list was imported")
    if before == ours:
        return Change(path, theirs, _shown(ours))
    return Kept(path, _shown(ours), theirs, "both have changed") if before != theirs else None


def _leaves(entry: Entry, path: Path = ()) -> Iterator[tuple[Path, str]]:
    for key, value in entry.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), str(value)


def _at(entry: Any, path: Path) -> Any:
    for key in path:
        entry = entry.get(key) if isinstance(entry, Mapping) else None
    return entry


def _word_on_the_way(entry: Any, path: Path) -> str | None:
    """A text where the list has a group: `replacement: none` stands against any part of a replacement."""
    for key in path[:-1]:
        entry = entry.get(key) if isinstance(entry, Mapping) else None
        if isinstance(entry, str):
            return entry
    return None


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "something else"


def _grouped(changes: list[Change], current: Mapping[str, Entry]) -> Iterator[Change]:
    """New values below a key that is not there become one change that writes the whole group."""
    groups: dict[Path, dict[str, Any]] = {}
    for change in changes:
        parent = _missing_parent(change.path, current)
        if parent is None:
            yield change
            continue
        group = groups.setdefault(parent, {})
        for key in change.path[len(parent) : -1]:
            group = group.setdefault(key, {})
        group[change.path[-1]] = change.value
    yield from (Change(path, value) for path, value in groups.items())


def _missing_parent(path: Path, current: Mapping[str, Entry]) -> Path | None:
    """The highest key on the way that the file does not have; None when only the last one may be missing."""
    at: Any = current
    for n, key in enumerate(path[:-1]):
        at = at.get(key) if isinstance(at, Mapping) else None
        if at is None:
            return path[: n + 1]
    return None
