"""handoff --merge: a crew's journal, and the configs it pulled, come back into the folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from switchrefresh.commands.opening import open_folder
from switchrefresh.commands.result import Result
from switchrefresh.errors import Exit, InputError
from switchrefresh.journal.merging import merge_journals
from switchrefresh.problems import Problem, any_error, warning
from switchrefresh.storage.bundle import unpack
from switchrefresh.storage.journal_file import adopt_lines, append_event, load_text
from switchrefresh.storage.project import read_bytes
from switchrefresh.storage.snapshot_file import SnapshotFormatError, parse
from switchrefresh.storage.snapshot_store import SnapshotStore

JOURNAL = "journal.jsonl"
MAX_BYTES = 256 * 1024 * 1024


def run(directory: str | None, file: str) -> Result:
    """Add what the other copy has and this one lacks; nothing here is ever changed."""
    opened = open_folder(directory, without_checks=True)
    files = _files(Path(file))
    journals = [name for name in files if name.rsplit("/", 1)[-1] == JOURNAL]
    if not journals:
        raise InputError(f"{file} holds no {JOURNAL}", "name the crew's folder, its zip, or its journal", "bad-bundle")
    theirs = "".join(files[name].decode("utf-8", "replace").rstrip("\n") + "\n" for name in sorted(journals))
    merge = merge_journals(load_text(opened.project), theirs, Path(file).name)
    adopt_lines(opened.project, merge.added)
    kept, problems = _snapshots(SnapshotStore(opened.project.snapshots), files)
    if merge.added:
        append_event(opened.project, "merged", {"file": Path(file).name, "lines": len(merge.added)})
    found = (*merge.problems, *problems)
    data = {"path": file, "lines": len(merge.added), "snapshots": kept}
    exit_code = Exit.PARTIAL if any_error(found) else Exit.OK
    return Result("handoff", data, found, exit_code, ("switchrefresh status", "switchrefresh plan"))


def _files(path: Path) -> dict[str, bytes]:
    """Journals and snapshots of a folder, a zip, or a journal alone."""
    if path.is_dir():
        wanted = [*path.rglob(JOURNAL), *path.rglob("*.cfg")]
        return {p.relative_to(path).as_posix(): read_bytes(p, p.name, MAX_BYTES) for p in wanted if not p.is_symlink()}
    raw = read_bytes(path, str(path), MAX_BYTES)
    if path.suffix == ".jsonl":
        return {JOURNAL: raw}
    return {name: body for name, body in unpack(raw, str(path)).items() if name.endswith((JOURNAL, ".cfg"))}


def _snapshots(store: SnapshotStore, files: Mapping[str, bytes]) -> tuple[int, list[Problem]]:
    """Each proven config that is whole; a damaged one is named and left out."""
    kept, problems = 0, []
    for name, body in sorted(files.items()):
        if not name.endswith(".cfg") or "/quarantine/" in f"/{name}":
            continue
        try:
            facts, raw = parse(body)
            store.save(facts, raw)
            kept += 1
        except (SnapshotFormatError, ValueError) as error:
            problems.append(warning("snapshot-damaged", f"{name}: not taken: {error}", "ask the crew for it again"))
    return kept, problems
