"""Feeds broken in the ways that calendar programs are known to break them, read as a careful person would read them.

The high school's ordinary Friday, 2026-09-11, is open from 15:00 to 21:00; an event from 18:00 to 19:00 leaves
15:00-17:00 and 20:00-21:00. What must never happen is a time that reads as free and is not.
"""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from calendar_kit import PATH, opened, read
from dateutil.rrule import rrulestr

from switchrefresh.calendars.decoding import Tally
from switchrefresh.calendars.ics import read_ics
from switchrefresh.calendars.model import Calendars, FeedText
from switchrefresh.inventory.model import FeedRole

HEAD, TAIL = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "END:VCALENDAR\r\n"
FRIDAY = "2026-09-11"
FREE, HELD, SHUT = "15:00-21:00", "15:00-17:00 20:00-21:00", "07:00-17:00"
CHICAGO = "TZID=America/Chicago"
WEEKLY = "RRULE:FREQ=WEEKLY;COUNT=4"


def event(*lines: str, uid: str = "1") -> str:
    body = "".join(f"{line}\r\n" for line in lines)
    return f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260801T000000Z\r\n{body}END:VEVENT\r\n"


def gym(*more: str, start: str = "20260911T180000", end: str = "20260911T190000", zone: str = CHICAGO) -> str:
    """A booking from 18:00 to 19:00 on the Friday."""
    return event(f"DTSTART;{zone}:{start}", f"DTEND;{zone}:{end}", "SUMMARY:Gym", *more)


def series(*more: str, day: str = "20260904") -> str:
    """The same booking every Friday from the week before."""
    return gym(*more, start=f"{day}T180000", end=f"{day}T190000")


def closed(day: str = "20260911", *more: str, title: str = "District Closed", uid: str = "1") -> str:
    return event(f"DTSTART;VALUE=DATE:{day}", f"SUMMARY:{title}", *more, uid=uid)


def calendar(*events: str, head: str = "") -> str:
    return HEAD + head + "".join(events) + TAIL


def found(text: str | bytes, first: str = FRIDAY, last: str = "") -> Calendars:
    raw = text if isinstance(text, bytes) else text.encode()
    return read(FeedText(PATH, FeedRole.SCHOOL, ("qhs",), raw), first, last)


def hours(calendars: Calendars, number: int = 0) -> str:
    return " ".join(opened(calendars.buildings["qhs"][number]))


def codes(calendars: Calendars) -> set[str]:
    return {repair.code for repair in calendars.feeds[0].repairs}


MOVED = ("20260911T120000", "20260911T130000")
EARLIER = [
    ("RECURRENCE-ID;TZID=America/New_York:20260911T190000", "another zone"),
    ("RECURRENCE-ID:20260911T230000Z", "UTC"),
    ("RECURRENCE-ID:20260911T180000", "no zone"),
    ("RECURRENCE-ID;VALUE=DATE:20260911", "a date only"),
]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", [name for name, _ in EARLIER])
def test_one_occurrence_moved_to_noon(name: str, first: bool) -> None:
    parts = [series(WEEKLY), gym(name, start=MOVED[0], end=MOVED[1])]
    assert hours(found(calendar(*(parts if first else parts[::-1])))) == FREE


def test_one_occurrence_and_all_later_ones_moved() -> None:
    change = gym(f"RECURRENCE-ID;RANGE=THISANDFUTURE;{CHICAGO}:20260911T180000", start=MOVED[0], end=MOVED[1])
    assert hours(found(calendar(series(WEEKLY), change), "2026-09-18")) == FREE


def test_a_moved_occurrence_of_no_series_happens() -> None:
    assert hours(found(calendar(gym(f"RECURRENCE-ID;{CHICAGO}:20260911T180000")))) == HELD


