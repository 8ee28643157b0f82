"""A district of three buildings with a valid plan, and changes that each break exactly one rule (or none).

Everything is text, as in the files; `days` are the same calendar written out by hand, for tests without a folder.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

CHICAGO, DENVER = "America/Chicago", "America/Denver"
EVENING, DAYTIME, WEEKEND = ["16:00..21:00"], ["07:00..17:00"], ["08:00..16:00"]


@dataclass
class Case:
    """A folder and a plan that may be changed; `promised` are windows of approved.json."""

    district: dict
    buildings: dict
    switches: dict
    feed: list
    plan: dict
    days: dict[str, dict[date, tuple[str, list[str]]]]
    promised: list = field(default_factory=list)

    def window(self, key: str) -> dict:
        return next(w for w in self.plan["windows"] if w["id"] == key)

    def task(self, key: str) -> dict:
        return next(t for w in self.plan["windows"] for t in w["tasks"] if t["switch"] == key)

    def add(self, window: dict) -> None:
        """A window at the end of the last wave."""
        self.plan["windows"].append(window)
        self.plan["waves"][-1]["windows"].append(window["id"])
        window["wave"] = self.plan["waves"][-1]["id"]

    def drop(self, key: str, code: str | None = "C2") -> None:
        """Take a switch out of its window; without a code nobody says why."""
        for window in self.plan["windows"]:
            window["tasks"] = [t for t in window["tasks"] if t["switch"] != key]
        self.plan["windows"] = [w for w in self.plan["windows"] if w["tasks"]]
        left = {w["id"] for w in self.plan["windows"]}
        for wave in self.plan["waves"]:
            wave["windows"] = [name for name in wave["windows"] if name in left]
        if code:
            reason = {"code": code, "message": "There is no time for it."}
            self.plan["unplaced"].append({"switch": key, "reasons": [reason]})

    def hours(self, building: str, kind: str, ranges: list[str]) -> None:
        """Other hours for a kind of day in one building."""
        self.buildings[building].setdefault("hours", {})[kind] = ranges
        for day, (found, _) in self.days[building].items():
            if found == kind:
                self.days[building][day] = (kind, ranges)

    def write(self, folder: Path) -> Path:
        """The district folder; every scalar stays text."""
        (folder / "calendars").mkdir(parents=True, exist_ok=True)
        files = {
            "district.yaml": self.district,
            "buildings.yaml": {"buildings": self.buildings},
            "switches.yaml": {"switches": self.switches},
            "calendars/district.yaml": self.feed,
        }
        for name, tree in files.items():
            (folder / name).write_text(yaml.safe_dump(tree, sort_keys=False), encoding="utf-8")
        if self.promised:
            text = json.dumps({**self.plan, "windows": self.promised})
            (folder / "approved.json").write_text(text, encoding="utf-8")
        return folder


def at(day: str, clock: str, zone: str = CHICAGO) -> str:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone)).isoformat()


def window(key: str, crew: str, day: str, start: str, end: str, *tasks: tuple[str, str, str], **more: str) -> dict:
    """A window of proposed state; the building is the one that the switches are named after."""
    zone = more.get("zone", CHICAGO)
    return {
        "id": key,
        "wave": more.get("wave", "wave-2"),
        "building": tasks[0][0].partition("-")[0],
        "crew": crew,
        "start": at(day, start, zone),
        "end": at(day, end, zone),
        "why": [],
        "tasks": [{"switch": s, "start": at(day, a, zone), "end": at(day, b, zone)} for s, a, b in tasks],
        "state": "proposed",
    }


def shift(item: dict, minutes: int, *keys: str) -> None:
    for key in keys or ("start", "end"):
        item[key] = (datetime.fromisoformat(item[key]) + timedelta(minutes=minutes)).isoformat()


def shift_window(item: dict, minutes: int) -> None:
    for part in (item, *item["tasks"]):
        shift(part, minutes)


def tiny() -> Case:
    """The valid case."""
    district = {
        "district": "Tiny R-1",
        "timezone": CHICAGO,
        "horizon": "2027-01-04..2027-03-31",
        "school_years": [{"first_day": "2026-08-20", "last_day": "2027-05-20"}],
        "holidays": {"country": "US", "subdivision": "MO"},
        "calendars": [{"path": "calendars/district.yaml", "role": "district"}],
        "hours": {
            "school_day": EVENING,
            "no_students": EVENING,
            "break": DAYTIME,
            "weekend": WEEKEND,
            "holiday": [],
        },
        "crews": {
            "tech": {
                "base": "do",
                "hours": {"weekday": "07:00..16:00", "evening": "15:00..21:30", "weekend": "08:00..16:00"},
                "max_days_per_week": "5",
                "max_evenings_per_week": "2",
                "max_weekend_days_per_month": "1",
            },
            "vendor": {
                "base": "do",
                "hours": {"weekday": "07:00..17:00"},
                "available": ["2027-02-01..2027-02-28"],
                "speed": "2.0",
            },
        },
        "work": {
            "core": "1h",
            "distribution": "50m",
            "access": "30m",
            "per_extra_member": "10m",
            "setup": "20m",
            "closet_change": "10m",
            "buffer": "10%",
            "backout": "30m",
        },
        "travel": {"speed_kmh": "40", "minimum": "10m"},
        "deliveries": [
            {"arrives": "2027-01-04", "models": {"BIG": "2", "SMALL": "2"}},
            {"arrives": "2027-02-01", "models": {"BIG": "2", "SMALL": "10"}},
        ],
        "policy": {
            "order": "core_first",
            "core_on": ["no_students", "break", "weekend"],
            "pilot": {"buildings": ["do"], "soak": "22d"},
            "max_buildings_per_day": "2",
            "max_switches_per_window": "4",
            "notice": "5d",
            "deadline": "2027-02-09",
        },
        "funding": {"program": "erate-category-two", "funding_year": "2026"},
    }
    closets = {"mdf": {"name": "MDF"}, "idf": {"name": "IDF"}}
    buildings = {
        "do": {"name": "Tiny Office", "kind": "office", "position": ["38.5664", "-92.1755"], "closets": closets},
        "hs": {"name": "Tiny High School", "kind": "high", "position": ["38.5631", "-92.1740"], "closets": closets},
        "far": {
            "name": "Far Outpost",
            "kind": "support",
            "position": ["38.7464", "-92.1755"],  # 20.0 km from do and 20.4 km from hs: 31 min each
            "timezone": DENVER,
            "closets": closets,
        },
    }
    feed = [
        {"dates": "2027-01-18", "title": "MLK Jr. Day - District Closed"},
        {"dates": "2027-02-01", "title": "Teacher Workday - No School for Students"},
        {"dates": "2027-02-08..2027-02-12", "title": "Mid-Winter Break - District Closed"},
    ]
    plan = {
        "as_of": "2027-01-04",
        "horizon": district["horizon"],
        "inputs": {},
        "solver": {"status": "optimal", "objective": 1, "bound": 1, "gap": 0},
        "waves": [
            {"id": "wave-1", "name": "Pilot", "windows": ["w1"]},
            {"id": "wave-2", "name": "February", "windows": ["w2", "w3", "w4"]},
        ],
        "windows": [
            window(  # a Saturday, the first date after the notice; far is not open before 09:00 in Chicago
                "w1", "tech", "2027-01-09", "09:00", "11:39",
                ("do-core", "09:20", "10:26"), ("do-acc", "10:36", "11:09"), wave="wave-1",
            ),
            window(  # an evening, the first one after the soak, on the date of the second delivery
                "w2", "tech", "2027-02-01", "16:00", "19:45",
                ("hs-core1", "16:20", "17:26"), ("hs-acc", "17:26", "18:10"), ("hs-stack", "18:20", "19:15"),
            ),
            window("w3", "tech", "2027-02-09", "07:10", "09:06", ("hs-core2", "07:30", "08:36")),
            window(  # 31 min after w3, on the clock of Denver
                "w4", "tech", "2027-02-09", "08:37", "11:06",
                ("far-core", "08:57", "10:03"), ("far-acc", "10:03", "10:36"), zone=DENVER,
            ),
        ],
        "unplaced": [],
        "changes": {"added": [], "moved": [], "kept": 0, "removed": []},
    }  # fmt: skip
    return Case(district, buildings, switches(), feed, plan, calendar(buildings))


def switches() -> dict:
    def one(key: str, closet: str, role: str, uplink: str | None, **more: object) -> dict:
        found = {
            "building": key.partition("-")[0],
            "closet": closet,
            "platform": "cisco_ios",
            "role": role,
            "replacement": {"model": "BIG" if role == "core" else "SMALL", "platform": "aruba_aoscx"},
        }
        return {**found, **({"uplink": uplink} if uplink else {}), **more}

    return {
        "do-core": one("do-core", "mdf", "core", None),
        "do-acc": one("do-acc", "idf", "access", "do-core"),
        "hs-core1": one("hs-core1", "mdf", "core", None),
        "hs-core2": one("hs-core2", "mdf", "core", None, redundant_with="hs-core1"),
        "hs-acc": one("hs-acc", "mdf", "access", "hs-core1", minutes="40m", critical=["doors"], feeds={"doors": "1"}),
        "hs-stack": one("hs-stack", "idf", "access", "hs-core1", members="3"),
        "far-core": one("far-core", "mdf", "core", "do-core"),
        "far-acc": one("far-acc", "mdf", "access", "far-core"),
    }


def calendar(buildings: dict) -> dict[str, dict[date, tuple[str, list[str]]]]:
    """Kind and open ranges of every date, by hand."""
    days: dict[date, tuple[str, list[str]]] = {}
    for n in range((date(2027, 3, 31) - date(2027, 1, 4)).days + 1):
        day = date(2027, 1, 4) + timedelta(days=n)
        days[day] = ("weekend", WEEKEND) if day.weekday() >= 5 else ("school_day", EVENING)
    days[date(2027, 1, 18)] = ("holiday", [])
    days[date(2027, 2, 1)] = ("no_students", EVENING)
    for n in range(8, 13):
        days[date(2027, 2, n)] = ("break", DAYTIME)
    return {key: dict(days) for key in buildings}


# ---------------------------------------------------------------- one change, one rule

CASES: list[tuple[str, str | None, Callable[[Case], None]]] = []


def breaks(code: str | None) -> Callable[[Callable[[Case], None]], Callable[[Case], None]]:
    """Registers a change with the one rule that it breaks; None for a change after which the plan is still valid."""

    def keep(change: Callable[[Case], None]) -> Callable[[Case], None]:
        CASES.append((change.__name__, code, change))
        return change

    return keep


def case(name: str) -> Case:
    """The tiny case after the change of that name."""
    found = copy.deepcopy(tiny())
    next(change for key, _, change in CASES if key == name)(found)
    return found
