"""How well titles are understood, measured on titles that no rule was written from, and how fast a big feed is read.

    python bench/calendars.py TITLES.csv          (or $TITLES; columns: title, effect)
    python bench/calendars.py TITLES.csv --dev    the mistakes of the other folds, to improve rules from

One title in five, chosen by its own hash, is held back; rules are only ever written from the others.
"""

from __future__ import annotations

import csv
import os
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from switchrefresh.calendars.classify import classify
from switchrefresh.calendars.meanings import Meaning
from switchrefresh.calendars.model import FeedText, Tier
from switchrefresh.calendars.reading import read_calendars
from switchrefresh.inventory.model import Building, District, FeedRole, Inventory, SchoolYear
from switchrefresh.inventory.values import read_date_range

FOLDS = 5
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data" / "calendars" / "titles-train.csv"
# What each meaning is called in the labelled lists.
LABELS: dict[Meaning | None, str] = {
    Meaning.CLOSED: "closed",
    Meaning.HOLIDAY: "closed",
    Meaning.SUMMER: "closed",
    Meaning.NO_STUDENTS: "no_students",
    Meaning.IN_SESSION: "in_session",
    Meaning.EARLY_RELEASE: "early_release",
    Meaning.LATE_START: "late_start",
    Meaning.BLACKOUT: "blackout",
    Meaning.POLLING: "blackout",
    Meaning.IT_WINDOW: "it_maintenance",
    Meaning.EVENT: "event_block",
    Meaning.FREEZE: "freeze",
    Meaning.MILESTONE: "freeze",
}
STUDENTS_OUT = frozenset({"closed", "no_students"})
NAIVE = re.compile(r"no school|holiday|break|closed|work ?day|vacation|recess", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """A labelled title with what was made of it: `said` is "none" without an effect, `asked` waits for a person."""

    title: str
    label: str
    said: str
    asked: bool


def say(line: str = "") -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")


def is_held_back(title: str) -> bool:
    """Whether a title belongs to the fold that no rule is written from."""
    return int(sha256(title.encode()).hexdigest(), 16) % FOLDS == 0


def answers(rows: Sequence[dict[str, str]]) -> list[Answer]:
    """Every title classified."""
    found = []
    for row in rows:
        reading = classify(row["title"])
        label = "none" if row["effect"] == "info" else row["effect"]
        found.append(
            Answer(row["title"], label, LABELS.get(reading.meaning, "none"), asked=reading.tier is Tier.MEDIUM)
        )
    return found


def part(number: int, whole: int) -> str:
    """A fraction with what it was made of."""
    return f"{number / whole:5.3f} ({number}/{whole})" if whole else "    - (0/0)"


def per_meaning(found: Sequence[Answer]) -> None:
    """Precision of what acts without asking, and recall with and without the questions, by label."""
    say(f"{'effect':<22} {'strong precision':>22} {'strong recall':>20} {'strong + asked recall':>24}")
    for label in sorted({a.label for a in found} - {"none"}):
        mine = [a for a in found if a.label == label]
        applied = [a for a in found if a.said == label and not a.asked]
        right = [a for a in applied if a.label == label]
        heard = [a for a in mine if a.asked or a.said == label]
        say(
            f"{label:<22} {part(len(right), len(applied)):>22} {part(len(right), len(mine)):>20}"
            f" {part(len(heard), len(mine)):>24}"
        )


def per_tier(found: Sequence[Answer]) -> None:
    """The sums by tier."""
    strong = [a for a in found if not a.asked and a.said != "none"]
    asked = [a for a in found if a.asked]
    effects = [a for a in found if a.label != "none"]
    heard = [a for a in effects if a.asked or a.said == a.label]
    say()
    say(f"strong: applied without asking, precision  {part(sum(a.said == a.label for a in strong), len(strong))}")
    say(f"medium: asked, and there is an effect      {part(sum(a.label != 'none' for a in asked), len(asked))}")
    say(f"strong + asked: recall of all effects      {part(len(heard), len(effects))}")


def against_naive(found: Sequence[Answer]) -> None:
    """Are students out? The costly question, beside one regular expression."""
    out = [a for a in found if a.label in STUDENTS_OUT]

    def line(name: str, says: Callable[[Answer], bool]) -> None:
        hits = [a for a in found if says(a)]
        right = sum(a.label in STUDENTS_OUT for a in hits)
        say(f"  {name:<32} precision {part(right, len(hits)):<18} recall {part(right, len(out))}")

    say()
    say("students out (closed or no_students):")
    line("strong", lambda a: a.said in STUDENTS_OUT and not a.asked)
    line("strong + asked", lambda a: a.said in STUDENTS_OUT or a.asked)
    line("one naive regex", lambda a: NAIVE.search(a.title) is not None)


def mistakes(found: Sequence[Answer]) -> None:
    """What a rule writer may look at."""
    for a in found:
        if a.said != a.label or a.asked:
            say(f"{a.label:<22} {a.said:<14} {'asked' if a.asked else 'applied':<8} {a.title}")


class Memory:
    """A keeper for one run."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """What was kept."""
        return self.kept.get(key)

    def put(self, key: str, data: Any) -> None:
        """Keep it."""
        self.kept[key] = data


def big_feed(events: int) -> bytes:
    """A feed with one series in twelve events, as the largest real ones have; the same for everybody."""
    dice = random.Random(5)  # noqa: S311 - not for secrets
    words = ("Winter Break", "No School", "Band Concert", "Varsity Game vs Eastmont", "PTA Meeting", "Early Release")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN"]
    for n in range(events):
        day = date(2026, 8, 1) + timedelta(days=dice.randrange(380))
        hour = dice.randrange(7, 20)
        whole = dice.random() < 0.3
        start = f";VALUE=DATE:{day:%Y%m%d}" if whole else f";TZID=America/Chicago:{day:%Y%m%d}T{hour:02}0000"
        end = (
            f";VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
            if whole
            else f";TZID=America/Chicago:{day:%Y%m%d}T{hour + 1:02}3000"
        )
        lines += ["BEGIN:VEVENT", f"UID:{n}@bench", "DTSTAMP:20261101T000000Z", f"DTSTART{start}", f"DTEND{end}"]
        lines += ["RRULE:FREQ=WEEKLY;COUNT=30"] if n % 12 == 0 else []
        lines += [f"SUMMARY:{dice.choice(words)} {n % 900}", "LOCATION:Gym", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def speed(events: int = 5000) -> None:
    """The first reading, and the second one from what was kept."""
    inventory = Inventory(
        District(
            district="Bench",
            timezone="America/Chicago",
            horizon=read_date_range("2026-12-01..2027-08-13"),
            school_years=(SchoolYear(date(2026, 8, 20), date(2027, 5, 20)),),
        ),
        {"hs": Building(name="Bench High School", kind="high")},
        {},
    )
    feed = FeedText("calendars/hs.ics", FeedRole.SCHOOL, ("hs",), big_feed(events))
    keeper = Memory()
    say()
    for name in ("first", "second, feed kept"):
        began = time.perf_counter()
        found = read_calendars(inventory, [feed], date(2026, 12, 1), date(2027, 8, 13), keeper=keeper)
        took = time.perf_counter() - began
        say(f"{found.feeds[0].events} events, {name}: {took:.2f} s")


def main(words: Sequence[str]) -> int:
    """Print the report; 2 when there is no list of titles."""
    paths = [word for word in words if not word.startswith("-")]
    path = Path(paths[0] if paths else os.environ.get("TITLES") or BESIDE)
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        if "--dev" in words:
            mistakes(answers([row for row in rows if not is_held_back(row["title"])]))
            return 0
        held = answers([row for row in rows if is_held_back(row["title"])])
        say(f"{len(held)} titles held back of {len(rows)} in {path.name}")
        per_meaning(held)
        per_tier(held)
        against_naive(held)
    else:
        say(f"no list of labelled titles at {path}: say TITLES=FILE.csv; only the speed is measured")
    speed()
    return 0 if path.is_file() else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
