"""Layouts of pasted calendars that a careful person reads at a glance, and those that nobody can be sure of."""

from datetime import date

import pytest

from switchrefresh.importers.calendar_text import read_calendar_text
from switchrefresh.importers.date_points import SchoolYearDates
from switchrefresh.importers.feed_writing import dates_text
from switchrefresh.importers.imported import ImportedCalendar
from switchrefresh.importers.stated_years import school_year_of, stated_school_year

YEAR = SchoolYearDates(date(2026, 8, 24), date(2027, 6, 4))


def read(text: str) -> ImportedCalendar:
    return read_calendar_text(text, YEAR)


def rows(text: str) -> list[tuple[str, str]]:
    found = read(text)
    assert found.not_understood == [], found.not_understood
    return [(dates_text(row), row.title) for row in found.rows]


def named(text: str) -> dict[int, tuple[str, list[str]]]:
    """The lines that were not understood: why, and the dates that they leave open."""
    found = read(text)
    return {
        odd.line: (odd.why, [str(a) if a == b else f"{a}..{b}" for a, b in odd.dates]) for odd in found.not_understood
    }


def test_two_months_side_by_side():
    text = """AUGUST                     FEBRUARY
5-7 New Teacher Days       3 No School
14 Teacher Work            15 Presidents Day -
Day                        Closed
                           19 Early Release
"""
    assert rows(text) == [
        ("2026-08-05..2026-08-07", "New Teacher Days"),
        ("2026-08-14", "Teacher Work Day"),
        ("2027-02-03", "No School"),
        ("2027-02-15", "Presidents Day - Closed"),
        ("2027-02-19", "Early Release"),
    ]


def test_two_lists_side_by_side():
    text = """Sep 7    Labor Day                Feb 15  No School
Nov 26-27 Thanksgiving Break     Mar 15-19 Spring Break
"""
    assert rows(text) == [
        ("2026-09-07", "Labor Day"),
        ("2026-11-26..2026-11-27", "Thanksgiving Break"),
        ("2027-02-15", "No School"),
        ("2027-03-15..2027-03-19", "Spring Break"),
    ]


def test_a_cell_under_no_month_leaves_its_dates_open():
    text = "AUGUST              FEBRUARY\n5 Staff Day         3 No School\n          9 Early Release\n"
    [(why, dates)] = named(text).values()
    assert "which month" in why
    assert dates == ["2026-08-09", "2027-02-09"]


def test_a_table_that_lost_its_empty_cells_is_read_where_its_rows_are_whole():
    text = """December | January | February
19 : End of term | 4 : Classes Resume | 15 : No School
22-31 : Winter Break | 9-13 : Spring Break | |
6 : Quarter begins | 18 : Holiday |
"""
    found = read(text)
    assert [(str(row.first), row.title) for row in found.rows] == [
        ("2026-12-19", "End of term"),
        ("2027-01-04", "Classes Resume"),
        ("2027-02-15", "No School"),
    ]
    open_dates = named(text)
    assert list(open_dates) == [3, 4]
    assert "2027-02-09..2027-02-13" in open_dates[3][1]  # the break may have slipped to the left


def test_a_table_with_every_cell_on_its_own_line():
    text = (
        "| 9/7/2026 |\nLabor Day |\nAll Schools\n|\n| October 12 |\nMonday\n|\nColumbus Day |\n| November 11 | Off |\n"
    )
    assert rows(text) == [
        ("2026-09-07", "Labor Day - All Schools"),
        ("2026-10-12", "Columbus Day"),
        ("2026-11-11", "Off"),
    ]


def test_the_school_in_the_last_cell_stays_with_its_row():
    text = "9/7/2026 |\nSchools Closed |\nNorth Elementary\n|\n10/12/2026 |\nHalf Day |\nAll Schools\n|\nBell times\n"
    assert rows(text) == [
        ("2026-09-07", "Schools Closed - North Elementary"),
        ("2026-10-12", "Half Day - All Schools"),
    ]


def test_an_agenda_with_the_day_above_and_the_length_below():
    text = (
        "Sep 7 Mon\nLabor Day - Closed\nSep 7 all-day\nNov 26 Thu\nRecess - Schools Closed\nNov 26 - Nov 27 all-day\n"
    )
    assert rows(text) == [("2026-09-07", "Labor Day - Closed"), ("2026-11-26..2026-11-27", "Recess - Schools Closed")]


def test_headings_over_lone_dates():
    text = "Staff Development Days\nAugust 31\nSeptember 25\nHalf Days\nOctober 9\nMarch 12\n"
    assert [title for _, title in rows(text)] == ["Staff Development Days"] * 2 + ["Half Days"] * 2


def test_lone_dates_under_words_that_are_no_heading_are_named():
    found = read("Picnic at noon\nOctober 9\nOctober 12\nNo School\nNovember 3\n")
    assert found.rows == []
    assert {2, 3, 5} <= {odd.line for odd in found.not_understood}


