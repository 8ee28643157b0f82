"""Rows that tie one building to another: the pilot and its rest (C8), and what must come first along uplinks (C7).

There are very many of them and few matter, so each is made only when the campaigns at hand break it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from switchrefresh.planning.board import Board
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.pricing import Prices

Key = tuple[str, str, str, int]
BROKEN = 1e-4


class Dated(Protocol):
    """What these rows ask of a campaign: dates as numbers of the grid."""

    building: int
    first: int
    last: int
    done: dict[str, int]


@dataclass(frozen=True)
class OrderRow:
    """Campaigns of `later` that begin by a date exclude campaigns of `sooner` that end at its rest or after (C8); or
    job `later` is done by a date only where job `sooner` is (C7)."""

    kind: str  # pilot | across
    later: str
    sooner: str
    day: int
    rest: int = 0
    held: bool = True  # whether a pilot without any window holds all others

    @property
    def key(self) -> Key:
        return (self.kind, self.later, self.sooner, self.day)

    @property
    def upper(self) -> float:
        return 1.0 if self.kind == "pilot" else 0.0

    def term(self, _grid: Grid, building: str, column: Dated) -> float:
        """How much a campaign counts."""
        if self.kind == "pilot":
            if building == self.later:
                return float(column.first <= self.day)
            return float(building == self.sooner and column.last >= self.day - self.rest)
        after = column.done.get(self.later, self.day + 1) <= self.day
        before = column.done.get(self.sooner, self.day + 1) <= self.day
        return float(after) - float(before)

    def none(self, building: str) -> float:
        """How much leaving a building out counts."""
        return float(self.kind == "pilot" and building == self.sooner and self.held)


def price_orders(prices: Prices, grid: Grid, rows: list[OrderRow], charges: Any) -> None:
    """Add what these rows charge to the prices."""
    import numpy as np

    for row, charge in zip(rows, charges, strict=True):
        if not charge:
            continue
        if row.kind == "pilot":
            first = prices.first.setdefault(row.later, np.zeros(grid.days))
            first[: row.day + 1] += charge
            last = prices.last.setdefault(row.sooner, np.zeros(grid.days))
            last[max(0, row.day - row.rest) :] += charge
            prices.none[row.sooner] = prices.none.get(row.sooner, 0.0) + charge * row.none(row.sooner)
        else:
            prices.jobs.setdefault(row.later, np.zeros(grid.days))[: row.day + 1] += charge
            prices.jobs.setdefault(row.sooner, np.zeros(grid.days))[: row.day + 1] -= charge


def find_broken(
    start: Board, grid: Grid, names: list[str], taken: list[tuple[Any, float]], known: set[Key]
) -> list[OrderRow]:
    """Rows that parts of campaigns break, for each pair at most the one that they break most."""
    found = [*_pilots(start, grid, names, taken), *_across(start, grid, taken)]
    return [row for row in found if row.key not in known]


def _pilots(start: Board, grid: Grid, names: list[str], taken: list[tuple[Any, float]]) -> Iterator[OrderRow]:
    import numpy as np

    pilot = start.problem.pilot
    if pilot is None:
        return
    begun = {name: np.zeros(grid.days) for name in names if name not in pilot.buildings}
    for column, part in taken:
        if names[column.building] in begun:
            begun[names[column.building]][column.first :] += part
    for key in pilot.buildings:
        if key not in names:
            continue
        held = not start.at_building.get(key)
        mine = [(c, part) for c, part in taken if names[c.building] == key]
        late = np.full(grid.days, 1.0 - sum(part for _, part in mine) if held else 0.0)
        for column, part in mine:
            late[: column.last + pilot.soak + 1] += part
        for name, by in begun.items():
            over = by + late - 1
            day = int(over.argmax())
            if over[day] > BROKEN:
                yield OrderRow("pilot", name, key, day, pilot.soak, held)


def _across(start: Board, grid: Grid, taken: list[tuple[Any, float]]) -> Iterator[OrderRow]:
    import numpy as np

    done = {name: np.zeros(grid.days) for name in sorted(grid.special)}
    for column, part in taken:
        for job, day in column.done.items():
            done[job][day:] += part
    jobs = start.problem.jobs
    for name in sorted(grid.special):
        for other in jobs[name].before:
            if jobs[other].building == jobs[name].building or other in start.place:
                continue
            over = done[name] - done[other]
            day = int(over.argmax())
            if over[day] > BROKEN:
                yield OrderRow("across", name, other, day)
