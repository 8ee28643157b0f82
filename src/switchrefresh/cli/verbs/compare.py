"""compare on the screen."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.commands import compare
from switchrefresh.commands.result import Result


def act(
    shared: Shared,
    targets: Targets = None,
    first: Annotated[str, typer.Option("--from", metavar="PHASE", help="baseline, before or after")] = "before",
    last: Annotated[str, typer.Option("--to", metavar="PHASE", help="baseline, before or after")] = "after",
) -> Result:
    """What changed between before and after: the lines for one OS, port by port across two.

    switchrefresh compare hs-idf1-sw2
    """
    return compare.run(shared.directory, targets or (), first, last)


def show(result: Result, screen: Screen) -> None:
    """The changes of each switch, then the sums."""
    rows: list[dict[str, Any]] = result.data["switches"]
    for row in rows:
        _one(row, screen)
    same = sum(row["same"] for row in rows)
    screen.say(f"{len(rows)} compared, {same} without a change", "good" if same == len(rows) else "warn")


def _one(row: dict[str, Any], screen: Screen) -> None:
    if row["same"]:
        through = " port by port, across two OSes" if row["kind"] == "intent" else ""
        screen.say(f"{row['switch']}: no change{through}")
        return
    names = " -> ".join(dict.fromkeys(row["platforms"]))
    screen.say(f"{row['switch']}  {names}", "bold")
    for line in row["config_diff"]:
        style = {"-": "bad", "+": "good"}.get(line[:1], "") if row["kind"] == "lines" else ""
        screen.say(f"  {line}", style)


APP = verb_app("compare", act, show)
