"""One zone as a problem of its own, small enough to be sent to another process, with what stands already around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from switchrefresh.calendars.model import Calendars
from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.model import PlanRequest
from switchrefresh.planning.problem import Job, Problem
from switchrefresh.planning.reaching import Known, Stretches, Ways
from switchrefresh.planning.zones.cutting import Zone
from switchrefresh.planning.zones.sharing import Stock


@dataclass(frozen=True)
class Part:
    """A zone's problem and the visits that stand."""

    problem: Problem
    standing: tuple[Visit, ...]

    def board(self) -> Board:
        """A board of its own with what stands."""
        board = Board(self.problem)
        for visit in self.standing:
            board.add(visit)
        return board


def make_part(board: Board, zone: Zone, stock: Stock | None, quota: Mapping[int, int] | None) -> Part:
    """The part of a zone; `stock` and `quota` are what it may use beside what stands on the board."""
    problem = board.problem
    jobs = _jobs(problem, zone)
    standing = tuple(v for v in board.visits() if _matters(problem, zone, jobs, v))
    shifts = {crew: problem.shifts[crew] for crew in zone.crews}
    bases, known = {crew: problem.district.crews[crew].base for crew in zone.crews}, Known()
    places = {*zone.buildings, *(v.building for v in standing), *bases.values()}
    dark = {other for name in jobs for other in jobs[name].behind}
    request = _request(problem.request, places | dark)
    small = replace(
        problem,
        request=request,
        jobs=jobs,
        by_building={b: problem.by_building[b] for b in zone.buildings},
        open={b: problem.open[b] for b in sorted(places | dark) if b in problem.open},
        kinds={b: problem.kinds[b] for b in sorted(places | dark) if b in problem.kinds},
        banned={b: problem.banned[b] for b in zone.buildings},
        shifts=shifts,
        travel=(ways := Ways(request.inventory, sorted(places))),
        stretches={b: Stretches(b, problem.open.get(b, {}), shifts, bases, ways, known) for b in sorted(places)},
        minutes={name: problem.minutes[name] for name in jobs},
        stock=_with_standing(jobs, standing, stock) if stock is not None else problem.stock,
        quota=_with_windows(standing, quota) if quota is not None else problem.quota,
        leaning={name: points for name, points in problem.leaning.items() if name in jobs},
        nearest={},
        weights=replace(problem.weights, kind_minute=dict(problem.weights.kind_minute)),  # another process can have it
    )
    return Part(small, standing)


def _jobs(problem: Problem, zone: Zone) -> dict[str, Job]:
    """The zone's jobs as they are, and those elsewhere that they are tied to, bound to nothing else."""
    mine = [name for b in zone.buildings for name in problem.by_building[b]]
    own = set(mine)
    tied = {o for n in mine for o in (*_ties(problem.jobs[n]), *problem.jobs[n].partners)} - own
    found = {name: problem.jobs[name] for name in mine}
    for name in sorted(tied & problem.jobs.keys()):
        job = problem.jobs[name]
        found[name] = replace(job, before=(), after=tuple(o for o in job.after if o in own), partners=(), behind=())
    return found


def _ties(job: Job) -> tuple[str, ...]:
    return (*job.before, *job.after)


def _matters(problem: Problem, zone: Zone, jobs: Mapping[str, Job], visit: Visit) -> bool:
    pilot = problem.pilot
    return (
        visit.building in zone.buildings
        or visit.crew in zone.crews
        or (pilot is not None and visit.building in pilot.buildings)
        or (pilot is not None and any(b in pilot.buildings for b in zone.buildings))
        or any(slot.job in jobs for slot in visit.slots)
    )


def _request(request: PlanRequest, places: Iterable[str]) -> PlanRequest:
    """The request as far as a zone's buildings are concerned; their switches are jobs already."""
    inventory, keep = request.inventory, set(places)
    buildings = {key: one for key, one in inventory.buildings.items() if key in keep}
    return replace(
        request,
        inventory=replace(inventory, buildings=buildings, switches={}),
        calendars=Calendars({}),
        promised=(),
        previous=(),
        taken_ids=frozenset(),
    )


def _with_standing(jobs: Mapping[str, Job], standing: Sequence[Visit], stock: Stock) -> Stock:
    """What stands uses units too, which the part's own board counts: they come on top of what was dealt out."""
    used: dict[str, dict[int, int]] = {}
    for visit in standing:
        for slot in visit.slots:
            if slot.job in jobs:
                days = used.setdefault(jobs[slot.job].model, {})
                days[visit.day] = days.get(visit.day, 0) + jobs[slot.job].units
    return {model: _raised(steps, used.get(model, {})) for model, steps in stock.items()}


def _raised(steps: tuple[tuple[int, int], ...], used: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    found, level, extra, known = list[tuple[int, int]](), 0, 0, dict(steps)
    for day in sorted({*known, *used}):
        level, extra = known.get(day, level), extra + used.get(day, 0)
        found.append((day, level + extra))
    return tuple(found)


def _with_windows(standing: Sequence[Visit], quota: Mapping[int, int]) -> Mapping[int, int]:
    there: dict[int, set[str]] = {}
    for visit in standing:
        there.setdefault(visit.day, set()).add(visit.building)
    return {day: quota.get(day, 0) + len(there.get(day, ())) for day in {*quota, *there}}
