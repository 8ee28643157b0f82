"""export: the schedule as a file for calendars, spreadsheets and programs."""

from __future__ import annotations

import codecs
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.promises import Stored, needed_plan, standing_promise
from switchrefresh.commands.result import Result
from switchrefresh.commands.staleness import stale_promises
from switchrefresh.documents.schedule import schedule_csv, schedule_ics
from switchrefresh.errors import UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.planning.model import State, Window
from switchrefresh.planning.serial import window_data
from switchrefresh.planning.targets import windows_of
from switchrefresh.problems import Problem, Severity
from switchrefresh.storage.atomic import make_private_folder, write_atomic

KINDS = ("ics", "csv", "json")
ALL_KINDS = (*KINDS, "xlsx", "site", "evidence", "bom", "labels")


def run(
    directory: str | None, kind: str, targets: Sequence[str] = (), output: str | None = None, promised: bool = False
) -> tuple[Result, bytes | None]:
    """Write the document; its bytes are returned when they are meant for standard output."""
    if kind not in KINDS:
        raise UsageError(f'"{kind}" is nothing that can be exported', suggest(kind, ALL_KINDS, "kinds"))
    opened = open_folder(directory, without_checks=True)
    stored = needed_plan(opened)
    windows = _windows(opened, stored, targets, promised)
    stale = _stale(opened, windows)
    body = _body(kind, windows, opened, stored)
    if output == "-":
        body = body.removeprefix(codecs.BOM_UTF8)  # a spreadsheet wants it in a file; a program takes it for a letter
        return Result("export", {"kind": kind, "windows": len(windows), "path": "-"}, stale), body
    path = Path(output) if output else opened.project.out / f"schedule.{kind}"
    if output is None:
        make_private_folder(path.parent)
    elif not path.parent.is_dir():
        raise UsageError(f"the folder {path.parent} does not exist", "make it, or name another file with -o")
    write_atomic(path, body)
    data = {"kind": kind, "windows": len(windows), "path": str(path), "bytes": len(body)}
    return Result("export", data, stale), None


def _windows(opened: Opened, stored: Stored, targets: Sequence[str], promised: bool) -> tuple[Window, ...]:
    found = windows_of(targets, opened.inventory, stored.plan) if targets else stored.plan.windows
    return tuple(w for w in found if w.state is not State.PROPOSED) if promised else found


def _stale(opened: Opened, windows: tuple[Window, ...]) -> tuple[Problem, ...]:
    """Promises that no longer stand on what they stood on: published all the same, but not silently."""
    promise = standing_promise(opened)
    if promise is None:
        return ()
    ids = {w.id for w in windows if w.state is State.APPROVED}
    named = [w for w in promise.plan.windows if w.id in ids]
    return tuple(replace(p, severity=Severity.WARNING) for p in stale_promises(opened, promise, named))


def _body(kind: str, windows: tuple[Window, ...], opened: Opened, stored: Stored) -> bytes:
    if kind == "ics":
        stamp = date.fromisoformat(str(stored.data["as_of"]))
        return schedule_ics(windows, opened.inventory, stamp)
    if kind == "csv":
        return schedule_csv(windows, opened.inventory)
    return (json.dumps({"windows": [window_data(w) for w in windows]}, ensure_ascii=False, indent=1) + "\n").encode()
