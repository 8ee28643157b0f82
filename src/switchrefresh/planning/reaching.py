"""Where each crew can stand in each building and when, and the ways between buildings: worked out when first asked for.

Most pairs of a large district are never asked for: a crew at the other end of it is no choice for a building.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from switchrefresh.inventory.model import Inventory

EARTH_RADIUS_KM = 6371.0088  # IUGG mean radius; straight-line distance as a great circle
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours of a crew on one date of its base's zone."""

    day: int
    kind: str  # weekday | evening | weekend
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Free time of a crew at a building on a date."""

    start: int
    end: int
    shift: Shift


@dataclass(frozen=True, slots=True)
class Stretch(Gap):
    """Where a crew can stand in a building: one open interval cut with one shift, travel from and to the base kept."""

    open: Span


Dates = Mapping[int, tuple[Stretch, ...]]


class Ways(Mapping[tuple[str, str], int]):
    """Minutes between any two of some places (C4)."""

    def __init__(self, inventory: Inventory, places: list[str]) -> None:
        self._travel, self._places = inventory.district.travel, places
        self._at = {key: inventory.buildings[key].position for key in places if key in inventory.buildings}
        self._known: dict[tuple[str, str], int] = {}

    def __getitem__(self, pair: tuple[str, str]) -> int:
        if pair not in self._known:
            self._known[pair] = self._between(*pair)
        return self._known[pair]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((a, b) for a in self._places for b in self._places)

    def __len__(self) -> int:
        return len(self._places) ** 2

    def _between(self, a: str, b: str) -> int:
        if a == b:
            return 0
        start, end = self._at.get(a), self._at.get(b)
        if start is None or end is None:
            return self._travel.minimum
        return max(self._travel.minimum, math.ceil(Fraction(kilometres(start, end)) * 60 / self._travel.speed_kmh))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) pairs in degrees (haversine)."""
    lat1, lon1, lat2, lon2 = (math.radians(x) for x in (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


class Stretches(Mapping[str, Dates]):
    """By crew: where it can stand in one building."""

    def __init__(
        self,
        building: str,
        opened: Mapping[int, tuple[Span, ...]],
        shifts: Mapping[str, Mapping[int, tuple[Shift, ...]]],
        bases: Mapping[str, str],
        ways: Mapping[tuple[str, str], int],
        minutes: dict[int, int] | None = None,
    ) -> None:
        """`minutes` keeps equal minutes once, for all buildings that are given the same one: there are millions."""
        self._building, self._opened, self._shifts, self._bases, self._ways = building, opened, shifts, bases, ways
        self._minutes = minutes if minutes is not None else {}
        self._known: dict[str, Dates] = {}

    def __getitem__(self, crew: str) -> Dates:
        if crew not in self._known:
            way = self._ways[self._bases[crew], self._building]
            self._known[crew] = meet(self._opened, self._shifts[crew], way, self._minutes)
        return self._known[crew]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shifts)

    def __len__(self) -> int:
        return len(self._shifts)


def meet(
    opened: Mapping[int, tuple[Span, ...]],
    shifts: Mapping[int, tuple[Shift, ...]],
    travel: int,
    minutes: dict[int, int] | None = None,
) -> dict[int, tuple[Stretch, ...]]:
    """Open intervals cut with shifts, the way from and to the base kept."""
    found = {}
    once = ({} if minutes is None else minutes).setdefault
    for day, spans in sorted(opened.items()):
        near = [shift for date in (day - 1, day, day + 1) for shift in shifts.get(date, ())]
        good = []
        for span in spans:
            for shift in near:
                start, end = max(span[0], shift.start + travel), min(span[1], shift.end - travel)
                if start < end:
                    good.append(Stretch(once(start, start), once(end, end), shift, span))
        if good:
            found[day] = tuple(good)
    return found
