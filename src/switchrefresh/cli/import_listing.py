"""import csv|xlsx on the screen: how the list was read, what was assumed, what was not taken, what changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from switchrefresh.cli.screen import Screen

_SHOWN = 40  # lines of a difference on a terminal; --json has all


def show_list(data: Mapping[str, Any], screen: Screen) -> None:
    """Everything a person should read once, most harmful last."""
    words = ", ".join(f"{heading} = {word}" for heading, word in data["columns"].items())
    if words:
        screen.say(f"columns: {words}")
    if data["unused_columns"]:
        screen.say(f"not read: {', '.join(data['unused_columns'])}", "dim")
    for sentence in data["assumed"]:
        screen.say(f"assumed: {sentence}")
    for odd in data["odd"]:
        mark = "" if odd["taken"] else "NOT TAKEN, "
        screen.say(f"{odd['where']}: {mark}{odd['why']} ({odd['text']})", "warn" if odd["taken"] else "bad")
    for kept in data["kept"]:
        told = f"file says {kept['ours']}, list says {kept['theirs']}: {kept['why']}; the file stands"
        screen.say(f"{kept['path']}: {told}", "warn")
    _show_diff(data["diff"], screen)
    for gap in data["gaps"]:
        names = ", ".join(gap["switches"][:3]) + (" ..." if len(gap["switches"]) > 3 else "")
        screen.say(f"no replacement yet for {len(gap['switches'])} of kind {gap['kind']} ({names})", "warn")
        screen.say(f"  say it with --new {gap['kind']}=MODEL, or --new {gap['kind']}=none", "dim")
    where = "written" if data["written"] else "nothing written"
    lost = f", {data['not_taken']} row{'s' if data['not_taken'] > 1 else ''} not taken" if data["not_taken"] else ""
    screen.say(
        f"{data['switches']} switches in {data['buildings']} buildings{lost}; {where}", "warn" if lost else "good"
    )


def _show_diff(diffs: Mapping[str, list[str]], screen: Screen) -> None:
    colours = {"+": "good", "-": "bad", "@": "dim"}
    for name, lines in diffs.items():
        added, gone = (sum(1 for line in lines[2:] if line.startswith(sign)) for sign in "+-")
        screen.say(f"{name}: {added} lines more, {gone} less")
        shown = lines[2:] if screen.verbose or added + gone <= _SHOWN else []
        for line in shown:
            screen.say(f"  {line}", colours.get(line[:1], ""))
