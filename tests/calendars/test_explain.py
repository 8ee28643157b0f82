"""For any minute: open or blocked, and why."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from calendar_kit import PATH, feed, inventory, read, timed, whole

from switchrefresh.calendars.explain import explain
from switchrefresh.commands.calendar_minutes import stretches
from switchrefresh.errors import UsageError
from switchrefresh.inventory.model import FeedRole

CHICAGO = ZoneInfo("America/Chicago")
FEEDS = [
    feed(whole("Winter Break - District Closed", "20261222", "20261224")),
    feed(
        timed("Dance recital", "20261222T100000", "20261222T110000"),
        role=FeedRole.FACILITY,
        buildings=("qhs",),
        path="calendars/fmx.ics",
    ),
]


@pytest.mark.parametrize(
    ("hour", "is_open", "words"),
    [
        (8, True, f"break: Winter Break - District Closed ({PATH})"),
        (9, False, "booked: Dance recital (calendars/fmx.ics)"),
        (12, True, "hours: 07:00-17:00"),
        (17, False, "outside the hours"),
        (3, False, "outside the hours"),
    ],
)
def test_a_minute_has_its_reasons(hour: int, is_open: bool, words: str) -> None:
    found = explain(read(FEEDS, "2026-12-22"), inventory(), "qhs", datetime(2026, 12, 22, hour, 30, tzinfo=CHICAGO))
    assert found is not None
    assert found.open is is_open
    assert any(words in reason for reason in found.reasons)


def test_nothing_is_said_about_other_days_and_buildings() -> None:
    calendars, noon = read(FEEDS, "2026-12-22"), datetime(2026, 12, 25, 12, tzinfo=CHICAGO)
    assert explain(calendars, inventory(), "qhs", noon) is None
    assert explain(calendars, inventory(), "moon", noon) is None


def test_the_hour_that_a_night_has_twice_is_told_twice_and_the_one_it_lacks_not_at_all() -> None:
    calendars, inv = read(FEEDS, "2026-11-01", "2027-03-31"), inventory()
    told = stretches(calendars, inv, "qhs", date(2026, 11, 1), "01:30")
    assert [one["start"][-14:] for one in told] == ["01:30:00-05:00", "01:30:00-06:00"]
    with pytest.raises(UsageError, match="no clock shows 02:30") as caught:
        stretches(calendars, inv, "qhs", date(2027, 3, 14), "02:30")
    assert "03:30" in (caught.value.hint or "")
    whole_day = stretches(calendars, inv, "qhs", date(2027, 3, 14), None)
    assert (whole_day[0]["start"][11:16], whole_day[-1]["end"][:10]) == ("00:00", "2027-03-15")


def test_days_without_hours_say_so_in_words() -> None:
    found = explain(read(FEEDS, "2026-12-25"), inventory(), "qhs", datetime(2026, 12, 25, 12, tzinfo=CHICAGO))
    assert found is not None
    assert not any("_" in reason for reason in found.reasons)
