"""Small districts whose best plan is known, the sample districts, and plans that are the same every time."""

import os
import subprocess
import sys
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from planner_districts import INVENTORIES, calendars, district, every_day, inventory, switch

from switchrefresh.calendars.reading import read_calendars
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.goals import evaluate, explain_goals
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest
from switchrefresh.planning.weights import weights_for
from switchrefresh.storage.feeds import read_decisions, read_feeds
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import find_project

AS_OF = date(2026, 11, 23)
WEIGHTS = weights_for("fewest-visits")


def sample(name):
    project = find_project(str(INVENTORIES / name))
    found = read_folder(project).inventory
    span = found.district.horizon
    feeds = read_feeds(project, found)
    return PlanRequest(
        found, read_calendars(found, feeds, span.first, span.last, AS_OF, read_decisions(project)), AS_OF
    )


def test_cedar_fork_is_optimal_and_obeys_every_rule():
    request = sample("cedar-fork")
    plan = make_plan(request)
    assert check_plan(request, plan) == ()
    assert plan.solver.status == "optimal"
    assert plan.solver.gap == 0
    assert plan.unplaced == ()
    assert len(plan.windows) == 9
    assert plan.waves[0].name == "Pilot: District Office"
    assert [window for wave in plan.waves for window in wave.windows] == [window.id for window in plan.windows]
    assert evaluate(plan, request) == sum(row[4] for row in explain_goals(plan, request)) == plan.solver.objective


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_tamarack_valley_is_correct_and_within_one_percent_of_its_bound():
    request = sample("tamarack-valley")
    plan = make_plan(request)
    assert check_plan(request, plan) == ()
    assert plan.unplaced == ()
    assert 0 <= plan.solver.gap < 0.01
    assert evaluate(plan, request) == plan.solver.objective


def test_the_best_of_every_choice_of_dates_is_found():
    """Three buildings, one window a day, five days of different kinds: all 60 choices are priced by hand."""
    kinds = ["school_day", "no_students", "break", "school_day", "break"]
    first = date(2027, 6, 7)
    days = {str(first + timedelta(days=n)): (kind, ["15:30..16:40"]) for n, kind in enumerate(kinds)}
    switches = {"a1": switch("a", priority="9"), "b1": switch("b", priority="1"), "c1": switch("c", priority="5")}
    request = PlanRequest(inventory(district(), switches), calendars(dict.fromkeys("abc", days)), first)
    plan = make_plan(request)

    def price(choice):
        points = 3 * WEIGHTS.visit
        for name, day in zip(("a1", "b1", "c1"), choice, strict=True):
            points += 30 * WEIGHTS.kind_minute[kinds[day]] + day * switches[name].priority
        return points

    best = min(price(choice) for choice in product(range(5), repeat=3) if len(set(choice)) == 3)
    assert plan.solver.objective == best == plan.solver.bound
    assert {w.start.date() for w in plan.windows} == {first + timedelta(days=n) for n in (1, 2, 4)}


def test_one_visit_is_worth_waiting_for_the_second_delivery():
    deliveries = [{"arrives": "2027-06-01", "models": {"M": "1"}}, {"arrives": "2027-06-20", "models": {"M": "1"}}]
    switches = {"a1": switch("a"), "a2": switch("a")}
    request = PlanRequest(
        inventory(district(deliveries=deliveries), switches),
        calendars({"a": every_day("2027-06-01", 30)}),
        date(2027, 5, 31),
    )
    (window,) = make_plan(request).windows
    assert window.start.date() == date(2027, 6, 21)  # the 20th is a Sunday


def test_scarce_stock_goes_to_the_switch_with_the_higher_priority():
    rules = district(deliveries=[{"arrives": "2027-06-01", "models": {"M": "1"}}])
    switches = {"a1": switch("a", priority="2"), "b1": switch("b", priority="9"), "c1": switch("c", priority="5")}
    days = {key: every_day("2027-06-01", 5) for key in "abc"}
    plan = make_plan(PlanRequest(inventory(rules, switches), calendars(days), date(2027, 5, 31)))
    assert [task.switch for window in plan.windows for task in window.tasks] == ["b1"]


def test_even_weeks_cost_what_the_weights_say():
    switches = {f"{key}1": switch(key) for key in "abcde"}
    days = {key: every_day("2027-06-07", 5) for key in "abcde"}
    request = PlanRequest(inventory(district(), switches), calendars(days), date(2027, 6, 6))
    plan = make_plan(request)
    assert explain_goals(plan, request)[-1][4] == WEIGHTS.crowded  # five windows in the only week there is


def test_the_same_request_gives_the_same_plan_in_another_process():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from planner_randoms import random_request\n"
        "from switchrefresh.planning.making import make_plan\n"
        "print([make_plan(random_request(seed)) for seed in (31, 60, 165)])\n"
    )
    here = str(Path(__file__).parent)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, here],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=100,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert "Window(" in outputs.pop()
