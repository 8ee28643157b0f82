"""runbook: for each window a document that a stranger can follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.port_rows import port_table
from switchrefresh.commands.promises import needed_plan, standing_promise
from switchrefresh.commands.result import Result
from switchrefresh.commands.staleness import stale_promises
from switchrefresh.commands.waiting import waits_of_window
from switchrefresh.commands.writing import Document, write_documents
from switchrefresh.documents.paper.blocks import Paper
from switchrefresh.documents.paper.html import to_html
from switchrefresh.documents.paper.markdown import to_markdown
from switchrefresh.documents.runbook import RunbookFacts, make_runbook
from switchrefresh.documents.runbook_switch import PortRow
from switchrefresh.errors import UsageError
from switchrefresh.inventory.findings import suggest
from switchrefresh.planning.model import State, Window
from switchrefresh.planning.targets import windows_of
from switchrefresh.storage.journal_file import load_history

FORMATS = ("md", "html", "pdf")


def run(
    directory: str | None, targets: Sequence[str], form: str = "md", output: str | None = None
) -> tuple[Result, bytes | None]:
    """Write a runbook for each window meant; the bytes are returned when they are meant for standard output."""
    if form not in FORMATS:
        raise UsageError(f'"{form}" is no format of a runbook', suggest(form, FORMATS, "formats"))
    opened = open_folder(directory, without_checks=True)
    windows = wanted_windows(opened, targets)
    documents = [Document(f"runbook-{w.id}.{form}", render(make(opened, w), form)) for w in windows]
    rows = [
        {"window": w.id, "building": w.building, "start": w.start.isoformat(), "state": str(w.state)} for w in windows
    ]
    if output == "-":
        data: dict[str, Any] = {"format": form, "runbooks": [{**row, "path": "-"} for row in rows]}
        return Result("runbook", data), b"\n".join(document.body for document in documents)
    paths = write_documents(opened, documents, output)
    data = {"format": form, "runbooks": [{**row, "path": path} for row, path in zip(rows, paths, strict=True)]}
    return Result("runbook", data, next=(f"switchrefresh window start {windows[0].id} --dry-run",)), None


def wanted_windows(opened: Opened, targets: Sequence[str]) -> tuple[Window, ...]:
    """The windows meant by the words of a command line; all of the plan without any."""
    plan = needed_plan(opened).plan
    found = windows_of(targets, opened.inventory, plan) if targets else plan.windows
    if not found:
        what = " ".join(targets) or "the plan"
        raise UsageError(f"no window belongs to {what}", "see the windows with: switchrefresh show", code="no-window")
    return tuple(found)


def make(opened: Opened, window: Window) -> Paper:
    """The runbook of one window with all that the folder knows."""
    tables = {t.switch: port_table(opened, t.switch) for t in window.tasks if t.switch in opened.inventory.switches}
    ports = {
        name: [PortRow(c.old, c.new, c.what, c.vlan, c.jack, c.why) for c in table.cables]
        for name, table in tables.items()
    }
    why = {name: table.why for name, table in tables.items() if table.why}
    return make_runbook(window, opened.inventory, RunbookFacts(ports, why, _warnings(opened, window)))


def render(paper: Paper, form: str) -> bytes:
    """A paper in one of the formats."""
    if form == "pdf":
        from switchrefresh.documents.paper.pdf import to_pdf

        return to_pdf(paper)
    return (to_html(paper) if form == "html" else to_markdown(paper)).encode()


def _warnings(opened: Opened, window: Window) -> tuple[str, ...]:
    """Whom everybody waits for, and what has changed since the promise was made."""
    waits = waits_of_window(load_history(opened.project), window, opened.inventory)
    found = [f"Waiting since {since.isoformat()}: {who}" for who, since in waits]
    promise = standing_promise(opened)
    if promise is not None and window.state is not State.PROPOSED:
        named = [w for w in promise.plan.windows if w.id == window.id]
        found += [problem.message for problem in stale_promises(opened, promise, named)]
    return tuple(found)
