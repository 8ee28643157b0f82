"""Random small districts for tests of the planner: every rule can bite, and nothing is so big that a run takes long."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from planner_districts import building, calendars, district, every_day, inventory, switch

from switchrefresh.planning.model import PlanRequest

FIRST = "2027-06-01"


def random_request(seed: int) -> PlanRequest:
    """A district of two to four buildings and up to a dozen switches, with rules drawn at random."""
    rng = random.Random(seed)
    keys = ["do", "aa", "bb", "cc"][: rng.randint(2, 4)]
    rules = _rules(rng, keys)
    zones = {key: rng.choice(["America/Chicago", "America/Chicago", "America/Denver"]) for key in keys}
    switches = _switches(rng, keys)
    buildings = {
        key: building(
            name=key.upper(),
            timezone=zones[key],
            students=str(rng.randint(0, 50)),
            position=["38.5", str(-92.1 + n / 10)] if rng.random() < 0.8 else None,
        )
        for n, key in enumerate(keys)
    }
    days: dict[str, Any] = {}
    for key in keys:
        hours = rng.choice([("07:00..12:00",), ("07:00..10:00", "11:00..16:30"), ("13:00..21:30",), ("08:00..24:00",)])
        found = every_day(FIRST, rng.randint(6, 18), rng.choice(["summer", "break", "school_day"]), hours)
        days[key] = {day: views for day, views in found.items() if rng.random() < 0.85}
    if rng.random() < 0.1:
        days.pop(rng.choice(keys))
    found_calendars = calendars(days, zones)
    return PlanRequest(inventory(rules, switches, buildings), found_calendars, date(2027, 5, 30))


def _rules(rng: random.Random, keys: list[str]) -> Any:
    def maybe(chance: float, value: Any) -> Any:
        return value if rng.random() < chance else None

    hours = {"weekday": "07:00..16:00", "evening": maybe(0.7, "15:00..21:30"), "weekend": maybe(0.6, "08:00..16:00")}
    crews = {
        name: {
            "base": rng.choice(keys),
            "hours": hours,
            "max_days_per_week": maybe(0.4, str(rng.randint(1, 4))),
            "max_evenings_per_week": maybe(0.5, str(rng.randint(0, 2))),
            "max_weekend_days_per_month": maybe(0.5, "1"),
            "away": [_range(rng, 2)] if rng.random() < 0.3 else [],
            "speed": rng.choice(["1", "1.5", "2.5"]),
        }
        for name in ["tech", "vendor"][: rng.randint(1, 2)]
    }
    policy = {
        "order": rng.choice(["core_first", "leaf_first", "any"]),
        "core_on": maybe(0.2, ["summer", "weekend"]),
        "pilot": maybe(0.4, {"buildings": rng.sample(keys, rng.randint(1, 2)), "soak": f"{rng.randint(0, 3)}d"}),
        "max_buildings_per_day": maybe(0.5, str(rng.randint(1, 2))),
        "max_switches_per_window": maybe(0.5, str(rng.randint(1, 4))),
        "notice": rng.choice(["0d", "3d"]),
        "deadline": maybe(0.3, "2027-06-12"),
    }
    deliveries = [
        {
            "arrives": f"2027-06-{rng.randint(1, 12):02d}",
            "models": {"M": str(rng.randint(0, 6)), "N": str(rng.randint(0, 4))},
        }
        for _ in range(rng.randint(0, 2))
    ]
    return district(
        crews=crews,
        policy=policy,
        deliveries=deliveries,
        freezes=[{"dates": _range(rng, 3), "buildings": maybe(0.5, [rng.choice(keys)])}] if rng.random() < 0.4 else [],
        horizon="2027-06-01..2027-06-16",
        funding=maybe(0.2, {"program": "erate-category-two", "funding_year": rng.choice(["2026", "2028"])}),
    )


def _range(rng: random.Random, length: int) -> str:
    first = date.fromisoformat(FIRST) + timedelta(days=rng.randint(0, 12))
    return f"{first}..{first + timedelta(days=rng.randint(0, length))}"


def _switches(rng: random.Random, keys: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    names = [f"s{n:02d}" for n in range(rng.randint(2, 12))]
    for n, name in enumerate(names):
        planned = rng.random() < 0.9
        found[name] = switch(
            rng.choice(keys),
            closet=rng.choice(["mdf", "idf"]),
            role=rng.choice(["core", "access", "access", "distribution"]),
            members=str(rng.choice([1, 1, 1, 2])),
            uplink=rng.choice(names[:n]) if n and rng.random() < 0.6 else None,
            redundant_with=rng.choice([x for x in names if x != name]) if rng.random() < 0.15 else None,
            critical=["doors"] if rng.random() < 0.2 else [],
            priority=str(rng.randint(1, 9)),
            minutes=f"{rng.randint(5, 240)}m" if rng.random() < 0.2 else None,
            replacement={"model": rng.choice(["M", "M", "N"]), "platform": "cisco_ios"} if planned else None,
        )
    return found
