"""What looks wrong in feeds that can be read: dates that cannot be right, no breaks, feeds that disagree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from switchrefresh.calendars.effects import LONG_CLOSURES, LONGEST, Effect, school_days
from switchrefresh.calendars.feeds import ParsedFeed
from switchrefresh.calendars.meanings import Meaning
from switchrefresh.calendars.model import DayView, Doubt, Tier
from switchrefresh.calendars.namedays import misplaced
from switchrefresh.calendars.titles import matchable
from switchrefresh.inventory.model import DayKind, Inventory

_OUT = frozenset({Meaning.CLOSED, Meaning.HOLIDAY, Meaning.NO_STUDENTS})
_IN = frozenset({Meaning.IN_SESSION, Meaning.EARLY_RELEASE, Meaning.LATE_START})
_OFF = frozenset({DayKind.BREAK, DayKind.HOLIDAY, DayKind.NO_STUDENTS})
ENOUGH_SCHOOL_DAYS = 60  # about three months; no school goes that long without a day off
LONG_BOOKING = 14 * 24 * 60  # minutes; a camp of two weeks is one
OFTEN = 5  # a title on so many dates is a weekly rule, which breaks are allowed to overrule
_BREAK = re.compile(
    r"\b(?P<name>winter|spring|fall|autumn|thanksgiving|christmas|easter|february) (?:break|recess|vacation)\b"
)


def doubts(
    effects: Sequence[Effect],
    feeds: Sequence[ParsedFeed],
    views: Mapping[str, Sequence[DayView]],
    inventory: Inventory,
) -> tuple[Doubt, ...]:
    """Everything that a person should look at once; nothing here changes a day by itself."""
    found = [
        *_dates(effects),
        *_strangers(effects),
        *_too_long(effects, inventory),
        *_no_breaks(views, inventory),
        *_contradictions(effects),
        *_other_spans(effects),
    ]
    known = {feed.report.path for feed in feeds}
    return tuple(dict.fromkeys(doubt for doubt in found if not doubt.path or doubt.path in known))


def _dates(effects: Iterable[Effect]) -> Iterable[Doubt]:
    """Holidays beside their date, and closures that only meet a weekend."""
    for effect in effects:
        event, meaning = effect.event, effect.reading.meaning
        if meaning not in _OUT or event.first is None or event.last is None or not effect.day_for:
            continue
        wrong = misplaced(matchable(event.title), event.first, event.last)
        if wrong is not None:
            name, real = wrong
            said = f'"{event.title}" is on {event.first:%A} {event.first}; {name} is on {real:%A} {real}'
            yield Doubt("holiday-date", effect.path, said)
        elif (event.last - event.first).days < 2 and event.first.weekday() >= 5 and event.last.weekday() >= 5:
            said = f'"{event.title}" on {event.first:%A} {event.first} closes nothing but a weekend'
            yield Doubt("weekend-closure", effect.path, said)


def _strangers(effects: Iterable[Effect]) -> Iterable[Doubt]:
    """Closures of one school by a name that no building has: they close nothing."""
    for effect in effects:
        if effect.stranger:
            said = f'"{effect.event.title}" names a school that buildings.yaml does not know: it closes none'
            yield Doubt("unknown-school", effect.path, said)


def _too_long(effects: Iterable[Effect], inventory: Inventory) -> Iterable[Doubt]:
    """Closures and bookings that go on and on: mostly the end has a wrong year."""
    for effect in effects:
        event = effect.event
        length = school_days(event, inventory) if effect.reading.meaning in LONG_CLOSURES and effect.day_for else 0
        if length > LONGEST and not effect.decided:
            said = f'"{event.title}" closes school for {length} days, {event.first} to {event.last}: is its end right?'
            yield Doubt("long-closure", effect.path, f"{said} It is asked before it counts")
        elif event.start is not None and event.end is not None and effect.blocks_time and event.minutes > LONG_BOOKING:
            days = int(event.minutes // 1440)
            said = f'"{event.title}" holds a building for {days} days, {event.start:%Y-%m-%d} to {event.end:%Y-%m-%d}'
            yield Doubt("long-booking", effect.path, f"{said}, day and night")


def _no_breaks(views: Mapping[str, Sequence[DayView]], inventory: Inventory) -> Iterable[Doubt]:
    """Schools that have no day off in months of a school year."""
    for year in inventory.district.school_years:
        without = []
        for key, days in views.items():
            if inventory.buildings[key].kind in {"office", "support"}:
                continue
            inside = [d for d in days if year.first_day <= d.date <= year.last_day and d.date.weekday() < 5]
            if len(inside) >= ENOUGH_SCHOOL_DAYS and not any(day.kind in _OFF for day in inside):
                without.append(key)
        if without:
            some = ", ".join(without[:8]) + (f" and {len(without) - 8} more" if len(without) > 8 else "")
            said = f"the school year {year.first_day}..{year.last_day} has no break, holiday or day off for {some}"
            yield Doubt("no-breaks", "", said)


def _contradictions(effects: Sequence[Effect]) -> Iterable[Doubt]:
    """One feed closes a building on a date on which another says that school is in."""
    out: dict[date, list[Effect]] = defaultdict(list)
    inside: dict[date, list[Effect]] = defaultdict(list)
    often: dict[str, int] = defaultdict(int)
    for effect in effects:
        if effect.reading.tier is not Tier.STRONG or not effect.day_for or effect.reading.implied:
            continue
        days = _whole_days(effect)
        if effect.reading.meaning in _OUT:
            for day in days:
                out[day].append(effect)
        elif effect.reading.meaning in _IN:
            often[effect.event.title] += len(days)
            for day in days:
                inside[day].append(effect)
    told: dict[tuple[str, ...], list[date]] = defaultdict(list)
    for day in sorted(out.keys() & inside.keys()):
        for a in out[day]:
            for b in inside[day]:
                if a.path != b.path and often[b.event.title] < OFTEN and a.day_for & b.day_for:
                    told[a.path, a.event.title, b.path, b.event.title].append(day)
    for (path, title, other, against), dates in told.items():
        more = f" and {len(dates) - 1} more dates" if len(dates) > 1 else ""
        yield Doubt("feeds-disagree", path, f'{dates[0]}{more}: "{title}" here, "{against}" in {other}')


def _other_spans(effects: Sequence[Effect]) -> Iterable[Doubt]:
    """The same break on other dates in two feeds that speak of the same building."""
    named: dict[str, list[Effect]] = defaultdict(list)
    for effect in effects:
        match = _BREAK.search(matchable(effect.event.title))
        if match is not None and effect.reading.meaning in _OUT and effect.day_for and effect.event.first is not None:
            named[match["name"]].append(effect)
    for name, group in named.items():
        spans: dict[str, list[Effect]] = defaultdict(list)
        for effect in group:
            spans[effect.path].append(effect)
        paths = sorted(spans)
        for n, path in enumerate(paths):
            for other in paths[n + 1 :]:
                yield from _differing(name, spans[path], spans[other])


def _differing(name: str, ours: Sequence[Effect], theirs: Sequence[Effect]) -> Iterable[Doubt]:
    near = timedelta(days=45)
    for effect in ours:
        others = [o for o in theirs if o.day_for & effect.day_for and abs(_first(o) - _first(effect)) <= near]
        if not others:
            continue
        mine = {day for o in ours if abs(_first(o) - _first(effect)) <= near for day in _whole_days(o)}
        yours = {day for o in others for day in _whole_days(o)}
        differ = sorted(day for day in mine ^ yours if day.weekday() < 5)
        if differ:
            shown = ", ".join(str(day) for day in differ[:3]) + (" ..." if len(differ) > 3 else "")
            yield Doubt("feeds-disagree", effect.path, f"{name} break differs from {others[0].path} on {shown}")
        return


def _first(effect: Effect) -> date:
    return effect.event.first or date.min


def _whole_days(effect: Effect) -> list[date]:
    first, last = effect.event.first, effect.event.last
    if first is None or last is None:
        return []
    return [first + timedelta(days=n) for n in range(min((last - first).days + 1, 400))]
