"""What is remembered of an import: a person's answers (`imports/KIND.yaml`, to edit) and what the list said last."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.project import Project
from switchrefresh.storage.strict_yaml import MAX_BYTES, read_yaml
from switchrefresh.storage.yaml_merge import entry_text

FOLDER = "imports"
_HEAD = """\
# What `switchrefresh import {kind}` asks only once; edit it, and the next import goes by it.
# columns: heading of the list -> our word; buildings: name in the list -> id; new: kind of switch -> new model
"""
SHARED_FILE = 0o644


def load_answers(project: Project, kind: str) -> dict[str, dict[str, str]]:
    """columns, buildings and new as they were answered or edited; what cannot be read is asked again."""
    path = project.root / FOLDER / f"{kind}.yaml"
    with suppress(OSError):
        if path.stat().st_size <= MAX_BYTES:
            data = read_yaml(f"{FOLDER}/{kind}.yaml", path.read_bytes()).data
            if isinstance(data, Mapping):
                return {str(k): _texts(v) for k, v in data.items() if isinstance(v, Mapping)}
    return {}


def _texts(group: Mapping[Any, Any]) -> dict[str, str]:
    return {str(k): v for k, v in group.items() if isinstance(v, str)}


def load_last(project: Project, kind: str) -> dict[str, dict[str, Any]]:
    """The entries of the last import: `buildings` and `switches`, each by id."""
    with suppress(OSError, ValueError):
        data = json.loads((project.root / FOLDER / f"{kind}.last.json").read_text(encoding="utf-8"))
        if isinstance(data, dict):
            return {str(k): v for k, v in data.items() if isinstance(v, dict)}
    return {}


def save_import(
    project: Project, kind: str, answers: Mapping[str, Mapping[str, str]], entries: Mapping[str, Mapping[str, Any]]
) -> None:
    """Remember answers and entries; called after the files themselves are written."""
    folder = project.root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    text = _HEAD.format(kind=kind) + "".join(entry_text(k, dict(v), 0) for k, v in answers.items() if v)
    write_atomic(folder / f"{kind}.yaml", text.encode(), SHARED_FILE)
    body = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_atomic(folder / f"{kind}.last.json", body.encode(), SHARED_FILE)
