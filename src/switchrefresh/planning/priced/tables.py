"""What each building can do on every date, as arrays: the ground on which whole campaigns are priced.

Places (`places.py`) that hold the same tasks whatever else happens (same kind of date, same speed, same length) form a
*class*, so that tasks are packed once a class and not once a date: a building has thousands of places and some dozens
of classes. A *state* is the set of jobs that are left; a visit leads from one state to another.

    places    one number a place: crew, date, start, length, ...
    classes   one number a place: its class
    steps     for each state that is looked at, one number a class: the state after the visit, minutes, work, ...

What a visit in some state costs at some place follows from `classes` and `steps`; `pricing.py` works it out.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from switchrefresh.inventory.model import DayKind
from switchrefresh.planning.board import Board, Slot, Visit
from switchrefresh.planning.campaigns import Campaign, campaign_of
from switchrefresh.planning.goals import class_span, left_out_cost, students_of
from switchrefresh.planning.packing import Allowed, Memo, allowed, fill, pack_allowed
from switchrefresh.planning.priced.places import Ground, Place, Places, find_places
from switchrefresh.planning.reaching import Span

Left = tuple[str, ...]
Packed = tuple[tuple[str, int, int], ...]  # job, start and end in minutes after the start of the place
MORE_VISITS = 2  # how many visits above the least that do a whole building are looked at
MOST_STATES = 48  # states per building
BEYOND = 10**6  # minutes: as good as never
Example = tuple[Place, Span]  # a place that stands for its class, and when lessons begin and end in it


@dataclass
class Step:
    """What the visits in each class do to a state; arrays run over the classes, -1 in `after` is no visit."""

    after: Any
    minutes: Any  # length of the whole visit
    work: Any
    waiting: Any  # priority points of the jobs done
    lessons: Any  # minutes of work between the bells
    packs: list[bytes]  # tasks, as `Table.packed` reads them


@dataclass
class Table:
    """All places of a building and all states that are worth looking at, the first being that all jobs are left."""

    building: str
    free: Left
    places: Places
    classes: Any  # class of each place
    states: list[Left] = field(default_factory=list)
    steps: dict[int, Step] = field(default_factory=dict)  # by state, of those that are looked at
    left_cost: list[int] = field(default_factory=list)
    limited: bool = False  # whether a state was left aside because there were too many

    def packed(self, state: int, of: int) -> Packed:
        """The tasks of a state's visit in a class; in memory three numbers each, first the job in `free`."""
        numbers = array("H", self.steps[state].packs[of])
        return tuple((self.free[n], a, b) for n, a, b in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))

    def campaign(self, board: Board, path: tuple[tuple[int, int], ...]) -> Campaign:
        """The campaign of a path of (state, place)."""
        visits = tuple(self.visit(board, state, place) for state, place in path)
        return campaign_of(board.problem, self.building, visits, self.free)

    def path_of(self, visits: list[Visit]) -> tuple[tuple[int, int], ...]:
        """The path that visits in time order follow, () when they follow none."""
        state, path = 0, list[tuple[int, int]]()
        for visit in visits:
            names, found = tuple(slot.job for slot in visit.slots), None
            for n in self.places.find(visit.crew, visit.day, visit.shift_day) if state in self.steps else ():
                if tuple(job for job, _, _ in self.packed(state, int(self.classes[n]))) == names:
                    found = n
                    break
            if found is None:
                return ()
            path.append((state, found))
            state = int(self.steps[state].after[int(self.classes[found])])
        return tuple(path)

    def visit(self, board: Board, state: int, place: int) -> Visit:
        """The visit that a state makes of a place."""
        spot, work = self.places.at(place), board.problem.work
        at, packed = spot.gap.start, self.packed(state, int(self.classes[place]))
        slots = tuple(Slot(job, at + a, at + b) for job, a, b in packed)
        return Visit(
            self.building,
            spot.crew,
            spot.day,
            spot.gap.shift.day,
            slots[0].start - work.setup,
            slots[-1].end + work.backout,
            slots,
        )


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


def make_table(board: Board, building: str, free: Left, ground: Ground, states: int = MOST_STATES) -> Table:
    """The places and at most so many states of a building; `board` is a lenient one with what stands already."""
    import numpy as np

    return _Maker(board, building, free, find_places(board, building, ground)).make(np, states)


