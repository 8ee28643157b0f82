"""Checks a plan against a district folder as a stranger would: own reading of the files, own calendar, own rules.

It imports nothing of the product. Usage:
    python outside_checker.py DISTRICT_DIR PLAN_JSON              each broken rule on a line; exit 1 if there is one
    python outside_checker.py DISTRICT_DIR --kinds BUILDING [--as-of DATE]      date, kind and open hours
    python outside_checker.py DISTRICT_DIR --feeds [--as-of DATE]               which feeds can be believed
Where the rules leave room the stricter reading is taken.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

DAY = timedelta(days=1)
CODES = {f"C{n}" for n in range(1, 18)}
MINUTE = timedelta(minutes=1)
FIRM = ("proposed", "approved", "running", "done")


# ---------------------------------------------------------------- text to values


def text_of(value):
    """None for nothing, null and ~; otherwise the text."""
    return None if value is None or (isinstance(value, str) and value.strip().lower() in ("", "null", "~")) else value


def mins(text):
    """45m, 1h30m, 2d -> minutes."""
    found = re.fullmatch(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?", text.strip())
    d, h, m = (int(x or 0) for x in found.groups())
    return d * 1440 + h * 60 + m


def days_of(text):
    return mins(text) // 1440


def share(text):
    text = text.strip()
    return Fraction(text[:-1].strip()) / 100 if text.endswith("%") else Fraction(text)


def span(text):
    first, _, last = text.partition("..")
    return date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())


def within(day, text):
    first, last = span(text)
    return first <= day <= last


def clock(text):
    h, m = text.strip().split(":")
    return int(h) * 60 + int(m)


def at(day, minute, zone):
    """A clock time of a date as an instant."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    return wall.replace(tzinfo=zone).astimezone(UTC)


def number(value, default):
    value = text_of(value)
    return default if value is None else int(value)


# ---------------------------------------------------------------- what titles say

NAMES_OF_BREAKS = r"(?:mid-?winter|winter|spring|fall|autumn|thanksgiving|christmas|february|easter|presidents'? day)"
EFFECTS = [  # the effect whose words come last in the title counts
    ("closed", r"\b(?:district|schools?|(?:district |all )?offices?|all schools(?: and offices)?) closed\b"),
    ("closed", rf"^{NAMES_OF_BREAKS} (?:break|recess|vacation)$"),
    ("closed", r"\bstudents?\s*(?:/|and|&)\s*(?:teachers?|staff) holiday\b"),
    ("no_students", r"\bno school\b|\bno students\b|\bteacher (?:work ?day|planning day)\b|\bstudent holiday\b"),
    ("no_students", r"\bprofessional (?:development|learning) day\b|\bstaff development day\b"),
    ("early_release", r"\bearly[ -](?:release|dismissal)\b|\bdismissed? (?:\d+ hours? )?early\b"),
    ("late_start", r"\blate[ -](?:start|arrival)\b|\bdelayed (?:opening|start)\b"),
]
IN_SESSION = r"\bclasses resume\b|\bschool reconvenes\b|\bschool (?:is )?in session\b|\bschool day\b"
TENTATIVE = r"\btentative\b|\bif needed\b|\bpotential\b|\bpossible\b"
HARMLESS = r"\bopens? after\b|\breturn(?:s|ing)? from\b|\btickets?\b|\bpractice\b|\bno bus\b|\bactivity bus\b"
SAID_OUTRIGHT = {"break": "closed", "holiday": "closed", "school_day": "in_session"}  # `kind` of a row in a .yaml feed
TESTING = (
    r"\btesting\b|\bexams?\b|\bfinals\b|\btest(?:ing)? window\b"
    r"|\b(?:map|sba|wida|naep|psat|act|ap|eoc|iready|dibels)\b.*\b(?:tests?|assessments?|diagnostic)\b"
)
NOT_TESTING = r"\barchery\b|\bunit \d|\bself-assessment\b|\bpractice\b"
POLLING = r"\belection day\b|\bvoting\b|\bpolling (?:place|site)\b"
IT_WINDOW = r"\b(?:it|network|internet|server) maintenance\b|\bnetwork (?:outage|will not)\b"
CANCELLED = r"\bcancell?ed\b|\(rescheduled\)"
LEVELS = [
    (r"\belem(?:entary)?\b", {"elementary", "k8", "k12"}),
    (r"\bmiddle\b", {"middle", "k8", "k12"}),
    (r"\bhigh school\b|\(high\)|\bhs only\b", {"high", "k12"}),
]


def says(pattern, title):
    return re.search(pattern, title, re.IGNORECASE)


def clean(title):
    title = re.sub(r"<[^>]*>", " ", unicodedata.normalize("NFKC", str(title))).replace("’", "'")
    return " ".join(title.split())


def effect_of(title):
    """closed, no_students, early_release, late_start, in_session or None."""
    if says(TENTATIVE, title) or says(HARMLESS, title):
        return None
    if says(IN_SESSION, title):
        return "in_session"
    found = [(match.start(), effect) for effect, p in EFFECTS for match in re.finditer(p, title, re.IGNORECASE)]
    names = {effect for _, effect in found}
    if names == {"closed", "no_students"}:  # "No School / District Closed": staff are out; a break's name alone is not
        return "closed" if says(r"\bclosed\b", title) else "no_students"
    return max(found)[1] if found else None


