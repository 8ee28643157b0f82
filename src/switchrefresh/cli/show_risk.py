"""How likely windows and the plan hold, on the screen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from switchrefresh.cli.screen import Screen


def show_risk(risk: dict[str, Any], screen: Screen) -> None:
    """The least likely windows first, then the plan as a whole."""
    rows = [
        (one["window"], f"{one['chance'] * 100:.0f} %", _clock(one["backout_point"]), _clock(one["end_80"]))
        for one in sorted(risk["windows"], key=lambda one: (one["chance"], one["window"]))
    ]
    screen.table(("window", "holds", "backout point", "8 of 10 nights end by"), rows)
    if risk["date_80"]:
        screen.say(f"everything is done by {risk['date_80']} in 8 of 10 cases", "good")
    elif rows:
        screen.say("no date holds in 8 of 10 cases: what is left over finds no free night within the horizon", "warn")
    screen.say(f"done by the planned last date: {risk['as_planned'] * 100:.0f} %")
    screen.say(f"done by the deadline: {risk['by_deadline'] * 100:.0f} %")
    count = risk["measured_tasks"]
    measured = (
        f"{count} measured task{'s' if count != 1 else ''}" if count else "an assumed spread, nothing measured yet"
    )
    screen.say(f"{risk['runs']} runs, durations from {measured}", "dim")


def window_risk(one: dict[str, Any]) -> str:
    """One line for one window."""
    return f"holds in {one['chance'] * 100:.0f} % of nights (last task done by {_clock(one['backout_point'])})"


def _clock(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%a %Y-%m-%d %H:%M}"
