"""What was read or worked out once comes back the same, and anything damaged is simply read again."""

import json
from dataclasses import replace
from datetime import date

import pytest
from calendar_kit import feed, freeze, inventory, read, timed, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from switchrefresh.calendars import keeping
from switchrefresh.calendars.reading import read_calendars
from switchrefresh.calendars.serial import calendars_data, calendars_from

EVENTS = (
    whole("Winter Break", "20261221", "20270102"),
    whole("Presidents' Day - No School", "20270215"),
    timed("Band Concert", "20261208T180000", "20261208T200000"),
    timed("Pep Band", "20261101T003000", "20261101T023000"),
    whole("CANCELED - Play", "20261209"),
    timed("Chess Club", "20261202T150000", "20261202T160000", more="RRULE:FREQ=WEEKLY;COUNT=9\r\n"),
)


class Keeper:
    """A keeper in memory that goes through JSON, as the one on disk does."""

    def __init__(self):
        self.kept, self.hits = {}, 0

    def get(self, key):
        self.hits += key in self.kept
        return json.loads(self.kept[key]) if key in self.kept else None

    def put(self, key, data):
        self.kept[key] = json.dumps(data)


@pytest.fixture(autouse=True)
def _keep_everything(monkeypatch):
    monkeypatch.setattr(keeping, "WORTH_KEEPING", 0)


def test_the_second_reading_is_the_first():
    keeper, big = Keeper(), feed(*EVENTS)
    first = read(big, "2026-10-25", "2027-03-31", keeper=keeper)
    second = read(big, "2026-10-25", "2027-03-31", keeper=keeper)
    assert keeper.hits == 1
    assert second == first
    assert second.feeds[0].repairs == first.feeds[0].repairs


@pytest.mark.parametrize(
    "damage", ['{"events": 3}', "[]", '{"events": [[1]], "total": 1, "newest": null, "repairs": []}']
)
def test_damage_is_read_again(damage):
    keeper, big = Keeper(), feed(*EVENTS)
    first = read(big, "2026-12-01", "2026-12-31", keeper=keeper)
    keeper.kept = dict.fromkeys(keeper.kept, damage)
    assert read(big, "2026-12-01", "2026-12-31", keeper=keeper) == first


def test_another_zone_or_range_is_another_reading():
    keeper, big = Keeper(), feed(*EVENTS)
    read(big, "2026-12-01", "2026-12-31", keeper=keeper)
    read(big, "2026-12-01", "2027-01-31", keeper=keeper)
    inv = inventory()
    inv = replace(inv, district=replace(inv.district, timezone="America/Denver"))
    read(big, "2026-12-01", "2026-12-31", inv=inv, keeper=keeper)
    assert (len(keeper.kept), keeper.hits) == (3, 0)


def test_calendars_come_back_from_plain_data_with_dst_nights():
    inv = inventory(freezes=(freeze("2026-10-31..2026-11-02", "wax"),))
    first = read(feed(*EVENTS), "2026-10-30", "2027-03-31", as_of=date(2026, 11, 1))
    again = calendars_from(json.loads(json.dumps(calendars_data(first))), inv)
    assert again == first
    assert [d.open_minutes for d in again.buildings["qhs"]] == [d.open_minutes for d in first.buildings["qhs"]]


@settings(derandomize=True, max_examples=40, deadline=2000)
@given(st.text(max_size=60), st.integers(0, 300))
def test_any_title_survives(title, offset):
    day = date.fromordinal(date(2026, 9, 1).toordinal() + offset)
    rows = ({"dates": day.isoformat(), "title": title},)
    entry = replace(feed(), path="calendars/x.yaml", rows=rows, raw=b"-")
    first = read_calendars(inventory(), [entry], day, day)
    assert calendars_from(json.loads(json.dumps(calendars_data(first))), inventory()) == first
