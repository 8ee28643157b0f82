"""init: a small working district folder to start from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from switchrefresh.clock import today as clock_today
from switchrefresh.commands.opening import date_option
from switchrefresh.commands.result import Result
from switchrefresh.documents.starter import starter_files
from switchrefresh.errors import RefusedError, UsageError
from switchrefresh.inventory.checks import zone_exists
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.folder import folder_exists_empty

SHARED_FILE = 0o644


def run(folder: str, name: str, zone: str, as_of: str | None = None) -> Result:
    """Write the starter files into a new or empty folder."""
    if not zone_exists(zone):
        raise UsageError(f'"{zone}" is not a time zone', "write it like America/Chicago")
    if not name.strip() or not name.isprintable():
        raise UsageError("the district needs a name of plain text", 'say --name "Your District"')
    root = Path(folder)
    if not folder_exists_empty(root):
        raise RefusedError(f"{root} is not empty", "name a new folder", code="not-empty")
    day: date = date_option("--as-of", as_of) if as_of else clock_today(zone)
    files = starter_files(name, zone, day)
    for relative, text in files.items():
        path = root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text.encode(), SHARED_FILE)
    data = {"folder": str(root), "files": sorted(files)}
    here = f"-C {root}"
    return Result("init", data, next=tuple(f"switchrefresh {verb} {here}" for verb in ("check", "calendar", "plan")))
