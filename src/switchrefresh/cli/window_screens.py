"""The screens of a window: each fits a small terminal in a closet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from switchrefresh.cli.screen import Screen
from switchrefresh.cli.words import moment_range, some
from switchrefresh.commands.result import Result

MARKS = {
    "go": ("go", "good"),
    "no": ("NO", "bad"),
    "accepted": ("accepted", "warn"),
    "look": ("look", "warn"),
    "later": ("at start", "dim"),
}


def show(result: Result, screen: Screen) -> None:
    """The screen of the action that was taken."""
    data = result.data
    {"start": _start, "finish": _finish, "backout": _backout, "postpone": _postpone}[data["action"]](data, screen)


def _start(data: Mapping[str, Any], screen: Screen) -> None:
    when = moment_range(data["start"], data["end"])
    screen.say(f"{data['window']}  {data['building_name']}  {when}  ({data['crew']})", "bold")
    _gate(data["gate"], screen)
    screen.say()
    for step in data["steps"]:
        _step(step, screen)
    screen.say()
    for path in data["files"]:
        screen.say(f"on this disk: {path}", "dim")
    state = data["state"]
    if data["dry_run"]:
        missing = list(dict.fromkeys(one["code"] for one in data["gate"] if one["standing"] == "no"))
        said = f"no-go: {', '.join(missing)}" if missing else "go: nothing is missing; nothing was opened"
        screen.say(said, "bad" if missing else "good")
    else:
        point = datetime.fromisoformat(data["backout_point"])
        screen.say(f"{data['window']} {state}; backout point {point:%H:%M}", "good")


def _gate(gates: Sequence[Mapping[str, Any]], screen: Screen) -> None:
    """The items that are fine together on a line each, the others one by one."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in gates:
        groups.setdefault((one["standing"], one["code"]), []).append(one)
    for (standing, code), items in groups.items():
        word, style = MARKS[standing]
        if len(items) > 1 and all(one["switch"] for one in items):
            text = _together(items)
        else:
            text = "; ".join(dict.fromkeys(one["message"] for one in items))
        named = "" if standing == "go" else f"{code}: "
        screen.say(f"{word:<9} {named}{text}", style)
        if standing == "accepted":
            screen.say(f"{'':<9} because {items[0]['because']}", "dim")


def _together(items: Sequence[Mapping[str, Any]]) -> str:
    """One sentence for several switches of which the same is said."""
    names = [str(one["switch"]) for one in items]
    said = {one["message"].replace(str(one["switch"]), "").strip(" :") for one in items}
    return f"{some(names, 4)}: {said.pop()}" if len(said) == 1 else "; ".join(one["message"] for one in items)


def _step(step: Mapping[str, Any], screen: Screen) -> None:
    at = datetime.fromisoformat(step["at"])
    style = "bad" if step["title"] == "BACKOUT POINT" else "bold" if step["switch"] else ""
    screen.say(f"{at:%H:%M}  {step['title']}", style)
    for line in step["lines"]:
        screen.say(f"       {line}")
    for command in step["commands"]:
        screen.say(f"       $ {command}", "link")


def _finish(data: Mapping[str, Any], screen: Screen) -> None:
    _gate([one for one in data["gate"] if one["standing"] != "no"], screen)  # every no is an error above already
    for one in data["lost"] if data["state"] == "closed" else ():
        ports = " -> ".join(str(port) for port in (one["before_port"], one["after_port"]) if port)
        screen.say(f"LOST      {one['switch']}  {ports}  {one['message']}", "bad")
    if data["state"] == "open":
        screen.say(f"{data['window']} stays open", "bad")
        return
    for one in data["durations"]:
        screen.say(f"{one['switch']}: {one['minutes']} min, planned {one['planned']}", "dim")
    for one in data["due_by_morning"]:
        screen.say(f"due by morning: {one['switch']}  {one.get('message') or one.get('what') or ''}", "warn")
    failed = f", {len(data['failed'])} to plan again" if data["failed"] else ""
    style = "good" if data["verdict"] in (None, "nothing-lost") else "warn"
    verdict = data["verdict"] or "nothing swapped"
    screen.say(f"{data['window']} closed: {len(data['done'])} done{failed}; {verdict}", style)


def _backout(data: Mapping[str, Any], screen: Screen) -> None:
    _gate([one for one in data["gate"] if one["standing"] != "no"], screen)
    if not data["backed_out"]:
        screen.say(f"not proven, so nothing was written down; {data['window']} stays as it was", "bad")
        return
    screen.say(f"back: {some(data['backed_out'])}", "good")
    if data["restocked"]:
        counts = Counter(data["restocked"])
        screen.say(f"in the store room again: {some([f'{n} x {model}' for model, n in sorted(counts.items())])}")
    screen.say(f"{data['window']} is {data['state']}")


def _postpone(data: Mapping[str, Any], screen: Screen) -> None:
    was = data["was"]
    screen.say(f"{data['window']} given back: it was {moment_range(was['start'], was['end'])}", "warn")
    for one in data["windows"]:
        screen.say(f"{one['id']}  {moment_range(one['start'], one['end'])}  {one['building']}  {one['crew']}", "good")
    for one in data["unplaced"]:
        screen.say(f"no place for {one['switch']}: " + "; ".join(r["message"] for r in one["reasons"]), "bad")
    changes = data["changes"]
    others = [key for key in changes["moved"] if key != data["window"]]
    more = f"; moved with it: {', '.join(others)}" if others else ""
    screen.say(f"{changes['kept']} promises kept{more}. Nothing is promised anew until you approve.")
