"""Feeds kept as lists: weekly rules, times of day, and the answers of a person to their titles."""

from dataclasses import replace

import pytest
from calendar_kit import day, feed, opened, read

from switchrefresh.inventory.model import DayKind


def listed(*rows, **more):
    return replace(feed(**more), path="calendars/list.yaml", raw=b"-", rows=rows)


def test_a_weekly_rule_holds_on_its_weekdays_only():
    rows = listed(
        {
            "dates": "2026-10-01..2027-04-29",
            "every": "wed",
            "title": "Wednesdays: 50 minutes early",
            "kind": "early_release",
        }
    )
    wednesday, thursday = day(rows, "2026-10-07"), day(rows, "2026-10-08")
    assert (wednesday.kind, thursday.kind) == (DayKind.EARLY_RELEASE, DayKind.SCHOOL_DAY)
    # Dismissal is 14:30; fifty minutes early and half an hour after it.
    assert opened(wednesday)[-1] == "14:10-21:00"


def test_a_break_beats_a_weekly_rule():
    rows = listed(
        {"dates": "2026-10-01..2027-04-29", "every": "mon, wed", "title": "Early release", "kind": "early_release"},
        {"dates": "2026-12-21..2027-01-01", "title": "Winter Break"},
    )
    view = day(rows, "2026-12-23")
    assert view.kind is DayKind.BREAK
    assert "Winter Break" in view.reasons[0]


def test_a_timed_row_takes_its_time_and_the_padding():
    rows = listed({"dates": "2026-12-08", "title": "Concert", "start": "18:00", "end": "19:30"}, buildings=("qhs",))
    inv_padding = day(rows, "2026-12-08")
    assert [f"{b.start:%H:%M}-{b.end:%H:%M}" for b in inv_padding.blocked] == ["17:00-20:30"]
    assert "Concert" in inv_padding.blocked[0].reason


def test_a_time_without_an_end_is_two_hours_and_one_digit_is_enough():
    rows = listed({"dates": "2026-12-12", "title": "Chess", "start": "9:00"}, buildings=("qhs",))
    [blocked] = day(rows, "2026-12-12").blocked
    assert f"{blocked.start:%H:%M}-{blocked.end:%H:%M}" == "08:00-12:00"


@pytest.mark.parametrize(
    "wrong",
    [
        {"every": "someday"},
        {"start": "25:00"},
        {"start": "18:00", "end": "17:00"},
        {"end": "17:00"},
        {"dates": "soon"},
    ],
)
def test_rows_that_cannot_be_read_are_counted(wrong):
    rows = listed({"dates": "2026-12-08", "title": "Concert", **wrong}, {"dates": "2026-12-09", "title": "No School"})
    [report] = read(rows, "2026-12-08").feeds
    assert [repair.code for repair in report.repairs] == ["bad-row"]
    assert report.events == 1


@pytest.mark.parametrize(
    ("title", "answer", "kind"),
    [
        ("No School", "yes", DayKind.BREAK),
        ("No School", "no", DayKind.NO_STUDENTS),
        ("No School", "?", DayKind.NO_STUDENTS),
        ("No School", "ignore", DayKind.SCHOOL_DAY),
        ("Work Day", "yes", DayKind.NO_STUDENTS),
        ("Work Day", "no", DayKind.SCHOOL_DAY),
        ("Work Day", "?", DayKind.SCHOOL_DAY),
        ("Work Day", "closed", DayKind.BREAK),
    ],
)
def test_an_answer_is_to_the_question_that_was_asked(title, answer, kind):
    rows = listed({"dates": "2026-12-08", "title": title})
    assert day(rows, "2026-12-08", decisions={title: answer}).kind is kind


def test_answers_hold_however_the_title_is_written():
    rows = listed({"dates": "2026-12-08", "title": "TEACHER WORK DAY  #4"})
    view = day(rows, "2026-12-08", decisions={"Teacher Work Day #3": "closed"})
    assert view.kind is DayKind.BREAK


def test_two_answers_that_contradict_each_other_decide_nothing():
    rows = listed({"dates": "2026-12-08", "title": "Work Day"})
    view = day(rows, "2026-12-08", decisions={"Work Day": "closed", "WORK DAY!": "ignore"})
    assert view.kind is DayKind.SCHOOL_DAY
    assert any("not counted until" in reason for reason in view.reasons)
