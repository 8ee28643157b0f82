"""Cases by a date of a building that others wait for: the last of a pilot, the first of one that feeds others.

Prices mix what cannot go together: a part of the pilot early, so that others may begin, and a part of it late, where it
is cheap. In a case the pilot ends by a date or after it, and the others' prices know which. No plan is in none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from switchrefresh.planning.priced.hands import Hands
from switchrefresh.planning.priced.master import Relaxed, relax
from switchrefresh.planning.priced.program import Program
from switchrefresh.planning.watching import QUIET, Watch

SPREAD = 1e-3  # parts below this do not say that a building is undecided


@dataclass
class Case:
    """Dates that some buildings are bound to, and what prices prove of the plans in it."""

    between: dict[int, tuple[int, int]]
    relaxed: Relaxed


class Cases:
    """Cases of one program."""

    def __init__(self, program: Program, hands: Hands, watch: Watch = QUIET) -> None:
        self.program, self.hands, self.watch = program, hands, watch

    def of(self, whole: Relaxed, points: float, most: int) -> list[Case]:
        """Cases, at most so many, that may hold a plan of fewer points; the one of which least is proven first.

        That one is split again and again, for no more is proven of all of them together.
        """
        found = [Case({}, whole)]
        while found and len(found) < most and (halves := self.halves(found[0], points)):
            found = [*found[1:], *(half for half in halves if half.relaxed.bound < points)]
            found.sort(key=lambda case: case.relaxed.bound)
        return found

    def enter(self, case: Case) -> Relaxed:
        """Let the program take only what is in a case; what it proves, with the parts that the program takes now."""
        self.program.release()
        self.program.free_dates()
        for building, (low, high) in case.between.items():
            self.program.bind_dates(building, low, high)
        return replace(case.relaxed, parts=self.program.run()[2])

    def halves(self, case: Case, points: float) -> list[Case]:
        """Two cases, by the date of a building that others wait for and that is undecided; [] without one."""
        program, parts = self.program, self.enter(case).parts
        for building in self._waited_for():
            begun = [(program.date(n), float(parts[n])) for n in program.of.get(building, ())]
            begun = [one for one in begun if one[1] > SPREAD]
            low, high = case.between.get(building, (0, program.grid.days - 1))
            if begun and min(begun)[0] < max(begun)[0]:
                mean = sum(day * part for day, part in begun) / sum(part for _, part in begun)
                cut = min(int(mean), max(begun)[0] - 1)
                spans = ((low, cut), (cut + 1, high))
                found = [self._case({**case.between, building: span}, points) for span in spans]
                return [one for one in found if one is not None] if None not in found else []
        return []

    def _case(self, between: dict[int, tuple[int, int]], points: float) -> Case | None:
        """None when nobody waits."""
        self.program.free_dates()
        for building, (low, high) in between.items():
            self.program.bind_dates(building, low, high)
        relaxed = relax(self.program, self.hands, self.watch, enough=points)
        return Case(between, relaxed) if relaxed is not None else None

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
