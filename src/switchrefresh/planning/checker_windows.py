"""Rules that one window keeps or breaks by itself: C2, C5, C10, C11, C14, C16 and C17."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from switchrefresh.inventory.model import District, Inventory, Role
from switchrefresh.planning.checker_facts import Facts, Visit, inside_open, minutes, say, task_minutes
from switchrefresh.planning.model import Violation


def break_window_rules(facts: Facts) -> Iterator[Violation]:
    """Every window on its own; done and running windows are history."""
    fed = buildings_behind(facts.inventory)
    for visit in facts.visits:
        if visit.past:
            continue
        yield from _place(facts, visit)
        yield from _length(facts, visit)
        yield from _size(facts, visit)
        for why in _bad_dates(facts, visit):
            yield _no(visit, "C11", why)
        yield from _services(facts, visit, fed)


def _no(visit: Visit, code: str, message: str, switch: str | None = None) -> Violation:
    return Violation(code, f"{visit.window.id}: {message}", visit.window.id, switch)


def _place(facts: Facts, visit: Visit) -> Iterator[Violation]:
    """C2: inside one open interval of a building that is known, with the clock of that building."""
    window = visit.window
    if window.building not in facts.inventory.buildings:
        yield _no(visit, "C2", f"there is no building {window.building}.")
        return
    moments = [window.start, window.end, *(m for task in window.tasks for m in (task.start, task.end))]
    zone = ZoneInfo(facts.inventory.zone(window.building))
    if any(m.tzinfo is None or m.utcoffset() != m.astimezone(zone).utcoffset() for m in moments):
        yield _no(visit, "C2", f"its times are not in the zone of {window.building}, {zone.key}.")
    for task in window.tasks:
        switch = facts.switch(task.switch)
        if switch is not None and switch.building != window.building:
            text = f"{task.switch} stands in {switch.building or 'no building'}, not in {window.building}."
            yield _no(visit, "C2", text, task.switch)
    if visit.end <= visit.start:
        yield _no(visit, "C2", "it does not end after it begins.")
    elif not _date_is_out(facts, visit) and not inside_open(facts, window.building, visit.start, visit.end):
        span = f"{window.start:%H:%M} to {window.end:%H:%M} on {visit.day}"
        yield _no(visit, "C2", f"{span} is not inside one open interval of {window.building}.")


def _date_is_out(facts: Facts, visit: Visit) -> bool:
    """Frozen or outside the horizon: C11 says it, and such a date has no open interval anyway."""
    horizon = facts.district.horizon
    return bool(_frozen(facts.district, visit)) or (horizon is not None and visit.day not in horizon)


def _length(facts: Facts, visit: Visit) -> Iterator[Violation]:
    """C5: setup, tasks one after another with room to change closets, backout."""
    work = facts.district.work
    if not visit.jobs:
        yield _no(visit, "C5", "it has no task.")
        return
    free_from, closet = visit.start + timedelta(minutes=work.setup), None
    before = f"the setup of {work.setup} min"
    for job in sorted(visit.jobs, key=lambda item: (item.start, item.end)):
        key, switch = job.task.switch, facts.switch(job.task.switch)
        here = switch.closet if switch else None
        if closet is not None and here != closet[0]:
            free_from += timedelta(minutes=work.closet_change)
            before += f" and {work.closet_change} min to change closets"
        if job.start < free_from:
            late = say(minutes(job.start, free_from))
            yield _no(visit, "C5", f"{key} starts {late} too early after {before}.", key)
        if switch is not None:
            needs, has = task_minutes(facts.district, switch, visit.crew), minutes(job.start, job.end)
            if has != needs:
                yield _no(visit, "C5", f"{key} has {say(has)}; it lasts {needs} min.", key)
        free_from, closet, before = max(free_from, job.end), (here,), key
    spare = minutes(max(job.end for job in visit.jobs), visit.end)
    if spare < work.backout:
        yield _no(visit, "C5", f"{say(spare)} are left after the last task; backout needs {work.backout} min.")


def _size(facts: Facts, visit: Visit) -> Iterator[Violation]:
    """C10 for the window; the building's date is counted with the other windows of that date."""
    most = facts.district.policy.max_switches_per_window
    if most is not None and len(visit.jobs) > most:
        yield _no(visit, "C10", f"{len(visit.jobs)} switches in one window; at most {most}.")


def _frozen(district: District, visit: Visit) -> list[str]:
    where = visit.window.building
    return [
        freeze.why or "freeze"
        for freeze in district.freezes
        if visit.day in freeze.dates and (freeze.buildings is None or where in freeze.buildings)
    ]


def _bad_dates(facts: Facts, visit: Visit) -> Iterator[str]:
    """C11: the date itself is not allowed; every limit is itself still allowed."""
    district, day = facts.district, visit.day
    for why in _frozen(district, visit):
        yield f"{day} is frozen: {why}."
    first = facts.request.as_of + timedelta(days=district.policy.notice)
    if day < first and not visit.kept:
        yield f"{day} is before {first}, the day of planning and {district.policy.notice} days of notice."
    if district.policy.deadline is not None and day > district.policy.deadline:
        yield f"{day} is after the deadline, {district.policy.deadline}."
    if district.horizon is not None and day not in district.horizon:
        yield f"{day} is outside the horizon, {district.horizon}."
    if district.funding is not None:
        year = district.funding.funding_year
        opens, closes = date(year, 4, 1), date(year + 1, 9, 30)
        if not opens <= day <= closes:
            yield f"{day} is outside the funding dates, {opens} to {closes}."


def _services(facts: Facts, visit: Visit, fed: Mapping[str, frozenset[str]]) -> Iterator[Violation]:
    """C14, C16 and C17: who goes dark, and when that is allowed."""
    core_on = facts.district.policy.core_on
    for job in visit.jobs:
        key, switch = job.task.switch, facts.switch(job.task.switch)
        if switch is None:
            continue
        if switch.critical and visit.day.weekday() >= 5:
            text = f"{key} carries {', '.join(switch.critical)}; {visit.day} is a {visit.day:%A}."
            yield _no(visit, "C14", text, key)
        for other in sorted(fed.get(key, ())):
            if not inside_open(facts, other, job.start, job.end):
                yield _no(visit, "C16", f"{other} goes dark with {key} while it is not open for work.", key)
        view = facts.request.calendars.day(visit.window.building, visit.day)
        if switch.role is Role.CORE and core_on is not None and view is not None and view.kind not in core_on:
            yield _no(visit, "C17", f"{key} is a core; {visit.day} is {view.kind.value}.", key)


def buildings_behind(inventory: Inventory) -> dict[str, frozenset[str]]:
    """For each switch the other buildings that reach the network through it, along `uplink`, planned or not."""
    found: dict[str, set[str]] = {}
    for switch in inventory.switches.values():
        seen: set[str] = set()
        above = switch.uplink
        while above is not None and above not in seen and switch.building is not None:
            seen.add(above)
            parent = inventory.switches.get(above)
            if parent is None:
                break
            if parent.building != switch.building:
                found.setdefault(above, set()).add(switch.building)
            above = parent.uplink
    return {key: frozenset(buildings) for key, buildings in found.items()}
