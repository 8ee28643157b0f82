"""What an event's title can mean for a building, and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from switchrefresh.calendars.model import Tier


class Meaning(StrEnum):
    """The effect of a title; the values are the words kept in calendar-review.yaml."""

    CLOSED = "closed"
    HOLIDAY = "holiday"
    NO_STUDENTS = "no_students"
    IN_SESSION = "in_session"
    EARLY_RELEASE = "early_release"
    LATE_START = "late_start"
    SUMMER = "summer"
    BLACKOUT = "blackout"
    POLLING = "polling"
    IT_WINDOW = "it_maintenance"
    EVENT = "event"
    FREEZE = "freeze"
    MILESTONE = "milestone"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"
    IGNORE = "ignore"


DAY_MEANINGS = frozenset(
    {
        Meaning.CLOSED,
        Meaning.HOLIDAY,
        Meaning.NO_STUDENTS,
        Meaning.IN_SESSION,
        Meaning.EARLY_RELEASE,
        Meaning.LATE_START,
        Meaning.SUMMER,
    }
)
WHOLE_DAY_BLOCKS = frozenset({Meaning.BLACKOUT, Meaning.POLLING, Meaning.IT_WINDOW, Meaning.FREEZE})
# Meanings that let a crew in earlier than a school day would; a mistake here takes the network down during class.
OPENING = frozenset({Meaning.CLOSED, Meaning.HOLIDAY, Meaning.NO_STUDENTS, Meaning.EARLY_RELEASE, Meaning.SUMMER})

_ALIASES = {
    "break": Meaning.CLOSED,
    "school_day": Meaning.IN_SESSION,
    "testing": Meaning.BLACKOUT,
    "event_block": Meaning.EVENT,
    "none": Meaning.IGNORE,
    "info": Meaning.IGNORE,
}
# Answers that only mean something beside the question: yes to what was suggested, no to it, or not decided yet.
YES, NO, UNDECIDED = "yes", "no", "?"
_YES, _NO = frozenset({YES, "y", "true"}), frozenset({NO, "n", "false"})
ANSWERS = _YES | _NO | {UNDECIDED}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a title says: its meaning, how sure, and what else.

    `also` are whole-day blocks that come with it; `staff` asks whether staff are out too; `by_name` says that only the
    name of a holiday closes, so that its date must agree; `month_days` limits a closure to these days of the month;
    `implied` says that no event stands behind it, so that it gives way to every one that does.
    """

    meaning: Meaning | None = None
    tier: Tier = Tier.NONE
    also: frozenset[Meaning] = frozenset()
    staff: bool = False
    by_name: bool = False
    month_days: frozenset[int] = frozenset()
    implied: bool = False


NOTHING = Reading()


def read_decision(word: str, said: Reading) -> Reading | None:
    """A person's answer to what the title says, as a reading that acts; None while it is not decided.

    A no to "are staff out too?" leaves a day without students; a no to any other question leaves nothing.
    """
    answer = word.strip().casefold()
    found = read_meaning(word)
    if answer in _YES:
        found = Meaning.CLOSED if said.staff else said.meaning
    elif answer in _NO:
        found = said.meaning if said.staff else Meaning.IGNORE
    if found is None:
        return None
    also = frozenset({found}) if found in WHOLE_DAY_BLOCKS else said.also if found in DAY_MEANINGS else frozenset()
    return Reading(found, Tier.STRONG, also)


def read_meaning(word: str) -> Meaning | None:
    """A word of calendar-review.yaml, or of a feed's `kind`, as a meaning; None when there is no such word."""
    word = word.strip().casefold().replace(" ", "_").replace("-", "_")
    if word in _ALIASES:
        return _ALIASES[word]
    return Meaning(word) if word in set(Meaning) else None
