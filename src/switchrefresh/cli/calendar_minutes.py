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
        of_all = _of_all(stretches)
        for line in (line for reason in of_all for line in textwrap.wrap(reason, screen.width)):
            screen.say(line)
        for stretch in stretches:
            _stretch(stretch, of_all, screen)


def _of_all(stretches: list[dict[str, Any]]) -> list[str]:
    """The reasons that every stretch of the date has; they are told once."""
    first = stretches[0]["reasons"] if len(stretches) > 1 else []
    found = [reason for reason in first if all(reason in stretch["reasons"] for stretch in stretches)]
    return found if all(len(stretch["reasons"]) > len(found) for stretch in stretches) else found[:1]


def _stretch(stretch: dict[str, Any], told: list[str], screen: Screen) -> None:
    word, style = ("open", "good") if stretch["open"] else ("closed", "dim")
    # In the night that has an hour twice the offset tells which of them.
    twice = f" {stretch['start'][-6:]}" if stretch.get("twice") else ""
    head = f"{_clock(stretch['start'])}-{_end(stretch)}{twice}  {word:<6}  "
    reasons = [reason for reason in stretch["reasons"] if reason not in told]
    lines = [line for reason in reasons for line in textwrap.wrap(reason, max(30, screen.width - len(head)))]
    for n, line in enumerate(lines or [""]):
        lead = screen.paint(head, style) if n == 0 else " " * len(head)
        screen.say_painted(lead + screen.paint(line, ""))


def _clock(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%H:%M}"


def _end(stretch: dict[str, Any]) -> str:
    """24:00 for the end of the date."""
    clock = _clock(stretch["end"])
    return "24:00" if clock == "00:00" else clock
