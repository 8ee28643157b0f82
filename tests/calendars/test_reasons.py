"""The days that go wrong most easily, each with the reasons that a person would give."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from calendar_kit import building, day, feed, inventory, opened, read, timed, whole

from switchrefresh.calendars.explain import explain
from switchrefresh.calendars.reading import title_key
from switchrefresh.inventory.model import DayKind, FeedRole

CHICAGO = ZoneInfo("America/Chicago")


def why(calendars, inv, moment, key="qhs"):
    found = explain(calendars, inv, key, datetime.fromisoformat(moment).replace(tzinfo=CHICAGO))
    assert found is not None
    return found


def test_an_election_day_takes_polling_places_and_says_whose_event_it_is():
    places = {
        "qhs": building("Quarry High School", polling_place=True),
        "qms": building("Quarry Middle School", "middle"),
    }
    inv = inventory(places)
    found = read(feed(whole("Election Day - Voting in the Gym All Day", "20261103")), "2026-11-03", inv=inv)
    there, elsewhere = why(found, inv, "2026-11-03T16:00"), why(found, inv, "2026-11-03T16:00", "qms")
    assert (there.open, elsewhere.open) == (False, True)
    assert "polling: Election Day - Voting in the Gym All Day (calendars/district.ics)" in there.reasons
    assert there.reasons[0].startswith("school day")


def test_a_snow_make_up_day_beats_the_break_it_lies_in():
    events = (whole("Spring Break", "20270315", "20270320"), whole("School Day - Snow Day Makeup", "20270317"))
    inv = inventory()
    found = read(feed(*events), "2027-03-15", "2027-03-19", inv=inv)
    assert [d.kind for d in found.buildings["qhs"]].count(DayKind.BREAK) == 4
    during = why(found, inv, "2027-03-17T10:00")
    assert (during.open, why(found, inv, "2027-03-16T10:00").open) == (False, True)
    assert during.reasons[0] == "school day: School Day - Snow Day Makeup (calendars/district.ics)"


def test_a_staff_day_opens_in_the_evening_and_asks_nothing_of_a_workday():
    inv = inventory()
    found = read(feed(whole("Teacher Workday - No School for Students", "20270115")), "2027-01-15", inv=inv)
    morning, evening = why(found, inv, "2027-01-15T10:00"), why(found, inv, "2027-01-15T17:00")
    assert (morning.open, evening.open) == (False, True)
    assert (
        evening.reasons[0]
        == "students out, staff in: Teacher Workday - No School for Students (calendars/district.ics)"
    )
    assert any("outside the hours" in reason for reason in morning.reasons)
    assert found.review == ()


def test_the_night_of_the_clock_change_is_explained_minute_by_minute():
    inv = inventory()
    guests = timed("Overnight guests", "20261031T220000", "20261101T040000")
    found = read(feed(guests, role=FeedRole.FACILITY, buildings=("qhs",)), "2026-10-31", "2026-11-01", inv=inv)
    sunday = found.day("qhs", datetime(2026, 11, 1, tzinfo=CHICAGO).date())
    assert sunday.kind is DayKind.WEEKEND
    assert opened(sunday) == ["08:00-16:00"]
    first = why(found, inv, "2026-11-01T01:30")
    second = explain(found, inv, "qhs", datetime(2026, 11, 1, 1, 30, tzinfo=CHICAGO, fold=1))
    assert (first.open, second.open) == (False, False)
    assert (first.moment.timestamp() - second.moment.timestamp()) == -3600


def test_the_same_minute_in_two_zones():
    east = replace(building("Eastern Branch School"), timezone="America/New_York")
    inv = inventory({"qhs": building("Quarry High School"), "east": east})
    found = read(feed(whole("Winter Break", "20261221", "20270102")), "2026-12-22", inv=inv)
    six_central = datetime(2026, 12, 22, 6, 30, tzinfo=CHICAGO)
    assert not explain(found, inv, "qhs", six_central).open
    assert explain(found, inv, "east", six_central).open
    assert explain(found, inv, "east", six_central).reasons[0] == "break: Winter Break (calendars/district.ics)"


def test_a_booking_is_named_with_its_feed_and_padding():
    inv = inventory()
    booking = feed(
        timed("Church rental", "20261212T090000", "20261212T110000"),
        role=FeedRole.FACILITY,
        buildings=("qhs",),
        path="calendars/fmx.ics",
    )
    found = read(booking, "2026-12-12", inv=inv)
    assert opened(day(booking, "2026-12-12")) == ["12:00-16:00"]
    assert (
        "booked: Church rental (calendars/fmx.ics), 60 min around it kept free"
        in why(found, inv, "2026-12-12T08:15").reasons
    )


def test_a_make_up_day_that_may_be_needed_is_not_booked_until_a_person_says_so():
    title = "Snow Make-Up Day (if needed - tentative)"
    rows = feed(whole("Last Day of School", "20270520"), whole(title, "20270621"))
    inv = inventory()
    asked = read(rows, "2027-06-21", inv=inv)
    released = read(rows, "2027-06-21", inv=inv, decisions={title_key(title): "no"})
    needed = read(rows, "2027-06-21", inv=inv, decisions={title_key(title): "yes"})
    kinds = [found.buildings["qhs"][0].kind for found in (asked, released, needed)]
    assert kinds == [DayKind.SUMMER, DayKind.SUMMER, DayKind.SCHOOL_DAY]
    assert not asked.buildings["qhs"][0].open
    assert f"may yet become a school day: {title} (calendars/district.ics)" in asked.buildings["qhs"][0].reasons
    assert released.buildings["qhs"][0].open
