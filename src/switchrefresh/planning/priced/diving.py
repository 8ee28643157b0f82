"""From parts of campaigns to whole ones: the surest go on the schedule, the prices ask again for what is left.

The board has the last word: what it does not take is struck from the program, and new campaigns are only asked for
where the board has room.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from switchrefresh.planning.board import Visit
from switchrefresh.planning.polish import place
from switchrefresh.planning.priced.inserting import Inserter
from switchrefresh.planning.priced.program import DUAL, Program
from switchrefresh.planning.watching import QUIET, Watch

SURE = 0.85  # parts from here on are as good as whole
STEP = 0.06  # of the buildings that are left, so many at least are put down between two questions
MANY = 60  # buildings above which it is twice as many
PASSES = 60  # times that prices ask again in one dive
PART = 1e-6


class Dive:
    """Buildings that are not on the inserter's board go onto it; the others stand as the program's fixed columns."""

    def __init__(self, program: Program, inserter: Inserter, fixed: frozenset[Visit], pilots: tuple[str, ...]) -> None:
        self.program, self.inserter, self.fixed, self.pilots = program, inserter, fixed, pilots
        self.number = {name: n for n, name in enumerate(program.names)}

    def run(self, buildings: Iterable[str], watch: Watch = QUIET) -> set[str]:
        """Put down campaigns for as many of these buildings as there are some for; those that are left over."""
        program, left = self.program, set(buildings)
        for name, n in self.number.items():
            if name not in left:
                self._hold(n)
        for _ in range(PASSES):
            if not left or watch.stop():
                break
            self._ask(left, program.run(first=DUAL)[0])
            if not self._put_down(left, program.run()[2]):
                break
        program.release()
        return left

    def _hold(self, number: int) -> None:
        """Fix what a building has on the board."""
        table, board = self.program.pricers[number].table, self.inserter.board
        visits = [v for v in board.at_building.get(table.building, ()) if v not in self.fixed]
        if path := table.path_of(sorted(visits, key=lambda v: v.start)):
            self.program.add(number, path)
            self.program.only(number, self.program.numbers[number, path])
        else:
            self.program.only(number, None)

    def _ask(self, left: set[str], duals: Any) -> None:
        """New campaigns where the board has room for them."""
        prices, room = self.program.prices(duals), self.inserter.room
        for name in sorted(left):
            n = self.number[name]
            pricer = self.program.pricers[n]
            for price, path in pricer.solve(room.charge(prices, name), room.gate(pricer)).cheapest():
                if price < -duals[n] - PART:
                    self.program.add(n, path)

    def _put_down(self, left: set[str], parts: Any) -> bool:
        """The surest campaigns that the board takes; False when there is none to try."""
        program = self.program
        tries = [(program.names[program.columns[n].building], n) for n in map(int, (parts > PART).nonzero()[0])]
        tries = [(name, n) for name, n in tries if name in left]
        least, done = max(1, int(STEP * len(left) * (2 if len(left) > MANY else 1))), 0
        for name, n in sorted(tries, key=lambda one: (one[0] not in self.pilots, -parts[one[1]], one[1])):
            if name not in left or (done >= least and parts[n] < SURE):
                continue
            if placed := place(self.inserter.board, program.campaign(n).visits):
                self.inserter.room.update((), placed)
                program.only(program.columns[n].building, n)
                left.discard(name)
                done += 1
            else:
                program.strike(n)
        return bool(tries)
