"""What takes hours away: bookings, games, board meetings, tests, polling, freezes, other teams."""

from __future__ import annotations

import pytest
from calendar_kit import building, day, feed, freeze, inventory, opened, read, timed, whole

from switchrefresh.inventory.model import FeedRole

WED, SAT = "2026-12-02", "2026-12-05"
TWO = {"qhs": building("Quarry High School"), "elm": building("Elm Street Elementary", "elementary")}
AT_HIGH = "LOCATION:Quarry High School Gym\r\n"


def test_booking_with_padding_and_reason() -> None:
    booked = feed(
        timed("77 - Dance recital", "20261205T100000", "20261205T120000"), role=FeedRole.FACILITY, buildings=("qhs",)
    )
    view = day(booked, SAT)
    assert opened(view) == ["08:00-09:00", "13:00-16:00"]
    assert [b.reason for b in view.blocked] == [
        "booked: 77 - Dance recital (calendars/district.ics), 60 min around it kept free"
    ]


def test_overnight_booking_blocks_both_dates() -> None:
    scouts = feed(
        timed("Scouts sleeping in the gym", "20261204T190000", "20261205T090000"),
        role=FeedRole.FACILITY,
        buildings=("qhs",),
    )
    friday, saturday = read(scouts, "2026-12-04", SAT).buildings["qhs"]
    assert opened(friday) == ["15:00-18:00"]
    assert opened(saturday) == ["10:00-16:00"]


def test_whole_day_booking_of_a_facility_feed_blocks_the_day() -> None:
    assert opened(day(feed(whole("Craft fair", "20261205"), role=FeedRole.FACILITY, buildings=("qhs",)), SAT)) == []


def test_cancelled_and_away_events_block_nothing() -> None:
    events = (
        timed("CANCELED - Band Concert", "20261202T180000", "20261202T200000"),
        timed("Band Concert (cancelled)", "20261202T180000", "20261202T200000"),
        timed("Jazz Night", "20261202T180000", "20261202T200000", more="STATUS:CANCELLED\r\n"),
        timed(
            "Girls Varsity Basketball @ Linn Creek",
            "20261202T180000",
            "20261202T200000",
            more="LOCATION:Linn Creek\r\n",
        ),
        timed("Wrestling (Away)", "20261202T180000", "20261202T200000"),
    )
    assert opened(day(feed(*events, role=FeedRole.SCHOOL, buildings=("qhs",)), WED)) == ["15:00-21:00"]


@pytest.mark.parametrize(
    "title",
    [
        "Boys Varsity Basketball vs. Hollister",
        "Wrestling VS Sunnyside (JV @ 5:00 V @ 7:00)",
        "Volleyball @ Home vs. Salem",
        "Graduation @ 7PM",
        "Choir Concert @ Auditorium",
        "Varsity Soccer @ Quarry High School",
        "Parent meeting",
    ],
)
def test_home_events_block_their_school(title: str) -> None:
    events = feed(timed(title, "20261202T180000", "20261202T190000"), role=FeedRole.SCHOOL, buildings=("qhs",))
    assert opened(day(events, WED)) == ["15:00-17:00", "20:00-21:00"]


def test_district_wide_event_blocks_the_building_its_location_names() -> None:
    events = feed(
        timed("Holiday Basketball Tournament", "20261202T180000", "20261202T190000", more=AT_HIGH),
        timed("Regional Meeting", "20261202T150000", "20261202T160000", more="LOCATION:Linn Creek\r\n"),
    )
    found = read(events, WED, inv=inventory(TWO))
    assert opened(found.buildings["qhs"][0]) == ["15:00-17:00", "20:00-21:00"]
    assert opened(found.buildings["elm"][0]) == ["15:00-21:00"]


def test_location_by_id_as_a_whole_word() -> None:
    by_id = feed(timed("Tournament", "20261202T180000", "20261202T190000", more="LOCATION:ELM - gym\r\n"))
    other = feed(timed("Tournament", "20261202T180000", "20261202T190000", more="LOCATION:Elmwood Park\r\n"))
    assert opened(day(by_id, WED, "elm", inventory(TWO))) == ["15:00-17:00", "20:00-21:00"]
    assert opened(day(other, WED, "elm", inventory(TWO))) == ["15:00-21:00"]


def test_whole_day_tournament_in_the_house_takes_the_day() -> None:
    events = feed(whole("Speech Tournament", "20261205", more=AT_HIGH), whole("Reading list", "20261205", more=AT_HIGH))
    assert opened(day(events, SAT, inv=inventory(TWO))) == []
    assert opened(day(events, SAT, "elm", inventory(TWO))) == ["08:00-16:00"]


def test_board_meeting_blocks_its_building() -> None:
    board = feed(
        timed("Regular Meeting", "20261202T183000", "20261202T203000"), role=FeedRole.BOARD, buildings=("qhs",)
    )
    assert opened(day(board, WED)) == ["15:00-17:30"]


def test_testing_takes_whole_dates_weekends_too() -> None:
    found = read(feed(whole("SBA Testing Window", "20261203", "20261206")), WED, SAT)
    assert [opened(view) for view in found.buildings["qhs"]] == [["15:00-21:00"], [], [], []]
    assert found.buildings["qhs"][1].blocked[0].reason == "testing: SBA Testing Window (calendars/district.ics)"


