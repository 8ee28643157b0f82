"""The plan's accounts (C1: every switch once or explained, ids and waves in order) and its promises (C15)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from switchrefresh.planning.checker_facts import HISTORY, KEPT_STATES, Facts, is_history, same_work
from switchrefresh.planning.model import Plan, PlanRequest, State, Violation, Window

RULE_CODES = frozenset(f"C{number}" for number in range(1, 18))
_NAMED_RULE = re.compile(r"\bC(?:1[0-7]|[1-9])\b")
_FIRMNESS = {State.PROPOSED: 0, State.APPROVED: 1, State.RUNNING: 2, State.DONE: 3}
Breaker = Callable[[PlanRequest, Window, tuple[Window, ...]], set[str]]


def break_accounts(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """C1 and what it rests on: switches, reasons, ids and waves."""
    yield from _switches(facts, plan)
    yield from _reasons(plan)
    yield from _ids(facts.request, plan)
    yield from _waves(plan)


def _switches(facts: Facts, plan: Plan) -> Iterator[Violation]:
    """Every planned switch once, or unplaced with a reason; nothing else is scheduled."""
    planned = facts.inventory.planned()
    counts = Counter(task.switch for window in plan.windows for task in window.tasks)
    past = {job.task.switch for visit in facts.visits if visit.past for job in visit.jobs}
    for key, count in counts.items():
        where = facts.placed[key][0].window.id
        if key not in planned and key not in past:
            yield Violation("C1", f"{key} is scheduled, but it is no switch that is to be replaced.", where, key)
        if count > 1:
            yield Violation("C1", f"{key} is scheduled {count} times.", where, key)
    left = Counter(item.switch for item in plan.unplaced)
    for key in planned:
        if key not in counts and key not in left:
            yield Violation("C1", f"{key} is to be replaced, but is neither scheduled nor unplaced.", None, key)
        if key in counts and key in left:
            where = facts.placed[key][0].window.id
            yield Violation("C1", f"{key} is both scheduled and named as unplaced.", where, key)
    for key, count in left.items():
        if key not in planned:
            yield Violation("C1", f"{key} is named as unplaced, but it is no switch that is to be replaced.", None, key)
        if count > 1:
            yield Violation("C1", f"{key} is named as unplaced {count} times.", None, key)


def _reasons(plan: Plan) -> Iterator[Violation]:
    for item in plan.unplaced:
        if not item.reasons:
            yield Violation("C1", f"{item.switch} is unplaced without a reason.", None, item.switch)
        for reason in item.reasons:
            if reason.code not in RULE_CODES or not reason.message.strip():
                text = f"{item.switch} is unplaced by {reason.code!r}, which is no rule with a sentence."
                yield Violation("C1", text, None, item.switch)


def _ids(request: PlanRequest, plan: Plan) -> Iterator[Violation]:
    """Ids of windows and waves are new, unique across kinds regardless of case, and stand for one thing for life."""
    known = {window.id: window for window in (*request.previous, *request.promised)}
    inventory = request.inventory
    things = [*inventory.buildings, *inventory.switches, *inventory.district.crews]
    things += [f"{key}/{closet}" for key, building in inventory.buildings.items() for closet in building.closets]
    taken = {key.casefold() for key in things}
    old = {key.casefold() for key in request.taken_ids} - {key.casefold() for key in known}
    ids = [window.id for window in plan.windows] + [wave.id for wave in plan.waves]
    counts = Counter(key.casefold() for key in ids)
    for key in ids:
        if counts[key.casefold()] > 1:
            yield Violation("C1", f"the id {key} stands {counts[key.casefold()]} times in the plan.", key)
        if key.casefold() in taken:
            yield Violation("C1", f"the id {key} is already that of something in the district.", key)
    for window in plan.windows:
        if window.id.casefold() in old - taken:
            yield Violation("C1", f"the id {window.id} was given before.", window.id)
        if window.id in known and known[window.id].building != window.building:
            text = f"the id {window.id} belongs to a window in {known[window.id].building}."
            yield Violation("C1", text, window.id)


def _waves(plan: Plan) -> Iterator[Violation]:
    """Waves refer to windows and windows to waves, both ways."""
    members = {wave.id: set(wave.windows) for wave in plan.waves}
    waves = {window.id: window.wave for window in plan.windows}
    for window in plan.windows:
        if window.id not in members.get(window.wave, ()):
            yield Violation("C1", f"{window.id} says it is in wave {window.wave}, which does not hold it.", window.id)
    for wave in plan.waves:
        for name, count in Counter(wave.windows).items():
            if waves.get(name) != wave.id:
                yield Violation("C1", f"wave {wave.id} holds {name}, which is not a window of that wave.", name)
            elif count > 1:
                yield Violation("C1", f"wave {wave.id} holds {name} {count} times.", name)


def break_promises(request: PlanRequest, plan: Plan, broken_by: Breaker) -> Iterator[Violation]:
    """C15: what is promised stays, unless a rule now forbids it, and then the change says which."""
    promised = {window.id: window for window in request.promised if window.state in KEPT_STATES}
    now = {window.id: window for window in plan.windows}
    for window in plan.windows:
        if window.id not in promised and window.state is not State.PROPOSED:
            yield _no(window, f"is {window.state.value}, but was never promised.")
    changed = set()
    for key, promise in promised.items():
        window_now = now.get(key)
        if window_now is not None and same_work(window_now, promise):
            if _FIRMNESS[window_now.state] < _FIRMNESS[promise.state]:
                yield _no(promise, f"was {promise.state.value} and is now only {window_now.state.value}.")
            continue
        changed.add(key)
        yield from _changed(request, plan, promise, window_now, broken_by)
    for key in sorted({*plan.changes.moved, *plan.changes.removed} - changed):
        yield Violation("C15", f"{key} is listed as changed, but no promise of that name was changed.", key)


def _no(window: Window, text: str) -> Violation:
    return Violation("C15", f"{window.id} in {window.building} {text}", window.id)


def _changed(
    request: PlanRequest, plan: Plan, promise: Window, now: Window | None, broken_by: Breaker
) -> Iterator[Violation]:
    what, listed = ("removed", plan.changes.removed) if now is None else ("moved", plan.changes.moved)
    if is_history(promise, request):
        over = promise.state.value if promise.state in HISTORY else "over"
        yield _no(promise, f"is {over} and was {what}; it never moves.")
        return
    if promise.id not in listed:
        yield _no(promise, f"was promised and is {what}, but the changes do not name it.")
    if not _says_why(plan, promise, now):
        yield _no(promise, f"was promised and is {what}, but no rule is named for it.")
    if not _forbidden(request, plan, promise, broken_by):
        yield _no(promise, f"was promised and is {what}, though no rule forbids it where it was.")


def _says_why(plan: Plan, promise: Window, now: Window | None) -> bool:
    """A rule is named by the window itself, by one that took over its switches, or by their unplaced reasons."""
    switches = {task.switch for task in promise.tasks}
    heirs = [now] if now else [w for w in plan.windows if switches.intersection(t.switch for t in w.tasks)]
    texts: Iterable[str] = (text for window in heirs for text in window.why)
    if any(_NAMED_RULE.search(text) for text in texts):
        return True
    left = {item.switch for item in plan.unplaced}
    gone = not heirs and not switches & left  # none of its switches is to be replaced any more: C1 itself
    return gone or bool(switches & left)


def _forbidden(request: PlanRequest, plan: Plan, promise: Window, broken_by: Breaker) -> bool:
    """Whether the promise, put back beside the other promises as they are now, breaks a rule."""
    planned = request.inventory.planned()
    if any(task.switch not in planned for task in promise.tasks):
        return True
    mine = {task.switch for task in promise.tasks}
    names = {window.id for window in request.promised} - {promise.id}
    others = tuple(
        window
        for window in plan.windows
        if window.id in names and not mine.intersection(task.switch for task in window.tasks)
    )
    return bool(broken_by(request, promise, others))
