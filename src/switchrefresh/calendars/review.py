"""The questions that are left for a person: titles that may change a day, most freed hours first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from switchrefresh.calendars.days import BuildingSheet, DayRules, hours_on
from switchrefresh.calendars.effects import Effect
from switchrefresh.calendars.meanings import Meaning
from switchrefresh.calendars.model import Question, Tier
from switchrefresh.calendars.titles import title_key

_NOWHERE: frozenset[str] = frozenset()


@dataclass
class _Asked:
    """One question being gathered over dates and buildings."""

    title: str
    suggested: Meaning
    otherwise: Meaning = Meaning.IGNORE
    dates: set[date] = field(default_factory=set)
    buildings: set[str] = field(default_factory=set)
    feeds: set[str] = field(default_factory=set)
    minutes: int = 0


def open_questions(sheets: Iterable[BuildingSheet], blocks: Sequence[Effect], rules: DayRules) -> tuple[Question, ...]:
    """Every title that waits for a yes or no, once; a yes is kept as `suggested` under `key`.

    `hours_freed` is an estimate: hours of the suggested kind less those of the day as it counts now, events left aside;
    where the question is whether the building is in use, those that a no gives back.
    """
    asked: dict[tuple[str, Meaning], _Asked] = {}
    for sheet in sheets:
        for day, effects in sheet.day_effects.items():
            if day.weekday() < 5 and rules.first <= day <= rules.last:
                for effect in effects:
                    _ask(asked, sheet, day, effect, effects, rules)
    for effect in blocks:
        _ask_block(asked, effect, rules, sheets)
    found = [_question(key, one) for (key, _), one in asked.items()]
    return tuple(sorted(found, key=lambda q: (-q.hours_freed, -len(q.dates) * len(q.buildings), q.dates, q.title)))


def _ask(
    asked: dict[tuple[str, Meaning], _Asked],
    sheet: BuildingSheet,
    day: date,
    effect: Effect,
    effects: Sequence[Effect],
    rules: DayRules,
) -> None:
    if effect.decided:
        return
    reading = rules.kinds.on(effect, day)
    if reading.tier is Tier.MEDIUM and reading.meaning is not None:
        suggested, assumed = reading.meaning, effect
    elif reading.staff and reading.meaning is Meaning.NO_STUDENTS:
        # "No School": students are out for sure; whether staff are is the question.
        suggested = Meaning.CLOSED
        assumed = replace(effect, reading=replace(reading, meaning=Meaning.CLOSED, month_days=frozenset()))
    else:
        return
    now = rules.kinds.kind(day, effects)
    then = rules.kinds.kind(day, [assumed if one is effect else one for one in effects], assume=assumed)
    if now.kind is then.kind and suggested is not Meaning.IN_SESSION:
        return
    one = asked.setdefault((title_key(effect.event.title), suggested), _Asked(effect.event.title, suggested))
    one.otherwise = Meaning.NO_STUDENTS if reading.staff else Meaning.IGNORE
    one.dates.add(day)
    one.buildings.add(sheet.key)
    one.feeds.add(effect.path)
    if suggested is Meaning.IN_SESSION:
        # A make-up day is never good news for a crew.
        return
    gained = sum(e - s for s, e in hours_on(sheet, day, then, rules))
    one.minutes += max(0, gained - sum(e - s for s, e in hours_on(sheet, day, now, rules)))


def _ask_block(
    asked: dict[tuple[str, Meaning], _Asked], effect: Effect, rules: DayRules, sheets: Iterable[BuildingSheet]
) -> None:
    """A title that may be a test or an event; of one with hours nobody is asked.

    A yes to a test takes hours away, so it frees none; an event has taken its days until a no frees them.
    """
    meaning = effect.reading.meaning
    where = effect.blocks_day or (_NOWHERE if effect.event.timed else effect.blocks_time)
    zone = next((sheet.zone for sheet in sheets if sheet.key in where), None)
    if effect.decided or effect.reading.tier is not Tier.MEDIUM or meaning is None or zone is None:
        return
    dates = set(effect.event.dates(zone, rules.first, rules.last))
    if dates:
        one = asked.setdefault((title_key(effect.event.title), meaning), _Asked(effect.event.title, meaning))
        one.dates |= dates
        one.buildings |= where
        if meaning is Meaning.EVENT:
            one.minutes += sum(_minutes(sheet, day, rules) for sheet in sheets if sheet.key in where for day in dates)
        one.feeds.add(effect.path)


def _minutes(sheet: BuildingSheet, day: date, rules: DayRules) -> int:
    found = rules.kinds.kind(day, sheet.day_effects.get(day, []))
    return sum(end - start for start, end in hours_on(sheet, day, found, rules))


def _question(key: str, one: _Asked) -> Question:
    return Question(
        title=one.title,
        dates=tuple(sorted(one.dates)),
        suggested=str(one.suggested),
        tier=Tier.MEDIUM,
        buildings=tuple(sorted(one.buildings)),
        hours_freed=round(one.minutes / 60, 1),
        key=key,
        feeds=tuple(sorted(one.feeds)),
        otherwise=str(one.otherwise),
    )
