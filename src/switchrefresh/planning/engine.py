"""The engine: a problem and what already stands in; the best schedule found, its bound and its status out.

Greedy first plans from campaigns, then HiGHS chooses one campaign per building, then a polish by unit. All work is
bounded by counts, never by seconds, so equal problems give equal schedules.
"""

from __future__ import annotations

from switchrefresh.planning.board import Board, Visit
from switchrefresh.planning.campaigns import Campaign, campaign_of, find_campaigns
from switchrefresh.planning.every import every_campaign
from switchrefresh.planning.found import Found, left_points, score
from switchrefresh.planning.packing import Memo
from switchrefresh.planning.partial import partial_campaigns
from switchrefresh.planning.polish import place, polish
from switchrefresh.planning.problem import Problem
from switchrefresh.planning.settling import put_down, settle
from switchrefresh.planning.solver import choose
from switchrefresh.planning.staged import staged_campaigns
from switchrefresh.planning.watching import QUIET, Watch

Pool = dict[str, list[Campaign]]

COLUMNS = 6_000  # campaigns in all that the master problem may weigh
ROUNDS = 3  # times that a polished schedule goes back into the master problem


class CampaignEngine:
    """Campaign columns with HiGHS over a greedy first plan."""

    def solve(self, start: Board, watch: Watch = QUIET) -> Found:
        """Fill a board that holds the fixed visits."""
        memo: Memo = {}
        pool = self._pool(start, memo)
        best = min((greedy(start, pool, rule) for rule in RULES), key=score)
        found = self._choose(start, pool, polish(best, start, pool, memo), memo, watch)
        if found.status != "interrupted" and left_points(found.board) and self._leave_out(start, pool, memo):
            found = self._choose(start, pool, found.board, memo, watch)
        return found

    def _choose(self, start: Board, pool: Pool, best: Board, memo: Memo, watch: Watch) -> Found:
        """Better and better choices of one campaign per building, each polished."""
        bound, proven = 0.0, False
        for n in range(ROUNDS):
            watch.tell(score(best), bound, "choosing campaigns", left_points(best))
            if stopped := watch.stop():
                break
            if not add_own(pool, start, best) and n:
                break
            answer = choose(start, pool, chosen_of(pool, start, best))
            better = polish(place_all(start, answer.campaigns, pool), start, pool, memo)
            bound, proven = answer.bound, answer.proven
            if score(better) >= score(best):
                break
            best = better
        objective = score(best)
        bound = min(bound, float(objective))
        status = "optimal" if proven and bound >= objective else ("bounded" if bound > 0 else "feasible")
        return Found(best, objective, bound, "interrupted" if stopped else status)

    def _leave_out(self, start: Board, pool: Pool, memo: Memo) -> bool:
        """Make campaigns that leave switches out part of the choice; whether any was new."""
        keep, lenient, new = max(60, COLUMNS // max(1, len(pool))), start.copy(lenient=True), False
        for building, campaigns in pool.items():
            free = tuple(n for n in start.problem.by_building[building] if n not in start.place)
            known = {_shape(campaign.visits) for campaign in campaigns}
            more = partial_campaigns(lenient, building, free, campaigns, memo, keep)
            fresh = [campaign for campaign in more if _shape(campaign.visits) not in known]
            pool[building] = sorted([*campaigns, *fresh], key=lambda c: (c.cost, [(v.start, v.crew) for v in c.visits]))
            new = new or bool(fresh)
        return new

    def _pool(self, start: Board, memo: Memo) -> Pool:
        problem = start.problem
        free = {b: tuple(n for n in names if n not in start.place) for b, names in problem.by_building.items()}
        busy = [b for b, names in free.items() if names]
        keep = max(60, COLUMNS // max(1, len(busy)))
        lenient = start.copy(lenient=True)
        return {b: _choices(lenient, b, free[b], memo, keep) for b in busy}


def _choices(board: Board, building: str, free: tuple[str, ...], memo: Memo, keep: int) -> list[Campaign]:
    """Campaigns in every style, and where there are few, simply all of them."""
    found = {_shape(c.visits): c for c in find_campaigns(board, building, free, memo, keep)}
    staged = staged_campaigns(board, building, free, memo)
    for campaign in (*every_campaign(board, building, free, memo), *staged):
        found.setdefault(_shape(campaign.visits), campaign)
    return sorted(found.values(), key=lambda c: (c.cost, [(v.start, v.crew) for v in c.visits]))


def _fewest_days(pool: Pool, building: str) -> tuple[int, str]:
    return len(pool[building]), building


def _most_work(pool: Pool, building: str) -> tuple[int, str]:
    most = max((sum(len(v.slots) for v in c.visits) for c in pool[building]), default=0)
    return -most, building


def _least_choice(pool: Pool, building: str) -> tuple[int, str]:
    costs = [c.cost for c in pool[building]]
    return -(costs[min(len(costs) - 1, 30)] - costs[0]) if costs else 0, building


RULES = (_fewest_days, _most_work, _least_choice)


def greedy(start: Board, pool: Pool, rule: object) -> Board:
    """Pilots first, then parents before their buildings, then by a rule; each building takes its cheapest fit."""
    board = start.copy()
    for building in _in_order(start.problem, pool, rule):
        for campaign in pool[building]:
            if place(board, campaign.visits):
                break
    return board


def _in_order(problem: Problem, pool: Pool, rule: object) -> list[str]:
    pilot = problem.pilot
    pilots = pilot.buildings if pilot else ()
    above = {
        b: {problem.jobs[p].building for name in problem.by_building[b] for p in problem.jobs[name].before} - {b}
        for b in pool
    }
    left = sorted(pool, key=lambda b: (b not in pilots, *rule(pool, b)))  # type: ignore[operator]
    order: list[str] = []
    while left:
        ready = next((b for b in left if not (above[b] & set(left))), left[0])
        left.remove(ready)
        order.append(ready)
    return order


def place_all(start: Board, campaigns: tuple[Campaign, ...], pool: Pool) -> Board:
    """The master problem's choice, put down visit by visit in time order; what clashes takes its next cheapest fit."""
    settled = list(settle(start, campaigns))
    late: list[Campaign] = []
    while True:
        board, clash = put_down(start.copy(), settled)
        if clash is None:
            break
        settled.remove(clash)
        late.append(clash)
    for campaign in late:
        for other in (campaign, *pool[campaign.building]):
            if place(board, other.visits):
                break
    return board


def own_visits(start: Board, board: Board, building: str) -> tuple[Visit, ...]:
    """A building's visits on a board beyond those that were there at the start."""
    fixed = set(start.at_building.get(building, ()))
    return tuple(sorted((v for v in board.at_building.get(building, ()) if v not in fixed), key=lambda v: v.start))


def add_own(pool: Pool, start: Board, board: Board) -> bool:
    """Make what a board holds part of the choice; whether anything was new."""
    new = False
    for building, campaigns in pool.items():
        visits = own_visits(start, board, building)
        if visits and all(_shape(c.visits) != _shape(visits) for c in campaigns):
            free = tuple(n for n in start.problem.by_building[building] if n not in start.place)
            campaigns.append(campaign_of(start.problem, building, visits, free))
            campaigns.sort(key=lambda c: (c.cost, [(v.start, v.crew) for v in c.visits]))
            new = True
    return new


def chosen_of(pool: Pool, start: Board, board: Board) -> dict[str, Campaign | None]:
    """Which campaign of the pool each building follows on a board; None is no visit at all."""
    found: dict[str, Campaign | None] = {}
    for building, campaigns in pool.items():
        shape = _shape(own_visits(start, board, building))
        found[building] = next((c for c in campaigns if _shape(c.visits) == shape), None)
    return found


def _shape(visits: tuple[Visit, ...]) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """Dates, crews and jobs: what makes a campaign another one; the time of day does not."""
    return tuple((v.day, v.crew, tuple(s.job for s in v.slots)) for v in visits)
