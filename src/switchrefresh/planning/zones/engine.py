"""The engine for the biggest districts: zones one by one or in several processes, then the places where they meet.

A first plan of every zone comes before any price is asked, so that there is always something to keep. All work is
counted, so that equal problems give equal schedules, whoever works on the zones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.found import Found, score
from switchrefresh.planning.polish import place
from switchrefresh.planning.priced.engine import SCOPE, parents_first
from switchrefresh.planning.watching import QUIET, Watch
from switchrefresh.planning.zones.bounding import bound_district
from switchrefresh.planning.zones.cutting import LEAST_CREWS, SIZE, Zone, cut
from switchrefresh.planning.zones.part import Part, make_part
from switchrefresh.planning.zones.part_engine import QUICK, THOROUGH, Effort
from switchrefresh.planning.zones.repairing import repair
from switchrefresh.planning.zones.sharing import deal_dates, deal_stock
from switchrefresh.planning.zones.stages import find_stages
from switchrefresh.planning.zones.workers import each, solve_part

EARLY = 20  # times that a day of waiting counts in buildings that all others wait for


@dataclass
class ZonedEngine:
    """Stages, zones, and a repair."""

    executor: Executor | None = None
    effort: Effort = THOROUGH
    size: int = SIZE  # buildings in a zone
    crews: int = LEAST_CREWS  # in a zone

    def solve(self, start: Board, watch: Watch = QUIET) -> Found:
        """Fill a board that holds the fixed visits."""
        problem = start.problem
        board = start.copy()
        free = [b for b, names in problem.by_building.items() if any(n not in start.place for n in names)]
        stages = find_stages(start, free)
        for n, buildings in enumerate(stages):
            self._stage(board, buildings, n < len(stages) - 1, watch)
        repair(board, start, free, watch)
        objective = score(board)
        bound = min(bound_district(start, free, watch, self.executor), float(objective))
        status = "interrupted" if watch.stop() else "bounded" if bound > 0 else "feasible"
        return Found(board, objective, bound, status, SCOPE)

    def _stage(self, board: Board, buildings: Sequence[str], early: bool, watch: Watch) -> None:
        """Put the visits of some buildings on the board, better ones in the place of quick ones."""
        zones = cut(board.problem, buildings, self.size, self.crews)
        parts = make_parts(board, zones)
        if early:
            parts = [_hurried(part) for part in parts]
        answers: list[tuple[Visit, ...]] = [() for _ in parts]
        points = score(board)

        for effort in (QUICK, self.effort):
            tasks = [(part, effort) for part in parts]
            for n, found in enumerate(each(solve_part, tasks, watch, self.executor)):
                if found is not None:
                    points += _points(parts[n], found) - _points(parts[n], answers[n])
                    answers[n] = found
                words = "first plan" if effort is QUICK else "prices"
                watch.tell(points, 0.0, f"{words}, zone {n + 1} of {len(parts)}")
        put_down(board, answers)


def make_parts(board: Board, zones: Sequence[Zone]) -> list[Part]:
    """A problem for each zone, with what they share dealt out."""
    stock, dates = deal_stock(board, zones), deal_dates(board, zones)
    return [
        make_part(board, zone, stock[n] if stock is not None else None, dates[n] if dates is not None else None)
        for n, zone in enumerate(zones)
    ]


def _points(part: Part, visits: Iterable[Visit]) -> int:
    """What a zone comes to with these visits."""
    board = part.board()
    for visit in visits:
        board.add(visit)
    return score(board)


def _hurried(part: Part) -> Part:
    weights = part.problem.weights
    return replace(part, problem=replace(part.problem, weights=replace(weights, wait_day=EARLY * weights.wait_day)))


def put_down(board: Board, answers: Iterable[tuple[Visit, ...]]) -> None:
    """The visits of zones on one board, building by building; a building that no longer fits is left for later."""
    mine: dict[str, list[Visit]] = {}
    for visits in answers:
        for visit in visits:
            mine.setdefault(visit.building, []).append(visit)
    for building in parents_first(board, sorted(mine)):
        place(board, tuple(sorted(mine[building], key=lambda v: v.start)))
