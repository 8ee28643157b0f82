"""The engine by prices on small districts: it breaks no rule, its numbers hold, and equal requests give equal plans."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from planner_randoms import random_request

from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.goals import evaluate
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.priced.engine import PricedEngine

FAST, SLOW = range(40), range(40, 600)
TWICE = """
from planner_randoms import random_request
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.priced.engine import PricedEngine
for seed in range(8):
    plan = make_plan(random_request(seed), PricedEngine(moves=20))
    print(plan.windows, plan.unplaced, plan.solver)
"""


def check(seed):
    request = random_request(seed)
    plan = make_plan(request, PricedEngine(moves=30))
    assert check_plan(request, plan) == ()
    placed = [task.switch for window in plan.windows for task in window.tasks]
    assert sorted([*placed, *(one.switch for one in plan.unplaced)]) == sorted(request.inventory.planned())
    assert evaluate(plan, request) == plan.solver.objective >= plan.solver.bound
    assert plan.solver.status in {"optimal", "bounded", "feasible"}


@pytest.mark.parametrize("seed", FAST)
def test_no_rule_is_broken(seed):
    check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SLOW)
def test_no_rule_is_broken_in_many_districts(seed):
    check(seed)


def test_plans_do_not_depend_on_how_the_process_hashes():
    def run(hashing):
        path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
        env = {**os.environ, "PYTHONHASHSEED": hashing, "PYTHONPATH": path}
        return subprocess.run(
            [sys.executable, "-c", TWICE], env=env, capture_output=True, text=True, check=True, timeout=120
        ).stdout

    assert run("1") == run("2") != ""


def test_a_program_that_forgets_campaigns_proves_as_much(monkeypatch):
    for seed in range(12):
        request = random_request(seed)
        monkeypatch.undo()
        usual = make_plan(request, PricedEngine(moves=4))
        monkeypatch.setattr("switchrefresh.planning.priced.master.FEW", 12)
        monkeypatch.setattr("switchrefresh.planning.priced.master.FEW_EACH", 4)
        forgetful = make_plan(request, PricedEngine(moves=4))
        assert check_plan(request, forgetful) == ()
        assert forgetful.solver.bound <= min(usual.solver.objective, forgetful.solver.objective) + 1e-6
        assert forgetful.solver.bound >= 0.99 * usual.solver.bound
