"""init: a district folder to start from: a small working sample, or your own list of switches."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from switchrefresh.clock import today as clock_today
from switchrefresh.commands import import_list
from switchrefresh.commands.opening import date_option
from switchrefresh.commands.result import Result
from switchrefresh.documents.starter.district import Setup
from switchrefresh.documents.starter.editors import KINDS, schema_file
from switchrefresh.documents.starter.from_list import list_files
from switchrefresh.documents.starter.sample import sample_files, sample_year
from switchrefresh.errors import RefusedError, UsageError
from switchrefresh.inventory.checks import zone_exists
from switchrefresh.inventory.findings import suggest
from switchrefresh.inventory.json_schema import file_schema
from switchrefresh.inventory.schema import record_schema
from switchrefresh.inventory.values import DateRange, read_date_range
from switchrefresh.platforms.registry import known_platforms
from switchrefresh.storage.atomic import write_atomic
from switchrefresh.storage.folder import folder_exists_empty
from switchrefresh.storage.project import Project

SHARED_FILE = 0o644
OURS = ("district.yaml", "buildings.yaml", "switches.yaml", "switches", "calendars", "plan.json", "journal.jsonl")


@dataclass(frozen=True)
class Answers:
    """What the five questions or the options said; None was not asked."""

    name: str | None = None
    zone: str | None = None
    school_year: str | None = None
    testing: tuple[str, ...] = ()
    switch_list: str | None = None
    base: str | None = None
    username: str = "netadmin"
    as_of: str | None = None
    reading: import_list.ListOptions = field(default_factory=import_list.ListOptions)


def run(folder: str, answers: Answers) -> Result:
    """Write the starter files into a new or empty folder; with a list, its buildings and switches."""
    root = Path(folder)
    refuse_used(root, listed=answers.switch_list is not None)
    setup = _setup(answers, root.resolve().name)
    if answers.switch_list is None:
        return _write(root, sample_files(setup), {})
    kind = "xlsx" if answers.switch_list.lower().endswith((".xlsx", ".xlsm")) else "csv"
    found = import_list.propose(kind, answers.switch_list, {}, {}, answers.reading)
    if not found.proposal.switches:
        raise UsageError(f"{answers.switch_list} holds no switch that could be taken", "import csv FILE --dry-run")
    base = _base(answers.base, found.proposal.buildings)
    files = list_files(setup, found.proposal.buildings, found.proposal.switches, base)
    made = _write(root, files, {})
    told = import_list.merge(Project(root), kind, answers.switch_list, found, only_say=False)
    return Result("init", {**made.data, "list": dict(told.data)}, exit=told.exit, next=made.next)


def refuse_used(root: Path, listed: bool) -> None:
    """Nothing of anybody's is written over; a list may lie in the folder already."""
    if folder_exists_empty(root):
        return
    taken = [name for name in OURS if (root / name).exists()]
    if taken or not listed or not root.is_dir():
        what = f"holds {taken[0]} already" if taken else "is not empty"
        raise RefusedError(f"{root} {what}", "name a new folder, or work in that one", code="not-empty")


def _setup(answers: Answers, folder: str) -> Setup:
    zone = answers.zone or ("America/Chicago" if answers.switch_list is None else "")
    if not zone:
        raise UsageError("the district needs its time zone", "say --timezone America/Chicago")
    if not zone_exists(zone):
        raise UsageError(f'"{zone}" is not a time zone', "write it like America/Chicago")
    name = answers.name if answers.name is not None else (folder if answers.switch_list else "Sample School District")
    for told, what in ((name, "the district needs a name"), (answers.username, "the login needs a name")):
        if not told.strip() or not told.isprintable():
            raise UsageError(f"{what} of plain text", 'say --name "Your District"')
    day: date = date_option("--as-of", answers.as_of) if answers.as_of else clock_today(zone)
    return Setup(name, zone, _year(answers, day), _testing(answers.testing), answers.username, day)


def _year(answers: Answers, day: date) -> tuple[date, date]:
    """The school year; of a real district it is asked for, because outside of it every weekday would be summer."""
    if answers.school_year is None:
        if answers.switch_list is None:
            return sample_year(day)
        hint = "say --school-year 2026-08-20..2027-05-20, the first and last day with students"
        raise UsageError("the district needs its school year: nobody may work where school may be on", hint)
    span = _span("--school-year", answers.school_year)
    if span.last < day:
        raise UsageError(f"that school year ended on {span.last}", "say the one that is on, or the next")
    if not 30 <= (span.last - span.first).days <= 370:
        raise UsageError(f"{span} is not a school year", "write it like 2026-08-20..2027-05-20")
    return span.first, span.last


def _testing(words: tuple[str, ...]) -> tuple[DateRange, ...]:
    return tuple(_span("--testing", part.strip()) for word in words for part in word.split(",") if part.strip())


def _span(option: str, text: str) -> DateRange:
    try:
        return read_date_range(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}", "write it like 2026-08-20..2027-05-20") from None


def _base(wanted: str | None, buildings: Mapping[str, object]) -> str | None:
    if wanted is not None and wanted not in buildings:
        raise UsageError(f'the list has no building "{wanted}"', suggest(wanted, buildings, "buildings"))
    return wanted


def editor_schemas() -> dict[str, str]:
    """File names and texts of the JSON Schemas that editors complete and check by."""
    found = {}
    for kind in KINDS:
        schema = file_schema(kind, record_schema(kind), tuple(sorted(known_platforms())))
        found[schema_file(kind)] = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    return found


def _write(root: Path, files: Mapping[str, str], more: Mapping[str, object]) -> Result:
    everything = {**files, **editor_schemas()}
    for relative, text in everything.items():
        path = root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text.encode(), SHARED_FILE)
    data = {"folder": str(root), "files": sorted(everything), **more}
    here = "" if root.resolve() == Path.cwd() else f" -C {root}"
    return Result("init", data, next=tuple(f"switchrefresh {verb}{here}" for verb in ("check", "calendar", "plan")))
