"""A new copy of a feed on the screen: which promised windows it touches, and why."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from switchrefresh.cli.screen import Screen

SHOWN_LINES = 12


def show_diff(data: Any, screen: Screen) -> None:
    """The windows first: they are what people were told. A copy that cannot be believed is no list of changed days."""
    events, health = data["events"], data["health"]
    screen.say(f"{data['feed']}: {events['before']} events, the new copy {events['after']}")
    believed = health["after"] == "ok" or health["before"] != "ok"
    if health["after"] != "ok":
        screen.say(f"the new copy is {health['after']}: {health['message']}", "bad")
        screen.say(f"to do: keep the copy that is there; {health['hint']}")
    for window in data["windows"]:
        _window(window, screen, believed)
    if believed:
        _days(data, screen)
    elif data["days_changed"]:
        screen.say(f"with it nothing can be planned: {data['days_changed']} open days of buildings would be closed")
    count, promised = len(data["windows"]), data["promised"]
    if not promised:
        screen.say("no window is promised yet", "dim")
    elif count:
        screen.say(f"{count} of {promised} promised windows touched", "warn")
    else:
        screen.say(f"none of {promised} promised windows is touched", "good")


def _few(places: str) -> str:
    names = places.split(",")
    return places if len(names) <= 8 else f"{','.join(names[:8])} and {len(names) - 8} more"


def _window(window: dict[str, Any], screen: Screen, with_reasons: bool) -> None:
    start, end = datetime.fromisoformat(window["start"]), datetime.fromisoformat(window["end"])
    when = f"{start:%a %Y-%m-%d %H:%M}-{end:%H:%M}"
    verdict = "still fits" if window["fits"] else "no longer fits"
    screen.say(f"{window['id']}  {when}  {window['building']}  {window['crew']}  {verdict}", "warn")
    if not with_reasons:
        return
    for line in window["why"]:
        screen.say(f"  {line}")
    for word in ("was", "is"):
        for line in window[word]:
            screen.say(f"  {word}: {line}", "dim")


def _days(data: Any, screen: Screen) -> None:
    """Changed days: neighbouring dates and buildings with the same change on one line."""
    days = sorted(data["days"], key=lambda day: (day["date"], day["was"], day["is"], day["building"]))
    changes = [
        (key, ",".join(day["building"] for day in group))
        for key, group in groupby(days, key=lambda day: (day["date"], day["was"], day["is"]))
    ]
    lines = []
    for (places, was, now), run in groupby(changes, key=lambda one: (one[1], one[0][1], one[0][2])):
        dates = [key[0] for key, _ in run]
        span = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]} ({len(dates)} dates)"
        told = f"was {was}; is {now}" if was != now else f"other hours; {now}"
        lines.append(f"{span}  {_few(places)}: {told}")
    shown = len(lines) if not screen.is_terminal else SHOWN_LINES
    for line in lines[:shown]:
        screen.say(line)
    left = len(lines) - shown
    if left > 0 or data["days_changed"] > len(data["days"]):
        screen.say(f"{data['days_changed']} days of buildings change in all; --json lists them", "dim")
