"""From chosen campaigns to times of day: order the visits of each crew's day, and say what cannot go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, permutations

from switchrefresh.planning.board import Board, Visit, month_of, week_of
from switchrefresh.planning.campaigns import Campaign
from switchrefresh.planning.packing import refit
from switchrefresh.planning.problem import Job
from switchrefresh.planning.rows import FREE, Model, Row, visits_by_crew_day

NEARLY = 0.5  # days short of a limit from which on a week or month is watched
MOST_AT_ONCE = 5  # visits of one crew on one date that are tried in every order


def sequence(start: Board, visits: tuple[Visit, ...]) -> tuple[Visit, ...] | None:
    """Visits of one crew and date with times that leave room for each other, or None when no order does.

    A crew works one shift on a date, so every order is tried in each of its shifts.
    """
    first = visits[0]
    orders = list(permutations(visits)) if len(visits) <= MOST_AT_ONCE else [visits]
    for shift in start.problem.shifts[first.crew].get(first.shift_day, ()):
        for order in orders:
            if (placed := _in_order(start, order, shift.kind)) is not None:
                return placed
    return None


def _in_order(start: Board, order: tuple[Visit, ...], shift: str) -> tuple[Visit, ...] | None:
    board, placed = start.copy(lenient=True, ignore=frozenset({"C13", "C9", "C8", "C6", "absent"})), list[Visit]()
    for visit in order:
        if (fitted := refit(board, visit, early=True, shift=shift)) is None:
            return None
        board.add(fitted)
        placed.append(fitted)
    return tuple(placed)


def settle(start: Board, campaigns: tuple[Campaign, ...]) -> tuple[Campaign, ...]:
    """The same campaigns with times of day that go together wherever an order exists."""
    moved: dict[Visit, Visit] = {}
    for visits in _shared(campaigns).values():
        for visit in sequence(start, visits) or ():
            moved.update({old: visit for old in visits if old.slots[0].job == visit.slots[0].job})
    return tuple(Campaign(c.building, tuple(moved.get(v, v) for v in c.visits), c.left, c.cost) for c in campaigns)


def put_down(board: Board, campaigns: list[Campaign]) -> tuple[Board, Campaign | None]:
    """The board with all visits placed in time order, or up to the first campaign of which a visit does not fit."""
    visits = [(visit, campaign) for campaign in campaigns for visit in campaign.visits]
    for visit, campaign in sorted(visits, key=lambda pair: (pair[0].start, pair[0].building)):
        if (fitted := refit(board, visit)) is None:
            return board, campaign
        board.add(fitted)
    return board, None


def guess_against_clash(start: Board, model: Model, chosen: tuple[Campaign, ...]) -> list[Row]:
    """A row against a choice that could not be put down although no rule above says why.

    Another time of day might have done, so this row is a guess: it helps to find plans and proves nothing.
    """
    settled = list(settle(start, chosen))
    if put_down(start.copy(), settled)[1] is None:
        return []
    lenient, few = frozenset({"absent"}), list(range(len(settled)))
    for n in range(len(settled)):
        fewer = [k for k in few if k != n]
        if put_down(start.copy(lenient=True, ignore=lenient), [settled[k] for k in fewer])[1] is not None:
            few = fewer
    number = {id(campaign): n for n, campaign in enumerate(model.campaigns)}
    return [Row(-FREE, len(few) - 1, {number[id(chosen[k])]: 1.0 for k in few})]


def _shared(campaigns: tuple[Campaign, ...]) -> dict[tuple[str, int], tuple[Visit, ...]]:
    """Visits of a crew's date with more than one of them."""
    found: dict[tuple[str, int], tuple[Visit, ...]] = {}
    for campaign in campaigns:
        for visit in campaign.visits:
            key = (visit.crew, visit.shift_day)
            found[key] = (*found.get(key, ()), visit)
    return {key: visits for key, visits in sorted(found.items()) if len(visits) > 1}


def rows_against_clashes(start: Board, model: Model, chosen: tuple[Campaign, ...]) -> list[Row]:
    """Rows that forbid what is wrong with a choice: visits that no order of a day holds, and crew limits (C13)."""
    rows: list[Row] = []
    for (crew, day), visits in _shared(chosen).items():
        if (clash := _smallest_clash(start, visits)) is not None:
            rows.append(_not_together(start, model, crew, day, clash))
    rows += _limit_rows(start, model, chosen)
    return rows


def _smallest_clash(start: Board, visits: tuple[Visit, ...]) -> tuple[Visit, ...] | None:
    if sequence(start, visits) is not None:
        return None
    for size in range(2, len(visits)):
        for some in combinations(visits, size):
            if sequence(start, some) is None:
                return some
    return visits


