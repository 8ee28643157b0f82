"""Times and amounts in titles ("2.5 Hr. Early Release", "Dismissal at 12:45") as bells of that day."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

from switchrefresh.calendars.effects import Effect
from switchrefresh.calendars.meanings import Meaning
from switchrefresh.calendars.titles import matchable
from switchrefresh.inventory.model import Bells

_NUMBERS = {"one": 1.0, "two": 2.0, "three": 3.0, "half": 0.5, "an": 1.0, "one-half": 0.5}
_AMOUNT = re.compile(r"(?<![\w.:])(\d{1,3}(?:\.\d{1,2})?|one|two|three|an)[ -]*(hours?|hrs?|h|minutes?|mins?)\b\.?")
_BARE = re.compile(r"^\W*([1-4](?:\.\d{1,2})?)[ -]+(?=early|late)")
_CLOCK = re.compile(r"(?<![\d:.])(1[0-2]|0?[1-9]):([0-5]\d)(?: ?([ap])\.?m\b)?|(?<![\d:.])(1[0-2]|[1-9]) ?([ap])\.?m\b")


def dismissal_on(effect: Effect | None, bells: Bells | None, day: date, zone: ZoneInfo) -> int | None:
    """Dismissal that an early release event gives, in minutes after midnight; None leaves it to the bells.

    A time or amount in the title counts when there is exactly one. The hours of a timed event mean dismissal in some
    districts, the whole short day or the free afternoon in others. Where the building has a bell for such days, the
    later of the two counts: a crew that waits loses minutes, one that is early meets a school in session.
    """
    if effect is None or bells is None or effect.reading.meaning is not Meaning.EARLY_RELEASE:
        return None
    low, high = bells.start or 0, bells.dismissal
    said = _said(effect.event.title, -1, high, low, high or 1440)
    if said is not None:
        return max(said, bells.early_dismissal or 0)
    if effect.event.start is None or effect.event.end is None or bells.early_dismissal is None:
        return None
    begins, ends = effect.event.start.astimezone(zone), effect.event.end.astimezone(zone)
    times = [m.hour * 60 + m.minute for m in (begins, ends) if m.date() == day]
    inside = [m for m in times if high is not None and bells.early_dismissal < m < high]
    return max(inside, default=None)


def start_on(effect: Effect | None, bells: Bells | None) -> int | None:
    """Start of school that a late start's title gives, in minutes after midnight; None leaves it to the bells.

    The earlier of the title's time and the building's late bell, for the reason given above.
    """
    if effect is None or bells is None or effect.reading.meaning is not Meaning.LATE_START:
        return None
    said = _said(effect.event.title, 1, bells.start, bells.start or 0, bells.dismissal or 1440)
    return None if said is None else min(said, bells.late_start or said)


def _said(title: str, sign: int, bell: int | None, low: int, high: int) -> int | None:
    text = matchable(title)
    clocks = [_clock(match) for match in _CLOCK.finditer(text)]
    if len(clocks) == 1:
        return clocks[0] if low < clocks[0] < high else None
    amounts = [_amount(match[1], match[2]) for match in _AMOUNT.finditer(text)]
    amounts = amounts or [_amount(match[1], "hours") for match in _BARE.finditer(text)]
    if clocks or len(amounts) != 1 or bell is None:
        return None
    found = bell + sign * amounts[0]
    return found if low < found < high else None


def _amount(number: str, unit: str) -> int:
    value = _NUMBERS.get(number) or float(number)
    return round(value * 60) if unit.startswith("h") else round(value)


def _clock(match: re.Match[str]) -> int:
    hour, half = int(match[1] or match[4]), match[3] or match[5]
    # School times without a.m. or p.m.: before seven is the afternoon.
    afternoon = half == "p" or (half is None and hour < 7)
    return (hour % 12 + (12 if afternoon or (half is None and hour == 12) else 0)) * 60 + int(match[2] or 0)
