"""One building, day by day: kind, hours, what blocks them, and the open rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from switchrefresh.calendars.amounts import dismissal_on, start_on
from switchrefresh.calendars.effects import SCHOOL_DAY_MINUTES, Effect
from switchrefresh.calendars.events import Event
from switchrefresh.calendars.feeds import ParsedFeed
from switchrefresh.calendars.hours import Span, bells_on, instant, merge, moment_at, ranges_for, resolve, subtract
from switchrefresh.calendars.kinds import WHEN_WORDS, DayKindFound, KindRules
from switchrefresh.calendars.meanings import Meaning
from switchrefresh.calendars.model import Blocked, DayView, Interval, Tier
from switchrefresh.calendars.titles import clean
from switchrefresh.inventory.model import Building, DayKind, District

Taken = tuple[int, int, str]
T = TypeVar("T")


@dataclass
class BuildingSheet:
    """All that the calendars say about one building, sorted by date."""

    key: str
    building: Building
    zone: ZoneInfo
    day_effects: dict[date, list[Effect]] = field(default_factory=lambda: defaultdict(list))
    whole_days: dict[date, list[str]] = field(default_factory=lambda: defaultdict(list))
    frozen: dict[date, list[str]] = field(default_factory=lambda: defaultdict(list))
    taken: dict[date, list[Taken]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[date, list[str]] = field(default_factory=lambda: defaultdict(list))
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class DayRules:
    """The district's settings that decide about hours."""

    district: District
    kinds: KindRules
    first: date
    last: date
    seen: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: Hashable, work: Callable[[], T]) -> T:
        """The result of `work`, remembered: most schools of a district share bells, hours and feeds."""
        if key not in self.seen:
            self.seen[key] = work()
        found: T = self.seen[key]
        return found


def fill_sheet(
    sheet: BuildingSheet, effects: Mapping[str, Sequence[Effect]], feeds: Sequence[ParsedFeed], rules: DayRules
) -> None:
    """Sort a building's effects, freezes and unknown feeds into its sheet."""
    for effect in effects.get(sheet.key, ()):
        _add(sheet, effect, rules)
    for freeze in rules.district.freezes:
        if freeze.buildings is None or sheet.key in freeze.buildings:
            why = clean(freeze.why) or "no reason given"
            for day in freeze.dates:
                sheet.frozen[day].append(f"frozen: {why} (district.yaml)")
    for feed in feeds:
        if feed.source.unread and sheet.key in feed.scope and not feed.accepted:
            _leave_open(sheet, feed, rules)
    sheet.unknown = [feed.unknown_reason for feed in feeds if feed.unknown and sheet.key in feed.scope]


def _leave_open(sheet: BuildingSheet, feed: ParsedFeed, rules: DayRules) -> None:
    """Dates of which a feed says something that was not understood: unknown is never free."""
    for one in feed.source.unread:
        for number in range(max(one.first, rules.first).toordinal(), min(one.last, rules.last).toordinal() + 1):
            sheet.whole_days[date.fromordinal(number)].append(f"unknown: {feed.source.path}, {one.why}")


def _add(sheet: BuildingSheet, effect: Effect, rules: DayRules) -> None:
    reading, key, zone = effect.reading, sheet.key, sheet.zone
    if key in effect.day_for or key in effect.blocks_day:
        dates = rules.once(("dates", id(effect), zone.key), partial(_dates_of, effect, zone, rules))
        for day in dates:
            if key in effect.day_for:
                sheet.day_effects[day].append(effect)
            if key in effect.blocks_day and reading.also:
                sheet.whole_days[day].append(f"{_BLOCK_WORDS[min(reading.also)]}: {effect.named}")
    if key in effect.blocks_time:
        days, taken = rules.once(("taken", id(effect), zone.key), lambda: _taken(effect, zone, rules))
        for day in days:
            sheet.taken[day].append(taken)


def _dates_of(effect: Effect, zone: ZoneInfo, rules: DayRules) -> list[date]:
    """The dates that an event changes; one with times closes only those whose school hours it mostly takes.

    A break from Friday 15:00 to Monday 8:00 leaves the students in school on both days.
    """
    dates = list(effect.event.dates(zone, rules.first, rules.last))
    closes = effect.reading.meaning in _EMPTIES and not effect.reading.also
    if not closes or effect.event.minutes < SCHOOL_DAY_MINUTES:
        return dates
    return [day for day in dates if _school_minutes(effect.event, day, zone) >= SCHOOL_DAY_MINUTES]


def _school_minutes(event: Event, day: date, zone: ZoneInfo) -> int:
    """How much of a school day's time a timed event takes."""
    if event.start is None or event.end is None:
        return 0
    first, last = (instant(day, minutes, zone) for minutes in _SCHOOL_HOURS)
    return int(min(event.end.timestamp(), last) - max(event.start.timestamp(), first)) // 60


_ASKED_WORDS = {
    Meaning.CLOSED: "everybody out",
    Meaning.NO_STUDENTS: "students out",
    Meaning.IN_SESSION: "a school day",
    Meaning.EARLY_RELEASE: "early release",
    Meaning.LATE_START: "late start",
    Meaning.BLACKOUT: "testing",
}
_EMPTIES = frozenset({Meaning.CLOSED, Meaning.HOLIDAY, Meaning.NO_STUDENTS, Meaning.SUMMER})
_SCHOOL_HOURS = (7 * 60, 16 * 60)
_BLOCK_WORDS = {
    Meaning.BLACKOUT: "testing",
    Meaning.POLLING: "polling",
    Meaning.IT_WINDOW: "another team's IT window",
    Meaning.FREEZE: "frozen",
}


