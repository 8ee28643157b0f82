"""A choice with only those limits that were broken once is as good as the one with all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from planner_randoms import random_request

from switchrefresh.planning import lean
from switchrefresh.planning.campaigns import find_campaigns
from switchrefresh.planning.lean import solve_lean
from switchrefresh.planning.milp import solve_model
from switchrefresh.planning.problem import build_problem
from switchrefresh.planning.promises import stand
from switchrefresh.planning.rows import build_rows
from switchrefresh.planning.solver import QUICK, THOROUGH


def model_of(seed):
    """A model of random campaigns."""
    start, _ = stand(build_problem(random_request(seed)), {})
    lenient, names = start.copy(lenient=True), start.problem.by_building
    return build_rows(start, {b: list(find_campaigns(lenient, b, names[b], {}, 60)) for b in names})


def keeps_all(model, values):
    sums = (sum(part * values[n] for n, part in row.terms.items()) for row in model.rows)
    return all(row.lower - 1e-5 <= total <= row.upper + 1e-5 for row, total in zip(model.rows, sums, strict=True))


@pytest.fixture
def always(monkeypatch):
    """Models of any size are tried, with as many limits as it takes."""
    monkeypatch.setattr(lean, "DENSE", 0)
    monkeypatch.setattr(lean, "SHARE", 1.0)
    monkeypatch.setattr(lean, "A_TIME", 3)
    monkeypatch.setattr(lean, "TIMES", 10_000)
    monkeypatch.setattr(lean, "CHOICES", 10_000)


@pytest.mark.parametrize("seed", range(8))
def test_the_same_points_with_fewer_limits(seed, always):
    model = model_of(seed)
    few, every = solve_lean(model, 0, THOROUGH), solve_model(model, {}, 0, THOROUGH)
    assert few is not None and few.proven and every.proven
    assert few.points == pytest.approx(every.points, abs=0.01) and few.bound == every.bound
    assert keeps_all(model, few.values)


def test_only_a_choice_that_is_to_be_proven_is_made_with_fewer(always):
    model = model_of(0)
    assert solve_lean(model, 0, QUICK) is None
    assert solve_lean(model, 0, replace(THOROUGH, presolve=True)) is None


def test_a_choice_that_needs_most_limits_is_left_to_all_of_them(always, monkeypatch):
    monkeypatch.setattr(lean, "SHARE", 0.0)
    assert solve_lean(model_of(0), 0, THOROUGH) is None


@pytest.mark.parametrize("seed", range(8))
def test_a_known_schedule_is_never_taken_for_the_best_where_the_model_is_presolved(seed):
    model = model_of(seed)
    effort = replace(THOROUGH, presolve=True)
    known = {name: model.campaigns[numbers[-1]] for name, numbers in model.by_building.items()}
    first, again = solve_model(model, {}, 0, effort), solve_model(model, known, 0, effort)
    assert again.points == pytest.approx(first.points, abs=0.01)
