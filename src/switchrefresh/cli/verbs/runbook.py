"""runbook on the screen."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.commands import runbook
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError


def act(
    shared: Shared,
    targets: Targets = None,
    form: Annotated[str, typer.Option("--format", metavar="md|html|pdf", help="pdf needs the extra `pdf`")] = "md",
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="- is standard output")] = None,
) -> Result:
    """One document per window that a stranger can follow: into out/ unless you say where.

    switchrefresh runbook w003

    switchrefresh runbook w003 --format pdf -o w003.pdf
    """
    if output == "-" and (shared.json or form == "pdf"):
        raise UsageError("-o - is for one text on standard output", "name a file with -o, or leave it out")
    result, body = runbook.run(shared.directory, targets or (), form, output)
    if body is not None:
        sys.stdout.buffer.write(body)
        sys.stdout.buffer.flush()
    return result


def show(result: Result, screen: Screen) -> None:
    """Where the files are."""
    for row in result.data["runbooks"]:
        if row["path"] != "-":
            screen.say(f"{row['window']}  {row['start'][:16].replace('T', ' ')}  {row['building']}: {row['path']}")


APP = verb_app("runbook", act, show)
