"""One choice for all buildings at once: whole campaigns, from those that the prices find cheapest on many dates."""

from __future__ import annotations

from switchrefresh.planning.board import Board
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.engine import place_all
from switchrefresh.planning.milp import Effort
from switchrefresh.planning.polish import polish
from switchrefresh.planning.priced.master import Relaxed
from switchrefresh.planning.priced.program import Program
from switchrefresh.planning.priced.wholes import Whole

DATES = 40  # crews and dates of a first visit for which each building brings its cheapest campaign
OVER = 1_000.0  # points by which a campaign that the program holds may be dearer than the prices ask
WORK = Effort(50, 6, proof=False, presolve=True, near=2e-4)


def choose_whole(start: Board, program: Program, relaxed: Relaxed, standing: float) -> Board:
    """The board of the best choice that is found."""
    over = program.over()
    parts = {int(n): float(relaxed.parts[n]) for n in relaxed.parts.nonzero()[0]}
    numbers = [n for n in range(len(program.columns)) if over[n] < OVER and program.is_open(n)]
    for n, pricer in enumerate(program.pricers):
        for path in pricer.solve(relaxed.prices).several(DATES):
            program.add(n, path)
            numbers.append(program.numbers[n, path])
    answer = Whole(program, numbers).choose(start, WORK, standing, parts)
    pool: dict[str, list[Campaign]] = {name: [] for name in program.names}
    return polish(place_all(start, answer.campaigns, pool), start, pool, {})
