"""Arithmetic that proves that the switches of a building cannot all be placed: minutes needed and minutes there are.

No solver is asked, so a person can check every number by hand. What is left out only makes the room look larger: other
buildings' windows, stock, order and travel between buildings. So the proof holds whatever else is planned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from switchrefresh.inventory.values import show_duration
from switchrefresh.planning.board import month_of, week_of
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.reaching import Stretch

Lengths = dict[int, dict[str, int]]  # by the crew's date and kind of shift: minutes of work that fit


@dataclass(frozen=True)
class Certificate:
    """`needs` minutes of work against at most `holds` minutes in `dates` dates until `until`."""

    building: str
    needs: int
    holds: int
    dates: int
    until: date
    sentence: str


def certify(problem: Problem, building: str) -> Certificate | None:
    """The proof for a building, or None where the arithmetic leaves room (which proves nothing)."""
    told = {task.switch for window in problem.request.promised for task in window.tasks}
    jobs = [name for name in problem.by_building.get(building, ()) if name not in told]
    days = [d for d in problem.days(building) if d not in problem.banned.get(building, {})]
    if not jobs or not days or not problem.shifts:
        return None
    needs = sum(min(problem.minutes[name].values()) for name in jobs)
    crews = {crew: shift_lengths(problem, building, crew, days) for crew in problem.shifts}
    best: dict[int, int] = defaultdict(int)
    for lengths in crews.values():
        for day, kinds in lengths.items():
            best[day] = max(best[day], *kinds.values())
    holds = min(sum(best.values()), sum(within_limits(problem, crew, found) for crew, found in crews.items()))
    if needs <= holds:
        return None
    dates, until = sum(1 for minutes in best.values() if minutes), date.fromordinal(max(days))
    found = problem.request.inventory.buildings.get(building)
    sentence = (
        f"{found.name if found else building} needs {show_duration(needs)} of work until {until}; the open windows "
        f"that its crews can reach hold at most {show_duration(holds)} on {dates} date{'s' if dates != 1 else ''}, "
        f"setup and backout taken off"
    )
    return Certificate(building, needs, holds, dates, until, sentence)


def shift_lengths(problem: Problem, building: str, crew: str, days: Iterable[int]) -> Lengths:
    """Minutes of work that each shift of a crew holds there at most; a crew works one shift a date (C3)."""
    opened: dict[tuple[int, str], dict[tuple[int, int], int]] = defaultdict(dict)
    for day in days:
        for stretch in problem.stretches[building].get(crew, {}).get(day, ()):
            spans = opened[stretch.shift.day, stretch.shift.kind]
            spans[stretch.open] = max(spans.get(stretch.open, 0), _work(problem, stretch))
    found: Lengths = {}
    for (day, kind), spans in opened.items():
        found.setdefault(day, {})[kind] = sum(spans.values())
    return found


def _work(problem: Problem, stretch: Stretch) -> int:
    return max(0, stretch.end - stretch.start - problem.work.setup - problem.work.backout)


def within_limits(problem: Problem, crew: str, lengths: Lengths) -> int:
    """The most that a crew's limits of days, evenings and weekend days leave (C13), each limit taken alone."""
    rules = problem.district.crews[crew]
    whole = {day: max(kinds.values()) for day, kinds in lengths.items()}
    by_day = {day: minutes for day, minutes in whole.items() if date.fromordinal(day).weekday() < 5}
    weekends = {day: minutes for day, minutes in whole.items() if day not in by_day}
    daytime = {day: kinds.get("weekday", 0) for day, kinds in lengths.items() if day in by_day}
    gains = {day: by_day[day] - daytime[day] for day in by_day}
    evenings = sum(daytime.values()) + _most(gains, rules.max_evenings_per_week, week_of)
    saturdays = _most(weekends, rules.max_weekend_days_per_month, month_of)
    return min(_most(whole, rules.max_days_per_week, week_of), evenings + saturdays)


def _most(minutes: dict[int, int], limit: int | None, period: Callable[[int], tuple[int, int]]) -> int:
    """The sum of the longest dates of each period, as many as the limit allows."""
    if limit is None:
        return sum(minutes.values())
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for day, length in minutes.items():
        groups[period(day)].append(length)
    return sum(sum(sorted(group, reverse=True)[:limit]) for group in groups.values())
