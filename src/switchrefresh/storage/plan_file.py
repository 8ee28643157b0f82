"""plan.json (the proposal) and approved.json (the promise): read with care, written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from switchrefresh.errors import InputError
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.project import read_bytes

FORMAT = 1
_KEYS = ("as_of", "horizon", "inputs", "solver", "waves", "windows", "unplaced", "changes")


def load_plan(path: Path) -> dict[str, Any] | None:
    """The data of a plan file, None when there is no such file; an error that names it when it is damaged."""
    if not path.exists():
        return None
    try:
        data = json.loads(read_bytes(path, path.name))
    except (ValueError, RecursionError):
        raise _damaged(path.name, "it is not JSON") from None
    if not isinstance(data, dict):
        raise _damaged(path.name, "it is not a mapping")
    if not isinstance(data.get("format", 1), int) or data.get("format", 1) > FORMAT:
        message = f"{path.name} has a newer format than this program reads"
        raise InputError(message, "update switchrefresh", code="newer-format")
    missing = [key for key in _KEYS if key not in data]
    if missing:
        raise _damaged(path.name, f"{', '.join(missing)} missing")
    return data


def save_plan(path: Path, data: Mapping[str, Any]) -> None:
    """Write the data with its format number; equal plans are equal files."""
    text = json.dumps({"format": FORMAT, **data}, ensure_ascii=False, indent=1) + "\n"
    write_atomic(path, text.encode())


def _damaged(name: str, why: str) -> InputError:
    hint = "restore it from a backup or git; `switchrefresh plan` makes a new plan.json"
    return InputError(f"{name} is damaged: {why}", hint, code="damaged-plan")
