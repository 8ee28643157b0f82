"""The last gap: a proof that nothing is cheaper, or the cheaper plan.

A plan cheaper than the one at hand holds no campaign that the prices find dearer than the gap. Where the rest can be
listed, HiGHS chooses among all of them, and its answer is the best plan there is. Cases by the first date of a building
that others wait for (a pilot, the core that feeds them) make the gap smaller before anything is listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from switchrefresh.planning.board import Board
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.milp import Effort
from switchrefresh.planning.priced.hands import Hands
from switchrefresh.planning.priced.master import Relaxed, relax
from switchrefresh.planning.priced.pricing import Path, Solved
from switchrefresh.planning.priced.program import Program
from switchrefresh.planning.priced.wholes import Whole
from switchrefresh.planning.watching import QUIET, Watch

CASES = 12  # cases at most
LISTED = 3_000  # campaigns that a choice may hold
HALVED = 2  # times that a gap is halved until so few lie within it; a smaller part is not worth the choice
WORK_EACH = 5_000  # work of HiGHS for each building, after which no further case is chosen in
WORK = Effort(50, 1, proof=True, presolve=True, near=1e-6)
SPREAD = 1e-3  # parts below this do not say that a building is undecided


@dataclass
class Case:
    """Dates that hold the first visit of some buildings, and what prices prove of the plans in it."""

    between: dict[int, tuple[int, int]]
    relaxed: Relaxed


@dataclass
class Closed:
    """A bound for all cases together, and the campaigns of cheaper choices, each of one case."""

    bound: float
    choices: list[tuple[Campaign, ...]]


class Closing:
    """Cases of one program; `standing` are points that no choice changes, `points` those of the plan at hand."""

    def __init__(self, program: Program, standing: float, points: float, watch: Watch = QUIET) -> None:
        self.program, self.standing, self.points, self.watch = program, standing, points, watch
        self.hands = Hands(program.pricers)
        self.left = WORK_EACH * len(program.pricers)  # work that choices may still take

    def run(self, start: Board, first: Relaxed) -> Closed:
        """Split into cases, then list and choose in each that is left."""
        done, bound, choices = list[Case](), self.points, list[tuple[Campaign, ...]]()
        waiting = [Case({}, first)]
        while waiting and not self.watch.stop():
            waiting.sort(key=lambda case: case.relaxed.bound)
            case = waiting.pop(0)
            if self._gap(case) <= 0:
                continue
            if len(done) + len(waiting) < CASES and (split := self._split(case)):
                waiting += split
            else:
                done.append(case)
        bound = min([bound, *(case.relaxed.bound + self.standing for case in waiting)])
        for case in sorted(done, key=lambda case: case.relaxed.bound):
            self._enter(case.between)
            proven, choice = self._choose(start, case)
            bound, choices = min(bound, proven), [*choices, *([choice] if choice else [])]
        self.program.begin_anywhere()
        return Closed(bound, choices)

    def _gap(self, case: Case) -> float:
        return self.points - self.standing - case.relaxed.bound

    def _enter(self, between: dict[int, tuple[int, int]]) -> None:
        self.program.begin_anywhere()
        for building, (low, high) in between.items():
            self.program.begin_between(building, low, high)

    def _split(self, case: Case) -> list[Case]:
        """Two cases, by the first date of a building that others wait for and that is undecided; [] without one."""
        self._enter(case.between)
        program, found = self.program, list[Case]()
        parts = program.run()[2]
        for building in self._waited_for():
            begun = [(program.columns[n].first, float(parts[n])) for n in program.of.get(building, ())]
            begun = [one for one in begun if one[1] > SPREAD]
            low, high = case.between.get(building, (0, program.grid.days - 1))
            if begun and min(begun)[0] < max(begun)[0]:
                mean = sum(day * part for day, part in begun) / sum(part for _, part in begun)
                cut = min(int(mean), max(begun)[0] - 1)
                for span in ((low, cut), (cut + 1, high)):
                    found += self._case({**case.between, building: span})
                return found
        return []

    def _case(self, between: dict[int, tuple[int, int]]) -> Iterator[Case]:
        self._enter(between)
        if (relaxed := relax(self.program, self.hands, self.watch, enough=self.points - self.standing)) is not None:
            yield Case(between, relaxed)

    def _waited_for(self) -> list[int]:
        """Buildings that others wait for (C7, C8), those with the dearest rows first."""
        program = self.program
        duals = program.run()[0][len(program.pricers) + len(program.limits.upper) :]
        jobs, worth = program.start.problem.jobs, dict[str, float]()
        for row, charge in zip(program.orders, duals, strict=True):
            name = row.sooner if row.kind == "pilot" else jobs[row.sooner].building
            worth[name] = worth.get(name, 0.0) + float(charge)
        ranked = sorted(((-value, name) for name, value in worth.items() if value > 1.0 and name in program.names))
        return [program.names.index(name) for _, name in ranked]

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
