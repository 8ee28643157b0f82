"""The best plan of a very small district, found by trying every choice; written from the rules, not from the planner.

Every way to give each switch a date and a crew (or no place) is priced; the cheapest that the rules permit is the best
plan. Districts have one zone, one open interval a date, no bells and no uplinks between buildings, so that a crew that
does everything as early as it can loses nothing by that.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, permutations, product
from typing import Any

from planner_districts import building, calendars, district, inventory, switch

from switchrefresh.planning.model import PlanRequest

FIRST = date(2027, 6, 3)  # a Thursday
DAY = timedelta(days=1)
WAY = 10
KIND_POINTS = {"school_day": 50, "weekend": 25, "no_students": 20, "break": 10, "summer": 0}
LEFT_OUT, VISIT, CROWDED, EASY = 1_000_000, 50_000, 500, 4
Choice = tuple[date, str] | None


def tiny_request(seed: int) -> PlanRequest:
    """Two or three buildings, up to five switches, two to four dates, one or two crews, some rules."""
    rng = random.Random(f"exhaustive {seed}")
    keys, dates = ["do", "aa", "bb"][: rng.randint(2, 3)], rng.randint(2, 4)

    def maybe(chance: float, value: Any) -> Any:
        return value if rng.random() < chance else None

    days: dict[str, Any] = {}
    for key in keys:
        days[key] = {}
        for n in range(dates):
            on = FIRST + n * DAY
            start, length = rng.choice([7, 8, 13, 15]), rng.choice([1, 2, 3, 6])
            kind = "weekend" if on.weekday() >= 5 else rng.choice(["summer", "break", "no_students", "school_day"])
            days[key][str(on)] = (kind, [f"{start:02d}:{rng.choice(['00', '20'])}..{start + length:02d}:40"])
            if rng.random() < 0.15:
                del days[key][str(on)]
    crews = {
        name: {
            "base": rng.choice(keys),
            "hours": {
                "weekday": "07:00..15:00",
                "evening": maybe(0.7, "14:00..21:30"),
                "weekend": maybe(0.7, "08:00..16:00"),
            },
            "max_days_per_week": maybe(0.3, str(rng.randint(1, 2))),
            "max_evenings_per_week": maybe(0.4, str(rng.randint(0, 1))),
            "max_weekend_days_per_month": maybe(0.4, str(rng.randint(0, 1))),
            "away": [str(FIRST + rng.randint(0, 3) * DAY)] if rng.random() < 0.2 else [],
            "speed": rng.choice(["1", "2"]),
        }
        for name in ["tech", "vendor"][: rng.randint(1, 2)]
    }
    policy = {
        "order": rng.choice(["core_first", "leaf_first", "any"]),
        "core_on": maybe(0.2, ["break", "weekend", "summer"]),
        "pilot": maybe(0.4, {"buildings": [rng.choice(keys)], "soak": f"{rng.randint(0, 1)}d"}),
        "max_buildings_per_day": maybe(0.4, "1"),
        "max_switches_per_window": maybe(0.4, str(rng.randint(1, 2))),
        "notice": "0d",
    }
    stock = [{"arrives": str(FIRST + n * DAY), "models": {"M": str(rng.randint(0, 3))}} for n in range(2)]
    deliveries = stock if rng.random() < 0.4 else []
    rules = district(crews=crews, policy=policy, deliveries=deliveries, horizon=f"{FIRST}..{FIRST + 5 * DAY}")
    where = {key: building(name=key.upper()) for key in keys}
    return PlanRequest(inventory(rules, _switches(rng, keys), where), calendars(days), FIRST)


def _switches(rng: random.Random, keys: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for n in range(rng.randint(2, 5)):
        key = rng.choice(keys)
        same = [name for name, one in found.items() if one.building == key]
        found[f"s{n}"] = switch(
            key,
            closet=rng.choice(["mdf", "idf"]),
            role=rng.choice(["core", "access", "access"]),
            members=str(rng.choice([1, 1, 2])),
            uplink=rng.choice(same) if same and rng.random() < 0.6 else None,
            redundant_with=rng.choice(list(found)) if found and rng.random() < 0.2 else None,
            critical=["doors"] if rng.random() < 0.15 else [],
            priority=str(rng.randint(1, 9)),
        )
    return found


class Search:
    """All choices of a district in order of their points."""

    def __init__(self, request: PlanRequest) -> None:
        self.r, self.d = request, request.inventory.district
        self.switches = dict(request.inventory.planned())
        self.views = {(key, v.date): v for key, views in request.calendars.buildings.items() for v in views if v.open}

    def best(self) -> int:
        """Points of the best plan."""
        return next(points for points, choice in self._priced() if self._permitted(choice))

    def _priced(self) -> list[tuple[int, dict[str, Choice]]]:
        options = []
        for one in self.switches.values():
            days = sorted(day for key, day in self.views if key == one.building)
            options.append([None, *((day, crew) for day in days for crew in self.d.crews)])
        priced = []
        for choice in product(*options):
            named = dict(zip(self.switches, choice, strict=True))
            priced.append((self._points(named), named))
        return sorted(priced, key=lambda one: one[0])

    def _points(self, choice: Mapping[str, Choice]) -> int:
        points, windows = 0, set()
        for name, place in choice.items():
            one = self.switches[name]
            if place is None:
                points += LEFT_OUT * one.priority
                continue
            day, crew = place
            windows.add((one.building, day, crew))
            kind = self.views[one.building or "", day].kind.value
            points += self._minutes(name, crew) * KIND_POINTS[kind] + (day - FIRST).days * one.priority
        weeks = Counter((crew, day.isocalendar()[:2]) for _, day, crew in windows)
        return points + VISIT * len(windows) + CROWDED * sum(max(0, n - EASY) for n in weeks.values())

    def _minutes(self, name: str, crew: str) -> int:
        one, work = self.switches[name], self.d.work
        base = (work.core if one.role.value == "core" else work.access) + work.per_extra_member * (one.members - 1)
        return math.ceil(Fraction(base) / self.d.crews[crew].speed * (1 + work.buffer))

    # -- the rules ----------------------------------------------------------------------------------------------

    def _permitted(self, choice: Mapping[str, Choice]) -> bool:
        placed = {name: place for name, place in choice.items() if place is not None}
        return self._dates(placed) and self._order(placed) and self._stock(placed) and self._crews(placed)

    def _dates(self, placed: Mapping[str, tuple[date, str]]) -> bool:
        """C2, C8, C9, C10, C12, C14, C17: dates alone decide."""
        policy, buildings, crews = self.d.policy, defaultdict(set), defaultdict(set)
        tasks = Counter[tuple[str | None, date]]()
        for name, (day, crew) in placed.items():
            one = self.switches[name]
            buildings[day].add(one.building)
            crews[one.building, day].add(crew)
            tasks[one.building, day] += 1
            if one.critical and day.weekday() >= 5:
                return False
            kind = self.views[one.building or "", day].kind
            if one.role.value == "core" and policy.core_on is not None and kind not in policy.core_on:
                return False
            partner = one.redundant_with
            if partner in placed and placed[partner][0] == day:
                return False
        if any(len(found) > 1 for found in crews.values()) or not self._pilot(placed):
            return False
        most, size = policy.max_buildings_per_day, policy.max_switches_per_window
        return all(most is None or len(b) <= most for b in buildings.values()) and all(
            size is None or n <= size for n in tasks.values()
        )

    def _pilot(self, placed: Mapping[str, tuple[date, str]]) -> bool:
        pilot = self.d.policy.pilot
        if pilot is None:
            return True
        inside = [day for name, (day, _) in placed.items() if self.switches[name].building in pilot.buildings]
        others = [day for name, (day, _) in placed.items() if self.switches[name].building not in pilot.buildings]
        return not others or (bool(inside) and min(others) > max(inside) + pilot.soak * DAY)

    def _order(self, placed: Mapping[str, tuple[date, str]]) -> bool:
        """C7 over dates; inside a window it is a matter of the order of its tasks."""
        for first, then in self._ordered():
            if then in placed and (first not in placed or placed[first][0] > placed[then][0]):
                return False
        return True

    def _ordered(self) -> Iterator[tuple[str, str]]:
        order = self.d.policy.order.value
        for name, one in self.switches.items():
            if one.uplink in self.switches and one.uplink is not None and order != "any":
                yield (one.uplink, name) if order == "core_first" else (name, one.uplink)

    def _stock(self, placed: Mapping[str, tuple[date, str]]) -> bool:
        if not self.d.deliveries:
            return True
        for until in {day for day, _ in placed.values()}:
            used = sum(self.switches[name].members for name, (day, _) in placed.items() if day <= until)
            if used > sum(d.models.get("M", 0) for d in self.d.deliveries if d.arrives <= until):
                return False
        return True

    def _crews(self, placed: Mapping[str, tuple[date, str]]) -> bool:
        """C3, C4, C5, C13: what each crew does on each date fits one shift, and the shifts its limits."""
        work: dict[tuple[str, date], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for name, (day, crew) in placed.items():
            work[crew, day][self.switches[name].building or ""].append(name)
        shifts = {}
        for (crew, day), sites in work.items():
            if any(day in away for away in self.d.crews[crew].away):
                return False
            lengths = {key: self._length(names, crew) for key, names in sites.items()}
            if None in lengths.values() or (shift := self._shift(crew, day, lengths)) is None:
                return False
            shifts[crew, day] = shift
        return all(self._limits(crew, {day: s for (c, day), s in shifts.items() if c == crew}) for crew in self.d.crews)

    def _length(self, names: list[str], crew: str) -> int | None:
        """The shortest window for these tasks, or None when no order of them obeys C7."""
        pairs, found = [p for p in self._ordered() if set(p) <= set(names)], []
        for line in permutations(names):
            if all(line.index(first) < line.index(then) for first, then in pairs):
                closets = [self.switches[name].closet for name in line]
                changes = sum(a != b for a, b in pairwise(closets))
                found.append(changes * self.d.work.closet_change)
        if not found:
            return None
        return self.d.work.setup + sum(self._minutes(n, crew) for n in names) + min(found) + self.d.work.backout

    def _shift(self, crew: str, day: date, lengths: Mapping[str, Any]) -> str | None:
        hours, base = self.d.crews[crew].hours, self.d.crews[crew].base
        names = ("weekday", "evening") if day.weekday() < 5 else ("weekend",)
        for name in names:
            shift = getattr(hours, name)
            if shift is not None and any(
                self._fits(line, day, base, lengths, shift.start.minutes, shift.end.minutes)
                for line in permutations(lengths)
            ):
                return name
        return None

    def _fits(self, line: tuple[str, ...], day: date, base: str, lengths: Mapping[str, int], at: int, end: int) -> bool:
        here = base
        for key in line:
            (span,) = self.views[key, day].open
            opens, closes = (m.hour * 60 + m.minute for m in (span.start, span.end))
            at = max(at + (WAY if key != here else 0), opens) + lengths[key]
            if at > closes:
                return False
            here = key
        return at + (WAY if here != base else 0) <= end

    def _limits(self, crew: str, shifts: Mapping[date, str]) -> bool:
        rules = self.d.crews[crew]
        days = Counter(day.isocalendar()[:2] for day in shifts)
        evenings = Counter(day.isocalendar()[:2] for day, name in shifts.items() if name == "evening")
        weekends = Counter((day.year, day.month) for day, name in shifts.items() if name == "weekend")
        return all(
            most is None or max(counts.values(), default=0) <= most
            for most, counts in (
                (rules.max_days_per_week, days),
                (rules.max_evenings_per_week, evenings),
                (rules.max_weekend_days_per_month, weekends),
            )
        )
