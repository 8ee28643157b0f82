"""Durations, clock times, dates and ranges: what people write, and what is refused."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from switchrefresh.inventory import values as v


@pytest.mark.parametrize(("text", "minutes"), [("45m", 45), ("1h30m", 90), ("2d", 2880), ("1d2h3m", 1563), ("0m", 0)])
def test_durations(text, minutes):
    assert v.read_duration(text) == minutes


@pytest.mark.parametrize("text", ["", "45", "1.5h", "-5m", "30m1h", "1h 30m", "m"])
def test_not_durations(text):
    with pytest.raises(ValueError, match="45m"):
        v.read_duration(text)


@pytest.mark.parametrize(("text", "minutes"), [("00:00", 0), ("15:05", 905), ("24:00", 1440)])
def test_clock(text, minutes):
    assert v.read_clock(text) == minutes


@pytest.mark.parametrize("text", ["7:20", "24:01", "25:00", "12:60", "905", "12:00pm"])
def test_not_clock(text):
    with pytest.raises(ValueError, match="07:20"):
        v.read_clock(text)


def test_date_ranges_hold_both_ends():
    span = v.read_date_range("2026-12-21..2027-01-01")
    assert date(2026, 12, 21) in span
    assert date(2027, 1, 1) in span
    assert date(2027, 1, 2) not in span
    assert len(list(span)) == 12


@pytest.mark.parametrize(
    "text", ["2027-01-01..2026-12-21", "2026-02-30", "2026-2-3", "soon", "2026-01-01..", "..2026-01-01"]
)
def test_not_date_ranges(text):
    with pytest.raises(ValueError, match=r"2026|soon"):
        v.read_date_range(text)


def test_hours_with_bells_and_weekdays():
    span = v.read_time_range("dismissal+30m..21:00")
    assert (span.start.anchor, span.start.minutes, span.end.minutes) == ("dismissal", 30, 1260)
    assert v.read_time_range("start-1h..12:00").start.minutes == -60
    assert v.read_time_range("mon-thu 07:00..15:00").weekdays == {0, 1, 2, 3}
    assert v.read_time_range("sat-mon 07:00..15:00").weekdays == {5, 6, 0}
    assert v.read_time_range("mon,wed 07:00..15:00").weekdays == {0, 2}


@pytest.mark.parametrize(
    "text", ["21:00..07:00", "07:00", "07:00-15:00", "moo 07:00..15:00", "bell..12:00", "07:00..07:00"]
)
def test_not_hours(text):
    with pytest.raises(ValueError, match=r"07:00|moo|bell"):
        v.read_time_range(text)


@pytest.mark.parametrize(("text", "value"), [("15%", Fraction(3, 20)), ("1.5", Fraction(3, 2)), ("0", Fraction(0))])
def test_fractions_are_exact(text, value):
    assert v.read_fraction(text) == value


@settings(derandomize=True, max_examples=200)
@given(st.integers(0, 10_000))
def test_shown_durations_are_readable(minutes):
    shown = v.show_duration(minutes)
    hours = int(shown.split(" h")[0]) if " h" in shown else 0
    rest = int(shown.removesuffix(" min").split()[-1]) if shown.endswith("min") else 0
    assert hours * 60 + rest == minutes


@settings(derandomize=True, max_examples=300)
@given(st.text(max_size=20))
def test_no_text_does_worse_than_valueerror(text):
    for read in (v.read_duration, v.read_clock, v.read_date_range, v.read_time_range, v.read_fraction, v.read_flag):
        try:
            read(text)
        except ValueError as error:
            assert str(error)
