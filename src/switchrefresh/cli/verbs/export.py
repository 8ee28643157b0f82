"""export on the screen."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.commands import export
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError


def act(
    shared: Shared,
    kind: Annotated[str, typer.Argument(metavar="ics|csv|json", help="for calendars, spreadsheets, programs")],
    targets: Targets = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="- is standard output")] = None,
    promised: Annotated[bool, typer.Option("--promised", help="only what is approved")] = False,
) -> Result:
    """The schedule as ics, csv or json, into out/ unless you say where.

    switchrefresh export ics

    switchrefresh export csv hs -o hs.csv
    """
    if output == "-" and shared.json:
        raise UsageError("-o - and --json both want standard output", "choose one")
    result, body = export.run(shared.directory, kind, targets or (), output, promised)
    if body is not None:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
    return result


def show(result: Result, screen: Screen) -> None:
    """Where the file is."""
    if result.data["path"] != "-":
        screen.say(f"{result.data['windows']} windows written to {result.data['path']}", "good")


APP = verb_app("export", act, show)
