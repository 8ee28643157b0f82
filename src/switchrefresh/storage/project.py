"""Which district folder is meant, and where its files are."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from switchrefresh.errors import InputError, NoProjectError

DISTRICT_FILE = "district.yaml"
ENVIRONMENT = "SWITCHREFRESH_PROJECT"


@dataclass(frozen=True)
class Project:
    """A district folder, found."""

    root: Path

    @property
    def plan_file(self) -> Path:
        return self.root / "plan.json"

    @property
    def approved_file(self) -> Path:
        return self.root / "approved.json"

    @property
    def journal_file(self) -> Path:
        return self.root / "journal.jsonl"

    @property
    def journal_lock(self) -> Path:
        return self.root / ".journal.lock"

    @property
    def plan_lock(self) -> Path:
        return self.root / ".plan.lock"

    @property
    def window_lock(self) -> Path:
        return self.root / ".window.lock"

    @property
    def known_hosts(self) -> Path:
        return self.root / "known_hosts"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def out(self) -> Path:
        return self.root / "out"

    @property
    def review_file(self) -> Path:
        return self.root / "calendar-review.yaml"

    def inside(self, relative: str) -> Path | None:
        """The real path of a file named in the folder's YAML; None when it would lead outside the folder."""
        if "\x00" in relative or len(relative) > 400:
            return None
        root = self.root.resolve()
        path = (root / relative).resolve()
        return path if path.is_relative_to(root) else None

    def name_of(self, path: Path) -> str:
        """A file's name as people see it: relative to the folder, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def find_project(named: str | None, environment: Mapping[str, str] | None = None, start: Path | None = None) -> Project:
    """The folder named by -C, else by $SWITCHREFRESH_PROJECT, else the nearest one upwards with a district.yaml."""
    environment = os.environ if environment is None else environment
    given = named or environment.get(ENVIRONMENT)
    if given:
        root = Path(given).expanduser()
        if not os.path.lexists(root / DISTRICT_FILE):
            what = "does not exist" if not root.exists() else f"holds no {DISTRICT_FILE}"
            hint = "check the folder's name, or make one with: switchrefresh init DIR"
            raise NoProjectError(f"{root} {what}", hint)
        return Project(root)
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if os.path.lexists(folder / DISTRICT_FILE):
            return Project(folder)
    hint = "go into a district folder, name one with -C DIR, or make one with: switchrefresh init DIR"
    raise NoProjectError(f"there is no {DISTRICT_FILE} here or above", hint)


def read_bytes(path: Path, shown: str, limit: int | None = None) -> bytes:
    """The bytes of a regular file, at most one more than `limit`; anything else is an input error that names it.

    Pipes and devices are refused before they are opened: reading one could wait for ever.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            what = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
            raise InputError(f"{shown} is {what}", "put a text file of that name there", code="unreadable-file")
        with path.open("rb") as file:
            return file.read() if limit is None else file.read(limit + 1)
    except FileNotFoundError:
        if path.is_symlink():
            raise InputError(f"{shown} is a link that leads nowhere", "repair it", code="unreadable-file") from None
        raise InputError(f"{shown} does not exist", "restore it, or correct its name", code="missing-file") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "repair the link" if path.is_symlink() else "check its permissions"
        raise InputError(f"{shown} cannot be read: {reason}", hint, code="unreadable-file") from None
