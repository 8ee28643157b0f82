"""Doubts about feeds that can be read: wrong dates, closures on weekends, no breaks, feeds that disagree."""

from datetime import date

import holidays
import pytest
from calendar_kit import building, feed, inventory, read, whole

from switchrefresh.calendars.namedays import easter, misplaced


def codes(*feeds, first="2026-08-20", last="2027-05-20", inv=None):
    return [(doubt.code, doubt.message) for doubt in read(feeds, first, last, inv=inv).doubts]


def test_good_friday_on_a_sunday():
    [(_, message)] = [d for d in codes(feed(whole("Good Friday - No School", "20270328"))) if d[0] == "holiday-date"]
    assert "Sunday 2027-03-28" in message
    assert "Friday 2027-03-26" in message


@pytest.mark.parametrize(
    ("title", "on"),
    [
        ("Labor Day - District Closed", "20260907"),
        ("Veterans Day - No School", "20261109"),  # kept on the Monday before
        ("Presidents' Day - No School", "20270215"),
        ("Labor Day - Early Dismissal", "20260904"),
        ("Thanksgiving Break - District Closed", "20261125"),
        ("Independence Day (observed) - District Closed", "20270705"),
        ("Memorial Day Assembly", "20270527"),
    ],
)
def test_holidays_where_they_belong_are_no_doubt(title, on):
    assert not [d for d in codes(feed(whole(title, on))) if d[0] == "holiday-date"]


def test_a_closure_on_a_weekend_only():
    found = codes(feed(whole("No School", "20261114")))
    assert [code for code, _ in found if code == "weekend-closure"] == ["weekend-closure"]
    assert not [c for c, _ in codes(feed(whole("Winter Break", "20261219", "20270104"))) if c == "weekend-closure"]


def test_a_school_year_without_a_break_names_the_schools():
    inv = inventory({"qhs": building("Quarry High School"), "do": building("Office", "office")})
    found = dict(codes(feed(whole("Band Concert", "20261208")), inv=inv))
    assert "qhs" in found["no-breaks"]
    assert "do" not in found["no-breaks"].split(" for ")[1]
    assert "no-breaks" not in dict(codes(feed(whole("Winter Break", "20261221", "20270102"))))


def test_a_few_weeks_without_a_break_are_nothing():
    assert codes(feed(whole("Band Concert", "20261208")), first="2026-11-30", last="2026-12-18") == []


def test_two_feeds_that_disagree_about_a_day():
    ours = feed(whole("No School", "20261103"))
    theirs = feed(whole("Early Release", "20261103"), buildings=("qhs",), path="calendars/qhs.ics")
    [message] = [m for c, m in codes(ours, theirs) if c == "feeds-disagree"]
    assert "No School" in message
    assert "calendars/qhs.ics" in message


def test_a_weekly_late_start_does_not_disagree_with_a_break():
    ours = feed(whole("Winter Break", "20261221", "20270102"))
    weekly = whole("Late Start", "20260902", more="RRULE:FREQ=WEEKLY;COUNT=30\r\n")
    theirs = feed(weekly, buildings=("qhs",), path="calendars/qhs.ics")
    assert not [c for c, _ in codes(ours, theirs) if c == "feeds-disagree"]


def test_the_same_break_on_other_dates():
    ours = feed(whole("Spring Break", "20270315", "20270320"))
    theirs = feed(whole("Spring Break", "20270322", "20270327"), buildings=("qhs",), path="calendars/qhs.ics")
    assert [c for c, _ in codes(ours, theirs)].count("feeds-disagree") == 1


def test_easter_agrees_with_the_library():
    for year in range(2020, 2045):
        days = holidays.country_holidays("US", years=year, subdiv="CT", categories=("public",))
        friday = next((day for day, name in days.items() if "Good Friday" in name), None)
        assert friday is not None
        assert (easter(year) - friday).days == 2


def test_far_years_do_not_break_it():
    assert misplaced("thanksgiving day", date(1990, 1, 1), date(1990, 1, 1)) is not None


def test_a_closure_of_a_school_that_nobody_knows_is_a_doubt():
    found = codes(feed(whole("No School at Roosevelt Elementary", "20261202")))
    assert [message for code, message in found if code == "unknown-school"] == [
        '"No School at Roosevelt Elementary" names a school that buildings.yaml does not know: it closes none'
    ]
    known = inventory({"tr": building("Theodore Roosevelt Elementary", "elementary")})
    there = codes(feed(whole("No School at Roosevelt Elementary", "20261202")), inv=known)
    everywhere = codes(feed(whole("No School - Elementary Only", "20261202")))
    assert not [code for code, _ in (*there, *everywhere) if code == "unknown-school"]
