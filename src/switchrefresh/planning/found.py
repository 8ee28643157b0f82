"""What an engine hands back, and how the points of a schedule are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from switchrefresh.planning.board import Board
from switchrefresh.planning.goals import crowded, left_out_cost, visit_cost
from switchrefresh.planning.watching import QUIET, Watch

WHOLE_CAMPAIGNS = "the best plan made of the campaigns weighed"


@dataclass(frozen=True)
class Found:
    """A schedule with its points; `bound` is a proven lower bound on the points of every plan in its `scope`."""

    board: Board
    objective: int
    bound: float
    status: str  # optimal | bounded | feasible | interrupted
    scope: str = WHOLE_CAMPAIGNS
    floor: float = 0.0  # a proven lower bound on the points of every plan that the rules permit; 0 is none


class Engine(Protocol):
    """What a planner's engine is: a board with what stands in, the filled board with its bound out."""

    def solve(self, start: Board, watch: Watch = QUIET) -> Found: ...


def left_points(board: Board) -> int:
    """Points of all that has no place on a board."""
    return left_out_cost(board.problem, tuple(name for name in board.problem.jobs if name not in board.place))


def score(board: Board) -> int:
    """Points of all that stands on a board and of all that does not; broken promises are counted by the caller."""
    visits = board.visits()
    return (
        sum(visit_cost(board.problem, v) for v in visits)
        + left_points(board)
        + board.problem.weights.crowded * crowded(visits)
    )
