"""The search in large districts begins with the plan that keeps to the prices, even where that leaves something out.

A plan that places everything anyhow comes to fewer points at first, but crews' weeks are full of poor visits in it, and
no move of a few buildings gets it out of there.
"""

import sys
from pathlib import Path

import pytest

from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.priced.engine import PricedEngine

pytestmark = pytest.mark.slow
BENCH = Path(__file__).parents[2] / "bench"


def test_what_leaves_something_out_by_the_prices_is_the_better_beginning(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    monkeypatch.delitem(sys.modules, "districts", raising=False)  # other tests have a module of this name
    from districts.making import make_request
    from districts.sizes import Size

    request = make_request(Size("crowded", 22, 440, 1, 0, 2, 0.25, 1), 0)
    told: dict[str, float] = {}
    plan = make_plan(request, PricedEngine(moves=6), lambda points, _bound, _gap, words: told.setdefault(words, points))
    assert told["first plan"] < told["plan by prices"] == told["improving"]
    assert check_plan(request, plan) == ()
    assert plan.unplaced == ()
    assert plan.solver.gap < 0.15, "begun with the plan that places everything, it ends with 0.54"
