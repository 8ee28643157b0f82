"""Random districts made tight: few crews, little stock, frozen dates, pilots, pairs, chains; rules lifted in them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from districts import write_district

LIFTABLE = frozenset(
    {"C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13", "C14", "C17"}
)  # the rules of one line or more
LIMITS = ("max_days_per_week", "max_evenings_per_week", "max_weekend_days_per_month")


def write_tight_district(folder: Path, seed: int) -> date:
    """A district of `districts.py` with fewer hands, less stock and more rules; the day to plan it on."""
    as_of, dice = write_district(folder, seed), random.Random(f"tight {seed}")
    gather_switches(folder)
    page, switches = read(folder, "district.yaml"), read(folder, "switches.yaml")
    first, last = (date.fromisoformat(part) for part in page["horizon"].split(".."))
    buildings = list(read(folder, "buildings.yaml")["buildings"])

    def some_dates(most: int) -> str:
        start = first + timedelta(days=dice.randrange((last - first).days))
        return f"{start}..{start + timedelta(days=dice.randint(0, most))}"

    policy, tech = page["policy"], page["crews"]["tech"]
    if dice.random() < 0.6:
        page["crews"] = {"tech": tech}
    tech |= {key: str(dice.randint(1, 3)) for key in LIMITS if dice.random() < 0.5}
    for delivery in page.get("deliveries", []):
        delivery["models"] = {key: str(dice.randint(int(n) // 2, int(n))) for key, n in delivery["models"].items()}
    page["freezes"] += [{"dates": some_dates(12), "why": "testing"} for _ in range(dice.randint(0, 3))]
    policy["order"] = dice.choice(["core_first", "leaf_first", "leaf_first", "any"])
    policy |= {"max_buildings_per_day": "1"} if dice.random() < 0.5 else {}
    policy |= {"max_switches_per_window": str(dice.randint(1, 3))} if dice.random() < 0.5 else {}
    if dice.random() < 0.6:
        planned = [s["building"] for s in switches["switches"].values() if s["replacement"] != "none"]
        pilots = sorted(set(dice.sample(planned, min(2, len(planned)))))
        policy["pilot"] = {"buildings": pilots, "soak": f"{dice.randint(0, 10)}d"}
    _tie(switches["switches"], buildings, dice)
    write(folder, "district.yaml", page)
    write(folder, "switches.yaml", switches)
    return as_of


def _tie(switches: dict[str, Any], buildings: list[str], dice: random.Random) -> None:
    """More pairs, and uplinks that lead through other buildings."""
    names = list(switches)
    for name in names:
        alike = [o for o in names if o != name and switches[o]["building"] == switches[name]["building"]]
        if alike and "redundant_with" not in switches[name] and dice.random() < 0.15:
            switches[name]["redundant_with"] = dice.choice(alike)
    cores = [n for n in names if switches[n]["role"] == "core"]
    for core in cores[1:]:
        earlier = [n for n in names[: names.index(core)] if switches[n]["platform"] != "unmanaged"]
        if earlier and dice.random() < 0.3:
            parent = dice.choice(earlier)
            if core not in _above(switches, parent):
                switches[core]["uplink"] = parent


def _above(switches: dict[str, Any], name: str) -> list[str]:
    """A switch and all that it hangs on."""
    found = [name]
    while (parent := switches[found[-1]].get("uplink")) in switches:
        found.append(parent)
    return found


def lift(folder: Path, codes: set[str]) -> None:
    """The district without these rules."""
    page, switches = read(folder, "district.yaml"), read(folder, "switches.yaml")
    policy = page["policy"]
    for code, keys in (
        ("C8", ["pilot"]), ("C9", ["max_buildings_per_day"]), ("C10", ["max_switches_per_window"]),
        ("C11", ["deadline", "notice"]), ("C17", ["core_on"]),
    ):  # fmt: skip
        for key in keys if code in codes else ():
            policy.pop(key, None)
    if "C6" in codes:
        page.pop("deliveries", None)
    if "C7" in codes:
        policy["order"] = "any"
    if "C11" in codes:
        page["freezes"] = []
        page.pop("funding", None)
        policy["notice"] = "0d"
    for crew in page["crews"].values() if "C13" in codes else ():
        for key in LIMITS:
            crew.pop(key, None)
    for switch in switches["switches"].values():
        for code, key in (("C12", "redundant_with"), ("C14", "critical")):
            if code in codes:
                switch.pop(key, None)
    write(folder, "district.yaml", page)
    write(folder, "switches.yaml", switches)


def gather_switches(folder: Path) -> None:
    """One file, where a district has a folder of them."""
    many = sorted((folder / "switches").glob("*.yaml"))
    if not many:
        return
    found = read(folder, "switches.yaml") if (folder / "switches.yaml").exists() else {"switches": {}}
    for path in many:
        found["switches"] |= read(folder, f"switches/{path.name}")["switches"]
        path.unlink()
    write(folder, "switches.yaml", found)


def read(folder: Path, name: str) -> Any:
    return _nulls(yaml.load((folder / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def _nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _nulls(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_nulls(one) for one in value]
    return None if value == "null" else value


def write(folder: Path, name: str, data: Any) -> None:
    (folder / name).write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
