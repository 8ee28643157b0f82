"""Feeds as producers really write them: each oddity is read as a careful person would, and listed."""

from __future__ import annotations

from datetime import date

import pytest
from calendar_kit import PATH, day, feed, ics, inventory, opened, read, timed, whole

from switchrefresh.calendars.model import FeedText
from switchrefresh.inventory.model import FeedRole

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
FRIDAY = "2026-09-11"
EVENT = "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260801T000000Z\r\n{lines}\r\nEND:VEVENT\r\n"


def source(text: str | bytes, **more) -> FeedText:
    raw = text if isinstance(text, bytes) else text.encode()
    return FeedText(PATH, FeedRole.DISTRICT, None, raw, **more)


def one(lines: str) -> str:
    return HEAD + EVENT.format(lines=lines) + "END:VCALENDAR\r\n"


CLOSED = "DTSTART;VALUE=DATE:20260911\r\nSUMMARY:District Closed"
CASES = {
    "byte-order-mark": "\ufeff" + one(CLOSED),
    "junk-before-begin": "v" + one(CLOSED),
    "blank-line": one(CLOSED).replace("\r\nBEGIN:VEVENT", "\r\n\r\nBEGIN:VEVENT"),
    "bad-fold": one("DTSTART;VALUE=DATE:20260911\r\nSUMMARY:District\r\nClosed"),
    "stray-line": one("OAKSTREET12:geo:41.4\r\n" + CLOSED),
    "no-uid": one(CLOSED).replace("UID:1\r\n", ""),
    "no-dtstamp": one(CLOSED).replace("DTSTAMP:20260801T000000Z\r\n", ""),
    "bare-date": one("DTSTART:20260911\r\nDTEND:20260912\r\nSUMMARY:District Closed"),
    "date-format": one("DTSTART:2026-09-11\r\nSUMMARY:District Closed"),
    "no-end": one(CLOSED),
    "end-before-start": one("DTSTART;VALUE=DATE:20260911\r\nDTEND;VALUE=DATE:20260910\r\nSUMMARY:District Closed"),
    "fake-all-day": one("DTSTART:20260911T000000\r\nDTEND:20260911T235900\r\nSUMMARY:District Closed"),
    "duplicate": HEAD + EVENT.format(lines=CLOSED) * 2 + "END:VCALENDAR\r\n",
    "unclosed-event": one(CLOSED).replace("END:VEVENT\r\n", "BEGIN:VEVENT\r\nDTSTART:20260912\r\nEND:VEVENT\r\n"),
    "no-start": HEAD + EVENT.format(lines=CLOSED) + EVENT.format(lines="SUMMARY:When?") + "END:VCALENDAR\r\n",
}


@pytest.mark.parametrize("code", CASES)
def test_repaired_and_listed(code: str) -> None:
    found = read(source(CASES[code]), "2026-09-10", "2026-09-14")
    assert [view.kind for view in found.buildings["qhs"]] == ["school_day", "break", "weekend", "weekend", "school_day"]
    assert code in {repair.code for repair in found.feeds[0].repairs}


def test_a_clean_feed_needs_no_repair() -> None:
    assert read(feed(whole("District Closed", "20260911", "20260912")), FRIDAY).feeds[0].repairs == ()


def test_windows_text_keeps_its_apostrophe() -> None:
    raw = one(
        "DTSTART;VALUE=DATE:20261111\r\nDTEND;VALUE=DATE:20261112\r\nSUMMARY:Veteran\u2019s Day - District Closed"
    ).encode("cp1252")
    found = read(source(raw), "2026-11-11")
    assert found.buildings["qhs"][0].kind == "holiday"
    assert "Veteran\u2019s Day" in found.buildings["qhs"][0].reasons[0]
    assert [repair.code for repair in found.feeds[0].repairs] == ["windows-1252"]


@pytest.mark.parametrize("inclusive", [True, False])
def test_inclusive_ends_are_found_per_file(inclusive: bool) -> None:
    def last(first: str, after: str) -> str:
        return first if inclusive else after

    raw = feed(
        whole("Picture Day", "20260901", last("20260901", "20260902")),
        whole("Book Fair", "20260902", last("20260902", "20260903")),
        whole("Thanksgiving Break - District Closed", "20261125", last("20261127", "20261128")),
        whole("Spring Break - District Closed", "20270315", last("20270319", "20270320")),
    )
    found = read(raw, "2026-11-23", "2027-03-22")
    closed = [view.date for view in found.buildings["qhs"] if view.kind in {"break", "holiday"}]
    assert closed == [date(2026, 11, n) for n in (25, 26, 27)] + [date(2027, 3, n) for n in range(15, 20)]
    assert ("inclusive-end" in {r.code for r in found.feeds[0].repairs}) is inclusive


def test_inclusive_ends_as_the_entry_says() -> None:
    raw = ics(whole("Spring Break - District Closed", "20270315", "20270319"))
    assert day(source(raw, dtend="inclusive"), "2027-03-19").kind == "break"
    assert day(source(raw), "2027-03-19").kind == "school_day"


def test_inclusive_ends_of_a_recurring_break() -> None:
    raw = ics(
        whole("Picture Day", "20260901", "20260901"),
        whole("Book Fair", "20260902", "20260902"),
        whole("District Closed", "20260914", "20260915", more="RRULE:FREQ=WEEKLY;COUNT=2\r\n"),
    )
    found = read(source(raw), "2026-09-14", "2026-09-23")
    assert [v.date.day for v in found.buildings["qhs"] if v.kind == "break"] == [14, 15, 21, 22]


ZONES = {
    "Central Standard Time": "zone-name",
    "/citadel.org/20260101_1/America/Chicago": "zone-name",
    "Central Time (US & Canada)": "zone-name",
    "Quarry Hill Local": "unknown-zone",
}


