"""Rules in prose that hold every week ("Wednesdays: released 50 minutes early"), and bell times."""

from __future__ import annotations

import re
from dataclasses import dataclass

from switchrefresh.importers.month_names import WEEKDAYS
from switchrefresh.importers.nth_days import nth_days

_DAY = r"(?:mon|tues|wednes|thurs|fri)day"
_SHORT_DAY = r"(?:mon|tues?|wed|thurs?|fri)"
_PLURAL = re.compile(rf"\b({_DAY})s\b|\b({_DAY})'s\b", re.IGNORECASE)
_EACH = re.compile(rf"\b(?:every|each|all|weekly(?: on)?|on)\s+((?:{_DAY}(?:\s*(?:,|and|&|/)\s*)?)+)", re.IGNORECASE)
_LEADING = re.compile(
    rf"^({_DAY}|{_SHORT_DAY}\b\.?)\s*[-:|]?\s*(?:early|late|dismissal|release|delayed|school)", re.IGNORECASE
)
_EARLY = re.compile(
    r"\bearly\b|\bdismiss\w*\b|\brelease[ds]?\b|\bmodified\b|\bminimum day|\bhalf[- ]day|\blet out\b"
    r"|\bshort(?:ened)? day",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never) (?:be )?(?:affected|change\w*|dismiss\w*|release\w*)\b|\bno longer\b|\bno (?:early|late)\b", re.I
)
_LATE = re.compile(r"\blate\b|\bdelay\w*\b|\blater\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\bexcept\b|\bexcluding\b|\bunless\b|\bother than\b|\bevery other\b"
    r"|\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:and \w+ )?(?:mon|tues|wednes|thurs|fri)day",
    re.IGNORECASE,
)
_CLOCK = r"(\d{1,2})(?::(\d{2}))?\s*(?:([ap])\.?m\b\.?)?"
# A school day begins and ends inside these; "Conferences 5:00 - 8:30" are an evening.
_FIRST_BELL, _LAST_BELL = ("06:00", "10:30"), ("11:30", "17:00")
_BELLS = re.compile(
    rf"^(?P<who>[A-Za-z][^|:]{{1,60}}?)\s*[-:|]*\s*{_CLOCK}\s*(?:-|to|until)\s*{_CLOCK}\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """An early or late day every week; `unread` is the part of the rule that a person must add by hand."""

    weekdays: tuple[str, ...]
    kind: str
    unread: str = ""


@dataclass(frozen=True, slots=True)
class BellTimes:
    """When a level or a school begins and ends, as the text says it."""

    who: str
    start: str
    dismissal: str


def weekly_rule(text: str) -> WeeklyRule | None:
    """The rule that a line states; None when it does not speak of every week, or of no early or late day."""
    if not (_EARLY.search(text) or _LATE.search(text)) or _DENIED.search(text):
        return None
    named = [*_PLURAL.finditer(text), *(m for m in (_LEADING.match(text),) if m is not None)]
    words = " ".join(match[0] for match in named) + " " + " ".join(m[1] for m in _EACH.finditer(text))
    days = [name for name in WEEKDAYS[:5] if re.search(rf"\b{name}", words, re.IGNORECASE)]
    if (nth := nth_days(text)) is not None:
        days = [WEEKDAYS[nth.weekday]]
    if not days:
        return None
    early, late = _EARLY.search(text), _LATE.search(text)
    kind = "late_start" if late is not None and (early is None or late.start() < early.start()) else "early_release"
    spoiled = _EXCEPT.search(text)
    return WeeklyRule(tuple(days), kind, spoiled[0] if spoiled else "")


def bell_times(text: str) -> BellTimes | None:
    """`High School: 8:50 AM - 4:00 PM`, or None."""
    match = _BELLS.match(text)
    if match is None:
        return None
    start, end = _clock(match[2], match[3], match[4], 0), _clock(match[5], match[6], match[7], 12)
    if start is None or end is None or start >= end:
        return None
    if not (_FIRST_BELL[0] <= start <= _FIRST_BELL[1] and _LAST_BELL[0] <= end <= _LAST_BELL[1]):
        return None
    return BellTimes(match["who"].strip(" -:|,"), start, end)


def _clock(hour: str, minute: str | None, half: str | None, later_than: int) -> str | None:
    """School times without am or pm: the end of a day is in the afternoon."""
    if minute is None and not half:
        return None
    number, minutes = int(hour), int(minute or 0)
    if number > 23 or minutes > 59:
        return None
    if half:
        number = number % 12 + (12 if half.casefold() == "p" else 0)
    elif later_than and number < 7:
        number += 12
    return f"{number:02d}:{minutes:02d}"
