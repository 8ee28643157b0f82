"""init on the screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from switchrefresh.cli.import_asking import asker
from switchrefresh.cli.import_listing import show_list
from switchrefresh.cli.init_asking import ask_setup
from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.commands import import_list, init
from switchrefresh.commands.result import Result


def act(
    shared: Shared,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="a new or empty folder")],
    name: Annotated[str | None, typer.Option(help="the district's name")] = None,
    zone: Annotated[str | None, typer.Option("--timezone", help="the district's time zone")] = None,
    school_year: Annotated[str | None, typer.Option(metavar="FIRST..LAST", help="first and last day of school")] = None,
    testing: Annotated[list[str] | None, typer.Option(metavar="DATES", help="state testing; its eve is added")] = None,
    switch_list: Annotated[
        str | None, typer.Option("--list", metavar="FILE", help="your switches as .csv or .xlsx, instead of a sample")
    ] = None,
    new: Annotated[
        list[str] | None, typer.Option("--new", metavar="KIND=MODEL", help="what replaces 48, 24, core ...; or none")
    ] = None,
    base: Annotated[str | None, typer.Option(metavar="BUILDING", help="where the crew starts its shifts")] = None,
    username: Annotated[str, typer.Option(metavar="NAME", help="login on the switches")] = "netadmin",
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="date the folder around this day")] = None,
) -> Result:
    """Make a district folder: a small sample that plans at once, or your own list of switches.

    switchrefresh init my-district --name "Cedar Fork R-II" --timezone America/Chicago

    switchrefresh init my-district --list switches.csv --school-year 2026-08-20..2027-05-20 --new 48=JL675A
    """
    init.refuse_used(Path(folder), listed=switch_list is not None or shared.may_ask)
    reading = import_list.ListOptions(tuple(new or ()), ask=asker(shared) if shared.may_ask else None)
    answers = init.Answers(
        name, zone, school_year, tuple(testing or ()), switch_list, base, username, as_of, reading=reading
    )
    if shared.may_ask:
        answers = ask_setup(answers)
    return init.run(folder, replace(answers, reading=reading))


def show(result: Result, screen: Screen) -> None:
    """What was written; of a list, how it was read."""
    if "list" in result.data:
        show_list({**result.data["list"], "diff": {}}, screen)
    files = ", ".join(name for name in result.data["files"] if not name.startswith("."))
    screen.say(f"made {result.data['folder']} with {files}", "good")
    screen.note("your editor completes and checks these files by .schemas/; snapshots/ stays out of git", "dim")


APP = verb_app("init", act, show)
