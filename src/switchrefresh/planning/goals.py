"""What makes one plan better than another: goals in their order, as points with documented weights.

The order of design section 5 is kept by the size of the weights: a switch left out outweighs any number of visits that
could place it, a visit outweighs the disruption it would spare, and so on. One point has no unit of its own; the
weights (`weights.py`) say what each thing costs under the preset that a request prefers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from switchrefresh.inventory.model import Bells, DayKind
from switchrefresh.planning.board import Visit, week_of
from switchrefresh.planning.model import Plan, PlanRequest, Window, is_shortened, same_window
from switchrefresh.planning.problem import Problem, minute_of, moment_of
from switchrefresh.planning.weights import weights_for

EASY_WEEK = 4
BELLS = {
    DayKind.SCHOOL_DAY: ("start", "dismissal"),
    DayKind.EARLY_RELEASE: ("start", "early_dismissal"),
    DayKind.LATE_START: ("late_start", "dismissal"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """One goal as it counts in a plan: `cost` = `amount` x `weight` points."""

    name: str
    amount: int
    unit: str
    weight: int

    @property
    def cost(self) -> int:
        return self.amount * self.weight


def visit_cost(problem: Problem, visit: Visit) -> int:
    """Points of one visit: the visit itself, disruption and waiting; even weeks are counted over all visits."""
    kind = problem.kinds.get(visit.building, {}).get(visit.day, DayKind.SCHOOL_DAY)
    work = sum(slot.end - slot.start for slot in visit.slots)
    lessons = class_span(problem.request, visit.building, kind, date.fromordinal(visit.day))
    students = students_of(problem.request, visit.building)
    waiting = sum(
        (visit.day - problem.first_day) * problem.jobs[slot.job].priority
        for slot in visit.slots
        if slot.job in problem.jobs and visit.day > problem.first_day
    )
    in_class = sum(_overlap(slot.start, slot.end, lessons) for slot in visit.slots)
    one = problem.weights
    disruption = work * one.kind_minute[kind] + in_class * students * one.class_minute
    return one.visit + disruption + waiting * one.wait_day


def left_out_cost(problem: Problem, names: tuple[str, ...]) -> int:
    """Points of switches without a place."""
    return sum(problem.jobs[name].priority + problem.leaning.get(name, 0) for name in names) * problem.weights.left_out


def crowded(visits: tuple[Visit, ...]) -> int:
    """Windows beyond the fourth of a crew in an ISO week."""
    weeks: dict[tuple[str, tuple[int, int]], int] = {}
    for visit in visits:
        key = (visit.crew, week_of(visit.shift_day))
        weeks[key] = weeks.get(key, 0) + 1
    return sum(max(0, count - EASY_WEEK) for count in weeks.values())


def class_span(request: PlanRequest, building: str, kind: DayKind, day: date) -> tuple[int, int] | None:
    """Minutes between the bells on a day with students, or None."""
    found = request.inventory.buildings.get(building)
    bells: Bells | None = found.bells if found else None
    if bells is None or kind not in BELLS:
        return None
    first, last = (getattr(bells, name) for name in BELLS[kind])
    if first is None or last is None or last <= first:
        return None
    zone = ZoneInfo(request.inventory.zone(building))
    midnight = datetime.combine(day, time(), zone)
    return minute_of(midnight + timedelta(minutes=first)), minute_of(midnight + timedelta(minutes=last))


def students_of(request: PlanRequest, building: str) -> int:
    found = request.inventory.buildings.get(building)
    return found.students if found else 0


def _overlap(start: int, end: int, span: tuple[int, int] | None) -> int:
    return max(0, min(end, span[1]) - max(start, span[0])) if span else 0


def evaluate(plan: Plan, request: PlanRequest) -> float:
    """The objective of a finished plan in points, recomputed from its windows; less is better."""
    return float(sum(term.cost for term in goal_terms(plan, request)))


def explain_goals(plan: Plan, request: PlanRequest) -> tuple[tuple[str, float, str, float, float], ...]:
    """Each goal in the order that counts as (name, amount, unit, weight, cost); the costs sum to the objective."""
    return tuple((t.name, float(t.amount), t.unit, float(t.weight), float(t.cost)) for t in goal_terms(plan, request))


def left_out_points(plan: Plan, request: PlanRequest) -> float:
    """The part of the objective that is the price of switches without a place."""
    return float(goal_terms(plan, request)[0].cost)


def goal_terms(plan: Plan, request: PlanRequest) -> tuple[Term, ...]:
    """The goals of a plan as exact whole numbers."""
    switches, weights = request.inventory.switches, weights_for(request.prefer)
    left = sum(max(1, switches[one.switch].priority) for one in plan.unplaced if one.switch in switches)
    broken, shortened = _broken(plan, request)
    minutes, lessons = _disruption(plan, request)
    return (
        Term("place every switch", left, "priority points of switches without a place", weights.left_out),
        Term("keep what people were told", broken, "promised windows moved or dropped", weights.broken_promise),
        Term("keep them in part", shortened, "promised windows that only lose switches or time", weights.shortened),
        Term("few visits", len(plan.windows), "windows", weights.visit),
        *(
            Term(f"work on {_words(kind)}", minutes.get(kind, 0), "minutes", weight)
            for kind, weight in weights.kind_minute.items()
        ),
        Term("work during lessons", lessons, "student minutes", weights.class_minute),
        Term("early finish", _waiting(plan, request), "switch days of waiting x priority", weights.wait_day),
        Term("even weeks", _crowded(plan, request), f"windows beyond {EASY_WEEK} of a crew in a week", weights.crowded),
    )


def _broken(plan: Plan, request: PlanRequest) -> tuple[int, int]:
    """Promised windows that are moved or dropped, and those that stay with less in them."""
    now = {window.id: window for window in plan.windows}
    changed = [(w, now.get(w.id)) for w in request.promised if w.id not in now or not same_window(now[w.id], w)]
    shortened = sum(other is not None and is_shortened(one, other) for one, other in changed)
    return len(changed) - shortened, shortened


def _words(kind: DayKind) -> str:
    return {
        DayKind.SCHOOL_DAY: "school days",
        DayKind.EARLY_RELEASE: "early release days",
        DayKind.LATE_START: "late start days",
        DayKind.HOLIDAY: "holidays",
        DayKind.WEEKEND: "weekends",
        DayKind.NO_STUDENTS: "days without students",
        DayKind.BREAK: "break days",
        DayKind.SUMMER: "summer days",
    }[kind]


def _kind(request: PlanRequest, building: str, day: date) -> DayKind:
    view = request.calendars.day(building, day)
    return view.kind if view is not None else DayKind.SCHOOL_DAY


def _local_day(request: PlanRequest, window: Window) -> date:
    return window.start.astimezone(ZoneInfo(request.inventory.zone(window.building))).date()


def _disruption(plan: Plan, request: PlanRequest) -> tuple[dict[DayKind, int], int]:
    minutes: dict[DayKind, int] = {}
    lessons = 0
    for window in plan.windows:
        day = _local_day(request, window)
        kind = _kind(request, window.building, day)
        span = class_span(request, window.building, kind, day)
        students = students_of(request, window.building)
        for task in window.tasks:
            start, end = minute_of(task.start), minute_of(task.end)
            minutes[kind] = minutes.get(kind, 0) + end - start
            lessons += _overlap(start, end, span) * students
    return minutes, lessons


def _waiting(plan: Plan, request: PlanRequest) -> int:
    horizon = request.inventory.district.horizon
    first = request.as_of + timedelta(days=request.inventory.district.policy.notice)
    first = max(first, horizon.first) if horizon else first
    planned = request.inventory.planned()
    return sum(
        max(0, (_local_day(request, window) - first).days) * max(1, planned[task.switch].priority)
        for window in plan.windows
        for task in window.tasks
        if task.switch in planned
    )


def _crowded(plan: Plan, request: PlanRequest) -> int:
    crews = request.inventory.district.crews
    weeks: dict[tuple[str, tuple[int, int]], int] = {}
    for window in plan.windows:
        base = crews[window.crew].base if window.crew in crews else window.building
        day = moment_of(minute_of(window.start), request.inventory.zone(base)).date()
        key = (window.crew, week_of(day.toordinal()))
        weeks[key] = weeks.get(key, 0) + 1
    return sum(max(0, count - EASY_WEEK) for count in weeks.values())
