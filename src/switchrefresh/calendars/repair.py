"""The second repair pass: from the text of a feed to the plain lines of its events."""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass

from switchrefresh.calendars.decoding import Tally, UnreadableFeedError, whole_text

__all__ = ["RawCalendar", "Tally", "UnreadableFeedError", "read_lines"]

Line = tuple[str, dict[str, str], str]

# What is kept of an event. DESCRIPTION, ORGANIZER, ATTENDEE and CONTACT hold names and numbers of people: never kept.
KEPT = frozenset(
    [
        "UID",
        "DTSTAMP",
        "LAST-MODIFIED",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
        "SUMMARY",
        "LOCATION",
        "STATUS",
        "SEQUENCE",
        "EXRULE",
    ]
)
_KNOWN = KEPT | frozenset(
    [
        "DESCRIPTION",
        "ORGANIZER",
        "ATTENDEE",
        "CONTACT",
        "URL",
        "CLASS",
        "CREATED",
        "GEO",
        "PRIORITY",
        "TRANSP",
        "ATTACH",
        "CATEGORIES",
        "COMMENT",
        "RELATED-TO",
        "RESOURCES",
        "REQUEST-STATUS",
        "COLOR",
        "IMAGE",
        "CONFERENCE",
        "STRUCTURED-DATA",
        "ACTION",
        "TRIGGER",
        "REPEAT",
        "ACKNOWLEDGED",
        "STYLED-DESCRIPTION",
    ]
)
_PARAM = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^;:",]*(?:,[^;:",]*)*)')
_NAME = re.compile(r"[A-Za-z0-9-]+")

MESSAGES = {
    "blank-line": "blank lines inside the calendar were skipped",
    "bad-fold": "lines without a name were joined to the line before",
    "stray-line": "lines that are no calendar property were skipped",
    "unclosed-event": "events without an end line were closed where the next one begins",
    "said-twice": "events that state their start, end or title twice were read with the first",
    "quoted-printable": "titles in quoted-printable were decoded",
}
_ONCE = ("DTSTART", "DTEND", "SUMMARY", "DURATION")


@dataclass(frozen=True)
class RawCalendar:
    """The lines of a feed's events and of its own time zones, and the zone that the file names as its own.

    `withdrawn` is a file that takes back the events that it holds (METHOD:CANCEL).
    """

    events: list[list[Line]]
    zones: list[list[str]]
    zone: str | None
    withdrawn: bool = False


def read_lines(raw: bytes, tally: Tally) -> RawCalendar:
    """Decode, cut, unfold and sort into components. Raises UnreadableFeedError for anything but a whole calendar."""
    found = _components(_unfold(whole_text(raw, tally), tally), tally)
    for event in found.events:
        names = [name for name, _, _ in event]
        tally.note("said-twice", MESSAGES["said-twice"], int(any(names.count(name) > 1 for name in _ONCE)))
    return found


def _unfold(text: str, tally: Tally) -> list[str]:
    lines: list[str] = []
    for line in re.split(r"\r\n|\n|\r", text):
        if not line.strip():
            tally.note("blank-line", MESSAGES["blank-line"])
        elif line[0] in " \t" and lines:
            lines[-1] += line[1:]
        elif ":" not in line and lines:
            tally.note("bad-fold", MESSAGES["bad-fold"])
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines


def _components(lines: list[str], tally: Tally) -> RawCalendar:
    events: list[list[Line]] = []
    zones: list[list[str]] = []
    header: dict[str, str] = {}
    stack: list[str] = []
    for line in lines:
        head = line[:40].strip().upper()
        if head.startswith("BEGIN:"):
            name = head[6:].strip()
            if name == "VEVENT":
                if "VEVENT" in stack:
                    tally.note("unclosed-event", MESSAGES["unclosed-event"])
                    del stack[stack.index("VEVENT") :]
                events.append([])
            elif name == "VTIMEZONE":
                zones.append([])
            stack.append(name)
        elif head.startswith("END:"):
            name = head[4:].strip()
            if name in stack:
                del stack[len(stack) - 1 - stack[::-1].index(name) :]
        elif stack and stack[-1] == "VEVENT":
            if (parsed := _parse(line, tally)) is not None:
                events[-1].append(parsed)
        elif stack == ["VCALENDAR"]:
            header[re.split("[:;]", head)[0]] = line.partition(":")[2].strip()
        if "VTIMEZONE" in stack or head.startswith("END:VTIMEZONE"):
            zones[-1].append(line.strip())
    return RawCalendar(events, zones, header.get("X-WR-TIMEZONE"), header.get("METHOD", "").upper() == "CANCEL")


def _parse(line: str, tally: Tally) -> Line | None:
    match = _NAME.match(line)
    name = match[0].upper() if match else ""
    if name not in KEPT:
        if name not in _KNOWN and not name.startswith("X-"):
            tally.note("stray-line", MESSAGES["stray-line"])
        return None
    params: dict[str, str] = {}
    at = len(name)
    while (param := _PARAM.match(line, at)) is not None:
        params[param[1].upper()] = param[2].strip('"')
        at = param.end()
    _, colon, value = line[at:].partition(":")
    if params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        tally.note("quoted-printable", MESSAGES["quoted-printable"])
        value = quopri.decodestring(value.encode()).decode("utf-8", errors="replace")
    return (name, params, value.strip()) if colon else None
