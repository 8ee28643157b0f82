"""The priced engine for one zone: fewer questions to the prices, and a search that only puts buildings in again."""

from __future__ import annotations

from dataclasses import dataclass

from switchrefresh.planning.board import Board
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.found import Found, score
from switchrefresh.planning.polish import polish
from switchrefresh.planning.priced.engine import SCOPE, PricedEngine
from switchrefresh.planning.priced.hands import Hands
from switchrefresh.planning.priced.inserting import Inserter
from switchrefresh.planning.priced.master import relax
from switchrefresh.planning.priced.neighbours import MOST, Search
from switchrefresh.planning.priced.pricing import Pricer, Prices
from switchrefresh.planning.priced.program import Program
from switchrefresh.planning.watching import QUIET, Watch


@dataclass(frozen=True)
class Effort:
    """How often prices are asked, and how many moves the search makes; nought is a first plan without any."""

    rounds: int
    moves: int


SWEEPS = 2  # of the search, each with a polish
QUICK, THOROUGH = Effort(0, 0), Effort(60, 40)


@dataclass
class PartEngine(PricedEngine):
    """A zone on its own."""

    effort: Effort = THOROUGH

    def solve(self, start: Board, watch: Watch = QUIET) -> Found:
        """Fill a board that holds what stands."""
        pricers, limits = self._ground(start)
        if not pricers:
            return _found(start.copy())
        nothing = limits.prices(limits.np.zeros(len(limits.upper)))
        first = self._build(start, pricers, nothing)
        if not self.effort.rounds:
            return _found(_polished(start, first))
        program = Program(start, limits.grid, pricers, limits)
        self._seed(program, first.board, start)
        best, prices = Inserter(_polished(start, first), first.pricers), nothing
        if (found := self._by_prices(start, pricers, program, watch)) is not None:
            best, prices = min((best, *found[0]), key=lambda one: score(one.board)), found[1]
        for _ in range(SWEEPS):
            search = PartSearch(start, best, program, self._held(start, limits.grid.days, prices), 0.0, watch)
            search.run(self.effort.moves)
            best = Inserter(_polished(start, best), best.pricers)
        return _found(best.board)

    def _by_prices(
        self, start: Board, pricers: list[Pricer], program: Program, watch: Watch
    ) -> tuple[list[Inserter], Prices] | None:
        relaxed = relax(program, Hands(pricers), watch, self.effort.rounds)
        if relaxed is None:
            return None
        hints = self._hints(relaxed, program)
        others = [self._build(start, pricers, relaxed.prices, given) for given in ({}, hints)]
        return [Inserter(_polished(start, one), one.pricers) for one in others], relaxed.prices


class PartSearch(Search):
    """Moves that put some buildings in again one by one."""

    def run(self, moves: int) -> None:
        """So many moves."""
        for _ in range(moves):
            if self.watch.stop():
                return
            self._move(self._some(MOST), by_choice=False)


def _polished(start: Board, inserter: Inserter) -> Board:
    pool: dict[str, list[Campaign]] = {building: [] for building in inserter.pricers}
    return polish(inserter.board, start, pool, {})


def _found(board: Board) -> Found:
    return Found(board, score(board), 0.0, "feasible", SCOPE)
