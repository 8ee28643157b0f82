"""A bound for every plan that the rules permit, made of full visits or not: prices as in `master.py`.

The program holds ways to do a building by numbers of each kind of switch. They need not be real campaigns: they cost no
more than any real one, so what their prices prove holds for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.milp import SCALE
from switchrefresh.planning.priced.engine import lay_ground
from switchrefresh.planning.priced.hands import Hands
from switchrefresh.planning.priced.master import Relaxed, relax
from switchrefresh.planning.priced.pricing import Prices
from switchrefresh.planning.priced.program import Column, Program, Terms
from switchrefresh.planning.priced.units import Units, Way
from switchrefresh.planning.solver import constant
from switchrefresh.planning.watching import QUIET, Watch

ROUNDS = 25  # times that prices are asked


@dataclass
class WaysProgram(Program):
    """The same rows with ways in the place of campaigns; campaigns of another program may be among them."""

    units: list[Units] | None = None

    def begin_like(self, program: Program) -> None:
        """Take over another program's rows of order, its campaigns in use and what leaving a building out costs."""
        program.run()
        self.add_rows(program.orders)
        for n, cost in enumerate(program.none):
            self.none[n] = cost
            self.highs.changeColCost(n, cost * SCALE)
        parts = program.highs.getSolution().col_value[program.lead :]
        for column, part in zip(program.columns, parts, strict=True):
            if part > 0:
                self.add(column.building, column.path)

    def column(self, building: int, path: Any) -> Column:
        """A way with its points and its share of each row."""
        if self.units is None or not isinstance(path, Way):
            return super().column(building, path)
        one, terms, points, done = self.units[building], dict[int, float](), 0.0, dict[str, int]()
        state = len(one.states) - 1
        for n, row, choice in path.visits:
            date = one.dates[n]
            state, before = one.after(state, choice), state
            points += float(date.points[row, choice]) + date.wait * float(one.waiting[before] - one.waiting[state])
            at = int(date.crews[row]), int(date.shift_days[row])
            share, evening = float(date.shares[row, choice]), bool(date.evening[row, choice])
            for term, value in self.limits.terms_of(at, date.day, share, evening, ()):
                terms[term] = terms.get(term, 0.0) + value
            done |= dict.fromkeys(one.tied_of(choice), date.day)
        points += float(one.left_cost[state])
        for model, until, count in path.stock:
            for term in (row for n, on, row in self.limits.stock if n == model and on == until):
                terms[term] = terms.get(term, 0.0) + count
        days = [one.dates[n].day for n, _, _ in path.visits]
        return Column(building, path, points, Terms(terms), days[0], days[-1], done)


@dataclass
class Askers:
    """Who works out the cheapest ways: all buildings in their order."""

    units: list[Units]

    def price(self, prices: Prices, most: int) -> Iterator[tuple[float, list[tuple[float, Way]]]]:
        """The least price of each building, and the way that has it."""
        for one in self.units:
            best, way = one.solve(prices)
            yield best, [(best, way)][:most] if way is not None else []


def find_floor(start: Board, watch: Watch = QUIET) -> float:
    """Points that no plan goes below which holds what stands already."""
    pricers, limits = lay_ground(start)
    standing = float(constant(start, {pricer.table.building: [] for pricer in pricers}))
    if not pricers:
        return standing
    program = Program(start, limits.grid, pricers, limits)
    relaxed = relax(program, Hands(pricers), Watch(None, watch.should_stop))
    return standing + _bound(start, program, relaxed, watch) if relaxed is not None else 0.0


def _bound(start: Board, program: Program, relaxed: Relaxed, watch: Watch) -> float:
    """The same but for points that no choice changes, begun with what campaigns have proven."""
    units = [Units(start, pricer.table, program.grid) for pricer in program.pricers]
    scoped = sum(pricer.solve(relaxed.prices).best for pricer in program.pricers)
    bound = relaxed.bound - scoped + sum(one.solve(relaxed.prices)[0] for one in units)
    ways = WaysProgram(start, program.grid, program.pricers, program.limits, units=units)
    ways.begin_like(program)
    found = relax(ways, Askers(units), Watch(None, watch.should_stop), ROUNDS)
    return max(bound, found.bound) if found is not None else bound
