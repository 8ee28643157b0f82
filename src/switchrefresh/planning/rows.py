"""The rows of the master problem: what the rules say about choosing whole campaigns.

Each row is a necessary condition, so leaving one out keeps the bound honest and only makes it weaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from switchrefresh.planning.board import Board, Visit, week_of
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.goals import EASY_WEEK, left_out_cost
from switchrefresh.planning.problem import Problem

FREE = float("inf")


@dataclass(frozen=True)
class Row:
    """lower <= sum of coefficient x variable <= upper."""

    lower: float
    upper: float
    terms: dict[int, float]


@dataclass
class Model:
    """Variables (campaigns first) and rows; further variables may be appended."""

    campaigns: list[Campaign]
    costs: list[float]
    uppers: list[float]
    integral: list[bool]
    rows: list[Row] = field(default_factory=list)
    by_building: dict[str, list[int]] = field(default_factory=dict)
    counted: set[tuple[str, object]] = field(default_factory=set)  # crew and week or month with rows of their own
    needed: set[int] = field(default_factory=set)  # rows that a choice has broken once

    def new(self, cost: float, upper: float = FREE, integral: bool = False) -> int:
        """A further variable, between 0 and `upper`."""
        self.costs.append(cost)
        self.uppers.append(upper)
        self.integral.append(integral)
        return len(self.costs) - 1


def build_rows(start: Board, pool: dict[str, list[Campaign]]) -> Model:
    """The whole model for a pool of campaigns beside what stands already."""
    campaigns = [c for b in pool for c in pool[b]]
    count = len(campaigns)
    model = Model(campaigns, [float(c.cost) for c in campaigns], [1.0] * count, [True] * count)
    for n, campaign in enumerate(campaigns):
        model.by_building.setdefault(campaign.building, []).append(n)
    for building in pool:
        free = tuple(n for n in start.problem.by_building[building] if n not in start.place)
        none = model.new(float(left_out_cost(start.problem, free)), 1.0)
        model.rows.append(Row(1, 1, {**dict.fromkeys(model.by_building.get(building, ()), 1.0), none: 1.0}))
    for part in (_crew_days, _stock, _buildings_a_day, _pilot, _across, _weeks):
        model.rows.extend(part(start, model))
    return model


def visits_by_crew_day(model: Model) -> dict[tuple[str, int], list[tuple[int, Visit]]]:
    """Every visit of every campaign under its crew and shift date."""
    found: dict[tuple[str, int], list[tuple[int, Visit]]] = {}
    for n, campaign in enumerate(model.campaigns):
        for visit in campaign.visits:
            found.setdefault((visit.crew, visit.shift_day), []).append((n, visit))
    return dict(sorted(found.items()))


def _crew_days(start: Board, model: Model) -> Iterator[Row]:
    """C2-C4: a crew's visits on a date, and the ways to them, fit in its shift and in the hours they can use."""
    for (crew, day), entries in visits_by_crew_day(model).items():
        fixed = start.at_crew.get(crew, {}).get(day, [])
        if not fixed and len({visit.building for _, visit in entries}) < 2:
            continue
        shares = _shares(start.problem, entries, fixed)
        spans = _spans(start.problem, entries)
        terms = shares if fixed or max(spans.values()) < max(shares.values()) else spans
        taken = sum(share(start.problem, v, v.building in {f.building for f in fixed[:n]}) for n, v in enumerate(fixed))
        yield Row(-FREE, max(0.0, 1 - taken) + 1e-9, terms)
        big = {n: 1.0 for n in terms if max(spans[n], shares[n]) > 0.5}
        if len(big) > 1 and not fixed and (all(spans[n] > 0.5 for n in big) or all(shares[n] > 0.5 for n in big)):
            yield Row(-FREE, 1, big)


def _shares(problem: Problem, entries: list[tuple[int, Visit]], fixed: list[Visit]) -> dict[int, float]:
    """The part of a shift that each campaign takes; a second visit to a building needs no way."""
    terms: dict[int, float] = {}
    for n, visit in entries:
        again = n in terms or any(other.building == visit.building for other in fixed)
        terms[n] = terms.get(n, 0.0) + share(problem, visit, again)
    return terms


def _spans(problem: Problem, entries: list[tuple[int, Visit]]) -> dict[int, float]:
    """The part that each campaign takes of the time between the first and the last minute any of them can use.

    The first visit's way lies before that time, so one way (the longest) is added to it.
    """
    spans = [span for _, visit in entries for span in _usable(problem, visit)]
    ways = {visit.building: way_to(problem, visit) for _, visit in entries}
    length = max(b for _, b in spans) - min(a for a, _ in spans) + max(ways.values())
    terms: dict[int, float] = {}
    for n, visit in entries:
        way = 0 if n in terms else ways[visit.building]
        terms[n] = terms.get(n, 0.0) + (visit.end - visit.start + way) / length
    return terms


def share(problem: Problem, visit: Visit, again: bool = False) -> float:
    """The least part of a shift that a visit and the way to it take; no way when the crew is there already."""
    shifts = [
        stretch.shift.end - stretch.shift.start
        for stretch in problem.stretches[visit.building][visit.crew].get(visit.day, ())
        if stretch.shift.day == visit.shift_day
    ]
    way = 0 if again else way_to(problem, visit)
    return (visit.end - visit.start + way) / max(shifts, default=1440)


