"""Reasons where very many switches have no place: none is false, and they take no longer than a limit of looks."""

from planner_randoms import random_request

from switchrefresh.planning import explaining
from switchrefresh.planning.board import Board
from switchrefresh.planning.explaining import explain_unplaced
from switchrefresh.planning.lifting import Lifting
from switchrefresh.planning.problem import build_problem


def empty_board(seed):
    return Board(build_problem(random_request(seed)))


def test_what_the_search_had_not_come_to_has_room_by_its_reason():
    overlooked = 0
    for seed in range(6):
        board = empty_board(seed)
        reasons = {one.switch: one.reasons for one in explain_unplaced(board)}
        assert sorted(reasons) == sorted(board.problem.request.inventory.planned())
        for name, found in reasons.items():
            job = board.problem.jobs[name]
            alone = Lifting(board).room(job, frozenset()) is not None
            assert not alone or (found[0].code == "C1" and "has room for it on" in found[0].message)
            overlooked += alone
    assert overlooked > 10


def test_beyond_a_limit_of_looks_the_most_frequent_reason_is_told_as_such(monkeypatch):
    board = empty_board(1)
    whole = explain_unplaced(board)
    monkeypatch.setattr(explaining, "LOOKS", 1)
    told = explain_unplaced(board)
    assert [one.switch for one in told] == [one.switch for one in whole]
    untried = [one for one in told if "not tried one by one" in one.reasons[0].message]
    assert len(untried) == len(told) - 1
    tried = next(one for one in told if one not in untried)
    assert {one.reasons[0].code for one in untried} == {tried.reasons[0].code}
    assert f"{len(untried)} of the {len(told)} switches" in untried[0].reasons[0].message
