"""The kind of a day: first match in the order of the design, hours that follow from it, and reasons that say why."""

from __future__ import annotations

from datetime import date

import pytest
from calendar_kit import PATH, building, day, feed, hours, inventory, opened, read, timed, whole

from switchrefresh.calendars.model import FeedText
from switchrefresh.calendars.reading import title_key
from switchrefresh.inventory.model import DayKind, FeedRole, Holidays

WED = "2026-12-02"
ALL = {
    "session": "School Day - Snow Day Makeup",
    "closed": "Winter Break - District Closed",
    "students": "Teacher Workday - No School for Students",
    "early": "Early Release",
    "late": "Late Start",
}


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        (["session", "closed", "students", "early", "late"], "school_day"),
        (["closed", "students", "early", "late"], "no_students"),
        (["closed", "early", "late"], "break"),
        (["early", "late"], "early_release"),
        (["late"], "late_start"),
        ([], "school_day"),
    ],
)
def test_first_match_decides(titles: list[str], kind: str) -> None:
    events = [whole(ALL[name], "20261202") for name in reversed(titles)] or [whole("Picture Day", "20261202")]
    assert day(feed(*events), WED).kind == kind


def test_weekend_stays_weekend() -> None:
    view = day(feed(whole("District Closed", "20261205")), "2026-12-05")
    assert (view.kind, opened(view)) == ("weekend", ["08:00-16:00"])


def test_reason_names_kind_title_and_feed() -> None:
    view = day(feed(whole(ALL["closed"], "20261202")), WED)
    assert view.reasons[0] == f"break: Winter Break - District Closed ({PATH})"
    assert opened(view) == ["07:00-17:00"]


def test_closure_on_a_public_holiday_is_a_holiday() -> None:
    views = read(feed(whole("Winter Break - District Closed", "20261223", "20270105")), "2026-12-24", "2026-12-25")
    kinds = [view.kind for view in views.buildings["qhs"]]
    assert kinds == ["break", "holiday"]
    assert "holiday (Christmas Day)" in views.buildings["qhs"][1].reasons[0]
    assert views.buildings["qhs"][1].open == ()


def test_observed_day_is_a_holiday_in_summer_too() -> None:
    closed = feed(whole("Independence Day (observed) - District Closed", "20270705"))
    assert day(closed, "2027-07-05").kind == "holiday"


def test_holiday_by_name_when_the_state_list_lacks_it() -> None:
    closed = feed(
        whole("Columbus Day - District Closed", "20261012"), whole("Fall Break - District Closed", "20261013")
    )
    inv = inventory(holidays=Holidays("US", "WA"))
    assert day(closed, "2026-10-12", inv=inv).kind == "holiday"
    assert day(closed, "2026-10-13", inv=inv).kind == "break"


def test_holiday_name_on_a_wrong_date_is_asked() -> None:
    found = read(feed(whole("Labor Day", "20260901")), "2026-09-01")
    assert found.buildings["qhs"][0].kind == "school_day"
    assert [q.suggested for q in found.review] == ["closed"]


def test_no_school_is_no_students_until_a_person_says_that_staff_are_out() -> None:
    feeds = feed(whole("Spring Break - No School", "20270315", "20270320"))
    found = read(feeds, "2027-03-15", "2027-03-19")
    assert {view.kind for view in found.buildings["qhs"]} == {"no_students"}
    (question,) = found.review
    assert (question.suggested, len(question.dates), question.hours_freed) == ("closed", 5, 25.0)
    answered = read(feeds, "2027-03-15", "2027-03-19", decisions={question.key: question.suggested})
    assert {view.kind for view in answered.buildings["qhs"]} == {"break"}
    assert answered.review == ()


def test_unconfirmed_closure_counts_as_school_day() -> None:
    feeds = feed(whole("Veterans Day", "20261111"))
    view = day(feeds, "2026-11-11")
    assert (view.kind, opened(view)) == ("school_day", ["15:00-21:00"])
    assert any("until a person confirms" in reason for reason in view.reasons)
    no = read(feeds, "2026-11-11", decisions={title_key("Veterans Day"): "ignore"})
    assert (no.buildings["qhs"][0].kind, no.review) == ("school_day", ())


def test_tentative_make_up_day_changes_nothing_and_is_asked() -> None:
    feeds = feed(whole("Snow Make-Up Day (if needed - tentative)", "20270524"))
    found = read(feeds, "2027-05-24")
    assert found.buildings["qhs"][0].kind == "summer"
    assert [(q.suggested, q.hours_freed) for q in found.review] == [("in_session", 0.0)]
    yes = read(feeds, "2027-05-24", decisions={found.review[0].key: "in_session"})
    assert yes.buildings["qhs"][0].kind == "school_day"


def test_summer_and_its_weekday_hours() -> None:
    thursday, friday = read(feed(whole("Picture Day", "20270610")), "2027-06-10", "2027-06-11").buildings["qhs"]
    assert (thursday.kind, opened(thursday)) == ("summer", ["07:00-15:00"])
    assert (friday.kind, opened(friday)) == ("summer", [])


def test_district_closed_in_summer_is_a_break_and_summer_break_is_summer() -> None:
    assert day(feed(whole("District Closed", "20270611")), "2027-06-11").kind == "break"
    assert day(feed(whole("Summer Break", "20270601", "20270801")), "2027-06-11").kind == "summer"


