"""The sample districts that come with the program, and copies of them to work in."""

from __future__ import annotations

import shutil
from pathlib import Path

from switchrefresh.errors import InputError

PACKAGE = Path(__file__).resolve().parent.parent


def sample_folder(name: str) -> Path:
    """Where a sample lies: inside an installed package, or in the source tree."""
    for base in (PACKAGE / "_inventories", PACKAGE.parent.parent / "inventories"):
        if (base / name / "district.yaml").is_file():
            return base / name
    raise InputError(f'the sample district "{name}" did not come with this installation', "install it again")


def copy_sample(name: str, target: Path) -> None:
    """A private, writable copy of a sample's inventory and calendars; nothing else is taken along."""
    source = sample_folder(name)
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if path.is_file() and path.suffix in {".yaml", ".ics"}:
            (target / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / relative)
