"""Rules about what comes before what: C6 (stock), C7 (uplinks), C8 (pilot and soak) and C12 (redundant pairs)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from switchrefresh.inventory.model import Order
from switchrefresh.planning.checker_facts import Facts, Visit, grouped
from switchrefresh.planning.model import Violation


def break_order_rules(facts: Facts) -> Iterator[Violation]:
    """Rules that tie switches and buildings to each other over time."""
    yield from _stock(facts)
    yield from _uplinks(facts)
    yield from _pilot(facts)
    yield from _pairs(facts)


def _stock(facts: Facts) -> Iterator[Violation]:
    """C6: units installed up to a date against units delivered on or before it."""
    if not facts.district.deliveries:
        return
    for model, uses in sorted(grouped(_installed(facts)).items()):
        used = 0
        for day, today in sorted(grouped((visit.day, (visit, units)) for visit, units in uses).items()):
            used += sum(units for _, units in today)
            there = sum(d.models.get(model, 0) for d in facts.district.deliveries if d.arrives <= day)
            if used > there and not all(visit.past for visit, _ in today):
                text = f"{used} x {model} are installed up to {day}; {there} are delivered by then."
                yield Violation("C6", text, today[-1][0].window.id)


def _installed(facts: Facts) -> Iterator[tuple[str, tuple[Visit, int]]]:
    for key, (visit, _) in facts.placed.items():
        switch = facts.switch(key)
        if switch is not None and switch.replacement is not None:
            yield switch.replacement.model, (visit, switch.members)


def _uplinks(facts: Facts) -> Iterator[Violation]:
    """C7: along `uplink`, between planned switches."""
    order = facts.district.policy.order
    planned = facts.inventory.planned()
    for child, switch in planned.items():
        if order is Order.ANY or switch.uplink is None or switch.uplink not in planned:
            continue
        first, then = (switch.uplink, child) if order is Order.CORE_FIRST else (child, switch.uplink)
        if (late := facts.placed.get(then)) is None or late[0].past:
            continue
        early = facts.placed.get(first)
        if early is None:
            text = f"{then} is placed, but {first}, which comes first ({order.value}), is not."
            yield Violation("C7", text, late[0].window.id, then)
        elif late[1].start < early[1].end:
            text = f"{then} starts {late[1].task.start.isoformat()}, before {first} ends"
            yield Violation("C7", f"{text} {early[1].task.end.isoformat()}.", late[0].window.id, then)


def _pilot(facts: Facts) -> Iterator[Violation]:
    """C8: every other building waits for the last pilot window and the soak; a pilot without a window holds all.

    Once the pilot is over, its last own window counts, whatever is left over in its buildings.
    """
    pilot, held = facts.district.policy.pilot, facts.request.pilot_held
    if pilot is None:
        return
    dates: dict[str, list[date]] = {
        key: [v.day for v in facts.visits if v.window.building == key] for key in pilot.buildings
    }
    without = [key for key, days in dates.items() if not days and held is None]
    last = held or max((day for days in dates.values() for day in days), default=None)
    for visit in facts.visits:
        if visit.past or visit.window.building in dates:
            continue
        name = visit.window.id
        if without:
            yield Violation("C8", f"{name}: the pilot building {', '.join(without)} has no window.", name)
        elif last is not None and visit.day <= last + timedelta(days=pilot.soak):
            text = f"{name}: {visit.day} is not more than {pilot.soak} days after {last}, the last pilot window."
            yield Violation("C8", text, name)


def _pairs(facts: Facts) -> Iterator[Violation]:
    """C12: the two of a redundant pair never on one date, whoever of them names the other."""
    pairs = {
        tuple(sorted((key, switch.redundant_with)))
        for key, switch in facts.inventory.switches.items()
        if switch.redundant_with is not None and switch.redundant_with != key
    }
    for one, two in sorted(pairs):
        here, there = facts.placed.get(one), facts.placed.get(two)
        if here is None or there is None or here[0].day != there[0].day or (here[0].past and there[0].past):
            continue
        yield Violation("C12", f"{one} and {two} cover for each other, both on {here[0].day}.", here[0].window.id, one)
