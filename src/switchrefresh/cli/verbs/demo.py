"""demo on the screen: the story, step by step as it happens."""

from __future__ import annotations

import textwrap
import threading
from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.commands import demo, demo_lab, rehearse
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError


def act(
    shared: Shared,
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="a new folder, left behind to explore")
    ] = "demo-district",
    district: Annotated[
        str | None,
        typer.Option("--of", metavar="DISTRICT", help="a copy of this district, to rehearse a night"),
    ] = None,
    serve: Annotated[bool, typer.Option("--serve", help="let the simulated switches of a folder answer again")] = False,
    say: Annotated[
        str | None,
        typer.Option("--say", metavar="WORDS", help="poke a lab that is served: help, swap SWITCH"),
    ] = None,
    lldp_delay: Annotated[
        float | None,
        typer.Option("--lldp-delay", metavar="SECONDS", help="with --serve: until LLDP is heard", min=0),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="accepted for scripts; the demo asks nothing")] = False,
) -> Result:
    """A whole refresh night on simulated switches: check, calendar, plan, approve, backup, swap, compare, export.

    switchrefresh demo my-demo

    switchrefresh demo rehearsal --of ~/district

    switchrefresh demo rehearsal --serve
    """
    del yes
    screen = shared.screen

    def tell(command: str, outcome: str) -> None:
        if shared.json:
            return
        if command:
            screen.say(f"$ {command}", "bold")
        width = min(screen.width, 100)
        for line in outcome.splitlines():
            for part in textwrap.wrap(line, width - 2) or [""]:
                screen.say(f"  {part}", "" if command else "link")

    if sum((serve, district is not None, say is not None)) > 1:
        raise UsageError("--of, --serve and --say are three different things", "one of them at a time")
    if district is not None:
        return rehearse.run(folder, district)
    if say is not None:
        return demo_lab.say(folder, say)
    if serve:
        return demo_lab.serve(folder, screen.note, threading.Event(), lldp_delay)
    return demo.run(folder, tell)


def show(result: Result, screen: Screen) -> None:
    """Where everything is."""
    data = result.data
    if "served" in data:
        return
    if "lines" in data:
        for line in data["lines"]:
            screen.say(line)
        return
    if "not_played" in data:
        left = f"; the lab cannot play {data['not_played']} others" if data["not_played"] else ""
        screen.say(f"{len(data['switches'])} switches stand ready in {data['folder']}{left}", "good")
        return
    screen.say(f"all of it stands in {result.data['folder']}: plan.json, journal.jsonl, snapshots/, out/", "good")


APP = verb_app("demo", act, show)