# ---------------------------------------------------------------- feeds


class Event:
    def __init__(self, title, start, end, whole, place="", cancelled=False, kind=None):
        self.title, self.place, self.kind = clean(title), clean(place), kind
        self.start, self.end, self.whole = start, end, whole  # whole: dates with `end` excluded; else instants
        self.cancelled = cancelled or bool(says(CANCELLED, self.title))

    def dates(self, zone):
        """First and last date that it touches."""
        if self.whole:
            return self.start, self.end - DAY
        last = self.end - timedelta(microseconds=1) if self.end > self.start else self.end
        return self.start.astimezone(zone).date(), last.astimezone(zone).date()


class Feed:
    def __init__(self, folder, entry, buildings, horizon, zone, as_of):
        self.path, self.role = entry["path"], entry["role"]
        self.buildings, self.health, self.events = buildings, "ok", []
        try:
            raw = (folder / self.path).read_bytes()
            self.newest = None
            if self.path.endswith((".yaml", ".yml")):
                self.events = yaml_events(raw)
            elif self.path.endswith(".ics"):
                self.events, self.newest = ics_events(raw, horizon, zone, text_of(entry.get("dtend")))
            else:
                self.health = "unreadable (a kind of file that this checker does not read)"
                return
        except Exception as error:  # whatever is wrong with it: it is not known, and unknown is never free
            self.health = f"unreadable ({type(error).__name__}: {error})"
            return
        near = [e for e in self.events if e.dates(zone)[1] >= horizon[0] and e.dates(zone)[0] <= horizon[1]]
        if not near:
            self.health = "empty"
        limit = text_of(entry.get("max_age"))
        if limit and as_of and (self.newest is None or (as_of - self.newest).days > days_of(limit)):
            self.health = "stale"


def yaml_events(raw):
    found = []
    for row in yaml.load(raw, Loader=yaml.BaseLoader) or []:
        first, last = span(row["dates"])
        found.append(Event(row["title"], first, last + DAY, True, kind=text_of(row.get("kind"))))
    return found


def ics_events(raw, horizon, zone, dtend):
    import icalendar
    import recurring_ical_events

    text = raw.decode("utf-8-sig").strip()
    if not text.startswith("BEGIN:VCALENDAR") or not text.endswith("END:VCALENDAR"):
        raise ValueError("not a whole calendar")
    calendar = icalendar.Calendar.from_ical(text)
    stamps, lengths = [], []
    for event in calendar.walk("VEVENT"):
        stamps += [event.decoded(key) for key in ("DTSTAMP", "LAST-MODIFIED") if key in event]
        if "DTEND" in event and not isinstance(event.decoded("DTSTART"), datetime):
            lengths.append((event.decoded("DTEND") - event.decoded("DTSTART")).days)
    short = [n for n in lengths if n <= 1]
    inclusive = dtend == "inclusive" or (dtend is None and bool(short) and 2 * short.count(0) > len(short))
    found = []
    seen = set()
    for event in recurring_ical_events.of(calendar).between(horizon[0] - 60 * DAY, horizon[1] + 3 * DAY):
        start = event.decoded("DTSTART")
        end = event.decoded("DTEND") if "DTEND" in event else None
        whole = not isinstance(start, datetime)
        if whole:
            end = end or start + DAY
            end = end + DAY if inclusive else max(end, start + DAY)
        else:
            start = (start if start.tzinfo else start.replace(tzinfo=zone)).astimezone(UTC)
            end = start if end is None else (end if end.tzinfo else end.replace(tzinfo=zone)).astimezone(UTC)
            local, until = start.astimezone(zone), end.astimezone(zone)
            if local.time() == time() and until.time() in (time(23, 59), time(23, 59, 59), time()) and end > start:
                whole, start = True, local.date()
                end = until.date() if until.time() == time() else until.date() + DAY
        cancelled = str(event.get("STATUS", "")).upper() == "CANCELLED"
        one = Event(event.get("SUMMARY", ""), start, end, whole, event.get("LOCATION", ""), cancelled)
        if (one.title, start, end) not in seen:
            seen.add((one.title, start, end))
            found.append(one)
    newest = max((s.date() if isinstance(s, datetime) else s for s in stamps), default=None)
    return found, newest


# ---------------------------------------------------------------- the folder


