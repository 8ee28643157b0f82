"""Parsed YAML kept by content hash, outside the district folder, so that the second reading is fast; safe to delete."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from switchrefresh.storage.strict_yaml import Document, read_yaml

VERSION = 1
WORTH_KEEPING = 64 * 1024  # bytes; smaller files parse faster than the cache answers


def read_cached(file: str, raw: bytes) -> Document:
    """As `read_yaml`; only clean files are kept, so problems always come from a real reading."""
    if len(raw) < WORTH_KEEPING:
        return read_yaml(file, raw)
    path = cache_folder() / f"yaml-{VERSION}-{sha256(raw).hexdigest()}.json"
    if (kept := _kept(path)) is not None:
        return Document(file, raw.decode("utf-8-sig"), kept)
    document = read_yaml(file, raw)
    if document.data is not None and not document.problems:
        _keep(path, document.data)
    return document


def read_all_cached(raws: Mapping[str, bytes]) -> dict[str, Document]:
    """Many files: small ones that together are worth it are kept as one, so that a big district opens at once."""
    small = {name: raw for name, raw in raws.items() if len(raw) < WORTH_KEEPING}
    found = {name: read_cached(name, raw) for name, raw in raws.items() if name not in small}
    if sum(len(raw) for raw in small.values()) < WORTH_KEEPING:
        return {name: found.get(name) or read_yaml(name, raws[name]) for name in raws}
    sums = "".join(f"{name}\0{sha256(raw).hexdigest()}\0" for name, raw in small.items())
    path = cache_folder() / f"yaml-set-{VERSION}-{sha256(sums.encode()).hexdigest()}.json"
    kept = _kept(path)
    if kept is not None and kept.keys() == small.keys():
        found |= {name: Document(name, raw.decode("utf-8-sig"), kept[name]) for name, raw in small.items()}
    else:
        found |= {name: read_yaml(name, raw) for name, raw in small.items()}
        if all(found[name].data is not None and not found[name].problems for name in small):
            _keep(path, {name: found[name].data for name in small})
    return {name: found[name] for name in raws}


def _kept(path: Path) -> dict[str, Any] | None:
    """What was kept, whole; anything else is as if nothing were there."""
    with contextlib.suppress(OSError, ValueError):
        digest, _, text = path.read_bytes().partition(b"\n")
        if digest.decode("ascii") == sha256(text).hexdigest():
            data = json.loads(text)
            return data if isinstance(data, dict) else None
    return None


def cache_folder() -> Path:
    """Where caches may lie on this machine; nothing there is ever needed."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "switchrefresh"


def _keep(path: Path, data: Any) -> None:
    """Write beside and rename; a full disk or a read-only home only costs the speed."""
    text = json.dumps(data, separators=(",", ":")).encode()
    with contextlib.suppress(OSError, RuntimeError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)  # private (0600) by itself
        with os.fdopen(handle, "wb") as stream:
            stream.write(sha256(text).hexdigest().encode() + b"\n" + text)
        Path(name).replace(path)
