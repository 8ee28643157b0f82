"""Charts of a plan in 80 columns of plain characters: nothing depends on colour, so a pipe gets the same picture."""

from __future__ import annotations

from datetime import date
from typing import Any

from switchrefresh.cli.screen import Screen, safe_text

LABEL = 18
BAR = 30
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def show_chart(chart: dict[str, Any], screen: Screen) -> None:
    """A Gantt chart or the load of the crews."""
    lines = load_lines(chart) if chart["by"] == "load" else gantt_lines(chart)
    for line in lines:
        screen.say(line.rstrip())


def gantt_lines(chart: dict[str, Any]) -> list[str]:
    """Months, the district's calendar, a row for each building or crew, and what the characters mean."""
    columns = [date.fromisoformat(day) for day in chart["columns"]]
    if not columns:
        return ["there is no window to draw"]
    lines = [f"{'':{LABEL}} {_months(columns)}", f"{'school calendar':{LABEL}} {chart['calendar']}"]
    lines += [f"{_label(row['name'])} {row['marks']}" for row in chart["rows"]]
    step = chart["step"]
    lines.append(f"a column is {'a day' if step == 1 else 'a week' if step == 7 else f'{step} days'} from {columns[0]}")
    if chart["by"] == "building":
        lines += _wrapped([f"{letter} {crew}" for crew, letter in chart["crews"].items()] + ["* more than one crew"])
    else:
        lines.append("a number is windows; * ten or more; blank: the crew does not work")
    lines.append(". school  o no students  - break  ~ summer  x closed  blank weekend")
    return lines


def _months(columns: list[date]) -> str:
    """The name of each month above its first column, where there is room."""
    text, last = [" "] * (len(columns) + 3), None
    for n, day in enumerate(columns):
        if day.month != last and (n == 0 or text[n - 1] == " "):
            text[n : n + 3] = list(MONTHS[day.month - 1])
            last = day.month
    return "".join(text)[: len(columns) + 2]


def load_lines(chart: dict[str, Any]) -> list[str]:
    """For each crew a bar a week, as long as its hours on site."""
    most = max((row["minutes"] for row in chart["rows"]), default=0)
    lines, crew = [], None
    for row in chart["rows"]:
        if row["crew"] != crew:
            crew = row["crew"]
            lines.append(safe_text(crew)[:78])
        bar = "#" * max(1, round(BAR * row["minutes"] / most)) if most else ""
        lines.append(f"  {row['week']} {bar:{BAR}} {row['minutes'] / 60:5.1f} h {_days(row)}")
    return [*lines, "hours on site in the week that begins on this Monday; (n) is the crew's limit"]


def _days(row: dict[str, Any]) -> str:
    limit = f"({row['max_days']})" if row["max_days"] is not None else ""
    parts = [f"{row['days']}{limit} day{'s' if row['days'] != 1 else ''}"]
    if row["evenings"]:
        limit = f"({row['max_evenings']})" if row["max_evenings"] is not None else ""
        parts.append(f"{row['evenings']}{limit} eve")
    if row["weekend_days"]:
        parts.append(f"{row['weekend_days']} wknd")
    return ", ".join(parts)


def _label(name: str) -> str:
    """A name as wide as every other on the terminal, where many characters take two cells and some none."""
    from rich.cells import cell_len, set_cell_size

    shown = safe_text(name)
    if cell_len(shown) <= LABEL:
        return set_cell_size(shown, LABEL)
    return set_cell_size(shown, LABEL - 1) + "~"


def _wrapped(parts: list[str]) -> list[str]:
    """Parts side by side in lines of at most 79 columns."""
    lines = [""]
    for part in parts:
        shown = safe_text(part)[:70]
        if lines[-1] and len(lines[-1]) + 2 + len(shown) > 79:
            lines.append("")
        lines[-1] += ("  " if lines[-1] else "") + shown
    return lines
