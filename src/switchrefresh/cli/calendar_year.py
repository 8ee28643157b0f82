"""A year of open hours at a glance: one character a day for one building, one a week for several."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import Any

from switchrefresh.cli.calendar_days import WEEKDAYS, hours_of
from switchrefresh.cli.screen import Screen

SHADES = "\N{MIDDLE DOT}\N{LIGHT SHADE}\N{MEDIUM SHADE}\N{DARK SHADE}\N{FULL BLOCK}"
PLAIN = ".-+*#"
STYLES = ("dim", "", "", "good", "good")
# Upper ends of the shades, in open hours: nothing, then up to these, then more.
DAY_STEPS = (0.0, 3.0, 6.0, 8.0)
WEEK_STEPS = (0.0, 12.0, 24.0, 40.0)
NAME, WEEKS = 14, 53


def show_year(data: Any, screen: Screen) -> None:
    """The heat-map; the shades tell it without colour."""
    buildings = data["buildings"]
    for start in _blocks(data):
        if len(buildings) == 1:
            [(key, days)] = buildings.items()
            screen.say(f"{data['names'][key]} ({key})", "bold")
            _one(days, start, screen)
        else:
            _many(buildings, start, screen)
    steps, unit = (DAY_STEPS, "a day") if len(buildings) == 1 else (WEEK_STEPS, "a week")
    screen.say(_legend(steps, unit), "dim")


def _blocks(data: Any) -> list[date]:
    """The Mondays on which a row of at most 53 weeks begins."""
    first, last = date.fromisoformat(data["from"]), date.fromisoformat(data["to"])
    monday = first - timedelta(days=first.weekday())
    found = [monday]
    while found[-1] + timedelta(weeks=WEEKS) <= last:
        found.append(found[-1] + timedelta(weeks=WEEKS))
    return found


def _one(days: list[dict[str, Any]], start: date, screen: Screen) -> None:
    """Weekdays down, weeks across."""
    by_date = {date.fromisoformat(day["date"]): hours_of(day) for day in days}
    weeks = _weeks(by_date, start)
    screen.say(f"{'':<4} {_ruler(weeks)}".rstrip(), "dim")
    for weekday, name in enumerate(WEEKDAYS):
        row = (by_date.get(week + timedelta(days=weekday)) for week in weeks)
        screen.say_painted(f"{name:<4} " + "".join(_shade(hours, DAY_STEPS, screen) for hours in row))
    screen.say(f"{sum(by_date.values()):.0f} open hours")


def _many(buildings: dict[str, list[dict[str, Any]]], start: date, screen: Screen) -> None:
    """Buildings down, weeks across, the sum of open hours behind."""
    first = True
    for key, days in buildings.items():
        by_date = {date.fromisoformat(day["date"]): hours_of(day) for day in days}
        weeks = _weeks(by_date, start)
        if first:
            screen.say(f"{'':<{NAME}} {_ruler(weeks)}".ljust(NAME + 1 + len(weeks)) + "  open", "dim")
            first = False
        sums = [[by_date.get(week + timedelta(days=n)) for n in range(7)] for week in weeks]
        totals = [sum(h for h in week if h is not None) if any(h is not None for h in week) else None for week in sums]
        cells = "".join(_shade(total, WEEK_STEPS, screen) for total in totals)
        hours = sum(total for total in totals if total is not None)
        screen.say_painted(screen.paint(f"{key[:NAME]:<{NAME}} ", "") + cells + f"  {hours:.0f} h")


def _weeks(by_date: dict[date, float], start: date) -> list[date]:
    last = max(by_date, default=start)
    count = min(WEEKS, max(1, (last - start).days // 7 + 1))
    return [start + timedelta(weeks=n) for n in range(count)]


def _ruler(weeks: list[date]) -> str:
    """The name of each month above the week that holds its first day, where there is room for it."""
    line = ""
    for n, week in enumerate(weeks):
        days = [week + timedelta(days=k) for k in range(7)]
        begins = next((day for day in days if day.day == 1), week if n == 0 and week.day < 22 else None)
        if begins is not None and len(line) <= n:
            line = line.ljust(n) + f"{begins:%b} "
    return line[: len(weeks) + 3].rstrip()


def _shade(hours: float | None, steps: tuple[float, ...], screen: Screen) -> str:
    if hours is None:
        return " "
    number = sum(hours > step for step in steps)
    return screen.paint(_marks()[number], STYLES[number])


def _marks() -> str:
    try:
        SHADES.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return PLAIN
    return SHADES


def _legend(steps: tuple[float, ...], unit: str) -> str:
    marks = _marks()
    parts = [f"{marks[0]} none"]
    parts += [f"{mark} to {step:g} h" for mark, step in zip(marks[1:], steps[1:], strict=False)]
    return "  ".join([*parts, f"{marks[-1]} more"]) + f"   open hours {unit}"
