"""Rules about crews and dates: C2 (one crew in a building), C3, C4, C9, C10 (building and date) and C13."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from switchrefresh.inventory.model import Crew
from switchrefresh.planning.checker_facts import (
    Facts,
    Visit,
    grouped,
    minutes,
    say,
    shift_bounds,
    travel_minutes,
)
from switchrefresh.planning.model import Violation


def break_crew_rules(facts: Facts) -> Iterator[Violation]:
    """Rules that compare the windows of a crew, a building or a date."""
    yield from _buildings(facts)
    yield from _buildings_per_day(facts)
    for crew, visits in grouped((v.window.crew, v) for v in facts.visits).items():
        yield from _crew(facts, crew, sorted(visits, key=lambda v: (v.start, v.end)))


def _buildings(facts: Facts) -> Iterator[Violation]:
    """C2: one crew at a time and per date; C10: switches in a building on one date."""
    most = facts.district.policy.max_switches_per_window
    for (building, day), visits in grouped(((v.window.building, v.day), v) for v in facts.visits).items():
        if all(v.past for v in visits):
            continue
        last = visits[-1].window.id
        crews = sorted({v.window.crew for v in visits})
        if len(crews) > 1:
            yield Violation("C2", f"{building} has {len(crews)} crews on {day}: {', '.join(crews)}.", last)
        total = sum(len(v.jobs) for v in visits)
        if most is not None and len(visits) > 1 and total > most:
            yield Violation("C10", f"{building} has {total} switches on {day}; at most {most}.", last)
    for building, visits in grouped((v.window.building, v) for v in facts.visits).items():
        ordered = sorted(visits, key=lambda v: (v.start, v.end))
        for one, two in pairwise(ordered):
            if two.start < one.end and one.window.crew != two.window.crew and one.day != two.day:
                text = f"{one.window.id} and {two.window.id} are in {building} at the same time."
                yield Violation("C2", text, two.window.id)


def _buildings_per_day(facts: Facts) -> Iterator[Violation]:
    """C9: buildings with a window on a date, each by its own calendar date."""
    most = facts.district.policy.max_buildings_per_day
    for day, visits in sorted(grouped((v.day, v) for v in facts.visits).items()):
        names = sorted({v.window.building for v in visits})
        if most is not None and len(names) > most and not all(v.past for v in visits):
            yield Violation("C9", f"{len(names)} buildings on {day} ({', '.join(names)}); at most {most}.")


def _crew(facts: Facts, key: str, visits: list[Visit]) -> Iterator[Violation]:
    crew = facts.district.crews.get(key)
    if crew is None:
        for visit in visits:
            if not visit.past:
                yield Violation("C3", f"{visit.window.id}: there is no crew {key}.", visit.window.id)
        return
    yield from _travel(facts, key, visits)
    shifts: dict[date, str | None] = {}
    for day, worked in sorted(grouped((v.crew_day, v) for v in visits).items()):
        shifts[day] = _shift(facts, crew, day, worked)
        if not all(v.past for v in worked):
            yield from _crew_day(facts, key, crew, day, worked, shifts[day])
    fresh = {v.crew_day for v in visits if not v.past}
    yield from _limits(key, crew, shifts, fresh)


def _travel(facts: Facts, key: str, visits: list[Visit]) -> Iterator[Violation]:
    """C4: time enough between one window and the next."""
    for one, two in pairwise(visits):
        needs = travel_minutes(facts.inventory, one.window.building, two.window.building)
        has = minutes(one.end, two.start)
        if has < needs and not (one.past and two.past):
            way = f"from {one.window.id} in {one.window.building} to {two.window.id} in {two.window.building}"
            yield Violation("C4", f"{key} has {say(has)} {way}; it takes {needs} min.", two.window.id)


def _span(facts: Facts, crew: Crew, worked: list[Visit]) -> tuple[timedelta, timedelta]:
    """Travel from the base before the first window, and back to it after the last; the longer way where two tie."""

    def longest(buildings: set[str]) -> timedelta:
        return timedelta(minutes=max(travel_minutes(facts.inventory, crew.base, key) for key in buildings))

    begin, end = min(v.start for v in worked), max(v.end for v in worked)
    first = longest({v.window.building for v in worked if v.start == begin})
    return first, longest({v.window.building for v in worked if v.end == end})


def _shift(facts: Facts, crew: Crew, day: date, worked: list[Visit]) -> str | None:
    """The shift that holds the whole day's work with its travel; the weekday shift is asked before the evening."""
    zone = ZoneInfo(facts.inventory.zone(crew.base))
    out, home = _span(facts, crew, worked)
    begin, end = worked[0].start - out, max(v.end for v in worked) + home
    for name in ("weekday", "evening") if day.weekday() < 5 else ("weekend",):
        hours = getattr(crew.hours, name)
        if hours is not None:
            opens, closes = shift_bounds(hours, day, zone)
            if opens <= begin and end <= closes:
                return name
    return None


def _crew_day(
    facts: Facts, key: str, crew: Crew, day: date, worked: list[Visit], shift: str | None
) -> Iterator[Violation]:
    """C3: available, not away, and the day's windows with their travel inside one shift."""
    first = worked[0].window.id
    if crew.available is not None and not any(day in span for span in crew.available):
        yield Violation("C3", f"{key} is not available on {day}.", first)
    if any(day in span for span in crew.away):
        yield Violation("C3", f"{key} is away on {day}.", first)
    if shift is None:
        out, home = (int(part.total_seconds() // 60) for part in _span(facts, crew, worked))
        names = ", ".join(v.window.id for v in worked)
        text = f"{names} with {out} min of travel before and {home} min after do not fit one shift of {key} on {day}."
        yield Violation("C3", text, first)


def _limits(key: str, crew: Crew, shifts: dict[date, str | None], fresh: set[date]) -> Iterator[Violation]:
    """C13: days and evenings per ISO week, weekend days per calendar month; weekend days are days of the week too."""
    weekend = [day for day in shifts if day.weekday() >= 5]
    evening = [day for day in shifts if shifts[day] == "evening"]
    counts = (
        (crew.max_days_per_week, "days", grouped((_week(day), day) for day in shifts)),
        (crew.max_evenings_per_week, "evenings", grouped((_week(day), day) for day in evening)),
        (crew.max_weekend_days_per_month, "weekend days", grouped((_month(day), day) for day in weekend)),
    )
    for most, what, groups in counts:
        for when, days in sorted(groups.items()):
            if most is not None and len(days) > most and fresh.intersection(days):
                yield Violation("C13", f"{key} works {len(days)} {what} in {when}; at most {most}.")


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"week {year}-W{week:02d}"


def _month(day: date) -> str:
    return f"{day:%Y-%m}"
