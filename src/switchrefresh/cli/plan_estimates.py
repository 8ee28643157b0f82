"""Times in district.yaml that measured nights contradict, on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from switchrefresh.cli.screen import Screen


def show_estimates(found: Sequence[Mapping[str, Any]], screen: Screen) -> None:
    """A line for each, with the numbers that it rests on; nothing is changed by itself."""
    screen.say("the nights so far say (change it in district.yaml, then plan again)", "bold")
    for one in found:
        screen.say(f"  {one['name']}: {one['then']} and not {one['now']}", "warn")
        screen.say(f"    {one['words']}", "dim")
