"""Frozen dates given free again: whose, which, and as a cure for a switch without a place."""

from dataclasses import replace
from datetime import date

from planner_districts import calendars, district, every_day, inventory, switch

from switchrefresh.calendars.model import Calendars
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest
from switchrefresh.planning.placing import why_not
from switchrefresh.planning.problem import out_of_bounds
from switchrefresh.planning.thawing import frozen_dates, thawed, why_frozen

AS_OF = date(2027, 5, 31)  # a Monday
SECOND, THIRD = date(2027, 6, 2), date(2027, 6, 3)
FREEZES = [{"dates": "2027-06-01..2027-06-04", "why": "testing"}, {"dates": "2027-06-03", "buildings": ["a"]}]


def ask(switches, freezes=FREEZES, hours=("07:00..17:00",), **rules):
    """Two buildings open on four dates, all frozen, by calendars that say what would be open."""
    found = inventory(district(freezes=freezes, **rules), switches)
    free = calendars({key: every_day("2027-06-01", 4, hours=hours) for key in found.buildings})
    frozen = {key: tuple(replace(v, open=(), thawed=v.open) for v in views) for key, views in free.buildings.items()}
    return PlanRequest(found, Calendars(frozen), AS_OF)


def test_only_the_named_dates_of_the_named_buildings_are_free():
    request = ask({"a1": switch("a"), "b1": switch("b")})
    assert {key: len(days) for key, days in frozen_dates(request, {"a", "b"}).items()} == {"a": 4, "b": 4}
    assert why_frozen(request, "a", THIRD) == "testing and a freeze"
    free = thawed(request, {"a": {THIRD}})
    days = [date(2027, 6, n) for n in range(1, 5)]
    assert [day for day in days if out_of_bounds(free, "a", day) is None] == [THIRD]
    assert all(out_of_bounds(free, key, day) is not None for key in ("b", "do") for day in days)
    assert [bool(view.open) for view in free.calendars.buildings["a"]] == [False, False, True, False]
    assert {key: len(days) for key, days in frozen_dates(free, {"a", "b"}).items()} == {"a": 3, "b": 4}


def test_as_few_frozen_dates_as_would_do_are_a_cure():
    request = ask({"a1": switch("a")})
    plan = make_plan(request)
    assert [reason.code for one in plan.unplaced for reason in one.reasons] == ["C11"]
    (found,) = why_not(request, plan, ["a1"])
    (cure,) = [one for one in found.cures if one.relaxation.kind == "freeze"]
    assert cure.relaxation.words == "A on Tuesday 2027-06-01 although it is frozen (testing)"
    assert [window.start.date() for window in cure.windows] == [date(2027, 6, 1)]


def test_a_frozen_date_without_hours_is_no_cure():
    request = ask({"a1": switch("a")}, hours=())
    assert frozen_dates(request, {"a"}) == {}
    (found,) = why_not(request, make_plan(request), ["a1"], wanted=99)
    assert not any(one.relaxation.kind == "freeze" for one in found.cures)
