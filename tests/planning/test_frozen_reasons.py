"""Reasons where dates are frozen: what the calendars say of a frozen date without its freeze, and no guess."""

from dataclasses import replace
from datetime import date

from planner_districts import calendars, district, every_day, inventory, switch

from switchrefresh.calendars.model import Calendars
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest

AS_OF = date(2027, 5, 31)  # a Monday
FROZEN = "2027-06-01..2027-06-04"
CLOSED = ("summer", [])


def with_freeze(free, frozen=FROZEN):
    """Calendars in which frozen dates have no hours, as those of a district folder."""
    first, last = (date.fromisoformat(part) for part in frozen.split(".."))
    days = {
        key: tuple(replace(view, open=(), thawed=view.open) if first <= view.date <= last else view for view in views)
        for key, views in free.buildings.items()
    }
    return Calendars(days)


def plan_of(rules, switches, days, as_of=AS_OF):
    found = inventory(rules, switches)
    free = calendars({key: days.get(key, {}) for key in found.buildings})
    return make_plan(PlanRequest(found, with_freeze(free), as_of))


def codes(plan):
    return {one.switch: {reason.code for reason in one.reasons} for one in plan.unplaced}


def rules(**changes):
    return district(freezes=[{"dates": FROZEN, "why": "testing"}], horizon="2027-06-01..2027-06-08", **changes)


def test_a_freeze_is_the_reason_where_its_dates_would_hold_the_switch():
    days = every_day("2027-06-01", 4) | {"2027-06-07": CLOSED}
    plan = plan_of(rules(), {"a1": switch("a")}, {"a": days})
    assert codes(plan) == {"a1": {"C11"}}
    assert "2027-06-01 is frozen: testing" in plan.unplaced[0].reasons[0].message


def test_a_freeze_is_no_reason_where_its_dates_would_be_closed_all_the_same():
    """The nearest date of their kind is open, and only the crew is away on it."""
    days = {f"2027-06-0{n}": CLOSED for n in range(1, 5)} | {"2027-06-07": ("summer", ["07:00..17:00"])}
    crew = {"base": "do", "hours": {"weekday": "07:00..17:00"}, "away": ["2027-06-07"]}
    plan = plan_of(rules(crews={"tech": crew}), {"a1": switch("a")}, {"a": days})
    assert codes(plan) == {"a1": {"C2", "C3"}}


def test_a_frozen_date_has_its_own_hours_and_not_those_of_a_like_one():
    long, short = ("summer", ["07:00..17:00"]), ("summer", ["07:00..07:40"])
    frozen = {f"2027-06-0{n}": short for n in range(1, 4)} | {"2027-06-04": long}
    plan = plan_of(rules(), {"a1": switch("a")}, {"a": frozen | {"2027-06-07": short}})
    assert codes(plan) == {"a1": {"C11"}}
    assert "2027-06-04 is frozen" in plan.unplaced[0].reasons[0].message


def test_a_freeze_holds_where_a_building_that_goes_dark_is_frozen_too():
    """C16: without the freeze, both buildings are open at the same time on a frozen date only."""
    days = {key: every_day("2027-06-01", 4) for key in ("a", "b")}
    days["a"]["2027-06-07"], days["b"]["2027-06-08"] = ("summer", ["07:00..17:00"]), ("summer", ["07:00..17:00"])
    switches = {"a1": switch("a"), "b1": switch("b", uplink="a1", replacement="none")}
    assert codes(plan_of(rules(), switches, days))["a1"] == {"C11", "C16"}


def test_rules_that_keep_out_what_comes_first_as_well_are_no_reason_to_name_the_order():
    """Two frozen dates hold all when each is used well: with a window for each switch they would not."""
    day = ("summer", ["07:00..08:50"])  # setup, two switches, backout
    frozen = {"2027-06-01": day, "2027-06-02": day}
    order = rules(policy={"order": "leaf_first"})
    leaves = {f"a{n}": switch("a", uplink="core") for n in (1, 2, 3)}
    plan = plan_of(order, leaves | {"core": switch("a")}, {"a": frozen})
    assert codes(plan) == {key: {"C11"} for key in ("a1", "a2", "a3", "core")}


PILOT = {"pilot": {"buildings": ["a"], "soak": "1d"}}


def test_a_pilot_building_that_the_same_freeze_closes_is_no_reason_of_its_own():
    days = {key: every_day("2027-06-01", 4) for key in ("a", "b")}
    plan = plan_of(rules(policy=PILOT), {"a1": switch("a"), "b1": switch("b")}, days)
    assert codes(plan) == {"a1": {"C11"}, "b1": {"C11"}}
    (of_b,) = (one.reasons[0].message for one in plan.unplaced if one.switch == "b1")
    assert of_b.endswith("2027-06-03 is frozen: testing; that keeps out pilot building A too, which comes first")


def test_a_pilot_building_that_another_rule_keeps_out_is_a_reason_beside_the_freeze():
    days = {key: every_day("2027-06-01", 4) for key in ("a", "b")}
    switches = {"a1": switch("a", minutes="20h"), "b1": switch("b")}
    plan = plan_of(rules(policy=PILOT), switches, days)
    assert codes(plan)["b1"] == {"C8", "C11"}


def test_a_freeze_that_leaves_no_date_after_the_rest_of_the_pilot_is_not_enough():
    """All frozen dates together are too few for the pilot, its rest and one date more."""
    days = {key: every_day("2027-06-01", 2) for key in ("a", "b")}
    plan = plan_of(rules(policy=PILOT), {"a1": switch("a"), "b1": switch("b")}, days)
    assert codes(plan) == {"a1": {"C11"}, "b1": {"C8", "C11"}}
