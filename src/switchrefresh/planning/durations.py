"""How long tasks really take: an assumed spread, and the measured one as soon as nights have been worked.

The assumption, for want of a measurement in the field: the time without the buffer is the median; one task lies, in
nine of ten cases, between 0.6 and 1.7 times of it, long overruns being likelier than equally long savings (a lognormal
factor). Part of the spread is common to a window: the same night, the same people, the same building.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from switchrefresh.inventory.model import Inventory
from switchrefresh.planning.problem import Problem, hand_minutes

OWN_SPREAD = 0.30  # sigma of the logarithm of a task's own factor
SHARED_SPREAD = 0.15  # the same for what all tasks of a window have in common
PRIOR_WEIGHT = 10  # measured tasks that count as much as the assumption
LEAST, MOST = 0.1, 10.0  # measured factors outside are slips of the clock, not durations


@dataclass(frozen=True)
class Durations:
    """Factors on the planned time without buffer; `measured` are those of tasks that were done."""

    measured: tuple[float, ...] = ()

    def draw(self, dice: random.Random, shared: float) -> float:
        """One factor: a measured one the more often, the more there are."""
        count = len(self.measured)
        if count and dice.random() * (count + PRIOR_WEIGHT) < count:
            return self.measured[dice.randrange(count)]
        return shared * dice.lognormvariate(0.0, OWN_SPREAD)

    @staticmethod
    def draw_shared(dice: random.Random) -> float:
        """What the tasks of one window have in common."""
        return dice.lognormvariate(0.0, SHARED_SPREAD)


class Worked(Protocol):
    """A task that was done: what the journal measured."""

    @property
    def switch(self) -> str: ...
    @property
    def crew(self) -> str: ...
    @property
    def minutes(self) -> float: ...
    @property
    def planned(self) -> float: ...


def durations_of(worked: Iterable[Worked], problem: Problem) -> Durations:
    """The factors of tasks that were done; what the district no longer knows, and slips of the clock, are left out."""
    factors = (factor_of(task, problem) for task in worked)
    return Durations(tuple(factor for factor in factors if factor is not None))


def factor_of(task: Worked, problem: Problem) -> float | None:
    """Measured minutes as a multiple of the planned ones without buffer: those of that night, else those of today."""
    planned = task.planned
    if not planned and task.crew in problem.district.crews and task.switch in problem.jobs:
        planned = base_minutes(problem, task.switch, task.crew)
    factor = task.minutes / planned if planned else 0.0
    return factor if LEAST <= factor <= MOST else None


def measured_factors(worked: Iterable[Worked]) -> tuple[float, ...]:
    """The factors of tasks whose planned minutes were written down with them."""
    factors = (task.minutes / task.planned for task in worked if task.planned)
    return tuple(factor for factor in factors if LEAST <= factor <= MOST)


def crew_minutes(inventory: Inventory, name: str, crew: str) -> float:
    """Planned minutes of a switch for a crew without the buffer; 0 where the district knows one of them no more."""
    switch, hands = inventory.switches.get(name), inventory.district.crews.get(crew)
    if switch is None or hands is None:
        return 0.0
    return hand_minutes(inventory.district.work, switch) / float(hands.speed)


def base_minutes(problem: Problem, name: str, crew: str) -> float:
    """Planned minutes of a task without the buffer."""
    return float(problem.jobs[name].work / problem.district.crews[crew].speed)
