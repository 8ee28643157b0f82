"""export bom and export labels: what to order, and a sticker for every cable, out of what was really measured."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from switchrefresh.commands.fit import fitting
from switchrefresh.commands.opening import Opened, open_folder
from switchrefresh.commands.port_rows import port_table
from switchrefresh.commands.promises import stored_plan
from switchrefresh.commands.result import Result
from switchrefresh.commands.writing import Document, write_documents
from switchrefresh.documents.orders import bom_csv, labels_csv
from switchrefresh.errors import Exit
from switchrefresh.inventory.models import model_facts
from switchrefresh.planning.targets import switches_of
from switchrefresh.problems import Problem, warning
from switchrefresh.verification.ordering import Ordered, order_for


def run_bom(directory: str | None, targets: Sequence[str], output: str | None) -> Result:
    """The order as CSV, and its sentences."""
    opened = open_folder(directory, without_checks=True)
    names = _names(opened, targets)
    wanted = [_ordered(opened, name) for name in names]
    order = order_for(wanted)
    paths = write_documents(opened, [Document("bom.csv", bom_csv(order))], output)
    lines = [
        {"what": line.what, "kind": line.kind, "units": line.units, "switches": list(line.switches), "why": line.why}
        for line in order.lines
    ]
    data: dict[str, Any] = {
        "kind": "bom",
        "path": paths[0],
        "lines": lines,
        "switches": order.switches,
        "measured": order.measured,
        "sentences": list(order.sentences),
    }
    return Result("export", data)


def run_labels(directory: str | None, targets: Sequence[str], output: str | None) -> Result:
    """One row per cable as CSV; switches without a table are named."""
    opened = open_folder(directory, without_checks=True)
    rows, problems = [], []
    for name in _names(opened, targets):
        table = port_table(opened, name)
        if table.why:
            problems.append(_missing(name, table.why))
        entry = opened.inventory.switches[name]
        for cable in table.cables:
            place = {"switch": name, "building": entry.building or "", "closet": entry.closet or ""}
            rows.append(
                {
                    **place,
                    "jack": cable.jack,
                    "old": cable.old,
                    "new": cable.new,
                    "device": cable.what,
                    "vlan": cable.vlan,
                }
            )
    if not rows:
        return Result("export", {"kind": "labels", "path": None, "rows": []}, tuple(problems), Exit.NO)
    paths = write_documents(opened, [Document("labels.csv", labels_csv(rows))], output)
    return Result("export", {"kind": "labels", "path": paths[0], "rows": rows}, tuple(problems))


def _missing(name: str, why: str) -> Problem:
    cure = f"switchrefresh backup {name} --phase baseline"
    if "port map" in why:
        cure = "switchrefresh check" if "mistakes" in why else f"write portmaps/{name}.yaml, or name one as `portmap:`"
    return warning("no-cables", f"{name}: {why}", cure)


def _names(opened: Opened, targets: Sequence[str]) -> tuple[str, ...]:
    """Planned switches only: nothing is ordered for one that stays."""
    stored = stored_plan(opened)
    planned = opened.inventory.planned()
    if not targets:
        return tuple(planned)
    named = switches_of(targets, opened.inventory, stored.plan if stored else None)
    return tuple(name for name in named if name in planned)


def _ordered(opened: Opened, name: str) -> Ordered:
    entry = opened.inventory.switches[name]
    assert entry.replacement is not None  # noqa: S101 - only planned switches come here
    model = entry.replacement.model
    return Ordered(name, model, entry.members, model_facts(model), fitting(opened, name).use, entry.replacement.parts)
