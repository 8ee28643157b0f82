"""The schedule as vendors ask for it: a workbook with a sheet for each campus."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from switchrefresh.documents.paper.blocks import one_line
from switchrefresh.errors import UsageError
from switchrefresh.inventory.model import Inventory, Switch
from switchrefresh.planning.model import Task, Window

COLUMNS = (
    ("Closet", 10),
    ("Room", 18),
    ("Switch", 18),
    ("Address", 16),
    ("Model", 16),
    ("Serial", 16),
    ("Asset tag", 12),
    ("Uplink", 18),
    ("New model", 14),
    ("New serial", 16),
    ("New asset tag", 12),
    ("Parts", 24),
    ("Window", 8),
    ("Date", 12),
    ("Starts", 8),
    ("Ends", 8),
    ("Crew", 10),
    ("Status", 12),
)
SUMMARY = (("Campus", 34), ("Switches", 10), ("Windows", 10), ("First date", 12), ("Last date", 12), ("Not placed", 10))
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31  # characters that a sheet's name may have


def make_workbook(windows: Sequence[Window], inventory: Inventory, stages: Mapping[str, str]) -> bytes:
    """The workbook; every cell is text or a number, never a formula. `stages` says how far a switch is.

    A usage error that says what to install when openpyxl is not there.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        hint = "install it with: pip install 'switchrefresh[office]', or take export csv"
        raise UsageError(
            "xlsx needs the package openpyxl, which is not installed", hint, code="missing-extra"
        ) from None
    book = Workbook()
    front = book.active
    front.title = "Summary"
    _head(front, SUMMARY)
    taken = {"summary"}
    for key in campuses(inventory):
        rows = campus_rows(key, windows, inventory, stages)
        own = [w for w in windows if w.building == key]
        placed = sum(1 for row in rows if row[12])
        days = [f"{w.start:%Y-%m-%d}" for w in own]
        name = one_line(inventory.buildings[key].name)
        _add(front, (name, len(rows), len(own), min(days, default=""), max(days, default=""), len(rows) - placed))
        sheet = book.create_sheet(sheet_title(name, taken))
        _head(sheet, COLUMNS)
        for row in rows:
            _add(sheet, row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def campuses(inventory: Inventory) -> list[str]:
    """Buildings with something to replace."""
    planned = {switch.building for switch in inventory.planned().values()}
    return [key for key in inventory.buildings if key in planned]


def campus_rows(
    building: str, windows: Sequence[Window], inventory: Inventory, stages: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """One row a switch, in the order of the closets."""
    tasks = {task.switch: (window, task) for window in windows for task in window.tasks}
    found = [(key, switch) for key, switch in inventory.planned().items() if switch.building == building]
    found.sort(key=lambda pair: (pair[1].closet or "", pair[0]))
    return [_row(key, switch, tasks.get(key), inventory, stages.get(key, "")) for key, switch in found]


def _row(
    key: str, switch: Switch, placed: tuple[Window, Task] | None, inventory: Inventory, stage: str
) -> tuple[str, ...]:
    building = inventory.buildings.get(switch.building or "")
    closet = building.closets.get(switch.closet or "") if building else None
    room = closet.room if closet else None
    new = switch.replacement
    window, task = placed or (None, None)
    status = stage or (str(window.state) if window else "not placed")
    cells = (
        *(switch.closet, room, key, switch.host, switch.model, switch.serial, switch.asset_tag, switch.uplink),
        *((new.model, new.serial, new.asset_tag, "; ".join(new.parts)) if new else ("", "", "", "")),
        *((window.id, f"{window.start:%Y-%m-%d}") if window else ("", "")),
        *((f"{task.start:%H:%M}", f"{task.end:%H:%M}") if task else ("", "")),
        *(window.crew if window else "", status),
    )
    return tuple(one_line(cell or "") for cell in cells)


def sheet_title(name: str, taken: set[str]) -> str:
    """A name that a sheet may have and none of the others has."""
    plain = _FORBIDDEN.sub(" ", one_line(name)).strip("' ")[:_LONGEST_TITLE] or "Campus"
    title, n = plain, 2
    while title.casefold() in taken:
        title = f"{plain[: _LONGEST_TITLE - 4]} ({n})"
        n += 1
    taken.add(title.casefold())
    return title


def _head(sheet: Any, columns: Sequence[tuple[str, int]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    _add(sheet, tuple(name for name, _ in columns))
    for n, (_, width) in enumerate(columns, 1):
        sheet.cell(1, n).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _add(sheet: Any, values: Sequence[str | int]) -> None:
    """A row whose texts are texts, however they begin."""
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    for n, value in enumerate(values, 1):
        cell = sheet.cell(row, n)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = True
