"""init on the screen."""

from __future__ import annotations

from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.commands import init
from switchrefresh.commands.result import Result


def act(
    shared: Shared,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="a new or empty folder")],
    name: Annotated[str, typer.Option(help="the district's name")] = "Sample School District",
    zone: Annotated[str, typer.Option("--timezone", help="the district's time zone")] = "America/Chicago",
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="date the sample around this day")] = None,
) -> Result:
    """Make a small working district folder; change its files to yours, step by step.

    switchrefresh init my-district --name "Cedar Fork R-II" --timezone America/Chicago
    """
    del shared
    return init.run(folder, name, zone, as_of)


def show(result: Result, screen: Screen) -> None:
    """What was written."""
    screen.say(f"made {result.data['folder']} with {', '.join(result.data['files'])}", "good")


APP = verb_app("init", act, show)
