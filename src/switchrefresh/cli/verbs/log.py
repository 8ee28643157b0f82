"""log on the screen."""

from __future__ import annotations

from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.commands import log
from switchrefresh.commands.result import Result

WORDS = {"removed": "old unit removed", "wiped": "old unit wiped", "disposed": "old unit disposed"}


def act(
    shared: Shared,
    target: Annotated[str, typer.Argument(metavar="SWITCH", help="a switch (a closet, building or window: all of it)")],
    what: Annotated[str, typer.Argument(metavar="done|failed|removed|wiped|disposed", help="what happened")],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="when; default today")] = None,
    serial: Annotated[str | None, typer.Option(metavar="S", help="of the new unit (done), or of the old one")] = None,
    because: Annotated[str, typer.Option(metavar="TEXT", help="why it was not in a window, or why it failed")] = "",
    by: Annotated[str | None, typer.Option(metavar="NAME", help="who says so; default your user name")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="as if today were this day")] = None,
) -> Result:
    """Write down what happened outside a window: an emergency swap, earlier vendor work, where the old unit went.

    switchrefresh log hs-idf1-sw2 done --on 2026-12-08 --serial CN1A2B3C4D --because "power supply died"

    switchrefresh log hs-idf1-sw2 wiped
    """
    return log.run(shared.directory, target, log.Entry(what, on, serial, because, by, as_of))


def show(result: Result, screen: Screen) -> None:
    """A line a switch."""
    for row in result.data["logged"]:
        where = f" in {row['window']}" if row["window"] else ""
        serial = f", serial {row['serial']}" if row["serial"] else ""
        why = f": {row['because']}" if row["because"] else ""
        what = WORDS.get(row["what"], row["what"])
        screen.say(f"{row['switch']}  {what} on {row['on']}{where}{serial}{why}", "good")


APP = verb_app("log", act, show)
