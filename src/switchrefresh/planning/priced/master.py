"""The master problem without whole numbers: HiGHS weighs campaigns by parts, and its prices ask for better ones.

Every row follows from the rules (C2-C4, C6-C9, C13) for any set of campaigns, so the bound that the prices prove holds
for the best plan made of any campaigns in the tables, those never looked at included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.limits import Limits
from switchrefresh.planning.priced.order_rows import OrderRow, find_broken, price_orders
from switchrefresh.planning.priced.pricing import Path, Pricer, Prices
from switchrefresh.planning.watching import QUIET, Watch

ROUNDS = 60  # times that prices ask for campaigns
ORDER_ROUNDS = 10  # times that rows between buildings are looked for before prices are asked again
CLOSE = 2e-4  # the search for prices ends when the bound is this near
SMOOTH, STEP = 0.6, 0.3  # how far prices stay with those that proved the best bound; less when that does not help
SCALE = 1e-3  # keeps costs in a range where double precision is comfortable


@dataclass
class Column:
    """A campaign as a path, with its points and its share of each row."""

    building: int
    path: Path
    points: float
    terms: dict[int, float]
    first: int
    last: int
    done: dict[str, int]  # dates of the jobs that C7 ties to other buildings


@dataclass
class Relaxed:
    """What the prices prove and the campaigns they asked for; `parts` are how much of each was taken in the end."""

    bound: float
    prices: Prices
    offset: float  # points that the prices charge for all limits together
    columns: list[Column]
    parts: list[float]


@dataclass
class Master:
    """The linear program, grown column by column and row by row."""

    start: Board
    grid: Grid
    pricers: list[Pricer]
    limits: Limits
    columns: list[Column] = field(default_factory=list)
    orders: list[OrderRow] = field(default_factory=list)
    rounds: int = ROUNDS

    def __post_init__(self) -> None:
        import highspy
        import numpy as np

        self.np = np
        self.highs: Any = highspy.Highs.__mro__[1]()  # the class below Highs, which prints a banner
        for name, value in (
            ("output_flag", False),
            ("threads", 1),
            ("presolve", "off"),
            ("solver", "simplex"),
            ("simplex_strategy", 4),
        ):
            self.highs.setOptionValue(name, value)
        self.none = [float(p.table.left_cost[0]) for p in self.pricers]
        self.seen: set[tuple[int, Path]] = set()
        self.shape: dict[int, int] = {}  # column of the program -> column here
        self._load()

    def _load(self) -> None:
        np, inf = self.np, float("inf")
        upper = [1.0] * len(self.pricers) + list(self.limits.upper)
        lower = [1.0] * len(self.pricers) + [-inf] * len(self.limits.upper)
        empty = np.array([], dtype=np.int32)
        self.highs.addRows(
            len(upper), np.array(lower), np.array(upper), 0, np.zeros(len(upper), dtype=np.int32), empty, np.array([])
        )
        for n, cost in enumerate(self.none):
            self.highs.addCol(cost * SCALE, 0.0, inf, 1, np.array([n], dtype=np.int32), np.array([1.0]))
        crowded = float(self.start.problem.weights.crowded)
        for row in self.limits.crowd_rows:
            index = np.array([len(self.pricers) + row], dtype=np.int32)
            self.highs.addCol(crowded * SCALE, 0.0, inf, 1, index, np.array([-1.0]))

    def solve(self, watch: Watch = QUIET) -> Relaxed | None:
        """Ask for campaigns until no price asks for more, or a number of times; None when nobody waits."""
        best, center, smooth, parts = -float("inf"), self.np.zeros(0), 0.0, list[float]()
        for _ in range(self.rounds):
            duals, value, parts = self._run()
            for _ in range(ORDER_ROUNDS):
                if not self._add_orders(parts):
                    break
                duals, value, parts = self._run()
            watch.tell(value, max(best, 0.0), "prices")
            if watch.stop():
                return None
            if value - best <= CLOSE * abs(value):
                break
            center = self.np.concatenate([center, self.np.zeros(len(duals) - len(center))])
            at = smooth * center + (1 - smooth) * duals
            bound, added = self._price(at, duals)
            if not added and smooth:
                at = duals
                bound, added = self._price(at, duals)
            smooth = SMOOTH if bound > best else max(0.0, smooth - STEP)
            if bound > best:
                best, center = bound, at
            if not added:
                break
        own = [parts[n] if n < len(parts) else 0.0 for n in self.shape]
        center = self.np.concatenate([center, self.np.zeros(self.highs.getNumRow() - len(center))])
        return Relaxed(best, self._prices(center), self._offset(center), self.columns, own)

    def _run(self) -> tuple[Any, float, list[float]]:
        """What each row charges (at least 0), the points of the program, and how much it takes of each column."""
        self.highs.run()
        solution = self.highs.getSolution()
        duals = -self.np.array(solution.row_dual) / SCALE
        duals[len(self.pricers) :] = self.np.maximum(duals[len(self.pricers) :], 0.0)
        return duals, self.highs.getInfo().objective_function_value / SCALE, list(solution.col_value)

    def _offset(self, duals: Any) -> float:
        base = len(self.pricers)
        upper = list(self.limits.upper) + [float(row.upper) for row in self.orders]
        return -sum(float(d) * u for d, u in zip(duals[base:], upper, strict=False) if d)

    def _prices(self, duals: Any) -> Prices:
        base, count = len(self.pricers), len(self.limits.upper)
        prices = self.limits.prices(duals[base : base + count])
        price_orders(prices, self.grid, self.orders, duals[base + count :])
        return prices

    def _price(self, at: Any, duals: Any) -> tuple[float, bool]:
        """The bound that prices prove, and whether they asked for a campaign that is worth more than those at hand."""
        prices, total, added = self._prices(at), self._offset(at), False
        for n, pricer in enumerate(self.pricers):
            solved = pricer.solve(prices)
            total += solved.best
            for price, path in solved.cheapest():
                if price < -duals[n] - 1e-6:
                    added = self.add(n, path) or added
        return total, added

    def add(self, building: int, path: Path) -> bool:
        """Make a campaign part of the program; False when it is already."""
        if (building, path) in self.seen:
            return False
        self.seen.add((building, path))
        column = self.column(building, path)
        terms = dict(column.terms)
        for n, row in enumerate(self.orders):
            if value := row.term(self.grid, self.pricers[building].table.building, column):
                terms[len(self.limits.upper) + n] = value
        base = len(self.pricers)
        index = self.np.array([building, *(base + n for n in sorted(terms))], dtype=self.np.int32)
        values = self.np.array([1.0, *(terms[n] for n in sorted(terms))])
        self.shape[self.highs.getNumCol()] = len(self.columns)
        self.highs.addCol(column.points * SCALE, 0.0, float("inf"), len(index), index, values)
        self.columns.append(column)
        return True

    def column(self, building: int, path: Path) -> Column:
        """A path with its points and its share of each row."""
        pricer = self.pricers[building]
        table, terms, points, done = pricer.table, dict[int, float](), 0.0, dict[str, int]()
        for state, place in path:
            points += pricer.visit(state, place)[0]
            for row, value in self.limits.terms(pricer, state, place):
                terms[row] = terms.get(row, 0.0) + value
            for job, _, _ in table.steps[state].packed[int(table.classes[place])]:
                if job in self.grid.special:
                    done[job] = int(pricer.day[place])
        last = path[-1]
        points += table.left_cost[int(table.steps[last[0]].after[int(table.classes[last[1]])])]
        days = [int(pricer.day[place]) for _, place in path]
        return Column(building, path, points, terms, days[0], days[-1], done)

    def _add_orders(self, parts: list[float]) -> bool:
        """Rows of C7 and C8 between buildings that the weighed campaigns break."""
        names = [p.table.building for p in self.pricers]
        taken = [(self.columns[k], parts[n]) for n, k in self.shape.items() if parts[n] > 1e-6]
        rows = find_broken(self.start, self.grid, names, taken, {row.key for row in self.orders})
        for row in rows:
            terms: dict[int, float] = {}
            for n, k in self.shape.items():
                column = self.columns[k]
                if value := row.term(self.grid, names[column.building], column):
                    terms[n] = value
            for n, name in enumerate(names):
                if value := row.none(name):
                    terms[n] = value
            index = self.np.array(sorted(terms), dtype=self.np.int32)
            values = self.np.array([terms[n] for n in sorted(terms)])
            self.highs.addRow(-float("inf"), row.upper, len(index), index, values)
            self.orders.append(row)
        return bool(rows)
