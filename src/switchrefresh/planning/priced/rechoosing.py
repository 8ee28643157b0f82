"""Some buildings choose again, all at once: prices ask for campaigns beside what stands, then HiGHS takes whole ones.

When even parts of campaigns would not be cheaper than what the buildings had, nothing better is there to be found.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from switchrefresh.planning.board import Visit
from switchrefresh.planning.campaigns import Campaign, campaign_of
from switchrefresh.planning.engine import place_all
from switchrefresh.planning.milp import Effort
from switchrefresh.planning.priced.inserting import Inserter
from switchrefresh.planning.priced.program import DUAL, PRIMAL, Program
from switchrefresh.planning.solver import choose

ASKS = 4  # times that prices ask before the choice
WEIGHED = 40  # campaigns of each building that the choice may take
EFFORT = Effort(30, 4, proof=False, near=1e-4)


class Rechooser:
    """Keeps the program's columns as the inserter's board has them; only some buildings are free at a time."""

    def __init__(self, program: Program, inserter: Inserter, fixed: frozenset[Visit]) -> None:
        self.program, self.inserter, self.fixed = program, inserter, fixed
        self.number = {name: n for n, name in enumerate(program.names)}
        self._held: dict[str, int | None] = {}
        self.work = 0  # of all choices so far

    def hold(self, buildings: Iterable[str]) -> None:
        """Fix what these buildings have on the board."""
        for name in buildings:
            self.free(name)
            n = self.number[name]
            table = self.program.pricers[n].table
            if path := table.path_of(self._own(name)):
                self.program.add(n, path)
                self._held[name] = self.program.numbers[n, path]
            else:
                self._held[name] = None
            self.program.only(n, self._held[name])

    def free(self, name: str) -> None:
        """Let a building choose again."""
        if name in self._held:
            del self._held[name]
            self.program.free(self.number[name])

    def _own(self, name: str) -> list[Visit]:
        visits = self.inserter.board.at_building.get(name, ())
        return sorted((v for v in visits if v not in self.fixed), key=lambda v: v.start)

    def worth(self) -> float:
        """Points of the program as it is held, crowded weeks not counted."""
        program = self.program
        return sum(
            program.columns[held].points if held is not None else program.pricers[self.number[name]].table.left_cost[0]
            for name, held in self._held.items()
        )

    def choose(self, buildings: list[str], old: dict[str, tuple[Visit, ...]], most: float) -> bool:
        """Put other campaigns of these buildings on the board; False when none can come to less than `most` points.

        They are off the board already; `old` is what they had.
        """
        for name in buildings:
            self.free(name)
        value, added = self._ask(buildings)
        if value > most - 1 and not added:
            return False
        pool, known = self._pool(buildings, old, most - value)
        board = self.inserter.board
        answer = choose(board, pool, known, EFFORT)
        self.work += answer.work
        chosen = place_all(board, answer.campaigns, pool)
        for name in buildings:
            here = set(board.at_building.get(name, ()))
            self.inserter.put_back(v for v in chosen.at_building.get(name, ()) if v not in here)
        return True

    def _ask(self, buildings: list[str]) -> tuple[float, bool]:
        """The program's points after a few rounds of prices, and whether they still asked for more."""
        program, room, added = self.program, self.inserter.room, True
        for n in range(ASKS):
            duals, value, _ = program.run(first=DUAL if not n else PRIMAL)
            prices, added = program.prices(duals), False
            for name in buildings:
                number = self.number[name]
                pricer = program.pricers[number]
                solved = pricer.solve(room.charge(prices, name, crowds=False), room.gate(pricer))
                for price, path in solved.cheapest():
                    if price < -duals[number] - 1:
                        added = program.add(number, path) or added
            if not added:
                break
        return (program.run()[1] if added else value), added

    def _pool(
        self, buildings: list[str], old: dict[str, tuple[Visit, ...]], gain: float
    ) -> tuple[dict[str, list[Campaign]], dict[str, Campaign | None]]:
        """Campaigns that could be part of something better, cheapest at the program's prices first."""
        program, jobs = self.program, self.inserter.board.problem
        over: Any = program.over()
        ranked: dict[str, list[int]] = {name: [] for name in buildings}
        for n in map(int, program.np.argsort(over, kind="stable")):
            name = program.names[program.columns[n].building]
            if over[n] > gain:
                break
            if name in ranked and len(ranked[name]) < WEIGHED:
                ranked[name].append(n)
        pool, known = dict[str, list[Campaign]](), dict[str, Campaign | None]()
        for name in sorted(buildings):
            campaigns = [c for n in ranked[name] if self.inserter.fits(c := program.campaign(n))]
            visits = tuple(sorted(old[name], key=lambda v: v.start))
            free = program.pricers[self.number[name]].table.free
            mine = campaign_of(jobs, name, visits, free) if visits else None
            pool[name] = sorted([*campaigns, *([mine] if mine else [])], key=lambda c: c.cost)
            known[name] = mine
        return pool, known
