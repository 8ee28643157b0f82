"""One rule a little looser: the request that a person could make true, in words and with the price of asking for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from switchrefresh.inventory.model import Crew, Inventory
from switchrefresh.inventory.values import ClockTime, DateRange, TimeRange
from switchrefresh.planning.model import PlanRequest

EVENING = TimeRange(ClockTime(15 * 60), ClockTime(21 * 60))  # offered to a crew that has no evening shift
WEEKEND = TimeRange(ClockTime(8 * 60), ClockTime(16 * 60))  # offered to a crew that has no weekend shift


@dataclass(frozen=True)
class Relaxation:
    """A request with one rule looser. `price` orders what is easier to ask of people first; it is no amount of money.

    `code` is the rule; `kind` is a word that groups relaxations of one sort.
    """

    code: str
    kind: str
    words: str
    price: int
    request: PlanRequest


def with_crew(request: PlanRequest, key: str, **changes: Any) -> PlanRequest:
    """The same request with another crew under this name."""
    crews = dict(request.inventory.district.crews)
    crews[key] = replace(crews[key], **changes)
    return with_district(request, crews=crews)


def with_policy(request: PlanRequest, **changes: Any) -> PlanRequest:
    """The same request under other rules of the district."""
    return with_district(request, policy=replace(request.inventory.district.policy, **changes))


def with_district(request: PlanRequest, **changes: Any) -> PlanRequest:
    """The same request with other lines in district.yaml."""
    return replace(request, inventory=changed_district(request.inventory, **changes))


def changed_district(inventory: Inventory, **changes: Any) -> Inventory:
    """The same inventory with other lines in district.yaml."""
    return replace(inventory, district=replace(inventory.district, **changes))


def more_time(request: PlanRequest, key: str) -> Iterator[Relaxation]:
    """One more evening, one more day and one more weekend day for a crew, where something limits them today."""
    crew = request.inventory.district.crews[key]
    for offer in (_evening(request, key, crew), _day(request, key, crew), _weekend(request, key, crew)):
        if offer is not None:
            yield offer


def _evening(request: PlanRequest, key: str, crew: Crew) -> Relaxation | None:
    if crew.hours.evening is None:
        words = f"one evening a week for {key}, {EVENING.start}-{EVENING.end}"
        hours = replace(crew.hours, evening=EVENING)
        return Relaxation("C3", "evening", words, 15, with_crew(request, key, hours=hours, max_evenings_per_week=1))
    if crew.max_evenings_per_week is None:
        return None
    count = crew.max_evenings_per_week + 1
    words = f"one more evening a week for {key} ({count} and not {count - 1})"
    return Relaxation("C13", "evening", words, 10, with_crew(request, key, max_evenings_per_week=count))


def _weekend(request: PlanRequest, key: str, crew: Crew) -> Relaxation | None:
    if crew.hours.weekend is None:
        words = f"one Saturday a month for {key}, {WEEKEND.start}-{WEEKEND.end}"
        hours = replace(crew.hours, weekend=WEEKEND)
        looser = with_crew(request, key, hours=hours, max_weekend_days_per_month=1)
        return Relaxation("C3", "saturday", words, 17, looser)
    if crew.max_weekend_days_per_month is None:
        return None
    count = crew.max_weekend_days_per_month + 1
    words = f"one more Saturday a month for {key} ({count} and not {count - 1})"
    return Relaxation("C13", "saturday", words, 12, with_crew(request, key, max_weekend_days_per_month=count))


def _day(request: PlanRequest, key: str, crew: Crew) -> Relaxation | None:
    if crew.available is not None and crew.available:
        day = next_weekday(max(span.last for span in crew.available))
        words = f"one more day of {key}, {day:%A} {day}"
        looser = with_crew(request, key, available=(*crew.available, DateRange(day, day)))
        return Relaxation("C3", "day", words, 16, looser)
    if crew.max_days_per_week is None or crew.max_days_per_week >= 7:
        return None
    count = crew.max_days_per_week + 1
    words = f"one more day a week for {key} ({count} and not {count - 1})"
    return Relaxation("C13", "day", words, 14, with_crew(request, key, max_days_per_week=count))


def next_weekday(day: date) -> date:
    """The first Monday to Friday after a date."""
    day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def free_crew(crew: Crew, spans: tuple[DateRange, ...]) -> dict[str, Any]:
    """What changes in a crew that also works on these dates: they are available, and no longer away."""
    found: dict[str, Any] = {"away": tuple(part for away in crew.away for part in parts_without(away, spans))}
    if crew.available is not None:
        found["available"] = (*crew.available, *spans)
    return found


def parts_without(away: DateRange, spans: tuple[DateRange, ...]) -> Iterator[DateRange]:
    """The parts of a range of dates that none of the others touches."""
    first: date | None = None
    for day in away:
        inside = any(day in span for span in spans)
        if not inside and first is None:
            first = day
        if inside and first is not None:
            yield DateRange(first, day - timedelta(days=1))
            first = None
    if first is not None:
        yield DateRange(first, away.last)
