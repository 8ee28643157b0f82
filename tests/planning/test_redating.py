"""No plan offers a date for one of its windows that is better than its own."""

import pytest
from exhaustive import tiny_request
from planner_randoms import random_request

from switchrefresh.planning.alternatives import board_of, choices
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.problem import build_problem


@pytest.mark.parametrize("seed", [3, 7, 12])
@pytest.mark.parametrize("district", [random_request, tiny_request], ids=["random", "tiny"])
def test_no_other_date_is_cheaper(district, seed):
    request = district(seed)
    plan = make_plan(request)
    board = board_of(build_problem(request), plan)
    for window in plan.windows:
        assert all(place.points >= 0 for place in choices(board, window).others)
