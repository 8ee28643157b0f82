"""What a window's rules read, as words: a promise remembers them, and a change in one makes the window stale."""

from __future__ import annotations

from collections.abc import Mapping

from switchrefresh.calendars.model import Calendars, DayView
from switchrefresh.inventory.model import Inventory, Switch
from switchrefresh.inventory.topology import buildings_behind
from switchrefresh.planning.model import Window


def facts_of(window: Window, inventory: Inventory, calendars: Calendars) -> dict[str, str]:
    """Names and values of everything the rules C1-C17 look at for this window; phone numbers are not among them."""
    day = window.start.date()
    found = {f"calendar of {window.building} on {day}": _day(calendars.day(window.building, day))}
    for task in window.tasks:
        switch = inventory.switches.get(task.switch)
        found[f"switch {task.switch}"] = _switch(switch)
        for other in buildings_behind(inventory.switches, task.switch) if switch else ():
            found[f"calendar of {other} on {day}"] = _day(calendars.day(other, day))
    found[f"crew {window.crew}"] = _crew(inventory, window.crew)
    found["work"] = _record(inventory.district.work)
    found["travel"] = f"{_record(inventory.district.travel)}; {window.building} at {_position(inventory, window.building)}"
    found["policy"] = _policy(inventory)
    models = {s.replacement.model for t in window.tasks if (s := inventory.switches.get(t.switch)) and s.replacement}
    for model in sorted(models):
        found[f"deliveries of {model}"] = _deliveries(inventory, model)
    return found


def changed_facts(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence for each fact that is no longer what it was."""
    names = sorted({*before, *now})
    return tuple(
        f"{name}: was {before.get(name, 'not there')}, is {now.get(name, 'not there')}"
        for name in names
        if before.get(name) != now.get(name)
    )


def _day(view: DayView | None) -> str:
    if view is None:
        return "outside the calendars"
    hours = ", ".join(f"{i.start:%H:%M}-{i.end:%H:%M}" for i in view.open)
    return f"{view.kind}, open {hours}" if hours else f"{view.kind}, closed"


def _switch(switch: Switch | None) -> str:
    if switch is None or switch.replacement is None:
        return "not to be replaced"
    parts = [str(switch.role), f"{switch.members} x {switch.replacement.model}", f"closet {switch.closet}"]
    parts += [f"uplink {switch.uplink}", f"redundant with {switch.redundant_with}"]
    parts += [f"critical {', '.join(switch.critical) or 'nothing'}", f"minutes {switch.minutes or 'by role'}"]
    return ", ".join([f"in {switch.building}", *parts])


def _crew(inventory: Inventory, key: str) -> str:
    crew = inventory.district.crews.get(key)
    return "not there" if crew is None else _record(crew)


def _policy(inventory: Inventory) -> str:
    """The district's rules but for `notice`, which only binds the day of planning."""
    policy = inventory.district.policy
    pilot = f"{', '.join(policy.pilot.buildings)} + {policy.pilot.soak} days" if policy.pilot else "none"
    freezes = "; ".join(f"{f.dates} {', '.join(f.buildings or ('all',))}" for f in inventory.district.freezes)
    cores = ", ".join(policy.core_on) if policy.core_on is not None else "any day"
    return (
        f"{policy.order}, cores on {cores}, pilot {pilot}, {policy.max_buildings_per_day} buildings a day, "
        f"{policy.max_switches_per_window} switches a window, deadline {policy.deadline}, "
        f"horizon {inventory.district.horizon}, freezes {freezes or 'none'}, funding {inventory.district.funding}"
    )


def _deliveries(inventory: Inventory, model: str) -> str:
    if not inventory.district.deliveries:
        return "all in stock"
    found = [f"{d.models[model]} on {d.arrives}" for d in inventory.district.deliveries if model in d.models]
    return ", ".join(found) or "none"


def _position(inventory: Inventory, building: str) -> str:
    found = inventory.buildings.get(building)
    return str(found.position) if found else "nowhere"


def _record(record: object) -> str:
    """A frozen record as text; its repr is stable because its fields are."""
    return str(record)
