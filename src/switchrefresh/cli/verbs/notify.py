"""notify on the screen."""

from __future__ import annotations

from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.commands import notify
from switchrefresh.commands.result import Result


def act(
    shared: Shared,
    targets: Targets = None,
    audience: Annotated[
        str, typer.Option("--for", metavar="staff|families|principal|custodian", help="who reads it")
    ] = "staff",
    language: Annotated[str, typer.Option("--language", metavar="en|es", help="English or Spanish")] = "en",
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="a file or a folder")] = None,
) -> Result:
    """The words to send: what stops, when, what still works, whom to call. It never sends anything.

    switchrefresh notify w003 --for families --language es

    switchrefresh notify wave-2 --for principal -o notices-to-send/

    Your own texts: notices/families.en.txt in the district folder.
    """
    return notify.run(shared.directory, targets or (), audience, language, output)


def show(result: Result, screen: Screen) -> None:
    """The text itself, ready to copy."""
    for number, row in enumerate(result.data["notices"]):
        if row["path"]:
            screen.say(f"{row['window']}: {row['path']}")
            continue
        if number:
            screen.say("")
            screen.say("-" * 40)
        for line in row["text"].rstrip("\n").split("\n"):
            screen.say(line)


APP = verb_app("notify", act, show)
