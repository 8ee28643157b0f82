"""Swaps by night: whoever sleeps is due by morning, whoever never sleeps must be back, and doubt is no pass."""

from dataclasses import replace

from closet import ALL_FACTS, CATALYST, CX, DAY, NIGHT, hours_later, state, things, without

from switchrefresh.snapshots.state import Fact, FactStatus
from switchrefresh.verification.baseline import Look, unite
from switchrefresh.verification.verdict import Verdict, compare

AWAKE = {thing.at for thing in things() if thing.kind in {"ap", "phone", "camera"}}
GI, NEW = CATALYST.edge, CX.edge


def days(*present):
    """Looks by day, each with some of the devices."""
    return [Look(state(CATALYST, who), "baseline", hours_later(n)) for n, who in enumerate(present)]


def night(looks, before=True):
    last = [Look(state(CATALYST, AWAKE), "before", NIGHT)] if before else []
    return unite([*looks, *last])


def test_a_clean_night_with_absent_students_loses_nothing():
    found = compare(night(days(None, None)), state(CX, AWAKE))
    assert found.verdict is Verdict.NOTHING_LOST
    assert [f for f in found.findings if f.counts] == []
    assert (found.expected, found.back) == (22, 22)
    assert len(found.due_by_morning) == 24
    assert {due.link for due in found.due_by_morning} == {"down"}
    assert all(due.last_seen for due in found.due_by_morning)


def test_the_same_without_a_look_just_before_the_swap():
    found = compare(night(days(None), before=False), state(CX, AWAKE))
    assert found.verdict is Verdict.NOTHING_LOST
    assert len(found.due_by_morning) == 24


def test_computers_that_keep_their_link_and_are_silent_are_due_too():
    new = state(CX)
    quiet = {f"00:1b:21:00:00:{n:02x}" for n in range(21, 45)}
    new = replace(new, macs=tuple(m for m in new.macs if m.mac not in quiet))
    before = replace(state(CATALYST), macs=tuple(m for m in state(CATALYST).macs if m.mac not in quiet))
    found = compare(unite([*days(None), Look(before, "before", NIGHT)]), new)
    assert found.verdict is Verdict.NOTHING_LOST
    assert len(found.due_by_morning) == 24
    assert found.findings == ()


def test_a_camera_is_never_due_by_morning():
    for before in (True, False):
        found = compare(night(days(None), before), without(state(CX, AWAKE), NEW(17)))
        assert found.verdict is Verdict.LOST
        assert [f.before_port for f in found.findings if f.counts] == [GI(17)]
        assert [(w.before_port, w.jack) for w in found.waiting] == [(GI(17), "B-117")]


def test_a_computer_that_was_up_when_we_came_must_be_up_when_we_go():
    looks = [*days(None), Look(state(CATALYST, AWAKE | {30}), "before", NIGHT)]
    found = compare(unite(looks), state(CX, AWAKE))
    assert [(f.code, f.before_port) for f in found.findings if f.counts] == [("LINK_LOST", GI(30))]
    by_day = unite([*days(None), Look(state(CATALYST), "before", hours_later(5))], trust_before=False)
    assert compare(by_day, state(CX, AWAKE)).verdict is Verdict.NOTHING_LOST


def test_what_was_dead_before_the_swap_is_not_its_fault():
    found = compare(
        unite([*days(None), Look(state(CATALYST, AWAKE - {17, 3}), "before", NIGHT)]), state(CX, AWAKE - {17, 3})
    )
    assert found.verdict is Verdict.NOTHING_LOST
    assert {f.before_port for f in found.findings if f.code == "DOWN_BEFORE"} == {GI(17), GI(3)}


def test_in_the_morning_those_who_are_always_there_count():
    baseline = night(days(None, None, None))
    found = compare(baseline, without(state(CX), NEW(30)), morning=True)
    assert [(f.code, f.before_port) for f in found.findings if f.counts] == [("LINK_LOST", GI(30))]
    rare = night(days(None, set(range(1, 45)) - {30}, set(range(1, 45)) - {30}))
    assert compare(rare, without(state(CX), NEW(30)), morning=True).verdict is Verdict.NOTHING_LOST


def test_the_last_sighting_says_where_a_host_is():
    moved = replace(
        state(CATALYST), macs=tuple(replace(m, port=GI(45)) if m.port == GI(30) else m for m in state(CATALYST).macs)
    )
    baseline = unite([Look(state(CATALYST), "baseline", DAY), Look(moved, "baseline", hours_later(24))])
    assert baseline.hosts["00:1b:21:00:00:1e"].port == GI(45)
    assert baseline.hosts["00:1b:21:00:00:1e"].last_seen == hours_later(24)


def test_a_sleeping_network_card_at_100_is_no_fault():
    slow = replace(state(CATALYST).interfaces[GI(30)], speed=100)
    before = replace(state(CATALYST), interfaces={**state(CATALYST).interfaces, GI(30): slow})
    new = state(CX)
    new = replace(new, interfaces={**new.interfaces, NEW(30): replace(new.interfaces[NEW(30)], speed=100)})
    assert compare(unite([*days(None), Look(before, "before", NIGHT)]), new).findings == ()


def test_facts_of_several_looks_add_up_and_a_gap_in_all_of_them_is_not_proven():
    blind = replace(state(CATALYST, AWAKE), facts={**ALL_FACTS, Fact.NEIGHBORS: FactStatus.REFUSED}, neighbors=())
    both = unite([*days(None), Look(blind, "before", NIGHT)])
    assert compare(both, state(CX, AWAKE)).verdict is Verdict.NOTHING_LOST
    assert compare(both, without(state(CX, AWAKE), NEW(3))).verdict is Verdict.LOST
    assert compare(unite([Look(blind, "before", NIGHT)]), state(CX, AWAKE)).verdict is Verdict.NOT_PROVEN
