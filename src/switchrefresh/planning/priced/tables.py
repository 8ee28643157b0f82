"""What each building can do on every date, as arrays: the ground on which whole campaigns are priced.

A *place* is a stretch of free time of one crew at one building. Places that hold the same tasks whatever else happens
(same kind of date, same speed, same length) form a *class*, so that tasks are packed once a class and not once a date.
A *state* is the set of jobs that are left; a visit leads from one state to another.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.board import Board, Slot, Visit
from switchrefresh.planning.campaigns import Campaign, campaign_of
from switchrefresh.planning.goals import class_span, left_out_cost, students_of
from switchrefresh.planning.packing import Allowed, Memo, allowed, fill, pack_allowed
from switchrefresh.planning.reaching import Gap, Shift, Span

Left = tuple[str, ...]
Packed = tuple[tuple[str, int, int], ...]  # job, start and end in minutes after the start of the place
MORE_VISITS = 2  # how many visits above the least that do a whole building are looked at
MOST_STATES = 48  # states per building


@dataclass(frozen=True, slots=True)
class Place:
    """One stretch of free time of a crew at a building; `weekday` is the longest such on its date's weekday shift."""

    crew: str
    day: int
    gap: Gap
    usable: Span
    weekday: int


@dataclass
class Step:
    """What the visits in each class do to a state; arrays run over the classes, -1 in `after` is no visit."""

    after: Any
    minutes: Any  # length of the whole visit
    work: Any
    waiting: Any  # priority points of the jobs done
    lessons: Any  # minutes of work between the bells
    packed: list[Packed]


@dataclass
class Table:
    """All places of a building and all states that are worth looking at, the first being that all jobs are left."""

    building: str
    free: Left
    places: list[Place]
    classes: Any  # class of each place
    states: list[Left] = field(default_factory=list)
    steps: dict[int, Step] = field(default_factory=dict)  # by state, of those that are looked at
    left_cost: list[int] = field(default_factory=list)
    limited: bool = False  # whether a state was left aside because there were too many

    def campaign(self, board: Board, path: tuple[tuple[int, int], ...]) -> Campaign:
        """The campaign of a path of (state, place)."""
        visits = tuple(self.visit(board, state, place) for state, place in path)
        return campaign_of(board.problem, self.building, visits, self.free)

    def path_of(self, visits: list[Visit]) -> tuple[tuple[int, int], ...]:
        """The path that visits in time order follow, () when they follow none."""
        state, path = 0, list[tuple[int, int]]()
        for visit in visits:
            names = tuple(slot.job for slot in visit.slots)
            at = (visit.crew, visit.day, visit.shift_day)
            found = None
            for n, spot in enumerate(self.places):
                if state in self.steps and (spot.crew, spot.day, spot.gap.shift.day) == at:
                    packed = self.steps[state].packed[int(self.classes[n])]
                    if tuple(job for job, _, _ in packed) == names:
                        found = n
                        break
            if found is None:
                return ()
            path.append((state, found))
            state = int(self.steps[state].after[int(self.classes[found])])
        return tuple(path)

    def visit(self, board: Board, state: int, place: int) -> Visit:
        """The visit that a state makes of a place."""
        spot, work = self.places[place], board.problem.work
        at = spot.gap.start
        slots = tuple(Slot(job, at + a, at + b) for job, a, b in self.steps[state].packed[int(self.classes[place])])
        return Visit(
            self.building,
            spot.crew,
            spot.day,
            spot.gap.shift.day,
            slots[0].start - work.setup,
            slots[-1].end + work.backout,
            slots,
        )


@dataclass
class Ground:
    """What the tables of all buildings share, kept once: what C13 leaves of the shifts, and equal times of places."""

    works: dict[tuple[str, int, str], bool] = field(default_factory=dict)
    spans: dict[Span, Span] = field(default_factory=dict)
    minutes: dict[int, int] = field(default_factory=dict)


