"""A made-up district of a size: buildings, switches, crews, deliveries and rules, equal for equal seeds."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from districts.calendar import FIRST, LAST, SCHOOL, bells_of, calendars
from districts.sizes import Size
from switchrefresh.inventory.model import (
    Building,
    Closet,
    Crew,
    CrewHours,
    Delivery,
    District,
    Inventory,
    Pilot,
    Policy,
    Replacement,
    Role,
    SchoolYear,
    Switch,
    Travel,
)
from switchrefresh.inventory.values import ClockTime, DateRange, TimeRange
from switchrefresh.planning.model import PlanRequest

Kind = Literal["elementary", "middle", "high", "office"]
AS_OF = date(2026, 8, 3)
CORE, BIG, LITTLE = "core-24", "access-48", "access-24"
ARRIVALS = (date(2026, 8, 10), date(2026, 11, 16), date(2027, 2, 8), date(2027, 4, 26))
SHARES = (0.3, 0.6, 0.85, 1.0)  # of all units, from each arrival on
POSITION = (41.6, -93.6)


@dataclass(frozen=True)
class _Site:
    key: str
    building: Building
    switches: int


def make_request(size: Size, seed: int) -> PlanRequest:
    """The request for a plan of a whole made-up district."""
    rng = random.Random(f"{size.name} {seed}")  # noqa: S311 - reproducible, no secret
    sites = _sites(rng, size)
    switches: dict[str, Switch] = {}
    for site in sites:
        switches.update(_switches(rng, site))
    buildings = {site.key: site.building for site in sites}
    district = District(
        district=f"Made-up district, {size.buildings} buildings",
        timezone="America/Chicago",
        horizon=DateRange(FIRST, LAST),
        school_years=(SchoolYear(*SCHOOL),),
        crews=_crews(rng, size, [site.key for site in sites]),
        travel=Travel(Fraction(40), 10),
        deliveries=_deliveries(switches),
        policy=Policy(
            pilot=Pilot((sites[0].key,), 7),
            max_buildings_per_day=size.daily,
            max_switches_per_window=20,
            notice=5,
            deadline=date(2027, 7, 23),
        ),
    )
    return PlanRequest(Inventory(district, buildings, switches), calendars(rng, buildings), AS_OF)


def _sites(rng: random.Random, size: Size) -> list[_Site]:
    """Buildings with how many switches each has; the first is the district office."""
    kinds: list[Kind] = ["office"]
    while len(kinds) < size.buildings:
        kinds.append(rng.choices(("elementary", "middle", "high"), (6, 2, 2))[0])
    heavy = {"office": 0.4, "elementary": 0.8, "middle": 1.1, "high": 1.8}
    parts = [heavy[kind] * rng.uniform(0.6, 1.4) for kind in kinds]
    counts = [max(2, int(size.switches * part / sum(parts))) for part in parts]
    for n in range(size.switches - sum(counts)):
        counts[1 + n % (size.buildings - 1)] += 1
    return [_site(rng, size, n, kind, count) for n, (kind, count) in enumerate(zip(kinds, counts, strict=True))]


def _site(rng: random.Random, size: Size, number: int, kind: Kind, count: int) -> _Site:
    key = f"b{number:04d}"
    students = {"office": 0, "elementary": 420, "middle": 650, "high": 1200}[kind]
    lat, lon = (center + size.width * (rng.random() - 0.5) for center in POSITION)
    closets = {"mdf": Closet(), **{f"idf-{n}": Closet() for n in range(1, 1 + max(1, count // 5))}}
    building = Building(
        name=f"Building {number}",
        kind=kind,
        students=int(students * rng.uniform(0.7, 1.3)),
        position=(round(lat, 4), round(lon, 4)),
        bells=bells_of(kind),
        closets=closets,
    )
    return _Site(key, building, count)


def _switches(rng: random.Random, site: _Site) -> dict[str, Switch]:
    closets = list(site.building.closets)
    core = f"{site.key}-core"
    found = {core: _switch(site.key, "mdf", Role.CORE, None, CORE, rng)}
    heads = dict.fromkeys(closets, core)
    for n in range(1, site.switches):
        closet = closets[(n - 1) % len(closets)]
        key = f"{site.key}-{closet}-{n:02d}"
        up = heads[closet] if rng.random() < 0.3 else core
        found[key] = _switch(site.key, closet, Role.ACCESS, up, rng.choices((BIG, LITTLE), (7, 3))[0], rng)
        heads[closet] = key
    return found


def _switch(where: str, closet: str, role: Role, uplink: str | None, model: str, rng: random.Random) -> Switch:
    return Switch(
        platform="cisco_ios",
        building=where,
        closet=closet,
        role=role,
        members=rng.choices((1, 2, 3), (85, 10, 5))[0] if role is Role.ACCESS else 1,
        uplink=uplink,
        critical=("doors",) if rng.random() < 0.1 else (),
        priority=rng.choices((3, 5, 7), (2, 6, 2))[0],
        replacement=Replacement(model, "cisco_xe"),
    )


def _crews(rng: random.Random, size: Size, keys: list[str]) -> dict[str, Crew]:
    """In-house crews work evenings and Saturdays too; vendors come for some months, with more hands."""
    day, evening, saturday = (_hours(*h) for h in ((420, 960), (900, 1290), (480, 960)))
    crews = {}
    for n in range(size.in_house):
        hours = CrewHours(day, evening, saturday)
        crews[f"crew-{n + 1:02d}"] = Crew(keys[n * len(keys) // size.in_house], hours, 3, 2, 1)
    for n in range(size.vendors):
        first = FIRST + timedelta(days=rng.randint(0, 120))
        spans = (
            DateRange(first, first + timedelta(weeks=rng.randint(16, 24))),
            DateRange(date(2027, 3, 1), date(2027, 8, 1)),
        )
        base = keys[n * len(keys) // size.vendors]
        evenings = CrewHours(day, evening if n % size.evenings == size.evenings - 1 else None)
        crews[f"vendor-{n + 1:02d}"] = Crew(base, evenings, 5, None, None, spans, (), Fraction(2))
    return crews


def _hours(start: int, end: int) -> TimeRange:
    return TimeRange(ClockTime(start), ClockTime(end))


def _deliveries(switches: dict[str, Switch]) -> tuple[Delivery, ...]:
    need: Counter[str] = Counter()
    for switch in switches.values():
        if switch.replacement is not None:
            need[switch.replacement.model] += switch.members
    came: Counter[str] = Counter()
    found = []
    for arrives, share in zip(ARRIVALS, SHARES, strict=True):
        models = {model: -(-int(total * share * 100) // 100) - came[model] for model, total in sorted(need.items())}
        if share == 1.0:
            models = {model: total - came[model] for model, total in sorted(need.items())}
        came.update(models)
        found.append(Delivery(arrives, models))
    return tuple(found)
