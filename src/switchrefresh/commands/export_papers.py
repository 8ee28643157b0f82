"""export xlsx and export evidence: a workbook for vendors, and what an auditor asks for."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from switchrefresh.commands.opening import Opened, as_of_date, open_folder
from switchrefresh.commands.promises import needed_plan
from switchrefresh.commands.result import Result
from switchrefresh.commands.writing import Document, write_documents
from switchrefresh.documents.evidence import Installed, evidence_csv, evidence_paper, evidence_rows, gaps
from switchrefresh.documents.paper.html import to_html
from switchrefresh.documents.workbook import make_workbook
from switchrefresh.journal.records import History
from switchrefresh.planning.targets import switches_of, windows_of
from switchrefresh.problems import warning
from switchrefresh.storage.journal_file import load_history
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore


def run_xlsx(directory: str | None, targets: Sequence[str], output: str | None) -> Result:
    """The schedule as a workbook, a sheet a campus."""
    opened = open_folder(directory, without_checks=True)
    plan = needed_plan(opened).plan
    history = load_history(opened.project)
    windows = windows_of(targets, opened.inventory, plan) if targets else plan.windows
    stages = {name: str(stage) for name in opened.inventory.switches if (stage := history.stage(name)) is not None}
    body = make_workbook(windows, opened.inventory, stages)
    [path] = write_documents(opened, [Document("schedule.xlsx", body)], output)
    return Result("export", {"kind": "xlsx", "windows": len(windows), "path": path, "bytes": len(body)})


def run_evidence(directory: str | None, targets: Sequence[str], output: str | None, as_of: str | None) -> Result:
    """What stands where since when, by funding request: a table for a spreadsheet and a page to print."""
    opened = open_folder(directory, without_checks=True)
    history = load_history(opened.project)
    wanted = switches_of(targets, opened.inventory, None) if targets else tuple(opened.inventory.switches)
    done = [name for name in wanted if name in history.done() and opened.inventory.switches[name].replacement]
    rows = evidence_rows(opened.inventory, [_installed(opened, history, name) for name in done])
    page = to_html(evidence_paper(opened.inventory, rows, as_of_date(as_of, opened.inventory)))
    documents = [Document("evidence.csv", evidence_csv(rows)), Document("evidence.html", page.encode())]
    paths = write_documents(opened, documents, output)
    hint = "complete it with: switchrefresh log SWITCH done --on DATE --serial S, or in buildings.yaml"
    problems = tuple(warning("evidence-gap", gap, hint) for gap in gaps(rows))
    return Result("export", {"kind": "evidence", "rows": rows, "path": paths[0], "paths": list(paths)}, problems)


def _installed(opened: Opened, history: History, name: str) -> Installed:
    record = history.done()[name]
    proof = history.proofs.get(name)
    units = [u for u in history.units if u.switch == name]
    store = SnapshotStore(opened.project.snapshots)
    return Installed(
        switch=name,
        on=record.on,
        by=_by(history, record.window, record.who),
        window=record.window or "",
        serial=record.serial,
        model=record.model,
        verdict=proof.verdict if proof else "",
        before=_snapshot(store, name, "before"),
        after=_snapshot(store, name, "after"),
        old_unit=tuple(f"{u.what} {u.on.isoformat()}" for u in units if u.what != "installed"),
    )


def _by(history: History, window: str | None, who: str) -> str:
    """Who wrote it down, and the crew that did it."""
    record = history.windows.get(window or "")
    crew = record.crew if record else ""
    return f"{who} ({crew})" if who and crew and who != crew else who or crew


def _snapshot(store: SnapshotStore, name: str, phase: str) -> tuple[str, str] | None:
    with suppress(SnapshotDamagedError):
        found = store.latest(name, phase)
        return (found.id, found.sha256) if found else None
    return None
