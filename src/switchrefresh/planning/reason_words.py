"""Sentences for the reasons why a switch has no place, with the numbers and dates that a person can act on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from switchrefresh.inventory.pilots import pilot_circles
from switchrefresh.inventory.values import show_duration
from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.problem import Job, Problem, out_of_bounds

EVER = 10**7  # a day after every delivery
UNKNOWN = "unknown: "  # how a calendar says that a feed cannot be believed on a date


@dataclass(frozen=True)
class Doubt:
    """A switch without a place, the window it would have without a rule, and that rule."""

    board: Board
    job: Job
    place: Visit
    code: str

    @property
    def problem(self) -> Problem:
        return self.board.problem

    @property
    def where(self) -> str:
        return building_name(self.problem, self.job.building)

    @property
    def day(self) -> str:
        """The date of that window, as people say it."""
        on = date.fromordinal(self.place.day)
        return f"{on:%a} {on}"


def sentence(doubt: Doubt) -> str:
    """What a person needs to know about one reason."""
    return _SENTENCES[doubt.code](doubt)


def building_name(problem: Problem, building: str) -> str:
    """The name of a building, or its id."""
    found = problem.request.inventory.buildings.get(building)
    return found.name if found else building


def _stock(d: Doubt) -> str:
    job, steps = d.job, (d.problem.stock or {}).get(d.job.model, ())
    units = d.problem.delivered(job.model, EVER) or 0
    if units == 0:
        return f"no {job.model} is in any delivery, and {job.id} needs {job.units}"
    if units < job.units:
        return f"{job.id} needs {job.units} {job.model}; all deliveries together hold {units}"
    first = next(since for since, total in steps if total >= job.units)
    if first > d.place.day:
        return (
            f"{job.model} for {job.id} arrives {date.fromordinal(first)}; {d.where} has no room from then on; "
            f"it would have on {d.day}"
        )
    used = sum(d.board.installed.get(job.model, {}).values())
    share = f"all {units}" if used >= units else f"{used} of the {units}"
    told = f"other switches use {share} {job.model} that are delivered; {job.id} needs {job.units}"
    later = next((since for since, total in steps if since > d.place.day and total - used >= job.units), None)
    if later is None:
        return told
    return f"{told}, and when enough are there, from {date.fromordinal(later)} on, {d.where} has no room"


def _pilot(d: Doubt) -> str:
    pilot = d.problem.district.policy.pilot
    buildings, soak = (pilot.buildings, pilot.soak) if pilot else ((), 0)
    empty = [key for key in buildings if d.problem.pilot and not d.board.at_building.get(key)]
    if d.job.building in buildings:
        return (
            f"{d.job.id} is in a pilot building and would have to be done more than {soak} days before the first "
            f"window of the other buildings; there is room on {d.day}"
        )
    if empty:
        return (
            f"pilot building {building_name(d.problem, empty[0])} has no window, and that holds all others{_circle(d)}"
        )
    return (
        f"{d.job.id} may start only more than {soak} days after the last pilot window, and no such date has room; "
        f"{d.day} would have"
    )


def _circle(d: Doubt) -> str:
    """That a pilot waits for what it holds, and what to do about it."""
    for circle in pilot_circles(d.problem.request.inventory):
        if d.problem.pilot and circle.waits_for not in d.board.place and circle.switch not in d.board.place:
            where = building_name(d.problem, d.problem.jobs[circle.waits_for].building)
            return (
                f", while its {circle.switch} must come after {circle.waits_for} at {where}: "
                f"make {some(circle.others)} pilot too, or choose another pilot"
            )
    return ""


def some(names: Sequence[str], most: int = 3) -> str:
    """The first few of many, and how many more there are."""
    if len(names) <= most + 1:
        return " and ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def _doors(d: Doubt) -> str:
    """Another crew in the building, or hours that are too short."""
    there = {v.crew for v in d.board.at_building.get(d.job.building, ()) if v.day == d.place.day and not v.past}
    if _longest(d.problem, d.job, d.place.crew) >= _need(d.problem, d.job, d.place.crew) and there:
        others = " and ".join(sorted(there))
        return f"another crew is at {d.where} on every date that has time for {d.job.id}, {others} on {d.day}"
    if not d.problem.open.get(d.job.building):
        return _never_open(d)
    if any(_longest(d.problem, d.job, crew) >= _need(d.problem, d.job, crew) for crew in d.problem.shifts):
        return f"{d.where} is not open for {d.job.id} at any hour at which a crew is free, such as on {d.day}"
    return _too_short(d)


def _never_open(d: Doubt) -> str:
    """No date has an open interval: a feed that cannot be believed, where one is the cause."""
    views = d.problem.request.calendars.buildings.get(d.job.building, ())
    told = Counter(text for view in views for text in view.reasons if text.startswith(UNKNOWN))
    if not told:
        return f"{d.where} has no open interval on any date that is known"
    feed = max(told, key=lambda text: told[text]).removeprefix(UNKNOWN).split(": ")[0]
    return f"nobody knows when {d.where} is open: {feed}; fetch the calendar again (switchrefresh check says more)"


def _crews(d: Doubt) -> str:
    """Every crew busy, or shifts that are too short."""
    if not any(d.problem.shifts.values()):
        return f"no crew is available on any date, so nobody can replace {d.job.id}"
    fits = any(_longest(d.problem, d.job, crew) >= _need(d.problem, d.job, crew) for crew in d.problem.shifts)
    if not fits:
        return _short_shifts(d)
    return f"every crew is busy or away whenever {d.where} is open long enough for {d.job.id}, such as on {d.day}"


def _too_short(d: Doubt) -> str:
    lengths = {crew: _longest(d.problem, d.job, crew) for crew in sorted(d.problem.shifts)}
    needs = {crew: _need(d.problem, d.job, crew) for crew in lengths}
    crew = min(lengths, key=lambda one: (needs[one] - lengths[one], one))
    until = date.fromordinal(max(d.problem.open.get(d.job.building, {d.place.day: ()})))
    return (
        f"{d.where} needs {show_duration(needs[crew])} for {d.job.id} (setup and backout included); "
        f"the longest window that {crew} can reach until {until} is {show_duration(lengths[crew])}"
    )


def _short_shifts(d: Doubt) -> str:
    """The longest stay that any shift allows, or what is left of it inside the open hours."""
    stays = {
        crew: max((s.end - s.start for some in days.values() for s in some), default=0)
        - 2 * d.problem.travel[d.problem.district.crews[crew].base, d.job.building]
        for crew, days in sorted(d.problem.shifts.items())
    }
    crew = max(stays, key=lambda one: (stays[one] - _need(d.problem, d.job, one), one))
    if stays[crew] >= _need(d.problem, d.job, crew):
        return _too_short(d)
    need, stay = (show_duration(max(0, m)) for m in (_need(d.problem, d.job, crew), stays[crew]))
    return f"{d.job.id} needs {need} in one go; the longest stay at {d.where} that a shift of {crew} allows is {stay}"


def _need(problem: Problem, job: Job, crew: str) -> int:
    return problem.work.setup + problem.minutes[job.id][crew] + problem.work.backout


def _longest(problem: Problem, job: Job, crew: str) -> int:
    """The longest stretch of a crew over the dates that are in bounds and on which the job may be done."""
    empty, days = Board(problem), problem.stretches[job.building].get(crew, {})
    good = [day for day in days if day not in problem.banned[job.building] and empty.may_on(job.id, day) is None]
    return max((s.end - s.start for day in good for s in days[day]), default=0)


def _order(d: Doubt) -> str:
    job, place = d.job, d.board.place
    absent = [other for other in job.before if other not in place]
    if absent:
        return f"{job.id} must come after {' and '.join(absent)}, which cannot be placed"
    before = [o for o in job.before if place[o][1].end > d.place.slots[0].start]
    told = f"after {' and '.join(before)}" if before else f"before {' and '.join(o for o in job.after if o in place)}"
    return f"{job.id} must come {told}, and there is no room for that; there would be on {d.day}"


def _buildings(d: Doubt) -> str:
    most = d.problem.district.policy.max_buildings_per_day
    have = "one building has" if most == 1 else f"{most} buildings have"
    return f"{have} a window on every date that has time for {d.job.id}, such as on {d.day}"


def _switches(d: Doubt) -> str:
    most = d.problem.district.policy.max_switches_per_window
    many = "one switch" if most == 1 else f"{most} switches"
    return f"with {many} {d.where} is full on every date that has time left, such as on {d.day}"


def _partners(d: Doubt) -> str:
    names = " or ".join(d.job.partners)
    return f"{d.job.id} may not be done on the date of {names}, and no other date has room; {d.day} would have"


def _limits(d: Doubt) -> str:
    crew = d.place.crew
    return (
        f"the days, evenings or weekend days of {crew} are used up on every date that has time for {d.job.id}, "
        f"such as on {d.day}"
    )


def _dates(d: Doubt) -> str:
    why = out_of_bounds(d.problem.request, d.job.building, date.fromordinal(d.place.day)) or "it is out of bounds"
    return f"{d.job.id} at {d.where} would fit only on dates that are ruled out; for example {why}"


def _weekdays(d: Doubt) -> str:
    services = " and ".join(d.problem.request.inventory.switches[d.job.id].critical)
    return (
        f"{d.job.id} feeds {services} and may be replaced Monday to Friday only; no such date has room, {d.day} would"
    )


def _dark(d: Doubt) -> str:
    names = some([building_name(d.problem, key) for key in d.job.behind])
    return f"{names} would go dark with {d.job.id}: never open at the same time for long enough"


def _cores(d: Doubt) -> str:
    kinds = ", ".join(d.problem.district.policy.core_on or ())
    return f"{d.job.id} is a core and may be replaced on {kinds or 'no day'} only; no such date at {d.where} has room"


_SENTENCES: Mapping[str, Callable[[Doubt], str]] = {
    "C2": _doors,
    "C3": _crews,
    "C6": _stock,
    "C7": _order,
    "C8": _pilot,
    "C9": _buildings,
    "C10": _switches,
    "C11": _dates,
    "C12": _partners,
    "C13": _limits,
    "C14": _weekdays,
    "C16": _dark,
    "C17": _cores,
}
