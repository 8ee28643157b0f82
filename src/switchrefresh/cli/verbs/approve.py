"""approve on the screen."""

from __future__ import annotations

from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.cli.words import moment_range
from switchrefresh.commands import approve
from switchrefresh.commands.result import Result


def act(
    shared: Shared,
    targets: Annotated[list[str] | None, typer.Argument(metavar="WAVE|WINDOW", help="default: the next wave")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="only windows that end on or before it")] = None,
    everything: Annotated[bool, typer.Option("--all", help="the whole plan")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="take promises back")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="an earlier promise for the same switches may go")] = False,
) -> Result:
    """Promise the next wave, some windows, or everything; a promise can be withdrawn.

    switchrefresh approve

    switchrefresh approve wave-2 --until 2027-01-31
    """
    return approve.run(shared.directory, targets or (), until, everything, withdraw, yes)


def show(result: Result, screen: Screen) -> None:
    """The windows whose promise changed, and the sums."""
    data = result.data
    rows = [
        (w["id"], moment_range(w["start"], w["end"]), w["building_name"], w["crew"], w["switches"])
        for w in data["windows"]
    ]
    if rows:
        screen.table(("", "when", "building", "crew", "sw"), rows)
    if data["withdrawn"]:
        screen.say(f"{len(data['withdrawn'])} withdrawn", "warn")
    renewed = len(data.get("renewed", ()))
    if len(data["approved"]) > renewed:
        screen.say(f"{len(data['approved']) - renewed} promised now", "good")
    if renewed:
        screen.say(f"{renewed} promised again, on the old date: less is inside, or the facts changed", "good")
    screen.say(f"{len(data['promised'])} promised in all, {len(data['open'])} still open")


APP = verb_app("approve", act, show)
