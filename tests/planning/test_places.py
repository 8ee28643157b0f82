"""Places kept as numbers are what the board says is free, and little memory for stretches changes no plan."""

from planner_randoms import random_request

from switchrefresh.planning import reaching
from switchrefresh.planning.board import Board
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.priced.engine import PricedEngine
from switchrefresh.planning.priced.places import Ground, find_places
from switchrefresh.planning.problem import build_problem

SEEDS = range(12)


def test_places_are_the_free_time_of_an_empty_board():
    seen = 0
    for seed in SEEDS:
        problem = build_problem(random_request(seed))
        board = Board(problem, lenient=True)
        for building in problem.by_building:
            places = find_places(board, building, Ground())
            found = [places.at(n) for n in range(len(places))]
            free = [
                (crew, day, (gap.start, gap.end, gap.shift))
                for day in problem.days(building)
                for crew in sorted(problem.shifts)
                for gap in board.gaps(building, crew, day)
            ]
            assert [(one.crew, one.day, (one.gap.start, one.gap.end, one.gap.shift)) for one in found] == free
            for n, one in enumerate(found):
                assert n in places.find(one.crew, one.day, one.gap.shift.day)
            seen += len(found)
    assert seen > 500


def test_a_planner_that_remembers_hardly_a_stretch_makes_the_same_plans(monkeypatch):
    def plans():
        return [make_plan(random_request(seed), PricedEngine(moves=4)) for seed in range(4)]

    usual = plans()
    monkeypatch.setattr(reaching, "REMEMBERED", 3)
    assert plans() == usual
