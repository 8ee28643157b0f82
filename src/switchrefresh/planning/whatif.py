"""What if: one change in words (`vendor 2027-06-07..2027-06-18`, `without vendor`, `until 2027-07-15`) as another
inventory, and two plans side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from switchrefresh.errors import UsageError
from switchrefresh.inventory import values as v
from switchrefresh.inventory.findings import suggest
from switchrefresh.inventory.model import Crew, Delivery, Freeze, Inventory
from switchrefresh.inventory.values import DateRange
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.figures import figures_data, figures_of, gain_words
from switchrefresh.planning.goals import evaluate
from switchrefresh.planning.model import Plan, PlanRequest
from switchrefresh.planning.naming import same_window
from switchrefresh.planning.relaxing import changed_district, free_crew

GRAMMAR = (
    'write it like "vendor 2027-06-07..2027-06-18", "vendor away 2027-06-07", "tech evenings 3", "tech days 6", '
    '"tech weekends 2", "tech speed 2", "without vendor", "until 2027-07-15", "buildings-per-day 3", '
    '"switches-per-window 12", "notice 3d", "freeze 2027-05-10..2027-05-14", "delivery 2027-02-05 to 2027-03-05"'
)
LIMITS = {
    "evenings": "max_evenings_per_week",
    "days": "max_days_per_week",
    "weekends": "max_weekend_days_per_month",
}


@dataclass(frozen=True)
class WhatIf:
    """A district as it is not, and what is different about it."""

    inventory: Inventory
    changes: tuple[str, ...]


def read_what_if(phrases: Sequence[str], inventory: Inventory) -> WhatIf:
    """The inventory with every phrase made true, one after the other. Raises UsageError for words without a meaning."""
    told = []
    for phrase in phrases:
        inventory, words = _change(phrase.strip(), inventory)
        told.append(words)
    return WhatIf(inventory, tuple(told))


def _change(phrase: str, inventory: Inventory) -> tuple[Inventory, str]:
    first, _, rest = phrase.partition(" ")
    try:
        if first in inventory.district.crews:
            return _crew(first, rest.strip(), inventory)
        if first in _WORDS and rest.strip():
            return _WORDS[first](rest.strip(), inventory)
    except ValueError as error:
        raise UsageError(f'"{phrase}": {error}', GRAMMAR, code="unknown-what-if") from None
    hint = suggest(first, [*inventory.district.crews, *_WORDS], "first words")
    raise UsageError(f'"{phrase}" is no change that can be tried', hint or GRAMMAR, code="unknown-what-if")


# -- crews --------------------------------------------------------------------------------------------------------


def _crew(key: str, rest: str, inventory: Inventory) -> tuple[Inventory, str]:
    crew = inventory.district.crews[key]
    word, _, value = rest.partition(" ")
    if word in LIMITS:
        now: int | None = getattr(crew, LIMITS[word])
        number = _number(value, now)
        unit = "a month" if word == "weekends" else "a week"
        what = {"evenings": "evenings", "days": "days", "weekends": "weekend days"}[word]
        words = f"{key}: at most {number} {what} {unit}, now {'no limit' if now is None else now}"
        changes: dict[str, Any] = {LIMITS[word]: number}
        return _with(inventory, key, replace(crew, **changes)), words
    if word == "speed":
        speed = v.read_positive(value.strip())
        words = f"{key} works at speed {float(speed):g}, now {float(crew.speed):g}"
        return _with(inventory, key, replace(crew, speed=speed)), words
    if word == "away":
        away = v.read_date_range(value.strip())
        return _with(inventory, key, replace(crew, away=(*crew.away, away))), f"{key} is away on {away}"
    spans = tuple(v.read_date_range(part.strip()) for part in rest.split(","))
    return _with(inventory, key, replace(crew, **free_crew(crew, spans))), f"{key} also works on {_join(spans)}"


def _with(inventory: Inventory, key: str, crew: Crew) -> Inventory:
    return changed_district(inventory, crews={**inventory.district.crews, key: crew})


def _number(text: str, now: int | None) -> int:
    """`3`, or `+1` on what is now."""
    text = text.strip()
    if text.startswith("+"):
        if now is None:
            raise ValueError("there is no limit that could be raised")
        return now + v.read_whole(text[1:])
    return v.read_whole(text)


def _without(rest: str, inventory: Inventory) -> tuple[Inventory, str]:
    crews = dict(inventory.district.crews)
    if rest not in crews:
        raise UsageError(f'there is no crew "{rest}"', suggest(rest, crews, "crews"), code="unknown-what-if")
    del crews[rest]
    return changed_district(inventory, crews=crews), f"without {rest}"


# -- rules and goods ----------------------------------------------------------------------------------------------


def _until(rest: str, inventory: Inventory) -> tuple[Inventory, str]:
    day, district = v.read_date(rest), inventory.district
    now = district.policy.deadline or (district.horizon.last if district.horizon else None)
    horizon = district.horizon
    if horizon is not None and day > horizon.last:
        horizon = DateRange(horizon.first, day)
    changed = changed_district(inventory, policy=replace(district.policy, deadline=day), horizon=horizon)
    return changed, f"until {day}, now {now or 'without an end'}"


def _policy(name: str, words: str, read: Callable[[str, int | None], int]) -> Any:
    def change(rest: str, inventory: Inventory) -> tuple[Inventory, str]:
        policy = inventory.district.policy
        now = getattr(policy, name)
        number = read(rest, now)
        told = f"{words.format(number)}, now {'no limit' if now is None else now}"
        changes: dict[str, Any] = {name: number}
        return changed_district(inventory, policy=replace(policy, **changes)), told

    return change


def _freeze(rest: str, inventory: Inventory) -> tuple[Inventory, str]:
    dates, _, names = rest.partition(" ")
    buildings = tuple(part.strip() for part in names.split(",") if part.strip()) or None
    for key in buildings or ():
        if key not in inventory.buildings:
            raise UsageError(f'there is no building "{key}"', suggest(key, inventory.buildings, "buildings"))
    span = v.read_date_range(dates)
    freezes = (*inventory.district.freezes, Freeze(span, "what if", buildings))
    where = f" in {', '.join(buildings)}" if buildings else ""
    return changed_district(inventory, freezes=freezes), f"nothing on {span}{where}"


def _delivery(rest: str, inventory: Inventory) -> tuple[Inventory, str]:
    """`2027-02-05 to 2027-03-05`: what was to arrive on the one date arrives on the other."""
    old, word, new = rest.partition(" to ")
    if not word:
        raise ValueError("write both dates, like: delivery 2027-02-05 to 2027-03-05")
    first, last = v.read_date(old.strip()), v.read_date(new.strip())
    if not any(one.arrives == first for one in inventory.district.deliveries):
        raise ValueError(f"no delivery arrives on {first}")
    return changed_district(inventory, deliveries=_moved(inventory.district.deliveries, first, last)), (
        f"the delivery of {first} arrives on {last}"
    )


def _moved(deliveries: tuple[Delivery, ...], first: date, last: date) -> tuple[Delivery, ...]:
    return tuple(replace(one, arrives=last) if one.arrives == first else one for one in deliveries)


def _join(spans: tuple[DateRange, ...]) -> str:
    return " and ".join(map(str, spans))


_WORDS: dict[str, Callable[[str, Inventory], tuple[Inventory, str]]] = {
    "without": _without,
    "until": _until,
    "buildings-per-day": _policy("max_buildings_per_day", "at most {} buildings a day", _number),
    "switches-per-window": _policy("max_switches_per_window", "at most {} switches a window", _number),
    "notice": _policy("notice", "{} days of notice", lambda text, _now: v.read_days(text)),
    "freeze": _freeze,
    "delivery": _delivery,
}


# -- two plans side by side -----------------------------------------------------------------------------------------


def better_of(now: Plan, then: Plan, request: PlanRequest) -> Plan:
    """The plan that was found for the changed request, or today's where that one breaks no rule there and is better.

    A search may miss what is known already; a looser rule must never look like a loss for that.
    """
    if evaluate(now, request) < evaluate(then, request) and not check_plan(request, now):
        return now
    return then


def side_by_side(what_if: WhatIf, now: Plan, before: PlanRequest, then: Plan, after: PlanRequest) -> dict[str, Any]:
    """Both plans in figures, and what is different; `moved` counts today's windows that do not stand in the other."""
    one, other = figures_of(now, before), figures_of(then, after)
    had, has = ({task.switch for w in plan.windows for task in w.tasks} for plan in (now, then))
    kept = sum(any(same_window(w, x) for x in then.windows) for w in now.windows)
    return {
        "changes": list(what_if.changes),
        "now": figures_data(one),
        "then": figures_data(other),
        "difference": list(gain_words(one, other)),
        "switches_gained": sorted(has - had),
        "switches_lost": sorted(had - has),
        "windows_kept": kept,
        "windows_moved": len(now.windows) - kept,
    }
