"""Feeds once read, kept by content hash in the person's cache folder; safe to delete, private, never needed."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from switchrefresh.storage.parse_cache import cache_folder


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

    @staticmethod
    def _path(key: str) -> Path:
        return cache_folder() / f"feed-{key}.json"
