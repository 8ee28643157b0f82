"""Charts as data: every window is in its cell, the calendar behind it, and the load adds up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from planner_districts import building, calendars, district, every_day, inventory, switch

from switchrefresh.planning.alternatives import board_of
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest
from switchrefresh.planning.pictures import COLUMNS, gantt, load
from switchrefresh.planning.problem import build_problem, minute_of


def planned(span=10, **rules):
    switches = {"a1": switch("a"), "a2": switch("a"), "b1": switch("b", minutes="6h"), "b2": switch("b", minutes="6h")}
    days = {"a": every_day("2027-06-01", span), "b": every_day("2027-06-01", span, kind="break")}
    found = inventory(district(**rules), switches, {"a": building(name="Alder")})
    request = PlanRequest(found, calendars({"do": every_day("2027-06-01", span), **days}), date(2027, 5, 31))
    return request, make_plan(request)


@pytest.mark.parametrize("by", ["building", "crew"])
def test_every_window_is_in_its_column(by):
    request, plan = planned()
    chart = gantt(plan.windows, request.inventory, request.calendars, by)
    assert chart["step"] == 1
    assert chart["columns"][0] == "2027-05-31"
    for window in plan.windows:
        row = next(r for r in chart["rows"] if r["id"] == (window.building if by == "building" else window.crew))
        mark = row["marks"][chart["columns"].index(window.start.date().isoformat())]
        assert mark == (
            "A" if by == "building" else str(sum(w.start.date() == window.start.date() for w in plan.windows))
        )
    drawn = sum(mark in "A123456789" for row in chart["rows"] for mark in row["marks"])
    assert drawn == len({(w.building if by == "building" else w.crew, w.start.date()) for w in plan.windows})


def test_the_calendar_stands_behind():
    request, plan = planned()
    marks = {r["id"]: r["marks"] for r in gantt(plan.windows, request.inventory, request.calendars, "building")["rows"]}
    assert marks["b"].replace("A", "-").startswith("x-")
    assert set(marks["do"]) == {"x", "~"}


def test_a_long_plan_takes_weeks_and_stays_narrow():
    request, plan = planned(
        200,
        deliveries=[{"arrives": "2027-06-01", "models": {"M": "3"}}, {"arrives": "2027-11-01", "models": {"M": "1"}}],
    )
    days = {w.start.date() for w in plan.windows}
    assert max(days) - min(days) > timedelta(days=100)
    chart = gantt(plan.windows, request.inventory, request.calendars, "building")
    assert chart["step"] == 7
    assert len(chart["columns"]) <= COLUMNS
    assert all(len(row["marks"]) == len(chart["columns"]) for row in chart["rows"])


def test_the_load_adds_up():
    crew = {"base": "do", "hours": {"weekday": "07:00..09:00", "evening": "09:30..21:00"}, "max_evenings_per_week": "2"}
    request, plan = planned(crews={"tech": crew})
    rows = load(plan.windows, board_of(build_problem(request), plan))["rows"]
    assert sum(r["minutes"] for r in rows) == sum(minute_of(w.end) - minute_of(w.start) for w in plan.windows)
    assert sum(r["windows"] for r in rows) == len(plan.windows)
    assert sum(r["evenings"] for r in rows) == 2
    assert all(date.fromisoformat(r["week"]).weekday() == 0 and r["max_evenings"] == 2 for r in rows)


def test_no_window_is_no_picture():
    request, _ = planned()
    assert gantt((), request.inventory, request.calendars, "crew")["rows"] == []
