"""A bound for the whole district: every building alone with every crew, which no plan can go below.

The crews of other zones that are alike (same hours, same hands) stand together as one: there whenever one of them is,
as near as the nearest. What crews and stock lack is not counted, so the bound is weak where they are short.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from switchrefresh.planning.board import Board
from switchrefresh.planning.priced.engine import FEW_STATES, STATES
from switchrefresh.planning.priced.grid import Grid, make_grid
from switchrefresh.planning.priced.master import ROUNDED
from switchrefresh.planning.priced.places import Ground
from switchrefresh.planning.priced.pricing import Pricer, Prices
from switchrefresh.planning.priced.tables import MOST_STATES, make_table
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.reaching import Known, Shift, Stretches, Ways
from switchrefresh.planning.zones.cutting import Zone
from switchrefresh.planning.zones.part import Part, make_part


def bound_part(part: Part) -> float:
    """The least points of a zone's buildings, each alone."""
    import numpy as np

    start = part.board()
    lenient, ground = start.copy(lenient=True), Ground()
    states = max(FEW_STATES, min(MOST_STATES, STATES // max(1, len(start.problem.by_building))))
    tables = [
        make_table(lenient, building, free, ground, states)
        for building, names in start.problem.by_building.items()
        if (free := tuple(n for n in names if n not in start.place))
    ]
    grid = make_grid(start, tables)
    prices = _nothing(np, grid)
    return sum(Pricer(start, table, grid, keep=False).solve(prices).best - ROUNDED for table in tables)


def make_bounding(start: Board, zone: Zone) -> Part:
    """A zone's problem with the crews of all others, those alike as one."""
    problem, part = start.problem, make_part(start, zone, None, None)
    alike = _alike(problem, zone)
    first = {name: members[0] for name, members in alike.items()}
    crews = dict(problem.district.crews)
    for name, member in first.items():
        crews[name] = replace(
            crews[member],
            base="",
            max_days_per_week=None,
            max_evenings_per_week=None,
            max_weekend_days_per_month=None,
        )
    bases = {crew.base for crew in problem.district.crews.values()}
    small = part.problem
    shifts = {**small.shifts, **{name: _shifts(problem, members) for name, members in alike.items()}}
    ways = Ways(problem.request.inventory, sorted({*bases, *problem.by_building}))
    inventory = small.request.inventory
    request = replace(small.request, inventory=replace(inventory, district=replace(inventory.district, crews=crews)))
    known = Known()
    small = replace(
        small,
        request=request,
        shifts=shifts,
        stretches={b: _stretches(problem, b, shifts, alike, ways, known) for b in zone.buildings},
        minutes={n: {**m, **{v: m[c] for v, c in first.items()}} for n, m in small.minutes.items()},
    )
    return replace(part, problem=small)


def _alike(problem: Problem, zone: Zone) -> dict[str, tuple[str, ...]]:
    groups: dict[tuple[str, str, str], list[str]] = {}
    for key in sorted(problem.shifts.keys() - set(zone.crews)):
        crew = problem.district.crews[key]
        kind = (repr(crew.hours), str(crew.speed), problem.request.inventory.zone(crew.base))
        groups.setdefault(kind, []).append(key)
    return {f"others {n}": tuple(members) for n, members in enumerate(groups.values())}


def _shifts(problem: Problem, members: Sequence[str]) -> dict[int, tuple[Shift, ...]]:
    return {day: shifts for member in members for day, shifts in problem.shifts[member].items()}


def _stretches(
    problem: Problem,
    building: str,
    shifts: Mapping[str, Mapping[int, tuple[Shift, ...]]],
    alike: Mapping[str, tuple[str, ...]],
    ways: Ways,
    known: Known,
) -> Stretches:
    crews = problem.district.crews
    bases = {crew: crews[crew].base for crew in shifts if crew in crews}
    for name, members in alike.items():
        bases[name] = min((crews[m].base for m in members), key=lambda base: (ways[base, building], base))
    return Stretches(building, problem.open.get(building, {}), shifts, bases, ways, known)


def _nothing(np: Any, grid: Grid) -> Prices:
    """Prices of nought."""
    date, none = np.zeros((len(grid.crews), grid.days)), np.zeros(grid.days)
    return Prices({}, date, {}, none, np.zeros((len(grid.models), grid.days)), {}, {}, {})
