"""One building, day by day: kind, hours, what blocks them, and the open rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from switchrefresh.calendars.amounts import dismissal_on, start_on
from switchrefresh.calendars.effects import Effect
from switchrefresh.calendars.feeds import ParsedFeed
from switchrefresh.calendars.hours import Span, bells_on, instant, merge, moment_at, ranges_for, resolve, subtract
from switchrefresh.calendars.kinds import DayKindFound, KindRules
from switchrefresh.calendars.meanings import Meaning
from switchrefresh.calendars.model import Blocked, DayView, Interval, Tier
from switchrefresh.calendars.titles import clean
from switchrefresh.inventory.model import Building, DayKind, District

_DAY = timedelta(days=1)
Taken = tuple[int, int, str]


@dataclass
class BuildingSheet:
    """All that the calendars say about one building, sorted by date."""

    key: str
    building: Building
    zone: ZoneInfo
    day_effects: dict[date, list[Effect]] = field(default_factory=lambda: defaultdict(list))
    whole_days: dict[date, list[str]] = field(default_factory=lambda: defaultdict(list))
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
                sheet.whole_days[day].append(f"frozen: {why} (district.yaml)")
    sheet.unknown = [feed.unknown_reason for feed in feeds if feed.unknown and sheet.key in feed.scope]


def _add(sheet: BuildingSheet, effect: Effect, rules: DayRules) -> None:
    reading, key = effect.reading, sheet.key
    if key in effect.day_for or key in effect.blocks_day:
        for day in effect.event.dates(sheet.zone, rules.first, rules.last):
            if key in effect.day_for:
                sheet.day_effects[day].append(effect)
            if key in effect.blocks_day and reading.also:
                sheet.whole_days[day].append(f"{_BLOCK_WORDS[min(reading.also)]}: {effect.named}")
    if key in effect.blocks_time:
        _take(sheet, effect, rules)


_BLOCK_WORDS = {
    Meaning.BLACKOUT: "testing",
    Meaning.POLLING: "polling",
    Meaning.IT_WINDOW: "another team's IT window",
    Meaning.FREEZE: "frozen",
}


def _take(sheet: BuildingSheet, effect: Effect, rules: DayRules) -> None:
    """An event's time and the padding around it, noted on every date that it reaches."""
    event, padding = effect.event, rules.district.event_padding
    if event.start is not None and event.end is not None:
        start, end = int(event.start.timestamp()) // 60 * 60, -(-int(event.end.timestamp()) // 60) * 60
    elif event.first is not None and event.last is not None:
        start, end = instant(event.first, 0, sheet.zone), instant(event.last, 1440, sheet.zone)
    else:
        return
    start, end = start - padding.before * 60, end + padding.after * 60
    around = f", {_padding(padding.before, padding.after)} kept free" if padding.before or padding.after else ""
    reason = f"booked: {effect.named}{around}"
    day, stop = moment_at(start, sheet.zone).date(), moment_at(end, sheet.zone).date()
    day, stop = max(day, rules.first), min(stop, rules.last)
    while day <= stop:
        sheet.taken[day].append((start, end, reason))
        day += _DAY


def _padding(before: int, after: int) -> str:
    return f"{before} min around it" if before == after else f"{before} min before and {after} min after it"


def day_views(sheet: BuildingSheet, rules: DayRules) -> tuple[DayView, ...]:
    """Every date of the range, once."""
    days = (rules.last - rules.first).days + 1
    return tuple(_view(sheet, rules.first + timedelta(days=n), rules) for n in range(max(days, 0)))


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
    taken = _taken_on(sheet, day, spans)
    left = subtract(spans, ((start, end) for start, end, _ in taken))
    reasons = [found.reason, _hours_reason(sheet, hours, found.kind), *_open_questions(effects, day, rules)]
    reasons += sheet.whole_days.get(day, []) + sheet.unknown
    zone = sheet.zone
    return DayView(
        date=day,
        kind=found.kind,
        open=tuple(Interval(moment_at(start, zone), moment_at(end, zone)) for start, end in left),
        reasons=tuple(dict.fromkeys(reasons)),
        blocked=tuple(Blocked(moment_at(start, zone), moment_at(end, zone), why) for start, end, why in taken),
    )


def _taken_on(sheet: BuildingSheet, day: date, spans: list[Span]) -> list[Taken]:
    """What is taken out of the hours, cut to the hours, in order."""
    whole = sheet.whole_days.get(day, []) + sheet.unknown
    found = {(start, end, why) for start, end in spans for why in whole}
    for begin, stop, why in sheet.taken.get(day, []):
        found |= {(max(s, begin), min(e, stop), why) for s, e in spans if max(s, begin) < min(e, stop)}
    return sorted(found)


def _hours_reason(sheet: BuildingSheet, hours: list[Span], kind: DayKind) -> str:
    whose = sheet.building.name if kind in sheet.building.hours else "district.yaml"
    if not hours:
        return f"hours: none on a {kind} ({whose})"
    return "hours: " + ", ".join(f"{_clock(start)}..{_clock(end)}" for start, end in hours) + f" on a {kind} ({whose})"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _open_questions(effects: Sequence[Effect], day: date, rules: DayRules) -> list[str]:
    if day.weekday() >= 5:
        return []
    return [
        f"not counted until a person confirms it ({reading.meaning}?): {effect.named}"
        for effect in effects
        if (reading := rules.kinds.on(effect, day)).tier is Tier.MEDIUM
    ]
