"""status on the screen: one screen of a small terminal, and what to type next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

import typer

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.shared import Shared, verb_app
from switchrefresh.commands import status
from switchrefresh.commands.result import Result

BAR = 40
MOST = {"late": 3, "at_risk": 3, "waiting": 3, "failed": 3, "feeds": 2, "next": 4}


def act(
    shared: Shared,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="as if it were this day")] = None,
) -> Result:
    """Where the refresh stands: burn-down, what is next, late, at risk, who waits for whom, and what to type.

    switchrefresh status

    switchrefresh status --json
    """
    return status.run(shared.directory, as_of)


def show(result: Result, screen: Screen) -> None:
    """From what is going on now to what may go wrong; with -v nothing is cut."""
    data = result.data
    _head(data, screen)
    for window in data["open"]:
        _open(window, screen)
    _windows(data["next"][: MOST["next"] // 2] if data["open"] and not screen.verbose else data["next"], screen)
    for window in _some(data, "late", screen):
        screen.say(f"Late   {window['window']} {_when(window)} {window['building_name']}: {window['why']}", "bad")
    for window in _some(data, "at_risk", screen):
        screen.say(f"Risk   {window['window']} {window['building_name']}: {'; '.join(window['why'])}", "warn")
    for one in _some(data, "waiting", screen):
        screen.say(f"Waits  {one['target']}: waiting on {one['on']} since {_day(one['since'])}", "warn")
    for one in _some(data, "failed", screen):
        why = f": {one['because']}" if one["because"] else ""
        screen.say(f"Again  {one['switch']} {one['stage']}{why}", "warn")
    for feed in _some(data, "feeds", screen):
        screen.say(f"Feed   {feed['path']} is {feed['health']}: {feed['message']}", "warn")
    _rest(data, screen)


def _head(data: Mapping[str, Any], screen: Screen) -> None:
    counts, burn = data["switches"], data["burn_down"]
    day = datetime.fromisoformat(data["as_of"])
    screen.say(f"{data['district']}, {day:%a %Y-%m-%d %H:%M}", "bold")
    total = max(counts["total"], 1)
    done = round(BAR * counts["done"] / total)
    held = round(BAR * (counts["done"] + counts["in_work"] + counts["promised"]) / total) - done
    bar = screen.paint("#" * done, "good") + screen.paint("=" * held, "link") + "." * (BAR - done - held)
    screen.say_painted(f"[{bar}] {counts['done']} of {counts['total']} done")
    words = ("in_work", "promised", "proposed", "unplaced", "failed")
    said = ", ".join(f"{counts[word]} {word.replace('_', ' ')}" for word in words if counts[word])
    screen.say(said or "nothing is planned yet", "warn" if counts["unplaced"] or counts["failed"] else "")
    if burn["left"] and burn["needed_per_week"] is not None:
        last = f"; planned end {_day(burn['last_planned'])}" if burn["last_planned"] else ""
        pace = f"needs {burn['needed_per_week']:g} a week until {_day(burn['deadline'])}"
        screen.say(f"{pace} (last four weeks: {burn['done_per_week']:g}){last}", "dim")
    _waves(data["waves"], screen)


def _waves(waves: Sequence[Mapping[str, Any]], screen: Screen) -> None:
    """The waves that are not finished, the first few."""
    left = [wave for wave in waves if wave["done"] < wave["switches"]]
    shown = left if screen.verbose else left[:2]
    for wave in shown:
        text = f"{wave['done']} of {wave['switches']}, {wave['promised']} of {len(wave['windows'])} windows promised"
        screen.say(f"  {wave['id']:<8} {wave['name']}: {text}", "dim")
    if len(left) > len(shown):
        screen.say(f"  and {len(left) - len(shown)} more waves", "dim")


def _open(window: Mapping[str, Any], screen: Screen) -> None:
    point = datetime.fromisoformat(window["backout_point"]).astimezone() if window["backout_point"] else None
    start = datetime.fromisoformat(window["start"])
    since = datetime.fromisoformat(window["opened"]).astimezone(start.tzinfo) if window["opened"] else None
    count = len(window["done"]) + len(window["in_work"])
    ready = len(window["done"]) + len([key for key in window["proven"] if key not in window["done"]])
    text = f"Now    {window['window']} {window['building_name']}"
    text += f", open since {since:%a %H:%M}" if since else ""
    text += f" on {window['machine']}" if window["machine"] else ""
    point_text = f"; backout point {point.astimezone(start.tzinfo):%H:%M}" if point else ""
    screen.say(f"{text}: {ready} of {count} proven{point_text}", "good")


def _windows(windows: Sequence[Mapping[str, Any]], screen: Screen) -> None:
    shown = windows if screen.verbose else windows[: MOST["next"]]
    for number, window in enumerate(shown):
        label = "Next" if number == 0 else ""
        days = window["days"]
        far = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} d"
        state = "" if window["state"] == "approved" else f", {window['state']}"
        rest = f", {window['switches']} sw, {far}{state}"
        begin = f"{label:<6} {window['window']} {_when(window)} "
        name = _fitted(window["building_name"], screen.width - len(begin) - len(rest))
        screen.say(f"{begin}{name}{rest}", "bold" if number == 0 else "")


def _some(data: Mapping[str, Any], key: str, screen: Screen) -> Sequence[Mapping[str, Any]]:
    """The first of a list; how many more there are is said once."""
    rows: Sequence[Mapping[str, Any]] = data[key]
    if screen.verbose or len(rows) <= MOST[key]:
        return rows
    screen.note(f"{len(rows) - MOST[key]} more {key.replace('_', ' ')}; -v shows all", "dim")
    return rows[: MOST[key]]


def _rest(data: Mapping[str, Any], screen: Screen) -> None:
    baselines, units = data["baselines"], data["units"]
    if baselines["missing"] or baselines["old"]:
        old = f", {len(baselines['old'])} older than 60 days" if baselines["old"] else ""
        missing = f"{len(baselines['missing'])} of the next {baselines['looked_at']} switches have none{old}"
        screen.say(f"Base   {missing}", "warn")
    if units["not_wiped"]:
        screen.say(f"Units  {units['not_wiped']} old units are out and not wiped: they hold passwords", "warn")


def _fitted(name: str, room: int) -> str:
    """A name that is cut where it would break the line."""
    room = max(room, 12)
    return name if len(name) <= room else f"{name[: room - 3].rstrip()}..."


def _when(window: Mapping[str, Any]) -> str:
    """Thu 31 Dec 07:10-15:33; the year where it is not the next one to come."""
    start, end = datetime.fromisoformat(window["start"]), datetime.fromisoformat(window["end"])
    year = f" {start.year}" if abs(window["days"]) > 300 else ""
    return f"{start:%a} {start.day} {start:%b}{year} {start:%H:%M}-{end:%H:%M}"


def _day(text: str) -> str:
    day = datetime.fromisoformat(text)
    return f"{day.day} {day:%b %Y}"


APP = verb_app("status", act, show)
