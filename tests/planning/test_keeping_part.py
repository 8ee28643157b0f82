"""C15 in part: a promise that cannot stand whole keeps its date, with fewer switches or another crew, and says why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from planner_districts import calendars, district, every_day, inventory, switch

from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest, State
from switchrefresh.planning.moves import moves

pytestmark = pytest.mark.slow
AS_OF = date(2027, 5, 31)
FOUR = {f"a{n}": {} for n in (1, 2, 3, 4)}
HOURS = {"base": "do", "hours": {"weekday": "07:00..17:00", "weekend": "07:00..17:00"}}


def request_of(rules=None, switches=None, days=None, as_of=AS_OF, promised=()):
    names = {name: switch("a", **more) for name, more in (switches or FOUR).items()}
    found = inventory(rules or district(), names)
    days = {key: every_day("2027-06-01", 14) for key in found.buildings} | (days or {})
    return PlanRequest(found, calendars(days), as_of, promised, promised)


def promise(first, state=State.APPROVED):
    return tuple(replace(window, state=state) for window in make_plan(first).windows)


def checked(request):
    plan = make_plan(request)
    assert check_plan(request, plan) == ()
    assert plan.solver.objective >= plan.solver.bound
    return plan


def held(window):
    return [task.switch for task in window.tasks]


def test_only_the_switch_that_has_to_leaves_and_the_window_stays():
    """The last unit comes later: three switches keep their promise, the fourth gets a window that says whose it was."""
    (old,) = promise(request_of(district(deliveries=[{"arrives": "2027-06-01", "models": {"M": "4"}}])))
    late = [{"arrives": "2027-06-01", "models": {"M": "3"}}, {"arrives": "2027-06-08", "models": {"M": "1"}}]
    request = request_of(district(deliveries=late), promised=(old,))
    plan = checked(request)
    stays, new = plan.windows
    assert (stays.id, stays.start, stays.end, stays.crew, stays.state) == (
        old.id,
        old.start,
        old.end,
        old.crew,
        old.state,
    )
    assert held(stays) == held(old)[:3]
    assert stays.tasks == old.tasks[:3]
    assert held(new) == held(old)[3:]
    assert new.start.date() == date(2027, 6, 8)
    assert new.state is State.PROPOSED
    assert plan.changes.moved == plan.changes.shortened == (old.id,)
    (why,) = plan.changes.why
    assert why[1].startswith("C6: ")
    assert stays.why[0].startswith("Changed because of C6")
    assert stays.why[0].endswith(f"; without {held(old)[3]}")
    assert new.why[0].startswith(f"Takes {held(old)[3]} from {old.id}, which cannot keep it: C6")
    assert [move.sign for move in moves(request, plan)] == ["~", "+"]


def test_a_promise_that_has_come_within_the_notice_keeps_what_it_can():
    rules = {"policy": {"notice": "5d"}}
    (old,) = promise(request_of(district(**rules)))
    near = old.start.date() - timedelta(days=1)
    critical = FOUR | {"a2": {"minutes": "45m"}}
    plan = checked(request_of(district(**rules), critical, as_of=near, promised=(old,)))
    stays = next(w for w in plan.windows if w.id == old.id)
    assert (stays.start, stays.state) == (old.start, State.APPROVED)
    assert stays.end <= old.end


def test_where_less_than_half_is_left_the_window_is_planned_anew():
    (old,) = promise(request_of(district(deliveries=[{"arrives": "2027-06-01", "models": {"M": "4"}}])))
    late = [{"arrives": "2027-06-01", "models": {"M": "1"}}, {"arrives": "2027-06-08", "models": {"M": "3"}}]
    plan = checked(request_of(district(deliveries=late), promised=(old,)))
    (new,) = plan.windows
    assert (new.id, new.start.date(), new.state) == (old.id, date(2027, 6, 8), State.PROPOSED)
    assert plan.changes.shortened == ()


def test_a_building_that_closes_earlier_makes_the_window_shorter():
    (old,) = promise(request_of())
    day = old.start.date().isoformat()
    last = old.tasks[-1]
    until = f"07:00..{last.start:%H:%M}"
    days = {"a": every_day("2027-06-01", 14) | {day: ("summer", [until])}}
    plan = checked(request_of(days=days, promised=(old,)))
    stays = next(w for w in plan.windows if w.id == old.id)
    assert (stays.start, stays.state) == (old.start, State.APPROVED)
    assert stays.end < old.end
    assert set(held(stays)) < set(held(old))
    assert dict(plan.changes.why)[old.id].startswith("C2: ")


def test_switches_that_come_after_one_that_leaves_leave_with_it():
    core = {"a1": {"role": "core", "uplink": None}} | {f"a{n}": {"uplink": "a1"} for n in (2, 3)} | {"b1": {}, "b2": {}}
    core |= {"b3": {}}
    switches = {
        name: more | {"replacement": {"model": "C" if name == "a1" else "M", "platform": "cisco_ios"}}
        for name, more in core.items()
    }
    there = [{"arrives": "2027-06-01", "models": {"M": "5", "C": "1"}}]
    (old,) = promise(request_of(district(deliveries=there), switches))
    late = [{"arrives": "2027-06-01", "models": {"M": "5"}}, {"arrives": "2027-06-09", "models": {"C": "1"}}]
    plan = checked(request_of(district(deliveries=late), switches, promised=(old,)))
    stays, new = plan.windows
    assert set(held(stays)) == {"b1", "b2", "b3"}
    assert set(held(new)) == {"a1", "a2", "a3"}
    assert any("C7: it comes after a1" in text for text in new.why)


def test_a_switch_that_is_not_to_be_replaced_any_more_leaves_the_others_where_they_are():
    (old,) = promise(request_of())
    plan = checked(request_of(switches=FOUR | {"a4": {"replacement": None}}, promised=(old,)))
    (stays,) = plan.windows
    assert held(stays) == [name for name in held(old) if name != "a4"]
    assert (stays.start, stays.end, stays.state) == (old.start, old.end, State.APPROVED)


@pytest.mark.parametrize("notice", ["0d", "5d"])
def test_when_a_crew_is_ill_another_that_is_free_takes_the_window_on_its_date(notice):
    """The school need not be told; but inside the notice another crew is news, and the window moves."""
    crews = {"one": HOURS, "two": HOURS | {"available": ["2027-06-03..2027-06-20"]}}
    rules = {"crews": crews, "policy": {"notice": notice, "max_switches_per_window": "4"}}
    days = {"a": every_day("2027-06-07", 10)}
    (old,) = promise(request_of(district(**rules), days=days))
    ill = crews | {old.crew: crews[old.crew] | {"away": ["2027-06-01..2027-06-20"]}}
    plan = checked(request_of(district(**rules | {"crews": ill}), days=days, as_of=date(2027, 6, 6), promised=(old,)))
    (new,) = plan.windows
    assert new.id == old.id
    assert new.crew != old.crew
    assert new.state is State.PROPOSED
    assert (new.start == old.start) == (notice == "0d")
    assert plan.changes.moved == (old.id,)
    assert plan.changes.shortened == ()
    assert dict(plan.changes.why)[old.id].startswith("C3: ")


def test_longer_tasks_keep_the_date_and_end_later():
    (old,) = promise(request_of())
    slower = district(
        work={
            "core": "60m",
            "distribution": "60m",
            "access": "40m",
            "per_extra_member": "10m",
            "setup": "10m",
            "closet_change": "5m",
            "buffer": "0%",
            "backout": "20m",
        }
    )
    plan = checked(request_of(slower, promised=(old,)))
    (new,) = plan.windows
    assert (new.start, held(new), new.state) == (old.start, held(old), State.PROPOSED)
    assert new.end == old.end + timedelta(minutes=40)


def test_what_stays_whole_comes_before_what_stays_in_part():
    """Three units for windows of two, two and one: the one that cannot be whole takes nothing from the later one."""
    names = {"a1": "a", "a2": "a", "b1": "b", "b2": "b", "c1": "c"}

    def wanted(units, promised=()):
        rules = district(
            deliveries=[
                {"arrives": "2027-06-01", "models": {"M": str(units)}},
                {"arrives": "2027-06-10", "models": {"M": "5"}},
            ],
            policy={"max_buildings_per_day": "1"},
        )
        found = inventory(rules, {name: switch(where) for name, where in names.items()})
        days = {key: every_day("2027-06-01", 14) for key in found.buildings}
        return PlanRequest(found, calendars(days), AS_OF, promised, promised)

    old = promise(wanted(5))
    plan = checked(wanted(3, old))
    assert plan.changes.kept == 2
    assert len(plan.changes.moved) == 1


def test_a_promise_of_the_past_stays_whatever_rule_changes_later():
    """Nobody opened the window, but its date is over: no freeze, calendar, crew or list of today can move it."""
    (old,) = promise(request_of())
    frozen = district(
        freezes=[{"dates": "2027-06-01..2027-06-02"}],
        work={
            "core": "60m",
            "distribution": "60m",
            "access": "50m",
            "per_extra_member": "10m",
            "setup": "10m",
            "closet_change": "5m",
            "buffer": "0%",
            "backout": "20m",
        },
        crews={"other": HOURS},
    )
    later = old.start.date() + timedelta(days=1)
    switches = FOUR | {"a4": {"replacement": None}}
    plan = checked(request_of(frozen, switches, {"a": {}}, as_of=later, promised=(old,)))
    assert [replace(w, wave="") for w in plan.windows] == [replace(old, wave="")]
    assert plan.changes.kept == 1
    assert plan.changes.moved == plan.changes.removed == ()
    moved = replace(plan, windows=(replace(old, crew="other"),))
    assert any(
        "never moves" in one.message for one in check_plan(request_of(frozen, as_of=later, promised=(old,)), moved)
    )


def test_a_core_that_lost_its_window_takes_the_next_one_of_its_building():
    """The second window keeps its date, crew and time, with the core inside; what was in it comes later."""
    switches = {"a1": {"role": "core"}} | {f"b{n}": {"uplink": "a1", "minutes": "60m"} for n in range(2, 8)}
    policy = {"policy": {"max_switches_per_window": "4"}}
    old = promise(request_of(district(**policy), switches))
    assert len(old) == 2
    first, second = sorted(old, key=lambda w: w.start)
    assert second.start.date() == first.start.date() + timedelta(days=1)
    frozen = policy | {"freezes": [{"dates": str(first.start.date())}]}
    plan = checked(request_of(district(**frozen), switches, as_of=date(2027, 6, 1), promised=old))
    now = {w.id: w for w in plan.windows}
    assert (now[second.id].start, now[second.id].crew) == (second.start, second.crew)
    assert "a1" in held(now[second.id])
    assert now[second.id].state is State.PROPOSED
    assert now[first.id].start > second.end
    assert plan.unplaced == ()
    assert dict(plan.changes.why)[second.id].startswith("C7: ")
