"""Clocks: nights on which they change, and two time zones in one district."""

from __future__ import annotations

from datetime import UTC, datetime

from calendar_kit import building, day, feed, hours, inventory, opened, read, timed, whole

from switchrefresh.inventory.model import DayKind, FeedRole

NIGHT = hours({DayKind.WEEKEND: ("00:00..06:00",)})


def _robotics(start: str, end: str) -> str:
    head = "BEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20261101T000000Z\r\n"
    return f"{head}{start}\r\n{end}\r\nSUMMARY:Robotics\r\nEND:VEVENT\r\n"


def night(on: str):
    inv = inventory({"qhs": building("Quarry High School", hours=NIGHT)})
    return day(feed(whole("Picture Day", "20261202")), on, inv=inv)


def test_the_night_with_an_hour_twice() -> None:
    view = night("2026-11-01")
    assert opened(view) == ["00:00-06:00"]
    assert view.open_minutes == 7 * 60
    assert [str(m.utcoffset()) for m in (view.open[0].start, view.open[0].end)] == [
        "-1 day, 19:00:00",
        "-1 day, 18:00:00",
    ]


def test_the_night_with_an_hour_less() -> None:
    assert night("2027-03-14").open_minutes == 5 * 60
    assert night("2027-03-13").open_minutes == 6 * 60


def test_padding_over_a_change_is_real_time() -> None:
    booked = feed(timed("Scouts", "20261101T030000", "20261101T040000"), role=FeedRole.FACILITY, buildings=("qhs",))
    inv = inventory({"qhs": building("Quarry High School", hours=NIGHT)})
    assert opened(day(booked, "2026-11-01", inv=inv)) == ["00:00-02:00", "05:00-06:00"]


def test_two_zones_in_one_district() -> None:
    both = {"east": building("East School", timezone="America/New_York"), "west": building("West School")}
    utc = _robotics("DTSTART:20261205T160000Z", "DTEND:20261205T170000Z")
    found = read(feed(utc, role=FeedRole.FACILITY, buildings=("east", "west")), "2026-12-05", inv=inventory(both))
    assert opened(found.buildings["east"][0]) == ["08:00-10:00", "13:00-16:00"]
    assert opened(found.buildings["west"][0]) == ["08:00-09:00", "12:00-16:00"]
    start = found.buildings["east"][0].open[0].start
    assert start.astimezone(UTC) == datetime(2026, 12, 5, 13, tzinfo=UTC)


def test_times_without_a_zone_are_at_home_with_their_building() -> None:
    both = {"east": building("East School", timezone="America/New_York"), "west": building("West School")}
    floating = _robotics("DTSTART:20261205T110000", "DTEND:20261205T120000")
    found = read(feed(floating, role=FeedRole.SCHOOL, buildings=("east",)), "2026-12-05", inv=inventory(both))
    assert opened(found.buildings["east"][0]) == ["08:00-10:00", "13:00-16:00"]


def test_hours_up_to_midnight() -> None:
    inv = inventory({"qhs": building("Quarry High School", hours=hours({DayKind.WEEKEND: ("20:00..24:00",)}))})
    (interval,) = day(feed(whole("Picture Day", "20261202")), "2026-12-05", inv=inv).open
    assert (interval.end.day, interval.end.hour) == (6, 0)