class _Maker:
    def __init__(self, board: Board, building: str, free: Left, places: Places) -> None:
        self.board, self.building, self.free, self.places = board, building, free, places
        self.packer = Packer(board)
        jobs = board.problem.jobs
        self.timed = any(jobs[n].behind for n in free) or any(
            other in board.place for n in free for other in (*jobs[n].before, *jobs[n].after)
        )
        self._allowed: dict[tuple[int, Left], Allowed] = {}
        self._kinds: dict[int, int] = {}  # by date
        self._numbers: dict[object, int] = {}  # of the kinds
        self._packs: dict[Packed, bytes] = {}
        speeds = {crew: rules.speed for crew, rules in board.problem.district.crews.items()}
        rising = sorted(set(speeds.values()))
        self._speeds = {crew: rising.index(speed) for crew, speed in speeds.items()}

    def make(self, np: Any, states: int) -> Table:
        classes, first, lessons = self._classify(np)
        table = Table(self.building, self.free, self.places, classes)
        examples = [(self.places.at(int(n)), (int(a), int(b))) for n, a, b in zip(first, *lessons, strict=True)]
        self._walk(np, table, examples, states)
        table.left_cost = [left_out_cost(self.board.problem, left) for left in table.states]
        return table

    def _classify(self, np: Any) -> tuple[Any, Any, tuple[Any, Any]]:
        """The class of each place; of each class the first place, and when lessons begin and end in it."""
        places, every = self.places, np.arange(len(self.places))
        days, which = np.unique(places.day, return_inverse=True)
        spans = np.array([self._lessons(int(day)) for day in days], dtype=np.int64).reshape(-1, 2)[which]
        since, until = (np.clip(spans[:, n] - places.start, -BEYOND, BEYOND) for n in range(2))
        overlap = (since < places.length) & (until > 0)
        since, until = since * overlap, until * overlap
        if self.timed or not len(every):
            return every.astype(np.int32), every, (since, until)
        kinds = np.array([self._kind(int(day)) for day in days])[which]
        speeds = np.array([self._speeds[crew] for crew in places.names])[places.crew]
        keys = np.stack([kinds, speeds, places.length, since, until], axis=1)
        _, first, classes = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        order = np.argsort(first)
        number = np.empty(len(first), dtype=np.uint16 if len(first) < 2**16 else np.int32)
        number[order] = np.arange(len(first))
        first = first[order]
        return number[classes.reshape(-1)], first, (since[first], until[first])

    def _lessons(self, day: int) -> Span:
        """The time between the bells, where there is anybody to hear them."""
        problem = self.board.problem
        if not students_of(problem.request, self.building):
            return 0, 0
        kind = problem.kinds[self.building].get(day, DayKind.SCHOOL_DAY)
        return class_span(problem.request, self.building, kind, date.fromordinal(day)) or (0, 0)

    def _kind(self, day: int) -> int:
        """Dates of one kind permit the same jobs and hold the same stock."""
        if day not in self._kinds:
            board, jobs = self.board, self.board.problem.jobs
            forbidden = tuple(name for name in self.free if board.may_on(name, day) is not None)
            models = sorted({jobs[name].model for name in self.free})
            wanted = {m: sum(jobs[n].units for n in self.free if jobs[n].model == m) for m in models}
            lefts = {m: board.units_left(m, day) for m in models}
            stock = tuple(min(left, wanted[m]) if (left := lefts[m]) is not None else -1 for m in models)
            kind = (forbidden, stock, board.tasks_left(self.building, day))
            self._kinds[day] = self._numbers.setdefault(kind, len(self._numbers))
        return self._kinds[day]

    def _may(self, left: Left, day: int) -> Allowed:
        key = (self._kind(day), left)
        if key not in self._allowed:
            self._allowed[key] = allowed(self.board, day, left, set(self.free) - set(left))
        return self._allowed[key]

    def _walk(self, np: Any, table: Table, examples: list[Example], states: int) -> None:
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
            step = self._step(np, table.states[state], examples, index, table)
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

    def _step(self, np: Any, left: Left, examples: list[Example], index: dict[Left, int], table: Table) -> Step:
        problem, count = self.board.problem, len(examples)
        after, packs = np.full(count, -1, dtype=np.int32), list[bytes]()
        minutes, work, waiting, lessons = (np.zeros(count, dtype=np.int32) for _ in range(4))
        for n, (spot, span) in enumerate(examples):
            may, speed = self._may(left, spot.day), self._speeds[spot.crew]
            packed = self.packer.pack(spot, may, speed, self.timed, self.building)
            packs.append(self._small(packed))
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
            lessons[n] = sum(max(0, min(b, span[1]) - max(a, span[0])) for _, a, b in packed) if any(span) else 0
        return Step(after, minutes, work, waiting, lessons, packs)

    def _small(self, packed: Packed) -> bytes:
        """The numbers of a visit's tasks; equal ones are kept once."""
        if packed not in self._packs:
            numbers = (n for job, a, b in packed for n in (self.free.index(job), a, b))
            self._packs[packed] = array("H", numbers).tobytes()
        return self._packs[packed]
