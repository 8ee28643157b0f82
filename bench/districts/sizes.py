"""The four sizes of made-up districts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How big a district is; `daily` is the most buildings with a window on one date."""

    name: str
    buildings: int
    switches: int
    in_house: int
    vendors: int
    daily: int | None
    width: float  # degrees of latitude and longitude that the buildings are spread over
    evenings: int  # every which vendor works evenings, too


SIZES = {
    size.name: size
    for size in (
        Size("small", 6, 41, 1, 1, 2, 0.06, 2),
        Size("middle", 60, 900, 1, 2, 4, 0.25, 2),
        Size("large", 250, 5_000, 2, 6, 10, 0.5, 1),
        Size("huge", 1_500, 50_000, 10, 30, None, 1.2, 1),
    )
}
