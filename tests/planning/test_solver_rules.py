"""Every rule C1-C17 with a small district in which that rule decides."""

from datetime import date

import pytest
from planner_districts import building, calendars, district, every_day, inventory, switch

from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.goals import evaluate
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest

AS_OF = date(2027, 5, 31)  # a Monday


def plan_of(rules, switches, days=None, buildings=None, zones=None):
    """The plan for a district whose buildings are open every day from 1 June unless told otherwise; checked."""
    found = inventory(rules, switches, buildings)
    days = {key: every_day("2027-06-01", 14) for key in found.buildings} | (days or {})
    request = PlanRequest(found, calendars(days, zones), AS_OF)
    plan = make_plan(request)
    assert check_plan(request, plan) == ()
    assert evaluate(plan, request) == plan.solver.objective >= plan.solver.bound
    return plan


def dates(plan):
    """{switch: date} of a plan."""
    return {task.switch: str(task.start.date()) for window in plan.windows for task in window.tasks}


def times(plan):
    """{switch: (start, end)} of a plan, as clock times."""
    return {t.switch: (f"{t.start:%H:%M}", f"{t.end:%H:%M}") for w in plan.windows for t in w.tasks}


def codes(plan):
    """{switch: reason codes} of what is left out."""
    return {one.switch: [reason.code for reason in one.reasons] for one in plan.unplaced}


def test_a_window_is_setup_tasks_closet_change_and_backout_without_idle_time():
    plan = plan_of(district(), {"a1": switch("a"), "a2": switch("a", closet="idf"), "a3": switch("a", members="3")})
    (window,) = plan.windows
    assert (f"{window.start:%H:%M}", f"{window.end:%H:%M}") == ("07:10", "09:35")  # 10 way, 10+30+50+5+30+20 work
    assert times(plan) == {"a1": ("07:20", "07:50"), "a3": ("07:50", "08:40"), "a2": ("08:45", "09:15")}
    assert plan.solver.status == "optimal"
    assert plan.solver.gap == 0


def test_c1_what_stays_is_not_scheduled():
    plan = plan_of(district(), {"a1": switch("a"), "a2": switch("a", replacement=None)})
    assert dates(plan) == {"a1": "2027-06-01"}
    assert codes(plan) == {}


def test_c2_a_window_lies_inside_one_open_interval():
    days = {
        "a": {"2027-06-01": ("summer", ["08:00..08:50", "08:50..09:40"]), "2027-06-02": ("summer", ["09:00..10:00"])}
    }
    assert dates(plan_of(district(), {"a1": switch("a")}, days)) == {"a1": "2027-06-02"}


def test_c2_one_crew_per_building_and_date():
    crews = {name: {"base": "do", "hours": {"weekday": "07:00..09:00"}} for name in ("one", "two")}
    days = {"a": every_day("2027-06-01", 1)}
    plan = plan_of(district(crews=crews), {"a1": switch("a"), "a2": switch("a"), "a3": switch("a")}, days)
    assert len(dates(plan)) == 2
    assert len({window.crew for window in plan.windows}) == 1
    assert list(codes(plan).values()) == [["C2", "C3"]]  # either lifted would make room


def test_c3_the_evening_shift_is_used_where_the_weekday_shift_is_too_short():
    crews = {"tech": {"base": "do", "hours": {"weekday": "07:00..15:30", "evening": "15:00..21:00"}}}
    days = {"a": {"2027-06-01": ("school_day", ["14:40..21:00"])}}
    plan = plan_of(district(crews=crews), {"a1": switch("a"), "a2": switch("a")}, days)
    assert times(plan)["a1"] == ("15:20", "15:50")


def test_c3_crew_dates_follow_the_zone_of_its_base():
    crews = {"tech": {"base": "do", "hours": {"weekday": "07:00..09:00"}}}
    where = {"a": building(timezone="America/Denver")}
    days = {"a": {"2027-06-01": ("summer", ["05:00..12:00"])}}
    plan = plan_of(district(crews=crews), {"a1": switch("a")}, days, where, {"a": "America/Denver"})
    assert times(plan)["a1"] == ("06:20", "06:50")


def test_c3_away_and_not_available():
    hours = {"base": "do", "hours": {"weekday": "07:00..17:00"}}
    crews = {"tech": {**hours, "away": ["2027-06-01..2027-06-02"], "available": ["2027-06-01..2027-06-03"]}}
    assert dates(plan_of(district(crews=crews), {"a1": switch("a")})) == {"a1": "2027-06-03"}


@pytest.mark.parametrize(("end", "dates_worked"), [("10:46", 1), ("10:45", 2)])
def test_c4_two_buildings_share_a_shift_only_when_the_way_fits(end, dates_worked):
    # 34.85 km at 40 km/h are 53 minutes: 60 at the base, 53 there, 60 of work, 53 back
    where = {"a": building(position=["38.4", "-92.0"]), "b": building(position=["38.4", "-92.4"])}
    crews = {"tech": {"base": "a", "hours": {"weekday": f"07:00..{end}"}}}
    plan = plan_of(district(crews=crews), {"a1": switch("a"), "b1": switch("b")}, None, where)
    assert len(set(dates(plan).values())) == dates_worked