def _usable(problem: Problem, visit: Visit) -> list[tuple[int, int]]:
    """Stretches of the visit's date that may hold it, not cut by ways: those depend on what comes before and after."""
    found = [
        (max(stretch.open[0], stretch.shift.start), min(stretch.open[1], stretch.shift.end))
        for stretch in problem.stretches[visit.building][visit.crew].get(visit.day, ())
        if stretch.shift.day == visit.shift_day
    ]
    return [(a, b) for a, b in found if b - a >= visit.end - visit.start] or [(visit.start, visit.end)]


def way_to(problem: Problem, visit: Visit) -> int:
    """The least minutes from anywhere else to a visit's building; 0 where its crew starts from."""
    return way_between(problem, visit.crew, visit.building)


def way_between(problem: Problem, crew: str, building: str) -> int:
    """The least minutes that a crew needs to come to a building from anywhere else; 0 where it starts from."""
    base = problem.district.crews[crew].base
    if base == building:
        return 0
    if building not in problem.nearest:
        others = [other for other in problem.by_building if other != building]
        problem.nearest[building] = min((problem.travel[other, building] for other in others), default=10**6)
    return min(problem.nearest[building], problem.travel[base, building])


def _stock(start: Board, model: Model) -> Iterator[Row]:
    """C6 just before every arrival, and at the end."""
    stock = start.problem.stock
    if stock is None:
        return
    jobs = start.problem.jobs
    for name in sorted({job.model for job in jobs.values()}):
        steps = stock.get(name, ())
        installed = start.installed.get(name, {})
        limits = [(day, steps[n - 1][1] if n else 0) for n, (day, _) in enumerate(steps)]
        for until, units in [*limits, (10**9, steps[-1][1] if steps else 0)]:
            terms: dict[int, float] = {}
            for n, campaign in enumerate(model.campaigns):
                used = sum(
                    jobs[s.job].units
                    for v in campaign.visits
                    if v.day < until
                    for s in v.slots
                    if jobs[s.job].model == name
                )
                if used:
                    terms[n] = float(used)
            if terms:
                yield Row(-FREE, max(0, units - sum(c for d, c in installed.items() if d < until)), terms)


def _buildings_a_day(start: Board, model: Model) -> Iterator[Row]:
    """C9."""
    if start.problem.district.policy.max_buildings_per_day is None:
        return
    days: dict[int, dict[int, float]] = {}
    for n, campaign in enumerate(model.campaigns):
        for visit in campaign.visits:
            if campaign.building not in start.on_day.get(visit.day, {}):
                days.setdefault(visit.day, {})[n] = 1.0
    for day, terms in sorted(days.items()):
        fixed, limit = len(start.on_day.get(day, {})), start.problem.most_buildings(day) or 0
        if len({model.campaigns[n].building for n in terms}) + fixed > limit:
            yield Row(-FREE, max(0, limit - fixed), terms)


def _pilot(start: Board, model: Model) -> Iterator[Row]:
    """C8: no other building before every pilot has ended and rested."""
    pilot = start.problem.pilot
    if pilot is None:
        return
    others = [b for b in model.by_building if b not in pilot.buildings]
    for key in pilot.buildings:
        mine = model.by_building.get(key, [])
        ends = sorted({model.campaigns[n].visits[-1].day for n in mine})
        for building in others:
            theirs = model.by_building[building]
            if not start.at_building.get(key):
                yield Row(-FREE, 0, {**dict.fromkeys(theirs, 1.0), **dict.fromkeys(mine, -1.0)})
            for end in ends:
                early = {n: 1.0 for n in theirs if model.campaigns[n].visits[0].day <= end + pilot.soak}
                if early:
                    late = {n: 1.0 for n in mine if model.campaigns[n].visits[-1].day >= end}
                    yield Row(-FREE, 1, {**early, **late})


def _across(start: Board, model: Model) -> Iterator[Row]:
    """C7 between buildings: until any date a switch is done at most as often as what must come before it."""
    jobs = start.problem.jobs
    dates = _dates(model)
    for name in sorted(dates):
        for other in jobs[name].before:
            if jobs[other].building == jobs[name].building or other in start.place:
                continue
            yield from _ordered(dates[name], dates.get(other, []))


def _dates(model: Model) -> dict[str, list[tuple[int, int]]]:
    """Per job the dates it gets in campaigns, as (date, campaign)."""
    found: dict[str, list[tuple[int, int]]] = {}
    for n, campaign in enumerate(model.campaigns):
        for visit in campaign.visits:
            for slot in visit.slots:
                found.setdefault(slot.job, []).append((visit.day, n))
    return found


def _ordered(later: list[tuple[int, int]], sooner: list[tuple[int, int]]) -> Iterator[Row]:
    for day in sorted({day for day, _ in later}):
        terms = {n: 1.0 for on, n in later if on <= day}
        terms.update({n: -1.0 for on, n in sooner if on <= day})
        yield Row(-FREE, 0, terms)


def _weeks(start: Board, model: Model) -> Iterator[Row]:
    """Even weeks: what goes beyond an easy week is paid for."""
    weeks: dict[tuple[str, tuple[int, int]], dict[int, float]] = {}
    for n, campaign in enumerate(model.campaigns):
        for visit in campaign.visits:
            terms = weeks.setdefault((visit.crew, week_of(visit.shift_day)), {})
            terms[n] = terms.get(n, 0.0) + 1.0
    for (crew, week), terms in sorted(weeks.items()):
        fixed = sum(len(v) for d, v in start.at_crew.get(crew, {}).items() if week_of(d) == week)
        yield Row(-FREE, EASY_WEEK - fixed, {**terms, model.new(float(start.problem.weights.crowded)): -1.0})