class District:
    def __init__(self, folder, as_of=None):
        folder = Path(folder)

        def load(path):
            return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)

        self.page = load(folder / "district.yaml")
        self.buildings = load(folder / "buildings.yaml")["buildings"]
        self.switches = {}
        for path in [folder / "switches.yaml", *sorted((folder / "switches").glob("*.yaml"))]:
            if path.exists():
                self.switches.update(load(path)["switches"])
        self.planned = {}
        for key, switch in self.switches.items():
            new = text_of(switch.get("replacement"))
            if new is not None and new != "none":
                self.planned[key] = switch
        self.policy = self.page.get("policy") or {}
        self.crews = self.page.get("crews") or {}
        self.work = self.page.get("work") or {}
        first, last = span(self.page["horizon"])
        self.horizon = (first, last)
        self.feeds = []
        for entry in self.page.get("calendars") or []:
            self._feed(folder, entry, entry.get("buildings"), as_of)
        for key, building in self.buildings.items():
            for entry in building.get("calendars") or []:
                self._feed(folder, entry, entry.get("buildings") or [key], as_of)
        self._views = {}
        self._public = {}
        path = folder / "approved.json"
        promised = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        windows = promised.get("data", promised).get("windows", [])
        self.promised = {w["id"]: w for w in windows if w.get("state") in ("approved", "running", "done")}
        self.tried = tried_in(folder / "journal.jsonl")

    def _feed(self, folder, entry, buildings, as_of):
        zone = ZoneInfo(self.page["timezone"])
        self.feeds.append(Feed(folder, entry, buildings, self.horizon, zone, as_of))

    def zone(self, building):
        own = text_of(self.buildings.get(building, {}).get("timezone"))
        return ZoneInfo(own or self.page["timezone"])

    def frozen(self, building, day):
        for freeze in self.page.get("freezes") or []:
            if within(day, freeze["dates"]) and building in freeze.get("buildings", [building]):
                return freeze.get("why") or "freeze"
        return None

    def public_holiday(self, day):
        where = text_of(self.page.get("holidays"))
        if where is None:
            return False
        if day.year not in self._public:
            import holidays

            subdivision = text_of(where.get("subdivision"))
            self._public[day.year] = holidays.country_holidays(
                where.get("country") or "US", subdiv=subdivision, years=day.year
            )
        return day in self._public[day.year]

    # ---- day kinds (one date, one building)

    def effects(self, building, day):
        """What the district's and the school's confirmed events say about a date."""
        kind_of_building = self.buildings[building].get("kind")
        found = set()
        for feed in self.feeds:
            if feed.role not in ("district", "school") or not self.speaks_for(feed, building):
                continue
            for event in feed.events:
                first, last = event.dates(self.zone(building))
                if event.cancelled or not first <= day <= last:
                    continue
                if event.kind:
                    found.add(SAID_OUTRIGHT.get(event.kind, event.kind))
                    continue
                levels = [kinds for pattern, kinds in LEVELS if says(pattern, event.title)]
                if levels and not any(kind_of_building in kinds for kinds in levels):
                    continue
                effect = effect_of(event.title)
                if effect:
                    found.add(effect)
        return found

    @staticmethod
    def speaks_for(feed, building):
        return feed.buildings is None or building in feed.buildings

    def kind(self, building, day):
        if day.weekday() >= 5:
            return "weekend"
        said = self.effects(building, day)
        if "in_session" in said:
            return "school_day"
        if "closed" in said and self.public_holiday(day):
            return "holiday"
        for effect, kind in (("no_students", "no_students"), ("closed", "break")):
            if effect in said:
                return kind
        for kind in ("early_release", "late_start", "summer"):
            if kind in said:
                return kind
        for year in self.page.get("school_years") or []:
            if date.fromisoformat(year["first_day"]) <= day <= date.fromisoformat(year["last_day"]):
                return "school_day"
        return "summer"

    # ---- hours

    def hours(self, building, day, kind):
        """Ranges of a date in minutes of the clock."""
        own = self.buildings[building].get("hours") or {}
        ranges = own[kind] if kind in own else (self.page.get("hours") or {}).get(kind, [])
        bells = text_of(self.buildings[building].get("bells")) or {}
        names = {
            "school_day": {"start": "start", "dismissal": "dismissal"},
            "early_release": {"start": "start", "dismissal": "early_dismissal"},
            "late_start": {"start": "late_start", "dismissal": "dismissal"},
        }.get(kind, {})

        def moment(text):
            match = re.fullmatch(r"(start|dismissal)(?:([+-])(.+))?", text.strip())
            if not match:
                return clock(text)
            bell = text_of(bells.get(names.get(match[1], ""), None))
            if bell is None:
                return None
            return clock(bell) + (mins(match[3]) * (-1 if match[2] == "-" else 1) if match[3] else 0)

        found = []
        for text in ranges:
            weekdays, _, both = text.strip().rpartition(" ")
            if weekdays and day.weekday() not in weekday_numbers(weekdays):
                continue
            first, last = (moment(part) for part in both.split(".."))
            if first is not None and last is not None and max(first, 0) < min(last, 1440):
                found.append((max(first, 0), min(last, 1440)))
        merged = []
        for first, last in sorted(found):
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return merged

    # ---- what is taken out of the hours

    def names_place(self, building, place):
        for name in (self.buildings[building].get("name") or "", building):
            if name and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", place, re.IGNORECASE):
                return True
        return False

    def is_away(self, feed, event, building):
        """'X @ Elsewhere', '@ Elsewhere', and in sports 'at Elsewhere'; a place of ours is home."""
        match = re.search(r"(?:^|\s)@\s*([^\d\s].*)$", event.title)
        if not match and feed.role == "athletics":
            match = re.search(r"\bat\s+([A-Z].*)$", event.title)
        if not match:
            return False
        place = match[1].strip()
        if place.lower().startswith("home") or self.names_place(building, f"{place} {event.place}"):
            return False
        head = re.split(r"[^\w' ]|\bvs\b", place)[0].strip()
        name = self.buildings[building].get("name", "")
        return not (head and re.search(rf"\b{re.escape(head)}\b", name, re.IGNORECASE))

    def blocks(self, building, day):  # noqa: C901
        """Stretches of time that events take from a date; the second value says why the whole date is gone."""
        zone, taken = self.zone(building), []
        padding = self.page.get("event_padding") or {}
        before, after = (timedelta(minutes=mins(padding.get(k, "60m"))) for k in ("before", "after"))
        polling = self.buildings[building].get("polling_place", "false") == "true"
        for feed in self.feeds:
            ours = self.speaks_for(feed, building)
            if feed.health != "ok":
                if ours:
                    return [], f"{feed.path} is {feed.health}"
                continue
            for event in feed.events:
                first, last = event.dates(zone)
                if not first - DAY <= day <= last + DAY:
                    continue
                if event.cancelled and feed.role != "facility":
                    continue
                today = first <= day <= last and not event.cancelled
                if today and ours and says(IT_WINDOW, event.title):
                    return [], event.title
                if today and ours and feed.role in ("district", "school") and self.is_testing(event, building):
                    return [], event.title
                if today and ours and polling and says(POLLING, event.title):
                    return [], event.title
                if feed.role != "facility" and self.is_away(feed, event, building):
                    continue
                named = self.names_place(building, event.place)
                if not (named if feed.buildings is None and feed.role != "board" else ours):
                    continue
                if not event.whole:
                    taken.append((event.start - before, event.end + after))
                elif feed.role == "facility":
                    taken.append((at(event.start, 0, zone), at(event.end, 0, zone)))
        return taken, None

    def is_testing(self, event, building):
        levels = [kinds for pattern, kinds in LEVELS if says(pattern, event.title)]
        ours = not levels or any(self.buildings[building].get("kind") in kinds for kinds in levels)
        return ours and bool(says(TESTING, event.title)) and not says(NOT_TESTING, event.title)

    def day(self, building, day, freezes=True):
        """Kind and open intervals (instants) of one date."""
        key = (building, day)
        if key not in self._views:
            zone, kind = self.zone(building), self.kind(building, day)
            taken, gone = self.blocks(building, day)
            free = [] if gone else [(at(day, a, zone), at(day, b, zone)) for a, b in self.hours(building, day, kind)]
            for start, end in taken:
                parts = [((a, min(b, start)), (max(a, end), b)) for a, b in free]
                free = [piece for pair in parts for piece in pair if piece[0] < piece[1]]
            self._views[key] = (kind, sorted(set(free)))
        kind, free = self._views[key]
        out = day < self.horizon[0] or day > self.horizon[1] or (freezes and self.frozen(building, day))
        return kind, [] if out else free

    def open_over(self, building, start, end, freezes=True):
        """Whether one open interval of the building holds start..end (instants)."""
        day = start.astimezone(self.zone(building)).date()
        return any(a <= start and end <= b for a, b in self.day(building, day, freezes)[1])

    # ---- work and ways

    def minutes_for(self, key, crew):
        switch = self.switches[key]
        given = text_of(switch.get("minutes"))
        if given:
            base = mins(given)
        else:
            default = {"core": "150m", "distribution": "90m", "access": "45m"}
            role = switch.get("role") or "access"
            extra = max(number(switch.get("members"), 1) - 1, 0)
            base = mins(self.work.get(role, default[role])) + extra * mins(self.work.get("per_extra_member", "15m"))
        speed = share(self.crews.get(crew, {}).get("speed", "1"))
        return math.ceil(base / speed * (1 + share(self.work.get("buffer", "15%"))))

    def way(self, one, two):
        travel = self.page.get("travel") or {}
        least = mins(travel.get("minimum", "10m"))
        if one == two:
            return 0
        ends = [text_of(self.buildings.get(key, {}).get("position")) for key in (one, two)]
        if None in ends:
            return least
        (a, b), (c, d) = ((math.radians(float(x)) for x in end) for end in ends)
        angle = math.acos(min(1.0, math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)))
        haversine = (math.sin((a - c) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((b - d) / 2) ** 2) ** 0.5
        angle = 2 * math.asin(min(1.0, haversine)) if angle < 0.01 else angle  # the cosine is blind to short ways
        minutes = 6371 * angle / float(share(travel.get("speed_kmh", "40"))) * 60
        return max(least, math.ceil(minutes - 1e-5 * minutes))


def tried_in(journal):
    """Switches that ever failed or went back, whatever became of them later."""
    lines = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
    events = [json.loads(line) for line in lines if line.strip()]
    failed = [e for e in events if e.get("event") in ("switch-failed", "backed-out")]
    return {name for e in failed for name in [e.get("switch"), *(e.get("switches") or [])] if name}


def weekday_numbers(text):
    names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    found = set()
    for part in text.lower().split(","):
        first, _, last = part.strip().partition("-")
        n, stop = names.index(first), names.index(last or first)
        found.add(n)
        while n != stop:
            n = (n + 1) % 7
            found.add(n)
    return found


# ---------------------------------------------------------------- the rules


class Check:
    def __init__(self, district, plan):
        self.d, self.plan, self.out = district, plan, []
        self.as_of = date.fromisoformat(plan["as_of"])
        self.windows = plan["windows"]
        self.info = [self._info(w) for w in self.windows]
        self.place = {}
        for w in self.info:
            for task in w["tasks"]:
                self.place.setdefault(task["switch"], (w, task))

    def _info(self, w):
        d = self.d
        base = d.crews.get(w["crew"], {}).get("base", w["building"])
        start, end = (datetime.fromisoformat(w[k]) for k in ("start", "end"))
        if any(datetime.fromisoformat(x[k]).tzinfo is None for x in (w, *w["tasks"]) for k in ("start", "end")):
            self.no("C2", f"{w['id']} has times without an offset")
        tasks = [
            {"switch": t["switch"], **{k: datetime.fromisoformat(t[k]).astimezone(UTC) for k in ("start", "end")}}
            for t in w["tasks"]
        ]
        promise = d.promised.get(w["id"])
        stands = promise is not None and same(promise, w)
        kept = stands or (promise is not None and smaller(promise, w))  # docs/decisions/0021
        told, zone = promise or w, d.zone(w["building"])
        last, state = datetime.fromisoformat(told["end"]).astimezone(zone).date(), told["state"]
        over = state == "approved" and last < self.as_of
        return {
            "id": w["id"], "building": w["building"], "crew": w["crew"], "tasks": tasks,
            "start": start.astimezone(UTC), "end": end.astimezone(UTC),
            "day": start.astimezone(d.zone(w["building"])).date(), "crew_day": start.astimezone(d.zone(base)).date(),
            "kept": kept, "past": stands and (over or state in ("running", "done")),
        }  # fmt: skip

    def no(self, code, message):
        self.out.append((code, message))

    def run(self):
        for rule in (self.c1, self.c2, self.c3_c4_c13, self.c5, self.c6, self.c7, self.c8, self.c9_c10, self.c11,
                     self.c12, self.c14_c16_c17, self.c15):  # fmt: skip
            rule()
        return list(dict.fromkeys(self.out))

    def now(self):
        return [w for w in self.info if not w["past"]]

    def c1(self):  # noqa: C901
        d, plan = self.d, self.plan
        times = Counter(t["switch"] for w in self.windows for t in w["tasks"])
        left = Counter(u["switch"] for u in plan["unplaced"])
        past = {t["switch"] for w in self.info if w["past"] for t in w["tasks"]}
        for key, n in times.items():
            if n > 1:
                self.no("C1", f"{key} has {n} tasks")
            if key not in d.planned and key not in past:
                self.no("C1", f"{key} is not to be replaced but has a task")
        for key in d.planned:
            if (key in times) + (key in left) != 1:
                self.no("C1", f"{key} must be in a task or unplaced, and only in one of them")
        for key, n in left.items():
            if key not in d.planned or n > 1:
                self.no("C1", f"{key} is wrongly in `unplaced`")
        for u in plan["unplaced"]:
            if not u["reasons"] or any(r["code"] not in CODES or not r["message"] for r in u["reasons"]):
                self.no("C1", f"{u['switch']} is unplaced without a proper reason")
        ids = [w["id"] for w in self.windows] + [w["id"] for w in plan["waves"]]
        ids += [*d.buildings, *d.switches]
        for key, n in Counter(i.lower() for i in ids).items():
            if n > 1:
                self.no("C1", f"the id {key} is used {n} times")
        in_waves = sorted((wave["id"], name) for wave in plan["waves"] for name in wave["windows"])
        if in_waves != sorted((w["wave"], w["id"]) for w in self.windows):
            self.no("C1", "waves and windows do not agree about each other")

    def c2(self):
        d = self.d
        for w in self.now():
            if w["building"] not in d.buildings:
                self.no("C2", f"{w['id']}: no building {w['building']}")
                continue
            for t in w["tasks"]:
                if t["switch"] in d.switches and d.switches[t["switch"]].get("building") != w["building"]:
                    self.no("C2", f"{w['id']}: {t['switch']} is in another building")
            off = d.frozen(w["building"], w["day"]) or not d.horizon[0] <= w["day"] <= d.horizon[1]
            if w["end"] <= w["start"] or (not off and not d.open_over(w["building"], w["start"], w["end"], False)):
                self.no("C2", f"{w['id']}: {w['building']} is not open from {w['start']} to {w['end']}")
        crews = defaultdict(dict)
        for w in self.info:
            crews[w["building"], w["day"]].setdefault(w["crew"], []).append(w)
        for (building, day), by_crew in crews.items():
            if len(by_crew) > 1 and not all(w["past"] for ws in by_crew.values() for w in ws):
                self.no("C2", f"{building} has {len(by_crew)} crews on {day}")

    def c3_c4_c13(self):
        d = self.d
        by_crew = defaultdict(list)
        for w in self.info:
            by_crew[w["crew"]].append(w)
        for name, windows in by_crew.items():
            crew = d.crews.get(name)
            if crew is None:
                self.no("C3", f"no crew {name}")
                continue
            windows.sort(key=lambda w: w["start"])
            for one, two in pairwise(windows):
                need = d.way(one["building"], two["building"])
                if one["end"] + need * MINUTE > two["start"] and not (one["past"] and two["past"]):
                    self.no("C4", f"{name}: {one['id']} to {two['id']} needs {need} min")
            dates = defaultdict(list)
            for w in windows:
                dates[w["crew_day"]].append(w)
            shift = {day: self.shift(crew, day, ws) for day, ws in dates.items()}
            for day, ws in dates.items():
                if all(w["past"] for w in ws):
                    continue
                available = crew.get("available")
                if available is not None and not any(within(day, text) for text in available):
                    self.no("C3", f"{name} is not available on {day}")
                if any(within(day, text) for text in crew.get("away") or []):
                    self.no("C3", f"{name} is away on {day}")
                if shift[day] is None:
                    self.no("C3", f"{name}: {', '.join(w['id'] for w in ws)} fit in no shift of {day}")
            fresh = {day for day, ws in dates.items() if not all(w["past"] for w in ws)}
            self.limit(crew, "max_days_per_week", name, fresh, [(x.isocalendar()[:2], x) for x in dates])
            evenings = [(x.isocalendar()[:2], x) for x in dates if shift[x] == "evening"]
            self.limit(crew, "max_evenings_per_week", name, fresh, evenings)
            weekends = [((x.year, x.month), x) for x in dates if x.weekday() >= 5]
            self.limit(crew, "max_weekend_days_per_month", name, fresh, weekends)

    def limit(self, crew, key, name, fresh, days):
        most = text_of(crew.get(key))
        for period, n in Counter(p for p, _ in days).items():
            if most is not None and n > int(most) and any(p == period and x in fresh for p, x in days):
                self.no("C13", f"{name}: {key} is {most}, but {n} in {period}")

    def shift(self, crew, day, ws):
        d, zone = self.d, self.d.zone(crew["base"])
        begins, ends = min(w["start"] for w in ws), max(w["end"] for w in ws)
        leave = begins - max(d.way(crew["base"], w["building"]) for w in ws if w["start"] == begins) * MINUTE
        back = ends + max(d.way(w["building"], crew["base"]) for w in ws if w["end"] == ends) * MINUTE
        for name in ("weekday", "evening") if day.weekday() < 5 else ("weekend",):
            text = text_of(crew["hours"].get(name))
            if text:
                opens, closes = (at(day, clock(part), zone) for part in text.split(".."))
                if opens <= leave and back <= closes:
                    return name
        return None

    def c5(self):
        d = self.d
        setup, backout, change = (
            mins(d.work.get(k, v)) for k, v in (("setup", "20m"), ("backout", "30m"), ("closet_change", "10m"))
        )
        for w in self.now():
            if not w["tasks"]:
                self.no("C5", f"{w['id']} has no task")
                continue
            tasks = sorted(w["tasks"], key=lambda t: t["start"])
            if tasks[0]["start"] < w["start"] + setup * MINUTE:
                self.no("C5", f"{w['id']}: setup takes {setup} min")
            for one, two in pairwise(tasks):
                closets = [d.switches.get(t["switch"], {}).get("closet") for t in (one, two)]
                need = change if closets[0] != closets[1] else 0
                if two["start"] < one["end"] + need * MINUTE:
                    self.no("C5", f"{w['id']}: {two['switch']} starts too soon after {one['switch']}")
            for t in tasks:
                if t["switch"] in d.switches:
                    need = d.minutes_for(t["switch"], w["crew"])
                    if t["end"] - t["start"] != need * MINUTE:
                        self.no("C5", f"{w['id']}: {t['switch']} takes {need} min, not {t['end'] - t['start']}")
            if max(t["end"] for t in tasks) + backout * MINUTE > w["end"]:
                self.no("C5", f"{w['id']}: backout needs {backout} min")

    def c6(self):
        deliveries = self.d.page.get("deliveries") or []
        if not deliveries:
            return
        used = defaultdict(Counter)
        fresh = set()
        for key, (w, _) in self.place.items():
            if key in self.d.planned:
                model = self.d.planned[key]["replacement"]["model"]
                used[model][w["day"]] += number(self.d.planned[key].get("members"), 1)
                if not w["past"]:
                    fresh.add((model, w["day"]))
        for model, by_day in used.items():
            for day in by_day:
                n = sum(k for x, k in by_day.items() if x <= day)
                have = sum(
                    int(x["models"].get(model, 0)) for x in deliveries if date.fromisoformat(x["arrives"]) <= day
                )
                if n > have and (model, day) in fresh:
                    self.no("C6", f"{n} x {model} used up to {day}, {have} delivered")

    def c7(self):
        order = self.d.policy.get("order", "core_first")
        for key, switch in self.d.planned.items():
            above = text_of(switch.get("uplink"))
            if order == "any" or above not in self.d.planned:
                continue
            first, second = (above, key) if order == "core_first" else (key, above)
            if second not in self.place or self.place[second][0]["past"]:
                continue
            if first not in self.place:
                self.no("C7", f"{second} has a task though {first} has none")
            elif self.place[second][1]["start"] < self.place[first][1]["end"]:
                self.no("C7", f"{second} before {first} is done")

    def c8(self):
        pilot = text_of(self.d.policy.get("pilot"))
        if pilot is None:
            return
        first = pilot["buildings"]
        soak = days_of(pilot.get("soak", "7d"))
        has = {w["building"] for w in self.info}
        last = max((w["day"] for w in self.info if w["building"] in first), default=None)
        over = self.pilot_over(first, soak)
        for w in self.now():
            if over is not None and w["building"] not in first and (w["day"] - over).days <= soak:
                self.no("C8", f"{w['id']} on {w['day']} lies in the rest after the pilot ({over}, {soak} days)")
            if (
                over is None
                and w["building"] not in first
                and (not set(first) <= has or (w["day"] - last).days <= soak)
            ):
                self.no("C8", f"{w['id']} on {w['day']} does not wait for the pilot ({last}, {soak} days)")

    def pilot_over(self, first, soak):
        """The date of the pilot's last window once the pilot is over, else None. docs/decisions/0019: "The pilot is
        over when each of its buildings has a done window, none of its own windows is still to come, and either its rest
        has passed or other buildings have promises. A window of switches that have failed or gone back before is a
        second go and none of the pilot's own, unless it is the first that its building got done."
        """
        windows = sorted(self.d.promised.values(), key=lambda w: (stamp(w["start"]), w["id"]))
        own, got = [], {}
        for w in [w for w in windows if w["building"] in first]:
            second = all(t["switch"] in self.d.tried for t in w["tasks"])
            if w["state"] == "done":
                second = second and w["building"] in got
                got.setdefault(w["building"], w)
            if not second:
                own.append(w)
        if set(got) != set(first) or any(w["state"] != "done" for w in own):
            return None
        last = max(datetime.fromisoformat(w["start"]).astimezone(self.d.zone(w["building"])).date() for w in own)
        others = any(w["building"] not in first for w in windows)
        return last if others or (self.as_of - last).days > soak else None

    def c9_c10(self):
        buildings = text_of(self.d.policy.get("max_buildings_per_day"))
        switches = text_of(self.d.policy.get("max_switches_per_window"))
        by_day, tasks = defaultdict(set), Counter()
        fresh, fresh_places = set(), set()
        for w in self.info:
            by_day[w["day"]].add(w["building"])
            tasks[w["building"], w["day"]] += len(w["tasks"])
            if not w["past"]:
                fresh.add(w["day"])
                fresh_places.add((w["building"], w["day"]))
        for day, names in by_day.items():
            if buildings is not None and len(names) > int(buildings) and day in fresh:
                self.no("C9", f"{len(names)} buildings on {day}")
        for place, n in tasks.items():
            if switches is not None and n > int(switches) and place in fresh_places:
                self.no("C10", f"{n} switches in {place[0]} on {place[1]}")

    def c11(self):
        d = self.d
        notice = days_of(d.policy.get("notice", "0d"))
        deadline, funding = text_of(d.policy.get("deadline")), text_of(d.page.get("funding"))
        for w in self.now():
            day = w["day"]
            if d.frozen(w["building"], day):
                self.no("C11", f"{w['id']}: {day} is frozen")
            if day < self.as_of + notice * DAY and not w["kept"]:
                self.no("C11", f"{w['id']}: {day} is too soon")
            if deadline and day > date.fromisoformat(deadline):
                self.no("C11", f"{w['id']}: {day} is after the deadline")
            if not d.horizon[0] <= day <= d.horizon[1]:
                self.no("C11", f"{w['id']}: {day} is outside the horizon")
            if funding:
                year = int(funding["funding_year"])
                if day < date(year, 4, 1) or day > date(year + 1, 9, 30):
                    self.no("C11", f"{w['id']}: {day} is outside the funding dates")

    def c12(self):
        pairs = {frozenset((key, text_of(s.get("redundant_with")) or key)) for key, s in self.d.switches.items()}
        for pair in pairs:
            days = [self.place[key][0] for key in pair if key in self.place]
            if len(days) == 2 and days[0]["day"] == days[1]["day"] and not (days[0]["past"] and days[1]["past"]):
                self.no("C12", f"{' and '.join(sorted(pair))} on one date")

    def c14_c16_c17(self):
        d = self.d
        core_on = d.policy.get("core_on")
        behind = defaultdict(set)
        for key in d.switches:
            chain, above = [key], text_of(d.switches[key].get("uplink"))
            while above in d.switches and above not in chain:
                behind[above].add(d.switches[key].get("building"))
                chain.append(above)
                above = text_of(d.switches[above].get("uplink"))
        for w in self.now():
            for t in w["tasks"]:
                switch = d.switches.get(t["switch"])
                if switch is None:
                    continue
                if switch.get("critical") and w["day"].weekday() >= 5:
                    self.no("C14", f"{t['switch']} on a weekend")
                for other in behind[t["switch"]] - {switch.get("building"), None}:
                    if not d.open_over(other, t["start"], t["end"]):
                        self.no("C16", f"{t['switch']}: {other} is not open")
                core = switch.get("role") == "core" and isinstance(core_on, list) and w["building"] in d.buildings
                known = d.horizon[0] <= w["day"] <= d.horizon[1]  # beyond it C11 is broken, and no kind is known
                if core and known and (kind := d.day(w["building"], w["day"])[0]) not in core_on:
                    self.no("C17", f"{t['switch']} on {kind}")

    def c15(self):  # noqa: C901
        now = {w["id"]: w for w in self.windows}
        changes = self.plan.get("changes") or {}
        for w in self.windows:
            promise = self.d.promised.get(w["id"])
            firm = FIRM.index(w.get("state", "proposed"))
            if promise is None and firm:
                self.no("C15", f"{w['id']} is {w['state']} but was not promised")
            elif promise is not None and same(promise, w) and firm < FIRM.index(promise["state"]):
                self.no("C15", f"{w['id']} was {promise['state']} and is only {w['state']}")
        for key, promise in self.d.promised.items():
            after = now.get(key)
            if after is not None and same(promise, after):
                for what in ("moved", "removed"):
                    if key in changes.get(what, []):
                        self.no("C15", f"{key} stands, but `changes` says it is {what}")
                continue
            what = "removed" if after is None else "moved"
            if promise["state"] in ("running", "done"):
                self.no("C15", f"{key} is {promise['state']} and was {what}")
                continue
            if key not in changes.get(what, []):
                self.no("C15", f"{key} was promised, is {what}, and `changes` does not say so")
            if not self.named(promise, after):
                self.no("C15", f"{key} was promised and is {what} without naming a rule")
            if not self.had_to_go(promise):
                self.no("C15", f"{key} was promised and is {what}, but no rule forbids it")
        for what in ("moved", "removed"):
            for key in changes.get(what, []):
                if key not in self.d.promised:
                    self.no("C15", f"`changes` says that {key} is {what}, but it was not promised")

    def named(self, promise, after):
        """A rule stands in the window that it became, in those that took its switches, or with what is left out."""
        mine = {t["switch"] for t in promise["tasks"]}
        heirs = [after] if after else [w for w in self.windows if mine & {t["switch"] for t in w["tasks"]}]
        if any(re.search(r"\bC(1[0-7]|[1-9])\b", text) for w in heirs for text in w.get("why", [])):
            return True
        left = mine & {u["switch"] for u in self.plan["unplaced"]}
        return bool(left) or not (heirs or mine & set(self.d.planned))

    def had_to_go(self, promise):
        """Whether the promise breaks a rule beside the other promised windows as they now stand."""
        mine = {t["switch"] for t in promise["tasks"]}
        others = [
            w
            for w in self.windows
            if w["id"] in self.d.promised and w["id"] != promise["id"] and not mine & {t["switch"] for t in w["tasks"]}
        ]
        return not mine <= set(self.d.planned) or bool(self.broken([*others, promise]) - self.broken(others))

    def broken(self, windows):
        """What some windows alone break: every rule but the accounts (C1) and promises (C15)."""
        part = Check(self.d, {**self.plan, "windows": windows, "waves": [], "unplaced": []})
        for rule in (part.c2, part.c3_c4_c13, part.c5, part.c6, part.c7, part.c8, part.c9_c10, part.c11, part.c12,
                     part.c14_c16_c17):  # fmt: skip
            rule()
        return set(part.out)


def same(one, two):
    def facts(w):
        tasks = sorted((t["switch"], stamp(t["start"]), stamp(t["end"])) for t in w["tasks"])
        return w["building"], w["crew"], stamp(w["start"]), stamp(w["end"]), tasks

    return facts(one) == facts(two)


def smaller(promise, w):
    """0021: "a window that keeps building, crew and start, ends no later and has no new switch"."""
    if any(promise[k] != w[k] for k in ("building", "crew")) or stamp(promise["start"]) != stamp(w["start"]):
        return False
    told = {t["switch"] for t in promise["tasks"]}
    return stamp(w["end"]) <= stamp(promise["end"]) and {t["switch"] for t in w["tasks"]} <= told


def stamp(text):
    return datetime.fromisoformat(text).timestamp()


def violations(folder, plan):
    """(code, message) of every rule that `plan` (the data of a plan, or its JSON envelope) breaks."""
    data = plan.get("data", plan)
    return Check(District(folder, date.fromisoformat(data["as_of"])), data).run()


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("district", type=Path)
    parser.add_argument("plan", type=Path, nargs="?")
    parser.add_argument("--kinds", metavar="BUILDING")
    parser.add_argument("--feeds", action="store_true")
    parser.add_argument("--as-of", type=date.fromisoformat)
    given = parser.parse_args(argv)
    if given.feeds:
        for feed in District(given.district, given.as_of).feeds:
            print(feed.path, feed.role, feed.health, len(feed.events))
        return 0
    if given.kinds:
        district = District(given.district, given.as_of)
        zone, day = district.zone(given.kinds), district.horizon[0]
        while day <= district.horizon[1]:
            kind, free = district.day(given.kinds, day)
            hours = [f"{a.astimezone(zone):%H:%M}-{b.astimezone(zone):%H:%M}" for a, b in free]
            print(day, kind, ",".join(hours))
            day += DAY
        return 0
    if given.plan is None or not given.plan.is_file():
        parser.error("which plan? give the path of a plan.json")
    found = violations(given.district, json.loads(given.plan.read_text(encoding="utf-8")))
    for code, message in found:
        print(f"{code}: {message}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
