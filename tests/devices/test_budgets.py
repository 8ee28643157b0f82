"""The budgets of a run: never more than allowed at once, nobody waits for ever, and a stop reaches everybody."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from switchrefresh.devices.budgets import REACHES_AT_ONCE, Budget, Budgets
from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.gate import LoginGate
from switchrefresh.devices.queueing import Queue
from switchrefresh.devices.stopping import Stop
from switchrefresh.devices.targets import Target


def test_no_more_tickets_than_allowed_and_everybody_gets_one():
    budget, lock, seen = Budget(3), threading.Lock(), {"now": 0, "most": 0}

    def work(_number):
        ticket = budget.enter()
        with lock:
            seen["now"] += 1
            seen["most"] = max(seen["most"], seen["now"])
        time.sleep(0.002)
        with lock:
            seen["now"] -= 1
        budget.leave(ticket)

    with ThreadPoolExecutor(20) as pool:
        assert len(list(pool.map(work, range(60)))) == 60
    assert seen["most"] == 3


def test_an_old_ticket_keeps_nobody_out():
    now = [0.0]
    budget = Budget(1, fades=1.0, monotonic=lambda: now[0])
    old = budget.enter()
    now[0] = 1.0
    fresh = budget.enter()
    budget.leave(old)
    waiter = threading.Thread(target=budget.enter, daemon=True)
    waiter.start()
    waiter.join(0.1)
    assert waiter.is_alive()
    budget.leave(fresh)
    waiter.join(5)
    assert not waiter.is_alive()


def test_a_ticket_fades_while_somebody_waits():
    budget = Budget(1, fades=0.05)
    budget.enter()
    start = time.monotonic()
    budget.enter()
    assert 0.04 < time.monotonic() - start < 5


def test_closing_sends_everybody_away():
    budget, told = Budget(1), []
    budget.enter()

    def wait():
        try:
            budget.enter()
        except PullFailure as failure:
            told.append(failure.reason)

    threads = [threading.Thread(target=wait) for _ in range(5)]
    for thread in threads:
        thread.start()
    budget.close()
    for thread in threads:
        thread.join(5)
    assert told == ["closed"] * 5
    with pytest.raises(PullFailure):
        budget.enter()


def test_a_pull_gives_back_what_it_took_whatever_happens():
    budgets = Budgets(1, logins=1)
    for _ in range(5):
        turns = budgets.turns()
        turns.come()
        with pytest.raises(RuntimeError), turns.login():
            raise RuntimeError
        turns.work()
        turns.work()
        turns.leave()
        turns.leave()
    assert budgets.in_flight >= 1


def test_who_waits_for_another_switch_s_answer_lets_others_log_in():
    """With one login at a time: the second of a user waits for the first's answer, and another user may log in."""
    budgets, gate = Budgets(4, logins=1), LoginGate()
    gate.enter("first")
    turns, inside = budgets.turns(), threading.Event()

    def second():
        with turns.login():
            gate.enter("first", turns.aside)
            inside.set()

    waiter = threading.Thread(target=second, daemon=True)
    waiter.start()
    with budgets.turns().login():
        gate.enter("other")
        gate.leave("other", accepted=True)
    assert not inside.is_set()
    gate.leave("first", accepted=True)
    assert inside.wait(5)
    waiter.join(5)


def test_a_stop_closes_what_was_handed_over_once_and_at_once_what_comes_later():
    stop, closed = Stop(), []
    with stop.closing(lambda: closed.append("gone before")):
        pass
    with stop.closing(lambda: closed.append("open")):
        stop.set()
        stop.set()
    with stop.closing(lambda: closed.append("late")):
        assert closed == ["open", "late"]
    assert stop.is_set()


def test_a_building_that_is_full_keeps_no_other_waiting():
    targets = [Target(f"sw{n}", "127.0.0.1", "cisco_ios", building="ab"[n >= 6]) for n in range(8)]
    queue = Queue(iter(targets), per_building=2)
    first = [queue.next() for _ in range(4)]
    assert [target.switch for target in first] == ["sw0", "sw1", "sw6", "sw7"]
    assert queue.next() is None
    queue.left(first[0])
    assert queue.next().switch == "sw2" and queue.next() is None
    for number in range(3, 6):
        queue.left(first[1])
        assert queue.next().switch == f"sw{number}"
    assert queue.next() is None


def test_targets_are_taken_only_when_they_are_needed():
    taken = []

    def targets():
        for number in range(100):
            taken.append(number)
            yield Target(f"sw{number}", "127.0.0.1", "cisco_ios", building="a")

    queue = Queue(targets(), per_building=None)
    queue.next()
    assert taken == [0]


def test_hosts_are_connected_to_no_faster_than_logins_begin():
    """A server computes for each connection as soon as it comes: a crowd of them would delay the first login."""
    budgets = Budgets(100, logins=1)
    waiting = [budgets.turns() for _ in range(REACHES_AT_ONCE)]
    for turns in waiting:
        turns.reach()
    late, inside = budgets.turns(), threading.Event()

    def reach():
        late.reach()
        inside.set()

    budgets.reaches._fades = None  # by itself this wait ends after a quarter of a second
    threading.Thread(target=reach, daemon=True).start()
    assert not inside.wait(0.05)
    with waiting[0].login():
        assert inside.wait(5)
