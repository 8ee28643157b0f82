"""Letter days: a weekday without one is asked; a narrower row wins over a wider one."""

from datetime import date, timedelta

from calendar_kit import building, day, feed, inventory, read, whole

from switchrefresh.calendars.letterdays import IMPLIED
from switchrefresh.inventory.model import DayKind
from switchrefresh.inventory.values import read_date_range

FIRST, HOLE = date(2026, 10, 1), date(2026, 10, 14)


def rotation(*missing, number=40):
    days = [FIRST + timedelta(days=n) for n in range(60)]
    weekdays = [d for d in days if d.weekday() < 5 and d not in missing][:number]
    return [whole(f"{'AB'[n % 2]} DAY", f"{d:%Y%m%d}") for n, d in enumerate(weekdays)]


def test_a_weekday_without_a_letter_is_asked_and_counts_as_school():
    found = read(feed(*rotation(HOLE)), "2026-10-01", "2026-11-20")
    [question] = found.review
    assert (question.title, question.dates, question.suggested) == (IMPLIED, (HOLE,), "no_students")
    view = found.day("qhs", HOLE)
    assert view.kind is DayKind.SCHOOL_DAY
    assert any(IMPLIED in reason for reason in view.reasons)


def test_a_yes_lets_the_students_out():
    inv = inventory(horizon=read_date_range("2026-10-01..2027-05-20"))
    view = day(feed(*rotation(HOLE)), f"{HOLE}", inv=inv, decisions={IMPLIED: "yes"})
    assert (view.kind, IMPLIED in view.reasons[0]) == (DayKind.NO_STUDENTS, True)
    assert day(feed(*rotation(HOLE)), f"{HOLE}", inv=inv, decisions={IMPLIED: "no"}).kind is DayKind.SCHOOL_DAY


def test_a_day_that_another_event_explains_is_not_asked():
    events = [*rotation(HOLE), whole("District Closed", f"{HOLE:%Y%m%d}")]
    found = read(feed(*events), "2026-10-01", "2026-11-20", decisions={IMPLIED: "yes"})
    assert found.day("qhs", HOLE).kind is DayKind.BREAK
    assert read(feed(*events), "2026-10-01", "2026-11-20").review == ()


def test_a_few_letters_are_no_rotation():
    assert read(feed(*rotation(HOLE, number=15)), "2026-10-01", "2026-11-20").review == ()


def test_the_summer_between_two_rotations_is_no_hint():
    later = [whole("A DAY", f"{date(2027, 3, 1) + timedelta(days=n):%Y%m%d}") for n in range(5)]
    assert read(feed(*rotation(), *later), "2026-10-01", "2027-03-05").review == ()


def test_the_narrowest_row_wins():
    inv = inventory({"qhs": building("Quarry High School"), "qes": building("Quarry Elementary", "elementary")})
    rows = feed(whole("No School", "20261208"), whole("Early Release - High School", "20261208"))
    high, low = (day(rows, "2026-12-08", key=key, inv=inv) for key in ("qhs", "qes"))
    assert (high.kind, low.kind) == (DayKind.EARLY_RELEASE, DayKind.NO_STUDENTS)
    assert "High School" in high.reasons[0]


def test_a_closure_is_not_undone_by_a_narrow_row():
    rows = feed(whole("Winter Break", "20261221", "20270102"), whole("Late Start - High School", "20261222"))
    assert day(rows, "2026-12-22").kind is DayKind.BREAK
