"""How much of a crew's date a visit counts that takes a share of it; all of one date come to at most 1 in each measure.

Beside the share itself: of visits over a half there is room for one, over a third for two, over a quarter for three.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

RESTS = {"rest": 0.3, "more rest": 0.4}  # what is smaller than that counts nothing
MEASURES = ("share", "half", "third", "quarter", *RESTS)
FROM = frozenset(RESTS.values())
# A share lies above so many of these: its zone.
BREAKS = tuple(sorted({1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, *FROM, *(1 - rest for rest in FROM)}))
ZONES = len(BREAKS) + 1


def measure(name: str, share: float) -> float:
    """One of the measures of one share."""
    if name == "share":
        return share
    base, slope = _line(name, int(zone_of(None, share)))
    return base + slope * share


def zone_of(np: Any, share: Any) -> Any:
    """The zone of one share, or of an array of them."""
    zone = sum((share >= cut) * 1 if cut in FROM else (share > cut) * 1 for cut in BREAKS)
    return zone if np is None else zone.astype(np.uint8)


def _line(name: str, zone: int) -> tuple[float, float]:
    """A measure within a zone is a straight line: its base and its slope."""
    over = BREAKS[:zone]
    if name == "share":
        return 0.0, 1.0
    if name == "half":
        return float(1 / 2 in over), 0.0
    if name == "third":
        return ((1 / 3 in over) + (2 / 3 in over)) / 2, 0.0
    if name == "quarter":
        return ((1 / 4 in over) + (1 / 2 in over) + (3 / 4 in over)) / 3, 0.0
    if 1 - RESTS[name] in over:  # nothing that counts fits beside such a visit
        return 1.0, 0.0
    return 0.0, float(RESTS[name] in over)


def zone_charges(np: Any, charges: dict[str, Any], evenings: dict[str, Any], places: int) -> tuple[Any, Any]:
    """What the charges of all measures come to: a base and a slope for each zone and place, and after those for each
    zone of visits that need the evening, which pay the charges of evenings as well."""
    base, slope = (np.zeros((2 * ZONES, places)) for _ in range(2))
    _rise(charges, base[:ZONES], slope[:ZONES])
    _rise(evenings, base[ZONES:], slope[ZONES:])
    base[ZONES:] += base[:ZONES]
    slope[ZONES:] += slope[:ZONES]
    return base, slope


def _rise(charges: dict[str, Any], base: Any, slope: Any) -> None:
    """Add up what is charged from zone to zone."""
    for name, charge in charges.items():
        for zone, (more, steeper) in enumerate(_steps(name)):
            if more:
                base[zone] += more * charge
            if steeper:
                slope[zone] += steeper * charge
    for zone in range(1, ZONES) if charges else ():
        base[zone] += base[zone - 1]
        slope[zone] += slope[zone - 1]


@cache
def _steps(name: str) -> tuple[tuple[float, float], ...]:
    """By how much base and slope of a measure rise from the zone below to each zone."""
    lines = [(0.0, 0.0), *(_line(name, zone) for zone in range(ZONES))]
    return tuple((b - a, d - c) for (a, c), (b, d) in pairwise(lines))
