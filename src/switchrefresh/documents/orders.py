"""The order and the cable labels as tables for spreadsheets and label printers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from switchrefresh.documents.schedule import cell
from switchrefresh.verification.ordering import Order

LABEL_COLUMNS = ("building", "closet", "switch", "jack", "old", "new", "device", "vlan")
_KINDS = {"model": "planned", "smaller": "could be", "optic": "optics", "part": "parts"}


def bom_csv(order: Order) -> bytes:
    """One row per line of the order, then its sentences."""
    rows = [("what", "kind", "units", "for", "why")]
    for line in order.lines:
        rows.append((line.what, _KINDS[line.kind], str(line.units), " ".join(line.switches), line.why))
    rows += [(sentence, "", "", "", "") for sentence in order.sentences]
    return _table(rows)


def labels_csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """One row per cable, in the columns that label software maps."""
    return _table([LABEL_COLUMNS, *(tuple(row[key] for key in LABEL_COLUMNS) for row in rows)])


def _table(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell(text) for text in row])
    return stream.getvalue().encode("utf-8-sig")