def _not_together(start: Board, model: Model, crew: str, day: int, clash: tuple[Visit, ...]) -> Row:
    """At most all but one of the visits, or of longer ones of the same building."""
    terms: dict[int, float] = {}
    for n, visit in visits_by_crew_day(model).get((crew, day), []):
        if any(_as_hard(start, visit, other) for other in clash):
            terms[n] = 1.0
    return Row(-FREE, len(clash) - 1, terms)


def _as_hard(board: Board, visit: Visit, other: Visit) -> bool:
    """Whether a visit needs at least the time of day that another one of the same building needs."""
    if visit.building != other.building or visit.end - visit.start < other.end - other.start:
        return False
    if any(is_tied(board, board.problem.jobs[slot.job]) for slot in other.slots):
        return visit.slots[: len(other.slots)] == other.slots
    return True


def is_tied(board: Board, job: Job) -> bool:
    """Whether more than its own building's hours says when a job can be done: others that go dark, C7 or C12."""
    jobs = board.problem.jobs
    foreign = any(jobs[other].building != job.building for other in (*job.before, *job.after))
    return bool(job.behind or job.partners or foreign)


def _limit_rows(start: Board, model: Model, chosen: tuple[Campaign, ...]) -> list[Row]:
    """Rows for each crew's week or month that the choice overfills (C13)."""
    board = start.copy()
    for campaign in chosen:
        for visit in campaign.visits:
            board.add(visit)
    rows: list[Row] = []
    for crew, kind, limit in _limits(start):
        days = [day for day in sorted(board.at_crew.get(crew, {})) if kind in ("day", board.kind_of(crew, day))]
        some = [_period(kind)(day) for day in days]
        for period in sorted({p for p in some if some.count(p) > limit}):
            rows += _period_rows(start, model, crew, kind, period, limit)
    return rows


def _limits(start: Board) -> Iterator[tuple[str, str, int]]:
    """Crew, kind of day and how many of them it works in a week or month (C13)."""
    for crew, rules in sorted(start.problem.district.crews.items()):
        for kind, limit in (
            ("day", rules.max_days_per_week),
            ("evening", rules.max_evenings_per_week),
            ("weekend", rules.max_weekend_days_per_month),
        ):
            if limit is not None:
                yield crew, kind, limit


def rows_of_full(start: Board, model: Model, parts: list[float]) -> list[Row]:
    """Rows for each crew's week or month that parts of the model's campaigns all but fill (C13)."""
    used: dict[tuple[str, int], dict[str, float]] = {}
    for (crew, day), entries in visits_by_crew_day(model).items():
        for n, visit in entries:
            for kind in ("day", _only_kind(start, visit)) if parts[n] else ():
                of = used.setdefault((crew, day), {})
                of[kind] = min(1.0, of.get(kind, 0.0) + parts[n])
    rows: list[Row] = []
    for crew, kind, limit in _limits(start):
        full: dict[tuple[int, int], float] = {}
        for (who, day), of in used.items():
            if who == crew:
                full[_period(kind)(day)] = full.get(_period(kind)(day), 0.0) + of.get(kind, 0.0)
        for period in sorted(period for period, days in full.items() if days > limit - NEARLY):
            rows += _period_rows(start, model, crew, kind, period, limit)
    return rows


def _period_rows(start: Board, model: Model, crew: str, kind: str, period: tuple[int, int], limit: int) -> list[Row]:
    """A crew's days of a kind in a week or month, each counted once however many buildings it holds."""
    if (key := (f"{crew} {kind}", period)) in model.counted:
        return []
    model.counted.add(key)
    worked: dict[int, dict[str, dict[int, float]]] = {}
    for (who, day), entries in visits_by_crew_day(model).items():
        if who != crew or _period(kind)(day) != period:
            continue
        for n, visit in entries:
            if kind in ("day", _only_kind(start, visit)):
                worked.setdefault(day, {}).setdefault(visit.building, {})[n] = 1.0
    fixed = [d for d in start.at_crew.get(crew, {}) if _period(kind)(d) == period]
    fixed = [d for d in fixed if kind in ("day", start.kind_of(crew, d))]
    rows, used = [], list[int]()
    for day, buildings in sorted(worked.items()):
        if day in fixed:
            continue
        used.append(model.new(0.0, 1.0))
        rows += [Row(-FREE, 0, {**terms, used[-1]: -1.0}) for _, terms in sorted(buildings.items())]
    return [*rows, Row(-FREE, max(0, limit - len(fixed)), dict.fromkeys(used, 1.0))]


def _period(kind: str) -> Callable[[int], tuple[int, int]]:
    return month_of if kind == "weekend" else week_of


def _only_kind(start: Board, visit: Visit) -> str:
    """The shift that a visit cannot do without, or "any" when more than one could hold it."""
    kinds = {
        stretch.shift.kind
        for stretch in start.problem.stretches[visit.building][visit.crew].get(visit.day, ())
        if stretch.shift.day == visit.shift_day and stretch.end - stretch.start >= visit.end - visit.start
    }
    return kinds.pop() if len(kinds) == 1 else "any"
