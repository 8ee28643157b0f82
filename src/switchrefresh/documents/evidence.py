"""Evidence for an auditor: what each funding request bought, where it stands, since when, and what proves it.

E-Rate asks for it: program participants keep an asset and inventory record of equipment bought with Category Two
support, with its location, for ten years (47 CFR 54.516(a)).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from switchrefresh.documents.paper.blocks import Block, Heading, Paper, Paragraph, Table, one_line
from switchrefresh.documents.schedule import cell
from switchrefresh.inventory.model import Delivery, Inventory

NO_FRN = "no funding request"
COLUMNS = (
    *("funding_request", "model", "units", "serial", "asset_tag", "building", "closet", "room", "switch"),
    *(
        "installed_on",
        "installed_by",
        "window",
        "before",
        "before_sha256",
        "after",
        "after_sha256",
        "verdict",
        "replaced_model",
    ),
    *("replaced_serial", "old_unit", "note"),
)


@dataclass(frozen=True, slots=True)
class Installed:
    """What the journal and the store know of one replaced switch; snapshots are (id, SHA-256)."""

    switch: str
    on: date | None
    by: str = ""
    window: str = ""
    serial: str = ""
    model: str = ""
    verdict: str = ""
    before: tuple[str, str] | None = None
    after: tuple[str, str] | None = None
    old_unit: tuple[str, ...] = field(default=())


def evidence_rows(inventory: Inventory, installed: Iterable[Installed]) -> list[dict[str, str]]:
    """One row a switch, by funding request and building.

    Units are counted against deliveries of their model in the order of installation and arrival (the same order in
    which rule C6 counts stock); a model that came by a single request is certain, several are said so.
    """
    ordered = sorted(installed, key=lambda i: (i.on or date.max, i.switch))
    stock = _Stock(inventory.district.deliveries)
    rows = [_row(inventory, found, *stock.take(inventory, found)) for found in ordered]
    return sorted(
        rows, key=lambda r: (r["funding_request"] == NO_FRN, r["funding_request"], r["building"], r["switch"])
    )


class _Stock:
    """Deliveries as they are used up."""

    def __init__(self, deliveries: Sequence[Delivery]) -> None:
        ordered = sorted(deliveries, key=lambda d: d.arrives)
        self._left = [(d.frn or NO_FRN, dict(d.models)) for d in ordered]
        self._requests: dict[str, set[str]] = {}
        for frn, models in self._left:
            for model in models:
                self._requests.setdefault(model, set()).add(frn)

    def take(self, inventory: Inventory, found: Installed) -> tuple[str, str]:
        """The request that paid for a switch, and a note when that is an assignment by date."""
        switch = inventory.switches[found.switch]
        model = switch.replacement.model if switch.replacement else ""
        for frn, models in self._left:
            if models.get(model, 0) >= switch.members:
                models[model] -= switch.members
                several = len(self._requests.get(model, ())) > 1
                return frn, "assigned by order of arrival: the model came by several requests" if several else ""
        return NO_FRN, "no delivery of this model is left for it in district.yaml" if self._left else ""


def _row(inventory: Inventory, found: Installed, frn: str, note: str) -> dict[str, str]:
    switch = inventory.switches[found.switch]
    building = inventory.buildings.get(switch.building or "")
    closet = building.closets.get(switch.closet or "") if building else None
    new = switch.replacement
    before, after = found.before or ("", ""), found.after or ("", "")
    values = {
        "funding_request": frn,
        "model": found.model or (new.model if new else ""),
        "units": str(switch.members),
        "serial": found.serial or (new.serial if new else "") or "",
        "asset_tag": (new.asset_tag if new else "") or "",
        "building": building.name if building else switch.building or "",
        "closet": (closet.name if closet else "") or switch.closet or "",
        "room": (closet.room if closet else "") or "",
        "switch": found.switch,
        "installed_on": found.on.isoformat() if found.on else "",
        "installed_by": found.by,
        "window": found.window,
        "before": before[0],
        "before_sha256": before[1],
        "after": after[0],
        "after_sha256": after[1],
        "verdict": found.verdict,
        "replaced_model": switch.model or "",
        "replaced_serial": switch.serial or "",
        "old_unit": "; ".join(found.old_unit),
        "note": note,
    }
    return {key: one_line(value) for key, value in values.items()}


def gaps(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """What an auditor would ask for and is not there, in sentences."""
    wanted = {"serial": "no serial number", "installed_on": "no date", "room": "no room", "after": "no proof after"}
    found = [f"{row['switch']}: {words}" for row in rows for key, words in wanted.items() if not row[key]]
    return sorted(found)


def evidence_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """All columns, for a spreadsheet; no cell can be taken for a formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(row[key]) for key in COLUMNS] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def evidence_paper(inventory: Inventory, rows: Sequence[Mapping[str, str]], as_of: date) -> Paper:
    """The same to read and to print: a table for each request and building."""
    blocks: list[Block] = [Paragraph(f"As of {as_of.isoformat()}. {_law(inventory)}")]
    for frn in dict.fromkeys(row["funding_request"] for row in rows):
        own = [row for row in rows if row["funding_request"] == frn]
        blocks.append(Heading(f"Funding request {frn}" if frn != NO_FRN else "Without a funding request"))
        for building in dict.fromkeys(row["building"] for row in own):
            blocks.append(Heading(building, 3))
            inside = [row for row in own if row["building"] == building]
            blocks.append(Table(("Model", "Serial", "Where", "Installed", "By", "Proof"), tuple(map(_line, inside))))
    if missing := gaps(rows):
        blocks += [Heading("What is missing"), Paragraph("; ".join(missing) + ".")]
    return Paper(f"{inventory.district.district}: installed equipment", tuple(blocks))


def _law(inventory: Inventory) -> str:
    funding = inventory.district.funding
    year = f" Funding year {funding.funding_year}, E-Rate Category Two." if funding else ""
    kept = "Serial number, location and date of every replaced switch, with the hash of its config before and after."
    return kept + year


def _line(row: Mapping[str, str]) -> tuple[str, ...]:
    where = ", ".join(part for part in (row["closet"], row["room"], row["switch"]) if part)
    proof = row["verdict"] or ("config kept before and after" if row["before"] and row["after"] else "")
    hashes = f" (after: {row['after_sha256'][:12]})" if row["after_sha256"] else ""
    return row["model"], row["serial"], where, row["installed_on"], row["installed_by"], f"{proof}{hashes}"
