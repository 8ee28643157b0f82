"""The linear program that HiGHS keeps: campaigns weighed by parts, grown column by column and row by row.

Every row follows from the rules (C2-C4, C6-C9, C13) for any set of campaigns. Of the thousands of limits few are ever
reached: HiGHS gets those that the weighed campaigns broke once, the others are idle.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.milp import SCALE
from switchrefresh.planning.priced.clashing import Clashes
from switchrefresh.planning.priced.grid import Grid
from switchrefresh.planning.priced.limits import Limits
from switchrefresh.planning.priced.order_rows import OrderRow, find_broken, price_orders
from switchrefresh.planning.priced.pricing import Path, Pricer, Prices

ORDER_ROUNDS = 10  # times that rows between buildings are looked for before prices are asked again
PRIMAL, DUAL = 4, 1  # HiGHS' names for its simplex methods: the first after new columns, the second after new rows
DEAR, DEARER = 4.0, 8.0  # leaving a building out, at first against doing it alone, and in each step from there
TINY, BROKEN = 1e-9, 1e-7  # parts of campaigns that count for nothing, and by how much a limit is broken
INF = float("inf")


class Terms:
    """A campaign's share of each row it counts in, as two arrays: tens of thousands of dictionaries take a lot."""

    __slots__ = ("_rows", "_shares")

    def __init__(self, terms: dict[int, float]) -> None:
        self._rows, self._shares = array("i", terms), array("d", terms.values())

    def items(self) -> Iterator[tuple[int, float]]:
        """Rows with shares."""
        return zip(self._rows, self._shares, strict=True)


@dataclass(slots=True)
class Column:
    """A campaign as a path, with its points and its share of each row."""

    building: int
    path: Any  # what `column` made it of
    points: float
    terms: Terms
    first: int
    last: int
    done: dict[str, int]  # dates of the jobs that C7 ties to other buildings


