"""Better estimates out of nights that were worked: what `work` and `speed` in district.yaml should say, with numbers.

The median of measured against estimated minutes corrects a role's time; how far four of five tasks stay within the
corrected time gives the buffer. Crews are compared first, so that one slow crew does not make every switch look slow.
Nothing is said before there are a few windows, nor about differences that are no more than chance.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, Protocol

from switchrefresh.inventory.values import show_duration
from switchrefresh.planning.durations import LEAST, MOST, Worked, base_minutes
from switchrefresh.planning.problem import Problem

FEWEST_TASKS, FEWEST_WINDOWS = 5, 3
FEWEST_FOR_BUFFER = 10
FEWEST_TO_LOWER = 20  # a smaller buffer needs more nights than a bigger one
WORTH = 0.1  # a time that is off by less is left alone
WORTH_SPEED = 0.2
STEP = 5  # minutes, and per cent of the buffer
SURE = 0.8


class Night(Worked, Protocol):
    """A measured task that says in which window it was."""

    @property
    def window(self) -> str: ...


@dataclass(frozen=True)
class Correction:
    """One line of district.yaml that measured nights contradict."""

    name: str  # access, core, distribution, buffer, or `speed of CREW`
    now: str
    then: str
    tasks: int
    windows: int
    words: str


@dataclass(frozen=True)
class _Factor:
    role: str
    crew: str
    window: str
    factor: float


def corrected(worked: Iterable[Night], problem: Problem) -> tuple[Correction, ...]:
    """What to change in district.yaml; empty while there is too little to say or the estimates are right."""
    factors = [one for task in worked if (one := _factor(task, problem)) is not None]
    speeds, factors = _by_crew(factors, problem)
    roles, rest = _by_role(factors, problem)
    return (*speeds, *roles, *_buffer(rest, problem))


def _factor(task: Night, problem: Problem) -> _Factor | None:
    """Measured against today's estimate; switches with `minutes` of their own say nothing about their role."""
    switch = problem.request.inventory.switches.get(task.switch)
    if switch is None or switch.minutes is not None or task.crew not in problem.district.crews:
        return None
    planned = base_minutes(problem, task.switch, task.crew) if task.switch in problem.jobs else task.planned
    factor = task.minutes / planned if planned else 0.0
    if not LEAST <= factor <= MOST:
        return None
    return _Factor(str(switch.role), task.crew, task.window, factor)


def _enough(factors: list[_Factor]) -> bool:
    return len(factors) >= FEWEST_TASKS and len({one.window for one in factors}) >= FEWEST_WINDOWS


def _grouped(factors: Iterable[_Factor], key: str) -> dict[str, list[_Factor]]:
    found: dict[str, list[_Factor]] = defaultdict(list)
    for one in factors:
        found[getattr(one, key)].append(one)
    return dict(sorted(found.items()))


def _by_crew(factors: list[_Factor], problem: Problem) -> tuple[list[Correction], list[_Factor]]:
    """Speeds against that of the crew with the most measured tasks, and the factors without that difference."""
    crews = {key: some for key, some in _grouped(factors, "crew").items() if _enough(some)}
    if len(crews) < 2:
        return [], factors
    usual = max(crews, key=lambda key: (len(crews[key]), key))
    middle = {key: median(one.factor for one in some) for key, some in crews.items()}
    found, slow = list[Correction](), dict[str, float]()
    for key, some in crews.items():
        ratio = middle[key] / middle[usual]
        if abs(ratio - 1) < WORTH_SPEED:
            continue
        slow[key] = ratio
        now = float(problem.district.crews[key].speed)
        then = max(0.1, round(now / ratio, 1))
        words = f"{key} took {ratio:.2f} times as long as {usual} for the same estimate"
        found.append(_correction(f"speed of {key}", f"{now:g}", f"{then:g}", some, words))
    evened = [_Factor(f.role, f.crew, f.window, f.factor / slow.get(f.crew, 1.0)) for f in factors]
    return found, evened


def _by_role(factors: list[_Factor], problem: Problem) -> tuple[list[Correction], list[_Factor]]:
    """Times of roles, and the factors that are left when these are corrected."""
    found, rest = list[Correction](), list[_Factor]()
    for role, some in _grouped(factors, "role").items():
        middle = median(one.factor for one in some) if _enough(some) else 1.0
        now = int(getattr(problem.work, role))
        then = max(STEP, STEP * round(now * middle / STEP))
        if abs(middle - 1) < WORTH or then == now:
            then = now
        else:
            words = f"{role} switches took {middle:.2f} times the estimate of {show_duration(now)}"
            found.append(_correction(role, show_duration(now), show_duration(then), some, words))
        rest += [_Factor(f.role, f.crew, f.window, f.factor * now / then) for f in some]
    return found, rest


def _buffer(factors: list[_Factor], problem: Problem) -> list[Correction]:
    """The share on top of the corrected times within which four of five tasks end."""
    if len(factors) < FEWEST_FOR_BUFFER or not _enough(factors):
        return []
    ranked = sorted(one.factor for one in factors)
    reached = ranked[math.ceil(SURE * len(ranked)) - 1]
    now = float(problem.work.buffer) * 100
    then = max(0, STEP * math.ceil((reached - 1) * 100 / STEP - 1e-9))
    few = then < now and len(factors) < FEWEST_TO_LOWER
    if abs(then - now) <= STEP or few:
        return []
    words = f"four of five tasks end within {reached:.2f} times these times"
    return [_correction("buffer", f"{now:g} %", f"{then} %", factors, words)]


def _correction(name: str, now: str, then: str, some: list[_Factor], words: str) -> Correction:
    windows = len({one.window for one in some})
    told = f"{words} ({len(some)} tasks in {windows} windows)"
    return Correction(name, now, then, len(some), windows, told)


def corrections_data(found: Iterable[Correction]) -> list[Mapping[str, Any]]:
    """The same for JSON and the screen."""
    return [
        {
            "name": one.name,
            "now": one.now,
            "then": one.then,
            "tasks": one.tasks,
            "windows": one.windows,
            "words": one.words,
        }
        for one in found
    ]
