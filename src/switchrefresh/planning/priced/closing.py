"""The last gap: a proof that nothing is cheaper, or the cheaper plan.

A plan cheaper than the one at hand holds no campaign that the prices find dearer than the gap. Where the rest can be
listed, HiGHS chooses among all of them, and its answer is the best plan there is. Cases (`cases.py`) make the gap
smaller before anything is listed.
"""

from __future__ import annotations

from dataclasses import dataclass

from switchrefresh.planning.board import Board
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.milp import Effort
from switchrefresh.planning.priced.cases import Case, Cases
from switchrefresh.planning.priced.pricing import Path, Solved
from switchrefresh.planning.priced.wholes import Whole

CASES = 12  # cases at most
LISTED = 3_000  # campaigns that a choice may hold
HALVED = 2  # times that a gap is halved until so few lie within it; a smaller part is not worth the choice
WORK_EACH = 5_000  # work of HiGHS for each building, after which no further case is chosen in
WORK = Effort(50, 1, proof=True, presolve=True, near=1e-6)


@dataclass
class Closed:
    """A bound for all cases together, and the campaigns of cheaper choices, each of one case."""

    bound: float
    choices: list[tuple[Campaign, ...]]


class Closing:
    """Cases of one program; `standing` are points that no choice changes, `points` those of the plan at hand."""

    def __init__(self, cases: Cases, standing: float, points: float) -> None:
        self.cases, self.standing, self.points = cases, standing, points
        self.program = cases.program
        self.left = WORK_EACH * len(self.program.pricers)  # work that choices may still take

    def run(self, start: Board, some: list[Case]) -> Closed:
        """Split cases further, then list and choose in each that is left."""
        done, bound, choices = list[Case](), self.points, list[tuple[Campaign, ...]]()
        waiting, most = list(some), self.points - self.standing
        while waiting and not self.cases.watch.stop():
            waiting.sort(key=lambda case: case.relaxed.bound)
            case = waiting.pop(0)
            if self._gap(case) <= 0:
                continue
            if len(done) + len(waiting) < CASES and (halves := self.cases.halves(case, most)):
                waiting += halves
            else:
                done.append(case)
        bound = min([bound, *(case.relaxed.bound + self.standing for case in waiting)])
        for case in sorted(done, key=lambda case: case.relaxed.bound):
            self.cases.enter(case)
            proven, choice = self._choose(start, case)
            bound, choices = min(bound, proven), [*choices, *([choice] if choice else [])]
        self.program.free_dates()
        return Closed(bound, choices)

    def _gap(self, case: Case) -> float:
        return self.points - self.standing - case.relaxed.bound

    def _choose(self, start: Board, case: Case) -> tuple[float, tuple[Campaign, ...]]:
        """What is proven of a case, and a choice that comes to less than the plan at hand, () where there is none."""
        low = case.relaxed.bound + self.standing
        if self.left <= 0 or (listed := self._list(case)) is None:
            return low, ()
        gap, numbers = listed
        answer = Whole(self.program, numbers).choose(start, WORK, self.standing)
        self.left -= answer.work
        proven = max(low, min(low + gap, answer.bound if answer.bound > 0 else low))
        return proven, answer.campaigns if answer.proven and answer.bound < self.points else ()

    def _list(self, case: Case) -> tuple[float, list[int]] | None:
        """The campaigns within the gap, or within a part of it where those are too many; None when all are."""
        gap = self._gap(case)
        solved = [pricer.solve(case.relaxed.prices) for pricer in self.program.pricers]
        for _ in range(HALVED + 1):
            if (numbers := self._within(solved, gap)) is not None:
                return gap, numbers
            gap /= 2
        return None

    def _within(self, solved: list[Solved], gap: float) -> list[int] | None:
        """The campaigns of all buildings that are no dearer than the cheapest by more than the gap; None: too many."""
        found = list[tuple[int, Path]]()
        for n, one in enumerate(solved):
            paths = one.within(one.best + gap, LISTED - len(found))
            if paths is None:
                return None
            found += [(n, path) for _, path in paths]
        for building, path in found:
            self.program.add(building, path)
        return [self.program.numbers[key] for key in found]
