"""What may stand next on a command line: ids of the folder, read by their places in the text, without any library."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from switchrefresh.errors import SwitchrefreshError
from switchrefresh.storage.project import find_project

LARGEST = 32 * 1024 * 1024
_KEY = re.compile(r"^( *)[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)[\"']?:(?:\s|$)")


def known_ids(directory: str | None) -> list[str]:
    """Buildings, closets, switches, waves and windows of the folder; nothing where there is none."""
    try:
        root = find_project(directory).root
    except (SwitchrefreshError, OSError):
        return []
    found: list[str] = []
    for path in _files(root, "buildings"):
        found += _entries(path, "buildings", "closets")
    for path in _files(root, "switches"):
        found += _entries(path, "switches", "")
    return [*found, *_planned(root)]


def codes() -> list[str]:
    """The problem codes that have a page."""
    from switchrefresh.documents.catalogue import CATALOGUE

    return sorted(CATALOGUE)


def _files(root: Path, name: str) -> list[Path]:
    return [path for path in (root / f"{name}.yaml", *sorted((root / name).glob("*.yaml"))) if path.is_file()]


def _entries(path: Path, root: str, group: str) -> Iterator[str]:
    """The keys right below `root:`, and below `group:` inside of each as `entry/key`."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace") if path.stat().st_size <= LARGEST else ""
    except OSError:
        return
    trail: list[tuple[int, str]] = []
    for line in text.splitlines():
        match = _KEY.match(line)
        if match is None:
            continue
        indent = len(match[1])
        while trail and trail[-1][0] >= indent:
            trail.pop()
        trail.append((indent, match[2]))
        names = [name for _, name in trail]
        if names[0] == root and len(names) == 2:
            yield names[1]
        elif group and names[0] == root and len(names) == 4 and names[2] == group:
            yield f"{names[1]}/{names[3]}"


def _planned(root: Path) -> list[str]:
    """Ids of waves and windows, promised or proposed."""
    found: dict[str, None] = {}
    for name in ("approved.json", "plan.json"):
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            path = root / name
            if path.stat().st_size <= LARGEST:
                data = json.loads(path.read_text(encoding="utf-8"))
                found |= dict.fromkeys(str(entry["id"]) for key in ("waves", "windows") for entry in data[key])
    return list(found)
