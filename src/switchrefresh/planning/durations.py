"""How long tasks really take: an assumed spread, and the measured one as soon as nights have been worked.

The assumption, for want of a measurement in the field: the time without the buffer is the median; one task lies, in
nine of ten cases, between 0.6 and 1.7 times of it, long overruns being likelier than equally long savings (a lognormal
factor). Part of the spread is common to a window: the same night, the same people, the same building.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from switchrefresh.planning.problem import Problem

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


def read_durations(finished: Iterable[Mapping[str, Any]], problem: Problem) -> Durations:
    """The factors of finished windows: mappings with `crew` and `tasks`, each task with `switch`, `start` and `end`.

    That is what a `window-finished` event of the journal holds. What is damaged or unknown is left out.
    """
    found: list[float] = []
    for window in finished:
        crew, tasks = window.get("crew"), window.get("tasks")
        if isinstance(tasks, list) and isinstance(crew, str):
            found += [f for task in tasks if (f := _factor(task, crew, problem)) is not None]
    return Durations(tuple(found))


def _factor(task: Any, crew: str, problem: Problem) -> float | None:
    if not isinstance(task, dict) or crew not in problem.district.crews:
        return None
    job = problem.jobs.get(str(task.get("switch")))
    try:
        length = datetime.fromisoformat(task["end"]) - datetime.fromisoformat(task["start"])
    except (KeyError, TypeError, ValueError):
        return None
    planned = base_minutes(problem, job.id, crew) if job is not None else 0.0
    factor = length.total_seconds() / 60 / planned if planned else 0.0
    return factor if LEAST <= factor <= MOST else None


def base_minutes(problem: Problem, name: str, crew: str) -> float:
    """Planned minutes of a task without the buffer."""
    return float(problem.jobs[name].work / problem.district.crews[crew].speed)
