"""Tables with a month over each column: which month every cell belongs to, and which rows do not tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from switchrefresh.importers.date_words import dates_at, month_heading
from switchrefresh.importers.text_lines import TextLine

Month = tuple[int, int | None]
NEAR = 4  # letters by which a cell may begin left or right of its column's heading
_DAY = re.compile(r"(?:[A-Z][a-z]{1,8}\.?,? +)?(\d{1,2})(?!\d|[:/])")


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One line of such a table: its cells, each with its month; `doubt` says why the months are not known."""

    cells: tuple[tuple[Month, str], ...] = ()
    is_head: bool = False
    doubt: str = ""


def month_rows(lines: Sequence[TextLine]) -> dict[int, MonthRow]:
    """The lines that belong to a table with months over its columns, by their number."""
    found: dict[int, MonthRow] = {}
    at = 0
    while at < len(lines):
        heads, placed = _heads(lines[at])
        if not heads:
            at += 1
            continue
        found[lines[at].number] = MonthRow(is_head=True)
        rows = _rows_below(lines[at + 1 :], placed)
        found |= _placed_rows(rows, heads) if placed else _piped_rows(rows, [month for _, month in heads])
        at += 1 + len(rows)
    return found


def _heads(line: TextLine) -> tuple[list[tuple[int, Month | None]], bool]:
    """The months over the columns, with the places at which they stand; in a row with pipes these are numbers."""
    for cells, placed in ((list(enumerate(line.columns)), False), (list(line.places), True)):
        heads = [(at, month_heading(cell)) for at, cell in cells]
        named = [head for _, head in heads if head is not None]
        if len(named) >= 2 and all(head or not cell for (_, head), (_, cell) in zip(heads, cells, strict=True)):
            return heads, placed
    return [], False


def _rows_below(lines: Sequence[TextLine], placed: bool) -> list[TextLine]:
    rows: list[TextLine] = []
    for line in lines:
        if _heads(line)[0] or month_heading(line.text) is not None:
            break
        starts = any(_DAY.match(cell) for cell in (line.text, *line.cells))
        goes_on = (
            bool(line.places) and not line.gap and dates_at(line.text, 0) is None if placed else len(line.cells) > 1
        )
        if not (starts or goes_on):
            break
        rows.append(line)
    return rows


def _placed_rows(rows: list[TextLine], heads: list[tuple[int, Month | None]]) -> dict[int, MonthRow]:
    """Columns parted by blanks: a cell belongs to the month that it stands under."""
    months = [(place, month) for place, month in heads if month is not None]
    entries: dict[int, list[tuple[Month, str]]] = {line.number: [] for line in rows}
    doubtful: set[int] = set()
    latest: dict[int, int] = {}  # the line of each column's last entry, which the lines below may go on
    for line in rows:
        for at, cell in line.places or ((0, line.text),):
            column = next((n for n, (place, _) in enumerate(months) if abs(place - at) <= NEAR), None)
            if column is None or (not _DAY.match(cell) and column not in latest):
                doubtful.add(line.number)
                entries[line.number] += [(month, cell) for _, month in months]
            elif _DAY.match(cell):
                entries[line.number].append((months[column][1], cell))
                latest[column] = line.number
            else:
                month = months[column][1]
                above = entries[latest[column]]
                entries[latest[column]] = [(m, f"{words} {cell}" if m == month else words) for m, words in above]
    why = "which month's column does this stand in? Write the month beside each date"
    return {
        number: MonthRow(tuple(cells), doubt=why if number in doubtful else "") for number, cells in entries.items()
    }


def _piped_rows(rows: list[TextLine], heads: list[Month | None]) -> dict[int, MonthRow]:
    """Columns parted by pipes or tabs: where cells are missing, a row counts only if the table keeps its empty ones.

    Pages copied as text often lose empty cells, and what follows slips to the left under another month.
    """
    keeps = any("" in row.columns[: _last_filled(row)] for row in rows)
    slipped = not keeps and (any(len(row.columns) != len(heads) for row in rows) or _runs_backwards(rows, len(heads)))
    found: dict[int, MonthRow] = {}
    for line in rows:
        if len(line.columns) != len(heads) or (slipped and "" in line.columns):
            found[line.number] = MonthRow(_possible(line, heads), doubt="cells are missing: whose month is it?")
            continue
        pairs = [(month, cell) for month, cell in zip(heads, line.columns, strict=True) if cell]
        headless = any(month is None for month, _ in pairs)
        found[line.number] = MonthRow(
            tuple((month, cell) for month, cell in pairs if month), doubt="a cell without a month" if headless else ""
        )
    return found


def _last_filled(line: TextLine) -> int:
    return max((n for n, cell in enumerate(line.columns) if cell), default=0)


def _runs_backwards(rows: list[TextLine], count: int) -> bool:
    """Whether some column's days do not go up."""
    for n in range(count):
        days = [int(m[1]) for row in rows if n < len(row.columns) and (m := _DAY.match(row.columns[n]))]
        if days != sorted(days):
            return True
    return False


def _possible(line: TextLine, heads: list[Month | None]) -> tuple[tuple[Month, str], ...]:
    """Every month that each cell may belong to: its own and those to the right of it."""
    return tuple(
        (month, cell) for n, cell in enumerate(line.columns) if cell for month in heads[n:] if month is not None
    )
