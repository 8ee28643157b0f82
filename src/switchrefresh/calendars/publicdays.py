"""Public holidays, to tell a closure that is a holiday from one that is a break day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from switchrefresh.calendars.titles import matchable
from switchrefresh.inventory.model import Holidays

# The federal holidays of the United States as school calendars write them.
_NAMED = re.compile(
    r"\b(?:new year'?s?'? day|martin luther\.? king|mlk|(?:presidents?|washington)'?s?'? (?:day|birthday)|memorial day"
    r"|juneteenth|independence day|(?:4th|fourth) of july|july (?:4th|fourth)|labou?r day|columbus day"
    r"|indigenous peoples?'?s?'? day|veterans?'?s?'? day|thanksgiving day|christmas day)\b"
)


@dataclass(frozen=True)
class PublicDays:
    """The holidays of the district's state, those of its country, and whether it said which."""

    state: Mapping[date, str]
    country: Mapping[date, str]
    known: bool

    def name(self, day: date, title: str) -> str | None:
        """The holiday that a closure on this day is, or None.

        A state's list may lack a holiday of the country: then a closure on it that bears its name is one too. Without
        a list the name alone decides.
        """
        if day in self.state:
            return self.country.get(day, self.state[day])
        named = _NAMED.search(matchable(title))
        if named is None or (self.known and day not in self.country):
            return None
        return self.country.get(day, named[0])

    def agrees(self, day: date) -> bool:
        """Whether a title that is only a holiday's name may be believed on this date."""
        return not self.known or day in self.state or day in self.country


def public_days(setting: Holidays | None, first: date, last: date) -> PublicDays:
    """The public holidays from `first` to `last`, observed days included (source: the `holidays` package)."""
    if setting is None:
        return PublicDays({}, {}, known=False)
    import holidays

    years = range(first.year, last.year + 1)
    try:
        country = dict(holidays.country_holidays(setting.country, years=years))
    except (NotImplementedError, KeyError):
        return PublicDays({}, {}, known=False)
    try:
        state = dict(holidays.country_holidays(setting.country, subdiv=setting.subdivision, years=years))
    except (NotImplementedError, KeyError):
        state = country
    return PublicDays(state, country, known=True)
