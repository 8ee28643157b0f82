"""Calendar files of the folder: their bytes, or their rows where they are YAML, and a person's decisions on titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from switchrefresh.calendars.meanings import ANSWERS, UNDECIDED, Meaning, read_meaning
from switchrefresh.calendars.model import FeedText
from switchrefresh.errors import InputError
from switchrefresh.inventory.findings import suggest
from switchrefresh.inventory.model import Inventory
from switchrefresh.problems import Problem
from switchrefresh.storage.project import Project, read_bytes
from switchrefresh.storage.strict_yaml import Document, read_yaml

MAX_FEED = 64 * 1024 * 1024


def read_feeds(project: Project, inventory: Inventory) -> list[FeedText]:
    """Every feed of the inventory; one that is missing or leads outside the folder has no bytes: unknown."""
    found = []
    for feed, buildings in inventory.feeds():
        raw = _raw(project, feed.path)
        rows = yaml_rows(feed.path, raw)[0] if raw is not None and feed.path.endswith((".yaml", ".yml")) else None
        found.append(FeedText(feed.path, feed.role, buildings, raw, feed.max_age, feed.dtend, rows))
    return found


def yaml_rows(path: str, raw: bytes) -> tuple[tuple[Mapping[str, str], ...] | None, tuple[Problem, ...]]:
    """The rows of a YAML feed as plain text, and what is wrong with it; no rows when it is not a list of mappings."""
    document = read_yaml(path, raw)
    rows: Any = document.data
    if document.problems or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None, document.problems
    return tuple({str(k): str(v) for k, v in row.items() if v is not None} for row in rows), ()


def read_decisions(project: Project) -> dict[str, str]:
    """calendar-review.yaml: what a person said a title means; an absent file holds no decision."""
    path = project.review_file
    if not path.exists():
        return {}
    document = read_yaml(path.name, read_bytes(path, path.name))
    if document.problems:
        raise InputError(f"{path.name} has mistakes", "correct them", problems=document.problems)
    data = {} if document.data is None else document.data
    decisions = data.get("decisions", {}) if isinstance(data, dict) else None
    if decisions is None and isinstance(data, dict):
        decisions = {}  # nothing is written below `decisions:` yet
    if not isinstance(decisions, dict):
        raise InputError(
            f"{path.name} holds no mapping `decisions:`", 'write lines like `  "no school": closed` below it'
        )
    wrong = tuple(_unknown(document, title, word) for title, word in decisions.items() if not _is_known(title, word))
    if wrong:
        raise InputError(f"{path.name} has mistakes", "correct them", problems=wrong)
    return {str(title): str(meaning) for title, meaning in decisions.items() if meaning is not None}


def _is_known(title: Any, word: Any) -> bool:
    if word is None or (isinstance(word, str) and str(title).startswith("feed:")):
        return True
    return isinstance(word, str) and (word.strip().casefold() in ANSWERS or read_meaning(word) is not None)


def _unknown(document: Document, title: Any, word: Any) -> Problem:
    shown = f'"{word[:40]}"' if isinstance(word, str) else "a list or mapping"
    hint = suggest(str(word), [*sorted(ANSWERS - {UNDECIDED}), *Meaning], "answers")
    where = document.locate(("decisions", title))
    return Problem("unknown-answer", f"{shown} is no answer to what a title means", hint=hint, where=where)


def _raw(project: Project, relative: str) -> bytes | None:
    path = project.inside(relative)
    if path is None or not path.is_file() or path.stat().st_size > MAX_FEED:
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None
