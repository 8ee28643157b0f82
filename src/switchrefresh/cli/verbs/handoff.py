"""handoff on the screen."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.commands import handoff, handoff_merge
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError


def act(
    shared: Shared,
    targets: Targets = None,
    output: Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="the bundle")] = None,
    to: Annotated[list[str] | None, typer.Option("--to", metavar="KEY", help="seal it for this age or SSH key")] = None,
    merge: Annotated[str | None, typer.Option("--merge", metavar="FILE", help="bring a crew's journal back")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="what day is today")] = None,
) -> Result:
    """A bundle for a visiting crew: runbooks, a slice of the folder, old configs without secrets, contacts, dates.

    switchrefresh handoff wave-2 -o vendor.zip.age --to age1...

    switchrefresh handoff --merge crew-folder.zip
    """
    if merge is not None:
        if targets or output or to:
            raise UsageError("--merge takes a file and nothing else", "switchrefresh handoff --merge FILE")
        return handoff_merge.run(shared.directory, merge)
    known = tuple(os.environ[name] for name in ("SWITCHREFRESH_PASSWORD", "SWITCHREFRESH_SECRET") if name in os.environ)
    asked = handoff.Asked(tuple(targets or ()), output, tuple(to or ()), as_of, known)
    return handoff.run(shared.directory, asked)


def show(result: Result, screen: Screen) -> None:
    """Where the bundle is, or what came back."""
    data = result.data
    if "lines" in data:
        screen.say(f"{data['lines']} lines of the journal and {data['snapshots']} configs came back", "good")
        return
    sealed = f"sealed for {data['sealed_for']}" if data["sealed_for"] else "not sealed"
    screen.say(f"{', '.join(data['windows'])}: {data['files']} files, {sealed}, in {data['path']}", "good")


APP = verb_app("handoff", act, show)
