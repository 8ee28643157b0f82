"""Where a building can be worked at: every stretch of free time of every crew there, kept as numbers in arrays.

A large district has more than half a million such *places*; as objects they would fill most of its memory. One place
is one row of all arrays of `Places`, and becomes an object (`Place`) only while somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.reaching import Gap, Shift, Span

KINDS = ("weekday", "evening", "weekend")  # of shifts
Row = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One stretch of free time of a crew at a building."""

    crew: str
    day: int
    gap: Gap


@dataclass(frozen=True)
class Places:
    """Rows in the order of dates and, on a date, of crews; minutes of the day are counted from `start`."""

    names: tuple[str, ...]  # of the crews
    crew: Any  # int16: its number among `names`
    day: Any  # int32: date in the building, as an ordinal
    shift_day: Any  # int32: date of the crew's shift
    kind: Any  # int8: of the shift, its number among `KINDS`
    start: Any  # int32: minutes since 1970
    length: Any  # int16: minutes
    weekday: Any  # int16: length of the longest place of the same crew and date that is on a weekday shift
    opens: Any  # int16: first minute of the shift that the building is open, ways not counted; at most 0
    closes: Any  # int16: the last such
    begins: Any  # int16: first minute of the shift
    ends: Any  # int16: its last

    def __len__(self) -> int:
        return len(self.day)

    def at(self, n: int) -> Place:
        """One place as an object."""
        start, kind = int(self.start[n]), KINDS[int(self.kind[n])]
        shift = Shift(int(self.shift_day[n]), kind, start + int(self.begins[n]), start + int(self.ends[n]))
        return Place(self.names[int(self.crew[n])], int(self.day[n]), Gap(start, start + int(self.length[n]), shift))

    @property
    def is_evening(self) -> Any:
        """Which places are on an evening shift."""
        return self.kind == KINDS.index("evening")

    def find(self, crew: str, day: int, shift_day: int) -> list[int]:
        """The places of a crew on a date."""
        if crew not in self.names:
            return []
        here = (self.day == day) & (self.shift_day == shift_day) & (self.crew == self.names.index(crew))
        return [int(n) for n in here.nonzero()[0]]


@dataclass
class Ground:
    """What the places of all buildings share, worked out once: what C13 leaves of the shifts."""

    works: dict[tuple[str, int, str], bool] = field(default_factory=dict)


def find_places(board: Board, building: str, ground: Ground) -> Places:
    """Every place of a building beside what the board holds."""
    import numpy as np

    names = tuple(sorted(board.problem.shifts))
    rows = np.array(list(_rows(board, building, names, ground)), dtype=np.int64).reshape(-1, 11)
    small = {np.int8: (3,), np.int16: (0, 5, 6, 7, 8, 9, 10), np.int32: (1, 2, 4)}
    types = {column: kind for kind, columns in small.items() for column in columns}
    return Places(names, *(rows[:, column].astype(types[column]) for column in range(11)))


def _rows(board: Board, building: str, names: tuple[str, ...], ground: Ground) -> Iterator[Row]:
    """The places as rows of numbers, in the order of the arrays of `Places`."""
    problem = board.problem
    fixed = bool(board.at_building.get(building))
    crews = [(n, crew) for n, crew in enumerate(names) if crew in problem.stretches[building]]
    for day in problem.days(building):
        closed = board.day_closed(building, crews[0][1], day) if crews else "C3"
        if closed is not None and not (fixed and closed == "C2"):
            continue
        for number, crew in crews:
            if fixed and board.day_closed(building, crew, day) is not None:
                continue
            gaps = list(_gaps(board, building, crew, day, ground))
            weekday = max((g.end - g.start for g, _ in gaps if g.shift.kind == "weekday"), default=0)
            yield from (_row(number, day, gap, usable, weekday) for gap, usable in gaps)


def _row(crew: int, day: int, gap: Gap, usable: Span, weekday: int) -> Row:
    start, shift = gap.start, gap.shift
    opens, closes, begins, ends = (at - start for at in (*usable, shift.start, shift.end))
    kind = KINDS.index(shift.kind)
    return crew, day, shift.day, kind, start, gap.end - start, weekday, opens, closes, begins, ends


def _gaps(board: Board, building: str, crew: str, day: int, ground: Ground) -> Iterator[tuple[Gap, Span]]:
    for stretch in board.problem.stretches[building][crew].get(day, ()):
        shift = stretch.shift
        if not _works(board, crew, shift, ground):
            continue
        usable = (max(stretch.open[0], shift.start), min(stretch.open[1], shift.end))
        if board.at_crew.get(crew, {}).get(shift.day):
            yield from ((gap, usable) for gap in board.gaps_in(building, crew, stretch.open, shift))
        else:
            yield stretch, usable


def _works(board: Board, crew: str, shift: Shift, ground: Ground) -> bool:
    key = (crew, shift.day, shift.kind)
    if key not in ground.works:
        ground.works[key] = board.crew_limit(crew, shift) is None
    return ground.works[key]
