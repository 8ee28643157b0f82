"""A pasted .txt as a feed: its rows count, and what it leaves open is closed and said."""

from dataclasses import replace
from datetime import date

import pytest

from switchrefresh.calendars.model import FeedText
from switchrefresh.importers.pasted_feed import read_pasted
from switchrefresh.inventory.model import FeedRole, SchoolYear

YEARS = (SchoolYear(date(2025, 8, 21), date(2026, 5, 20)), SchoolYear(date(2026, 8, 20), date(2027, 5, 20)))
HEAD = "Quarry Hill calendar 2026-27\n"


def read(text: str, head: str = HEAD) -> FeedText:
    feed = FeedText("calendars/web.txt", FeedRole.DISTRICT, None, (head + text).encode())
    return read_pasted(feed, YEARS, date(2026, 11, 30))


def test_rows_are_read_and_the_text_says_so():
    feed = read("Dec 21 - Jan 1: Winter Break\nWednesdays: early dismissal\n")
    weekly = {"dates": "2026-08-20..2027-05-20", "title": "Wednesdays: early dismissal", "kind": "early_release"}
    assert feed.rows == (weekly | {"every": "wed"}, {"dates": "2026-12-21..2027-01-01", "title": "Winter Break"})
    assert [note.code for note in feed.notes] == ["pasted-text"]
    assert (feed.unread, feed.trouble) == ((), "")


def test_a_line_with_a_wrong_date_leaves_its_date_unknown():
    feed = read("Dec 21 - Jan 1: Winter Break\nTue, Jan 4 Staff Day\nFair TBD\n")
    assert [(str(one.first), str(one.last)) for one in feed.unread] == [("2027-01-04", "2027-01-04")]
    assert "line 3" in feed.unread[0].why and "Monday" in feed.unread[0].why
    assert [note.code for note in feed.notes] == ["pasted-text", "line-not-understood", "line-without-date"]


def test_a_weekly_rule_with_an_unread_exception_does_not_count():
    feed = read("Dec 21 - Jan 1: Winter Break\nWednesdays: early dismissal, except before holidays\n")
    assert [row["title"] for row in feed.rows or ()] == ["Winter Break"]
    assert feed.unread == ()
    assert any("before holidays" in note.message for note in feed.notes)


def test_days_that_may_be_taken_back_without_a_date_make_it_unknown():
    feed = read("Feb 15: No School\nSnow make-up days if needed: to be taken from spring break\n")
    assert "may take days back" in feed.trouble


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Dec 21 - Jan 1: Winter Break\n", "which school year"),
        ("<html><body>Dec 21: Break</body></html>", "web page"),
        ("Welcome to our school\n2026-27\n", "no line with a date"),
    ],
)
def test_what_cannot_be_a_calendar_of_a_year_is_unknown(text, why):
    assert why in read(text, head="").trouble


def test_the_year_of_the_text_is_not_guessed():
    assert (read("Sep 7: Labor Day\n", "2025-26\n").rows or ())[0]["dates"] == "2025-09-07"
    assert (read("September 7, 2026: Labor Day\n", "").rows or ())[0]["dates"] == "2026-09-07"
    assert (read("Sep 7: Labor Day\n", "2021-22\n").rows or ())[0]["dates"] == "2021-09-07"


def test_an_ics_by_another_name_is_left_alone():
    feed = FeedText("calendars/web.txt", FeedRole.DISTRICT, None, b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert read_pasted(feed, YEARS, None) == feed
    assert read_pasted(replace(feed, raw=None), YEARS, None).trouble == ""
