"""Every visit that a building's table holds, by state and place, as far as no price matters: points, time and units.

There are as many visits as states times places, millions in a large district, but only as many different ones as
states times classes. So what a visit takes is kept by class and spread over the places when it is asked for; of each
single visit no more than two bytes are kept: the state after it, and `marks`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.measures import ZONES, zone_of
from switchrefresh.planning.priced.spots import Spots
from switchrefresh.planning.priced.tables import Table

KEPT = ("minutes", "work", "lessons", "waiting", "after")


class Visits:
    """Arrays over states (rows, in the order of `order`) and places; `by_class` has arrays over states and classes."""

    def __init__(self, start: Board, table: Table, grid: Grid, keep: bool = True) -> None:
        import numpy as np

        self.np, self.table, self.grid = np, table, grid
        self.spots = Spots(start, table, grid)
        self.order = sorted(table.steps, key=lambda s: len(table.states[s]))
        self.row = {state: n for n, state in enumerate(self.order)}
        self.by_class = {name: np.array([getattr(table.steps[s], name) for s in self.order]) for name in KEPT}
        self.units = self._units(start)
        pairs = np.stack([table.classes.astype(np.int64), self.spots.kind.astype(np.int64)], axis=1)
        self._pairs, of = np.unique(pairs, axis=0, return_inverse=True)
        self._pair = of.reshape(-1).astype(np.int32)  # of each place: class and weight of its kind of day
        self._keep, self._kept = keep, dict[str, Any]()

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name not in ("np", "_kept")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        import numpy as np

        vars(self).update(state, np=np, _kept={})

    def _units(self, start: Board) -> Any:
        """Model, state, class: units that a visit installs, of the models whose stock is counted."""
        np, table, jobs, models = self.np, self.table, start.problem.jobs, self.grid.models
        found = np.zeros((len(models), len(self.order), self._classes), dtype=np.int32)
        for row, state in enumerate(self.order) if models else ():
            for of in range(self._classes):
                for job, _, _ in table.packed(state, of):
                    found[models[jobs[job].model], row, of] += jobs[job].units
        return found

    @property
    def _classes(self) -> int:
        return len(self.table.steps[0].packs) if self.table.steps else 0

    def spread(self, by_class: Any) -> Any:
        """From classes to places."""
        return by_class.take(self.table.classes, axis=1)

    def _all(self, name: str, make: Callable[[], Any]) -> Any:
        """An array that is remembered where there is memory for it."""
        if name not in self._kept:
            made = make()
            if not self._keep:
                return made
            self._kept[name] = made
        return self._kept[name]

    def after(self) -> Any:
        """The state after each visit; the number of states stands for no visit."""
        count = len(self.table.states)
        small = next(
            kind for kind in (self.np.uint8, self.np.uint16, self.np.int32) if count <= self.np.iinfo(kind).max
        )
        after = self.by_class["after"]
        return self._all("after", lambda: self.spread(self.np.where(after < 0, count, after).astype(small)))

    def shares(self) -> Any:
        """The part of its crew's time that each visit takes, its way included."""
        return (self.spread(self.by_class["minutes"]) + self.spots.way) / self.spots.length

    def marks(self) -> Any:
        """The zone (`measures.py`) of each visit's share, and `ZONES` more for those that need the evening shift."""
        return self._all("marks", lambda: zone_of(self.np, self.shares()) + self._evenings() * self.np.uint8(ZONES))

    def _evenings(self) -> Any:
        return self.spots.is_evening & (self.spread(self.by_class["minutes"]) > self.spots.weekday)

    def evenings(self) -> Any:
        """Whether each visit can only be done on the evening shift."""
        return self.marks() >= ZONES

    def points(self) -> Any:
        """Points of each visit."""
        spots, classes, by = self.spots, self._pairs[:, 0], self.by_class
        fixed = (
            spots.base
            + by["work"][:, classes] * self._pairs[:, 1].astype(float)
            + by["lessons"][:, classes] * spots.lesson
        )
        found = fixed.take(self._pair, axis=1)
        found += self.spread(by["waiting"]) * spots.wait
        return found

    def stock_charges(self, charges: Any) -> Any:
        """What the units of each visit are charged: `charges` by model and date, which change on few dates."""
        np = self.np
        new = np.flatnonzero((charges[:, 1:] != charges[:, :-1]).any(axis=0)) + 1
        changes = np.concatenate([[0], new])
        period = np.searchsorted(new, self.spots.day, side="right")
        found = sum(units[:, :, None] * of[changes] for units, of in zip(self.units, charges, strict=True))
        return found.reshape(len(self.order), -1).take(self.table.classes * np.int64(len(changes)) + period, axis=1)

    def short(self, stock: Any) -> Any:
        """Which visits install more than is there of some model; `stock` by model and date."""
        found: Any = False
        for units, left in zip(self.units, stock, strict=True):
            if (left < units.max(initial=0)).any():
                found = found | (self.spread(units) > left[self.spots.day])
        return found

    def does(self, job: str) -> Any:
        """Which visits do a job."""

        def make() -> Any:
            packed = [[self.table.packed(state, of) for of in range(self._classes)] for state in self.order]
            return self.np.array([[any(job == one for one, _, _ in tasks) for tasks in row] for row in packed])

        return self.spread(self._all(f"does {job}", make))

    def one(self, state: int, place: int) -> tuple[float, float, bool]:
        """Points of one visit, its part of its crew's time, and whether it needs the evening."""
        spots, step, of = self.spots, self.table.steps[state], int(self.table.classes[place])
        points = (
            spots.base
            + step.work[of] * spots.kind[place]
            + step.lessons[of] * spots.lesson
            + step.waiting[of] * spots.wait[place]
        )
        share = (step.minutes[of] + spots.way[place]) / spots.length[place]
        return float(points), float(share), bool(spots.is_evening[place] and step.minutes[of] > spots.weekday[place])

    def units_of(self, state: int, place: int) -> Any:
        """By model, the units of one visit."""
        return self.units[:, self.row[state], int(self.table.classes[place])]
