"""Pasted calendars: what districts write is understood as they mean it, and what is not is named."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from switchrefresh.importers.calendar_text import read_calendar_text
from switchrefresh.importers.date_points import SchoolYearDates
from switchrefresh.importers.feed_writing import dates_text, feed_yaml
from switchrefresh.importers.stated_years import stated_school_year
from switchrefresh.importers.text_lines import decode
from switchrefresh.storage.feeds import yaml_rows

YEAR = SchoolYearDates(date(2026, 8, 24), date(2027, 6, 4))


def rows(text, year=YEAR):
    found = read_calendar_text(text, year)
    assert found.not_understood == [], found.not_understood
    return [(str(r.first) if r.first == r.last else f"{r.first}..{r.last}", r.title) for r in found.rows]


BREAK = "2026-12-21..2027-01-01"


@pytest.mark.parametrize(
    ("text", "dates", "title"),
    [
        ("AUG 24 | 1st Day of classes", "2026-08-24", "1st Day of classes"),
        ("DEC 21-\nJAN 1 | No School/District Closed", BREAK, "No School/District Closed"),
        ("DEC 21 \N{EN DASH}\n\nJAN 1 | Recess", BREAK, "Recess"),
        ("December 21 \N{EN DASH} January 1: Winter Break (no school)", BREAK, "Winter Break (no school)"),
        ("Monday, December 21, 2026 through Friday, January 1, 2027 - Break", BREAK, "Break"),
        ("Dec. 21st thru Jan. 1st\tWinter Break", BREAK, "Winter Break"),
        ("12/21/26-1/1/27 Winter Break", BREAK, "Winter Break"),
        ("12/21 - 1/1 Winter Break", BREAK, "Winter Break"),
        ("2026-12-21 | 2027-01-01 | Winter Break", BREAK, "Winter Break"),
        ("Winter Break: Dec 21, 2026 - Jan 1, 2027", BREAK, "Winter Break"),
        ("Winter Break (December 21 to January 1)", BREAK, "Winter Break"),
        ("* **Winter Break** ........ Dec 21-Jan 1", BREAK, "Winter Break"),
        ("<td>Dec 21-Jan 1</td><td>Winter Break</td>", BREAK, "Winter Break"),
        ("| September 7 | Monday | Labor Day - No School |", "2026-09-07", "Labor Day - No School"),
        ("Fri., Nov. 6 - PD Day - No Students", "2026-11-06", "PD Day - No Students"),
        ("7 September 2026 Labor Day", "2026-09-07", "Labor Day"),
        ("August 12-14 > New Teacher Days", "2026-08-12..2026-08-14", "New Teacher Days"),
        ("Jan 4 - 8th grade orientation", "2027-01-04", "8th grade orientation"),
        ("Dec 18, 2 Hour Early Release", "2026-12-18", "2 Hour Early Release"),
        ("May 28 1/2 day Early Dismissal", "2027-05-28", "1/2 day Early Dismissal"),
        ("Nov 3 7:00 pm Board Meeting", "2026-11-03", "7:00 pm Board Meeting"),
        ("Aug 21 > First Day of School for Grades 1-12", "2026-08-21", "First Day of School for Grades 1-12"),
        ("Quarter 1 ends October 16", "2026-10-16", "Quarter 1 ends"),
        ("October 12\nColumbus Day - No School", "2026-10-12", "Columbus Day - No School"),
        ("Start Date,End Date,Event\n12/21/2026,1/1/2027,Winter Break", BREAK, "Winter Break"),
    ],
)
def test_one_line(text, dates, title):
    assert rows(text) == [(dates, title)]


def test_days_in_a_list():
    assert [day for day, _ in rows("Oct 8-9 & 12 Fall Break")] == ["2026-10-08..2026-10-09", "2026-10-12"]
    assert [day for day, _ in rows("Nov. 25, 26 and 27 - Recess")] == ["2026-11-25", "2026-11-26", "2026-11-27"]
    assert [day for day, _ in rows("No School: Oct. 12; Nov. 11; Feb. 15")] == [
        "2026-10-12",
        "2026-11-11",
        "2027-02-15",
    ]


def test_a_closure_of_some_of_the_days():
    assert rows("MAR 15\N{EN DASH}19 | No School (District Closed 18 & 19)") == [
        ("2027-03-15..2027-03-17", "No School"),
        ("2027-03-18..2027-03-19", "District Closed"),
    ]


def test_two_things_in_one_line_are_two_rows():
    assert rows("Winter Break: December 21 - January 1 (Classes resume January 4)") == [
        (BREAK, "Winter Break"),
        ("2027-01-04", "Classes resume"),
    ]
    assert rows("Schools closed December 21 through January 1; students return January 4") == [
        (BREAK, "Schools closed"),
        ("2027-01-04", "students return"),
    ]


def test_two_dates_that_cannot_be_told_apart_are_named():
    found = read_calendar_text("Winter Break Dec 21 - school resumes Jan 4", YEAR)
    assert found.rows == []
    assert "two dates" in found.not_understood[0].why


def test_days_parted_by_a_stroke():
    assert [day for day, _ in rows("Thurs/Fri October 22/23 Conferences")] == ["2026-10-22", "2026-10-23"]


def test_lines_below_a_month():
    text = "March 2027\n1 End of Trimester 2\n5 No School\n15-19 Spring Break\nMon 22 Classes resume\n30-Apr 2 Recess\n"
    assert rows(text) == [
        ("2027-03-01", "End of Trimester 2"),
        ("2027-03-05", "No School"),
        ("2027-03-15..2027-03-19", "Spring Break"),
        ("2027-03-22", "Classes resume"),
        ("2027-03-30..2027-04-02", "Recess"),
    ]


@pytest.mark.parametrize(
    ("text", "every", "kind", "dates"),
    [
        ("Thursday Dismissal: 1 hour early", ("thu",), "early_release", "2026-08-24..2027-06-04"),
        (
            "Wednesdays from October 1-April 29, released 50 minutes early",
            ("wed",),
            "early_release",
            "2026-10-01..2027-04-29",
        ),
        ("Every Friday: early release at 1:30", ("fri",), "early_release", "2026-08-24..2027-06-04"),
        ("Late Start Mondays (60 minutes) beginning September 14", ("mon",), "late_start", "2026-09-14..2027-06-04"),
        ("Early dismissal on Mondays and Wednesdays", ("mon", "wed"), "early_release", "2026-08-24..2027-06-04"),
    ],
)
def test_weekly_rules_in_prose(text, every, kind, dates):
    [row] = read_calendar_text(text, YEAR).rows
    assert (row.every, row.kind, f"{row.first}..{row.last}") == (every, kind, dates)


def test_what_a_weekly_rule_leaves_out_is_named():
    found = read_calendar_text("Early Release Wednesdays, except the week of Thanksgiving", YEAR)
    assert len(found.rows) == 1
    assert "except" in found.not_understood[0].why


def test_bells_and_days_without_a_date_are_told():
    found = read_calendar_text(
        "Bell Schedule\nHigh School: 8:50 AM - 4:00 PM\nElementary 7:55-2:55\nAUG TBD | Fair\n", YEAR
    )
    assert [(n, b.who, b.start, b.dismissal) for n, b in found.bells] == [
        (2, "High School", "08:50", "16:00"),
        (3, "Elementary", "07:55", "14:55"),
    ]
    assert [line.line for line in found.undated] == [4]
    assert [line.text for line in found.headings] == ["Bell Schedule"]


@pytest.mark.parametrize(
    "text",
    [
        "Tue, Sep 7 Labor Day",  # a Monday
        "Feb 30 Groundhog Day",
        "Oct. 13-Nov.265 Students present",
        "through January 3",
        "Sept.7(Tu)No School",  # a Monday
        "No School",
        "12/21/2026, 1/1/2027, Winter Break",
        "October 12",
        "Room 214 is closed",
    ],
)
def test_what_is_not_understood_is_named_and_gives_no_row(text):
    found = read_calendar_text(text, YEAR)
    assert found.rows == []
    assert [line.line for line in found.not_understood] == [1]
    assert found.not_understood[0].why


def test_words_above_and_below_a_date_are_not_guessed():
    text = "Labor Day\nSeptember 7\nFall Break\nOctober 12\n"
    found = read_calendar_text(text, YEAR)
    assert found.rows == []
    assert {2, 4} <= {line.line for line in found.not_understood}


def test_blank_lines_tell_which_words_belong_to_a_date():
    text = "Important Dates\n\nSeptember 7\nLabor Day\n\nOctober 12\nFall Break\n"
    assert rows(text) == [("2026-09-07", "Labor Day"), ("2026-10-12", "Fall Break")]


def test_the_year_that_a_text_names():
    assert stated_school_year("Springfield 2025-26 Calendar") == 2025
    assert stated_school_year("2025\N{EN DASH}2026".replace("\N{EN DASH}", "-")) == 2025
    assert stated_school_year("since 1998-2024") is None
    assert stated_school_year("2025-26 and 2026-27") is None


def test_leap_days_and_explicit_years():
    year = SchoolYearDates(date(2027, 8, 20), date(2028, 5, 20))
    assert rows("Feb 29 No School", year) == [("2028-02-29", "No School")]
    assert rows("September 6, 2027 Labor Day", YEAR) == [("2027-09-06", "Labor Day")]


def test_old_encodings():
    assert decode("D\N{EN DASH}J".encode("cp1252")) == "D\N{EN DASH}J"
    assert decode("\ufeffx".encode()) == "x"
    assert decode("x".encode("utf-16")) == "x"


SAMPLE = """Quarry Hill Schools 2026-27
SEP 7 | No School/District Closed
DEC 21-
JAN 1 | No School/District Closed
MAR 15-19 | No School (District Closed 18 & 19)
TBD | Graduation "Night": {x}, #1 \u202e
Thursday Dismissal: 1 hour early
Early dismissal on the second Friday
"""


def test_the_feed_reads_back_as_it_was_shown():
    found = read_calendar_text(SAMPLE, YEAR)
    text = feed_yaml(found, "pasted\nfile.txt", "2026-27")
    back, problems = yaml_rows("calendars/x.yaml", text.encode())
    assert problems == ()
    assert [row["title"] for row in back] == [row.title for row in found.rows]
    assert [row["dates"].split("..")[0] for row in back] == [str(row.first) for row in found.rows]
    assert "second Friday" in text


@settings(derandomize=True, max_examples=300, deadline=2000)
@given(
    st.text(max_size=200) | st.lists(st.sampled_from([*SAMPLE.split(), "|", "\n", "-", "&", "31", "May"])).map(" ".join)
)
def test_any_text_gives_rows_that_read_back(text):
    found = read_calendar_text(text, YEAR)
    back, problems = yaml_rows("calendars/x.yaml", feed_yaml(found, "x", "2026-27").encode())
    assert problems == ()
    assert len(back or ()) == len(found.rows)
    assert all(row.first <= row.last and row.title for row in found.rows)


@settings(derandomize=True, max_examples=200, deadline=2000)
@given(
    st.dates(date(2026, 7, 1), date(2027, 6, 30)),
    st.integers(0, 20),
    st.sampled_from(["%B %d", "%b. %d", "%m/%d/%Y", "%Y-%m-%d"]),
)
def test_every_date_of_the_year_is_read(first, days, form):
    last = date.fromordinal(first.toordinal() + days)
    if last > date(2027, 6, 30):
        return
    text = f"{first.strftime(form)} to {last.strftime(form)}: No School"
    [row] = read_calendar_text(text, YEAR).rows
    assert (row.first, row.last) == (first, last)


def test_long_hostile_lines_take_no_time():
    for line in ("(" * 5000, "Jan 1, " * 2000, "1-" * 4000, "Mon, " * 3000, "a | " * 3000, "<" * 5000):
        read_calendar_text(line, YEAR)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Early dismissal on the second Friday of each month, September through November", "09-11 10-09 11-13"),
        ("Late start: 1st and 3rd Wednesdays, January to February", "01-06 01-20 02-03 02-17"),
        ("Early release the last Friday of the month, October 1 - December 31", "10-30 11-27 12-25"),
        ("Early dismissal every other Monday from April 5 to May 17", "04-05 04-19 05-03 05-17"),
    ],
)
def test_some_weekdays_of_every_month(text, dates):
    found = read_calendar_text(text, YEAR)
    assert [f"{row.first:%m-%d}" for row in found.rows] == dates.split()
    assert {(row.last == row.first, row.every) for row in found.rows} == {(True, ())}
    assert found.not_understood == []


def test_dates_that_a_weekly_rule_leaves_out():
    found = read_calendar_text("Early Release Wednesdays, October 7 - November 4 (except October 21 and 28)", YEAR)
    assert [(str(row.first), str(row.last), row.every) for row in found.rows] == [
        ("2026-10-07", "2026-10-20", ("wed",)),
        ("2026-10-29", "2026-11-04", ("wed",)),
    ]
    assert found.not_understood == []


def test_a_heading_says_what_the_dates_below_it_are():
    text = """No-School Days
