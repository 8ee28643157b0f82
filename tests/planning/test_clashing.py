"""What is found not to go together before a choice is just what no order of a crew's date holds."""

from itertools import combinations, islice

from planner_randoms import random_request

from switchrefresh.planning.board import Board
from switchrefresh.planning.priced.engine import PricedEngine
from switchrefresh.planning.priced.program import Program
from switchrefresh.planning.priced.wholes import Whole
from switchrefresh.planning.problem import build_problem
from switchrefresh.planning.rows import visits_by_crew_day
from switchrefresh.planning.settling import sequence


def wholes():
    """Random districts with the cheapest campaigns of each building."""
    for seed in range(100):
        start = Board(build_problem(random_request(seed)))
        pricers, limits = PricedEngine()._ground(start)
        if len(pricers) < 2:
            continue
        program = Program(start, limits.grid, pricers, limits)
        free = program.prices(program.np.zeros(program.rows))
        for n, pricer in enumerate(pricers):
            for path in pricer.solve(free).several(20):
                program.add(n, path)
        yield start, program, Whole(program, range(len(program.columns)))._model()


def test_pairs_that_clash_are_the_pairs_that_no_order_holds():
    clashing = fitting = 0
    for start, program, model in islice(wholes(), 12):
        rows = program.clashes.rows(model)
        forbidden = {pair for row in rows for pair in combinations(sorted(row.terms), 2)}
        rest = [row for row in model.rows if row not in rows]
        for entries in visits_by_crew_day(model).values():
            for (n, a), (k, b) in islice(combinations(entries, 2), 60):
                if a.building == b.building:
                    continue
                fits = sequence(start, (a, b)) is not None
                pair = (min(n, k), max(n, k))
                known = not fits and any(row.terms.get(n, 0) + row.terms.get(k, 0) > row.upper + 1e-6 for row in rest)
                if fits and len(model.campaigns[n].visits) == len(model.campaigns[k].visits) == 1:
                    assert pair not in forbidden
                if not fits:
                    assert pair in forbidden or known
                fitting, clashing = fitting + fits, clashing + (not fits)
    assert clashing > 20
    assert fitting > 50
