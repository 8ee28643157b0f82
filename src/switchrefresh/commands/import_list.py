"""import csv|xlsx: a list of switches as it is kept becomes buildings.yaml and switches.yaml; again, it is merged."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from switchrefresh.commands.result import Result
from switchrefresh.errors import Exit, UsageError
from switchrefresh.importers.columns import count_known
from switchrefresh.importers.merging import Kept, Merge, merge_entries
from switchrefresh.importers.model_names import read_model
from switchrefresh.importers.proposal import Gap, Proposal
from switchrefresh.importers.sheets import Sheet, read_csv_sheet, read_xlsx_sheets
from switchrefresh.importers.switch_list import Remembered, read_switch_list
from switchrefresh.storage.entries import changed_texts, read_entries, write_texts
from switchrefresh.storage.import_memory import load_answers, load_last, save_import
from switchrefresh.storage.project import Project, find_project, read_bytes

MAX_BYTES = 64 * 1024 * 1024
Ask = Callable[[Gap], str]


@dataclass(frozen=True)
class ListOptions:
    """`new` answers what replaces a kind of switch: 48=JL675A, core=JL658A, 8=none."""

    new: Sequence[str] = ()
    only_say: bool = False
    ask: Ask | None = field(default=None, compare=False)


def run(directory: str | None, kind: str, file: str | None, options: ListOptions) -> Result:
    """Read the list, show what it means, and write what it adds or changes; hand edits stand."""
    if file is None:
        raise UsageError(f"import {kind} needs a file", f"switchrefresh import {kind} switches.{kind} --dry-run")
    project = find_project(directory)
    found = propose(kind, file, known_buildings(project), load_answers(project, "list"), options)
    return merge(project, kind, file, found, options.only_say)


@dataclass(frozen=True)
class Found:
    """What a list proposes, with the answers that it was read by."""

    proposal: Proposal
    new: Mapping[str, str]


def propose(
    kind: str,
    file: str,
    known: Mapping[str, str],
    answers: Mapping[str, Mapping[str, str]],
    options: ListOptions,
) -> Found:
    """Read the list, asking what replaces each kind of switch; `known` are buildings that are there, id -> name."""
    sheets = _sheets(kind, Path(file))
    new = {**answers.get("new", {}), **_answers(options.new)}
    proposal = _read(sheets, known, answers, new)
    if options.ask is not None:
        asked = {gap.key: text for gap in proposal.gaps if (text := options.ask(gap).strip())}
        new |= _answers([f"{key}={text}" for key, text in asked.items()])
        proposal = _read(sheets, known, answers, new)
    return Found(proposal, new)


def merge(project: Project, kind: str, file: str, found: Found, only_say: bool, memory: str = "list") -> Result:
    """What the list adds or changes in the folder's files, written unless it is only to be said."""
    proposal = found.proposal
    last = load_last(project, memory)
    texts: dict[str, tuple[str, str]] = {}
    kept: list[Kept] = []
    for root, entries in (("buildings", proposal.buildings), ("switches", proposal.switches)):
        files = read_entries(project, root)
        current = {key: entry for read in files for key, entry in read.entries.items()}
        merged: Merge = merge_entries(current, last.get(root, {}), entries)
        texts |= changed_texts(files, root, [(change.path, change.value) for change in merged.changes])
        kept += merged.kept
    if not only_say:
        write_texts(project, texts)
        told = {"buildings": proposal.buildings, "switches": proposal.switches}
        answers = {"columns": proposal.columns, "new": found.new, "buildings": proposal.aliases}
        save_import(project, memory, answers, told)
    return _result(kind, file, proposal, texts, kept, written=not only_say)


def known_buildings(project: Project) -> dict[str, str]:
    """The buildings that the folder has, id -> name."""
    buildings = [(k, v) for file in read_entries(project, "buildings") for k, v in file.entries.items()]
    return {key: str(entry.get("name") or key) for key, entry in buildings if isinstance(entry, Mapping)}


def _read(
    sheets: Sequence[Sheet],
    known: Mapping[str, str],
    answers: Mapping[str, Mapping[str, str]],
    new: Mapping[str, str],
) -> Proposal:
    remembered = Remembered(answers.get("columns", {}), answers.get("buildings", {}), _models(new))
    return read_switch_list(sheets, known, remembered)


def _sheets(kind: str, path: Path) -> tuple[Sheet, ...]:
    raw = read_bytes(path, str(path), MAX_BYTES)
    if len(raw) > MAX_BYTES:
        raise UsageError(f"{path} is larger than 64 MiB", "this is no list of switches", code="file-too-large")
    return read_xlsx_sheets(raw, count_known) if kind == "xlsx" else read_csv_sheet(raw, count_known)


def _answers(words: Sequence[str]) -> dict[str, str]:
    found = {}
    for word in words:
        key, mark, model = word.partition("=")
        if not mark or not key.strip() or not model.strip():
            hint = "--new 48=JL675A, --new core=JL658A, --new 8=none"
            raise UsageError(f'"{word}" is not KIND=MODEL', hint)
        found[key.strip()] = model.strip()
    return found


def _models(new: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Each answer as model and platform; `MODEL:platform` where a model number does not tell its OS."""
    found = {}
    for key, text in new.items():
        name, _, platform = text.partition(":")
        model = read_model(name)
        if not (platform or model.platform) and name != "none":
            hint = f"say it behind a colon: --new {key}={name}:aruba_aoscx"
            raise UsageError(f'nothing says which OS "{name}" runs', hint)
        found[key] = (name if name == "none" else model.model, platform or model.platform)
    return found


def _result(
    kind: str,
    file: str,
    proposal: Proposal,
    texts: Mapping[str, tuple[str, str]],
    kept: Sequence[Kept],
    written: bool,
) -> Result:
    lost = sum(1 for odd in proposal.odd if not odd.taken)
    data: dict[str, Any] = {
        "kind": kind,
        "file": file,
        "columns": dict(proposal.columns),
        "unused_columns": list(proposal.unused_columns),
        "aliases": dict(proposal.aliases),
        "buildings": len(proposal.buildings),
        "switches": len(proposal.switches),
        "not_taken": lost,
        "odd": [{"where": o.where, "text": o.text, "why": o.why, "taken": o.taken} for o in proposal.odd],
        "assumed": list(proposal.assumed),
        "gaps": [{"kind": gap.key, "switches": list(gap.switches)} for gap in proposal.gaps],
        "diff": {name: _diff(name, before, after) for name, (before, after) in texts.items()},
        "kept": [{"path": "/".join(k.path), "ours": k.ours, "theirs": k.theirs, "why": k.why} for k in kept],
        "written": written,
    }
    steps = ("switchrefresh check", "switchrefresh plan") if written else ()
    return Result("import", data, exit=Exit.PARTIAL if lost else Exit.OK, next=steps)


def _diff(name: str, before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=1)
    return list(lines)
