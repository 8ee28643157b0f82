"""The first repair pass: from the bytes of a feed to the plain lines of its events, or why there are none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from switchrefresh.calendars.model import Repair

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
        "SEQUENCE",
        "TRANSP",
        "ATTACH",
        "CATEGORIES",
        "COMMENT",
        "RELATED-TO",
        "RESOURCES",
        "REQUEST-STATUS",
        "EXRULE",
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
_BEGIN = re.compile(r"BEGIN:VCALENDAR", re.IGNORECASE)
_PARAM = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^;:",]*(?:,[^;:",]*)*)')
_NAME = re.compile(r"[A-Za-z0-9-]+")
MAX_BYTES = 32 << 20

MESSAGES = {
    "byte-order-mark": "the byte order mark at the start was skipped",
    "windows-1252": "the file is not UTF-8; it was read as Windows-1252",
    "junk-before-begin": "text before BEGIN:VCALENDAR was cut",
    "blank-line": "blank lines inside the calendar were skipped",
    "bad-fold": "lines without a name were joined to the line before",
    "stray-line": "lines that are no calendar property were skipped",
    "unclosed-event": "events without an end line were closed where the next one begins",
}


@dataclass
class Tally:
    """Counts repairs by code while a feed is read; `listed` gives them in the order of their first use."""

    counts: Counter[str] = field(default_factory=Counter)
    details: dict[str, str] = field(default_factory=dict)

    def note(self, code: str, detail: str, times: int = 1) -> None:
        if times:
            self.counts[code] += times
            self.details.setdefault(code, detail)

    def listed(self) -> tuple[Repair, ...]:
        return tuple(Repair(code, count, self.details[code]) for code, count in self.counts.items())


@dataclass(frozen=True)
class RawCalendar:
    """The lines of a feed's events and of its own time zones, and the zone that the file names as its own."""

    events: list[list[Line]]
    zones: list[list[str]]
    zone: str | None


class UnreadableFeedError(ValueError):
    """The bytes are not a whole calendar; the message says what they are instead."""


def read_lines(raw: bytes, tally: Tally) -> RawCalendar:
    """Decode, cut, unfold and sort into components. Raises UnreadableFeedError for anything but a whole calendar."""
    text = _envelope(_decode(raw, tally), tally)
    return _components(_unfold(text, tally), tally)


def _decode(raw: bytes, tally: Tally) -> str:
    if len(raw) > MAX_BYTES:
        raise UnreadableFeedError(f"the file is larger than {MAX_BYTES >> 20} MiB")
    if raw.startswith(b"\xef\xbb\xbf"):
        tally.note("byte-order-mark", MESSAGES["byte-order-mark"])
        raw = raw[3:]
    elif raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        tally.note("byte-order-mark", MESSAGES["byte-order-mark"])
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        tally.note("windows-1252", MESSAGES["windows-1252"])
        return raw.decode("cp1252", errors="replace")


def _envelope(text: str, tally: Tally) -> str:
    body = text.strip().strip("\x00").strip()
    if not body:
        raise UnreadableFeedError("the file is empty")
    begin = _BEGIN.search(body[:4096])
    if body[0] == "<" or begin is None:
        what = "a web page" if "<" in body[:200] else "JSON" if body[0] in "{[" else "something else"
        raise UnreadableFeedError(f"this is not a calendar but {what}")
    if begin.start():
        tally.note("junk-before-begin", MESSAGES["junk-before-begin"])
    body = body[begin.start() :]
    if not re.search(r"END:VCALENDAR\s*$", body[-200:], re.IGNORECASE):
        raise UnreadableFeedError("the file breaks off before END:VCALENDAR")
    return body


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
    zone: str | None = None
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
        elif stack == ["VCALENDAR"] and head.startswith("X-WR-TIMEZONE"):
            zone = line.partition(":")[2].strip()
        if "VTIMEZONE" in stack or head.startswith("END:VTIMEZONE"):
            zones[-1].append(line.strip())
    return RawCalendar(events, zones, zone)


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
    return (name, params, value.strip()) if colon else None
