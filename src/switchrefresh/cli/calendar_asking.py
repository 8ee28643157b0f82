"""Asks what titles mean, one question at a time, on a terminal; the answers themselves are kept by the command."""

from __future__ import annotations

from datetime import date
from typing import Any

from switchrefresh.cli.screen import Screen

QUESTIONS = {
    "closed": "is everybody out, staff too?",
    "no_students": "are students out while staff are in?",
    "early_release": "do students leave early?",
    "late_start": "do students come late?",
    "in_session": "is it, or may it become, a school day?",
    "blackout": "must nobody disturb (testing)?",
    "event": "is the building used that evening?",
    "freeze": "must nobody work (first or last days)?",
}
NO_MEANS = {"no_students": "students out, staff in", "ignore": "no effect"}
MEANINGS = (
    "closed",
    "no_students",
    "early_release",
    "late_start",
    "in_session",
    "blackout",
    "event",
    "freeze",
    "ignore",
)
_SHORT = {"y": "yes", "n": "no", "s": "skip", "": "skip", "q": "quit"}
_DATES = 6
_BUILDINGS = 6


class Asker:
    """Puts each question on standard error and reads a line from standard input."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def __call__(self, question: dict[str, Any], number: int, total: int) -> str:
        """yes, no, skip, quit or a meaning; the end of input means quit."""
        screen = self._screen
        if number == 1:
            screen.complain(f"answer y, n, s to skip, q to stop, or a meaning: {', '.join(MEANINGS)}", "dim")
        who = "a no" if question["suggested"] == "event" else "a yes"
        gain = f", {who} would free {question['hours']:g} h" if question["hours"] else ""
        screen.complain(f'{number}/{total}  "{question["title"]}"', "bold")
        screen.complain(f"      {_when(question['dates'])}; {_where(question['buildings'])}{gain}")
        no_means = NO_MEANS.get(question["otherwise"], question["otherwise"])
        asked = QUESTIONS.get(question["suggested"], f"does it mean {question['suggested']}?")
        while True:
            screen.complain(f"      {asked} [y/n/s/q; n = {no_means}]")
            try:
                word = input().strip().casefold()
            except EOFError:
                return "quit"
            if (answer := understood(word)) is not None:
                return answer
            screen.complain(f"      y, n, s, q, or one of: {', '.join(MEANINGS)}", "warn")


def understood(word: str) -> str | None:
    """The answer that a typed word stands for; beginnings of meanings count when only one fits."""
    if word in _SHORT:
        return _SHORT[word]
    if word in {"yes", "no", "skip", "quit"}:
        return word
    fitting = [meaning for meaning in MEANINGS if meaning.startswith(word.replace(" ", "_").replace("-", "_"))]
    return fitting[0] if len(fitting) == 1 else None


def show_review(data: Any, screen: Screen) -> None:
    """What was answered, what is still open, and where it is kept."""
    for key, word in data["answered"].items():
        screen.say(f"{key}: {word}", "good")
    comma = ", " if screen.is_terminal else ","
    rows = [
        (q["title"], len(q["dates"]), q["dates"][0], comma.join(q["buildings"]), f"{q['hours']:g}", q["suggested"])
        for q in data["review"]
    ]
    if rows:
        screen.table(("still open", "dates", "first", "buildings", "hours", "yes means"), rows)
        screen.note(f"{len(rows)} open; until a person says so somebody is thought to be in the building.")
        screen.note(f"Edit {data['file']}, or run this on a terminal.")
        screen.note("A no to a day without students still leaves staff in the building.")
    else:
        screen.say("no title waits for an answer", "good")


def _where(buildings: list[str]) -> str:
    """The buildings, of many the first and how many more."""
    more = len(buildings) - _BUILDINGS
    return ", ".join(buildings[:_BUILDINGS]) + (f" and {more} more" if more > 0 else "")


def _when(dates: list[str]) -> str:
    """The dates, neighbouring ones as one range."""
    runs: list[list[date]] = []
    for day in map(date.fromisoformat, dates):
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    told = [f"{run[0]}..{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    shown = ", ".join(told[:_DATES]) + (", ..." if len(told) > _DATES else "")
    return shown if len(dates) == 1 else f"{len(dates)} dates: {shown}"
