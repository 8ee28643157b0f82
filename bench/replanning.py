"""Plan again after six disturbances of a made-up district: what moves beside what must, and beside a fresh plan.

    python bench/replanning.py [SIZE] [--seed N] [--no-fresh] [--limit SECONDS]

Everything is promised on the day of planning. Later, with half of the windows behind and done, one thing happens.
"Forced" are the windows that the disturbance itself breaks, counted here from the rules, not by the planner. "Moved"
are promised windows with another date, start or crew and those that are gone; "inside" are promised windows that stay
where they are with fewer or other switches.
The answer is 1 when more than one window beyond those moved, when planning again took longer than the limit, or when
the checker finds a broken rule.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from districts.making import make_request
from districts.sizes import SIZES

from switchrefresh.inventory.model import Freeze
from switchrefresh.inventory.values import DateRange
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import Plan, PlanRequest, State, Window
from switchrefresh.planning.relaxing import with_crew, with_district
from switchrefresh.planning.serial import plan_data

LIMIT = 10.0  # CPU seconds
Told = tuple[PlanRequest, frozenset[str]]  # the district as it is now, and the windows that this breaks


@dataclass(frozen=True)
class Outcome:
    """One disturbance: what had to move, what moved, and what a fresh plan would have moved."""

    name: str
    forced: int
    moved: int
    inside: int
    added: int
    left_out: int
    seconds: float
    fresh: int | None
    broken_rules: int

    @property
    def good(self) -> bool:
        """Whether no more than one window too many moved, and no rule is broken."""
        return self.moved <= self.forced + 1 and not self.broken_rules


def say(line: str = "") -> None:
    """One line of the report."""
    sys.stdout.write(line + "\n")


def promise_all(request: PlanRequest) -> tuple[PlanRequest, date]:
    """Everything is promised; on a later day, with half of the windows behind, those are done."""
    windows = sorted(make_plan(request).windows, key=lambda w: w.start)
    today = windows[len(windows) // 2].start.date() - timedelta(days=1)
    promised = tuple(replace(w, state=State.DONE if w.start.date() <= today else State.APPROVED) for w in windows)
    ids = frozenset(w.id for w in windows)
    return replace(request, as_of=today, promised=promised, previous=tuple(windows), taken_ids=ids), today


def ahead(request: PlanRequest) -> list[Window]:
    """Promised windows that are still to come, in time order."""
    return [w for w in request.promised if w.state is State.APPROVED]


# -- six disturbances -------------------------------------------------------------------------------------------------


def snow(request: PlanRequest) -> Told:
    """No window on the busiest of the next dates."""
    days = Counter(w.start.date() for w in ahead(request)[:12])
    day = max(sorted(days), key=lambda d: days[d])
    freezes = (*request.inventory.district.freezes, Freeze(DateRange(day, day), "snow day"))
    return with_district(request, freezes=freezes), frozenset(w.id for w in ahead(request) if w.start.date() == day)


def sick(request: PlanRequest) -> Told:
    """The crew of the next window is away for ten days."""
    first = ahead(request)[0]
    span = DateRange(request.as_of, request.as_of + timedelta(days=9))
    crew = request.inventory.district.crews[first.crew]
    gone = with_crew(request, first.crew, away=(*crew.away, span))
    return gone, frozenset(w.id for w in ahead(request) if w.crew == first.crew and w.start.date() in span)


def late(request: PlanRequest) -> Told:
    """The next delivery comes six weeks later and a fifth of it is missing until the last one."""
    coming = sorted((d for d in request.inventory.district.deliveries), key=lambda d: d.arrives)
    one = next((d for d in coming if d.arrives > request.as_of), coming[-1])
    missing = {model: units // 5 for model, units in one.models.items()}
    here = replace(
        one,
        arrives=one.arrives + timedelta(weeks=6),
        models={model: units - missing[model] for model, units in one.models.items()},
    )
    rest = replace(one, arrives=max(coming[-1].arrives, here.arrives) + timedelta(weeks=4), models=missing)
    changed = with_district(request, deliveries=(*(here if d is one else d for d in coming), rest))
    return changed, short_of_stock(changed)


def short_of_stock(request: PlanRequest) -> frozenset[str]:
    """Windows for which the store room is too empty when each takes its units in turn."""
    switches, deliveries = request.inventory.switches, request.inventory.district.deliveries
    used, short = Counter[str](), set[str]()
    for window in sorted(request.promised, key=lambda w: w.start):
        needs = Counter[str]()
        for task in window.tasks:
            switch = switches[task.switch]
            if switch.replacement is not None:
                needs[switch.replacement.model] += switch.members
        there = {m: sum(d.models.get(m, 0) for d in deliveries if d.arrives <= window.start.date()) for m in needs}
        if window.state is State.APPROVED and any(used[m] + n > there[m] for m, n in needs.items()):
            short.add(window.id)
        else:
            used += needs
    return frozenset(short)


def feed(request: PlanRequest) -> Told:
    """A new copy of a school's calendar closes its building on the dates of its next two windows and those around."""
    building = ahead(request)[1].building
    dates = {w.start.date() for w in ahead(request) if w.building == building}
    near = {day + timedelta(days=n) for day in sorted(dates)[:2] for n in (-1, 0, 1)}
    views = tuple(replace(v, open=()) if v.date in near else v for v in request.calendars.buildings[building])
    days = {**request.calendars.buildings, building: views}
    changed = replace(request, calendars=replace(request.calendars, buildings=days))
    return changed, frozenset(w.id for w in ahead(request) if w.building == building and w.start.date() in near)