SERIES = {
    "EXDATE in UTC": (series(WEEKLY, "EXDATE:20260911T230000Z"), FREE, ""),
    "EXDATE as a date": (series(WEEKLY, "EXDATE;VALUE=DATE:20260911"), FREE, ""),
    "EXDATE as a list with blanks": (
        series(WEEKLY, f"EXDATE;{CHICAGO}:20260904T180000, 20260911T180000,"),
        FREE,
        "",
    ),
    "EXDATE that is none": (series(WEEKLY, "EXDATE:soon"), HELD, "bad-exception"),
    "EXRULE": (series("RRULE:FREQ=WEEKLY", "EXRULE:FREQ=WEEKLY;INTERVAL=3"), HELD, "exception-rule"),
    "RDATE with an end": (series(f"RDATE;VALUE=PERIOD;{CHICAGO}:20260911T120000/20260911T200000"), "", ""),
    "RDATE with a length": (series("RDATE;VALUE=PERIOD:20260911T170000Z/PT8H"), "", ""),
    "COUNT and UNTIL": (series("RRULE:FREQ=WEEKLY;COUNT=10;UNTIL=20260907T000000Z"), FREE, "count-and-until"),
    "UNTIL on the day": (series("RRULE:FREQ=WEEKLY;COUNT=10;UNTIL=20260911T235900Z"), HELD, "count-and-until"),
    "UNTIL before the start": (gym("RRULE:FREQ=WEEKLY;UNTIL=20250101T000000Z"), HELD, "until-before-start"),
    "blanks and small letters": (series("RRULE:FREQ=weekly; BYDAY=fr , mo;COUNT=6"), HELD, ""),
    "BYSETPOS": (series("RRULE:FREQ=MONTHLY;BYDAY=FR;BYSETPOS=2", day="20260814"), HELD, "endless-series"),
    "BYHOUR": (
        gym("RRULE:FREQ=DAILY;BYHOUR=10,18;COUNT=4", start="20260911T100000", end="20260911T110000"),
        HELD,
        "",
    ),
    "two rules": (series("RRULE:FREQ=WEEKLY;BYDAY=MO", "RRULE:FREQ=WEEKLY;BYDAY=FR"), HELD, "two-rules"),
    "100,000 times": (series("RRULE:FREQ=DAILY;COUNT=100000"), HELD, ""),
    "every 99,999,999 days": (gym("RRULE:FREQ=DAILY;INTERVAL=99999999"), HELD, "endless-series"),
}


@pytest.mark.parametrize("name", SERIES)
@pytest.mark.timeout(10)
def test_series(name: str) -> None:
    text, expected, code = SERIES[name]
    calendars = found(calendar(text))
    assert hours(calendars) == expected
    assert not code or code in codes(calendars)


TIMES = {
    "a zone that nobody knows": (gym(zone="TZID=Customized Time Zone"), HELD, "unknown-zone"),
    "Outlook's custom zone": (gym(zone='TZID="tzone://Microsoft/Custom"'), HELD, "unknown-zone"),
    "an offset as a zone": (gym(zone="TZID=GMT-0500"), HELD, "zone-offset"),
    "a zone with its offset": (gym(zone='TZID="(UTC-06:00) Central Time (US & Canada)"'), HELD, "zone-name"),
    "an offset behind the time": (
        event("DTSTART:20260911T190000-0400", "DTEND:20260911T200000-0400", "SUMMARY:Gym"),
        HELD,
        "date-format",
    ),
    "written with dashes and offset": (
        event("DTSTART:2026-09-11T18:00:00-05:00", "DTEND:2026-09-11T19:00:00-05:00", "SUMMARY:Gym"),
        HELD,
        "date-format",
    ),
    "no zone": (event("DTSTART:20260911T180000", "DTEND:20260911T190000", "SUMMARY:Gym"), HELD, ""),
    "a length that runs backwards": (
        event(f"DTSTART;{CHICAGO}:20260911T180000", "DURATION:-PT1H", "SUMMARY:Gym"),
        "15:00-17:00",
        "bad-duration",
    ),
    "a length beside an end": (gym("DURATION:PT3H"), HELD, ""),
    "an end without a value": (
        event(f"DTSTART;{CHICAGO}:20260911T180000", "DTEND:", "SUMMARY:Gym"),
        "15:00-17:00",
        "no-end",
    ),
    "shown as free": (gym("TRANSP:TRANSPARENT"), HELD, ""),
    "tentative": (gym("STATUS:TENTATIVE"), HELD, ""),
    "cancelled, in either spelling": (gym("STATUS:Canceled"), FREE, ""),
    "without a title": (
        event(f"DTSTART;{CHICAGO}:20260911T180000", f"DTEND;{CHICAGO}:20260911T190000"),
        HELD,
        "",
    ),
    "a reminder with lines of its own": (
        gym("BEGIN:VALARM", "TRIGGER:-PT10M", "SUMMARY:Soon", "DURATION:PT5M", "END:VALARM"),
        HELD,
        "",
    ),
}


