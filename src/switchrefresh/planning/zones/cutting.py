"""Zones: which buildings and crews are planned together, so that work and hands are in balance and ways are short."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from switchrefresh.planning.certificate import shift_lengths, within_limits
from switchrefresh.planning.problem import Problem

SIZE = 100  # buildings in a zone, unless there are too few crews for so many zones
LEAST_CREWS, MOST_CREWS = 2, 8  # in a zone
SAMPLES = 3  # buildings near its base from which it is guessed what a crew can do

Point = tuple[float, float]


@dataclass(frozen=True)
class Zone:
    """Buildings and the crews that come to them."""

    buildings: tuple[str, ...]
    crews: tuple[str, ...]


@dataclass(frozen=True)
class _Load:
    """Buildings that stay together, where they are, and their work in minutes of one pair of hands."""

    buildings: tuple[str, ...]
    at: Point
    work: float


@dataclass(frozen=True)
class _Hands:
    """A crew, where it starts from, and the minutes of one pair of hands that it has."""

    crew: str
    at: Point
    work: float


def cut(problem: Problem, buildings: Sequence[str], size: int = SIZE, crews: int = LEAST_CREWS) -> tuple[Zone, ...]:
    """Halve the district again and again, each half with as large a part of the crews' time as of the work."""
    places = _positions(problem)
    loads = [_load(problem, group, places) for group in _groups(problem, buildings)]
    hands = [_hands(problem, crew, places, buildings) for crew in sorted(problem.shifts)]
    return tuple(_halve(loads, hands, size, crews))


def _halve(loads: list[_Load], hands: list[_Hands], size: int, least: int) -> Iterable[Zone]:
    count = sum(len(load.buildings) for load in loads)
    if count <= size or len(hands) < 2 * least or len(loads) < 2:
        names = sorted(b for load in loads for b in load.buildings)
        yield Zone(tuple(names), tuple(sorted(_nearest(loads, hands))))
        return
    axis = max((0, 1), key=lambda n: max(x.at[n] for x in loads) - min(x.at[n] for x in loads))
    loads = sorted(loads, key=lambda x: (x.at[axis], x.buildings))
    hands = sorted(hands, key=lambda x: (x.at[axis], x.crew))
    total = sum(x.work for x in hands)
    cuts = range(least, len(hands) - least + 1)
    middle = min(cuts, key=lambda n: (abs(sum(x.work for x in hands[:n]) - total / 2), n))
    share = sum(x.work for x in hands[:middle]) / total if total else 0.5
    n = _where(loads, share * sum(x.work for x in loads))
    yield from _halve(loads[:n], hands[:middle], size, least)
    yield from _halve(loads[n:], hands[middle:], size, least)


def _nearest(loads: list[_Load], hands: list[_Hands]) -> list[str]:
    """The crews that start nearest to the middle of all, no more than a zone may have."""
    middle = tuple(sum(load.at[n] for load in loads) / len(loads) for n in (0, 1))
    return [hand.crew for hand in sorted(hands, key=lambda x: (math.dist(x.at, middle), x.crew))[:MOST_CREWS]]


def _where(loads: list[_Load], wanted: float) -> int:
    """After how many loads the sum is nearest to what is wanted; at least one stays on each side."""
    best, so_far, nearest = 1, 0.0, math.inf
    for n, load in enumerate(loads[:-1], start=1):
        so_far += load.work
        if abs(so_far - wanted) < nearest:
            best, nearest = n, abs(so_far - wanted)
    return best


def _groups(problem: Problem, buildings: Sequence[str]) -> list[tuple[str, ...]]:
    """Buildings that redundant partners tie to one date or another (C12) stay together."""
    head = {b: b for b in buildings}

    def find(b: str) -> str:
        while head[b] != b:
            b = head[b]
        return b

    for b in buildings:
        for name in problem.by_building[b]:
            for other in problem.jobs[name].partners:
                if other in problem.jobs and problem.jobs[other].building in head:
                    one, two = sorted((find(b), find(problem.jobs[other].building)))
                    head[two] = one
    found: dict[str, list[str]] = {}
    for b in sorted(buildings):
        found.setdefault(find(b), []).append(b)
    return [tuple(group) for group in found.values()]


def _positions(problem: Problem) -> Mapping[str, Point]:
    """Where buildings are, one degree being as long in both directions; those of unknown place in the middle."""
    known = {k: b.position for k, b in problem.request.inventory.buildings.items() if b.position is not None}
    if not known:
        return {}
    lat, lon = (sum(p[n] for p in known.values()) / len(known) for n in (0, 1))
    narrow = math.cos(math.radians(lat))
    found = dict.fromkeys(problem.by_building, (lat, lon * narrow))
    return found | {key: (a, b * narrow) for key, (a, b) in known.items()}


def _load(problem: Problem, group: tuple[str, ...], places: Mapping[str, Point]) -> _Load:
    points = [places.get(b, (0.0, 0.0)) for b in group]
    middle = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    return _Load(group, middle, float(sum(problem.jobs[n].work for b in group for n in problem.by_building[b])))


def _hands(problem: Problem, crew: str, places: Mapping[str, Point], buildings: Sequence[str]) -> _Hands:
    base = problem.district.crews[crew].base
    near = sorted(buildings, key=lambda b: (math.dist(places.get(b, (0, 0)), places.get(base, (0, 0))), b))[:SAMPLES]
    able = sum(_able(problem, crew, b) for b in near) / max(1, len(near))
    return _Hands(crew, places.get(base, (0.0, 0.0)), able * float(problem.district.crews[crew].speed))


def _able(problem: Problem, crew: str, building: str) -> int:
    """Minutes of work that a crew can do at a building at most, its limits kept."""
    days = [day for day in problem.days(building) if day not in problem.banned.get(building, {})]
    return within_limits(problem, crew, shift_lengths(problem, building, crew, days))
