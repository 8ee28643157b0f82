"""check on the screen."""

from __future__ import annotations

from typing import Annotated

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.commands import check
from switchrefresh.commands.result import Result


def act(
    shared: Shared,
    explain: Annotated[str | None, typer.Option(metavar="CODE", help="the page of one problem code")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="judge the age of feeds on this day")] = None,
) -> Result:
    """Every mistake in the folder, with its line and a cure.

    switchrefresh check

    switchrefresh check --explain unknown-closet
    """
    return check.explain(explain) if explain else check.run(shared.directory, as_of)


def show(result: Result, screen: Screen) -> None:
    """The sums under the list of problems, or one page of the catalogue."""
    data = result.data
    if "meaning" in data:
        screen.say(data["code"], "bold")
        screen.say(data["meaning"])
        screen.say()
        screen.say("for example", "dim")
        for line in data["example"].splitlines():
            screen.say(f"  {line}")
        screen.say("cure", "dim")
        screen.say(f"  {data['cure']}")
        return
    counts = data["counts"]
    if counts:
        screen.say(
            f"{_count(counts['buildings'], 'building')}, {_count(counts['closets'], 'closet')}, "
            f"{_count(counts['switches'], 'switch')} ({counts['to_replace']} to replace), "
            f"{_count(counts['crews'], 'crew')}, {_count(len(data['feeds']), 'calendar feed')}"
        )
    for cost in data["critical"]:
        names = ", ".join(cost["switches"][:3]) + (" ..." if len(cost["switches"]) > 3 else "")
        told = f"costs {cost['lost_hours']:g} of {cost['open_hours']:g} open hours (weekends, C14): {names}"
        screen.say(f"critical at {cost['building']} {told}")
    errors, warnings = data["errors"], data["warnings"]
    if errors:
        screen.say(f"{_count(errors, 'error')}, {_count(warnings, 'warning')}", "bad")
    elif warnings:
        screen.say(f"no errors, {_count(warnings, 'warning')}", "warn")
    else:
        screen.say("all sound", "good")


def _count(number: int, word: str) -> str:
    ending = "" if number == 1 else "es" if word.endswith("ch") else "s"
    return f"{number} {word}{ending}"


APP = verb_app("check", act, show)
