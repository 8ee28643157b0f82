"""For any minute: open or blocked, and why."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from calendar_kit import PATH, feed, inventory, read, timed, whole

from switchrefresh.calendars.explain import explain
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
        (12, True, "hours: 07:00..17:00"),
        (17, False, "outside the hours of this day"),
        (3, False, "outside the hours of this day"),
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