October 12: Columbus Day
December 21 - January 1: Winter Break

Half Days
November 5: Family conferences
Board meetings
November 9: Regular meeting
"""
    assert [(str(row.first), row.title) for row in read_calendar_text(text, YEAR).rows] == [
        ("2026-10-12", "Columbus Day (No-School Days)"),
        ("2026-11-05", "Family conferences (Half Days)"),
        ("2026-11-09", "Regular meeting"),
        ("2026-12-21", "Winter Break"),
    ]


def test_a_table_with_a_month_over_every_column():
    text = """| September | October |
| 7 : Labor Day | 8-9 : Fall Break |
|  | 30 : Half Day |
| 21 : Staff Day |
"""
    found = read_calendar_text(text, YEAR)
    assert [(str(row.first), str(row.last), row.title) for row in found.rows] == [
        ("2026-09-07", "2026-09-07", "Labor Day"),
        ("2026-10-08", "2026-10-09", "Fall Break"),
        ("2026-10-30", "2026-10-30", "Half Day"),
    ]
    assert [line.line for line in found.not_understood] == [4]  # whose month is it?


def test_dates_and_words_that_take_turns():
    text = "October 5-6\n\nFall Break\n\nOctober 16\n\nEarly Dismissal\n"
    assert [(str(row.first), row.title) for row in read_calendar_text(text, YEAR).rows] == [
        ("2026-10-05", "Fall Break"),
        ("2026-10-16", "Early Dismissal"),
    ]
    text = "Fall Break\nOctober 5-6\n\nWinter Break\nDecember 21 - January 1\n"
    assert [(str(row.first), row.title) for row in read_calendar_text(text, YEAR).rows] == [
        ("2026-10-05", "Fall Break"),
        ("2026-12-21", "Winter Break"),
    ]


@pytest.mark.parametrize(
    ("text", "dates", "title"),
    [
        ("23-25 November Fall Break", "2026-11-23..2026-11-25", "Fall Break"),
        ("7-Sep Monday Labor Day", "2026-09-07", "Labor Day"),
        ("21 diciembre - 1 enero: vacaciones de invierno", "2026-12-21..2027-01-01", "vacaciones de invierno"),
        ("3 November 23-25 Fall Break", "2026-11-23..2026-11-25", "Fall Break"),
        ("April 13-May 21 Students present", "2027-04-13..2027-05-21", "Students present"),
        ("June19-20(Sa-Su)Camp", "2027-06-19..2027-06-20", "Camp"),
        ("Sept.7(M)No School - Labor Day", "2026-09-07", "No School - Labor Day"),
        ("Week of March 22: State testing", "2027-03-22..2027-03-26", "State testing"),
    ],
)
def test_more_ways_to_write_a_date(text, dates, title):
    found = read_calendar_text(text, YEAR)
    assert [(dates_text(row), row.title) for row in found.rows] == [(dates, title)]


def test_several_dates_in_one_line_each_with_its_weekday():
    text = "Monday, Sept 7: Labor Day (holiday) Friday, Oct 9: Early Dismissal"
    assert [(str(row.first), row.title) for row in read_calendar_text(text, YEAR).rows] == [
        ("2026-09-07", "Labor Day (holiday)"),
        ("2026-10-09", "Early Dismissal"),
    ]


def test_bells_of_several_levels_in_one_line():
    found = read_calendar_text("Elementary 8:05-3:10, Grades 6-8: 7:35-2:40; High 7:20-2:25", YEAR)
    assert [(b.who, b.start, b.dismissal) for _, b in found.bells] == [
        ("Elementary", "08:05", "15:10"),
        ("Grades 6-8", "07:35", "14:40"),
        ("High", "07:20", "14:25"),
    ]
    assert read_calendar_text("Conferences 5:00 - 8:30 p.m.", YEAR).bells == []


@pytest.mark.parametrize(
    "text", ["2026-27", "2026\u201327 calendar", "School year 2026 \u2013 2027", "2026 to 2027", "2026/27"]
)
def test_a_school_year_is_stated_with_any_dash(text):
    assert stated_school_year(text) == 2026