def test_all_words_of_a_block_belong_to_its_date():
    text = "January 4\nSchool resumes\n\nJanuary 18\nHoliday\nNo School\n"
    assert rows(text) == [("2027-01-04", "School resumes"), ("2027-01-18", "Holiday - No School")]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Nov 23-25 Schools closed\n(Elementary only)", "Schools closed (Elementary only)"),
        ("Nov 23-25 Early Release for\nelementary students", "Early Release for elementary students"),
        ("Nov 23-25 Schools closed\nGrades 6-8 only", "Schools closed Grades 6-8 only"),
    ],
)
def test_a_line_that_wraps_keeps_its_limit(text, title):
    assert rows(text) == [("2026-11-23..2026-11-25", title)]


def test_several_entries_in_one_line():
    text = "Jul 6: Offices open Dec 14-16: Half day for exams May 25: Last day"
    assert [row for row, _ in rows(text)] == ["2026-07-06", "2026-12-14..2026-12-16", "2027-05-25"]
    text = "Key Dates Sep 7 ...... District closed Oct 22-23 ...... No school Nov 3 ...... No students"
    assert rows(text) == [
        ("2026-09-07", "District closed"),
        ("2026-10-22..2026-10-23", "No school"),
        ("2026-11-03", "No students"),
    ]


def test_commas_between_entries():
    text = "Sept. 7: Labor Day (no school), Oct. 12: Columbus Day (no school)"
    assert rows(text) == [("2026-09-07", "Labor Day (no school)"), ("2026-10-12", "Columbus Day (no school)")]
    assert [day for day, _ in rows("Oct. 9, Nov. 3: Early release")] == ["2026-10-09", "2026-11-03"]


def test_a_sentence_ends_an_entry():
    text = "Nov 3 - Election Day; no school. Nov 11 - Veterans Day"
    assert rows(text) == [("2026-11-03", "Election Day; no school"), ("2026-11-11", "Veterans Day")]


@pytest.mark.parametrize(
    ("text", "dates", "title"),
    [
        ("Good Friday March 26, 2027", "2027-03-26", "Good Friday"),
        ("Monday 21st - Friday 25th September Camp", "2026-09-21..2026-09-25", "Camp"),
        ("Monday 21st-Friday 1st January Holidays", "2026-12-21..2027-01-01", "Holidays"),
        ("Nov 23-24 Student Holidays", "2026-11-23..2026-11-24", "Student Holidays"),
        ("October the 5th Staff Day", "2026-10-05", "Staff Day"),
        ("March 15-19, 2027 (Mon. - Fri.) Break", "2027-03-15..2027-03-19", "Break"),
        ("Dec. 21 '26 - Jan. 1 '27 Break", "2026-12-21..2027-01-01", "Break"),
        ("Winter Break December 21, 2026 to January 1, 2027 (inclusive)", "2026-12-21..2027-01-01", "Winter Break"),
        ("Sept 8 *1/2 Day for Students", "2026-09-08", "1/2 Day for Students"),
        ("viernes 18 de septiembre de 2026: no hay clases", "2026-09-18", "no hay clases"),
        ("del 21 de diciembre del 2026 al 1 de enero del 2027 vacaciones", "2026-12-21..2027-01-01", "vacaciones"),
        ("Vacances : du 21 décembre 2026 au 1er janvier 2027", "2026-12-21..2027-01-01", "Vacances"),
        ("Lundi 7 septembre : fête du Travail", "2026-09-07", "fête du Travail"),
        ("Congé du 1er au 5 mars 2027", "2027-03-01..2027-03-05", "Congé"),
    ],
)
def test_ways_to_write_a_date(text, dates, title):
    assert rows(text) == [(dates, title)]


def test_days_in_a_row_of_strokes():
    assert [day for day, _ in rows("PA Days September 1/2/3, 2026")] == ["2026-09-01", "2026-09-02", "2026-09-03"]


@pytest.mark.parametrize(
    "text",
    [
        "March 15-19 (Tue. - Fri.) Break",
        "11/27 | Wed | No School",
        "viernes 8 de septiembre: no hay clases",
        "Mon, Sept 2 No School",
    ],
)
def test_a_wrong_weekday_is_named_and_its_dates_stay_open(text):
    [(why, dates)] = named(text).values()
    assert "not what stands beside it" in why
    assert len(dates) == 1


def test_numbers_are_read_in_the_order_that_the_text_shows():
    assert rows("25/12/2026 Holiday\n5/4/2027 Holiday") == [("2026-12-25", "Holiday"), ("2027-04-05", "Holiday")]
    assert rows("11.10. Break\n25.12. Holiday") == [("2026-10-11", "Break"), ("2026-12-25", "Holiday")]
    assert rows("12/25 Holiday\n4/5 Holiday") == [("2026-12-25", "Holiday"), ("2027-04-05", "Holiday")]


