"""One writer at a time: a lock that the system frees when its holder dies, and that says who holds it."""

from __future__ import annotations

import getpass
import importlib
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from switchrefresh import clock
from switchrefresh.errors import RefusedError


def _module(name: str) -> Any:
    """A module of the standard library, or None on a system that lacks it: fcntl is POSIX, msvcrt is Windows."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


fcntl = _module("fcntl")
POLL_SECONDS = 0.02
_MAX_NOTE = 4096


class LockedError(RefusedError):
    """Somebody else is writing; the message says who, on which machine, and since when."""

    code = "locked"


@contextmanager
def hold_lock(
    path: Path,
    purpose: str,
    wait_seconds: float = 10.0,
    now: Callable[[], datetime] = clock.now,
    monotonic: Callable[[], float] = time.monotonic,
) -> Iterator[None]:
    """Hold the lock file at `path` for the length of the block; LockedError after `wait_seconds`.

    The system frees the lock when the process ends, even by kill -9, so nobody ever has to unlock by hand. The file
    itself stays; what stands in it is only a note for a person who waits.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(descriptor, path, wait_seconds, monotonic)
        try:
            _write_note(descriptor, purpose, now())
            yield
        finally:
            _release(descriptor)
    finally:
        os.close(descriptor)


def describe_holder(path: Path) -> str:
    """Who wrote the note in a lock file, in words; the holder may be gone by now."""
    try:
        with path.open("rb") as file:
            note = json.loads(file.read(_MAX_NOTE))
        return f"{note['who']} on {note['host']} (process {note['pid']}, {note['purpose']}) since {note['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _acquire(descriptor: int, path: Path, wait_seconds: float, monotonic: Callable[[], float]) -> None:
    deadline = monotonic() + wait_seconds
    while not _try_lock(descriptor):
        if monotonic() >= deadline:
            raise LockedError(
                f"{path.name} is held by {describe_holder(path)}",
                hint="Wait until it is done and try again; the lock frees itself when that process ends.",
            )
        time.sleep(POLL_SECONDS)


def _try_lock(descriptor: int) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            _windows_lock(descriptor, unlock=False)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _release(descriptor: int) -> None:
    with suppress(OSError):
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_UN)
        else:
            _windows_lock(descriptor, unlock=True)


def _windows_lock(descriptor: int, *, unlock: bool) -> None:
    """Lock one byte far behind the note, so that others can still read who holds it."""
    windows = _module("msvcrt")
    os.lseek(descriptor, 1 << 20, os.SEEK_SET)
    windows.locking(descriptor, windows.LK_UNLCK if unlock else windows.LK_NBLCK, 1)


def _write_note(descriptor: int, purpose: str, since: datetime) -> None:
    """Best effort: a full disk must not keep anybody from holding the lock."""
    note = {
        "who": _user(),
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "since": since.isoformat(timespec="seconds"),
        "purpose": purpose,
    }
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(note).encode())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock just now; reads only, and a lock file that was never made is held by nobody."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        if not _try_lock(descriptor):
            return True
        _release(descriptor)
        return False
    finally:
        os.close(descriptor)