@pytest.mark.parametrize("name", TIMES)
def test_times(name: str) -> None:
    text, expected, code = TIMES[name]
    calendars = found(calendar(text))
    assert hours(calendars) == expected
    assert not code or code in codes(calendars)


def test_times_without_a_zone_are_in_the_zone_that_the_file_names() -> None:
    text = event("DTSTART:20260911T190000", "DTEND:20260911T200000", "SUMMARY:Gym")
    for zone, expected in (("America/New_York", HELD), ("Etc/UTC", "15:00-18:00"), ("Nowhere", "15:00-18:00")):
        assert hours(found(calendar(text, head=f"X-WR-TIMEZONE:{zone}\r\n"))) == expected


WHOLE = calendar(closed())
FOLDED = HEAD.encode() + event("DTSTART;VALUE=DATE:20260911", "SUMMARY:District Closed, f\u00eate").encode().replace(
    b"\xc3\xaa", b"\xc3\r\n \xaa"
)
BYTES = {
    "gzip": (gzip.compress(WHOLE.encode()), "gzip"),
    "UTF-16 without its mark": (WHOLE.encode("utf-16-le"), "utf-16"),
    "UTF-16, the other way round": (WHOLE.encode("utf-16-be"), "utf-16"),
    "UTF-16 with its mark": (WHOLE.encode("utf-16"), "byte-order-mark"),
    "a letter folded in two": (FOLDED + TAIL.encode(), "split-letter"),
    "null bytes": (WHOLE.replace("District", "Dis\x00trict"), "null-bytes"),
    "carriage returns only": (WHOLE.replace("\r\n", "\r"), ""),
    "line ends turned round": (WHOLE.replace("\r\n", "\n\r"), "blank-line"),
    "line ends doubled": (WHOLE.replace("\r\n", "\r\r\n"), "blank-line"),
    "a comment behind the end": (WHOLE + "<!-- made in 0.2 s -->\n", "junk-after-end"),
    "a script behind the end": (WHOLE + f"<script>{'x' * 5000}</script>", "junk-after-end"),
    "a server's warning in front": ("<br />\n<b>Warning</b>: line 3<br />\n" + WHOLE, "junk-before-begin"),
    "a server's answer in front": ("HTTP/1.1 200 OK\r\n\r\n" + WHOLE, "junk-before-begin"),
    "small letters": (WHOLE.lower().replace("district closed", "District Closed"), ""),
    "a line break in the title": (calendar(closed(title="District\\nClosed\\, all day")), ""),
    "marked-up title": (calendar(closed(title="<b>District&nbsp;Closed</b> &amp; offices")), ""),
    "title with its language": (WHOLE.replace("SUMMARY:", "SUMMARY;LANGUAGE=en-us:"), ""),
    "title with an address": (WHOLE.replace("SUMMARY:", 'SUMMARY;ALTREP="http://example.org:8/x":'), ""),
    "quoted-printable": (
        WHOLE.replace("SUMMARY:District Closed", "SUMMARY;ENCODING=QUOTED-PRINTABLE:District=20Closed"),
        "quoted-printable",
    ),
    "said twice": (calendar(closed("20260911", "SUMMARY:Picnic")), "said-twice"),
    "midnight to the same midnight": (
        calendar(
            event(f"DTSTART;{CHICAGO}:20260911T000000", f"DTEND;{CHICAGO}:20260911T000000", "SUMMARY:District Closed")
        ),
        "fake-all-day",
    ),
    "other things beside it": (
        calendar("BEGIN:VTODO\r\nUID:t\r\nDTSTART:20260911T180000Z\r\nEND:VTODO\r\n", closed()),
        "no-end",
    ),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_and_letters(name: str) -> None:
    raw, code = BYTES[name]
    calendars = found(raw)
    assert calendars.buildings["qhs"][0].reasons[0].startswith("break: District Closed")
    assert hours(calendars) == SHUT
    assert not code or code in codes(calendars)


NONE = {
    "a zip archive": b"PK\x03\x04" + bytes(200),
    "a PDF": b"%PDF-1.7 ...",
    "gzip": gzip.compress(WHOLE.encode())[:-12],
    "breaks off": (WHOLE + HEAD + closed()).encode(),
    "a web page": b"<!DOCTYPE html><html><body>BEGIN:VCALENDAR</body></html>",
    "JSON": b'{"error": "unauthorized"}',
}


@pytest.mark.parametrize("what", NONE)
def test_what_is_no_whole_calendar_says_what_it_is(what: str) -> None:
    calendars = found(NONE[what])
    assert calendars.feeds[0].health == "unreadable"
    assert what in calendars.feeds[0].message
    assert hours(calendars) == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (calendar(closed("20260911", "STATUS:CANCELED")), ""),
        (calendar(closed(), head="METHOD:CANCEL\r\n"), "withdrawn"),
        (
            calendar(closed("20260911", "SEQUENCE:0"), closed("20260911", "SEQUENCE:1", "STATUS:CANCELLED")),
            "superseded",
        ),
        (calendar(closed("20260911", "SEQUENCE:0"), closed("20260914", "SEQUENCE:2")), "superseded"),
        (calendar(closed("20260911", "STATUS:TENTATIVE")), ""),
        (calendar(closed("20260911", "DTEND;VALUE=DATE:20270912")), ""),
        (calendar(closed("20260911", "DTEND;VALUE=DATE:99991231")), ""),
    ],
)
def test_a_closure_that_does_not_stand_closes_nothing(text: str, code: str) -> None:
    calendars = found(text)
    assert calendars.buildings["qhs"][0].kind == "school_day"
    assert not code or code in codes(calendars)


