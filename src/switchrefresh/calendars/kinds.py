"""The kind of one day for one building: the first that applies, in the order of design section 4."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from switchrefresh.calendars.breaks import SUMMER_BREAK
from switchrefresh.calendars.effects import Effect
from switchrefresh.calendars.meanings import Meaning, Reading
from switchrefresh.calendars.model import Tier
from switchrefresh.calendars.publicdays import PublicDays
from switchrefresh.calendars.titles import matchable
from switchrefresh.inventory.model import DayKind, SchoolYear

# How reasons call the kinds of day; the kinds themselves are words of the files.
KIND_WORDS = {
    DayKind.SCHOOL_DAY: "school day",
    DayKind.EARLY_RELEASE: "early release",
    DayKind.LATE_START: "late start",
    DayKind.NO_STUDENTS: "students out, staff in",
    DayKind.BREAK: "break",
    DayKind.SUMMER: "summer",
    DayKind.WEEKEND: "weekend",
    DayKind.HOLIDAY: "holiday",
}
# "hours: 16:00-21:00 when students are out and staff in".
WHEN_WORDS = {
    DayKind.SCHOOL_DAY: "on a school day",
    DayKind.EARLY_RELEASE: "on a day of early release",
    DayKind.LATE_START: "on a day of late start",
    DayKind.NO_STUDENTS: "when students are out and staff in",
    DayKind.BREAK: "in a break",
    DayKind.SUMMER: "in summer",
    DayKind.WEEKEND: "on a weekend",
    DayKind.HOLIDAY: "on a holiday",
}


@dataclass(frozen=True)
class DayKindFound:
    """The kind, the sentence that says why, and the effect behind it, if an event is."""

    kind: DayKind
    reason: str
    effect: Effect | None = None


@dataclass(frozen=True)
class KindRules:
    """What the kind of a day depends on besides its events."""

    school_years: tuple[SchoolYear, ...]
    public: PublicDays

    def year(self, day: date) -> SchoolYear | None:
        return next((year for year in self.school_years if year.first_day <= day <= year.last_day), None)

    def on(self, effect: Effect, day: date) -> Reading:
        """The reading of an effect on one of its dates: a holiday's name counts only on that holiday."""
        reading = effect.reading
        if reading.by_name and reading.tier is Tier.STRONG and not effect.decided and not self.public.agrees(day):
            return replace(reading, tier=Tier.MEDIUM)
        if reading.month_days and reading.meaning is Meaning.CLOSED and day.day not in reading.month_days:
            return replace(reading, meaning=Meaning.NO_STUDENTS)
        if reading.meaning is Meaning.CLOSED and self.year(day) is None and _only_summer(effect.event.title):
            # "Summer Break" outside the school year names what the day already is.
            return replace(reading, meaning=Meaning.SUMMER)
        return reading

    def kind(self, day: date, effects: Sequence[Effect], assume: Effect | None = None) -> DayKindFound:
        """The kind of a date; `assume` is an effect to be taken as confirmed, to see what a yes would change."""
        if day.weekday() >= 5:
            return DayKindFound(DayKind.WEEKEND, f"weekend: {day:%A}")
        confirmed: dict[Meaning, Effect] = {}
        for effect in sorted(effects, key=_implied_last):
            reading = self.on(effect, day)
            if reading.meaning is None or not (reading.tier is Tier.STRONG or effect is assume):
                continue
            if reading.implied and confirmed:
                continue
            known = confirmed.get(reading.meaning)
            if known is None or effect.narrow > known.narrow:
                confirmed[reading.meaning] = effect
        return self._first(day, _narrowest(confirmed))

    def _first(self, day: date, confirmed: dict[Meaning, Effect]) -> DayKindFound:
        if (effect := confirmed.get(Meaning.IN_SESSION)) is not None:
            return _because(DayKind.SCHOOL_DAY, effect)
        if (effect := confirmed.get(Meaning.HOLIDAY)) is not None:
            return _because(DayKind.HOLIDAY, effect)
        closure = confirmed.get(Meaning.CLOSED)
        if closure is not None and (name := self.public.name(day, closure.event.title)) is not None:
            return DayKindFound(DayKind.HOLIDAY, f"holiday ({name}): {closure.named}", closure)
        for meaning, kind in _ORDER:
            if (effect := confirmed.get(meaning)) is not None:
                return _because(kind, effect)
        return self._default(day)

    def _default(self, day: date) -> DayKindFound:
        year = self.year(day)
        if year is not None:
            return DayKindFound(
                DayKind.SCHOOL_DAY, f"school day: in the school year {year.first_day}..{year.last_day} (district.yaml)"
            )
        if not self.school_years:
            return DayKindFound(DayKind.SCHOOL_DAY, "school day: district.yaml names no school_years, so none is over")
        return DayKindFound(DayKind.SUMMER, "summer: outside every school year (district.yaml)")


def _implied_last(effect: Effect) -> bool:
    return effect.reading.implied


def _narrowest(confirmed: dict[Meaning, Effect]) -> dict[Meaning, Effect]:
    """Without a day off for everybody where another row gives this school a short day by its name or level.

    "No School" beside "Early Release - High School": in the high school there are students until the bell.
    """
    out = confirmed.get(Meaning.NO_STUDENTS)
    parts = [confirmed[m].narrow for m in (Meaning.EARLY_RELEASE, Meaning.LATE_START) if m in confirmed]
    if out is None or not parts or max(parts) <= out.narrow:
        return confirmed
    return {meaning: effect for meaning, effect in confirmed.items() if meaning is not Meaning.NO_STUDENTS}


_ORDER = (
    (Meaning.NO_STUDENTS, DayKind.NO_STUDENTS),
    (Meaning.CLOSED, DayKind.BREAK),
    (Meaning.EARLY_RELEASE, DayKind.EARLY_RELEASE),
    (Meaning.LATE_START, DayKind.LATE_START),
    (Meaning.SUMMER, DayKind.SUMMER),
)
_CLOSING_WORD = re.compile(r"\bclosed\b|\bholiday\b")


def _only_summer(title: str) -> bool:
    text = matchable(title)
    return SUMMER_BREAK.search(text) is not None and _CLOSING_WORD.search(text) is None


def _because(kind: DayKind, effect: Effect) -> DayKindFound:
    return DayKindFound(kind, f"{KIND_WORDS[kind]}: {effect.named}", effect)
