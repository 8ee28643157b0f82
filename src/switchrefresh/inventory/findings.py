"""Problems of the inventory before anybody knows in which line they stand: a path into the data instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from switchrefresh.problems import Problem

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Finding:
    """A problem at a path that begins with "district", "buildings" or "switches"; `on_key` points at the key itself."""

    path: Path
    problem: Problem
    on_key: bool = False


def finding(path: Path, code: str, message: str, hint: str | None = None, on_key: bool = False) -> Finding:
    """An error at a path."""
    return Finding(path, Problem(code, message, hint=hint), on_key)


def suggest(word: str, known: Iterable[str], what: str, closeness: float = 0.5) -> str:
    """The nearest known name as a question, or the list of them; `closeness` from 0 to 1."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=3, cutoff=closeness)
    shown = ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
    if near:
        return f'did you mean "{near[0]}"? {what}: {shown}' if len(names) <= 12 else f'did you mean "{near[0]}"?'
    return f"{what}: {shown}" if names else f"there are no {what} yet"
