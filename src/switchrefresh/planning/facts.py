"""What a window's rules read, as words: a promise remembers them, and a change in one makes the window stale."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from switchrefresh.calendars.model import Calendars, DayView
from switchrefresh.inventory.model import Inventory, Switch
from switchrefresh.inventory.topology import buildings_behind
from switchrefresh.inventory.values import show_duration
from switchrefresh.planning.model import Window


def facts_of(window: Window, inventory: Inventory, calendars: Calendars) -> dict[str, str]:
    """Names and values of what the rules C1-C17 look at for this window, as far as it touches its date.

    A crew's vacation in another month, a later delivery or a corrected phone number is not among them, so that a
    change there makes no promise stale.
    """
    day = window.start.date()
    found = {f"calendar of {window.building} on {day}": _day(calendars.day(window.building, day))}
    for task in window.tasks:
        switch = inventory.switches.get(task.switch)
        found[f"switch {task.switch}"] = _switch(switch)
        for other in buildings_behind(inventory.switches, task.switch) if switch else ():
            found[f"calendar of {other} on {day}"] = _day(calendars.day(other, day))
    found[f"crew {window.crew} on {day}"] = _crew(inventory, window.crew, day)
    found["work"] = _work(inventory)
    found[f"way to {window.building}"] = _way(inventory, window)
    found["policy"] = _policy(inventory)
    found[f"{day} may be planned"] = _may_be_planned(inventory, day)
    models = {s.replacement.model for t in window.tasks if (s := inventory.switches.get(t.switch)) and s.replacement}
    for model in sorted(models):
        found[f"{model} delivered by {day}"] = _delivered(inventory, model, day)
    return found


def changed_facts(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence for each fact that is no longer what it was.

    What no rule reads any more binds nobody: a switch that left the window, and what only it needed, is no change.
    """
    return tuple(
        f"{name}: was {before.get(name, 'not there')}, is {value}"
        for name, value in sorted(now.items())
        if before.get(name) != value
    )


def _day(view: DayView | None) -> str:
    if view is None:
        return "outside the calendars"
    hours = ", ".join(f"{i.start:%H:%M}-{i.end:%H:%M}" for i in view.open)
    return f"{view.kind}, open {hours}" if hours else f"{view.kind}, closed"


def _switch(switch: Switch | None) -> str:
    if switch is None or switch.replacement is None:
        return "not to be replaced"
    parts = [f"{switch.building}/{switch.closet}", str(switch.role), f"{switch.members} x {switch.replacement.model}"]
    parts += [f"{switch.minutes} minutes"] if switch.minutes else []
    parts += [f"below {switch.uplink}"] if switch.uplink else []
    parts += [f"never with {switch.redundant_with}"] if switch.redundant_with else []
    parts += [f"critical: {', '.join(switch.critical)}"] if switch.critical else []
    return ", ".join(parts)


def _crew(inventory: Inventory, key: str, day: date) -> str:
    crew = inventory.district.crews.get(key)
    if crew is None:
        return "not there"
    free = crew.available is None or any(day in span for span in crew.available)
    if not free or any(day in span for span in crew.away):
        return "away"
    shifts = {"weekday": crew.hours.weekday, "evening": crew.hours.evening, "weekend": crew.hours.weekend}
    hours = ", ".join(f"{name} {span}" for name, span in shifts.items() if span is not None)
    limits = {
        "days a week": crew.max_days_per_week,
        "evenings a week": crew.max_evenings_per_week,
        "weekend days a month": crew.max_weekend_days_per_month,
    }
    most = "".join(f", at most {count} {name}" for name, count in limits.items() if count is not None)
    return f"from {crew.base}, {hours}{most}, speed {float(crew.speed):g}"


def _work(inventory: Inventory) -> str:
    work = inventory.district.work
    parts = [f"{name} {show_duration(getattr(work, name))}" for name in ("core", "distribution", "access")]
    parts += [f"extra member {show_duration(work.per_extra_member)}", f"setup {show_duration(work.setup)}"]
    parts += [f"closet change {show_duration(work.closet_change)}", f"buffer {float(work.buffer * 100):g} %"]
    return ", ".join([*parts, f"backout {show_duration(work.backout)}"])


def _way(inventory: Inventory, window: Window) -> str:
    travel, crew = inventory.district.travel, inventory.district.crews.get(window.crew)
    base = crew.base if crew else None
    places = [f"{key} at {_position(inventory, key)}" for key in dict.fromkeys((base, window.building)) if key]
    return f"{float(travel.speed_kmh):g} km/h, at least {show_duration(travel.minimum)}, {', '.join(places)}"


def _policy(inventory: Inventory) -> str:
    """The district's rules that bind a window wherever it stands; `notice` only binds the day of planning."""
    policy = inventory.district.policy
    pilot = f"pilot {', '.join(policy.pilot.buildings)} + {policy.pilot.soak} days" if policy.pilot else "no pilot"
    cores = f"cores on {', '.join(policy.core_on) or 'no day'}" if policy.core_on is not None else "cores on any day"
    most = f"{policy.max_buildings_per_day or 'any number of'} buildings a day"
    size = f"{policy.max_switches_per_window or 'any number of'} switches a window"
    return f"{policy.order}, {cores}, {pilot}, {most}, {size}"


def _may_be_planned(inventory: Inventory, day: date) -> str:
    """Horizon, deadline and funding; freezes are in the calendar already."""
    district = inventory.district
    inside = district.horizon is None or day in district.horizon
    in_time = district.policy.deadline is None or day <= district.policy.deadline
    year = district.funding.funding_year if district.funding else None
    funded = year is None or date(year, 4, 1) <= day <= date(year + 1, 9, 30)
    return "yes" if inside and in_time and funded else "no"


def _delivered(inventory: Inventory, model: str, day: date) -> str:
    if not inventory.district.deliveries:
        return "all in stock"
    return str(sum(d.models.get(model, 0) for d in inventory.district.deliveries if d.arrives <= day))


def _position(inventory: Inventory, building: str) -> str:
    found = inventory.buildings.get(building)
    return ", ".join(map(str, found.position)) if found and found.position else "an unknown place"
