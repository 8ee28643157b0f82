"""What must hold for any feed: every date once, hours kept, blocks respected, unknown never open, nothing raised."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from calendar_kit import PATH, building, freeze, hours, ics, inventory, timed, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from switchrefresh.calendars.model import FeedText, Health
from switchrefresh.calendars.reading import read_calendars
from switchrefresh.inventory.model import DayKind, FeedRole

FIRST, LAST = date(2026, 10, 26), date(2026, 11, 20)
BUILDINGS = {
    "qhs": building("Quarry High School", polling_place=True),
    "elm": building("Elm Street Elementary", "elementary", timezone="America/Denver"),
    "do": building(
        "District Office", "office", bells=None, hours=hours({DayKind.SCHOOL_DAY: ("06:00..12:00", "11:00..22:00")})
    ),
}
TITLES = [
    "District Closed",
    "No School",
    "Early Release",
    "2 Hour Late Start",
    "Concert",
    "CANCELED - Concert",
    "Classes Resume",
    "SBA Testing",
    "Election Day - Voting in the Gym",
    "Veterans Day",
    "Elementary Early Dismissal",
]
DAYS = st.integers(0, 40).map(lambda n: date(2026, 10, 15) + timedelta(days=n))


@st.composite
def events(draw) -> str:
    title, start = draw(st.sampled_from(TITLES)), draw(DAYS)
    place = draw(st.sampled_from(["", "LOCATION:Quarry High School\r\n", "LOCATION:elm\r\n"]))
    rule = draw(st.sampled_from(["", "RRULE:FREQ=WEEKLY;COUNT=3\r\n", "RRULE:FREQ=DAILY\r\n"]))
    if draw(st.booleans()):
        return whole(
            title, f"{start:%Y%m%d}", f"{start + timedelta(days=draw(st.integers(-1, 5))):%Y%m%d}", place + rule
        )
    begin, length = draw(st.integers(0, 23)), draw(st.integers(-2, 30))
    end = start + timedelta(days=(begin + length) // 24)
    zone = draw(st.sampled_from(["America/Chicago", "America/Denver", "Central Standard Time", "Nowhere"]))
    return timed(
        title, f"{start:%Y%m%d}T{begin:02d}0000", f"{end:%Y%m%d}T{(begin + length) % 24:02d}3000", zone, place + rule
    )


@st.composite
def feeds(draw) -> list[FeedText]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        raw = ics(*draw(st.lists(events(), max_size=5)))
        scope = draw(st.sampled_from([None, ("qhs",), ("elm", "do")]))
        if draw(st.integers(0, 9)) == 0:
            raw = raw[: draw(st.integers(0, len(raw)))]
        found.append(FeedText(f"calendars/{number}.ics", draw(st.sampled_from(list(FeedRole))), scope, raw))
    return found


@settings(derandomize=True, max_examples=60, deadline=None)
@given(feeds())
def test_days_hold_together(given_feeds: list[FeedText]) -> None:
    inv = inventory(BUILDINGS, freezes=(freeze("2026-11-09..2026-11-10", "wax", ("elm",)),))
    found = read_calendars(inv, given_feeds, FIRST, LAST)
    unfrozen = read_calendars(inventory(BUILDINGS), given_feeds, FIRST, LAST)
    held = {
        key
        for source, report in zip(given_feeds, found.feeds, strict=True)
        for key in (source.buildings or BUILDINGS)
        if report.health is not Health.OK
    }
    for key, views in found.buildings.items():
        assert [view.date for view in views] == [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
        for view in views:
            stretches = [(i.start.timestamp(), i.end.timestamp()) for i in view.open]
            assert stretches == sorted(stretches)
            assert all(start < end for start, end in stretches)
            assert all(one[1] < two[0] for one, two in pairwise(stretches))
            for block in view.blocked:
                begin, stop = block.start.timestamp(), block.end.timestamp()
                assert begin < stop
                assert all(end <= begin or stop <= start for start, end in stretches)
            assert all(str(m.tzinfo) == inv.zone(key) for i in view.open for m in (i.start, i.end))
            assert all(i.start.date() == view.date for i in view.open)
            assert view.reasons and not (key in held and view.open)
            assert (view.kind == "weekend") == (view.date.weekday() >= 5)
            free = unfrozen.day(key, view.date)
            assert free is not None and free.kind == view.kind
            assert (view.open if view.thawed is None else view.thawed) == free.open


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 200), st.booleans())
def test_no_bytes_make_it_raise(noise: bytes, at: int, inside: bool) -> None:
    good = ics(
        whole("No School", "20261028"),
        timed("Concert", "20261028T180000", "20261028T190000", more="RRULE:FREQ=DAILY\r\n"),
    )
    raw = good[:at] + noise + good[at:] if inside else noise
    found = read_calendars(inventory(BUILDINGS), [FeedText(PATH, FeedRole.DISTRICT, None, raw)], FIRST, LAST)
    assert len(found.buildings["qhs"]) == (LAST - FIRST).days + 1


@settings(derandomize=True, max_examples=80, deadline=None)
@given(
    st.text(max_size=60),
    st.sampled_from(["RRULE", "EXDATE", "RDATE", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "DTSTART;TZID=x"]),
)
def test_no_property_makes_it_raise(value: str, name: str) -> None:
    event = timed("Concert", "20261028T180000", "20261028T190000", more=f"{name}:{value}\r\n")
    found = read_calendars(inventory(BUILDINGS), [FeedText(PATH, FeedRole.SCHOOL, ("qhs",), ics(event))], FIRST, LAST)
    assert len(found.feeds) == 1


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_title_lies_on_a_terminal(title: str) -> None:
    from switchrefresh.calendars.classify import classify
    from switchrefresh.calendars.titles import clean, title_key

    shown = clean(title)
    assert len(shown) <= 120 and "\n" not in shown and "\x1b" not in shown and "\u202e" not in shown
    assert clean(shown) == shown
    assert isinstance(title_key(title), str)
    assert classify(title) == classify(title)
