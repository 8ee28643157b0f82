"""The rows of an imported calendar as a .yaml feed that a person can read over and correct."""

from __future__ import annotations

import json

from switchrefresh.calendars.classify import classify
from switchrefresh.calendars.meanings import Meaning, Reading
from switchrefresh.calendars.model import Tier
from switchrefresh.calendars.titles import clean
from switchrefresh.importers.imported import ImportedCalendar, ImportedRow
from switchrefresh.inventory.values import DateRange

_WORDS = {
    Meaning.CLOSED: "everybody out",
    Meaning.HOLIDAY: "everybody out",
    Meaning.NO_STUDENTS: "students out, staff in",
    Meaning.IN_SESSION: "school in session",
    Meaning.EARLY_RELEASE: "early release",
    Meaning.LATE_START: "late start",
    Meaning.SUMMER: "summer",
    Meaning.BLACKOUT: "testing: nobody may disturb",
    Meaning.POLLING: "polling",
    Meaning.IT_WINDOW: "another team's IT window",
    Meaning.EVENT: "the building is in use",
    Meaning.MILESTONE: "first or last day",
    Meaning.CANCELLED: "cancelled",
}


def reading_of(row: ImportedRow) -> Reading:
    """What the feed will say with this row."""
    return Reading(Meaning(row.kind), Tier.STRONG) if row.kind else classify(row.title)


def told(reading: Reading) -> str:
    """A reading in words; what is unsure is asked by `calendar review`."""
    if reading.meaning is None:
        return "no effect"
    words = _WORDS.get(reading.meaning, str(reading.meaning))
    if reading.tier is Tier.MEDIUM:
        return f"{words}? asked by calendar review"
    return f"{words}; staff out too? asked by calendar review" if reading.staff else words


def dates_text(row: ImportedRow) -> str:
    """`2026-12-21..2027-01-01`, or one date."""
    return str(DateRange(row.first, row.last))


def feed_yaml(calendar: ImportedCalendar, source: str, year: str) -> str:
    """The feed with what each row means behind it, and at the end all lines that gave none."""
    lines = [
        f"# Read from {clean(source)} for the school year {year}.",
        "# Look it over, correct it, and list it in district.yaml:",
        "#   calendars:",
        "#     - {path: calendars/NAME.yaml, role: district}",
        "# Keys of a row: dates, title, and if needed kind, every (weekdays), start and end (times), location.",
    ]
    lines += [_row_text(row) for row in calendar.rows]
    if calendar.bells:
        lines.append("# Bell times, for `bells:` in buildings.yaml:")
        lines += [f"#   line {n}: {clean(b.who)} {b.start}-{b.dismissal}" for n, b in calendar.bells]
    for title, odd in (("Without a date yet", calendar.undated), ("NOT UNDERSTOOD", calendar.not_understood)):
        if odd:
            lines.append(f"# {title}:")
            lines += [f"#   line {one.line}: {clean(one.text)} ({clean(one.why)})" for one in odd]
    return "\n".join(lines) + "\n"


def _row_text(row: ImportedRow) -> str:
    parts = [f"dates: {dates_text(row)}"]
    parts += [f"every: {json.dumps(', '.join(row.every))}"] if row.every else []
    parts.append(f"title: {json.dumps(row.title, ensure_ascii=False)}")
    parts += [f"kind: {row.kind}"] if row.kind else []
    return f"- {{{', '.join(parts)}}}  # line {row.line}: {told(reading_of(row))}"
