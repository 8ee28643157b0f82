"""import on the screen: what was understood, what was not, and where it went."""

# ruff: noqa: N999 - the module is named as the verb is

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated, Any

import typer

from switchrefresh.cli.import_asking import asker
from switchrefresh.cli.import_listing import show_list
from switchrefresh.cli.init_asking import ask_setup
from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.commands import import_calendar, import_foreign, import_list, init
from switchrefresh.commands.result import Result
from switchrefresh.errors import NoProjectError, UsageError


def suggest_kind(word: str) -> str:
    """The nearest kind, or all of them."""
    near = difflib.get_close_matches(word, WHAT, n=1)
    return f'did you mean "{near[0]}"?' if near else f"import {', '.join(WHAT)}"


LISTS = ("csv", "xlsx")
FOREIGN = ("netbox", "oxidized", "nornir", "lldp")
WHAT = ("calendar", *LISTS, *FOREIGN)


def act(
    shared: Shared,
    what: Annotated[
        str | None, typer.Argument(metavar="KIND", help="csv, xlsx, calendar, netbox, oxidized, nornir, lldp")
    ] = None,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="the file to read; a folder, URL or switch")
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="FILE", help="inside the district folder")
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="YEAR", help="2026 for the school year 2026-27")] = None,
    only_say: Annotated[bool, typer.Option("--dry-run", "-n", help="show what is understood, write nothing")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="write over a file that is there")] = False,
    new: Annotated[
        list[str] | None, typer.Option("--new", metavar="KIND=MODEL", help="what replaces 48, 24, core ...; or none")
    ] = None,
) -> Result:
    """Bring in other people's lists: a spreadsheet, a pasted calendar, NetBox, Oxidized, Nornir, or what switches hear.

    switchrefresh import csv switches.csv --dry-run

    switchrefresh import xlsx switches.xlsx --new 48=JL675A --new core=JL658A --new 8=none

    switchrefresh import calendar pasted.txt --dry-run

    switchrefresh import calendar pasted.txt -o calendars/district.yaml

    switchrefresh import netbox devices.csv --dry-run      or a URL, with the token in $NETBOX_TOKEN

    switchrefresh import oxidized router.db

    switchrefresh import nornir inventory/

    switchrefresh import lldp hs-mdf-core1                 from stored pulls: switches and uplinks that it hears
    """
    if what is not None and what not in WHAT:
        raise UsageError(f'"{what}" cannot be imported', suggest_kind(what))
    if what in FOREIGN:
        return import_foreign.run(shared.directory, what, file, only_say)
    if what in LISTS:
        options = import_list.ListOptions(tuple(new or ()), only_say, asker(shared) if shared.may_ask else None)
        try:
            return import_list.run(shared.directory, what, file, options)
        except NoProjectError as error:
            return _begin(shared, file or "FILE", options, error)
    return import_calendar.run(shared.directory, file, output, year, only_say, replace)


def _begin(shared: Shared, file: str, options: import_list.ListOptions, error: NoProjectError) -> Result:
    """There is no district yet: it begins with the list, after the questions that only a person can answer."""
    folder = shared.directory or "."
    if not shared.may_ask or options.only_say:
        hint = f"begin with it: switchrefresh init {folder} --list {file}"
        raise NoProjectError(error.message, hint) from None
    init.refuse_used(Path(folder), listed=True)
    return init.run(folder, ask_setup(init.Answers(switch_list=file, reading=options)))


def show(result: Result, screen: Screen) -> None:
    """Every row with what it means, then what gave no row."""
    data = result.data
    if "list" in data:
        show_list({**data["list"], "diff": {}}, screen)
        screen.say(
            f"made a district around this list: {', '.join(n for n in data['files'] if not n.startswith('.'))}", "good"
        )
        return
    if "columns" in data:
        show_list(data, screen)
        return
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
