"""Feeds that cannot be believed: unknown is never free, and the reason says what to do."""

from __future__ import annotations

from datetime import date

import pytest
from calendar_kit import PATH, building, day, feed, ics, inventory, listed, opened, read, whole

from switchrefresh.calendars.model import FeedText, Health
from switchrefresh.inventory.model import FeedRole
from switchrefresh.inventory.values import read_date_range

SAT = "2026-12-05"
TWO = {"qhs": building("Quarry High School"), "elm": building("Elm Street Elementary", "elementary")}
GOOD = ics(whole("Picture Day", "20261202", "20261203"))
UNKNOWN = {
    "missing": (None, Health.UNREADABLE, "not there"),
    "nothing": (b"", Health.UNREADABLE, "empty"),
    "login page": (b"<!DOCTYPE html><title>Sign in</title>", Health.UNREADABLE, "web page"),
    "json": (b'{"error": "denied"}', Health.UNREADABLE, "JSON"),
    "page around a calendar": (b"<html>" + GOOD + b"</html>", Health.UNREADABLE, "web page"),
    "cut": (GOOD[:-20], Health.UNREADABLE, "breaks off"),
    "no events": (ics(), Health.EMPTY, "no events"),
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_unknown_is_never_free(case: str) -> None:
    raw, health, words = UNKNOWN[case]
    found = read(FeedText(PATH, FeedRole.DISTRICT, None, raw), "2026-12-01", "2027-07-01", inv=inventory(TWO))
    assert found.feeds[0].health is health
    assert words in found.feeds[0].message
    assert all(not view.open for views in found.buildings.values() for view in views)
    for view in found.buildings["elm"]:
        assert any(reason.startswith(f"unknown: {PATH} is {health}") and "fetch" in reason for reason in view.reasons)


def test_only_the_buildings_in_its_scope_are_held() -> None:
    broken = FeedText("calendars/fmx.ics", FeedRole.FACILITY, ("qhs",), b"<html>")
    found = read([feed(whole("Picture Day", "20261202")), broken], SAT, inv=inventory(TWO))
    assert opened(found.buildings["qhs"][0]) == []
    assert opened(found.buildings["elm"][0]) == ["08:00-16:00"]
    assert found.buildings["qhs"][0].blocked[0].reason.startswith("unknown: calendars/fmx.ics")


@pytest.mark.parametrize(
    ("as_of", "health"), [("2026-11-20", Health.OK), ("2026-12-01", Health.OK), ("2026-12-02", Health.STALE)]
)
def test_age_is_measured_against_as_of(as_of: str, health: Health) -> None:
    aged = feed(whole("Picture Day", "20261202"), max_age_days=30)
    found = read(aged, SAT, as_of=date.fromisoformat(as_of))
    assert found.feeds[0].health is health
    assert bool(found.buildings["qhs"][0].open) is (health is Health.OK)


def test_newest_stamp_counts() -> None:
    raw = GOOD.replace(b"END:VEVENT", b"LAST-MODIFIED:20261201T000000Z\r\nEND:VEVENT")
    aged = FeedText(PATH, FeedRole.DISTRICT, None, raw, max_age_days=30)
    report = read(aged, SAT, as_of=date(2026, 12, 20)).feeds[0]
    assert (report.health, report.newest) == (Health.OK, date(2026, 12, 1))


def test_a_feed_without_any_stamp_has_no_known_age() -> None:
    raw = GOOD.replace(b"DTSTAMP:20261101T000000Z\r\n", b"")
    aged = FeedText(PATH, FeedRole.DISTRICT, None, raw, max_age_days=30)
    assert read(aged, SAT, as_of=date(2026, 11, 2)).feeds[0].health is Health.STALE
    assert read(aged, SAT).feeds[0].health is Health.OK


def test_last_years_calendar_is_empty() -> None:
    inv = inventory(horizon=read_date_range("2026-12-01..2027-08-01"))
    found = read(feed(whole("Picture Day", "20251202")), SAT, inv=inv)
    assert found.feeds[0].health is Health.EMPTY
    assert "horizon 2026-12-01..2027-08-01" in found.feeds[0].message
    assert found.buildings["qhs"][0].open == ()


def test_asking_for_a_quiet_week_does_not_make_a_feed_empty() -> None:
    inv = inventory(horizon=read_date_range("2026-12-01..2027-08-01"))
    assert read(feed(whole("Picture Day", "20270602")), SAT, inv=inv).feeds[0].health is Health.OK


def test_a_listed_feed_that_nobody_gave_is_missing() -> None:
    entry = feed(whole("Picture Day", "20261202"))
    inv = inventory(calendars=(listed(entry),))
    assert read([], SAT, inv=inv).feeds[0].health is Health.UNREADABLE
    assert day([], SAT, inv=inv).open == ()
    assert opened(day(entry, SAT, inv=inv)) == ["08:00-16:00"]


def test_until_a_person_says_otherwise() -> None:
    broken = FeedText(PATH, FeedRole.DISTRICT, None, ics())
    found = read(broken, SAT, decisions={f"feed:{PATH}": "ok"})
    assert found.feeds[0].health is Health.EMPTY
    assert opened(found.buildings["qhs"][0]) == ["08:00-16:00"]
