"""demo on the screen: the story, step by step as it happens."""

from __future__ import annotations

import textwrap
import threading
from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.commands import demo, demo_lab
from switchrefresh.commands.result import Result


def act(
    shared: Shared,
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help="a new folder, left behind to explore")
    ] = "demo-district",
    serve: Annotated[bool, typer.Option("--serve", help="let the switches of an earlier demo answer again")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="accepted for scripts; the demo asks nothing")] = False,
) -> Result:
    """A whole refresh night on simulated switches: check, calendar, plan, approve, backup, swap, compare, export.

    switchrefresh demo my-demo
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

    if serve:
        return demo_lab.serve(folder, screen.note, threading.Event())
    return demo.run(folder, tell)


def show(result: Result, screen: Screen) -> None:
    """Where everything is."""
    if "served" in result.data:
        return
    screen.say(f"all of it stands in {result.data['folder']}: plan.json, journal.jsonl, snapshots/, out/", "good")


APP = verb_app("demo", act, show)