def test_an_order_that_nothing_shows_is_named_or_told():
    assert [why for why, _ in named("11.10 No School\n10.11 No School").values()] == [
        "11.10 can be read with the day or the month first: write the month's name",
        "10.11 can be read with the day or the month first: write the month's name",
    ]
    both = named("13/10 Staff Day\n10/14 Staff Day\n10/11 Staff Day")
    assert both == {3: (both[3][0], ["2026-10-11", "2026-11-10"])}
    found = read("9/7 Labor Day\n10/12 Columbus Day")
    assert [str(row.first) for row in found.rows] == ["2026-09-07", "2026-10-12"]
    assert "9/7 was read with the month first" in found.doubts[0]


def test_amounts_are_no_dates():
    assert rows("3.25 Early Dismissal Nov 25\n2.5 Hr. Early Release October 9") == [
        ("2026-10-09", "2.5 Hr. Early Release"),
        ("2026-11-25", "3.25 Early Dismissal"),
    ]


def test_a_july_at_the_end_of_the_list_is_the_one_after_the_school_year():
    assert [day for day, _ in rows("May 31 Memorial Day\nJuly 5 Holiday")] == ["2027-05-31", "2027-07-05"]
    assert rows("July 6 Holiday\nAugust 24 First Day\nMay 31 Memorial Day")[0] == ("2026-07-06", "Holiday")
    assert [day for day, _ in rows("May 31 Memorial Day\nFriday, July 2 Holiday")] == ["2027-05-31", "2027-07-02"]


def test_a_slip_of_the_pen_in_the_year_is_named():
    days = ["2026-27", "Sep 7, 2026 Off", "Oct 12, 2026 Off", "Nov 3, 2026 Off", "Dec 18, 2027 Off", "Jan 4, 2027 Back"]
    assert "2027-12-18 is not in the school year 2026-27" in named("\n".join(days))[5][0]


def test_made_up_days_without_a_date_are_named():
    assert "no date" in named("Feb 15 No School*\n* Snow days may be made up on these dates")[2][0]


@pytest.mark.parametrize("text", ["SY 26-27", "'26-'27 Calendar", "School Year 2026 to 2027", "year: 26/27"])
def test_more_ways_to_state_a_school_year(text):
    assert stated_school_year(text) == 2026


def test_years_beside_dates_state_the_school_year():
    assert school_year_of("Sep 7, 2026 Labor Day\nMay 31, 2027 Memorial Day") == 2026
    assert school_year_of("Sep 7, 2026 Labor Day") is None


def test_bells_without_minutes():
    [(_, bell)] = read("Elementary School: 8 a.m. to 2:30 p.m.").bells
    assert (bell.start, bell.dismissal) == ("08:00", "14:30")


COLUMNS = """September 7

October 9

November 25-27

January 18

May 31

Days are subject to change.

Labor Day/No School

Half Day

Recess/No School

Martin Luther King Day/No School

Memorial Day/No School
"""


def test_columns_pasted_one_below_the_other_count_when_holidays_prove_the_rows():
    assert rows(COLUMNS) == [
        ("2026-09-07", "Labor Day/No School"),
        ("2026-10-09", "Half Day"),
        ("2026-11-25..2026-11-27", "Recess/No School"),
        ("2027-01-18", "Martin Luther King Day/No School"),
        ("2027-05-31", "Memorial Day/No School"),
    ]


@pytest.mark.parametrize("text", [COLUMNS.replace("September 7", "September 8"), COLUMNS.replace("Half Day\n", "")])
def test_columns_that_nothing_proves_are_named(text):
    found = read(text)
    assert found.rows == []
    assert len([odd for odd in found.not_understood if odd.dates]) == 5


def test_what_stands_below_another_month_is_not_of_the_month_before():
    text = "September\n7 Labor Day\nOctober - Book drive\n12 No School\nFall colours\nNovember fun run\n9 No School\n"
    found = read(text)
    assert [str(row.first) for row in found.rows] == ["2026-09-07", "2026-10-12"]
    assert [odd.line for odd in found.not_understood] == [7]


def test_numbers_that_ran_into_their_words_are_named():
    found = read("October\n10-13MINIMUM DAYS\n18 -22Book Fair\n9 Half Day\n16th-17th Camp\n")
    assert [(str(row.first), row.title) for row in found.rows] == [("2026-10-09", "Half Day"), ("2026-10-16", "Camp")]
    assert [odd.line for odd in found.not_understood] == [2, 3]


def test_a_half_is_no_date_where_no_other_date_has_a_stroke():
    assert rows("Jan 12 End; 1/2 of the day off") == [("2027-01-12", "End; 1\u20442 of the day off")]


def test_days_without_any_month_are_named():
    assert list(named("4th Labor Day - no classes\n16th-17th Teacher Work Days\n")) == [1, 2]


def test_a_rule_that_is_denied_is_none():
    found = read("Early-out Fridays will not be affected.\nThere will be no early dismissal on Wednesdays.\n")
    assert found.rows == []
    assert len(found.not_understood) == 2
