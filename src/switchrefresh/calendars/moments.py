"""The second repair pass: dates, times, zones and rules of one event, brought to what the standard asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from switchrefresh.calendars.repair import Line, Tally
from switchrefresh.calendars.zones import fixed_offset, iana_name

_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?\s*(Z|z|[+-]\d\d:?\d\d)?)?")
_DURATION = re.compile(r"([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_DAY = timedelta(days=1)
# A timed event that does not say when it ends is given this long: a concert at 19:00 is not over at 19:00.
UNSAID_LENGTH = timedelta(hours=2)
Moment = date | datetime
_NO_END = "events without an end: whole days last one day, timed ones two hours"


@dataclass(frozen=True)
class ZoneBook:
    """Which zone a TZID means: the database's, else the file's own definition, else the zone of the district."""

    home: ZoneInfo
    own: dict[str, tzinfo] = field(default_factory=dict)
    floating: ZoneInfo | None = None

    def unsaid(self, tally: Tally) -> ZoneInfo:
        """Where a time without a zone is at home: in the zone that the file names as its own, else the district's."""
        if self.floating is None:
            return self.home
        told = f"times without a zone were taken in {self.floating.key}, which the file names as its own"
        tally.note("file-zone", told)
        return self.floating

    def find(self, tzid: str, tally: Tally) -> tzinfo:
        name = iana_name(tzid)
        if name is not None:
            if name != tzid:
                tally.note("zone-name", f'time zone names of other systems were translated, "{tzid[:60]}" to {name}')
            return ZoneInfo(name)
        if tzid in self.own:
            return self.own[tzid]
        if (fixed := fixed_offset(tzid)) is not None:
            tally.note("zone-offset", f'time zones that are only an offset were read as it, "{tzid[:60]}"')
            return fixed
        tally.note("unknown-zone", f'time zone "{tzid[:60]}" is not known; {self.home.key} was used')
        return self.home


@dataclass
class RawEvent:
    """One event with its times understood; `rule` and friends still wait for expansion.

    `onwards` marks a changed occurrence that stands for all later ones too.
    """

    title: str
    location: str
    status: str
    uid: str
    start: Moment
    end: Moment | None
    rule: str = ""
    also_on: tuple[Moment, ...] = ()
    except_on: tuple[Moment, ...] = ()
    instance_of: Moment | None = None
    onwards: bool = False
    sequence: int = 0
    stamp: datetime | None = None


def is_whole_day(moment: Moment) -> bool:
    return not isinstance(moment, datetime)


def read_moment(value: str, params: dict[str, str], book: ZoneBook, tally: Tally) -> Moment | None:
    """A date, or an aware date and time; a floating time is taken in the home zone. None when it is neither."""
    match = _STAMP.match(value)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    if "-" in match[0][:8]:
        tally.note("date-format", "dates written with dashes or offsets were read")
    if match[4] is None:
        if params.get("VALUE", "").upper() != "DATE":
            tally.note("bare-date", "dates without VALUE=DATE were read as whole days")
        return day
    hour, minute = int(match[4]), int(match[5])
    if hour == 24:
        day, hour = day + _DAY, 0
    if hour > 23 or minute > 59:
        return None
    zone = _zone_of(match[7], params, book, tally)
    return datetime.combine(day, time(hour, minute, min(int(match[6] or 0), 59)), zone)


def _zone_of(written: str | None, params: dict[str, str], book: ZoneBook, tally: Tally) -> tzinfo:
    """UTC or an offset beside the time, else its TZID, else where times without one are at home."""
    if written in {"Z", "z"}:
        return UTC
    if written and (fixed := fixed_offset(written)) is not None:
        tally.note("date-format", "dates written with dashes or offsets were read")
        return fixed
    return book.find(params["TZID"], tally) if params.get("TZID") else book.unsaid(tally)


def read_event(lines: list[Line], book: ZoneBook, tally: Tally) -> RawEvent | None:
    """The event that the lines describe; None, counted, when there is no usable start."""
    one = {name: (params, value) for name, params, value in reversed(lines)}
    start = read_moment(one["DTSTART"][1], one["DTSTART"][0], book, tally) if "DTSTART" in one else None
    if start is None or not 1990 <= start.year <= 2100:
        tally.note("no-start", "events without a usable start date were left out")
        return None
    if "UID" not in one:
        tally.note("no-uid", "events without UID were given one from title and time")
    if "DTSTAMP" not in one:
        tally.note("no-dtstamp", "events without DTSTAMP were read all the same")
    instance = one.get("RECURRENCE-ID")
    stamps = [m for name in ("DTSTAMP", "LAST-MODIFIED") if name in one for m in [_stamp(one[name], book)] if m]
    return RawEvent(
        title=_text(one.get("SUMMARY", ({}, ""))[1]),
        location=_text(one.get("LOCATION", ({}, ""))[1]),
        status=_STATUS.get(status := one.get("STATUS", ({}, ""))[1].upper(), status),
        uid=one.get("UID", ({}, ""))[1],
        start=start,
        end=_end(one, start, book, tally),
        rule=one.get("RRULE", ({}, ""))[1],
        also_on=_moments(lines, "RDATE", book, tally),
        except_on=_moments(lines, "EXDATE", book, tally),
        instance_of=read_moment(instance[1], instance[0], book, tally) if instance else None,
        onwards=instance is not None and instance[0].get("RANGE", "").upper() == "THISANDFUTURE",
        sequence=int(number) if (number := one.get("SEQUENCE", ({}, ""))[1][:9]).isdecimal() else 0,
        stamp=max(stamps) if stamps else None,
    )