def test_early_release_and_late_start_move_the_bells() -> None:
    assert opened(day(feed(whole("Early Release", "20261202")), WED)) == ["12:30-21:00"]
    assert opened(day(feed(whole("Late Start", "20261202")), WED)) == ["06:00-08:30", "15:00-21:00"]


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("1 Hour Early Release", "14:00"),
        ("2.5 Hr. Early Release", "12:30"),
        ("Early Release at 1:15pm", "13:45"),
        ("Dismissal at 11:45 - Early Release", "12:30"),
        ("Early Release: HS 12:10, MS 12:40", "12:30"),
        ("Early Release - Grading Day", "12:30"),
    ],
)
def test_amounts_and_times_in_titles(title: str, start: str) -> None:
    assert opened(day(feed(whole(title.replace(",", "\\,"), "20261202")), WED)) == [f"{start}-21:00"]


def test_minutes_of_a_late_start() -> None:
    assert opened(day(feed(whole("45 Minute Late Start", "20261202")), WED))[0] == "06:00-07:45"


def test_hours_of_a_timed_early_release_only_make_it_later() -> None:
    later = feed(timed("Early Release", "20261202T130000", "20261202T143000"))
    sooner = feed(timed("Early Release", "20261202T113000", "20261202T153000"))
    assert opened(day(later, WED)) == ["13:30-21:00"]
    assert opened(day(sooner, WED)) == ["12:30-21:00"]


def test_a_short_workday_is_an_afternoon() -> None:
    found = read(feed(timed("Teacher Workday", "20261202T150000", "20261202T163000")), WED)
    assert found.buildings["qhs"][0].kind == "school_day"


def test_without_bells_an_anchored_range_gives_no_time() -> None:
    inv = inventory({"shop": building("Bus Shop", "support", bells=None)})
    assert opened(day(feed(whole("Picture Day", "20261202")), WED, "shop", inv)) == []


def test_building_overrides_its_hours_and_touching_ranges_merge() -> None:
    own = hours({DayKind.SCHOOL_DAY: ("09:00..12:00", "12:00..13:30", "18:00..24:00")})
    inv = inventory({"shop": building("Bus Shop", "support", bells=None, hours=own)})
    assert opened(day(feed(whole("Picture Day", "20261202")), WED, "shop", inv)) == ["09:00-13:30", "18:00-00:00"]


LEVELS = {
    "qhs": building("Quarry High School"),
    "qms": building("Quarry Middle School", "middle"),
    "elm": building("Elm Street Elementary", "elementary"),
    "k8": building("Prairie Academy", "k8"),
    "do": building("District Office", "office"),
}


@pytest.mark.parametrize(
    ("title", "closed"),
    [
        ("No School - Elementary Only", {"elm"}),
        ("No School (grades 6-12)", {"qms", "qhs"}),
        ("No School - Secondary", {"qms", "qhs"}),
        ("No School for Kindergarten", set()),
        ("No School - QHS only", {"qhs"}),
        ("No School - XYZ only", set()),
        ("No School - Elm Street Elementary", {"elm"}),
        ("No School - Elm only", {"elm"}),
        ("No School at Prairie", {"k8"}),
        ("No School at Roosevelt Elementary", set()),
        ("NO SCHOOL AT ROOSEVELT", set()),
        ("Roosevelt only: No School", set()),
        ("No School at all elementary schools", {"elm"}),
        ("No School K-8", {"elm", "qms", "k8"}),
        ("No School", set(LEVELS)),
    ],
)
def test_level_words_limit_a_closure(title: str, closed: set[str]) -> None:
    found = read(feed(whole(title, "20261202")), WED, inv=inventory(LEVELS))
    assert {key for key, (view,) in found.buildings.items() if view.kind == "no_students"} == closed


def test_location_of_a_closure_limits_it() -> None:
    found = read(
        feed(whole("No School", "20261202", more="LOCATION:Elm Street Elementary\r\n")), WED, inv=inventory(LEVELS)
    )
    assert {key for key, (view,) in found.buildings.items() if view.kind == "no_students"} == {"elm"}


def test_part_of_a_week_closed() -> None:
    found = read(feed(whole("No School (District Closed 18 & 19)", "20270315", "20270320")), "2027-03-15", "2027-03-19")
    assert [view.kind for view in found.buildings["qhs"]] == ["no_students"] * 3 + ["break"] * 2


def test_only_district_and_school_feeds_make_kinds() -> None:
    for role in (FeedRole.BOARD, FeedRole.ATHLETICS, FeedRole.FACILITY):
        assert day(feed(whole("District Closed", "20261202"), role=role, buildings=("qhs",)), WED).kind == "school_day"


def test_rows_of_a_list_and_their_kinds() -> None:
    rows = (
        {"dates": "2026-12-21..2027-01-01", "title": "Winter Break", "kind": "break"},
        {"dates": "2026-12-02", "title": "Something local", "kind": "early_release"},
        {"dates": "soon", "title": "Broken"},
    )
    source = FeedText("calendars/own.yaml", FeedRole.DISTRICT, None, None, rows=rows)
    found = read(source, "2026-12-02", "2026-12-21")
    assert found.day("qhs", date(2026, 12, 2)).kind == "early_release"
    assert found.day("qhs", date(2026, 12, 21)).kind == "break"
    assert [(r.code, r.count) for r in found.feeds[0].repairs] == [("bad-row", 1)]


def test_no_school_years_is_not_an_endless_summer() -> None:
    inv = inventory()
    bare = type(inv)(
        type(inv.district)(district="x", timezone="America/Chicago", hours=inv.district.hours), inv.buildings, {}
    )
    assert day(feed(whole("Picture Day", "20261202")), WED, inv=bare).kind == "school_day"
