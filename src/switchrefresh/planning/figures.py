"""A plan in numbers that a person understands: switches placed, windows, last date, minutes of disruption."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.goals import BELLS, Term, goal_terms
from switchrefresh.planning.model import Plan, PlanRequest
from switchrefresh.planning.problem import minute_of


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan means. `school_minutes` are minutes of work on dates with students; `student_minutes` are those
    between the bells, times the students of the building; `first` and `last` are dates of windows."""

    placed: int
    left_out: int
    windows: int
    buildings: int
    crew_minutes: int
    first: date | None
    last: date | None
    school_minutes: int
    student_minutes: int
    broken: int
    objective: int
    shortened: int = 0


def figures_of(plan: Plan, request: PlanRequest) -> Figures:
    """Count a plan."""
    days = [window.start.date() for window in plan.windows]
    terms = {term.name: term for term in goal_terms(plan, request)}
    return Figures(
        placed=sum(len(window.tasks) for window in plan.windows),
        left_out=len(plan.unplaced),
        windows=len(plan.windows),
        buildings=len({window.building for window in plan.windows}),
        crew_minutes=sum(minute_of(w.end) - minute_of(w.start) for w in plan.windows),
        first=min(days, default=None),
        last=max(days, default=None),
        school_minutes=_school_minutes(plan, request),
        student_minutes=_amount(terms, "work during lessons"),
        broken=_amount(terms, "keep what people were told"),
        shortened=_amount(terms, "keep them in part"),
        objective=sum(term.cost for term in terms.values()),
    )


def _amount(terms: dict[str, Term], name: str) -> int:
    return terms[name].amount if name in terms else 0


def _school_minutes(plan: Plan, request: PlanRequest) -> int:
    total = 0
    for window in plan.windows:
        view = request.calendars.day(window.building, window.start.date())
        if (view.kind if view else DayKind.SCHOOL_DAY) in BELLS:
            total += sum(minute_of(task.end) - minute_of(task.start) for task in window.tasks)
    return total


def figures_data(figures: Figures) -> dict[str, Any]:
    """The same for JSON."""
    return {
        "switches_placed": figures.placed,
        "switches_left_out": figures.left_out,
        "windows": figures.windows,
        "buildings": figures.buildings,
        "crew_minutes": figures.crew_minutes,
        "first_date": figures.first.isoformat() if figures.first else None,
        "last_date": figures.last.isoformat() if figures.last else None,
        "minutes_on_school_days": figures.school_minutes,
        "student_minutes": figures.student_minutes,
        "promises_broken": figures.broken,
        "promises_shortened": figures.shortened,
        "objective": figures.objective,
    }


def gain_words(before: Figures, after: Figures) -> tuple[str, ...]:
    """What is different for people, the most important first; empty when nothing is."""
    parts = [
        _more(after.placed - before.placed, "switch placed", "switches placed"),
        _more(after.broken - before.broken, "promise broken", "promises broken"),
        _more(after.shortened - before.shortened, "promise with less inside", "promises with less inside"),
        _more(after.windows - before.windows, "window", "windows"),
        _dates(before.last, after.last),
        _more(after.school_minutes - before.school_minutes, "minute on school days", "minutes on school days"),
        _more(
            after.student_minutes - before.student_minutes, "student minute in lessons", "student minutes in lessons"
        ),
    ]
    return tuple(part for part in parts if part)


def _more(count: int, one: str, many: str) -> str:
    return f"{abs(count)} {'more' if count > 0 else 'fewer'} {one if abs(count) == 1 else many}" if count else ""


def _dates(before: date | None, after: date | None) -> str:
    if before is None or after is None or before == after:
        return ""
    days = abs((before - after).days)
    return f"done {days} day{'s' if days != 1 else ''} {'earlier' if after < before else 'later'}, on {after}"
