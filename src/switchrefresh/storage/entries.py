"""The entries of buildings.yaml and switches.yaml by the file they stand in, for verbs that write into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from switchrefresh.errors import InputError
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.project import Project, read_bytes
from switchrefresh.storage.strict_yaml import MAX_BYTES, read_yaml
from switchrefresh.storage.yaml_merge import with_values

SHARED_FILE = 0o644


@dataclass(frozen=True)
class EntryFile:
    """One file: its name in the folder, its text, and the entries under its root key."""

    name: str
    text: str
    entries: Mapping[str, Any]


def read_entries(project: Project, root: str) -> tuple[EntryFile, ...]:
    """The files that hold `root` (buildings or switches); InputError with every problem when one cannot be read."""
    names = [f"{root}.yaml"] if (project.root / f"{root}.yaml").exists() else []
    names += [project.name_of(path) for path in sorted((project.root / root).glob("*.yaml"))]
    return tuple(_read(project, name, root) for name in names)


def _read(project: Project, name: str, root: str) -> EntryFile:
    document = read_yaml(name, read_bytes(project.root / name, name, MAX_BYTES))
    if any(problem.is_error for problem in document.problems):
        message = f"{name} has mistakes; nothing was written"
        raise InputError(message, "correct them; switchrefresh check lists them", problems=document.problems)
    entries = document.data.get(root) if isinstance(document.data, Mapping) else None
    return EntryFile(name, document.text, entries if isinstance(entries, Mapping) else {})


def changed_texts(
    files: Iterable[EntryFile], root: str, changes: Iterable[tuple[tuple[str, ...], Any]]
) -> dict[str, tuple[str, str]]:
    """File name -> (text before, text after) for the files that these changes touch; new entries go into one file."""
    files = list(files)
    home = {key: file.name for file in files for key in file.entries}
    fallback = next((f.name for f in files if f.name == f"{root}.yaml"), files[0].name if files else f"{root}.yaml")
    wanted: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for path, value in changes:
        wanted.setdefault(home.get(path[0], fallback), []).append((path, value))
    texts = {file.name: file.text for file in files}
    return {name: (texts.get(name, ""), with_values(texts.get(name, ""), root, own)) for name, own in wanted.items()}


def write_texts(project: Project, texts: Mapping[str, tuple[str, str]]) -> None:
    """Write each changed file whole or not at all."""
    for name, (_, after) in texts.items():
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, after.encode(), SHARED_FILE)
