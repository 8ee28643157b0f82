"""Frozen dates given free again: the hours that the calendars know for them without their freeze (C11)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from switchrefresh.calendars.model import Calendars, DayView
from switchrefresh.inventory.model import Freeze
from switchrefresh.inventory.values import DateRange
from switchrefresh.planning.model import PlanRequest
from switchrefresh.planning.relaxing import parts_without, with_district

Dates = Mapping[str, Collection[date]]  # by building


def frozen_dates(request: PlanRequest, buildings: Collection[str]) -> dict[str, frozenset[date]]:
    """The dates from today on on which only a freeze keeps these buildings from having hours."""
    known = request.calendars.buildings
    found = {key: frozenset(v.date for v in known.get(key, ()) if _would_open(v, request)) for key in sorted(buildings)}
    return {key: days for key, days in found.items() if days}


def _would_open(view: DayView, request: PlanRequest) -> bool:
    return bool(view.thawed) and view.date >= request.as_of


def thawed(request: PlanRequest, days: Dates) -> PlanRequest:
    """The same request without any freeze in these buildings on these dates."""
    calendars = request.calendars
    views = {
        key: tuple(_free(view) if view.date in days.get(key, ()) else view for view in found)
        for key, found in calendars.buildings.items()
    }
    freezes = tuple(left for freeze in request.inventory.district.freezes for left in _rest(freeze, request, days))
    looser = with_district(request, freezes=freezes)
    return replace(looser, calendars=Calendars(views, calendars.feeds, calendars.review))


def why_frozen(request: PlanRequest, building: str, day: date) -> str:
    """What is said of the freezes of a date."""
    mine = (one for one in request.inventory.district.freezes if building in _places(one, request) and day in one.dates)
    return " and ".join(dict.fromkeys(one.why or "a freeze" for one in mine))


def _free(view: DayView) -> DayView:
    return view if view.thawed is None else replace(view, open=view.thawed, thawed=None)


def _rest(freeze: Freeze, request: PlanRequest, days: Dates) -> Iterator[Freeze]:
    """What is left of a freeze: all of it elsewhere, and its other dates in these buildings."""
    places = _places(freeze, request)
    touched = [key for key in places if any(day in freeze.dates for day in days.get(key, ()))]
    if not touched:
        yield freeze
        return
    if others := tuple(key for key in places if key not in touched):
        yield replace(freeze, buildings=others)
    for key in touched:
        spans = tuple(DateRange(day, day) for day in sorted(days[key]))
        yield from (replace(freeze, dates=part, buildings=(key,)) for part in parts_without(freeze.dates, spans))


def _places(freeze: Freeze, request: PlanRequest) -> tuple[str, ...]:
    return tuple(request.inventory.buildings) if freeze.buildings is None else freeze.buildings
