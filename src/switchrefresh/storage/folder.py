"""Reads a district folder: all files, all problems at once, each with file, line and column."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from switchrefresh.errors import InputError
from switchrefresh.inventory.checks import Standing, check_inventory
from switchrefresh.inventory.findings import Finding
from switchrefresh.inventory.model import Building, District, Inventory, Switch
from switchrefresh.inventory.schema import read_buildings, read_district, read_switches
from switchrefresh.problems import Problem, Where, in_reading_order
from switchrefresh.storage.parse_cache import read_all_cached
from switchrefresh.storage.project import DISTRICT_FILE, Project, read_bytes
from switchrefresh.storage.strict_yaml import MAX_BYTES, Document, frame

# Mistakes that `check` calls by name while a plan can still be made around them: it says C6 or C8 for the switches.
PLANNABLE = frozenset({"unknown-model", "empty-pilot"})
# Mistakes after which an entry is missing from the inventory, so that no verb may go on as if it had never been there.
UNREADABLE = frozenset({"bad-value", "missing-key", "newer-format", "secret-in-file", "unknown-key", "wrong-type"})


@dataclass(frozen=True)
class Folder:
    """What the inventory files say, and everything wrong with them; `inputs` are SHA-256 sums by file name."""

    project: Project
    inventory: Inventory | None
    problems: tuple[Problem, ...]
    inputs: Mapping[str, str]

    def require(self, without_checks: bool = False) -> Inventory:
        """The inventory, or one error that carries every problem that stands in the way."""
        wrong = tuple(p for p in self.problems if p.is_error and p.code not in PLANNABLE)
        if self.inventory is not None and (not wrong or without_checks):
            return self.inventory
        count = f"{len(wrong)} mistake" + ("s" if len(wrong) != 1 else "")
        raise InputError(
            f"{count} in the district folder", "correct them; `switchrefresh check` lists them", problems=wrong
        )


@dataclass(frozen=True)
class _Source:
    """A file and how the paths of findings lead into it."""

    document: Document
    root: str

    def covers(self, path: tuple[str | int, ...]) -> bool:
        if path[0] != self.root:
            return False
        data = self.document.data
        entries = data.get(self.root) if self.root != "district" and isinstance(data, dict) else None
        return len(path) < 2 or self.root == "district" or (isinstance(entries, dict) and path[1] in entries)

    def locate(self, found: Finding) -> Problem:
        inner = found.path[1:] if self.root == "district" else found.path
        where = self.document.locate(inner, found.on_key)
        return found.problem.at(where, frame(self.document.text, where.line, where.column))


def read_folder(project: Project, known_platforms: tuple[str, ...] = ()) -> Folder:
    """Read district.yaml, buildings.yaml and switches.yaml (or switches/*.yaml)."""
    files = _files(project)
    documents, inputs = _documents(project, files)
    problems = [problem for document in documents.values() for problem in document.problems]
    sources = [_Source(document, root) for (name, root) in files.items() if (document := documents[name])]
    records, findings = _records(sources)
    problems += [*_twice(sources), *_no_buildings(sources, records)]
    findings += check_inventory(_readable_part(records), known_platforms, _standing(sources, records))
    problems += [_place(found, sources) for found in findings]
    readable = all(document.data is not None for document in documents.values())
    inventory = _complete(records, findings) if readable else None
    return Folder(project, inventory, in_reading_order(problems), inputs)


def _documents(project: Project, files: Mapping[str, str]) -> tuple[dict[str, Document], dict[str, str]]:
    """Each file as a document; one that cannot be read is a document with that problem, so that the rest is checked."""
    documents: dict[str, Document] = {}
    inputs: dict[str, str] = {}
    raws: dict[str, bytes] = {}
    for name in files:
        try:
            raw = read_bytes(project.root / name, name, MAX_BYTES)
        except InputError as error:
            problem = Problem(error.code, error.message, hint=error.hint, where=Where(name))
            documents[name] = Document(name, "", None, (problem,))
        else:
            inputs[name] = sha256(raw).hexdigest()
            raws[name] = raw
    documents |= read_all_cached(raws)
    return {name: documents[name] for name in files}, inputs


def locate(project: Project, findings: Sequence[Finding]) -> list[Problem]:
    """Findings of other rooms at their lines in the inventory files; reads the files only when there is a finding."""
    if not findings:
        return []
    files = _files(project)
    documents, _ = _documents(project, files)
    sources = [_Source(documents[name], root) for name, root in files.items()]
    return [_place(found, sources) for found in findings]


def file_sums(project: Project, inventory: Inventory, folder: Folder) -> dict[str, str]:
    """SHA-256 sums of every file that a plan depends on: inventory, feeds and decisions."""
    sums = dict(folder.inputs)
    names = [feed.path for feed, _ in inventory.feeds()] + [project.review_file.name]
    for name in dict.fromkeys(names):
        path = project.inside(name)
        if path is not None and path.is_file():
            sums[name] = sha256(path.read_bytes()).hexdigest()
    return sums


def _files(project: Project) -> dict[str, str]:
    """The inventory's files in reading order, with the key each of them holds."""
    found = {DISTRICT_FILE: "district"}
    if os.path.lexists(project.root / "buildings.yaml"):  # a broken link is a file that cannot be read
        found["buildings.yaml"] = "buildings"
    if os.path.lexists(project.root / "switches.yaml"):
        found["switches.yaml"] = "switches"
    for path in sorted((project.root / "switches").glob("*.yaml")):
        found[project.name_of(path)] = "switches"
    return found


@dataclass
class _Records:
    district: District | None = None
    buildings: dict[str, Building] | None = None
    switches: dict[str, Switch] | None = None


def _records(sources: list[_Source]) -> tuple[_Records, list[Finding]]:
    records = _Records()
    findings: list[Finding] = []
    for source in sources:
        if source.document.data is None and source.document.problems:
            continue
        wrong = _read_one(source, records)
        findings.extend(wrong)
    return records, findings


def _read_one(source: _Source, records: _Records) -> list[Finding]:
    data = source.document.data
    if source.root == "district":
        records.district, wrong = read_district(data)
        return wrong
    entries, wrong = _entries(source, data)
    if wrong:
        return wrong
    if source.root == "buildings":
        records.buildings, wrong = read_buildings(entries)
        return wrong
    switches, wrong = read_switches(entries)
    records.switches = {**switches, **(records.switches or {})}
    return wrong


def _entries(source: _Source, data: Any) -> tuple[Any, list[Finding]]:
    """What stands under `buildings:` or `switches:`, and what else stands beside it."""
    from switchrefresh.inventory.findings import finding, suggest

    if not isinstance(data, Mapping) or source.root not in data:
        hint = f"begin the file with `{source.root}:`"
        return None, [finding((source.root,), "missing-key", f"`{source.root}:` is missing", hint, on_key=True)]
    extra = [
        finding((source.root,), "unknown-key", f'"{key}" is not a key here', suggest(key, [source.root], "keys here"))
        for key in data
        if key not in {source.root, "format"}
    ]
    return data[source.root], extra


def _readable_part(records: _Records) -> Inventory:
    """What could be read, so that the checks can go on beside a broken file."""
    district = records.district or District(district="", timezone="UTC")
    return Inventory(district, records.buildings or {}, records.switches or {})


def _standing(sources: list[_Source], records: _Records) -> Standing:
    """Every id that stands in the files, broken entries included, so that one mistake is not reported as many."""
    ids: dict[str, set[str]] = {"buildings": set(), "switches": set()}
    unreadable = {source.root for source in sources if source.document.data is None}
    if all(source.root != "buildings" for source in sources):
        unreadable.add("buildings")  # said once below, not for every switch
    for source in sources:
        entries = source.document.data.get(source.root) if isinstance(source.document.data, dict) else None
        if isinstance(entries, dict) and source.root in ids:
            ids[source.root].update(entries)
    return Standing(
        frozenset(ids["buildings"]), frozenset(ids["switches"]), frozenset(unreadable), records.district is not None
    )


def _complete(records: _Records, findings: list[Finding]) -> Inventory | None:
    """The inventory, unless something could not be read at all."""
    broken = any(f.problem.is_error and f.problem.code in UNREADABLE for f in findings)
    return None if records.district is None or broken else _readable_part(records)


def _twice(sources: list[_Source]) -> list[Problem]:
    """Switches that stand in two files."""
    seen: dict[str, str] = {}
    found = []
    for source in sources:
        entries = source.document.data.get("switches") if isinstance(source.document.data, dict) else None
        if source.root != "switches" or not isinstance(entries, dict):
            continue
        for key in entries:
            first = seen.setdefault(key, source.document.file)
            if first != source.document.file:
                where = source.document.locate(("switches", key), on_key=True)
                shown = frame(source.document.text, where.line, where.column)
                message = f'switch "{key}" stands here and in {first}'
                found.append(Problem("duplicate-key", message, hint="delete one of them", where=where, frame=shown))
    return found


def _no_buildings(sources: list[_Source], records: _Records) -> list[Problem]:
    """Switches that name buildings in a folder without buildings.yaml."""
    named = any(switch.building is not None for switch in (records.switches or {}).values())
    if not named or any(source.root == "buildings" for source in sources):
        return []
    hint = "add buildings.yaml; `switchrefresh init` writes an example. backup works without it"
    where = Where("buildings.yaml")
    return [
        Problem("missing-file", "buildings.yaml does not exist, but switches name buildings", hint=hint, where=where)
    ]


def _place(found: Finding, sources: list[_Source]) -> Problem:
    for source in sources:
        if source.covers(found.path):
            return source.locate(found)
    return replace(found.problem, where=Where(DISTRICT_FILE))


def folder_exists_empty(path: Path) -> bool:
    """Whether a folder may be filled: it is not there yet, or holds nothing."""
    return not path.exists() or (path.is_dir() and not any(path.iterdir()))