def test_c5_speed_and_buffer_apply_to_tasks_and_round_up():
    work = {"core": "150m", "buffer": "15%", "setup": "20m", "backout": "30m"}
    rules = district(crews={"tech": {"base": "a", "speed": "2.5", "hours": {"weekday": "07:00..17:00"}}}, work=work)
    plan = plan_of(rules, {"a1": switch("a", role="core"), "a2": switch("a", minutes="7m", members="4")})
    assert times(plan) == {"a1": ("07:20", "08:29"), "a2": ("08:29", "08:33")}


def test_c6_stock_is_used_from_its_arrival_and_never_twice():
    deliveries = [{"arrives": "2027-06-03", "models": {"M": "2"}}, {"arrives": "2027-06-04", "models": {"M": "1"}}]
    plan = plan_of(
        district(deliveries=deliveries), {"a1": switch("a", members="2"), "b1": switch("b"), "b2": switch("b")}
    )
    assert min(dates(plan).values()) == "2027-06-03"
    assert len(dates(plan)) == 2
    assert [code for found in codes(plan).values() for code in found] == ["C6"]


def test_c6_a_model_in_no_delivery_has_no_stock():
    rules = district(deliveries=[{"arrives": "2027-06-01", "models": {"N": "5"}}])
    (left,) = plan_of(rules, {"a1": switch("a")}).unplaced
    assert left.reasons[0].code == "C6"
    assert "no M is in any delivery" in left.reasons[0].message


@pytest.mark.parametrize(("order", "first"), [("core_first", "a1"), ("leaf_first", "z1")])
def test_c7_order_along_the_uplink_across_buildings(order, first):
    switches = {"a1": switch("a"), "z1": switch("z", uplink="a1")}
    plan = plan_of(district(policy={"order": order}), switches)
    starts = {task.switch: task.start for window in plan.windows for task in window.tasks}
    assert min(starts, key=starts.get) == first
    assert len(starts) == 2


def test_c7_a_parent_that_cannot_be_placed_leaves_its_children_unplaced():
    switches = {"a1": switch("a", minutes="20h"), "a2": switch("a", uplink="a1"), "a3": switch("a", uplink="a2")}
    plan = plan_of(district(), switches)
    assert codes(plan) == {"a1": ["C2", "C3"], "a2": ["C7"], "a3": ["C7"]}
    leaf = plan_of(
        district(policy={"order": "leaf_first"}), {"a1": switch("a"), "a2": switch("a", uplink="a1", minutes="20h")}
    )
    assert codes(leaf) == {"a1": ["C7"], "a2": ["C2", "C3"]}


def test_c7_a_parent_that_is_not_planned_binds_nobody():
    plan = plan_of(district(), {"a1": switch("a", replacement=None), "a2": switch("a", uplink="a1")})
    assert dates(plan) == {"a2": "2027-06-01"}


def test_c8_other_buildings_wait_for_the_pilot_and_its_soak():
    rules = district(policy={"pilot": {"buildings": ["p"], "soak": "3d"}})
    assert dates(plan_of(rules, {"a1": switch("a"), "p1": switch("p")})) == {"p1": "2027-06-01", "a1": "2027-06-07"}


def test_c8_a_pilot_without_any_window_holds_everything_and_one_switch_alone_does_not():
    rules = district(policy={"pilot": {"buildings": ["p"], "soak": "3d"}})
    held = plan_of(rules, {"a1": switch("a"), "p1": switch("p", minutes="20h")})
    assert codes(held) == {"a1": ["C8"], "p1": ["C2", "C3"]}
    free = plan_of(rules, {"a1": switch("a"), "p1": switch("p", minutes="20h"), "p2": switch("p")})
    assert codes(free) == {"p1": ["C2", "C3"]}


def test_c9_buildings_a_day():
    switches = {f"{key}1": switch(key) for key in "abc"}
    assert len(set(dates(plan_of(district(), switches)).values())) == 1
    limited = plan_of(district(policy={"max_buildings_per_day": "1"}), switches)
    assert len(set(dates(limited).values())) == 3


def test_c10_switches_in_a_window_and_in_a_building_on_a_date():
    switches = {f"a{n}": switch("a") for n in range(5)}
    plan = plan_of(district(policy={"max_switches_per_window": "2"}), switches)
    assert sorted(len(window.tasks) for window in plan.windows) == [1, 2, 2]
    assert len({window.start.date() for window in plan.windows}) == 3


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"policy": {"notice": "2d"}}, "2027-06-02"),
        ({"freezes": [{"dates": "2027-06-01..2027-06-03"}]}, "2027-06-04"),
        ({"freezes": [{"dates": "2027-06-01..2027-06-03", "buildings": ["do"]}]}, "2027-06-01"),
        ({"horizon": "2027-06-03..2027-06-09"}, "2027-06-03"),
        ({"policy": {"deadline": "2027-06-01"}}, "2027-06-01"),
        ({"funding": {"program": "erate-category-two", "funding_year": "2026"}}, "2027-06-01"),
    ],
)
def test_c11_dates_out_of_bounds(changes, expected):
    assert dates(plan_of(district(**changes), {"a1": switch("a")})) == {"a1": expected}


