"""A small made-up district to look at and to change: two buildings, five switches, a year of days off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from switchrefresh.documents.starter.district import SampleNames, Setup, district_text
from switchrefresh.documents.starter.editors import GITIGNORE, modelines

BUILDINGS = """\
buildings:
  office:
    name: District Office
    kind: office
    position: [38.5664, -92.1755]
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

SWITCHES = """\
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


def sample_year(today: date) -> tuple[date, date]:
    """First and last day of a usual school year that is on at `today`, or the next one."""
    year = today.year if (today.month, today.day) >= (5, 20) else today.year - 1
    return date(year, 8, 20), date(year + 1, 5, 26)


def sample_files(setup: Setup) -> Mapping[str, str]:
    """File names and texts of a district that passes `check` and can be planned at once."""
    rows = days_off(setup.year[0].year)
    closed = frozenset(day for first, last, _ in rows for day in _days(first, last))
    names = SampleNames(base="office", pilot="office", feed="calendars/district.yaml")
    return {
        "district.yaml": district_text(setup, names, closed),
        "buildings.yaml": modelines("buildings") + BUILDINGS,
        "switches.yaml": modelines("switches") + SWITCHES,
        "calendars/district.yaml": _calendar(rows),
        ".gitignore": GITIGNORE,
    }


def days_off(year: int) -> list[tuple[date, date, str]]:
    """Days off of a usual school year; Thanksgiving is the fourth Thursday of November (5 U.S.C. 6103)."""
    november = date(year, 11, 1)
    thursday = november + timedelta(days=(3 - november.weekday()) % 7 + 21)
    march = date(year + 1, 3, 15)
    monday = march - timedelta(days=march.weekday())
    return [
        (thursday - timedelta(days=1), thursday + timedelta(days=1), "Thanksgiving Break - District Closed"),
        (date(year, 12, 23), date(year + 1, 1, 3), "Winter Break - District Closed"),
        (monday, monday + timedelta(days=4), "Spring Break - District Closed"),
    ]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _calendar(rows: list[tuple[date, date, str]]) -> str:
    lines = [f"- {{dates: {first}..{last}, title: {title}, kind: break}}\n" for first, last, title in rows]
    head = "# Days without school. `kind` may be left out: then the title decides, and unclear ones are asked.\n"
    return head + "".join(lines)
