"""A finished schedule with some rules lifted: where would a switch have room then?

Lifting C2 lets two crews into its building, lifting C3 a crew be at two places; lifted `widely`, the building is open
around the clock too, and every crew works all hours of every date. A frozen date counts, without C11, as open as the
nearest date of its kind.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.packing import Memo, pack
from switchrefresh.planning.problem import Job, Problem, minute_of, moment_of, out_of_bounds, shifts_of
from switchrefresh.planning.reaching import Shift, Span, meet

SPARE = 180  # minutes that a shift around the clock begins earlier and ends later: the way, and other time zones
Opened = Mapping[int, tuple[Span, ...]]


class Lifting:
    """Asks one schedule again and again, with other rules lifted each time."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.looks = 0  # dates of crews that were looked at
        self._problems: dict[tuple[str, bool, bool, bool], Problem] = {}

    def room(self, job: Job, codes: frozenset[str], widely: bool = False) -> Visit | None:
        """The first window of its own that the job would have in this schedule, were these rules lifted."""
        trial, memo = copy.copy(self.board), Memo()
        trial.ignore = codes | {"all hours"} if widely else codes
        trial.problem = problem = self._problem(job.building, codes, widely)
        crews = sorted(problem.shifts)
        for day in problem.days(job.building):
            for crew in crews:
                self.looks += 1
                for gap in trial.gaps(job.building, crew, day):
                    visit = pack(trial, job.building, crew, day, gap, (job.id,), memo)
                    if visit is not None and (not widely or self._is_own_day(visit)):
                        return visit
        return None

    def room_after(self, first: Sequence[Job], job: Job, codes: frozenset[str], widely: bool) -> Visit | None:
        """The same once all that must come first has such a window too, one after the other (C7)."""
        placed = list[Visit]()
        try:
            for other in first:
                if (visit := self.room(other, codes, widely)) is None:
                    return None
                self.board.add(visit)
                placed.append(visit)
            return self.room(job, codes, widely)
        finally:
            for visit in placed:
                self.board.remove(visit)

    def _is_own_day(self, visit: Visit) -> bool:
        """Whether a window begins on the date of its shift: one around the clock reaches into the next."""
        inventory = self.board.problem.request.inventory
        zone = inventory.zone(inventory.district.crews[visit.crew].base)
        return moment_of(visit.start, zone).date().toordinal() == visit.shift_day

    def _problem(self, building: str, codes: frozenset[str], widely: bool) -> Problem:
        key = (building, widely and "C2" in codes, widely and "C3" in codes, "C11" in codes)
        if not any(key[1:]):
            return self.board.problem
        if key not in self._problems:
            self._problems[key] = _relaxed(self.board.problem, *key)
        return self._problems[key]


def _relaxed(problem: Problem, building: str, doors: bool, crews: bool, dates: bool) -> Problem:
    opened = dict(problem.open.get(building, {}))
    if dates:
        opened = _unfrozen(problem, building, opened)
    if doors:
        opened = _around_the_clock(problem, building, opened, dates)
    shifts = _all_hours(problem, opened) if crews else _shifts_on(problem, opened)
    base = {key: crew.base for key, crew in problem.district.crews.items()}
    met = {key: meet(opened, shifts[key], problem.travel[base[key], building]) for key in shifts}
    return replace(
        problem,
        open={**problem.open, building: opened},
        shifts=shifts,
        stretches={**problem.stretches, building: met},
        banned={**problem.banned, building: _banned(problem, building, opened)},
    )


def _shifts_on(problem: Problem, opened: Opened) -> Mapping[str, Mapping[int, tuple[Shift, ...]]]:
    """The crews' shifts, on dates as well on which no building was open."""
    days = _near(opened)
    longest = max(problem.open, key=lambda key: len(problem.open[key]), default="")
    if days <= _near(problem.open.get(longest, ())):
        return problem.shifts
    crews, inventory = problem.district.crews, problem.request.inventory
    return {key: {**problem.shifts[key], **shifts_of(inventory, crews[key], sorted(days))} for key in problem.shifts}


def _near(days: Iterable[int]) -> set[int]:
    """Days and those before and after them: a crew's date may be another one than the building's."""
    return {near for day in days for near in (day - 1, day, day + 1)}


def _banned(problem: Problem, building: str, opened: Opened) -> dict[int, str]:
    found = {day: out_of_bounds(problem.request, building, date.fromordinal(day)) for day in opened}
    return {day: why for day, why in found.items() if why is not None}


def _around_the_clock(problem: Problem, building: str, opened: Opened, dates: bool) -> dict[int, tuple[Span, ...]]:
    """Every date of the horizon, from midnight to midnight; frozen ones only where dates are free too."""
    zone, horizon = ZoneInfo(problem.request.inventory.zone(building)), problem.district.horizon
    days = {day for kinds in problem.kinds.values() for day in kinds} | set(opened)
    days |= {day.toordinal() for day in horizon} if horizon is not None else set()
    good = [day for day in sorted(days) if dates or not _frozen(problem, building, day)]
    return {day: ((_midnight(day, zone), _midnight(day + 1, zone)),) for day in good}


def _frozen(problem: Problem, building: str, day: int) -> bool:
    on = date.fromordinal(day)
    freezes = problem.district.freezes
    return any(on in one.dates and (one.buildings is None or building in one.buildings) for one in freezes)


def _midnight(day: int, zone: ZoneInfo) -> int:
    on = date.fromordinal(day)
    return minute_of(datetime(on.year, on.month, on.day, tzinfo=zone))


def _unfrozen(problem: Problem, building: str, opened: Opened) -> dict[int, tuple[Span, ...]]:
    """Frozen dates as open as the nearest open date of their kind and, on weekends, weekday."""
    kinds, zone = problem.kinds.get(building, {}), ZoneInfo(problem.request.inventory.zone(building))
    found = dict(opened)
    for day, kind in kinds.items():
        if day in opened or not _frozen(problem, building, day):
            continue
        view = problem.request.calendars.day(building, date.fromordinal(day))
        if view is not None and view.open:  # calendars that know of no freeze
            found[day] = tuple((minute_of(i.start), minute_of(i.end)) for i in view.open)
            continue
        alike = [d for d in opened if kinds.get(d) is kind and (d - day) % 7 in ({0} if _rests(day) else set(range(7)))]
        if alike:
            like = min(alike, key=lambda d: (abs(d - day), d))
            step = _midnight(day, zone) - _midnight(like, zone)
            found[day] = tuple((a + step, b + step) for a, b in opened[like])
    return dict(sorted(found.items()))


def _rests(day: int) -> bool:
    return date.fromordinal(day).weekday() >= 5


def _all_hours(problem: Problem, opened: Opened) -> dict[str, dict[int, tuple[Shift, ...]]]:
    """The shifts there are and, after them, one around the clock on every date."""
    found: dict[str, dict[int, tuple[Shift, ...]]] = {}
    for key, crew in problem.district.crews.items():
        zone = ZoneInfo(problem.request.inventory.zone(crew.base))
        mine = dict(problem.shifts[key])
        for day in sorted({near for d in opened for near in (d - 1, d, d + 1)} | set(mine)):
            kind = "weekend" if _rests(day) else "weekday"
            longest = Shift(day, kind, _midnight(day, zone) - SPARE, _midnight(day + 1, zone) + SPARE)
            mine[day] = (*mine.get(day, ()), longest)
        found[key] = mine
    return found