@pytest.mark.parametrize("zone", ZONES)
def test_zone_names(zone: str) -> None:
    events = feed(
        timed("Concert", "20260911T180000", "20260911T190000", zone=f'"{zone}"'),
        role=FeedRole.SCHOOL,
        buildings=("qhs",),
    )
    found = read(events, FRIDAY)
    assert opened(found.buildings["qhs"][0]) == ["15:00-17:00", "20:00-21:00"]
    assert ZONES[zone] in {repair.code for repair in found.feeds[0].repairs}


def test_zone_with_two_names() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:America/New_York\r\nTZID:US-Custom\r\nBEGIN:STANDARD\r\nDTSTART:19701101T020000\r\n"
        "TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    text = HEAD + zone + timed("Concert", "20260911T180000", "20260911T190000", zone="US-Custom") + "END:VCALENDAR\r\n"
    found = read(FeedText(PATH, FeedRole.SCHOOL, ("qhs",), text.encode()), FRIDAY)
    # 18:00 at UTC-5 is 18:00 in Chicago in September.
    assert opened(found.buildings["qhs"][0]) == ["15:00-17:00", "20:00-21:00"]
    assert "two-zone-names" in {repair.code for repair in found.feeds[0].repairs}


def test_exceptions_and_ends_written_as_dates() -> None:
    rule = "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20261028\r\nEXDATE;VALUE=DATE:20261014\r\n"
    found = read(
        feed(timed("Early Release", "20261007T140000", "20261007T150000", more=rule)), "2026-10-01", "2026-11-10"
    )
    assert [v.date.day for v in found.buildings["qhs"] if v.kind == "early_release"] == [7, 21, 28]
    assert "until-date" in {repair.code for repair in found.feeds[0].repairs}


def test_one_moved_occurrence() -> None:
    head = "BEGIN:VEVENT\r\nUID:s\r\nDTSTAMP:20260801T000000Z\r\n"
    series = head + "DTSTART;VALUE=DATE:20261007\r\nDTEND;VALUE=DATE:20261008\r\n"
    series += "RRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY:Late Start\r\nEND:VEVENT\r\n"
    moved = head + "RECURRENCE-ID;VALUE=DATE:20261014\r\nDTSTART;VALUE=DATE:20261015\r\n"
    moved += "DTEND;VALUE=DATE:20261016\r\nSUMMARY:Late Start\r\nEND:VEVENT\r\n"
    found = read(feed(series, moved), "2026-10-05", "2026-10-30")
    assert [v.date.day for v in found.buildings["qhs"] if v.kind == "late_start"] == [7, 15, 21]


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"]
)
def test_endless_series_end_with_the_range(rule: str) -> None:
    events = feed(
        timed("Gym rental", "20150105T180000", "20150105T190000", more=f"RRULE:{rule}\r\n"),
        role=FeedRole.FACILITY,
        buildings=("qhs",),
    )
    found = read(events, FRIDAY)
    assert opened(found.buildings["qhs"][0]) == ["15:00-17:00", "20:00-21:00"]
    assert {"endless-series", "rule-too-often"} & {repair.code for repair in found.feeds[0].repairs}


@pytest.mark.parametrize(
    "rule", ["FREQ=SOMETIMES", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTHDAY=40", "="]
)
@pytest.mark.timeout(10)
def test_a_rule_nobody_can_read_happens_once(rule: str) -> None:
    events = feed(
        timed("Gym rental", "20260911T180000", "20260911T190000", more=f"RRULE:{rule}\r\n"),
        role=FeedRole.FACILITY,
        buildings=("qhs",),
    )
    found = read(events, FRIDAY)
    assert opened(found.buildings["qhs"][0]) == ["15:00-17:00", "20:00-21:00"]
    assert "bad-rule" in {repair.code for repair in found.feeds[0].repairs}


def test_weeks_long_break_as_one_timed_event_in_utc() -> None:
    line = "DTSTART:20261221T060000Z\r\nDTEND:20270102T055900Z\r\nSUMMARY:Winter Break - Schools Closed"
    found = read(FeedText(PATH, FeedRole.SCHOOL, ("qhs",), one(line).encode()), "2026-12-21", "2027-01-04")
    kinds = [view.kind for view in found.buildings["qhs"] if view.kind != "weekend"]
    assert kinds == ["break"] * 4 + ["holiday"] + ["break"] * 4 + ["holiday", "school_day"]
    assert opened(found.buildings["qhs"][1]) == ["07:00-17:00"]


def test_event_without_end_gets_two_hours() -> None:
    line = "DTSTART;TZID=America/Chicago:20260911T170000\r\nSUMMARY:Concert"
    found = read(FeedText(PATH, FeedRole.SCHOOL, ("qhs",), one(line).encode()), FRIDAY)
    assert opened(found.buildings["qhs"][0]) == ["15:00-16:00", "20:00-21:00"]


def test_people_are_not_kept() -> None:
    line = "DTSTART;TZID=America/Chicago:20260911T170000\r\nSUMMARY:Concert\r\n"
    line += "DESCRIPTION:call Ms Doe 555-0100\r\nATTENDEE:mailto:doe@example.org"
    assert "Doe" not in repr(read(FeedText(PATH, FeedRole.SCHOOL, ("qhs",), one(line).encode()), FRIDAY))


def test_table_feed() -> None:
    raw = b"date,title,kind\n2026-09-11,District Closed,\n2026-09-14,Something,no_students\n"
    found = read(FeedText("calendars/own.csv", FeedRole.DISTRICT, None, raw), FRIDAY, "2026-09-14", inventory())
    assert [found.buildings["qhs"][0].kind, found.buildings["qhs"][3].kind] == ["break", "no_students"]