def overran(request: PlanRequest) -> Told:
    """The last window that was done took three hours longer, and its last two switches are not done."""
    return _not_done(request, 2, timedelta(hours=3))


def failed(request: PlanRequest) -> Told:
    """The first switch of the last window that was done failed and the old one went back."""
    return _not_done(request, 1, timedelta())


def _not_done(request: PlanRequest, count: int, longer: timedelta) -> Told:
    past = [w for w in request.promised if w.state is State.DONE and len(w.tasks) > count]
    last = past[-1]
    stretched = replace(last, tasks=last.tasks[:-count], end=last.end + longer)
    promised = tuple(stretched if w is last else w for w in request.promised)
    hit = {w.id for w in ahead(request) if w.crew == last.crew and last.start < w.start < stretched.end}
    return replace(request, promised=promised), frozenset(hit)


DISTURBANCES: tuple[tuple[str, Callable[[PlanRequest], Told]], ...] = (
    ("snow day", snow),
    ("technician ill, 10 days", sick),
    ("late and partial delivery", late),
    ("a feed that changed", feed),
    ("a window that overran", overran),
    ("a failed switch", failed),
)


# -- measuring --------------------------------------------------------------------------------------------------------


def measure(name: str, request: PlanRequest, disturb: Callable[[PlanRequest], Told], with_fresh: bool) -> Outcome:
    """Plan again after one disturbance, and afresh."""
    now, forced = disturb(request)
    started = time.process_time()
    plan = make_plan(now)
    seconds = time.process_time() - started
    fresh = moved_by_a_fresh_plan(now) if with_fresh else None
    inside = stay_where_they_are(now, plan)
    return Outcome(
        name,
        len(forced),
        len({*plan.changes.moved, *plan.changes.removed} - inside),
        len(inside),
        len(plan.changes.added),
        len(plan.unplaced),
        seconds,
        fresh,
        len(check_plan(now, plan)),
    )


def stay_where_they_are(request: PlanRequest, plan: Plan) -> frozenset[str]:
    """Changed windows of which a school need not be told: the building, crew and start are what was promised."""
    was, now = ({w.id: (w.building, w.crew, w.start) for w in windows} for windows in (request.promised, plan.windows))
    return frozenset(key for key in plan.changes.moved if was[key] == now[key])


def moved_by_a_fresh_plan(request: PlanRequest) -> int:
    """Promised windows that would not stand where they are if only what is done were kept."""
    kept = tuple(w for w in request.promised if w.state is State.DONE)
    plan = make_plan(replace(request, promised=kept))
    stand = {(w.building, w.crew, w.start, w.tasks) for w in plan.windows}
    return sum((w.building, w.crew, w.start, w.tasks) not in stand for w in ahead(request))


def is_repeatable(request: PlanRequest) -> bool:
    """Whether planning again twice gives the same bytes."""
    now, _ = snow(request)
    one, two = (make_plan(now) for _ in range(2))
    return text_of(one, now) == text_of(two, now)


def text_of(plan: Plan, request: PlanRequest) -> str:
    """The plan as its file holds it."""
    return str(plan_data(plan, request.as_of, "", {}))


def main() -> int:
    """Measure all six and say what came of it."""
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("size", nargs="?", default="middle", choices=list(SIZES))
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--no-fresh", action="store_true", help="leave out the fresh plans: six times the time of one")
    given.add_argument("--limit", type=float, default=LIMIT, help="CPU seconds for planning again")
    asked = given.parse_args()
    request, today = promise_all(make_request(SIZES[asked.size], asked.seed))
    say(f"{asked.size}, seed {asked.seed}: {len(request.promised)} windows, {len(ahead(request))} after {today}")
    heads = f"{'forced':>6} {'moved':>6} {'inside':>6} {'new':>4} {'left':>5} {'CPU s':>6} {'fresh moves':>12}"
    say(f"{'disturbance':28} {heads}")
    good = True
    for name, disturb in DISTURBANCES:
        one = measure(name, request, disturb, not asked.no_fresh)
        good &= one.good and one.seconds <= asked.limit
        fresh = "-" if one.fresh is None else str(one.fresh)
        mark = "" if one.good and one.seconds <= asked.limit else "  <- too much"
        counts = f"{one.forced:6} {one.moved:6} {one.inside:6} {one.added:4} {one.left_out:5}"
        say(f"{one.name:28} {counts} {one.seconds:6.1f} {fresh:>12}{mark}")
    same = is_repeatable(request)
    say(f"the same bytes when planned twice: {'yes' if same else 'NO'}")
    return 0 if good and same else 1


if __name__ == "__main__":
    sys.exit(main())