@dataclass
class Program:
    """Columns are "leave the building out", then crowded weeks, then campaigns; rows are one a building, then limits,
    then order between buildings."""

    start: Board
    grid: Grid
    pricers: list[Pricer]
    limits: Limits
    columns: list[Column] = field(default_factory=list)
    orders: list[OrderRow] = field(default_factory=list)
    numbers: dict[tuple[int, Path], int] = field(default_factory=dict)
    none: list[float] = field(default_factory=list)  # points of leaving each building out, at present
    between: dict[int, tuple[int, int]] = field(default_factory=dict)  # building: dates of `bind_dates`

    def __post_init__(self) -> None:
        import highspy
        import numpy as np

        self.np = np
        self.highs: Any = highspy.Highs.__mro__[1]()  # the class below Highs, which prints a banner
        for name, value in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex")):
            self.highs.setOptionValue(name, value)
        self.names = [p.table.building for p in self.pricers]
        self.clashes = Clashes(self.start)
        self.lead = len(self.pricers) + len(self.limits.crowd_rows)
        self.of: dict[int, list[int]] = {}  # campaigns of each building
        pilot = self.start.problem.pilot
        self._pilots = {n for n, name in enumerate(self.names) if pilot is not None and name in pilot.buildings}
        self._held: set[int] = set()  # buildings of which some campaign may not be taken
        self._over = np.zeros(0)
        self._at: dict[int, int] = {}  # HiGHS' row of a limit, or of an order after all limits
        self._idle: dict[int, list[tuple[int, float]]] = {}  # campaigns with their shares of limits that HiGHS has not
        self._load()

    def _load(self) -> None:
        np, count = self.np, len(self.pricers)
        free = self.prices(np.zeros(count + len(self.limits.upper)))
        for n, pricer in enumerate(self.pricers):
            cost = min(float(pricer.table.left_cost[0]), DEAR * pricer.solve(free).best)
            self.none.append(cost)
            self.highs.addCol(cost * SCALE, 0.0, INF, 0, np.array([], dtype=np.int32), np.array([]))
            self.highs.addRow(1.0, 1.0, 1, np.array([n], dtype=np.int32), np.array([1.0]))
        crowded = float(self.start.problem.weights.crowded)
        for n, row in enumerate(self.limits.crowd_rows):
            self.highs.addCol(crowded * SCALE, 0.0, INF, 0, np.array([], dtype=np.int32), np.array([]))
            self._add_row(row, self.limits.upper[row], {count + n: -1.0})

    # -- solving ------------------------------------------------------------------------------------------------

    def run(self, first: int = PRIMAL) -> tuple[Any, float, Any]:
        """What each row charges (at least 0), the points of the program, and how much of each campaign it takes.

        Rows of order that this breaks are added, a number of times.
        """
        found = self._run(first)
        for _ in range(ORDER_ROUNDS):
            if not self._add_orders(found[2]):
                break
            found = self._run(DUAL)
        return found

    def _run(self, method: int) -> tuple[Any, float, Any]:
        parts = self._solve(method)
        while broken := self._broken(parts):
            for row in broken:
                own = {self.lead + n: value for n, value in self._idle.pop(row)}
                self._add_row(row, self.limits.upper[row], own)
            parts = self._solve(DUAL)
        solution, base = self.highs.getSolution(), len(self.pricers)
        charged, duals = -self.np.array(solution.row_dual) / SCALE, self.np.zeros(self.rows)
        duals[:base] = charged[:base]
        duals[[base + row for row in self._at]] = self.np.maximum(charged[base:], 0.0)
        value = self.highs.getInfo().objective_function_value / SCALE
        self._over = self.np.array(solution.col_dual)[self.lead :] / SCALE
        return duals, value, parts

    def _solve(self, method: int) -> Any:
        """How much of each campaign HiGHS takes."""
        self.highs.setOptionValue("simplex_strategy", method)
        self.highs.run()
        return self.np.array(self.highs.getSolution().col_value)[self.lead :]

    def _broken(self, parts: Any) -> list[int]:
        """Idle limits that parts of campaigns break."""
        used: dict[int, float] = {}
        for n in map(int, self.np.flatnonzero(parts > TINY)):
            for row, value in self.columns[n].terms.items():
                if row in self._idle:
                    used[row] = used.get(row, 0.0) + value * float(parts[n])
        return sorted(row for row, much in used.items() if much > self.limits.upper[row] + BROKEN)

    def _add_row(self, row: int, upper: float, terms: dict[int, float]) -> None:
        """Give HiGHS one more row."""
        self._at[row] = len(self.pricers) + len(self._at)
        index = self.np.array(sorted(terms), dtype=self.np.int32)
        self.highs.addRow(-INF, upper, len(index), index, self.np.array([terms[n] for n in sorted(terms)]))

    @property
    def rows(self) -> int:
        """One for each building, limits, and order."""
        return len(self.pricers) + len(self.limits.upper) + len(self.orders)

    def offset(self, duals: Any) -> float:
        """What all limits together are charged."""
        base = len(self.pricers)
        upper = list(self.limits.upper) + [float(row.upper) for row in self.orders]
        return -sum(float(d) * u for d, u in zip(duals[base:], upper, strict=False) if d)

    def prices(self, duals: Any) -> Prices:
        """What visits are charged."""
        base, count = len(self.pricers), len(self.limits.upper)
        prices = self.limits.prices(duals[base : base + count])
        price_orders(prices, self.grid, self.orders, duals[base + count :])
        for building, (low, high) in self.between.items():
            of = prices.last if building in self._pilots else prices.first
            dates = of.setdefault(self.names[building], self.np.zeros(self.grid.days))
            dates[:low] = dates[high + 1 :] = INF
        return prices

    def bind_dates(self, building: int, low: int, high: int) -> None:
        """Take only campaigns of a building that begin on one of these dates; of a pilot, that end on one."""
        self.free(building)
        self.between[building] = (low, high)
        for n in self.of.get(building, []):
            if not self.is_open(n):
                self.strike(n)

    def is_open(self, number: int) -> bool:
        """Whether a campaign begins, or that of a pilot ends, on one of the dates that its building is bound to."""
        building = self.columns[number].building
        low, high = self.between.get(building, (0, self.grid.days))
        return low <= self.date(number) <= high

    def date(self, number: int) -> int:
        """The date of a campaign that others wait for first of all: its first, or the last where it is a pilot's."""
        column = self.columns[number]
        return column.last if column.building in self._pilots else column.first

    def free_dates(self) -> None:
        """Undo that for every building."""
        for building in sorted(self.between):
            self.free(building)
        self.between.clear()

    def raise_none(self) -> bool:
        """Make it dearer to leave out what is left out for too few points; whether there was anything to be raised.

        The full points of a building left out are so many that prices would take long to come down from there.
        """
        values, raised = self.highs.getSolution().col_value, False
        for n, pricer in enumerate(self.pricers):
            full = float(pricer.table.left_cost[0])
            if values[n] > 1e-6 and self.none[n] < full:
                self.none[n] = min(full, DEARER * self.none[n])
                self.highs.changeColCost(n, self.none[n] * SCALE)
                raised = True
        return raised

    # -- columns ------------------------------------------------------------------------------------------------

    def add(self, building: int, path: Path) -> bool:
        """Make a campaign part of the program; False when it is already."""
        if (building, path) in self.numbers:
            return False
        self.numbers[building, path] = len(self.columns)
        column = self.column(building, path)
        terms = dict(column.terms.items())
        for n, row in enumerate(self.orders):
            if value := row.term(self.grid, self.names[building], column):
                terms[len(self.limits.upper) + n] = value
        known = {self._at[row]: value for row, value in terms.items() if row in self._at}
        index = self.np.array([building, *sorted(known)], dtype=self.np.int32)
        values = self.np.array([1.0, *(known[n] for n in sorted(known))])
        self.highs.addCol(column.points * SCALE, 0.0, INF, len(index), index, values)
        self.of.setdefault(building, []).append(len(self.columns))
        self._rest(len(self.columns), column)
        self.columns.append(column)
        return True

    def _rest(self, number: int, column: Column) -> None:
        """Note a campaign's shares of limits that HiGHS has not."""
        for row, value in column.terms.items():
            if row not in self._at:
                self._idle.setdefault(row, []).append((number, value))

    def column(self, building: int, path: Path) -> Column:
        """A path with its points and its share of each row."""
        pricer = self.pricers[building]
        table, terms, points, done = pricer.table, dict[int, float](), 0.0, dict[str, int]()
        for state, place in path:
            points += pricer.visits.one(state, place)[0]
            for row, value in self.limits.terms(pricer, state, place):
                terms[row] = terms.get(row, 0.0) + value
            for job, _, _ in table.packed(state, int(table.classes[place])) if self.grid.special else ():
                if job in self.grid.special:
                    done[job] = int(pricer.day[place])
        last = path[-1]
        points += table.left_cost[int(table.steps[last[0]].after[int(table.classes[last[1]])])]
        days = [int(pricer.day[place]) for _, place in path]
        return Column(building, path, points, Terms(terms), days[0], days[-1], done)

    def campaign(self, number: int) -> Campaign:
        """The campaign of a column."""
        column = self.columns[number]
        return self.pricers[column.building].table.campaign(self.start, column.path)

    def thin(self, most: int) -> None:
        """Forget the dearest campaigns beyond so many; prices may ask for them again."""
        if len(self.columns) <= most:
            return
        order = self.np.argsort(self.over(), kind="stable")
        gone = self.np.sort(order[most // 2 :]).astype(self.np.int32)
        lost, basis = set(map(int, gone)), self.highs.getBasis()
        statuses = [status for n, status in enumerate(basis.col_status) if n - self.lead not in lost]
        self.highs.deleteCols(len(gone), gone + self.lead)
        basis.col_status = statuses
        self.highs.setBasis(basis)  # without it HiGHS would begin again from nothing
        self.columns = [column for n, column in enumerate(self.columns) if n not in lost]
        self.numbers = {(column.building, column.path): n for n, column in enumerate(self.columns)}
        self.of, self._idle = {}, {}
        for n, column in enumerate(self.columns):
            self.of.setdefault(column.building, []).append(n)
            self._rest(n, column)

    def only(self, building: int, number: int | None) -> None:
        """Take one campaign of a building as a whole, or leave the building out."""
        mine = self.of.get(building, [])
        self._bound([self.lead + n for n in mine if n != number], 0.0, 0.0)
        self._bound([self.lead + number if number is not None else building], 1.0, 1.0)
        self._held.add(building)

    def strike(self, number: int) -> None:
        """Take no part of a campaign."""
        self._bound([self.lead + number], 0.0, 0.0)
        self._held.add(self.columns[number].building)

    def free(self, building: int) -> None:
        """Let a building choose again among all its campaigns."""
        if building in self._held:
            self._bound([building, *(self.lead + n for n in self.of.get(building, []))], 0.0, INF)
            self._held.discard(building)

    def release(self) -> None:
        """Let every building choose again."""
        for building in sorted(self._held):
            self.free(building)

    def _bound(self, columns: list[int], lower: float, upper: float) -> None:
        """Keep columns of HiGHS' program between two numbers."""
        count = len(columns)
        if count:
            at = self.np.array(sorted(columns), dtype=self.np.int32)
            self.highs.changeColsBounds(count, at, self.np.full(count, lower), self.np.full(count, upper))

    def over(self) -> Any:
        """By how much each campaign is dearer than what the last prices ask for."""
        return self._over

    # -- rows ---------------------------------------------------------------------------------------------------

    def _add_orders(self, parts: Any) -> bool:
        """Rows of C7 and C8 between buildings that the weighed campaigns break."""
        return self.add_orders([(self.columns[int(n)], float(parts[n])) for n in self.np.flatnonzero(parts > 1e-6)])

    def add_orders(self, taken: list[tuple[Column, float]]) -> bool:
        """The same for parts of campaigns that are given."""
        rows = find_broken(self.start, self.grid, self.names, taken, {row.key for row in self.orders})
        self.add_rows(rows)
        return bool(rows)

    def add_rows(self, rows: list[OrderRow]) -> None:
        """Make rows of order part of the program."""
        for row in rows:
            terms: dict[int, float] = {}
            for n, column in enumerate(self.columns):
                if value := row.term(self.grid, self.names[column.building], column):
                    terms[self.lead + n] = value
            for n, name in enumerate(self.names):
                if value := row.none(name):
                    terms[n] = value
            self._add_row(len(self.limits.upper) + len(self.orders), row.upper, terms)
            self.orders.append(row)
