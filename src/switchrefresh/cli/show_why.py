"""Other dates of a window, the rules that bind it, and what would place a switch without a place, on the screen."""

from __future__ import annotations

from typing import Any

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.words import moment_range, some


def show_choices(why: dict[str, Any], screen: Screen) -> None:
    """Binding rules first, then the next best dates."""
    for one in why.get("binding", ()):
        screen.say(f"  bound by {one['code']}, {one['rule']}: else {_place(one)}", "warn")
    if "alternatives" in why:
        if not why["binding"]:
            screen.say("  no single rule keeps it from a better date", "dim")
        for one in why["alternatives"]:
            screen.say(f"  could also be {_place(one)}")
        if not why["alternatives"]:
            screen.say("  no other date has room for all of it while everything else stands")
    if (on := why.get("on")) is not None:
        rules = " and ".join(f"{rule['code']} ({rule['rule']})" for rule in on["rules"])
        told = f"yes: {_place(on['place'])}" if on["place"] else f"no: {rules}"
        screen.say(f"  on {on['date']}? {told}", "bold")


def _place(one: dict[str, Any]) -> str:
    points = one["points"]
    cost = f"{abs(points):,} points {'more' if points > 0 else 'fewer'}" if points else "for the same points"
    return f"{moment_range(one['start'], one['end'])} {one['crew']}: {cost}, {one['words']}"


def show_why_not(group: dict[str, Any], screen: Screen) -> None:
    """Switches of one building without a place: proof, reasons, and what would do."""
    screen.say(f"no place for {some(group['switches'])}", "warn")
    if group["certificate"]:
        screen.say(f"  impossible as it is: {group['certificate']['sentence']}", "bad")
    for reason in group["reasons"]:
        screen.say(f"  {reason['code']}: {reason['message']}")
    for cure in group["would_do"]:
        screen.say(f"  would do: {cure['words']}", "good")
        for window in cure["windows"]:
            count = len(window["switches"])
            when = moment_range(window["start"], window["end"])
            screen.say(f"    {when} {window['crew']}, {count} switch{'es' if count != 1 else ''}", "dim")
    if not group["would_do"]:
        screen.say(f"  {group['tried']} ways to loosen one rule were tried and none of them would do alone")
