"""The files around a list of switches: no sample building among real ones, nothing open that is not certain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from switchrefresh.documents.starter.district import SampleNames, Setup, district_text
from switchrefresh.documents.starter.editors import GITIGNORE, modelines

Entries = Mapping[str, Mapping[str, Any]]


def list_files(setup: Setup, buildings: Entries, switches: Entries, base: str | None) -> dict[str, str]:
    """File names and texts; buildings and switches are heads that the import fills."""
    names = SampleNames(base or base_of(buildings, switches), pilot_of(buildings, switches))
    return {
        "district.yaml": district_text(setup, names),
        "buildings.yaml": modelines("buildings"),
        "switches.yaml": modelines("switches"),
        ".gitignore": GITIGNORE,
    }


def base_of(buildings: Entries, switches: Entries) -> str:
    """Where a crew starts: the office of the list, else its support building, else the place with most switches."""
    sizes = Counter(str(entry["building"]) for entry in switches.values())
    rank = {"office": 0, "support": 1}
    return min(buildings, key=lambda key: (rank.get(str(buildings[key].get("kind")), 2), -sizes[key], key))


def pilot_of(buildings: Entries, switches: Entries) -> str | None:
    """Who goes first: the office when something is replaced there, else the place with the fewest switches to replace.

    A place whose switches wait for those of another (C7) cannot be it: each would wait for the other. None while
    nothing is replaced anywhere: a pilot without a window would hold everything.
    """
    planned = {key: str(e["building"]) for key, e in switches.items() if e.get("replacement") not in (None, "", "none")}
    waiting = {place for key, place in planned.items() if _waits_elsewhere(key, place, switches, planned)}
    sizes = Counter(place for place in planned.values() if place not in waiting)
    if not sizes:
        return None
    offices = [key for key in sizes if buildings[key].get("kind") == "office"]
    return min(offices or sizes, key=lambda key: (sizes[key], key))


def _waits_elsewhere(key: str, place: str, switches: Entries, planned: Mapping[str, str]) -> bool:
    """Whether anything planned on the way up to the network stands in another building."""
    seen: set[str] = set()
    parent = str(switches[key].get("uplink", ""))
    while parent in switches and parent not in seen:
        seen.add(parent)
        if planned.get(parent, place) != place:
            return True
        parent = str(switches[parent].get("uplink", ""))
    return False
