"""note on the screen."""

from __future__ import annotations

from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.commands import note
from switchrefresh.commands.result import Result


def act(
    shared: Shared,
    target: Annotated[
        str | None, typer.Argument(metavar="TARGET", help="switch, closet (hs/idf-1), building, wave or window")
    ] = None,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="a sentence; without it what was said is shown")] = "",
    waiting_on: Annotated[str | None, typer.Option(metavar="WHO", help="the delay is somebody else's")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="since when it waits; default today")] = None,
    over: Annotated[bool, typer.Option("--over", help="it waits no more")] = False,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="who says so; default your user name")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="as if today were this day")] = None,
) -> Result:
    """Leave a sentence at a target, or say whom it waits for: that stands on status, notices and the site.

    switchrefresh note hs "new keys are at the office"

    switchrefresh note w003 --waiting-on "vendor RMA" --since 2026-05-04

    switchrefresh note w003 --over
    """
    return note.run(shared.directory, target, note.Said(text, waiting_on, since, over, by, as_of))


def show(result: Result, screen: Screen) -> None:
    """What waits, then what was said, the newest last."""
    data = result.data
    for one in data["waiting"]:
        screen.say(f"{one['target']}: waiting on {one['on']} since {one['since']}", "warn")
    if data["notes"]:
        rows = [(one["at"][:10], one["target"], one["who"], one["text"]) for one in data["notes"]]
        screen.table(("", "target", "who", "note"), rows)
    if "waiting-over" in data["written"]:
        screen.say(f"{data['target']} waits no more", "good")
    elif not data["waiting"] and not data["notes"]:
        screen.say("nothing was said" + (f" of {data['target']}" if data["target"] else ""), "dim")


APP = verb_app("note", act, show)
