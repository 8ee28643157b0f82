"""import on the screen: what was understood, what was not, and where it went."""

# ruff: noqa: N999 - the module is named as the verb is

from __future__ import annotations

from typing import Annotated, Any

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.commands import import_calendar
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError

WHAT = ("calendar",)


def act(
    shared: Shared,
    what: Annotated[str | None, typer.Argument(metavar="calendar", help="what it is")] = None,
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="the file to read")] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="inside the district folder")
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="YEAR", help="2026 for the school year 2026-27")] = None,
    only_say: Annotated[bool, typer.Option("--dry-run", "-n", help="show what is understood, write nothing")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="write over a file that is there")] = False,
) -> Result:
    """Bring in other people's lists: a calendar pasted as text becomes a feed to look over.

    switchrefresh import calendar pasted.txt --dry-run

    switchrefresh import calendar pasted.txt -o calendars/district.yaml
    """
    if what is not None and what not in WHAT:
        raise UsageError(f'"{what}" cannot be imported', f"import {', '.join(WHAT)}")
    return import_calendar.run(shared.directory, file, output, year, only_say, replace)


def show(result: Result, screen: Screen) -> None:
    """Every row with what it means, then what gave no row."""
    data = result.data
    rows = [(row["dates"], ",".join(row["every"]), row["title"], row["told"]) for row in data["rows"]]
    screen.table(("dates", "every", "title", "means"), rows)
    for bell in data["bells"]:
        screen.note(f"bells: {bell['who']} {bell['start']}-{bell['dismissal']} (for buildings.yaml)")
    _odd("no date yet", data["undated"], screen)
    _odd("headings", data["headings"], screen)
    count, odd = len(data["rows"]), len(data["not_understood"])
    where = f"written to {data['path']}" if data["written"] else "nothing written"
    screen.say(
        f"{count} rows for {data['school_year']}, {odd} lines not understood; {where}", "warn" if odd else "good"
    )
    if data["written"] and not data["listed"]:
        screen.note(f"list it in district.yaml: calendars: - {{path: {data['path']}, role: district}}")


def _odd(title: str, lines: list[dict[str, Any]], screen: Screen) -> None:
    for line in lines:
        screen.note(f"{title}: line {line['line']}: {line['text']}", "dim")


APP = verb_app("import", act, show)
