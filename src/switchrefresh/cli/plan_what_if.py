"""Two plans side by side on the screen."""

from __future__ import annotations

from typing import Any

from switchrefresh.cli.plan_moves import show_each
from switchrefresh.cli.screen import Screen
from switchrefresh.cli.words import some

MOST_MOVES = 8  # promises that would move and are shown

LINES = (
    ("switches placed", "switches_placed"),
    ("switches left out", "switches_left_out"),
    ("windows", "windows"),
    ("buildings visited", "buildings"),
    ("hours on site", "crew_minutes"),
    ("first date", "first_date"),
    ("last date", "last_date"),
    ("minutes of work on school days", "minutes_on_school_days"),
    ("student minutes in lessons", "student_minutes"),
    ("promises broken", "promises_broken"),
)


def show_what_if(told: dict[str, Any], screen: Screen) -> None:
    """What was changed, then figure by figure now and then."""
    screen.say(f"what if: {'; '.join(told['changes'])}", "bold")
    now, then = told["now"], told["then"]
    rows = [(words, _value(key, now[key]), _value(key, then[key])) for words, key in LINES]
    screen.table(("", "now", "then"), rows)
    for word, switches in (("placed only then", told["switches_gained"]), ("placed only now", told["switches_lost"])):
        if switches:
            screen.say(f"{word}: {some(switches)}")
    show_each(told["moves"][:MOST_MOVES], told["names"], screen)
    if (more := len(told["moves"]) - MOST_MOVES) > 0:
        screen.say(f"  and {more} more", "dim")
    screen.say(f"{told['windows_kept']} windows as now, {told['windows_moved']} of now's would be others")
    screen.say("; ".join(told["difference"]) or "no difference that a person would notice", "good")
    if not told["difference"] and told["windows_promised"]:
        screen.note("what was promised stays; with --fresh it is tried as if nothing were promised", "dim")
    screen.note("nothing was written", "dim")


def _value(key: str, value: Any) -> str:
    if value is None:
        return "-"
    if key == "crew_minutes":
        return f"{value / 60:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
