"""Plans of very small districts are the best there are: no choice that an exhaustive search finds is better."""

from __future__ import annotations

from collections import Counter

import pytest
from exhaustive import Search, tiny_request

from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.making import make_plan


def compare(seed: int) -> Counter[str]:
    """What kind of district it was."""
    request = tiny_request(seed)
    plan = make_plan(request)
    assert check_plan(request, plan) == ()
    assert plan.solver.objective == Search(request).best()
    assert plan.solver.bound <= plan.solver.objective
    return Counter(reason.code for one in plan.unplaced for reason in one.reasons) + Counter(windows=len(plan.windows))


@pytest.mark.parametrize("seed", [17, 96, 112, 118, 601, 844, *range(200, 204)])
def test_no_choice_is_better(seed: int) -> None:
    compare(seed)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("first", range(0, 1000, 250))
def test_no_choice_is_better_in_a_thousand_districts(first: int) -> None:
    seen = Counter[str]()
    for seed in range(first, first + 250):
        seen += compare(seed)
    assert seen["windows"] > 250
    assert {"C2", "C3", "C6", "C7", "C8", "C10", "C12", "C13", "C14", "C17"} <= set(seen)