def test_many_events_under_one_uid_all_count() -> None:
    calendars = found(calendar(closed("20260911"), closed("20260914")), FRIDAY, "2026-09-14")
    assert [view.kind for view in calendars.buildings["qhs"]] == ["break", "weekend", "weekend", "break"]


def test_a_break_with_times_leaves_the_days_in_school_on_which_it_begins_and_ends() -> None:
    text = gym(start="20261218T150000", end="20270104T080000").replace("Gym", "Winter Break - Schools Closed")
    calendars = found(calendar(text), "2026-12-18", "2027-01-04")
    kinds = {view.date.isoformat(): view.kind for view in calendars.buildings["qhs"]}
    assert (kinds["2026-12-18"], kinds["2026-12-21"], kinds["2027-01-04"]) == ("school_day", "break", "school_day")


def test_a_whole_day_written_from_midnight_to_midnight_in_utc_closes_its_own_date_only() -> None:
    text = event("DTSTART:20260911T000000Z", "DTEND:20260912T000000Z", "SUMMARY:District Closed")
    calendars = found(calendar(text), "2026-09-10", FRIDAY)
    assert [view.kind for view in calendars.buildings["qhs"]] == ["school_day", "break"]


def test_closures_and_bookings_without_end_are_doubted() -> None:
    text = calendar(
        closed("20260911", "DTEND;VALUE=DATE:20270912"), gym(start="20260901T080000", end="20270520T150000")
    )
    assert {doubt.code for doubt in found(text).doubts} >= {"long-closure", "long-booking"}


RULES = [
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=40",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU",
    "FREQ=DAILY;BYHOUR=9,18;COUNT=60",
    "FREQ=WEEKLY;UNTIL=20261120T235959Z",
    "FREQ=YEARLY;BYYEARDAY=300",
]


@pytest.mark.parametrize("rule", RULES)
def test_series_happen_when_another_reader_says_they_do(rule: str) -> None:
    zone = ZoneInfo("America/Chicago")
    first, last = date(2026, 9, 1), date(2027, 3, 31)
    text = calendar(gym(f"RRULE:{rule}", start="20260901T180000", end="20260901T190000"))
    content = read_ics(text.encode(), zone, None, first, last, Tally())
    ours = {
        one.start.astimezone(zone)
        for one in content.events
        if one.start and first <= one.start.astimezone(zone).date() <= last
    }
    begins = datetime(2026, 9, 1, 18, tzinfo=zone)
    expected = rrulestr(rule, dtstart=begins).between(begins - timedelta(1), datetime(2027, 3, 31, 23, 59, tzinfo=zone))
    # The standard counts the start itself as the first occurrence, also where the rule leaves it out.
    assert {one.astimezone(UTC) for one in ours} == {one.astimezone(UTC) for one in (begins, *expected)}