def _taken(effect: Effect, zone: ZoneInfo, rules: DayRules) -> tuple[list[date], Taken]:
    """An event's time and the padding around it, and every date that it reaches."""
    event, padding = effect.event, rules.district.event_padding
    if event.start is not None and event.end is not None:
        start, end = int(event.start.timestamp()) // 60 * 60, -(-int(event.end.timestamp()) // 60) * 60
    else:
        start, end = instant(event.first or rules.first, 0, zone), instant(event.last or rules.last, 1440, zone)
    start, end = start - padding.before * 60, end + padding.after * 60
    around = f", {_padding(padding.before, padding.after)} kept free" if padding.before or padding.after else ""
    day = max(moment_at(start, zone).date(), rules.first)
    days = (min(moment_at(end, zone).date(), rules.last) - day).days + 1
    return [day + timedelta(days=n) for n in range(days)], (start, end, f"booked: {effect.named}{around}")


def _padding(before: int, after: int) -> str:
    return f"{before} min around it" if before == after else f"{before} min before and {after} min after it"


def day_views(sheet: BuildingSheet, rules: DayRules) -> tuple[DayView, ...]:
    """Every date of the range, once."""
    days = (rules.last - rules.first).days + 1
    own = (sheet.key,) if sheet.building.hours else ()
    shared = (sheet.zone.key, sheet.building.bells, own, *sheet.unknown)
    found = []
    for day in (rules.first + timedelta(days=n) for n in range(max(days, 0))):
        effects = (id(effect) for effect in sheet.day_effects.get(day, ()))
        whole = (tuple(sheet.whole_days.get(day, ())), tuple(sheet.frozen.get(day, ())))
        key = (day, shared, *effects, *whole, *sheet.taken.get(day, ()))
        found.append(rules.once(key, partial(_view, sheet, day, rules)))
    return tuple(found)


def hours_on(sheet: BuildingSheet, day: date, found: DayKindFound, rules: DayRules) -> list[Span]:
    """The hours of a day of the found kind, in minutes after midnight."""
    bells = sheet.building.bells
    start = start_on(found.effect, bells) if found.kind is DayKind.LATE_START else None
    dismissal = dismissal_on(found.effect, bells, day, sheet.zone) if found.kind is DayKind.EARLY_RELEASE else None
    today = bells_on(found.kind, bells, start, dismissal)
    return resolve(ranges_for(sheet.building, rules.district, found.kind), day.weekday(), today)


def _view(sheet: BuildingSheet, day: date, rules: DayRules) -> DayView:
    effects = sheet.day_effects.get(day, [])
    found = rules.kinds.kind(day, effects)
    hours = hours_on(sheet, day, found, rules)
    spans = merge((instant(day, start, sheet.zone), instant(day, end, sheet.zone)) for start, end in hours)
    whole = [*sheet.whole_days.get(day, []), *sheet.unknown, *_may_be_school(effects, day, rules, found.kind)]
    frozen, zone = sheet.frozen.get(day, []), sheet.zone
    taken = _taken_on(sheet, day, spans, [*frozen, *whole])
    reasons = [found.reason, _hours_reason(sheet, hours, found.kind), *_open_questions(effects, day, rules)]
    return DayView(
        date=day,
        kind=found.kind,
        open=_left(spans, taken, zone),
        reasons=tuple(dict.fromkeys([*reasons, *frozen, *whole])),
        blocked=tuple(Blocked(moment_at(start, zone), moment_at(end, zone), why) for start, end, why in taken),
        thawed=_left(spans, _taken_on(sheet, day, spans, whole), zone) if frozen else None,
    )


def _left(spans: list[Span], taken: Sequence[Taken], zone: ZoneInfo) -> tuple[Interval, ...]:
    """What of the hours is not taken."""
    left = subtract(spans, ((start, end) for start, end, _ in taken))
    return tuple(Interval(moment_at(start, zone), moment_at(end, zone)) for start, end in left)


def _may_be_school(effects: Sequence[Effect], day: date, rules: DayRules, kind: DayKind) -> list[str]:
    """Make-up days that nobody has released yet: not booked, because a snow day in winter makes them school days."""
    if kind in {DayKind.WEEKEND, DayKind.SCHOOL_DAY, DayKind.EARLY_RELEASE, DayKind.LATE_START}:
        return []
    return [
        f"may yet become a school day: {effect.named}"
        for effect in effects
        if (reading := rules.kinds.on(effect, day)).meaning is Meaning.IN_SESSION and reading.tier is Tier.MEDIUM
    ]


def _taken_on(sheet: BuildingSheet, day: date, spans: list[Span], whole: Sequence[str]) -> list[Taken]:
    """What is taken out of the hours, cut to the hours, in order; `whole` are reasons that take the date."""
    found = {(start, end, why) for start, end in spans for why in whole}
    for begin, stop, why in sheet.taken.get(day, []):
        found |= {(max(s, begin), min(e, stop), why) for s, e in spans if max(s, begin) < min(e, stop)}
    return sorted(found)


def _hours_reason(sheet: BuildingSheet, hours: list[Span], kind: DayKind) -> str:
    whose = sheet.building.name if kind in sheet.building.hours else "district.yaml"
    spans = ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in hours) or "none"
    return f"hours: {spans} {WHEN_WORDS[kind]} ({whose})"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _open_questions(effects: Sequence[Effect], day: date, rules: DayRules) -> list[str]:
    if day.weekday() >= 5:
        return []
    return [
        f"not counted until a person confirms it ({_asked(reading.meaning)}?): {effect.named}"
        for effect in effects
        if (reading := rules.kinds.on(effect, day)).tier is Tier.MEDIUM
    ]


def _asked(meaning: Meaning | None) -> str:
    return _ASKED_WORDS.get(meaning, str(meaning)) if meaning is not None else "a day off"
