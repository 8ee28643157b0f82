"""The files of a small working district, dated around a given day: what `init` writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

_DISTRICT = """\
# What this district is, when work may happen, and by which rules. All values are yours to change;
# `switchrefresh check` reads everything and says what does not fit, with line and column.
district: {name}
timezone: {zone}
horizon: {start}..{end}                 # the dates that may be planned, both included
school_years:
  - {{first_day: {first_day}, last_day: {last_day}}}
holidays: {{country: US}}
calendars:
  - {{path: calendars/district.yaml, role: district}}        # or the .ics file that your website offers
hours:                                  # when work may happen, by day kind; a building may override any of them
  school_day: ["dismissal+1h..21:00"]
  early_release: ["dismissal+1h..21:00"]
  late_start: ["dismissal+1h..21:00"]
  no_students: ["16:00..21:00"]
  break: ["07:00..17:00"]
  summer: ["07:00..17:00"]
  weekend: ["08:00..16:00"]
  holiday: []
event_padding: {{before: 60m, after: 60m}}
crews:
  tech:
    base: office                        # building where every shift starts and ends
    hours: {{weekday: "07:00..16:00", evening: "15:00..21:30", weekend: "08:00..16:00"}}
    max_days_per_week: 5
    max_evenings_per_week: 2
    max_weekend_days_per_month: 1
work:                                   # how long things take; `buffer` is added until you know better
  core: 150m
  distribution: 90m
  access: 45m
  per_extra_member: 15m
  setup: 20m
  closet_change: 10m
  buffer: 25%
  backout: 30m
travel: {{speed_kmh: 40, minimum: 10m}}
policy:
  order: core_first
  pilot: {{buildings: [office], soak: 7d}}
  max_buildings_per_day: 2
  max_switches_per_window: 8
  notice: 14d                           # no window starts sooner than this after the day of planning
access:
  username: netadmin                    # passwords never live in these files
  host_keys: learn
"""

_BUILDINGS = """\
buildings:
  office:
    name: District Office
    kind: office
    position: [38.5664, -92.1755]
    hours: {school_day: ["16:30..21:00"], early_release: ["16:30..21:00"], late_start: ["16:30..21:00"]}
    closets:
      mdf: {name: MDF, room: Server room}
  school:
    name: Sample Elementary School
    kind: elementary
    students: 310
    position: [38.5590, -92.1811]
    bells: {start: "08:30", dismissal: "15:10", early_dismissal: "12:40", late_start: "10:00"}
    closets:
      mdf: {name: MDF, room: "112"}
      idf-1: {name: IDF-1, room: Library workroom}
    contacts:
      - {role: custodian, name: front desk, phone: x100}
    entry: Keys at the office.
"""

_SWITCHES = """\
# Addresses are from the ranges for documentation (RFC 5737): put your own in.
switches:
  office-core1:
    building: office
    closet: mdf
    host: 192.0.2.2
    platform: cisco_ios
    model: WS-C3750X-24S
    role: core
    uplink: null
    replacement: {model: JL658A, platform: aruba_aoscx, host: 192.0.2.2}
  office-sw1:
    building: office
    closet: mdf
    host: 192.0.2.3
    platform: cisco_ios
    model: WS-C2960X-24PS-L
    uplink: office-core1
    feeds: {aps: 4, phones: 12}
    replacement: {model: JL675A, platform: aruba_aoscx, host: 192.0.2.3}
  school-core1:
    building: school
    closet: mdf
    host: 198.51.100.2
    platform: hp_procurve
    model: J9850A
    role: core
    uplink: office-core1
    legacy_ssh: true                    # permits SHA-1 era algorithms for this host alone
    replacement: {model: JL658A, platform: aruba_aoscx, host: 198.51.100.2}
  school-sw1:
    building: school
    closet: mdf
    host: 198.51.100.3
    platform: hp_procurve
    model: J9772A
    uplink: school-core1
    feeds: {aps: 8, phones: 6, cameras: 4}
    replacement: {model: JL675A, platform: aruba_aoscx, host: 198.51.100.3}
  school-idf1-sw1:
    building: school
    closet: idf-1
    host: 198.51.100.4
    platform: hp_procurve
    model: J9772A
    uplink: school-core1
    feeds: {aps: 9, phones: 3}
    replacement: {model: JL675A, platform: aruba_aoscx, host: 198.51.100.4}
"""

_GITIGNORE = """\
# originals hold passwords and keys of your switches: never into git, never into a mail
snapshots/
out/
*.lock
"""


def starter_files(name: str, zone: str, today: date) -> Mapping[str, str]:
    """File names and texts of a district that passes `check` and can be planned from `today`."""
    year = today.year if (today.month, today.day) >= (5, 20) else today.year - 1  # then the next one's turn
    first_day, last_day = date(year, 8, 20), date(year + 1, 5, 26)
    district = _DISTRICT.format(
        name=_quoted(name),
        zone=zone,
        start=today + timedelta(days=1),
        end=date(year + 1, 8, 13),
        first_day=first_day,
        last_day=last_day,
    )
    return {
        "district.yaml": district,
        "buildings.yaml": _BUILDINGS,
        "switches.yaml": _SWITCHES,
        "calendars/district.yaml": _calendar(year),
        ".gitignore": _GITIGNORE,
    }


def _quoted(name: str) -> str:
    """A name as YAML text that means just itself."""
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _calendar(year: int) -> str:
    """Days off of a usual school year; Thanksgiving is the fourth Thursday of November (5 U.S.C. 6103)."""
    november = date(year, 11, 1)
    thursday = november + timedelta(days=(3 - november.weekday()) % 7 + 21)
    march = date(year + 1, 3, 15)
    monday = march - timedelta(days=march.weekday())
    rows = [
        (f"{thursday - timedelta(days=1)}..{thursday + timedelta(days=1)}", "Thanksgiving Break - District Closed"),
        (f"{date(year, 12, 23)}..{date(year + 1, 1, 3)}", "Winter Break - District Closed"),
        (f"{monday}..{monday + timedelta(days=4)}", "Spring Break - District Closed"),
    ]
    lines = [f"- {{dates: {dates}, title: {title}, kind: break}}" for dates, title in rows]
    return "# Days without school. `kind` may be left out: then the title decides, and unclear ones are asked.\n" + (
        "\n".join(lines) + "\n"
    )
