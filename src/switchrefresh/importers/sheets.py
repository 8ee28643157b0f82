"""Tables as people keep them: CSV in any dress, XLSX with a sheet a campus; found headings, rows with their line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from switchrefresh.errors import InputError, UsageError

LOOK_FOR_HEAD = 30  # lines above the headings: a title, a date, a logo
MAX_ROWS = 200_000
_ENCODINGS = ("utf-8-sig", "cp1252")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its number in the file, its cells by heading, and what of it may be shown."""

    where: str
    cells: dict[str, str]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; `title` is the name of an XLSX sheet."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


Knows = Callable[[Sequence[str]], int]  # how many cells of a line are headings that we know


def read_csv_sheet(raw: bytes, knows: Knows) -> tuple[Sheet, ...]:
    """The one table of a CSV file, whatever its encoding and delimiter."""
    text = _decode(raw)
    table = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text, knows)))
    return _sheets([("", table)], knows)


def read_xlsx_sheets(raw: bytes, knows: Knows) -> tuple[Sheet, ...]:
    """Every sheet of a workbook that has headings we know."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        hint = "install it with: pip install 'switchrefresh[office]', or save the sheet as CSV"
        raise UsageError("xlsx needs openpyxl, which is not installed", hint, code="missing-extra") from None
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        tables = [(s.title, [[_shown(c) for c in line] for line in s.iter_rows(values_only=True)]) for s in book]
    except Exception as error:  # noqa: BLE001 - a broken workbook can make the library raise anything
        message = f"this is no workbook that can be read ({type(error).__name__})"
        raise InputError(message, "save it again as .xlsx or .csv", code="unreadable-list") from None
    return _sheets(tables, knows)


def _decode(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _delimiter(text: str, knows: Knows) -> str:
    """The delimiter under which most headings are known."""
    head = text.splitlines()[:LOOK_FOR_HEAD]

    def known(delimiter: str) -> int:
        return max((knows(row) for row in csv.reader(head, delimiter=delimiter)), default=0)

    return max(",;\t|", key=known)


def _shown(value: object) -> str:
    """A cell of a workbook as its person sees it; whole numbers have no `.0`."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _sheets(tables: Iterable[tuple[str, list[list[str]]]], knows: Knows) -> tuple[Sheet, ...]:
    found = [sheet for title, table in tables if (sheet := _sheet(title, table, knows)) is not None]
    if not found:
        hint = "the first line should name the columns: building, closet, switch name, IP, model, serial"
        raise InputError("no line with headings that are known was found", hint, code="unreadable-list")
    return tuple(found)


def _sheet(title: str, table: list[list[str]], knows: Knows) -> Sheet | None:
    candidates = [(knows(line), -n) for n, line in enumerate(table[:LOOK_FOR_HEAD])]
    score, at = max(candidates, default=(0, 0))
    if score < 2:
        return None
    headings = _named(table[-at])
    place = f"sheet {title}, line " if title else "line "
    rows = []
    for n, line in enumerate(table[-at + 1 : MAX_ROWS], -at + 2):
        cells = {h: c.strip() for h, c in zip(headings, line, strict=False) if h}
        if any(cells.values()):
            rows.append(Row(f"{place}{n}", cells))
    return Sheet(title, tuple(h for h in headings if h), tuple(rows))


def _named(line: Sequence[str]) -> list[str]:
    """Headings, each once; a column without one is not read."""
    seen: dict[str, int] = {}
    found = []
    for cell in line:
        name = " ".join(cell.split())
        seen[name] = seen.get(name, 0) + 1
        found.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return found