def test_testing_of_one_level_leaves_the_others() -> None:
    found = read(feed(whole("4th Grade State Testing", "20261202")), WED, inv=inventory(TWO))
    assert opened(found.buildings["elm"][0]) == []
    assert opened(found.buildings["qhs"][0]) == ["15:00-21:00"]


def test_polling_blocks_polling_places_only() -> None:
    places = {**TWO, "gym": building("Town Gym School", polling_place=True)}
    found = read(
        feed(whole("Election Day - Voting in the Gym All Day", "20261103")), "2026-11-03", inv=inventory(places)
    )
    assert opened(found.buildings["gym"][0]) == []
    assert found.buildings["gym"][0].blocked[0].reason.startswith("polling: Election Day")
    assert opened(found.buildings["qhs"][0]) == ["15:00-21:00"]


def test_polling_on_a_day_without_students_is_both() -> None:
    places = {"gym": building("Town Gym School", polling_place=True)}
    view = day(feed(whole("Election Day - No School", "20261103")), "2026-11-03", "gym", inventory(places))
    assert (view.kind, opened(view)) == ("no_students", [])


def test_another_teams_window_takes_the_date() -> None:
    view = day(feed(timed("IT Maintenance", "20261205T080000", "20261205T100000")), SAT)
    assert opened(view) == []
    assert "another team's IT window: IT Maintenance (calendars/district.ics)" in view.reasons


def test_freezes_hold_for_all_or_for_the_named() -> None:
    inv = inventory(TWO, freezes=(freeze("2026-12-02", "audit"), freeze("2026-12-03", "wax", ("elm",))))
    found = read(feed(whole("Picture Day", "20261202")), WED, "2026-12-03", inv=inv)
    assert [opened(view) for view in found.buildings["qhs"]] == [[], ["15:00-21:00"]]
    assert [opened(view) for view in found.buildings["elm"]] == [[], []]
    assert "frozen: audit (district.yaml)" in found.buildings["qhs"][0].reasons


def test_a_frozen_date_knows_what_it_would_be_without_the_freeze() -> None:
    events = feed(
        whole("Early Release", "20261202"),
        timed("Concert", "20261203T180000", "20261203T190000"),
        whole("State testing: no visitors", "20261204"),
        role=FeedRole.SCHOOL,
        buildings=("qhs",),
    )
    dates = "2026-12-02..2026-12-05"
    frozen = read(events, WED, "2026-12-06", inv=inventory(TWO, freezes=(freeze(dates, "wax"),))).buildings
    free = read(events, WED, "2026-12-06", inv=inventory(TWO)).buildings
    for key in TWO:
        assert [view.open for view in frozen[key][:4]] == [()] * 4
        assert [view.thawed for view in frozen[key]] == [*(view.open for view in free[key][:4]), None]
        assert {view.thawed for view in free[key]} == {None}
    assert len({view.thawed for view in frozen["qhs"]}) > 3


def test_a_decision_can_free_or_freeze() -> None:
    events = feed(timed("Chess Club", "20261202T180000", "20261202T190000"), role=FeedRole.SCHOOL, buildings=("qhs",))
    assert opened(day(events, WED, decisions={"chess club": "ignore"})) == ["15:00-21:00"]
    assert opened(day(events, WED, decisions={"chess club": "freeze"})) == []


def test_titles_in_reasons_are_safe() -> None:
    events = feed(
        timed("<b>Fair</b>\x1b[2J", "20261202T180000", "20261202T190000"), role=FeedRole.SCHOOL, buildings=("qhs",)
    )
    text = " ".join(b.reason for b in day(events, WED).blocked)
    assert "<b>" not in text and "\x1b" not in text


def test_polling_booked_in_the_facility_feed_takes_the_date() -> None:
    places = {"gym": building("Town Gym School", polling_place=True), **TWO}
    booked = timed("Polling place setup", "20261103T060000", "20261103T080000")
    found = read(feed(booked, role=FeedRole.FACILITY, buildings=("gym", "elm")), "2026-11-03", inv=inventory(places))
    assert opened(found.buildings["gym"][0]) == []
    assert opened(found.buildings["elm"][0]) == ["15:00-21:00"]


def test_what_may_be_an_event_takes_its_day_until_a_person_says_no() -> None:
    fair = feed(whole("Harvest Festival", "20261202"), role=FeedRole.SCHOOL, buildings=("qhs",))
    (question,) = read(fair, WED).review
    assert (question.suggested, question.otherwise, question.hours_freed) == ("event", "ignore", 6.0)
    assert opened(day(fair, WED)) == []
    assert opened(day(fair, WED, decisions={"harvest festival": "no"})) == ["15:00-21:00"]
    assert opened(day(fair, WED, decisions={"harvest festival": "yes"})) == []


def test_an_event_by_the_hour_takes_its_hours_and_is_not_asked_about() -> None:
    fair = feed(
        timed("Harvest Festival", "20261202T170000", "20261202T190000"), role=FeedRole.SCHOOL, buildings=("qhs",)
    )
    assert read(fair, WED).review == ()
    assert opened(day(fair, WED)) == ["15:00-16:00", "20:00-21:00"]
