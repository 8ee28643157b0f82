"""After the search: what was left out although it has room gets its place, and nothing else gets worse."""

from __future__ import annotations

import pytest
from planner_randoms import random_request

from switchrefresh.planning.found import Found, score
from switchrefresh.planning.lifting import Lifting
from switchrefresh.planning.making import engine_for
from switchrefresh.planning.problem import build_problem
from switchrefresh.planning.promises import stand
from switchrefresh.planning.redating import fill, look_again


@pytest.mark.parametrize("seed", [1, 3, 7])
def test_a_switch_with_room_gets_it(seed):
    start, _ = stand(build_problem(random_request(seed)), {})
    found = engine_for(start.problem).solve(start)
    board, standing = found.board.copy(), set(start.visits())
    taken = max((v for v in board.visits() if v not in standing and not _leant_on(board, v)), key=lambda v: v.start)
    board.remove(taken)
    spoilt = Found(board, score(board), 0.0, "bounded")
    filled = fill(spoilt, start)
    assert filled.objective < spoilt.objective
    assert {slot.job for slot in taken.slots} <= set(filled.board.place)


@pytest.mark.parametrize("seed", range(3))
def test_no_rule_keeps_out_nobody(seed):
    start, _ = stand(build_problem(random_request(seed)), {})
    found = look_again(engine_for(start.problem).solve(start), start)
    lifting, jobs = Lifting(found.board), start.problem.jobs
    left = [jobs[name] for name in jobs if name not in found.board.place]
    assert [job.id for job in left if lifting.room(job, frozenset())] == []


def _leant_on(board, visit) -> bool:
    """Whether something elsewhere waits for a switch of the visit."""
    jobs = board.problem.jobs
    own = {slot.job for slot in visit.slots}
    pilot = board.problem.pilot
    after = any(other in board.place and other not in own for name in own for other in jobs[name].after)
    return after or (pilot is not None and visit.building in pilot.buildings)
