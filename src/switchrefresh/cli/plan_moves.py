"""What a new plan changes against the promise, on the screen: + new, ~ moved, - gone, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.words import moment_range, some

STYLES = {"+": "good", "~": "warn", "-": "bad"}


def show_moves(data: Mapping[str, Any], screen: Screen) -> None:
    """One line a window and its reason below it, then the sum."""
    changes = data["changes"]
    show_each(data["moves"], data["names"], screen)
    shorter = len(changes["shortened"])
    parts = [f"{len(changes['moved']) - shorter} moved"]
    parts += [f"{shorter} with less inside"] if shorter else []
    parts += [f"{changes['kept']} kept"]
    parts += [f"{len(changes['added'])} new"] if changes["added"] else []
    parts += [f"{len(changes['removed'])} gone"] if changes["removed"] else []
    left = len(data["unplaced"])
    parts += [f"{left} switch{'es' if left != 1 else ''} cannot be placed"] if left else []
    screen.say(f"against the promise: {', '.join(parts)}", "bold")


def show_each(moves: Iterable[Mapping[str, Any]], names: Mapping[str, str], screen: Screen) -> None:
    """A line for each window that is new, moved or gone, and why below it."""
    for move in moves:
        where = names.get(move["building"], move["building"])
        screen.say(f"{move['sign']} {move['window']} {where}: {_when(move)}", STYLES[move["sign"]])
        if move["why"]:
            screen.say(f"    {move['why']}", "dim")


def _when(move: Mapping[str, Any]) -> str:
    was, now = (_moment(move[key]) for key in ("was", "now"))
    if was and now:
        return f"{was} becomes {now}" if was != now else f"stays {now}, {_inside(move)}"
    return now or was


def _inside(move: Mapping[str, Any]) -> str:
    """What is different inside a window that stays where it is."""
    was, now = (move[key]["switches"] for key in ("was", "now"))
    gone, more = [key for key in was if key not in now], [key for key in now if key not in was]
    parts = [f"without {some(gone)}"] if gone else []
    parts += [f"with {some(more)}"] if more else []
    return " and ".join(parts) or "with other times inside"


def _moment(when: Mapping[str, Any] | None) -> str:
    return f"{moment_range(when['start'], when['end'])} {when['crew']}" if when else ""
