"""Whole campaigns instead of parts: HiGHS chooses among the program's columns under the program's own strong rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from switchrefresh.planning.board import Board
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.milp import Effort
from switchrefresh.planning.priced.program import Column, Program
from switchrefresh.planning.rows import FREE, Model, Row
from switchrefresh.planning.settling import rows_of_full
from switchrefresh.planning.solver import Answer, choose_from


class Whole:
    """A choice of one campaign, or none, for every building, from some of the program's columns."""

    def __init__(self, program: Program, numbers: Iterable[int]) -> None:
        self.program = program
        self.numbers = sorted(set(numbers))
        self._columns = [program.columns[n] for n in self.numbers]
        self._none: dict[int, int] = {}
        self._orders = 0  # rows of order that the model has

    def choose(self, start: Board, effort: Effort, standing: float, parts: Mapping[int, float] | None = None) -> Answer:
        """The cheapest choice beside what stands, whose points are `standing`.

        `parts` are those of the columns that the program took: where they fill a crew's week, its days are counted
        from the first.
        """
        model = self._model()
        if parts is not None:
            taken = [parts.get(n, 0.0) for n in self.numbers]
            model.rows += rows_of_full(start, model, taken)
        return choose_from(start, model, {}, effort, standing, self._missing)

    def _model(self) -> Model:
        program, names = self.program, self.program.names
        made = [program.pricers[c.building].table.campaign(program.start, c.path) for c in self._columns]
        model = Model(made, [c.points for c in self._columns], [1.0] * len(made), [True] * len(made))
        for n, column in enumerate(self._columns):
            model.by_building.setdefault(names[column.building], []).append(n)
        for b, name in enumerate(names):
            self._none[b] = model.new(float(program.pricers[b].table.left_cost[0]), 1.0)
            terms = dict.fromkeys(model.by_building.get(name, ()), 1.0)
            model.rows.append(Row(1, 1, {**terms, self._none[b]: 1.0}))
        self._limits(model)
        model.rows += self._new_orders()
        model.rows += program.clashes.rows(model)
        return model

    def _limits(self, model: Model) -> None:
        limits, terms = self.program.limits, dict[int, dict[int, float]]()
        for n, column in enumerate(self._columns):
            for row, value in column.terms.items():
                terms.setdefault(row, {})[n] = value
        crowds = set(limits.crowd_rows)
        for row, found in sorted(terms.items()):
            if row in crowds:
                beyond = model.new(float(self.program.start.problem.weights.crowded))
                model.rows.append(Row(-FREE, limits.upper[row], {**found, beyond: -1.0}))
            elif sum(found.values()) > limits.upper[row]:
                model.rows.append(Row(-FREE, limits.upper[row], found))

    def _new_orders(self) -> list[Row]:
        """Rows of order that the program has and the model has not."""
        orders, since = self.program.orders, self._orders
        self._orders = len(orders)
        return [row for k in range(since, len(orders)) if (row := self._order(k)).terms]

    def _order(self, k: int) -> Row:
        names, row = self.program.names, self.program.orders[k]

        def term(column: Column) -> float:
            return row.term(self.program.grid, names[column.building], column)

        terms = {n: value for n, column in enumerate(self._columns) if (value := term(column))}
        none = {n: value for b, n in self._none.items() if (value := row.none(names[b]))}
        return Row(-FREE, row.upper, terms | none)

    def _missing(self, model: Model, chosen: tuple[Campaign, ...]) -> list[Row]:
        """Rows of order (C7, C8) that the choice breaks."""
        wanted = {id(campaign) for campaign in chosen}
        pairs = zip(self._columns, model.campaigns, strict=True)
        self.program.add_orders([(column, 1.0) for column, campaign in pairs if id(campaign) in wanted])
        return self._new_orders()