_STATUS = {"CANCELED": "CANCELLED", "DELETED": "CANCELLED"}


def more_of(event: RawEvent, lines: list[Line], book: ZoneBook, tally: Tally) -> list[RawEvent]:
    """What one event says beside its series: further rules, and dates with an end of their own (RDATE periods)."""
    found: list[RawEvent] = []
    rules = [value for name, _, value in lines if name == "RRULE"]
    if len(rules) > 1:
        tally.note("two-rules", "series with several rules were read once for each")
        found += [replace(event, rule=rule, also_on=()) for rule in rules[1:]]
    for name, params, value in lines:
        if name == "RDATE":
            for part in value.split(","):
                start, _, end = part.strip().partition("/")
                begins = read_moment(start, params, book, tally) if end else None
                if begins is not None:
                    length = _length(end)
                    ends = begins + length if length is not None else read_moment(end, params, book, tally)
                    found.append(replace(event, start=begins, end=ends, rule="", also_on=(), except_on=()))
    if any(name == "EXRULE" for name, _, _ in lines):
        tally.note("exception-rule", "rules of exceptions (EXRULE) are not read: the series counts without them")
    return found


def _stamp(line: tuple[dict[str, str], str], book: ZoneBook) -> datetime | None:
    found = read_moment(line[1], line[0], book, Tally())
    if found is None:
        return None
    return found if isinstance(found, datetime) else datetime.combine(found, time(), UTC)


def _moments(lines: list[Line], wanted: str, book: ZoneBook, tally: Tally) -> tuple[Moment, ...]:
    found: list[Moment] = []
    for name, params, value in lines:
        if name == wanted:
            for part in value.split(","):
                if not part.strip() or "/" in part:
                    continue
                moment = read_moment(part.strip(), params, book, tally)
                if moment is None:
                    tally.note("bad-exception", "exceptions or extra dates of series that cannot be read were left out")
                else:
                    found.append(moment)
    return tuple(found)


def _text(value: str) -> str:
    return re.sub(r"\\([nN,;\\])", lambda m: " " if m[1] in "nN" else m[1], value)


def _end(one: dict[str, tuple[dict[str, str], str]], start: Moment, book: ZoneBook, tally: Tally) -> Moment | None:
    """DTEND, or start + DURATION; None when the event does not say (a whole day then is one day)."""
    if "DTEND" not in one:
        length = _length(one["DURATION"][1]) if "DURATION" in one else None
        if length is not None:
            return start + length
        if "DURATION" in one:
            tally.note("bad-duration", "durations that cannot be read or run backwards were left out")
        tally.note("no-end", _NO_END)
        return None if is_whole_day(start) else start + UNSAID_LENGTH
    end = read_moment(one["DTEND"][1], one["DTEND"][0], book, tally)
    if isinstance(start, datetime):
        return _timed_end(start, end, book, tally)
    if isinstance(end, datetime):
        tally.note("mixed-end", "whole-day events that end at a time were read up to that date")
        end = end.astimezone(book.home).date() + (_DAY if end.time() != time() else timedelta())
    if end is None:
        tally.note("no-end", _NO_END)
    if end is not None and end < start:
        tally.note("end-before-start", "events that end before they start were read as the one day they start on")
        return None
    return end


def _timed_end(start: datetime, end: Moment | None, book: ZoneBook, tally: Tally) -> datetime:
    if end is None:
        tally.note("no-end", _NO_END)
        return start + UNSAID_LENGTH
    if not isinstance(end, datetime):
        tally.note("mixed-end", "timed events that end on a date were read up to the end of that date")
        end = datetime.combine(end + _DAY, time(), start.tzinfo or book.home)
    if end.timestamp() < start.timestamp():
        tally.note("end-before-start", "events that end before they start were read as the one day they start on")
        end = datetime.combine(start.date() + _DAY, time(), start.tzinfo)
    return end


def _length(text: str) -> timedelta | None:
    match = _DURATION.fullmatch(text.strip())
    if match is None or match[1] == "-" or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (min(int(part or 0), 100_000) for part in match.groups()[1:])
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
