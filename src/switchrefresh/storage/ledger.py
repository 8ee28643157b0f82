"""The list of every stored file with its SHA-256, as `sha256sum -c` reads it: only ever added to, read in pieces."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from switchrefresh.storage import atomic

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


class Ledger:
    """The `SHA256SUMS` of a store. What was read once is not read again, so that a long history costs nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries: dict[str, str] = {}
        self._read_to = 0
        self._inode = -1

    def entries(self) -> Mapping[str, str]:
        """SHA-256 by file name; torn lines are passed over."""
        try:
            with self.path.open("rb") as file:
                facts = os.fstat(file.fileno())
                if facts.st_ino != self._inode or facts.st_size < self._read_to:
                    self._entries, self._read_to, self._inode = {}, 0, facts.st_ino
                file.seek(self._read_to)
                fresh = file.read()
        except FileNotFoundError:
            self._entries, self._read_to, self._inode = {}, 0, -1
            return {}
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self._read_to += len(whole)
        for line in fresh.decode("utf-8", "replace").splitlines():
            if match := _LINE.fullmatch(line):
                self._entries[match[2]] = match[1]
        return self._entries

    def enter(self, files: Mapping[str, bytes]) -> None:
        """A line more for each file, flushed to the disk; a torn last line is closed first. The lock is held."""
        lines = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
        torn = self.path.exists() and not _ends_with_newline(self.path)
        atomic.append_durably(self.path, (("\n" if torn else "") + lines).encode())


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
