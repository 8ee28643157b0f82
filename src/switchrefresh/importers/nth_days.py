"""Rules that name some weekdays of a month or every other one ("second Friday of each month"), as dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from switchrefresh.importers.month_names import WEEKDAYS

_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_WHICH = rf"(?:{'|'.join(_ORDINALS)})"
_DAY = r"(?:mon|tues|wednes|thurs|fri)day"
_NTH = re.compile(
    rf"\b(?P<which>{_WHICH}(?: *(?:,|&|/|and|or) *(?:the )?{_WHICH})*) (?P<day>{_DAY})(?P<many>s)?\b", re.I
)
_OF_MONTH = re.compile(r"\bof (?:the|each|every|a) month\b|\bmonthly\b|\b(?:each|every) month\b", re.IGNORECASE)
_OTHER = re.compile(rf"\bevery (?:other|second|2nd) (?P<day>{_DAY})s?\b|\balternat(?:e|ing) (?P<days>{_DAY})s?\b", re.I)


@dataclass(frozen=True, slots=True)
class NthDays:
    """Some weekdays of each month (`which`, -1 is the last), or with none of them every other week."""

    weekday: int
    which: tuple[int, ...] = ()

    def dates(self, first: date, last: date) -> list[date]:
        """The dates meant between both, these included; every other week counts from the first one."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        days = [day for day in days if day.weekday() == self.weekday]
        if not self.which:
            return days[::2]
        return [day for day in days if self._is_meant(day)]

    def _is_meant(self, day: date) -> bool:
        number = (day.day - 1) // 7 + 1
        return number in self.which or (-1 in self.which and (day + timedelta(days=7)).month != day.month)


def nth_days(text: str) -> NthDays | None:
    """The rule that a line states, or None: one weekday, and a word that makes it a rule of every month."""
    other = _OTHER.search(text)
    if other is not None:
        return NthDays(_weekday(other["day"] or other["days"]))
    found = list(_NTH.finditer(text))
    if len(found) != 1 or not (found[0]["many"] or _OF_MONTH.search(text)):
        return None
    which = re.findall(_WHICH, found[0]["which"], re.IGNORECASE)
    return NthDays(_weekday(found[0]["day"]), tuple(_ORDINALS[word.casefold()] for word in which))


def _weekday(name: str) -> int:
    return WEEKDAYS.index(name[:3].casefold())
