"""The engine for larger districts: prices from the relaxed master problem guide whole campaigns onto a schedule.

The prices prove a bound for every campaign in the tables; a large-neighbourhood search then takes some buildings out
and puts them back better. All work is counted in moves, never in seconds.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, replace

from switchrefresh.planning.board import Board
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.engine import place_all
from switchrefresh.planning.found import Found, left_points, score
from switchrefresh.planning.polish import polish
from switchrefresh.planning.priced.cases import Case, Cases
from switchrefresh.planning.priced.choosing import choose_whole
from switchrefresh.planning.priced.closing import Closing
from switchrefresh.planning.priced.diving import Dive
from switchrefresh.planning.priced.grid import make_grid
from switchrefresh.planning.priced.hands import Hands
from switchrefresh.planning.priced.inserting import Inserter
from switchrefresh.planning.priced.limits import Limits
from switchrefresh.planning.priced.master import LARGE, LONGER, LONGER_LARGE, Relaxed, relax
from switchrefresh.planning.priced.neighbours import Search
from switchrefresh.planning.priced.places import Ground
from switchrefresh.planning.priced.pricing import Pricer, Prices
from switchrefresh.planning.priced.program import Program
from switchrefresh.planning.priced.tables import MOST_STATES, make_table
from switchrefresh.planning.solver import constant
from switchrefresh.planning.watching import QUIET, Watch

Hints = dict[str, list[Campaign]]
SCOPE = "the best plan made of full visits, each building's in order of dates"
LITTLE = 0.02  # parts of campaigns below this are no hint
CLOSED, CLOSABLE = 40, 0.01  # buildings up to which the last gap is closed, and the largest that is tried
HOLD = 3000.0  # points per day that a pilot's end is charged while the schedule is built: all others wait for it
STATES, FEW_STATES = 10_000, 10  # states of all buildings together, and the least that each of them gets
MORE = 2  # further schedules that a small district is searched from where the best one leaves switches out
CASES = 4  # by the dates of a pilot and of others that are waited for, at most
MOVES, FEWER = 120, 2  # moves of the search; so many times fewer where one choice for all buildings came before it


@dataclass
class PricedEngine:
    """Prices, a schedule by prices, and a search from there."""

    moves: int = MOVES
    executor: Executor | None = None  # who prices buildings beside this process

    def solve(self, start: Board, watch: Watch = QUIET) -> Found:
        """Fill a board that holds the fixed visits."""
        pricers, limits = self._ground(start)
        if not pricers:
            return Found(start.copy(), score(start), float(score(start)), "optimal", SCOPE)
        first = self._first(start, pricers, limits)
        watch.tell(score(first.board), 0.0, "first plan", left_points(first.board))
        program = Program(start, limits.grid, pricers, limits)
        self._seed(program, first.board, start)
        cases, standing = Cases(program, Hands(pricers, self.executor), watch), constant(start, _none(pricers))
        whole = self._price(cases)
        if whole is None:
            return Found(first.board, score(first.board), 0.0, "interrupted", SCOPE)
        plan = self._small if len(pricers) <= CLOSED else self._large
        return self._finish(*plan(start, first, cases, whole, standing), watch)

    def _small(
        self, start: Board, first: Inserter, cases: Cases, whole: Relaxed, standing: float
    ) -> tuple[Board, float]:
        """A plan and a bound: by the prices of all cases together, then by those of the case that proves least."""
        some, board = [Case({}, whole)], self._by_case(start, first, cases, Case({}, whole), standing)
        if not self._is_near(board, whole.bound + standing):
            some = cases.of(whole, score(board) - standing, CASES)
            if some and some[0].between:
                board = min(board, self._by_case(start, first, cases, some[0], standing), key=score)
        bound = some[0].relaxed.bound + standing if some else score(board)
        if self._is_near(board, bound) and some and not cases.watch.stop():
            return self._close(start, cases, some, board, standing)
        return board, bound

    def _large(
        self, start: Board, first: Inserter, cases: Cases, whole: Relaxed, standing: float
    ) -> tuple[Board, float]:
        """The same by the prices of one case alone."""
        most = CASES if len(cases.program.pricers) < LARGE else 1
        if not (some := cases.of(whole, score(first.board) - standing, most)):
            return first.board, score(first.board)
        return self._by_case(start, first, cases, some[0], standing), some[0].relaxed.bound + standing

    def _is_near(self, board: Board, bound: float) -> bool:
        return score(board) - bound <= CLOSABLE * score(board)

    def _first(self, start: Board, pricers: list[Pricer], limits: Limits) -> Inserter:
        """A plan before anything is known of prices."""
        first = self._build(start, pricers, limits.prices(limits.np.zeros(len(limits.upper))))
        return Inserter(polish(first.board, start, _none(pricers), {}), first.pricers)

    def _price(self, cases: Cases) -> Relaxed | None:
        """Prices for all plans; None when nobody waits."""
        longer = LONGER if len(cases.program.pricers) < LARGE else LONGER_LARGE
        return relax(cases.program, cases.hands, cases.watch, longer=longer) if not cases.watch.stop() else None

    def _by_case(self, start: Board, first: Inserter, cases: Cases, case: Case, standing: float) -> Board:
        """The best schedule that the prices of a case lead to."""
        program, watch, relaxed = cases.program, cases.watch, cases.enter(case)
        bound, prices, pricers = relaxed.bound + standing, relaxed.prices, program.pricers
        hints = self._hints(relaxed, program)
        others = [self._build(start, pricers, prices, given) for given in ({}, hints)]
        watch.tell(min(score(one.board) for one in others), bound, "putting campaigns down")
        others.append(self._dive(start, program, prices, watch))
        if whole := CLOSED < len(pricers) < LARGE and not watch.stop():
            watch.tell(min(score(one.board) for one in others), bound, "choosing campaigns")
            board = choose_whole(start, program, relaxed, standing)
            others.append(Inserter(board, first.pricers))
        program.free_dates()
        best = min(others, key=lambda one: score(one.board))
        for one in (*others, first):
            one.hints = hints
        watch.tell(score(best.board), bound, "plan by prices", left_points(best.board))
        moves = self.moves // FEWER if whole else self.moves
        board = self._search(start, best, program, prices, bound, watch, moves)
        if left_points(board) and len(pricers) <= CLOSED:
            rest = [one for one in (*others, first) if one is not best]
            more = sorted(rest, key=lambda one: score(one.board))[:MORE]
        else:
            more = [first] if score(first.board) < score(board) else []
        for one in more:  # what the prices left out found no place even so
            program.release()
            board = min(board, self._search(start, one, program, prices, bound, watch, self.moves), key=score)
        return board

    def _ground(self, start: Board) -> tuple[list[Pricer], Limits]:
        return lay_ground(start)

    def _build(self, start: Board, pricers: list[Pricer], prices: Prices, hints: Hints | None = None) -> Inserter:
        """Pilots first, then the buildings of which the master problem is surest, then those with the most work."""
        pilots = pilots_of(start)
        inserter = Inserter(start.copy(), {p.table.building: p for p in pricers})
        inserter.hints, given = hints or {}, hints or {}

        def rank(pricer: Pricer) -> tuple[bool, int, int, str]:
            building = pricer.table.building
            return building not in pilots, len(given.get(building, ())), -len(pricer.table.free), building

        order = sorted(pricers, key=rank)
        held = self._held(start, pricers[0].grid.days, prices)
        inserter.insert_all(parents_first(start, [p.table.building for p in order]), held)
        return inserter

    def _dive(self, start: Board, program: Program, prices: Prices, watch: Watch) -> Inserter:
        inserter, fixed = Inserter(start.copy(), {p.table.building: p for p in program.pricers}), start.visits()
        left = Dive(program, inserter, frozenset(fixed), pilots_of(start)).run(program.names, watch)
        inserter.insert_all(parents_first(start, sorted(left)), self._held(start, program.grid.days, prices))
        return inserter

    def _search(
        self,
        start: Board,
        begin: Inserter,
        program: Program,
        prices: Prices,
        bound: float,
        watch: Watch,
        moves: int,
    ) -> Board:
        """The best of a search from one schedule on.

        One that leaves out a little but keeps to the prices is a better beginning than one that places all anyhow.
        """
        search = Search(start, begin, program, self._held(start, program.grid.days, prices), bound, watch)
        search.run(moves)
        pool = {b: [c] if (c := search.campaign(b)) else [] for b in search.inserter.pricers}
        polished = search.board if watch.stop() else polish(search.board, start, pool, {})
        return min((search.board, polished), key=score)

    def _hints(self, relaxed: Relaxed, program: Program) -> Hints:
        taken = [(part, n) for n, part in enumerate(relaxed.parts) if part > LITTLE]
        hints: Hints = {}
        for _, n in sorted(taken, key=lambda one: (-one[0], one[1])):
            hints.setdefault(program.names[program.columns[n].building], []).append(program.campaign(n))
        return hints

    def _held(self, start: Board, days: int, prices: Prices) -> Prices:
        import numpy as np

        late = HOLD * np.arange(days)
        return replace(prices, last={**prices.last, **{b: prices.last.get(b, 0.0) + late for b in pilots_of(start)}})

    def _seed(self, program: Program, board: Board, start: Board) -> None:
        """Give the program the campaigns of a schedule."""
        fixed = set(start.visits())
        for n, pricer in enumerate(program.pricers):
            visits = [v for v in board.at_building.get(pricer.table.building, ()) if v not in fixed]
            if path := pricer.table.path_of(sorted(visits, key=lambda v: v.start)):
                program.add(n, path)

    def _close(
        self, start: Board, cases: Cases, some: list[Case], board: Board, standing: float
    ) -> tuple[Board, float]:
        """The proof that nothing is cheaper, or the cheaper plan; with a bound."""
        pool = _none(cases.program.pricers)
        cases.watch.tell(score(board), some[0].relaxed.bound + standing, "closing the gap", left_points(board))
        closed = Closing(cases, standing, score(board)).run(start, some)
        boards = [place_all(start, choice, pool) for choice in closed.choices]
        return min((board, *(polish(one, start, pool, {}) for one in boards)), key=score), closed.bound

    def _finish(self, best: Board, bound: float, watch: Watch) -> Found:
        objective = score(best)
        bound = min(bound, float(objective))
        status = "optimal" if bound >= objective else "bounded" if bound > 0 else "feasible"
        return Found(best, objective, max(bound, 0.0), "interrupted" if watch.stop() else status, SCOPE)


def lay_ground(start: Board) -> tuple[list[Pricer], Limits]:
    """What each building can do beside what stands, and the rows that all of them share."""
    lenient, ground = start.copy(lenient=True), Ground()
    tables = []
    states = max(FEW_STATES, min(MOST_STATES, STATES // max(1, len(start.problem.by_building))))
    for building, names in start.problem.by_building.items():
        if free := tuple(n for n in names if n not in start.place):
            tables.append(make_table(lenient, building, free, ground, states))
    grid = make_grid(start, tables)
    pricers = [Pricer(start, table, grid) for table in tables]
    return pricers, Limits(start, grid, pricers)


def _none(pricers: list[Pricer]) -> dict[str, list[Campaign]]:
    """No campaigns of any building."""
    return {pricer.table.building: [] for pricer in pricers}


def pilots_of(board: Board) -> tuple[str, ...]:
    """The pilot buildings."""
    pilot = board.problem.pilot
    return pilot.buildings if pilot else ()


def parents_first(board: Board, buildings: list[str]) -> list[str]:
    """The same order, but no building before one that its switches wait for (C7)."""
    jobs, left, order = board.problem.jobs, list(buildings), list[str]()
    above = {b: {jobs[p].building for n in board.problem.by_building[b] for p in jobs[n].before} - {b} for b in left}
    while left:
        ready = next((b for b in left if not above[b] & set(left)), left[0])
        left.remove(ready)
        order.append(ready)
    return order
