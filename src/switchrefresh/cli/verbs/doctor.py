"""doctor on the screen: a line a check, the cure below it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, Targets, verb_app
from switchrefresh.commands import doctor, doctor_switches
from switchrefresh.commands.result import Result
from switchrefresh.errors import UsageError

STYLES = {"ok": "good", "warn": "warn", "fail": "bad"}


def act(
    shared: Shared,
    targets: Targets = None,
    switches: Annotated[
        bool, typer.Option("--switches", "--crypto", help="what each switch offers in SSH, without a login")
    ] = False,
    detect: Annotated[str | None, typer.Option(metavar="HOST[:PORT]", help="guess the platform of a switch")] = None,
) -> Result:
    """Is this machine fit, and is everything in the folder as it was written? Reads only.

    switchrefresh doctor

    switchrefresh doctor hs --crypto

    switchrefresh doctor --detect 10.10.0.2
    """
    if detect is not None:
        return doctor_switches.run_detect(detect)
    if switches:
        return doctor_switches.run_switches(shared.directory, targets or ())
    if targets:
        raise UsageError("name switches together with --crypto", f"switchrefresh doctor {targets[0]} --crypto")
    return doctor.run(shared.directory)


def show(result: Result, screen: Screen) -> None:
    """Checks of the machine and the folder, or switches, or a guess."""
    data = result.data
    if "detect" in data:
        _guess(data["detect"], screen)
        return
    rows: list[dict[str, Any]] = data["switches"] if "switches" in data else data["checks"]
    name = "switch" if "switches" in data else "check"
    width = max((len(row[name]) for row in rows), default=0)
    for row in rows:
        if screen.quiet and row["status"] == "ok":
            continue
        screen.say(f"{row['status']:<5} {row[name]:<{width}}  {row['message']}", STYLES[row["status"]])
        if row["cure"]:
            screen.say(f"{'':<{width + 6}}  -> {row['cure']}")
    count = [f"{sum(row['status'] == word for row in rows)} {word}" for word in STYLES]
    screen.say(", ".join(count), "bad" if result.exit else "good")


def _guess(found: dict[str, Any], screen: Screen) -> None:
    if "banner" not in found:
        return
    screen.say(f"{found['host']} greets with: {found['banner']}")
    names = ", ".join(found["platforms"])
    if found["sureness"] == "likely":
        screen.say(f"likely: {names}", "good")
    elif found["sureness"] == "possible":
        screen.say(f"possibly: {names}; others greet like this too", "warn")
    else:
        screen.say(f"not certain: too many switches greet like this{f' ({names})' if names else ''}", "warn")
    screen.say("Look at the label or the prompt before you write `platform:`.")
    if found["legacy_ssh"]:
        screen.say("It speaks old SSH only: legacy_ssh: true", "warn")


APP = verb_app("doctor", act, show)
