"""Files that are there whole or not at all, on this disk, also after a power cut or kill -9."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

TEMPORARY_PREFIX = ".tmp-"
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
SIDE_BY_SIDE = 16  # so many flushes of one batch wait for the disk at the same time, which serves them together
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
_settled: set[Path] = set()  # names of which this process knows that a power cut leaves them
_One = TypeVar("_One")
_Other = TypeVar("_Other")


def write_atomic(path: Path, data: bytes, mode: int = PRIVATE_FILE) -> None:
    """Put `data` at `path`, replacing what was there in one step; OSError leaves the old content."""
    temporary = _write_temporary(path, data, mode)
    try:
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def create_exclusive(path: Path, data: bytes, mode: int = PRIVATE_FILE) -> None:
    """Put `data` at a path where nothing is yet; FileExistsError otherwise. On return it survives a power cut."""
    refused = create_all({path: data}, mode).get(path)
    if refused is not None:
        raise refused


def create_all(files: Mapping[Path, bytes], mode: int = PRIVATE_FILE) -> dict[Path, OSError]:
    """Like `create_exclusive` for many files, in no order, with one flush a folder; what the disk refused is returned.

    A hard link, not a rename, gives a file its name, because a rename would silently replace another one
    (measured: with rename 604 of 772 crash states were clean, with link all of them).
    """
    refused: dict[Path, OSError] = {}
    written = side_by_side(lambda path: _tried(lambda: _write_temporary(path, files[path], mode)), tuple(files))
    for path, temporary in zip(files, written, strict=True):
        if isinstance(temporary, OSError):
            refused[path] = temporary
            continue
        try:
            _give_name(temporary, path)
        except OSError as error:
            refused[path] = error
        finally:
            with suppress(OSError):
                temporary.unlink()
    unsynced = sync_folders({path.parent for path in files if path not in refused})
    return {path: unsynced[path.parent] for path in files if path.parent in unsynced} | refused


def append_durably(path: Path, data: bytes, mode: int = PRIVATE_FILE) -> None:
    """Add `data` at the end and flush it to the disk; the caller holds the lock that keeps others out.

    The folder is flushed too when this process writes there first: whoever made the file may have been killed before.
    """
    if not path.exists():
        _settled.discard(path)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, mode)
    try:
        _write_all(descriptor, data)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    settle(path)


def settle(path: Path) -> None:
    """Make sure once in a process that a power cut leaves the name of a file that is there, whoever made it."""
    if path not in _settled:
        sync_folder(path.parent)
        _settled.add(path)


def make_private_folder(path: Path) -> None:
    """The folder and its missing parents, for the owner only, whatever the umask says."""
    make_private_folders((path,))


def make_private_folders(paths: Iterable[Path]) -> None:
    """The same for many, with one flush for each folder they stand in.

    A folder that is there already is flushed too, once in a process: whoever made it may have been killed before.
    """
    unsettled: dict[Path, set[Path]] = {}
    for path in paths:
        if not path.parent.is_dir():
            make_private_folders((path.parent,))
        if not path.is_dir():
            with suppress(FileExistsError):
                path.mkdir(mode=PRIVATE_FOLDER)
            _settled.discard(path)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(PRIVATE_FOLDER)
        if path not in _settled:
            unsettled.setdefault(path.parent, set()).add(path)
    for parent, fresh in unsettled.items():
        sync_folder(parent)
        _settled.update(fresh)


def side_by_side(work: Callable[[_One], _Other], things: Sequence[_One]) -> list[_Other]:
    """The work on each thing, in their order, by several threads: for what waits for the disk."""
    if len(things) < 2 or SIDE_BY_SIDE < 2:
        return [work(thing) for thing in things]
    with ThreadPoolExecutor(min(SIDE_BY_SIDE, len(things)), thread_name_prefix="disk") as pool:
        return list(pool.map(work, things))


def probe(folder: Path, size: int) -> None:
    """OSError when so many bytes cannot be written there now; what is written is removed again."""
    temporary = _write_temporary(folder / "probe", bytes(size), PRIVATE_FILE)
    with suppress(OSError):
        temporary.unlink()


def clean_temporaries(folder: Path) -> None:
    """Remove what a killed writer left behind; only for the holder of the writers' lock."""
    for left in folder.glob(f"{TEMPORARY_PREFIX}*"):
        with suppress(OSError):
            left.unlink()


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folders(folders: Iterable[Path]) -> dict[Path, OSError]:
    """The same for many; what the disk refused is returned."""
    some = sorted(folders)
    errors = side_by_side(lambda folder: _tried(lambda: sync_folder(folder)), some)
    return {folder: error for folder, error in zip(some, errors, strict=True) if error is not None}


def _tried(work: Callable[[], _Other]) -> _Other | OSError:
    try:
        return work()
    except OSError as error:
        return error


def _write_temporary(path: Path, data: bytes, mode: int) -> Path:
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{os.getpid()}-{secrets.token_hex(6)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, mode)
    try:
        try:
            _write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _give_name(temporary: Path, path: Path) -> None:
    """Link where the disk can; on FAT and some shares a rename, safe because writers hold one lock."""
    try:
        os.link(temporary, path)
    except OSError as error:
        if isinstance(error, FileExistsError) or error.errno not in _NO_HARD_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, "there is already a file", str(path)) from None
        temporary.rename(path)
