"""Feeds on the screen: can each be believed, what was repaired in it, and what to do."""

from __future__ import annotations

from typing import Any

from switchrefresh.cli.screen import Screen

# What of a pasted text is no repair.
WORDS = {
    "pasted-text": ("pasted text", ""),
    "line-not-understood": ("not understood", "warn"),
    "date-order": ("taken as", ""),
    "line-without-date": ("without a date", ""),
}
STYLES = {"ok": "good", "stale": "warn", "shrunk": "warn"}


def show_feeds(data: Any, screen: Screen) -> None:
    """For each feed: its state, what is wrong, the cure, and every repair; in a pipe a record a feed comes first."""
    if not data["feeds"]:
        screen.say("the district names no calendar feeds: only school_years and weekends are known", "warn")
        return
    if not screen.is_terminal:
        screen.table((), map(_row, data["feeds"]))
    for path in data.get("accepted_now", ()):
        screen.say(f"{path}: accepted as it is now", "good")
    for feed in data["feeds"]:
        if screen.is_terminal:
            _head(feed, screen)
        _details(feed, screen)
    unknown = sum(feed["health"] != "ok" for feed in data["feeds"])
    if unknown:
        screen.note(f"{unknown} of {len(data['feeds'])} feeds cannot be believed: nothing is planned on them", "warn")


def _head(feed: dict[str, Any], screen: Screen) -> None:
    scope = ", ".join(feed["buildings"]) if feed["buildings"] is not None else "the whole district"
    style = STYLES.get(feed["health"], "bad")
    screen.say_painted(f"{screen.paint(feed['path'], 'bold')}  {screen.paint(feed['health'], style)}")
    age = f", newest entry of {feed['newest']}" if feed["newest"] else ""
    seen = f", accepted on {feed['accepted']}" if feed["accepted"] else ""
    changed = ", changed since" if feed["changed"] else ""
    events = f"{feed['events']} event{'s' if feed['events'] != 1 else ''}"
    screen.say(f"  {feed['role']} feed of {scope}: {events}{age}{seen}{changed}")


def _row(feed: dict[str, Any]) -> tuple[object, ...]:
    repairs = sum(repair["count"] for repair in feed["repairs"])
    accepted = (feed["accepted"] or "-") + (" (changed since)" if feed["changed"] else "")
    scope = ",".join(feed["buildings"]) if feed["buildings"] is not None else "district"
    return feed["path"], feed["role"], scope, feed["health"], feed["events"], feed["newest"] or "-", accepted, repairs


def _details(feed: dict[str, Any], screen: Screen) -> None:
    lead = "  " if screen.is_terminal else f"{feed['path']}: "
    if feed["health"] != "ok":
        screen.say(f"{lead}{feed['health']}: {feed['message']}", STYLES.get(feed["health"], "bad"))
        screen.say(f"{lead}to do: {feed['hint']}")
    for repair in feed["repairs"]:
        word, style = WORDS.get(repair["code"], ("repaired", ""))
        screen.say(f"{lead}{word}: {repair['message']} ({repair['count']}) [{repair['code']}]", style)