class Packer:
    """Packs places once a class; results hold for every length between what they use and what they were given."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.memo: Memo = {}
        self._known: dict[tuple[object, ...], list[tuple[int, int, Packed]]] = {}

    def pack(self, spot: Place, may: Allowed, speed: object, timed: bool, building: str) -> Packed:
        """Jobs with their minutes after the start of the place."""
        gap, length = spot.gap, spot.gap.end - spot.gap.start
        if not may.names:
            return ()
        if timed:
            found = pack_allowed(self.board, building, spot.crew, spot.day, gap, may, self.memo)
            return tuple((s.job, s.start - gap.start, s.end - gap.start) for s in found.slots) if found else ()
        known = self._known.setdefault((speed, may), [])
        at = bisect_right(known, length, key=lambda one: one[0]) - 1
        if at >= 0 and known[at][0] <= length <= known[at][1]:
            return known[at][2]
        slots = fill(self.board, spot.crew, 0, length, may)
        used = slots[-1].end + self.board.problem.work.backout if slots else 0
        packed = tuple((s.job, s.start, s.end) for s in slots)
        if at >= 0 and known[at][2] == packed:
            known[at] = (known[at][0], length, packed)
        else:
            known.insert(at + 1, (used, length, packed))
        return packed


def places_of(board: Board, building: str, ground: Ground) -> Iterator[Place]:
    """Every place of a building beside what the board holds."""
    problem = board.problem
    fixed = bool(board.at_building.get(building))
    for day in problem.days(building):
        crews = sorted(problem.stretches[building])
        closed = board.day_closed(building, crews[0], day) if crews else "C3"
        if closed is not None and not (fixed and closed == "C2"):
            continue
        for crew in crews:
            if fixed and board.day_closed(building, crew, day) is not None:
                continue
            gaps = list(_gaps(board, building, crew, day, ground))
            weekday = max((g.end - g.start for g, _ in gaps if g.shift.kind == "weekday"), default=0)
            weekday = ground.minutes.setdefault(weekday, weekday)
            yield from (Place(crew, day, gap, usable, weekday) for gap, usable in gaps)


def _gaps(board: Board, building: str, crew: str, day: int, ground: Ground) -> Iterator[tuple[Gap, Span]]:
    for stretch in board.problem.stretches[building][crew].get(day, ()):
        shift = stretch.shift
        if not _works(board, crew, shift, ground):
            continue
        usable = (max(stretch.open[0], shift.start), min(stretch.open[1], shift.end))
        usable = ground.spans.setdefault(usable, usable)
        if board.at_crew.get(crew, {}).get(shift.day):
            yield from ((gap, usable) for gap in board.gaps_in(building, crew, stretch.open, shift))
        else:
            yield stretch, usable


def _works(board: Board, crew: str, shift: Shift, ground: Ground) -> bool:
    key = (crew, shift.day, shift.kind)
    if key not in ground.works:
        ground.works[key] = board.crew_limit(crew, shift) is None
    return ground.works[key]


def make_table(board: Board, building: str, free: Left, ground: Ground, states: int = MOST_STATES) -> Table:
    """The places and at most so many states of a building; `board` is a lenient one with what stands already."""
    import numpy as np

    return _Maker(board, building, free, list(places_of(board, building, ground))).make(np, states)


class _Maker:
    def __init__(self, board: Board, building: str, free: Left, places: list[Place]) -> None:
        self.board, self.building, self.free, self.places = board, building, free, places
        self.packer = Packer(board)
        jobs = board.problem.jobs
        self.timed = any(jobs[n].behind for n in free) or any(
            other in board.place for n in free for other in (*jobs[n].before, *jobs[n].after)
        )
        self._allowed: dict[tuple[object, Left], Allowed] = {}
        self._kinds: dict[int, object] = {}
        self._spans: dict[int, Span | None] = {}
        speeds = {crew: rules.speed for crew, rules in board.problem.district.crews.items()}
        rising = sorted(set(speeds.values()))
        self._speeds = {crew: rising.index(speed) for crew, speed in speeds.items()}

    def make(self, np: Any, states: int) -> Table:
        numbers: dict[object, int] = {}
        first: list[int] = []
        classes = np.zeros(len(self.places), dtype=np.int32)
        for n, spot in enumerate(self.places):
            key = self._class(n, spot)
            if key not in numbers:
                numbers[key] = len(first)
                first.append(n)
            classes[n] = numbers[key]
        table = Table(self.building, self.free, self.places, classes)
        self._walk(np, table, first, states)
        table.left_cost = [left_out_cost(self.board.problem, left) for left in table.states]
        return table

    def _class(self, number: int, spot: Place) -> object:
        if self.timed:
            return number
        length = spot.gap.end - spot.gap.start
        return self._kind(spot.day), self._speed(spot.crew), length, self._lessons(spot)

    def _speed(self, crew: str) -> object:
        return self._speeds[crew]

    def _lessons(self, spot: Place) -> Span | None:
        """The time between the bells, counted from the start of the place, where they overlap."""
        problem, gap = self.board.problem, spot.gap
        if spot.day not in self._spans:
            kind = problem.kinds[self.building].get(spot.day, DayKind.SCHOOL_DAY)
            on, here = date.fromordinal(spot.day), students_of(problem.request, self.building)
            self._spans[spot.day] = class_span(problem.request, self.building, kind, on) if here else None
        span = self._spans[spot.day]
        if span is None or span[0] >= gap.end or span[1] <= gap.start:
            return None
        return span[0] - gap.start, span[1] - gap.start

    def _kind(self, day: int) -> object:
        """Dates of one kind permit the same jobs and hold the same stock."""
        if day not in self._kinds:
            board, jobs = self.board, self.board.problem.jobs
            forbidden = tuple(name for name in self.free if board.may_on(name, day) is not None)
            models = sorted({jobs[name].model for name in self.free})
            wanted = {m: sum(jobs[n].units for n in self.free if jobs[n].model == m) for m in models}
            lefts = {m: board.units_left(m, day) for m in models}
            stock = tuple(min(left, wanted[m]) if (left := lefts[m]) is not None else -1 for m in models)
            self._kinds[day] = (forbidden, stock, board.tasks_left(self.building, day))
        return self._kinds[day]

    def _may(self, left: Left, day: int) -> Allowed:
        key = (self._kind(day), left)
        if key not in self._allowed:
            self._allowed[key] = allowed(self.board, day, left, set(self.free) - set(left))
        return self._allowed[key]

    def _walk(self, np: Any, table: Table, first: list[int], states: int) -> None:
        """States in the order of how few visits a way through them takes, up to a number."""
        index = {self.free: 0}
        table.states.append(self.free)
        depth, most = {0: 0}, 0
        waiting, least = [(0, 0, 0)], 10**6
        while waiting and len(table.steps) < states:
            waiting.sort()
            rank, _, state = waiting.pop(0)
            if rank > least + MORE_VISITS:
                break
            step = self._step(np, table.states[state], first, index, table)
            table.steps[state] = step
            lefts = {int(after) for after in np.unique(step.after) if after >= 0}
            if state == 0:
                most = max((len(self.free) - len(table.states[n]) for n in lefts), default=1)
            for n in sorted(lefts):
                if n not in depth:
                    depth[n] = depth[state] + 1
                    if table.states[n]:
                        waiting.append((depth[n] - -len(table.states[n]) // max(1, most), -depth[n], n))
                    else:
                        least = min(least, depth[n])
        table.limited = bool(waiting)

    def _step(self, np: Any, left: Left, first: list[int], index: dict[Left, int], table: Table) -> Step:
        problem, count = self.board.problem, len(first)
        after, packs = np.full(count, -1, dtype=np.int32), list[Packed]()
        minutes, work, waiting, lessons = (np.zeros(count, dtype=np.int32) for _ in range(4))
        for n, number in enumerate(first):
            spot = self.places[number]
            packed = self.packer.pack(
                spot, self._may(left, spot.day), self._speed(spot.crew), self.timed, self.building
            )
            packs.append(packed)
            if not packed:
                continue
            done = {job for job, _, _ in packed}
            rest = tuple(name for name in left if name not in done)
            if rest not in index:
                index[rest] = len(table.states)
                table.states.append(rest)
            after[n] = index[rest]
            minutes[n] = packed[-1][2] + problem.work.backout - packed[0][1] + problem.work.setup
            work[n] = sum(b - a for _, a, b in packed)
            waiting[n] = sum(problem.jobs[job].priority for job in done)
            if (span := self._lessons(spot)) is not None:
                lessons[n] = sum(max(0, min(b, span[1]) - max(a, span[0])) for _, a, b in packed)
        return Step(after, minutes, work, waiting, lessons, packs)
