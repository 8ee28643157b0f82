"""What could be asked of people so that a switch gets a place: every sort of relaxation, the easiest to ask for first.

Some are a step (one more evening a week). Others lift a rule altogether at first; the plan that this gives says how
much of it is really needed, and `tighten` makes that much of it a relaxation of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from switchrefresh.calendars.model import Calendars, DayView, Interval
from switchrefresh.inventory.model import Crew, Delivery, Pilot
from switchrefresh.inventory.pilots import pilot_circles
from switchrefresh.inventory.values import DateRange, TimeRange
from switchrefresh.planning.model import Plan, PlanRequest, Window
from switchrefresh.planning.reason_words import UNKNOWN
from switchrefresh.planning.relaxing import WEEKEND, Relaxation, more_time, with_crew, with_district, with_policy
from switchrefresh.planning.thawing import frozen_dates, thawed, why_frozen

Tighten = Callable[[Plan, tuple[Window, ...]], Relaxation]
DAYTIME = TimeRange(replace(WEEKEND.start, minutes=7 * 60), replace(WEEKEND.end, minutes=17 * 60))


@dataclass(frozen=True)
class Easing:
    """A looser request to try; `tighten` turns the plan and its new windows into what is needed of it."""

    price: int
    code: str
    request: PlanRequest
    tighten: Tighten


def easings(request: PlanRequest, buildings: frozenset[str], models: frozenset[str]) -> tuple[Easing, ...]:
    """All that may help switches of these buildings and new models, cheapest first."""
    found = [*_policy(request), *_stock(request, models), *_doors(request, buildings), *_freezes(request, buildings)]
    for key, crew in sorted(request.inventory.district.crews.items()):
        found += [_step(one) for one in more_time(request, key)]
        found += _crew(request, key, crew)
    return tuple(sorted(found, key=lambda e: e.price))


def _step(one: Relaxation) -> Easing:
    return Easing(one.price, one.code, one.request, lambda _plan, _new: one)


# -- rules of the district -----------------------------------------------------------------------------------------


def _policy(request: PlanRequest) -> Iterator[Easing]:
    policy, district = request.inventory.district.policy, request.inventory.district

    def notice(_plan: Plan, new: tuple[Window, ...]) -> Relaxation:
        days = max(0, (_first(new) - request.as_of).days)
        return Relaxation(
            "C11", "notice", f"{days} days of notice and not {policy.notice}", 5, with_policy(request, notice=days)
        )

    def fuller(plan: Plan, _new: tuple[Window, ...]) -> Relaxation:
        most = max(len(w.tasks) for w in plan.windows)
        words = f"{most} switches a window and not {policy.max_switches_per_window}"
        return Relaxation("C10", "switches", words, 8, with_policy(request, max_switches_per_window=most))

    def deadline(_plan: Plan, new: tuple[Window, ...]) -> Relaxation:
        day = max(w.start.date() for w in new)
        words = f"until {day} and not {policy.deadline}"
        return Relaxation("C11", "deadline", words, 20, with_policy(request, deadline=day))

    if policy.notice:
        yield Easing(5, "C11", with_policy(request, notice=0), notice)
    if policy.max_switches_per_window is not None:
        yield Easing(8, "C10", with_policy(request, max_switches_per_window=None), fuller)
    if (most := policy.max_buildings_per_day) is not None:
        words = f"{most + 1} buildings a day and not {most}"
        looser = with_policy(request, max_buildings_per_day=most + 1)
        yield _step(Relaxation("C9", "buildings", words, 8, looser))
    if policy.deadline is not None and (district.horizon is None or policy.deadline < district.horizon.last):
        yield Easing(20, "C11", with_policy(request, deadline=None), deadline)
    if policy.core_on is not None:
        words = "cores on any day kind"
        yield _step(Relaxation("C17", "cores", words, 22, with_policy(request, core_on=None)))
    if policy.pilot is not None and policy.pilot.soak:
        looser = with_policy(request, pilot=replace(policy.pilot, soak=0))
        yield _step(Relaxation("C8", "soak", f"no rest after the pilot, now {policy.pilot.soak} days", 24, looser))
    if policy.pilot is not None:
        yield from (_step(one) for one in _pilots(request, policy.pilot))


def _pilots(request: PlanRequest, pilot: Pilot) -> Iterator[Relaxation]:
    """The buildings that a pilot waits for as pilots too; no pilot."""
    if circles := pilot_circles(request.inventory):
        more = tuple(dict.fromkeys(key for circle in circles for key in circle.others))
        wider = with_policy(request, pilot=replace(pilot, buildings=(*pilot.buildings, *more)))
        yield Relaxation("C8", "pilot", f"{' and '.join(more)} in the pilot too", 23, wider)
    yield Relaxation("C8", "no-pilot", "no building waiting for the pilot", 25, with_policy(request, pilot=None))


# -- goods ---------------------------------------------------------------------------------------------------------


def _stock(request: PlanRequest, models: frozenset[str]) -> Iterator[Easing]:
    """More units, as late as the plan that uses them allows (C6)."""
    district = request.inventory.district
    if not district.deliveries or not models:
        return
    first = district.horizon.first if district.horizon else request.as_of
    plenty = Delivery(first, dict.fromkeys(sorted(models), 10**6))

    def needed(plan: Plan, _new: tuple[Window, ...]) -> Relaxation:
        lacks = {model: lack for model in sorted(models) if (lack := _lack(request, plan, model))}
        day = min((day for _, day in lacks.values()), default=first)
        extra = Delivery(day, {model: units for model, (units, _) in lacks.items()})
        words = " and ".join(f"{units} {model} more (or earlier), by {day}" for model, (units, day) in lacks.items())
        return Relaxation("C6", "stock", words, 26, with_district(request, deliveries=(*district.deliveries, extra)))

    yield Easing(26, "C6", with_district(request, deliveries=(*district.deliveries, plenty)), needed)


def _lack(request: PlanRequest, plan: Plan, model: str) -> tuple[int, date] | None:
    """Units missing at the worst moment of a plan, and the first date on which any is missing."""
    switches, deliveries = request.inventory.switches, request.inventory.district.deliveries
    used, worst, since = 0, 0, date.max
    for window in sorted(plan.windows, key=lambda w: w.start):
        fitting = (switches[t.switch] for t in window.tasks)
        used += sum(s.members for s in fitting if s.replacement and s.replacement.model == model)
        there = sum(d.models.get(model, 0) for d in deliveries if d.arrives <= window.start.date())
        if used > there:
            worst, since = max(worst, used - there), min(since, window.start.date())
    return (worst, since) if worst else None


# -- doors ---------------------------------------------------------------------------------------------------------


def _doors(request: PlanRequest, buildings: frozenset[str]) -> Iterator[Easing]:
    """A building open on one more Saturday, or on one more weekday."""
    for price, weekend, hours in ((18, True, WEEKEND), (28, False, DAYTIME)):
        looser = _opened(request, buildings, weekend, hours, None)
        yield Easing(price, "C2", looser, _open_on(request, buildings, weekend, hours, price))


def _open_on(request: PlanRequest, buildings: frozenset[str], weekend: bool, hours: TimeRange, price: int) -> Tighten:
    def needed(_plan: Plan, new: tuple[Window, ...]) -> Relaxation:
        mine = [w for w in new if w.building in buildings and (w.start.weekday() >= 5) == weekend]
        days = frozenset((w.building, w.start.date()) for w in mine)
        names = request.inventory.buildings
        told = [f"{names[b].name if b in names else b} open on {d:%A} {d}, {hours}" for b, d in sorted(days)]
        looser = _opened(request, buildings, weekend, hours, days)
        return Relaxation("C2", "doors", " and ".join(told), price + len(days), looser)

    return needed


def _freezes(request: PlanRequest, buildings: frozenset[str]) -> Iterator[Easing]:
    """Work on frozen dates, on as few as the plan that has them all free makes use of (C11)."""
    frozen = frozen_dates(request, buildings)

    def needed(_plan: Plan, new: tuple[Window, ...]) -> Relaxation:
        used = sorted({(w.building, w.start.date()) for w in new if w.start.date() in frozen.get(w.building, ())})
        names = request.inventory.buildings
        told = [f"{names[b].name} on {d:%A} {d} although it is frozen ({why_frozen(request, b, d)})" for b, d in used]
        free = {b: frozenset(d for key, d in used if key == b) for b, _ in used}
        return Relaxation("C11", "freeze", " and ".join(told), 30 + len(used), thawed(request, free))

    if frozen:
        yield Easing(31, "C11", thawed(request, frozen), needed)


def _opened(
    request: PlanRequest,
    buildings: frozenset[str],
    weekend: bool,
    hours: TimeRange,
    only: frozenset[tuple[str, date]] | None,
) -> PlanRequest:
    days = dict(request.calendars.buildings)
    for key in sorted(buildings & days.keys()):
        zone = ZoneInfo(request.inventory.zone(key))
        days[key] = tuple(
            _with_hours(view, hours, zone)
            if (view.date.weekday() >= 5) == weekend
            and (only is None or (key, view.date) in only)
            and not any(text.startswith(UNKNOWN) for text in view.reasons)  # unknown is never free
            else view
            for view in days[key]
        )
    return replace(request, calendars=Calendars(days, request.calendars.feeds, request.calendars.review))


def _with_hours(view: DayView, hours: TimeRange, zone: ZoneInfo) -> DayView:
    """The date with these hours too, merged with what it has."""
    midnight = datetime.combine(view.date, time(), zone)
    spans = [(i.start, i.end) for i in view.open]
    spans.append((midnight + timedelta(minutes=hours.start.minutes), midnight + timedelta(minutes=hours.end.minutes)))
    merged: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return replace(view, open=tuple(Interval(start, end) for start, end in merged))


# -- crews ---------------------------------------------------------------------------------------------------------


def _crew(request: PlanRequest, key: str, crew: Crew) -> Iterator[Easing]:
    if crew.available is not None or crew.away:

        def more_dates(_plan: Plan, new: tuple[Window, ...]) -> Relaxation:
            days = sorted({w.start.date() for w in new if w.crew == key and not _works(crew, w.start.date())})
            spans = tuple(DateRange(day, day) for day in days)
            away = tuple(DateRange(d, d) for a in crew.away for d in a if d not in days)
            free = None if crew.available is None else (*crew.available, *spans)
            words = f"{key} also on {', '.join(f'{d:%A} {d}' for d in days)}"
            looser = with_crew(request, key, available=free, away=away)
            return Relaxation("C3", "dates", words, 16 + len(days), looser)

        yield Easing(17, "C3", with_crew(request, key, available=None, away=()), more_dates)

    def second(_plan: Plan, new: tuple[Window, ...]) -> Relaxation:
        days = sorted({w.start.date() for w in new if w.crew == name})
        spans = tuple(DateRange(day, day) for day in days)
        words = f"another crew like {key} on {', '.join(f'{d:%A} {d}' for d in days)}"
        return Relaxation("C3", "crew", words, 35 + len(days), _hired(request, name, replace(double, available=spans)))

    name = _free_name(request, key)
    double = replace(
        crew,
        available=None,
        away=(),
        max_days_per_week=None,
        max_evenings_per_week=None,
        max_weekend_days_per_month=None,
    )
    yield Easing(36, "C3", _hired(request, name, double), second)
    long = {part: _long(getattr(crew.hours, part)) for part in ("weekday", "evening", "weekend")}
    looser = with_crew(request, key, hours=replace(crew.hours, **long))
    yield _step(Relaxation("C3", "shift", f"shifts of {key} that begin and end two hours later or earlier", 30, looser))
    two = _hired(request, name, replace(double, speed=crew.speed * Fraction(2)))
    yield _step(Relaxation("C3", "hands", f"a crew like {key} with twice the hands", 40, two))


def _long(shift: TimeRange | None) -> TimeRange | None:
    if shift is None:
        return None
    start, end = max(0, shift.start.minutes - 120), min(1440, shift.end.minutes + 120)
    return replace(shift, start=replace(shift.start, minutes=start), end=replace(shift.end, minutes=end))


def _hired(request: PlanRequest, name: str, crew: Crew) -> PlanRequest:
    return with_district(request, crews={**request.inventory.district.crews, name: crew})


def _free_name(request: PlanRequest, key: str) -> str:
    taken = {*request.inventory.district.crews, *request.inventory.buildings, *request.inventory.switches}
    return next(name for n in range(2, 10**6) if (name := f"{key}-{n}"[-63:]) not in taken)


def _works(crew: Crew, day: date) -> bool:
    free = crew.available is None or any(day in span for span in crew.available)
    return free and not any(day in span for span in crew.away)


def _first(windows: tuple[Window, ...]) -> date:
    return min(w.start.date() for w in windows)
