"""Feeds kept as tables: the columns of the manual, and those that other programs write."""

from dataclasses import replace

import pytest
from calendar_kit import day, feed, opened, read

from switchrefresh.calendars.model import Health
from switchrefresh.inventory.model import DayKind

OURS = "dates,title,kind\n2026-12-21..2027-01-01,Winter Break,\n2026-11-03,PLC,early_release\n"
GOOGLE = """Subject,Start Date,Start Time,End Date,End Time,All Day Event,Description,Location
Winter Break,12/21/2026,,01/01/2027,,True,"no, really",
Early Release Day,11/3/2026,,11/3/2026,,TRUE,,
Band Concert,12/10/2026,6:00 PM,12/10/2026,8:00 PM,False,,Auditorium
"""
OUTLOOK = """"Subject","Start Date","Start Time","End Date","End Time","All day event"
"Winter Break","12/21/2026","12:00:00 AM","1/2/2027","12:00:00 AM","True"
"Early Release Day","11/3/2026","12:00:00 AM","11/4/2026","12:00:00 AM","True"
"Band Concert","12/10/2026","6:00:00 PM","12/10/2026","8:00:00 PM","False"
"""
SHEET = """\n\nEvent;From;To
Winter Break;Dec 21, 2026;January 1, 2027
Early Release Day;Tue, Nov 3, 2026;
Band Concert;2026-12-10 18:00;2026-12-10 20:00
"""
START_END = "start,end,title\n2026-12-21,2027-01-01,Winter Break\n11/03/26,,Early Release Day\n"
KINDS = {
    "2026-11-03": DayKind.EARLY_RELEASE,
    "2026-11-04": DayKind.SCHOOL_DAY,
    "2026-12-18": DayKind.SCHOOL_DAY,
    "2026-12-21": DayKind.BREAK,
    "2026-12-31": DayKind.BREAK,
    "2027-01-04": DayKind.SCHOOL_DAY,
}


def table(text, path="calendars/list.csv"):
    return replace(feed(), path=path, raw=text.encode())


@pytest.mark.parametrize("text", [OURS, GOOGLE, OUTLOOK, SHEET, START_END, GOOGLE.replace(",", "\t")])
def test_a_table_is_read_in_the_columns_that_it_has(text):
    kinds = {on: day(table(text), on).kind for on in KINDS}
    assert kinds == KINDS
    assert day(table(text), "2027-01-01").kind in {DayKind.BREAK, DayKind.HOLIDAY}


@pytest.mark.parametrize("text", [GOOGLE, OUTLOOK, SHEET])
def test_a_timed_row_blocks_its_hours_and_the_padding(text):
    booked = replace(table(text), buildings=("qhs",))
    assert opened(day(booked, "2026-12-10")) == ["15:00-17:00"]


def test_rows_without_readable_dates_are_counted_and_the_rest_counts():
    rows = "Winter Break,12/21/2026,1/1/2027\nNonsense,soon,\nBackwards,12/9/2026,12/1/2026\n"
    text = f"Subject,Start Date,End Date\n{rows}"
    calendars = read([table(text)], "2026-12-01", "2026-12-31")
    [report] = calendars.feeds
    assert (report.health, report.events) == (Health.OK, 1)
    assert any("2" in note and "Nonsense" in note for note in map(str, report.repairs))


@pytest.mark.parametrize("text", ["<!doctype html>\n<title>Log in</title>\n", "when,what\nmonday,x\n", "a,b\n1,2\n"])
def test_a_table_of_something_else_is_unreadable_with_a_cure_for_tables(text):
    [report] = read([table(text)], "2026-12-01", "2026-12-31").feeds
    assert report.health is Health.UNREADABLE
    assert "dates,title" in report.hint and "VCALENDAR" not in report.hint


def test_own_columns_keep_start_and_end_as_times():
    text = "date,title,start,end\n2026-12-10,Band Concert,18:00,20:00\n"
    booked = replace(table(text), buildings=("qhs",))
    assert opened(day(booked, "2026-12-10")) == ["15:00-17:00"]
