"""What if: changes in words (`vendor 2027-06-07..2027-06-18`, `without vendor`, `notice 3d`) as another inventory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from switchrefresh.errors import UsageError
from switchrefresh.inventory import values as v
from switchrefresh.inventory.findings import suggest
from switchrefresh.inventory.model import Crew, Delivery, Freeze, Inventory
from switchrefresh.inventory.values import DateRange
from switchrefresh.planning.relaxing import changed_district, free_crew
from switchrefresh.problems import Problem

CODE = "unknown-what-if"
FOR_A_CREW = ("2027-06-07..2027-06-18", "away 2027-06-07", "evenings 3", "days +1", "weekends 2", "speed 2")
EXAMPLES = {
    "without": '"without CREW"',
    "until": '"until 2027-07-15"',
    "buildings-per-day": '"buildings-per-day 3" or "+1"',
    "switches-per-window": '"switches-per-window 12" or "+2"',
    "notice": '"notice 3d"',
    "freeze": '"freeze 2027-05-10..2027-05-14", at the end buildings: "freeze 2027-05-10 hs,ms"',
    "delivery": '"delivery 2027-02-05 to 2027-03-05"',
}
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
    """The inventory with every phrase made true, one after the other; a UsageError with all that have no meaning."""
    told, wrong = list[str](), list[Problem]()
    for phrase in phrases:
        try:
            inventory, words = _change(" ".join(phrase.split()), inventory)
            told.append(words)
        except ValueError as error:
            wrong.append(Problem(CODE, f'"{phrase}": {error}', hint=_hint(phrase, inventory)))
    if wrong:
        raise UsageError(wrong[0].message, wrong[0].hint, CODE, tuple(wrong))
    return WhatIf(inventory, tuple(told))


def _change(phrase: str, inventory: Inventory) -> tuple[Inventory, str]:
    """Raises ValueError for words without a meaning."""
    first, _, rest = phrase.partition(" ")
    crews = inventory.district.crews
    if first not in crews and first not in _WORDS:
        raise ValueError("it must begin with a crew or the name of a rule" if crews else "it names no rule")
    if not rest:
        raise ValueError("what is to be different about it?")
    return _crew(first, rest, inventory) if first in crews else _WORDS[first](rest, inventory)


def _hint(phrase: str, inventory: Inventory) -> str | None:
    """How a change that begins like this is written; without a known beginning, which there are."""
    first = phrase.split(maxsplit=1)[0] if phrase.split() else ""
    if first in inventory.district.crews:
        return "write " + ", ".join(f'"{first} {form}"' for form in FOR_A_CREW)
    if first in EXAMPLES:
        return f"write {EXAMPLES[first]}"
    return suggest(first, [*inventory.district.crews, *_WORDS], "first words")


# -- crews --------------------------------------------------------------------------------------------------------


def _crew(key: str, rest: str, inventory: Inventory) -> tuple[Inventory, str]:
    crew = inventory.district.crews[key]
    word, _, value = rest.partition(" ")
    if word in LIMITS:
        now: int | None = getattr(crew, LIMITS[word])
        number = _number(value, now)
        unit = "a month" if word == "weekends" else "a week"
        what = {"evenings": "evening", "days": "day", "weekends": "weekend day"}[word]
        words = f"{key}: at most {_count(number, what)} {unit}, now {'no limit' if now is None else now}"
        changes: dict[str, Any] = {LIMITS[word]: number}
        return _with(inventory, key, replace(crew, **changes)), words
    if word == "speed":
        speed = v.read_positive(value)
        words = f"{key} works at speed {float(speed):g}, now {float(crew.speed):g}"
        return _with(inventory, key, replace(crew, speed=speed)), words
    if word == "away":
        spans = _ranges(value)
        return _with(inventory, key, replace(crew, away=(*crew.away, *spans))), f"{key} is away on {_join(spans)}"
    spans = _ranges(rest)
    return _with(inventory, key, replace(crew, **free_crew(crew, spans))), f"{key} also works on {_join(spans)}"


def _ranges(text: str) -> tuple[DateRange, ...]:
    return tuple(v.read_date_range(part.strip()) for part in text.split(","))


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


def _at_least_one(text: str, now: int | None) -> int:
    number = _number(text, now)
    if number < 1:
        raise ValueError("it is at least 1")
    return number


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number != 1 else ''}"


def _without(rest: str, inventory: Inventory) -> tuple[Inventory, str]:
    crews = dict(inventory.district.crews)
    if rest not in crews:
        raise ValueError(_none_such("crew", rest, crews))
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


def _policy(name: str, words: Callable[[int], str], read: Callable[[str, int | None], int]) -> Any:
    def change(rest: str, inventory: Inventory) -> tuple[Inventory, str]:
        policy = inventory.district.policy
        now = getattr(policy, name)
        number = read(rest, now)
        told = f"{words(number)}, now {'no limit' if now is None else now}"
        changes: dict[str, Any] = {name: number}
        return changed_district(inventory, policy=replace(policy, **changes)), told

    return change


def _freeze(rest: str, inventory: Inventory) -> tuple[Inventory, str]:
    dates, _, names = rest.partition(" ")
    buildings = tuple(part.strip() for part in names.split(",") if part.strip()) or None
    if unknown := [key for key in buildings or () if key not in inventory.buildings]:
        raise ValueError("; ".join(_none_such("building", key, inventory.buildings) for key in unknown))
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


def _none_such(what: str, name: str, known: Iterable[str]) -> str:
    hint = suggest(name, list(known), f"{what}s")
    return f'there is no {what} "{name}"' + (f" ({hint})" if hint else "")


def _join(spans: tuple[DateRange, ...]) -> str:
    return " and ".join(map(str, spans))


_WORDS: dict[str, Callable[[str, Inventory], tuple[Inventory, str]]] = {
    "without": _without,
    "until": _until,
    "buildings-per-day": _policy(
        "max_buildings_per_day", lambda n: f"at most {_count(n, 'building')} a day", _at_least_one
    ),
    "switches-per-window": _policy(
        "max_switches_per_window", lambda n: f"at most {n} switch{'es' if n != 1 else ''} a window", _at_least_one
    ),
    "notice": _policy("notice", lambda n: f"{_count(n, 'day')} of notice", lambda text, _now: v.read_days(text)),
    "freeze": _freeze,
    "delivery": _delivery,
}
