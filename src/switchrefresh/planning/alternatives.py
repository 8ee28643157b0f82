"""Where else a window could be while all others stand: other dates with their cost, and the rules against better ones.

A rule is called binding when, with this one rule lifted and all others kept, the window could be at a cheaper place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from switchrefresh.inventory.model import DayKind
from switchrefresh.inventory.values import show_duration
from switchrefresh.planning.board import Board, Visit, week_of
from switchrefresh.planning.explaining import LIFTED
from switchrefresh.planning.goals import EASY_WEEK, visit_cost
from switchrefresh.planning.lifting import Lifting
from switchrefresh.planning.model import Plan, Reason, Window, is_over
from switchrefresh.planning.packing import Memo, pack, refit
from switchrefresh.planning.problem import Problem, moment_of, out_of_bounds
from switchrefresh.planning.promises import visit_of

RULE_WORDS = {
    "C2": "another crew is there",
    "C3": "the crew is elsewhere",
    "C6": "the new switches have not arrived",
    "C7": "the order along the uplinks",
    "C8": "the pilot's rest",
    "C9": "the limit of buildings a day",
    "C10": "the limit of switches a window",
    "C11": "the date is out of bounds (notice, freeze, deadline, funding)",
    "C12": "its redundant partner is done on that date",
    "C13": "the crew's limit of days, evenings or weekend days",
    "C14": "critical services, Monday to Friday only",
    "C16": "another building that goes dark with it is not open then",
    "C17": "the day kinds on which a core may be replaced",
}


KIND_WORDS = {
    DayKind.SCHOOL_DAY: "a school day",
    DayKind.EARLY_RELEASE: "an early release day",
    DayKind.LATE_START: "a late start day",
    DayKind.NO_STUDENTS: "a day without students",
    DayKind.BREAK: "a break day",
    DayKind.SUMMER: "a summer day",
    DayKind.WEEKEND: "a weekend day",
    DayKind.HOLIDAY: "a holiday",
}


@dataclass(frozen=True)
class Place:
    """Another place for a window; `points` is what it costs more than today's, so less than 0 is better."""

    visit: Visit
    points: int


@dataclass(frozen=True)
class Binding:
    """A rule without which the window would have a cheaper place, and that place."""

    code: str
    place: Place


@dataclass(frozen=True)
class Choices:
    """Where a window stands, could stand, and would stand but for a rule."""

    visit: Visit
    others: tuple[Place, ...]
    binding: tuple[Binding, ...]


def board_of(problem: Problem, plan: Plan) -> Board:
    """A finished plan as a schedule again."""
    board = Board(problem)
    for window in plan.windows:
        board.add(visit_of(problem, window, past=is_over(window, problem.request.as_of)))
    return board


def choices(board: Board, window: Window, most: int = 5) -> Choices:
    """The next best dates for a window, cheapest first, one per date, and the rules that bind it."""
    here = visit_of(board.problem, window, past=is_over(window, board.problem.request.as_of))
    rest = board.copy()
    rest.remove(here)
    others = [place for place in _places(rest, here) if place.visit.day != here.day]
    return Choices(here, tuple(others[:most]), binding_rules(rest, here))


def cheaper_place(rest: Board, here: Visit) -> Visit | None:
    """The cheapest place for a visit that a schedule lacks, where it costs less than the one it had."""
    places = _places(rest, here, cheaper=True)
    return places[0].visit if places and places[0].points < 0 else None


def binding_rules(rest: Board, here: Visit) -> tuple[Binding, ...]:
    """Rules that each alone keep a window from a cheaper place, the dearest first."""
    best = min((p.points for p in _places(rest, here, cheaper=True)), default=0)
    found = []
    for code in LIFTED:
        places = _places(_without(rest, here, {code}), here, cheaper=True)
        forbidden = [place for place in places if refit(rest, place.visit) != place.visit]
        if forbidden and forbidden[0].points < min(best, 0):
            found.append(Binding(code, forbidden[0]))
    return tuple(sorted(found, key=lambda b: (b.place.points, b.code)))


def rules_against(board: Board, window: Window, day: int) -> tuple[Place | None, tuple[Reason, ...]]:
    """The cheapest place of a window on a date, or the smallest set of rules found that stand against every one."""
    here, rest = visit_of(board.problem, window), board.copy()
    rest.remove(here)
    unfrozen = _without(rest, here, {"C11"}).problem
    if (never := _never(board.problem, unfrozen, here.building, day)) is not None:
        return None, (never,)
    if places := _places(rest, here, on=day):
        return places[0], ()
    for code in LIFTED:
        if _places(_without(rest, here, {code}), here, on=day):
            return None, (_rule(board.problem, here.building, day, code),)
    needed = list(LIFTED)
    if not _places(_without(rest, here, needed), here, on=day):
        return None, (_too_short(unfrozen, here, day),)
    for code in LIFTED:
        fewer = [one for one in needed if one != code]
        if _places(_without(rest, here, fewer), here, on=day):
            needed = fewer
    return None, tuple(_rule(board.problem, here.building, day, code) for code in needed)


def _without(rest: Board, here: Visit, codes: Collection[str]) -> Board:
    """The schedule with some rules lifted; without C11 frozen dates have the hours that they would have."""
    lifted = rest.copy(ignore=frozenset(codes))
    lifted.problem = Lifting(rest).problem((here.building,), lifted.ignore, widely=False)
    return lifted


