"""One date of one building, from midnight to midnight: open or not, and from which feed and event."""

from __future__ import annotations

import textwrap
from datetime import datetime
from typing import Any

from switchrefresh.cli.calendar_days import WORDS
from switchrefresh.cli.screen import Screen


def show_minutes(data: Any, screen: Screen) -> None:
    """Every stretch of the date with its reasons; in a pipe one record a stretch."""
    if not screen.is_terminal:
        rows = [
            (key, f"{_clock(s['start'])}-{_end(s)}", "open" if s["open"] else "closed", "; ".join(s["reasons"]))
            for key, stretches in data["explained"].items()
            for s in stretches
        ]
        screen.table((), [(row[0], data["from"], *row[1:]) for row in rows])
        return
    for key, stretches in data["explained"].items():
        day = data["buildings"][key][0]
        kind = WORDS[day["kind"]] or day["kind"]
        weekday = f"{datetime.fromisoformat(day['date']):%A}"
        screen.say(f"{data['names'][key]} ({key}), {weekday} {day['date']}: {kind}", "bold")
        for stretch in stretches:
            _stretch(stretch, screen)


def _stretch(stretch: dict[str, Any], screen: Screen) -> None:
    word, style = ("open", "good") if stretch["open"] else ("closed", "dim")
    head = f"{_clock(stretch['start'])}-{_end(stretch)}  {word:<6}  "
    lines = [line for reason in stretch["reasons"] for line in textwrap.wrap(reason, max(30, screen.width - len(head)))]
    for n, line in enumerate(lines or [""]):
        lead = screen.paint(head, style) if n == 0 else " " * len(head)
        screen.say_painted(lead + screen.paint(line, ""))


def _clock(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%H:%M}"


def _end(stretch: dict[str, Any]) -> str:
    """24:00 for the end of the date."""
    clock = _clock(stretch["end"])
    return "24:00" if clock == "00:00" else clock
