"""C15: what people were told stays, what a rule forbids moves and says which, ids live for ever."""

from dataclasses import replace
from datetime import date

from planner_districts import building, calendars, district, every_day, inventory, switch

from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.goals import evaluate, explain_goals
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest, State

AS_OF = date(2027, 5, 31)


def request_of(rules=None, switches=None, days=None, as_of=AS_OF):
    found = inventory(rules or district(), switches or {"a1": switch("a"), "b1": switch("b"), "c1": switch("c")})
    days = {key: every_day("2027-06-01", 14) for key in found.buildings} | (days or {})
    return PlanRequest(found, calendars(days), as_of)


def approve(plan, *ids, state=State.APPROVED):
    return tuple(replace(window, state=state) for window in plan.windows if window.id in ids)


def by_id(plan):
    return {window.id: window for window in plan.windows}


def checked(request):
    plan = make_plan(request)
    assert check_plan(request, plan) == ()
    assert evaluate(plan, request) == plan.solver.objective >= plan.solver.bound
    return plan


def test_a_promise_stays_where_it_is_even_if_better_places_exist():
    late = request_of(days={key: every_day("2027-06-07", 5) for key in "abc"})
    first = checked(late)
    promised = approve(first, "w001")
    plan = checked(replace(request_of(), promised=promised, taken_ids=frozenset(by_id(first))))
    kept = by_id(plan)["w001"]
    assert replace(kept, wave="") == replace(promised[0], wave="")
    assert plan.changes.kept == 1
    assert plan.changes.moved == plan.changes.removed == ()
    assert plan.changes.added == ("w004", "w005")  # the ids of before are never used again


def test_a_promise_that_a_rule_forbids_moves_under_its_id_and_says_which_rule():
    first = checked(request_of())
    promised = approve(first, "w001", "w002", "w003")
    frozen = district(freezes=[{"dates": "2027-06-01..2027-06-01", "buildings": ["a"], "why": "testing"}])
    plan = checked(
        replace(request_of(frozen), promised=promised, previous=first.windows, taken_ids=frozenset(by_id(first)))
    )
    old = next(window for window in first.windows if window.building == "a")
    new = by_id(plan)[old.id]
    assert new.start.date() == date(2027, 6, 2)
    assert new.why[0].startswith("Moved because of C11")
    assert "testing" in new.why[0]
    assert plan.changes.moved == (old.id,)
    assert plan.changes.kept == 2
    assert explain_goals(plan, replace(request_of(frozen), promised=promised))[1][1] == 1


def test_a_promise_whose_switches_have_no_place_any_more_is_removed_with_the_rule():
    first = checked(request_of())
    promised = approve(first, *by_id(first))
    closed = request_of(district(freezes=[{"dates": "2027-06-01..2027-06-30", "buildings": ["a"]}]))
    plan = checked(replace(closed, promised=promised))
    (left,) = plan.unplaced
    assert left.switch == "a1"
    assert left.reasons[-1].code == "C11"
    assert len(plan.changes.removed) == 1


def test_done_and_running_windows_never_move():
    first = checked(request_of())
    promised = approve(first, "w001", state=State.DONE) + approve(first, "w002", state=State.RUNNING)
    closed = request_of(days={key: {} for key in "abc"}, as_of=date(2027, 6, 5))
    plan = checked(replace(closed, promised=promised))
    assert [(w.id, w.state, w.start) for w in plan.windows] == [(w.id, w.state, w.start) for w in promised]
    assert len(plan.unplaced) == 1


def test_a_promise_that_has_come_near_keeps_its_date():
    rules = district(policy={"notice": "5d"})
    first = checked(request_of(rules))
    promised = approve(first, *by_id(first))
    plan = checked(replace(request_of(rules, as_of=date(2027, 6, 4)), promised=promised))
    assert plan.changes.kept == 3


def test_an_approved_window_of_the_past_stays_until_somebody_withdraws_it():
    first = make_plan(request_of())
    later = replace(request_of(as_of=date(2027, 6, 3)), promised=approve(first, "w001"))
    plan = checked(later)
    assert by_id(plan)["w001"].start == by_id(first)["w001"].start
    assert plan.changes.kept == 1


def test_a_promise_leans_on_a_parent_that_is_not_promised():
    switches = {"a1": switch("a"), "b1": switch("b", uplink="a1")}
    first = checked(request_of(switches=switches))
    child = next(window for window in first.windows if window.building == "b")
    plan = checked(replace(request_of(switches=switches), promised=approve(first, child.id)))
    assert plan.changes.kept == 1
    assert plan.unplaced == ()


def test_previous_ids_are_kept_and_taken_ids_are_not_used():
    first = checked(request_of())
    again = checked(
        replace(request_of(), previous=first.windows, taken_ids=frozenset(by_id(first)) | {"wave-1", "w004"})
    )
    assert list(by_id(again)) == list(by_id(first))
    assert again.waves[0].id == "wave-2"
    fresh = checked(replace(request_of(), taken_ids=frozenset({"w001", "W002"})))
    assert list(by_id(fresh)) == ["w003", "w004", "w005"]


def test_ids_do_not_collide_with_names_in_the_inventory():
    found = inventory(district(), {"w001": switch("a", closet="w002")}, {"a": building(closets={"w002": {}})})
    plan = checked(PlanRequest(found, calendars({"a": every_day("2027-06-01", 2)}), AS_OF))
    assert list(by_id(plan)) == ["w003"]


def test_what_is_done_below_a_core_does_not_keep_the_core_from_being_replaced():
    """The core was backed out after the switch below it had been replaced: C7 cannot be kept any more, the work can."""
    both = {"a1": switch("a", role="core"), "a2": switch("a", uplink="a1")}
    first = checked(request_of(switches=both))
    windows = approve(first, *by_id(first), state=State.DONE)
    done = tuple(replace(w, tasks=tuple(t for t in w.tasks if t.switch == "a2")) for w in windows)
    done = tuple(window for window in done if window.tasks)
    plan = checked(replace(request_of(switches=both, as_of=date(2027, 6, 3)), promised=done))
    assert plan.unplaced == ()
    assert {task.switch for window in plan.windows for task in window.tasks} == {"a1", "a2"}
