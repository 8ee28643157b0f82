"""Drafts on the screen: the lines themselves, so that they can be sent into a file; or why there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from switchrefresh.cli.screen import Screen

_SHOWN = 12


def show_drafts(drafts: Sequence[Mapping[str, Any]], screen: Screen) -> None:
    """Each draft that is proven as it stands."""
    for draft in drafts:
        if draft["config"] is not None:
            for line in draft["config"].splitlines():
                screen.say(line)
            continue
        screen.say(f"{draft['switch']}: the draft does not say what the old config says, so it is not shown", "bad")
        for finding in draft["findings"][:_SHOWN]:
            screen.say(f"  {finding}")
        if len(draft["findings"]) > _SHOWN:
            screen.say(f"  and {len(draft['findings']) - _SHOWN} more; --json has all")
