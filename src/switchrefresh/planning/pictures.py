"""A plan as pictures in data: a Gantt chart by building or crew over the school calendar, and the load of each crew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from switchrefresh.calendars.model import Calendars
from switchrefresh.inventory.model import Crew, DayKind, Inventory
from switchrefresh.planning.board import Board
from switchrefresh.planning.model import State, Window
from switchrefresh.planning.problem import minute_of

CHARTS = ("building", "crew", "load")
COLUMNS = 60  # of a chart that fits beside its labels on 80 columns
STEPS = (1, 7, 14, 28)  # days in a column
SCHOOL = (DayKind.SCHOOL_DAY, DayKind.EARLY_RELEASE, DayKind.LATE_START)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWYZ"  # without the X of closed dates


def gantt(windows: Sequence[Window], inventory: Inventory, calendars: Calendars, by: str) -> dict[str, Any]:
    """Rows of cells over the dates from the first window to the last; a cell says what lies in its days.

    `mark` is a letter for the crew (by building) or the number of windows (by crew); else the calendar's: `.` school,
    `o` no students, `-` break, `~` summer, ` ` weekend, `x` closed. Promised and done windows are told by `firm`.
    """
    if not windows:
        return {"by": by, "step": 1, "columns": [], "rows": [], "crews": {}}
    columns, step = _columns(windows)
    letters = _letters(inventory, windows)
    keys = inventory.buildings if by == "building" else letters
    rows = []
    for key in keys:
        own = [w for w in windows if (w.building if by == "building" else w.crew) == key]
        cells = [_cell(own, first, step, by, letters) for first in columns]
        if by == "building":
            cells = [cell or _background(calendars, (key,), d, step) for cell, d in zip(cells, columns, strict=True)]
            name = inventory.buildings[key].name
        else:
            crew = inventory.district.crews.get(key)
            cells = [cell or _at_work(crew, d, step) for cell, d in zip(cells, columns, strict=True)]
            name = key
        firm = [any(w.state is not State.PROPOSED for w in _inside(own, d, step)) for d in columns]
        rows.append({"id": key, "name": name, "marks": "".join(cells), "firm": firm})
    return {
        "by": by,
        "step": step,
        "columns": [day.isoformat() for day in columns],
        "calendar": "".join(_background(calendars, tuple(calendars.buildings), d, step) for d in columns),
        "rows": rows,
        "crews": letters,
    }


def _columns(windows: Sequence[Window]) -> tuple[list[date], int]:
    days = [w.start.date() for w in windows]
    first, last = min(days), max(days)
    first -= timedelta(days=first.weekday())
    length = (last - first).days + 1
    step = next((one for one in STEPS if length <= one * COLUMNS), -(-length // COLUMNS))
    return [first + timedelta(days=n) for n in range(0, length, step)], step


def _letters(inventory: Inventory, windows: Sequence[Window]) -> dict[str, str]:
    crews = dict.fromkeys([*inventory.district.crews, *(w.crew for w in windows)])
    return {key: LETTERS[n] if n < len(LETTERS) else "#" for n, key in enumerate(crews)}


def _inside(windows: Iterable[Window], first: date, step: int) -> list[Window]:
    return [w for w in windows if first <= w.start.date() < first + timedelta(days=step)]


def _cell(windows: Sequence[Window], first: date, step: int, by: str, letters: dict[str, str]) -> str:
    inside = _inside(windows, first, step)
    if not inside:
        return ""
    if by == "building":
        crews = {w.crew for w in inside}
        return letters[crews.pop()] if len(crews) == 1 else "*"
    return str(len(inside)) if len(inside) < 10 else "*"


def _background(calendars: Calendars, buildings: Sequence[str], first: date, step: int) -> str:
    """What most weekdays of the column are."""
    days = [first + timedelta(days=n) for n in range(step)]
    if step == 1 and first.weekday() >= 5:
        return " "
    views = [v for key in buildings for d in days if d.weekday() < 5 and (v := calendars.day(key, d)) is not None]
    if not views or not any(view.open for view in views):
        return "x"
    kinds = Counter("." if v.kind in SCHOOL else _LOOK.get(v.kind, ".") for v in views)
    return max(sorted(kinds), key=lambda look: kinds[look])


_LOOK = {DayKind.NO_STUDENTS: "o", DayKind.BREAK: "-", DayKind.SUMMER: "~", DayKind.HOLIDAY: "x", DayKind.WEEKEND: " "}


def _at_work(crew: Crew | None, first: date, step: int) -> str:
    """`.` where the crew could work on a date of the column."""
    days = [first + timedelta(days=n) for n in range(step)]
    return "." if crew is not None and any(_works(crew, day) for day in days) else " "


def _works(crew: Crew, day: date) -> bool:
    hours = crew.hours
    shifts = (hours.weekend,) if day.weekday() >= 5 else (hours.weekday, hours.evening)
    free = crew.available is None or any(day in span for span in crew.available)
    return free and any(shifts) and not any(day in span for span in crew.away)


def load(windows: Sequence[Window], board: Board) -> dict[str, Any]:
    """Minutes on site, dates, evenings and weekend dates of each crew in each ISO week with work."""
    weeks: dict[tuple[str, date], list[Window]] = defaultdict(list)
    for window in windows:
        day = window.start.date()
        weeks[window.crew, day - timedelta(days=day.weekday())].append(window)
    crews = board.problem.district.crews
    rows = []
    for (key, monday), some in sorted(weeks.items()):
        days = sorted({w.start.date() for w in some})
        kinds = [board.kind_of(key, day.toordinal()) for day in days] if key in crews else []
        rows.append(
            {
                "crew": key,
                "week": monday.isoformat(),
                "windows": len(some),
                "minutes": sum(minute_of(w.end) - minute_of(w.start) for w in some),
                "days": len(days),
                "evenings": kinds.count("evening"),
                "weekend_days": kinds.count("weekend"),
                "max_days": crews[key].max_days_per_week if key in crews else None,
                "max_evenings": crews[key].max_evenings_per_week if key in crews else None,
            }
        )
    return {"by": "load", "rows": rows}
