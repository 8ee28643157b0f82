"""Parsed YAML kept by content hash, outside the district folder, so that the second reading is fast; safe to delete."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from switchrefresh.storage.strict_yaml import Document, read_yaml

VERSION = 1
WORTH_KEEPING = 64 * 1024  # bytes; smaller files parse faster than the cache answers


def read_cached(file: str, raw: bytes) -> Document:
    """As `read_yaml`; only clean files are kept, so problems always come from a real reading."""
    if len(raw) < WORTH_KEEPING:
        return read_yaml(file, raw)
    path = cache_folder() / f"yaml-{VERSION}-{sha256(raw).hexdigest()}.json"
    with contextlib.suppress(OSError, ValueError):
        body = path.read_bytes()
        digest, _, text = body.partition(b"\n")
        if digest.decode("ascii") == sha256(text).hexdigest():
            return Document(file, raw.decode("utf-8-sig"), json.loads(text))
    document = read_yaml(file, raw)
    if document.data is not None and not document.problems:
        _keep(path, document)
    return document


def cache_folder() -> Path:
    """Where caches may lie on this machine; nothing there is ever needed."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "switchrefresh"


def _keep(path: Path, document: Document) -> None:
    """Write beside and rename; a full disk or a read-only home only costs the speed."""
    text = json.dumps(document.data, separators=(",", ":")).encode()
    with contextlib.suppress(OSError, RuntimeError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)  # private (0600) by itself
        with os.fdopen(handle, "wb") as stream:
            stream.write(sha256(text).hexdigest().encode() + b"\n" + text)
        Path(name).replace(path)
