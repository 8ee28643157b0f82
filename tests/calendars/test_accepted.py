"""A feed that is suddenly much smaller than its last accepted copy is unknown; a rolling feed is not."""

from datetime import date

import pytest
from calendar_kit import day, feed, inventory, opened, read, whole

from switchrefresh.calendars.accepted import AcceptedFeed, shrunk
from switchrefresh.calendars.model import Health
from switchrefresh.inventory.values import read_date_range

HORIZON = read_date_range("2026-11-01..2027-06-30")
DAYS = ["20261104", "20261203", "20270112", "20270216", "20270309", "20270406", "20270504", "20270602"]


def several(number):
    return feed(*(whole(f"Band rehearsal {n}", DAYS[n]) for n in range(number)))


def accepted(feed_text, inv):
    report = read(feed_text, "2026-11-01", inv=inv).feeds[0]
    return {feed_text.path: AcceptedFeed(report.sha256, report.events, date(2026, 10, 1), dict(report.months))}


def test_half_a_calendar_is_unknown_and_says_what_it_held():
    inv = inventory(horizon=HORIZON)
    known = accepted(several(8), inv)
    view = day(several(3), "2026-11-04", inv=inv, accepted=known)
    assert opened(view) == []
    assert any("shrunk" in reason and "held 8" in reason and "2026-10-01" in reason for reason in view.reasons)
    report = read(several(3), "2026-11-04", inv=inv, accepted=known).feeds[0]
    assert (report.health, report.changed) == (Health.SHRUNK, True)
    assert "calendar --accept" in report.hint


def test_a_few_events_less_are_an_ordinary_change():
    inv = inventory(horizon=HORIZON)
    report = read(several(5), "2026-11-04", inv=inv, accepted=accepted(several(8), inv)).feeds[0]
    assert (report.health, report.changed, report.accepted) == (Health.OK, True, date(2026, 10, 1))


def test_the_accepted_copy_itself_is_well():
    inv = inventory(horizon=HORIZON)
    report = read(several(8), "2026-11-04", inv=inv, accepted=accepted(several(8), inv)).feeds[0]
    assert (report.health, report.changed) == (Health.OK, False)


def test_a_person_may_say_that_it_is_right():
    inv = inventory(horizon=HORIZON)
    decisions = {"feed:calendars/district.ics": "ok"}
    view = day(several(3), "2026-11-04", inv=inv, accepted=accepted(several(8), inv), decisions=decisions)
    assert opened(view) != []


def test_an_unreadable_copy_names_the_last_good_one():
    inv = inventory(horizon=HORIZON)
    known = accepted(several(8), inv)
    broken = several(8)
    broken = type(broken)(broken.path, broken.role, broken.buildings, b"<html>Sign in</html>")
    report = read(broken, "2026-11-04", inv=inv, accepted=known).feeds[0]
    assert report.health is Health.UNREADABLE
    assert "2026-10-01" in report.message
    assert "8 events" in report.message


@pytest.mark.parametrize(
    ("total", "months", "as_of", "is_shrunk"),
    [
        (10, {"2027-03": 10}, date(2027, 3, 1), False),  # the past was dropped, nothing of the future
        (10, {"2027-03": 2}, date(2027, 3, 1), True),
        (10, {}, None, True),
        (48, {"2027-03": 1}, date(2027, 3, 1), False),  # as many events as ever: other dates are another matter
    ],
)
def test_what_is_over_does_not_count(total, months, as_of, is_shrunk):
    before = AcceptedFeed("x", 90, date(2026, 9, 1), {"2026-10": 80, "2027-03": 10})
    assert (shrunk(before, total, months, as_of) is not None) is is_shrunk


def test_small_feeds_may_change_by_an_event_or_two():
    assert shrunk(AcceptedFeed("x", 3, date(2026, 9, 1)), 1, {}, None) is None