def _rule(problem: Problem, building: str, day: int, code: str) -> Reason:
    """A rule in words; what rules a date out is named."""
    why = out_of_bounds(problem.request, building, date.fromordinal(day)) if code == "C11" else None
    return Reason(code, why or RULE_WORDS[code])


def _never(problem: Problem, unfrozen: Problem, building: str, day: int) -> Reason | None:
    """Dates for which no rule is worth lifting, or of which nobody knows how open they would be."""
    horizon = problem.district.horizon
    if day < problem.request.as_of.toordinal():
        return Reason("C11", f"that date is past on {problem.request.as_of}, the day this plan was made on")
    if horizon is not None and date.fromordinal(day) not in horizon:
        return Reason("C11", f"it is outside the horizon {horizon}: nothing is known about the hours there")
    if day not in unfrozen.open.get(building, {}):
        why = out_of_bounds(problem.request, building, date.fromordinal(day))
        closed = "the building has no open interval on that date"
        return Reason("C11", f"{why}, and {closed} without that either") if why else Reason("C2", closed)
    return None


def _too_short(problem: Problem, here: Visit, day: int) -> Reason:
    """No rule but the hours of the building and of the crews is in the way."""
    crews = problem.stretches[here.building].values()
    longest = max((s.end - s.start for days in crews for s in days.get(day, ())), default=0)
    if not longest:
        return Reason("C3", "no crew works there on that date while the building is open")
    need = show_duration(here.end - here.start)
    return Reason("C3", f"it takes {need}, and no crew can be there longer than {show_duration(longest)} on that date")


def _places(rest: Board, here: Visit, cheaper: bool = False, on: int | None = None) -> list[Place]:
    """Places for all the tasks of a visit together, the cheapest of each date, in order of cost."""
    problem, memo = rest.problem, Memo()
    jobs, full = tuple(slot.job for slot in here.slots), _full_weeks(rest)
    now = visit_cost(problem, here) + full(here)
    found: list[Place] = []
    for day in problem.days(here.building) if on is None else (on,):
        if cheaper and _least(problem, here, day) >= now:
            continue
        on_day = []
        for crew in sorted(problem.stretches.get(here.building, {})):
            for gap in rest.gaps(here.building, crew, day):
                visit = pack(rest, here.building, crew, day, gap, jobs, memo)
                if visit is not None and len(visit.slots) == len(jobs):
                    on_day.append(Place(visit, visit_cost(problem, visit) + full(visit) - now))
        if on_day:
            found.append(min(on_day, key=lambda p: (p.points, p.visit.start, p.visit.crew)))
    return sorted(found, key=lambda p: (p.points, p.visit.start, p.visit.crew))


def _full_weeks(rest: Board) -> Callable[[Visit], int]:
    """Points of one more window in a crew's week beside those of a schedule: nothing until the week is full."""
    weeks = Counter((visit.crew, week_of(visit.shift_day)) for visit in rest.visits())

    def points(visit: Visit) -> int:
        full = weeks[visit.crew, week_of(visit.shift_day)] >= EASY_WEEK
        return rest.problem.weights.crowded if full else 0

    return points


def _least(problem: Problem, here: Visit, day: int) -> int:
    """What the visit costs at least on a date: the fastest crew, and no lessons."""
    kind = problem.kinds.get(here.building, {}).get(day, DayKind.SCHOOL_DAY)
    work = sum(min(problem.minutes[slot.job].values(), default=0) for slot in here.slots)
    waiting = sum(max(0, day - problem.first_day) * problem.jobs[slot.job].priority for slot in here.slots)
    one = problem.weights
    return one.visit + work * one.kind_minute[kind] + waiting * one.wait_day


def choices_data(problem: Problem, found: Choices) -> dict[str, Any]:
    """The same for JSON and the screen."""
    return {
        "alternatives": [place_data(problem, found.visit, place) for place in found.others],
        "binding": [
            {
                "code": one.code,
                "rule": RULE_WORDS.get(one.code, one.code),
                **place_data(problem, found.visit, one.place),
            }
            for one in found.binding
        ],
    }


def place_words(problem: Problem, here: Visit, place: Place) -> str:
    """`15 days later, a school day, with vendor`."""
    days = place.visit.day - here.day
    parts = [f"{abs(days)} day{'s' if abs(days) != 1 else ''} {'later' if days > 0 else 'earlier'}"] if days else []
    kind = problem.kinds.get(place.visit.building, {}).get(place.visit.day)
    parts += [KIND_WORDS[kind]] if kind is not None else []
    parts += [f"with {place.visit.crew}"] if place.visit.crew != here.crew else []
    return ", ".join(parts)


def place_data(problem: Problem, here: Visit, place: Place) -> dict[str, Any]:
    """One place for JSON and the screen."""
    zone = problem.request.inventory.zone(place.visit.building)
    return {
        "date": date.fromordinal(place.visit.day).isoformat(),
        "crew": place.visit.crew,
        "start": moment_of(place.visit.start, zone).isoformat(),
        "end": moment_of(place.visit.end, zone).isoformat(),
        "points": place.points,
        "words": place_words(problem, here, place),
    }
