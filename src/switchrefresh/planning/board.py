"""A schedule in the making: what is placed so far, and which rules a further visit or task would break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from switchrefresh.planning.problem import Problem
from switchrefresh.planning.reaching import Gap, Shift


@dataclass(frozen=True, slots=True)
class Slot:
    """One job inside a visit, in minutes."""

    job: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Visit:
    """A window in minutes: `day` is the building's date, `shift_day` the crew's."""

    building: str
    crew: str
    day: int
    shift_day: int
    start: int
    end: int
    slots: tuple[Slot, ...]
    id: str | None = None  # of the promised window it is
    past: bool = False  # running or done: no rule can move it

    def moved(self, start: int) -> Visit:
        """The same visit at another minute of its day."""
        step = start - self.start
        slots = tuple(Slot(s.job, s.start + step, s.end + step) for s in self.slots)
        return Visit(self.building, self.crew, self.day, self.shift_day, start, self.end + step, slots, self.id)


@lru_cache(maxsize=4096)
def week_of(day: int) -> tuple[int, int]:
    """ISO year and week."""
    return date.fromordinal(day).isocalendar()[:2]


@lru_cache(maxsize=4096)
def month_of(day: int) -> tuple[int, int]:
    """Calendar year and month."""
    on = date.fromordinal(day)
    return on.year, on.month


class Board:
    """Visits placed so far. `lenient` takes what other buildings owe (pilot, uplink parents) for granted;
    `ignore` are rule codes that are switched off to find out what stands in the way; "absent" switches off C7 for
    jobs that have no place, "all hours" says that crews work around the clock where C3 is."""

    def __init__(self, problem: Problem, lenient: bool = False, ignore: frozenset[str] = frozenset()) -> None:
        self.problem = problem
        self.lenient = lenient
        self.ignore = ignore
        self.place: dict[str, tuple[Visit, Slot]] = {}
        self.at_building: dict[str, list[Visit]] = {}
        self.at_crew: dict[str, dict[int, list[Visit]]] = {}
        self.on_day: dict[int, dict[str, int]] = {}
        self.installed: dict[str, dict[int, int]] = {}

    def visits(self) -> tuple[Visit, ...]:
        """All visits in time order."""
        every = [visit for visits in self.at_building.values() for visit in visits]
        return tuple(sorted(every, key=lambda v: (v.start, v.building, v.crew)))

    def copy(self, lenient: bool | None = None, ignore: frozenset[str] | None = None) -> Board:
        """The same visits on a board of its own."""
        other = Board(
            self.problem,
            self.lenient if lenient is None else lenient,
            self.ignore if ignore is None else ignore,
        )
        for visit in self.visits():
            other.add(visit)
        return other

    def add(self, visit: Visit) -> None:
        """Place a visit; the caller has asked whether it may stand there."""
        self.at_building.setdefault(visit.building, []).append(visit)
        days = self.at_crew.setdefault(visit.crew, {})
        days[visit.shift_day] = sorted([*days.get(visit.shift_day, []), visit], key=lambda v: (v.start, v.building))
        count = self.on_day.setdefault(visit.day, {})
        count[visit.building] = count.get(visit.building, 0) + 1
        for slot in visit.slots:
            self.place[slot.job] = (visit, slot)
        self._count_units(visit, 1)

    def remove(self, visit: Visit) -> None:
        """Take a visit back."""
        self.at_building[visit.building].remove(visit)
        crew_days = self.at_crew[visit.crew]
        crew_days[visit.shift_day].remove(visit)
        if not crew_days[visit.shift_day]:
            del crew_days[visit.shift_day]
        count = self.on_day[visit.day]
        count[visit.building] -= 1
        if not count[visit.building]:
            del count[visit.building]
        for slot in visit.slots:
            self.place.pop(slot.job, None)
        self._count_units(visit, -1)

    def _count_units(self, visit: Visit, sign: int) -> None:
        for slot in visit.slots:
            if (job := self.problem.jobs.get(slot.job)) is not None:
                days = self.installed.setdefault(job.model, {})
                days[visit.day] = days.get(visit.day, 0) + sign * job.units
                if not days[visit.day]:
                    del days[visit.day]

    # -- places -------------------------------------------------------------------------------------------------

    def gaps(self, building: str, crew: str, day: int) -> Iterator[Gap]:
        """Free time of a crew at a building on a date, by every rule that does not ask for the tasks."""
        if self.day_closed(building, crew, day) is not None:
            return
        for stretch in self.problem.stretches[building][crew].get(day, ()):
            if self.crew_limit(crew, stretch.shift) is None:
                yield from self.gaps_in(building, crew, stretch.open, stretch.shift)

    def day_closed(self, building: str, crew: str, day: int) -> str | None:
        """The rule that keeps a crew away from a building on a date, or None."""
        if self._ruled_out(building, day):
            return "C11"
        if "C8" not in self.ignore and not self.after_pilot(building, day):
            return "C8"
        return self.crowded_out(building, crew, day)

    def _ruled_out(self, building: str, day: int) -> bool:
        """C11; no lifting of it brings yesterday back, or says what is open after the horizon."""
        if "C11" in self.ignore:
            horizon = self.problem.district.horizon
            known = horizon is None or horizon.first.toordinal() <= day <= horizon.last.toordinal()
            return not known or day < self.problem.request.as_of.toordinal()
        return day in self.problem.banned.get(building, {})

    def crowded_out(self, building: str, crew: str, day: int) -> str | None:
        """C2 or C9 when other windows on the date leave no room for this building and crew."""
        here = [v for v in self.at_building.get(building, ()) if v.day == day]
        if "C2" not in self.ignore and any(v.crew != crew for v in here):
            return "C2"
        limit = self.problem.most_buildings(day)
        if limit is not None and "C9" not in self.ignore and not here and len(self.on_day.get(day, ())) >= limit:
            return "C9"
        return None

    def after_pilot(self, building: str, day: int) -> bool:
        """Whether the pilot's windows and their soak leave room for this date (C8)."""
        pilot = self.problem.pilot
        if pilot is None:
            return self._rested(building, day)
        if building in pilot.buildings:
            others = [v.day for b, vs in self.at_building.items() if b not in pilot.buildings for v in vs if not v.past]
            return all(other > day + pilot.soak for other in others)
        found = [self.at_building.get(key, []) for key in pilot.buildings]
        if not self.lenient and not all(found):
            return False
        return all(visit.day + pilot.soak < day for visits in found for visit in visits)

    def _rested(self, building: str, day: int) -> bool:
        """Whether other buildings may start, where the pilot is over or there is none."""
        pilot, rested = self.problem.district.policy.pilot, self.problem.rested
        return pilot is None or rested is None or building in pilot.buildings or day > rested

    def crew_limit(self, crew: str, shift: Shift) -> str | None:
        """C13 when a crew would work one day, evening or weekend day too many, else None."""
        rules = self.problem.district.crews[crew]
        days = self.at_crew.get(crew, {})
        if "C13" in self.ignore:
            return None
        week = [d for d in days if d != shift.day and week_of(d) == week_of(shift.day)]
        if rules.max_days_per_week is not None and len(week) >= rules.max_days_per_week:
            return "C13"
        if shift.kind == "evening" and rules.max_evenings_per_week is not None:
            evenings = sum(self.kind_of(crew, d) == "evening" for d in week)
            return "C13" if evenings >= rules.max_evenings_per_week else None
        if shift.kind == "weekend" and rules.max_weekend_days_per_month is not None:
            month = [d for d in days if d != shift.day and month_of(d) == month_of(shift.day)]
            weekends = sum(date.fromordinal(d).weekday() >= 5 for d in month)
            return "C13" if weekends >= rules.max_weekend_days_per_month else None
        return None

    def kind_of(self, crew: str, shift_day: int) -> str:
        """Which shift a crew works on a date: the first that holds everything (weekday before evening)."""
        placed = self.at_crew.get(crew, {}).get(shift_day, [])
        shifts = self.problem.shifts[crew].get(shift_day, ())
        return next((shift.kind for shift in shifts if self.holds(crew, shift, placed)), "evening")

    def holds(self, crew: str, shift: Shift, visits: list[Visit]) -> bool:
        """Whether a shift holds all of a day's visits with the travel from and to the base (C3)."""
        if not visits:
            return True
        base = self.problem.district.crews[crew].base
        first, last = visits[0], visits[-1]
        return (
            shift.start + self.problem.travel[base, first.building] <= first.start
            and last.end + self.problem.travel[last.building, base] <= shift.end
        )

    def free_for(self, visit: Visit, shifts: list[Shift]) -> bool:
        """Whether one of a crew's shifts has this very stretch of time free, ways included."""
        span = (visit.start, visit.end)
        gaps = (gap for shift in shifts for gap in self.gaps_in(visit.building, visit.crew, span, shift))
        return any(gap.start == visit.start and gap.end == visit.end for gap in gaps)

    def gaps_in(self, building: str, crew: str, span: tuple[int, int], shift: Shift) -> Iterator[Gap]:
        """What a shift leaves free within a span, ways from and to the crew's other visits kept (C3, C4)."""
        placed = self.at_crew.get(crew, {}).get(shift.day, [])
        if "C3" in self.ignore:  # at two places at once; but where it works all hours, not twice at one
            twice = "C2" in self.ignore or "all hours" not in self.ignore
            placed = [] if twice else [v for v in placed if v.building == building]
        if not self.holds(crew, shift, placed):
            return
        travel, base = self.problem.travel, self.problem.district.crews[crew].base
        for n in range(len(placed) + 1):
            start, end = shift.start + travel[base, building], shift.end - travel[building, base]
            if n:
                start = placed[n - 1].end + travel[placed[n - 1].building, building]
            if n < len(placed):
                end = placed[n].start - travel[building, placed[n].building]
            start, end = max(start, span[0]), min(end, span[1])
            if start < end:
                yield Gap(start, end, shift)

    # -- tasks --------------------------------------------------------------------------------------------------

    def may_on(self, name: str, day: int) -> str | None:
        """The rule that forbids a job on a date whatever the time of day, or None."""
        job = self.problem.jobs[name]
        if job.critical and "C14" not in self.ignore and date.fromordinal(day).weekday() >= 5:
            return "C14"
        core_on = self.problem.district.policy.core_on
        if job.core and core_on is not None and "C17" not in self.ignore:
            kind = self.problem.kinds.get(job.building, {}).get(day)
            if kind not in core_on:
                return "C17"
        if "C12" not in self.ignore and any(p in self.place and self.place[p][0].day == day for p in job.partners):
            return "C12"
        return None

    def units_left(self, model: str, day: int) -> int | None:
        """Units that can still be installed on a day without taking what a later day needs (C6); None is no limit."""
        if self.problem.stock is None or "C6" in self.ignore:
            return None
        installed = self.installed.get(model, {})
        used = sum(units for on, units in installed.items() if on <= day)
        least = (self.problem.delivered(model, day) or 0) - used
        for later in sorted(on for on in installed if on > day):
            used += installed[later]
            least = min(least, (self.problem.delivered(model, later) or 0) - used)
        return least

    def tasks_left(self, building: str, day: int) -> int | None:
        """How many more tasks a building takes on a date (C10)."""
        limit = self.problem.district.policy.max_switches_per_window
        if limit is None or "C10" in self.ignore:
            return None
        return limit - sum(len(v.slots) for v in self.at_building.get(building, ()) if v.day == day)

    def clash(self, name: str, start: int, end: int, ended: dict[str, int]) -> str | None:
        """C7 or C16 when a job cannot lie at these minutes; `ended` are the ends of tasks earlier in the same visit."""
        job = self.problem.jobs[name]
        if "C7" not in self.ignore:
            for other in job.before:
                if (done := self._end_of(other, job.building, ended)) is None or done > start:
                    return "C7"
            for other in job.after:
                if other in ended or (other in self.place and self.place[other][1].start < end):
                    return "C7"
        if "C16" not in self.ignore:
            for building in job.behind:
                if not self.inside(building, start, end):
                    return "C16"
        return None

    def _end_of(self, other: str, building: str, ended: dict[str, int]) -> int | None:
        if other in ended:
            return ended[other]
        if other in self.place:
            return self.place[other][1].end
        foreign = self.problem.jobs[other].building != building
        return 0 if self.lenient and (foreign or "absent" in self.ignore) else None

    def inside(self, building: str, start: int, end: int) -> bool:
        """Whether a stretch lies inside one open interval of a building (C16)."""
        day = start // 1440 + date(1970, 1, 1).toordinal()
        opened = self.problem.open.get(building, {})
        return any(a <= start and end <= b for near in (day - 1, day, day + 1) for a, b in opened.get(near, ()))
