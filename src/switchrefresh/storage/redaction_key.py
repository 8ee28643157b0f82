"""The folder's own key for placeholders: equal secrets look equal, and nobody can try words against them."""

from __future__ import annotations

import secrets
from contextlib import suppress

from switchrefresh.storage.atomic import create_exclusive, make_private_folder
from switchrefresh.storage.project import Project
from switchrefresh.storage.snapshot_store import REDACTION_KEY

_BYTES = 32


def redaction_key(project: Project) -> bytes:
    """The key, made when it is first needed; it lies with the originals and never leaves with what it redacted."""
    path = project.snapshots / REDACTION_KEY
    with suppress(FileNotFoundError):
        found = path.read_bytes()
        if len(found) >= _BYTES:
            return found
    fresh = secrets.token_bytes(_BYTES)
    try:
        make_private_folder(project.snapshots)
        create_exclusive(path, fresh)
    except FileExistsError:
        return path.read_bytes()
    except OSError:  # a folder that cannot be written to is still read: this run has a key of its own
        return fresh
    return fresh
