"""Feeds once read, and calendars once worked out, in the person's cache folder; private, safe to delete."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import switchrefresh
from switchrefresh.storage.parse_cache import cache_folder

KEPT_FILES = 60  # the oldest go first


class FeedCache:
    """A keeper of readings on disk: every failure only costs the speed."""

    def get(self, key: str) -> Any:
        """The data kept under a key; None when there is none or its sum does not fit."""
        with contextlib.suppress(OSError, ValueError, RuntimeError, RecursionError):
            digest, _, text = self._path(key).read_bytes().partition(b"\n")
            if digest.decode("ascii") == sha256(text).hexdigest():
                return json.loads(text)
        return None

    def put(self, key: str, data: Any) -> None:
        """Write beside and rename, so that a reader sees all of it or nothing."""
        text = json.dumps(data, separators=(",", ":")).encode()
        with contextlib.suppress(OSError, RuntimeError):
            path = self._path(key)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=path.parent)  # private (0600) by itself
            with os.fdopen(handle, "wb") as stream:
                stream.write(sha256(text).hexdigest().encode() + b"\n" + text)
            Path(name).replace(path)
            _forget_oldest(path.parent)

    def _path(self, key: str) -> Path:
        return cache_folder() / f"feed-{self._rules}-{key}.json"

    @cached_property
    def _rules(self) -> str:
        """Changes with the program's own files, so that nothing read by older rules is taken for new."""
        here = Path(switchrefresh.__file__).parent
        files = sorted((*here.glob("calendars/*.py"), *here.glob("inventory/*.py")))
        known = [f"{path.name} {(at := path.stat()).st_size} {at.st_mtime_ns}" for path in files]
        return sha256("|".join((switchrefresh.__version__, *known)).encode()).hexdigest()[:16]


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob("feed-*.json"), key=lambda path: path.stat().st_mtime)
    for path in files[:-KEPT_FILES]:
        path.unlink()
