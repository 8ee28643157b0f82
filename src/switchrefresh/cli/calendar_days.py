"""The calendar on the screen: a month a person reads at a glance, a strip per building for the whole district."""

from __future__ import annotations

import textwrap
from datetime import date, datetime
from itertools import groupby
from typing import Any

from switchrefresh.cli.screen import Screen

MARKS = {
    "school_day": ("S", "dim"),
    "early_release": ("E", "link"),
    "late_start": ("L", "link"),
    "no_students": ("N", "warn"),
    "break": ("B", "good"),
    "summer": ("U", "good"),
    "weekend": ("w", ""),
    "holiday": ("H", "bad"),
}
WORDS = {
    "school_day": "school",
    "early_release": "early",
    "late_start": "late",
    "no_students": "staff",
    "break": "break",
    "summer": "summer",
    "weekend": "",
    "holiday": "holiday",
}
CELL = 11
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def show_months(data: Any, screen: Screen) -> None:
    """Months of one building, or one strip a month for several."""
    if len(data["buildings"]) != 1:
        _district(data, screen)
        return
    [(key, days)] = data["buildings"].items()
    screen.say(f"{data['names'][key]} ({key})", "bold")
    for _, month in groupby(days, key=lambda day: day["date"][:7]):
        _month(list(month), screen)
    _legend(screen)


def _month(days: list[dict[str, Any]], screen: Screen) -> None:
    first = date.fromisoformat(days[0]["date"])
    screen.say()
    screen.say(f"{first:%B %Y}", "bold")
    screen.say("".join(f"{name:<{CELL}}" for name in WEEKDAYS).rstrip(), "dim")
    weeks = groupby(days, key=lambda day: date.fromisoformat(day["date"]).isocalendar()[:2])
    for _, group in weeks:
        _week(list(group), screen)
    _reasons(days, screen)


def _week(week: list[dict[str, Any]], screen: Screen) -> None:
    cells: list[dict[str, Any] | None] = [None] * 7
    for day in week:
        cells[date.fromisoformat(day["date"]).weekday()] = day
    top, bottom = "", ""
    for cell in cells:
        day = cell or {}
        if not day:
            top, bottom = top + " " * CELL, bottom + " " * CELL
            continue
        number = f"{int(day['date'][-2:]):>2} {WORDS[day['kind']]}"
        top += screen.paint(f"{number:<{CELL}}", MARKS[day["kind"]][1])
        hours = open_hours(day)
        bottom += screen.paint(f"{'   ' + hours:<{CELL}}", "good" if day["open"] else "dim")
    screen.say_painted(top.rstrip())
    screen.say_painted(bottom.rstrip())


def open_hours(day: dict[str, Any]) -> str:
    """14:40-21, or the first of several with a plus, or a dash."""
    if not day["open"]:
        return "-"
    first = day["open"][0]
    start, end = datetime.fromisoformat(first["start"]), datetime.fromisoformat(first["end"])
    return f"{_short(start)}-{_short(end)}" + ("+" if len(day["open"]) > 1 else "")


def _short(moment: datetime) -> str:
    return f"{moment:%H}" if moment.minute == 0 else f"{moment:%H:%M}"


def _reasons(days: list[dict[str, Any]], screen: Screen) -> None:
    """What is out of the ordinary, neighbouring dates with the same words on one line."""
    told = [(day, text) for day in days if (text := _unusual(day))]
    for text, group in groupby(told, key=lambda pair: pair[1]):
        dates = [date.fromisoformat(day["date"]) for day, _ in group]
        span = f"{dates[0].day}" if len(dates) == 1 else f"{dates[0].day}-{dates[-1].day}"
        for n, line in enumerate(_wrapped(text, max(30, screen.width - 8))):
            screen.say(f"{span if n == 0 else '':>5}  {line}")


def _unusual(day: dict[str, Any]) -> str:
    ordinary = day["kind"] in {"school_day", "summer", "weekend"}
    told = [] if ordinary else [reason for reason in day["reasons"] if not reason.startswith("hours:")]
    told += [block["reason"] for block in day["blocked"]]
    return "; ".join(dict.fromkeys(told))


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width) or [""]


def _legend(screen: Screen) -> None:
    screen.say()
    screen.say("under each date: the first stretch of open hours; + more of them, - none", "dim")


def _district(data: Any, screen: Screen) -> None:
    """One strip a month: a letter a day, a dot where nothing is open."""
    some = next(iter(data["buildings"].values()))
    months = [key for key, _ in groupby(some, key=lambda day: day["date"][:7])]
    width = min(18, max((len(key) for key in data["buildings"]), default=4))
    for month in months:
        screen.say(f"{date.fromisoformat(month + '-01'):%B %Y}", "bold")
        screen.say(f"{'':<{width}}  {_ruler(month)}  open", "dim")
        for key, days in data["buildings"].items():
            _strip(key[:width].ljust(width), month, days, screen)
        screen.say()
    screen.say(_key(), "dim")


def _ruler(month: str) -> str:
    import calendar as months

    year, number = int(month[:4]), int(month[5:])
    count = months.monthrange(year, number)[1]
    return "".join(str(n % 10) if date(year, number, n).weekday() else "|" for n in range(1, count + 1))


def _strip(name: str, month: str, days: list[dict[str, Any]], screen: Screen) -> None:
    by_day = {int(day["date"][-2:]): day for day in days if day["date"].startswith(month)}
    line, hours = "", 0.0
    for n in range(1, len(_ruler(month)) + 1):
        day = by_day.get(n)
        letter, style = MARKS[day["kind"]] if day else (" ", "")
        line += screen.paint(letter, style) if day is None or day["open"] else screen.paint("\N{MIDDLE DOT}", "dim")
        hours += hours_of(day) if day else 0
    screen.say_painted(f"{name}  {line}  {hours:.0f} h")


def hours_of(day: dict[str, Any]) -> float:
    """Open hours of a date."""
    spans = ((datetime.fromisoformat(i["start"]), datetime.fromisoformat(i["end"])) for i in day["open"])
    return sum((end - start).total_seconds() for start, end in spans) / 3600


def _key() -> str:
    return "S school  E early  L late  N staff only  B break  U summer  w weekend  \N{MIDDLE DOT} closed  | Monday"


def show_records(data: Any, screen: Screen) -> None:
    """For programs and grep: one line a building and date."""
    rows = []
    for key, days in data["buildings"].items():
        for day in days:
            spans = ",".join(f"{i['start'][11:16]}-{i['end'][11:16]}" for i in day["open"])
            told = "; ".join((*day["reasons"], *(f"blocked {b['reason']}" for b in day["blocked"])))
            rows.append((key, day["date"], day["kind"], spans or "-", told))
    screen.table((), rows)