@pytest.mark.parametrize(
    "changes",
    [{"policy": {"deadline": "2027-05-31"}}, {"funding": {"program": "erate-category-two", "funding_year": "2028"}}],
)
def test_c11_nothing_is_placed_when_every_date_is_out_of_bounds(changes):
    assert codes(plan_of(district(**changes), {"a1": switch("a")})) == {"a1": ["C11"]}


def test_c12_redundant_partners_are_on_different_dates():
    plan = plan_of(district(), {"a1": switch("a", redundant_with="a2"), "a2": switch("a")})
    assert len(set(dates(plan).values())) == 2
    across = plan_of(district(), {"a1": switch("a"), "b1": switch("b", redundant_with="a1")})
    assert len(set(dates(across).values())) == 2


@pytest.mark.parametrize(
    ("limit", "most"),
    [
        ({}, 3),
        ({"max_evenings_per_week": "1", "max_weekend_days_per_month": "0"}, 1),
        ({"max_days_per_week": "2"}, 2),
        ({"max_evenings_per_week": "0"}, 2),
        ({"max_evenings_per_week": "0", "max_weekend_days_per_month": "1"}, 1),
    ],
)
def test_c13_days_evenings_and_weekends(limit, most):
    switches = {f"{key}1": switch(key) for key in "abc"}
    hours = {"evening": "15:00..16:20", "weekend": "08:00..09:20"}  # one window a day
    days = {key: every_day("2027-06-01", 6, hours=("08:00..17:00",)) for key in "abc"}
    plan = plan_of(district(crews={"tech": {"base": "do", "hours": hours, **limit}}), switches, days)
    assert len(plan.windows) == most
    assert {code for each in codes(plan).values() for code in each} <= {"C13", "C3"}


def test_c14_critical_switches_on_weekdays_only():
    crews = {"tech": {"base": "do", "hours": {"weekday": "07:00..17:00", "weekend": "07:00..17:00"}}}
    days = {"a": every_day("2027-06-05", 3)}
    plan = plan_of(district(crews=crews), {"a1": switch("a", critical=["doors"]), "b1": switch("b", critical=[])}, days)
    assert dates(plan)["a1"] == "2027-06-07"
    weekend = plan_of(district(crews=crews), {"a1": switch("a", critical=["doors"])}, {"a": every_day("2027-06-05", 2)})
    assert codes(weekend) == {"a1": ["C14"]}


def test_c16_other_buildings_that_go_dark_are_open_too():
    switches = {"a1": switch("a"), "a2": switch("a"), "b1": switch("b", uplink="a1", replacement=None)}
    days = {
        "a": {"2027-06-01": ("summer", ["08:00..12:00"]), "2027-06-02": ("summer", ["08:00..12:00"])},
        "b": {"2027-06-01": ("summer", ["07:00..09:00", "09:00..09:20"]), "2027-06-02": ("summer", ["09:00..12:00"])},
    }
    plan = plan_of(district(), switches, days)
    assert dates(plan) == {"a1": "2027-06-01", "a2": "2027-06-01"}
    assert times(plan)["a1"][1] <= "09:00"
    days["b"] = {"2027-06-02": ("summer", ["10:00..12:00"])}
    assert times(plan_of(district(), switches, days))["a1"][0] >= "10:00"
    days["b"] = {}
    assert codes(plan_of(district(), switches, days)) == {"a1": ["C16"]}


def test_c17_cores_on_named_day_kinds_only():
    rules = district(policy={"core_on": ["break"]})
    days = {"a": every_day("2027-06-01", 3) | {"2027-06-03": ("break", ["07:00..17:00"])}}
    assert dates(plan_of(rules, {"a1": switch("a", role="core")}, days)) == {"a1": "2027-06-03"}
    assert codes(plan_of(rules, {"a1": switch("a", role="core")})) == {"a1": ["C17"]}


def test_a_building_without_days_is_never_open():
    (left,) = plan_of(district(), {"a1": switch("a")}, {"a": {}}).unplaced
    assert left.reasons[0].code == "C2"


def test_a_window_too_short_says_what_is_needed_and_what_there_is():
    days = {"a": {"2027-06-01": ("summer", ["08:00..10:00"])}}
    (left,) = plan_of(district(), {"a1": switch("a", minutes="2h")}, days, {"a": building(name="ES")}).unplaced
    assert left.reasons[0].message == (
        "ES needs 2 h 30 min for a1 (setup and backout included); "
        "the longest window that tech can reach until 2027-06-01 is 2 h"
    )
