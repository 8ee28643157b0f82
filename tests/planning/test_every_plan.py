"""The bound for every plan lies below every plan: those that an exhaustive search finds, and those of any engine."""

from __future__ import annotations

import pytest
from exhaustive import Search, tiny_request
from planner_randoms import random_request

from switchrefresh.planning.making import make_plan
from switchrefresh.planning.priced.engine import PricedEngine
from switchrefresh.planning.priced.every_plan import find_floor
from switchrefresh.planning.problem import build_problem
from switchrefresh.planning.promises import stand

ROUNDED = 1e-6
PARTLY = 118  # its best plan is not made of full visits: it comes to a fifteenth of the best one that is


def floor_of(request):
    """The bound as it was proven, not as a plan reports it."""
    return find_floor(stand(build_problem(request), {})[0])


@pytest.mark.parametrize("seed", [PARTLY, 7, 96])
def test_no_plan_of_a_tiny_district_lies_below_the_floor(seed):
    assert floor_of(tiny_request(seed)) <= Search(tiny_request(seed)).best() + ROUNDED


def test_what_a_plan_reports():
    plan = make_plan(tiny_request(0), floor=True)
    report = plan.solver
    assert 0 < report.floor <= report.objective + ROUNDED
    assert report.floor_gap == pytest.approx((report.objective - report.floor) / report.objective, abs=1e-3)
    assert make_plan(tiny_request(0)).solver.floor == 0


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("first", [0, 100])
def test_no_choice_of_a_tiny_district_lies_below_the_floor(first):
    near = 0
    for seed in range(first, first + 100):
        best, floor = Search(tiny_request(seed)).best(), floor_of(tiny_request(seed))
        assert floor <= best + ROUNDED, seed
        near += best - floor <= 0.01 * best
    assert near >= 60  # a bound that is far below proves little


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("first", [0, 60])
def test_no_plan_of_any_engine_lies_below_the_floor(first):
    for seed in range(first, first + 60):
        request = random_request(seed)
        plans = (make_plan(request), make_plan(request, PricedEngine(moves=10)))
        assert floor_of(request) <= min(plan.solver.objective for plan in plans) + ROUNDED, seed
