"""Small random districts with every feature of the folder, equal for equal seeds: food for tests of the whole program.

    as_of = write_district(path, seed=7)            # 2 to 6 buildings, 5 to 40 switches
    as_of = write_district(path, seed=7, size=12)   # 12 switches

The folder passes `check`. Titles in the feeds are of the kind that nobody can misread, so that two readers agree.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import yaml

ZONES = [
    ("America/Chicago", "America/Denver"),
    ("America/New_York", "America/Chicago"),
    ("America/Boise", "America/Los_Angeles"),
]
NAMES = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir"]
KINDS = {"high": "High School", "middle": "Middle School", "elementary": "Elementary", "support": "Bus Barn"}
BELLS = {
    "high": ("07:20", "14:10", "12:00", "09:20"),
    "middle": ("07:55", "14:50", "12:20", "09:10"),
    "elementary": ("08:55", "15:25", "12:55", "10:10"),
}
MODELS = {
    "core": ["JL658A", "C9500-24Y4C"],
    "distribution": ["JL658A"],
    "access": ["JL675A", "JL677A", "C9200L-48P-4X"],
}
OLD = [("cisco_ios", "WS-C2960X-48FPD-L"), ("hp_procurve", "J9772A"), ("unmanaged", "GS724T"), ("cloud", "US-48-500W")]
CLOSED = [
    (date(2026, 9, 7), "Labor Day"),
    (date(2026, 11, 26), "Thanksgiving Break"),
    (date(2027, 1, 18), "MLK Jr. Day"),
    (date(2027, 5, 31), "Memorial Day"),
]
DAY = timedelta(days=1)


def write_district(path: Path, seed: int, size: int | None = None) -> date:
    """Write a district folder and return the day to plan it on (`--as-of`)."""
    made = _District(random.Random(f"district {seed}"), size)
    made.write(Path(path))
    return made.as_of


class _District:
    def __init__(self, dice: random.Random, size: int | None) -> None:
        self.dice = dice
        self.as_of = date(2026, 8, 24) + dice.randrange(260) * DAY
        self.first = self.as_of + dice.randint(-3, 14) * DAY
        self.last = self.first + dice.choice([20, 45, 90, 150]) * DAY
        self.zone, self.other_zone = dice.choice(ZONES)
        self.feeds: dict[str, str] = {}
        self.buildings = self._buildings(dice.randint(2, 6) if size is None else max(2, min(6, size // 5)))
        self.switches = self._switches(dice.randint(max(5, 2 * len(self.buildings)), 40) if size is None else size)
        self.district = self._district()
        self._calendars()

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def day(self, first: date | None = None, last: date | None = None) -> date:
        """A date of the horizon."""
        low, high = first or self.first, last or self.last
        return low + self.dice.randrange(max((high - low).days, 0) + 1) * DAY

    # ---- buildings.yaml

    def _buildings(self, count: int) -> dict:
        kinds = ["high", "middle", "elementary", "support", "elementary"]
        found = {"do": {"name": "District Office", "kind": "office", "position": [38.56, -92.17]}}
        for n in range(count - 1):
            kind, name = kinds[n], NAMES[n]
            building: dict = {"name": f"{name} {KINDS[kind]}", "kind": kind}
            if self.chance(0.8):
                building["position"] = [
                    round(38.5 + self.dice.random() / 4, 4),
                    round(-92.3 + self.dice.random() / 4, 4),
                ]
            if kind in BELLS:
                keys = ("start", "dismissal", "early_dismissal", "late_start")
                building["bells"] = dict(zip(keys, BELLS[kind], strict=True))
                building["students"] = self.dice.randint(90, 900)
            if self.chance(0.25):
                building["timezone"] = self.other_zone
            building["polling_place"] = "true" if self.chance(0.3) else "false"
            found[f"b{n + 1}-{name.lower()}"] = building
        for building in found.values():
            hours = self._own_hours(building["kind"])
            if hours:
                building["hours"] = hours
            building["closets"] = {
                f"idf-{n}" if n else "mdf": {"name": f"IDF-{n}"} for n in range(self.dice.randint(1, 3))
            }
        return found

    def _own_hours(self, kind: str) -> dict:
        days = ("school_day", "early_release", "late_start", "no_students")
        if kind == "support":
            return {day: ["09:00..13:30", "18:00..21:30"] for day in days}
        if kind == "office":
            return {day: ["16:30..21:00"] for day in days}
        return self.dice.choice(
            [{}, {}, {"weekend": []}, {"break": ["mon-thu 06:30..18:00"]}, {"summer": ["07:00..12:00", "12:00..15:30"]}]
        )

    # ---- switches.yaml

    def _switches(self, count: int) -> dict:
        keys = list(self.buildings)
        found: dict[str, dict] = {}
        for key in keys:
            self._add(found, key, "core", None if key == "do" or self.chance(0.3) else "do-mdf-core1", "mdf")
        for key in keys[: max(0, count - len(found))]:
            if self.chance(0.3):
                pair = f"{key}-mdf-core1"
                self._add(found, key, "core", found[pair].get("uplink"), "mdf", redundant_with=pair)
        while len(found) < count:
            key = self.dice.choice(keys)
            closet = self.dice.choice(list(self.buildings[key]["closets"]))
            parents = [k for k, s in found.items() if s["building"] == key and s["platform"] != "unmanaged"]
            role = "distribution" if self.chance(0.1) else "access"
            self._add(found, key, role, self.dice.choice(parents), closet)
        return found

    def _add(self, found: dict, building: str, role: str, uplink: str | None, closet: str, **more: object) -> None:
        word = "core" if role == "core" else "sw"
        number = (
            sum(s["building"] == building and (s["role"] == "core") == (role == "core") for s in found.values()) + 1
        )
        platform, model = self.dice.choice(OLD[:2] if role == "core" else OLD)
        switch: dict = {"building": building, "closet": closet, "platform": platform, "model": model, "role": role}
        if platform not in ("unmanaged", "cloud"):
            switch["host"] = f"10.{list(self.buildings).index(building)}.0.{len(found) + 2}"
        if uplink:
            switch["uplink"] = uplink
        if role == "access" and self.chance(0.25):
            switch["members"] = self.dice.randint(2, 4)
        if self.chance(0.1):
            switch["minutes"] = f"{self.dice.randint(20, 100)}m"
        if self.chance(0.2):
            switch["priority"] = self.dice.randint(1, 9)
        if role == "access" and self.chance(0.4):
            switch["feeds"] = {"aps": self.dice.randint(1, 14), "doors": self.dice.randint(1, 3)}
            if self.chance(0.4):
                switch["critical"] = ["doors"]
        new = {"model": self.dice.choice(MODELS[role]), "platform": self.dice.choice(["aruba_aoscx", "cisco_ios"])}
        switch["replacement"] = "none" if self.chance(0.08) else new
        closet_word = closet.replace("-", "")
        found[f"{building}-{closet_word}-{word}{number}"] = {**switch, **more}

    # ---- district.yaml

    def _district(self) -> dict:
        page = {
            "format": 1,
            "district": "Random R-1",
            "timezone": self.zone,
            "horizon": f"{self.first}..{self.last}",
            "school_years": [{"first_day": "2026-08-20", "last_day": "2027-05-20"}],
            "holidays": {"country": "US"},
            "calendars": [],
            "hours": {
                "school_day": ["dismissal+30m..21:00"],
                "early_release": ["dismissal+30m..21:00"],
                "late_start": [*self.dice.choice([[], ["05:00..start-30m"]]), "dismissal+30m..21:00"],
                "no_students": ["16:00..21:00"],
                "break": ["07:00..17:00"],
                "summer": self.dice.choice([["07:00..17:00"], ["mon-thu 07:00..15:00", "fri 07:00..11:00"]]),
                "weekend": ["08:00..16:00"],
                "holiday": [],
            },
            "event_padding": {"before": self.dice.choice(["0m", "60m"]), "after": self.dice.choice(["30m", "1h"])},
            "freezes": self._freezes(),
            "crews": self._crews(),
            "work": {"core": "150m", "distribution": "90m", "access": "45m", "per_extra_member": "15m", "setup": "20m",
                     "closet_change": "10m", "buffer": self.dice.choice(["15%", "0.1", "0%"]), "backout": "30m"},
            "travel": {"speed_kmh": self.dice.choice(["40", "37.5"]), "minimum": "10m"},
            "policy": self._policy(),
        }  # fmt: skip
        if self.chance(0.7):
            page["deliveries"] = self._deliveries()
        if self.chance(0.3):
            page["funding"] = {"program": "erate-category-two", "funding_year": 2026 if self.chance(0.8) else 2027}
        return page

    def _freezes(self) -> list:
        found: list[dict] = []
        for _ in range(self.dice.randint(0, 2)):
            first = self.day()
            freeze: dict = {"dates": f"{first}..{first + self.dice.randint(0, 5) * DAY}", "why": "waxed floors"}
            if self.chance(0.5):
                freeze["buildings"] = [self.dice.choice(list(self.buildings))]
            found.append(freeze)
        return found

    def _crews(self) -> dict:
        tech: dict = {"base": "do", "hours": {"weekday": "07:00..16:00", "evening": "15:00..21:30"}}
        if self.chance(0.7):
            tech["hours"]["weekend"] = "08:00..16:00"
        limits = {"max_days_per_week": 5, "max_evenings_per_week": 2, "max_weekend_days_per_month": 1}
        tech.update(
            {key: value if self.chance(0.7) else value + 1 for key, value in limits.items() if self.chance(0.8)}
        )
        if self.chance(0.5):
            first = self.day()
            tech["away"] = [f"{first}..{first + 4 * DAY}"]
        crews = {"tech": tech}
        if self.chance(0.6):
            first = self.day()
            crews["vendor"] = {
                "base": self.dice.choice(list(self.buildings)),
                "hours": {"weekday": "07:00..16:00", **({"evening": "15:30..22:00"} if self.chance(0.5) else {})},
                "available": [f"{first}..{first + self.dice.randint(3, 40) * DAY}"],
                "speed": self.dice.choice(["2.0", "2.5", "0.8"]),
            }
        return crews

    def _policy(self) -> dict:
        policy: dict = {"order": self.dice.choice(["core_first", "core_first", "leaf_first", "any"])}
        if self.chance(0.3):
            policy["core_on"] = ["no_students", "break", "summer", "weekend"]
        if self.chance(0.6):
            planned = [s["building"] for s in self.switches.values() if s["replacement"] != "none"]
            policy["pilot"] = {"buildings": [self.dice.choice(planned)], "soak": f"{self.dice.randint(0, 7)}d"}
        if self.chance(0.7):
            policy["max_buildings_per_day"] = self.dice.randint(1, 3)
        if self.chance(0.7):
            policy["max_switches_per_window"] = self.dice.randint(2, 10)
        if self.chance(0.8):
            policy["notice"] = f"{self.dice.randint(0, 7)}d"
        if self.chance(0.5):
            policy["deadline"] = f"{self.day(self.first + (self.last - self.first) // 2)}"
        return policy

    def _deliveries(self) -> list:
        """Every model that is wanted, most of it early, sometimes not enough."""
        wanted: dict[str, int] = {}
        for switch in self.switches.values():
            if switch["replacement"] != "none":
                model = switch["replacement"]["model"]
                wanted[model] = wanted.get(model, 0) + switch.get("members", 1)
        early = {model: self.dice.randint(0, count) for model, count in wanted.items()}
        late = {model: count - early[model] - (1 if self.chance(0.1) else 0) for model, count in wanted.items()}
        later = {model: max(count, 0) for model, count in late.items()}
        return [
            {"arrives": f"{self.first - 10 * DAY}", "models": early},
            {"arrives": f"{self.day(last=self.first + (self.last - self.first) // 2)}", "models": later},
        ]

    # ---- calendars

    def _calendars(self) -> None:
        schools = [key for key, b in self.buildings.items() if b["kind"] in BELLS]
        self._feed("calendars/district.ics", self._district_events())
        self.district["calendars"].append({"path": "calendars/district.ics", "role": "district"})
        if schools and self.chance(0.7):
            key = self.dice.choice(schools)
            self._feed(f"calendars/{key}.ics", self._school_events(self.buildings[key]["name"]))
            self.buildings[key]["calendars"] = [{"path": f"calendars/{key}.ics", "role": "school"}]
        if schools and self.chance(0.6):
            entry = {"path": "calendars/fmx.ics", "role": "facility", "buildings": schools[:2], "max_age": "60d"}
            self._feed("calendars/fmx.ics", self._bookings())
            self.district["calendars"].append(entry)
        if self.chance(0.4):
            rows = [{"dates": f"{d}", "title": "School Board Workshop"} for d in [self.day()]]
            rows.append({"dates": f"{self.day()}", "title": "Staff in service", "kind": "no_students"})
            self.feeds["calendars/extra.yaml"] = yaml.safe_dump(rows, sort_keys=False)
            self.district["calendars"].append({"path": "calendars/extra.yaml", "role": "district"})
        if self.chance(0.4):
            rule = "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=12"
            start = self.first.replace(day=8)
            while start.weekday() != 1:
                start += DAY
            meeting = self._timed("School Board Meeting", start, 17, 3, place="District Office", rule=rule)
            self._feed("calendars/board.ics", [meeting, *self._fillers()])
            self.district["calendars"].append({"path": "calendars/board.ics", "role": "board", "buildings": ["do"]})

    def _fillers(self) -> list[str]:
        """Something inside the horizon, so that no feed is empty by chance."""
        return [self._whole("Summer reading list available", self.first + DAY)]

    def _district_events(self) -> list[str]:
        found = [*self._fillers()]
        for title, most in (("Winter Break - District Closed", 12), ("Spring Break - District Closed", 5),
                            ("Teacher Workday - No School for Students", 1), ("MAP Testing Window", 4)):  # fmt: skip
            if self.chance(0.6):
                found.append(self._whole(title, self.day(), self.dice.randint(1, most)))
        for day, title in CLOSED:
            found.append(self._whole(f"{title} - District Closed", day))
        for title in (
            "Early Release",
            "Late Start",
            "Election Day - Voting in the Gym All Day",
            "Presidents' Day - No School",
        ):
            if self.chance(0.5):
                found.append(self._whole(title, self.day()))
        name = self.dice.choice([b["name"] for b in self.buildings.values()])
        found.append(self._timed("Open House", self.day(), 18, 2, place=name))
        found.append(self._timed("CANCELED - Winter Concert", self.day(), 17, 3, place=name))
        found.append(self._timed("Retirement party", self.day(), 15, 4, place="Lakeside Pavilion"))
        return found

    def _school_events(self, name: str) -> list[str]:
        weekly = f"RRULE:FREQ=WEEKLY;COUNT={self.dice.randint(2, 10)}"
        first = self.day()
        return [
            *self._fillers(),
            self._timed("Boys Varsity Basketball vs. Hollister", first, 18, 3, place=f"{name} Gym", rule=weekly),
            self._timed("Girls Varsity Soccer @ Linn Creek", self.day(), 16, 3, place="Linn Creek", rule=weekly),
            self._timed("Spring Musical", self.day(), 19, 3, place=name, rule="RRULE:FREQ=DAILY;COUNT=3"),
            self._timed("Robotics tournament", self.day(), 8, 9, place=name),
        ]

    def _bookings(self) -> list[str]:
        stamp, found = 3753849, []
        for title, hours in (("Dance recital", 9), ("Scouts lock-in\\, sleeping in the gym", 13), ("Church rental", 4)):
            start = self.day()
            begin = f"{start:%Y%m%d}T{self.dice.randint(14, 23):02d}0000Z"
            end = f"{start + DAY:%Y%m%d}T{hours % 12:02d}3000Z"
            found.append(_event(f"{stamp} - {title}", f"DTSTART:{begin}", f"DTEND:{end}", self.as_of))
            stamp += 52
        return found

    def _whole(self, title: str, first: date, days: int = 1) -> str:
        ends = f"DTEND;VALUE=DATE:{first + days * DAY:%Y%m%d}"
        return _event(title, f"DTSTART;VALUE=DATE:{first:%Y%m%d}", ends, self.as_of)

    def _timed(self, title: str, day: date, hour: int, hours: int, place: str = "", rule: str = "") -> str:
        moments = (
            f"DT{key};TZID={self.zone}:{day:%Y%m%d}T{at:02d}0000"
            for key, at in (("START", hour), ("END", hour + hours))
        )
        return _event(title, *moments, self.as_of, f"LOCATION:{place}" if place else "", rule)

    def _feed(self, path: str, events: list[str]) -> None:
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example School CMS//EN", f"X-WR-TIMEZONE:{self.zone}"]
        self.feeds[path] = "\r\n".join([*head, *events, "END:VCALENDAR", ""])

    def write(self, folder: Path) -> None:
        (folder / "calendars").mkdir(parents=True, exist_ok=True)
        files = {"district.yaml": self.district, "buildings.yaml": {"buildings": self.buildings}}
        if self.chance(0.3):
            (folder / "switches").mkdir(exist_ok=True)
            for key in self.buildings:
                mine = {k: s for k, s in self.switches.items() if s["building"] == key}
                files[f"switches/{key}.yaml"] = {"switches": mine}
        else:
            files["switches.yaml"] = {"switches": self.switches}
        for name, tree in files.items():
            (folder / name).write_text(yaml.dump(tree, Dumper=_Plain, sort_keys=False), encoding="utf-8")
        for name, text in self.feeds.items():
            (folder / name).write_bytes(text.encode())


class _Plain(yaml.SafeDumper):
    """No anchors: the folder's language has none."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _event(title: str, start: str, end: str, stamp: date, *more: str) -> str:
    uid = f"UID:{abs(hash_of(title + start)):x}@example.org"
    lines = ["BEGIN:VEVENT", uid, f"DTSTAMP:{stamp:%Y%m%d}T120000Z", start, end, f"SUMMARY:{title}"]
    return "\r\n".join([*lines, *(line for line in more if line), "END:VEVENT"])


def hash_of(text: str) -> int:
    """The same number in every run."""
    value = 0
    for letter in text.encode():
        value = (value * 257 + letter) % (1 << 61)
    return value
