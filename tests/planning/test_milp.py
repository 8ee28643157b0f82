"""The choice among the campaigns that can matter is the choice among all of them."""

from __future__ import annotations

import pytest
from planner_randoms import random_request

from switchrefresh.planning import milp
from switchrefresh.planning.campaigns import find_campaigns
from switchrefresh.planning.milp import solve_model
from switchrefresh.planning.problem import build_problem
from switchrefresh.planning.promises import stand
from switchrefresh.planning.rows import build_rows
from switchrefresh.planning.solver import THOROUGH


def model_of(seed):
    """A model of random campaigns."""
    start, _ = stand(build_problem(random_request(seed)), {})
    lenient, names = start.copy(lenient=True), start.problem.by_building
    return build_rows(start, {b: list(find_campaigns(lenient, b, names[b], {}, 60)) for b in names})


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("part", [0.02, 0.2, 0.5])
def test_what_is_left_out_cannot_matter(seed, part, monkeypatch):
    model = model_of(seed)
    every = solve_model(model, {}, 0, THOROUGH)
    assert every.proven
    monkeypatch.setattr(milp, "KEPT", 1 + int(part * len(model.campaigns)))
    few = solve_model(model, {}, 0, THOROUGH)
    assert few.points == pytest.approx(every.points, abs=0.01) and few.proven
    assert every.bound - 2 <= few.bound <= every.points + 0.01


@pytest.mark.parametrize("seed", range(6))
def test_a_bound_stays_below_the_best_choice_where_near_is_enough(seed, monkeypatch):
    model = model_of(seed)
    every = solve_model(model, {}, 0, THOROUGH)
    monkeypatch.setattr(milp, "KEPT", 3)
    monkeypatch.setattr(milp, "SMALL", 0)
    near = solve_model(model, {}, 0, THOROUGH)
    assert near.bound <= every.points + 0.01
    assert near.points <= every.points * (1 + 2 * THOROUGH.near)
