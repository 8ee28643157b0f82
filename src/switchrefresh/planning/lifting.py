"""A finished schedule with some rules lifted: where would a switch have room then?

Lifting C2 lets two crews into its building, lifting C3 a crew be at two places; lifted `widely`, the building is open
around the clock too, and every crew works all hours of every date. A frozen date counts, without C11, as open as the
calendars say that it would be without its freeze, in the building itself and in those that go dark with it (C16).
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.packing import Memo, pack
from switchrefresh.planning.problem import Job, Problem, minute_of, moment_of, out_of_bounds, shifts_of, spans_of
from switchrefresh.planning.reaching import Shift, Span, Stretch, meet

SPARE = 180  # minutes that a shift around the clock begins earlier and ends later: the way, and other time zones
Opened = Mapping[int, tuple[Span, ...]]
Shifts = Mapping[str, Mapping[int, tuple[Shift, ...]]]


class Lifting:
    """Asks one schedule again and again, with other rules lifted each time."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.looks = 0  # dates of crews that were looked at, for each switch
        self.solves = 0  # times that an engine was asked
        self._problems: dict[tuple[tuple[str, ...], bool, bool, bool], Problem] = {}

    def room(self, job: Job, codes: frozenset[str], widely: bool = False) -> Visit | None:
        """The first window of its own that the job would have in this schedule, were these rules lifted."""
        return next(self.windows(job.building, (job.id,), codes, widely, Memo()), None)

    def windows(
        self, building: str, names: tuple[str, ...], codes: frozenset[str], widely: bool, memo: Memo
    ) -> Iterator[Visit]:
        """The fullest window with some jobs of a building in every stretch of free time, in order of dates."""
        trial = copy.copy(self.board)
        trial.ignore = codes | {"all hours"} if widely else codes
        trial.problem = problem = self.problem((building,), codes, widely)
        crews = sorted(problem.shifts)
        for day in problem.days(building):
            for crew in crews:
                self.looks += len(names)
                for gap in trial.gaps(building, crew, day):
                    visit = pack(trial, building, crew, day, gap, names, memo)
                    if visit is not None and (not widely or self.is_own_day(visit)):
                        yield visit

    def is_own_day(self, visit: Visit) -> bool:
        """Whether a window begins on the date of its shift: one around the clock reaches into the next."""
        inventory = self.board.problem.request.inventory
        zone = inventory.zone(inventory.district.crews[visit.crew].base)
        return moment_of(visit.start, zone).date().toordinal() == visit.shift_day

    def problem(self, buildings: tuple[str, ...], codes: frozenset[str], widely: bool) -> Problem:
        """The hours of some buildings and of the crews without these rules; all else is the board's to ignore."""
        key = (buildings, widely and "C2" in codes, widely and "C3" in codes, "C11" in codes)
        if not any(key[1:]):
            return self.board.problem
        if key not in self._problems:
            self._problems[key] = _relaxed(self.board.problem, *key)
        return self._problems[key]


def _relaxed(problem: Problem, buildings: tuple[str, ...], doors: bool, crews: bool, dates: bool) -> Problem:
    opened = {key: dict(problem.open.get(key, {})) for key in buildings}
    others = dict[str, Opened]()
    if dates:
        opened = {key: _unfrozen(problem, key, opened[key]) for key in buildings}
        others = {key: _unfrozen(problem, key, problem.open.get(key, {})) for key in _behind(problem, buildings)}
    if doors:
        opened = {key: _around_the_clock(problem, key, opened[key], dates) for key in buildings}
    every = frozenset(day for days in opened.values() for day in days)
    shifts = _all_hours(problem, every) if crews else _shifts_on(problem, every)
    return replace(
        problem,
        open={**problem.open, **others, **opened},
        shifts=shifts,
        stretches={**problem.stretches, **{key: _met(problem, key, opened[key], shifts) for key in buildings}},
        banned={**problem.banned, **{key: _banned(problem, key, opened[key]) for key in buildings}},
    )


def _behind(problem: Problem, buildings: tuple[str, ...]) -> list[str]:
    """The buildings that go dark with what is planned in some others (C16)."""
    jobs = (problem.jobs[name] for building in buildings for name in problem.by_building.get(building, ()))
    return sorted({key for job in jobs for key in job.behind})


def _met(problem: Problem, building: str, opened: Opened, shifts: Shifts) -> dict[str, dict[int, tuple[Stretch, ...]]]:
    crews = problem.district.crews
    return {key: meet(opened, shifts[key], problem.travel[crews[key].base, building]) for key in shifts}


def _shifts_on(problem: Problem, opened: Iterable[int]) -> Shifts:
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
    """Frozen dates too, with the hours that the calendars give them without a freeze."""
    found = dict(opened)
    for view in problem.request.calendars.buildings.get(building, ()):
        day = view.date.toordinal()
        if day in opened or not _frozen(problem, building, day):
            continue
        if spans := spans_of(view.open if view.thawed is None else view.thawed):
            found[day] = spans
    return dict(sorted(found.items()))


def _rests(day: int) -> bool:
    return date.fromordinal(day).weekday() >= 5


def _all_hours(problem: Problem, opened: Iterable[int]) -> dict[str, dict[int, tuple[Shift, ...]]]:
    """The shifts there are and, after them, one around the clock on every date."""
    found: dict[str, dict[int, tuple[Shift, ...]]] = {}
    for key, crew in problem.district.crews.items():
        zone = ZoneInfo(problem.request.inventory.zone(crew.base))
        mine = dict(problem.shifts[key])
        for day in sorted(_near(opened) | set(mine)):
            kind = "weekend" if _rests(day) else "weekday"
            longest = Shift(day, kind, _midnight(day, zone) - SPARE, _midnight(day + 1, zone) + SPARE)
            mine[day] = (*mine.get(day, ()), longest)
        found[key] = mine
    return found
