"""What `check` found out about the fit of each switch, kept outside the folder by everything it depends on."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import switchrefresh
from switchrefresh.problems import Problem, Severity
from switchrefresh.storage.parse_cache import cache_folder
from switchrefresh.storage.project import Project


class FitCache:
    """One file for a district folder; every failure only costs the speed."""

    def __init__(self, project: Project) -> None:
        self._path = cache_folder() / f"fit-{sha256(str(project.root.resolve()).encode()).hexdigest()[:24]}.json"
        self._kept = self._load()
        self._fresh: dict[str, Any] = {}

    def get(self, switch: str, facts: object) -> tuple[Problem, ...] | None:
        """The problems found under the same facts; None when there were none such."""
        entry = self._kept.get(switch)
        if not isinstance(entry, list) or len(entry) != 2 or entry[0] != self._key(facts):
            return None
        with contextlib.suppress(KeyError, TypeError, ValueError):
            found = tuple(_problem(one) for one in entry[1])
            self._fresh[switch] = entry
            return found
        return None

    def put(self, switch: str, facts: object, problems: tuple[Problem, ...]) -> None:
        """Keep what was found."""
        rows = [[p.code, p.message, str(p.severity), p.hint] for p in problems]
        self._fresh[switch] = [self._key(facts), rows]

    def save(self) -> None:
        """Write beside and rename, when something is new; switches that are gone are forgotten."""
        if self._fresh == self._kept:
            return
        with contextlib.suppress(OSError, RuntimeError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=self._path.parent)  # private (0600) by itself
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(self._fresh, stream)
            Path(name).replace(self._path)

    def _load(self) -> Mapping[str, Any]:
        with contextlib.suppress(OSError, ValueError, RuntimeError, RecursionError):
            data = json.loads(self._path.read_text(encoding="utf-8"))
            return data if isinstance(data, dict) else {}
        return {}

    def _key(self, facts: object) -> str:
        return sha256(f"{self._rules}|{facts!r}".encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _rules(self) -> str:
        """Changes with the program's own files, so that nothing found by older rules is taken for new."""
        here = Path(switchrefresh.__file__).parent
        files = sorted(f for room in ("verification", "snapshots", "inventory") for f in here.glob(f"{room}/**/*"))
        known = [f"{path.name} {(at := path.stat()).st_size} {at.st_mtime_ns}" for path in files if path.is_file()]
        return sha256("|".join((switchrefresh.__version__, *known)).encode()).hexdigest()


def _problem(row: Any) -> Problem:
    code, message, severity, hint = row
    return Problem(str(code), str(message), Severity(severity), hint)
