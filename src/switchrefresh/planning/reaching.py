"""Where each crew can stand in each building and when, and the ways between buildings: worked out when first asked for.

Most pairs of a large district are never asked for: a crew at the other end of it is no choice for a building.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

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
Known = dict[tuple[tuple[str, str], int], tuple[Stretch, ...]]
REMEMBERED = 50_000  # dates of crews at buildings; a large district has half a million


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


class Met(Mapping[int, tuple[Stretch, ...]]):
    """By date: where one crew can stand in one building; worked out when asked for, and remembered for a while."""

    def __init__(
        self,
        opened: Mapping[int, tuple[Span, ...]],
        shifts: Mapping[int, tuple[Shift, ...]],
        way: int,
        known: Known,
        key: tuple[str, str],
    ) -> None:
        """`known` is shared with others, where all that is in there of this one goes by `key`."""
        self._opened, self._shifts, self._way, self._known, self._key = opened, shifts, way, known, key

    def get(self, day: int, default: Any = None) -> Any:
        """What `[day]` gives, or the default."""
        return self._at(day) or default

    def __getitem__(self, day: int) -> tuple[Stretch, ...]:
        if found := self._at(day):
            return found
        raise KeyError(day)

    def _at(self, day: int) -> tuple[Stretch, ...]:
        key = (self._key, day)
        if (found := self._known.get(key)) is None:
            found = tuple(_meet(day, self._opened.get(day, ()), self._shifts, self._way))
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = found
        return found

    def __iter__(self) -> Iterator[int]:
        return (day for day in sorted(self._opened) if self._at(day))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Stretches(Mapping[str, Dates]):
    """By crew: where it can stand in one building."""

    def __init__(
        self,
        building: str,
        opened: Mapping[int, tuple[Span, ...]],
        shifts: Mapping[str, Mapping[int, tuple[Shift, ...]]],
        bases: Mapping[str, str],
        ways: Mapping[tuple[str, str], int],
        known: Known | None = None,
    ) -> None:
        """`known` is what all buildings that are given the same one remember together."""
        self._building, self._opened, self._shifts, self._bases, self._ways = building, opened, shifts, bases, ways
        self._known = known if known is not None else {}
        self._met: dict[str, Met] = {}

    def __getitem__(self, crew: str) -> Dates:
        if crew not in self._met:
            way = self._ways[self._bases[crew], self._building]
            self._met[crew] = Met(self._opened, self._shifts[crew], way, self._known, (self._building, crew))
        return self._met[crew]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shifts)

    def __len__(self) -> int:
        return len(self._shifts)


def meet(
    opened: Mapping[int, tuple[Span, ...]], shifts: Mapping[int, tuple[Shift, ...]], travel: int
) -> dict[int, tuple[Stretch, ...]]:
    """Open intervals cut with shifts, the way from and to the base kept."""
    found = {day: tuple(_meet(day, spans, shifts, travel)) for day, spans in sorted(opened.items())}
    return {day: stretches for day, stretches in found.items() if stretches}


def _meet(day: int, spans: tuple[Span, ...], shifts: Mapping[int, tuple[Shift, ...]], travel: int) -> Iterator[Stretch]:
    near = [shift for date in (day - 1, day, day + 1) for shift in shifts.get(date, ())] if spans else []
    for span in spans:
        for shift in near:
            start, end = max(span[0], shift.start + travel), min(span[1], shift.end - travel)
            if start < end:
                yield Stretch(start, end, shift, span)
