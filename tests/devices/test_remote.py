"""Pulls on workers without shared memory: no secret travels, tasks may run twice, and the careful first login holds."""

from __future__ import annotations

import pickle
from collections import Counter
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from loopback_switch import LoopbackSwitch

from switchrefresh.devices import remote
from switchrefresh.devices.remote import Task, pull_elsewhere, pull_there
from switchrefresh.devices.targets import HostKey, Limits, PullResult, Target
from switchrefresh.storage.known_hosts import KnownHosts

WHEN = datetime(2026, 11, 23, tzinfo=UTC)
CANARY = "canary-pw-5531"
LIMITS = Limits().scaled(0.3)


@pytest.fixture
def book(tmp_path):
    return KnownHosts(tmp_path / "known_hosts")


def target(switch, name="sw1", **more):
    return Target(name, "127.0.0.1", "cisco_ios", "admin", switch.port, **more)


def pull(targets, book, executor, **more):
    task = Task(targets[0], limits=LIMITS, with_state=False, **more)
    return {r.switch: r for r in pull_elsewhere(targets, task, book, executor, slots=4)}


class Elsewhere(Executor):
    """Sends each task and its result through bytes, as any worker on another machine would."""

    def __init__(self, times=1):
        self.sent, self.times = [], times
        self.pool = ThreadPoolExecutor(8)

    def submit(self, fn, /, *args, **kwargs):
        self.sent.append(pickle.dumps((fn, args, kwargs)))

        def work():
            for _ in range(self.times):
                again, words, more = pickle.loads(self.sent[-1])
                answer = pickle.dumps(again(*words, **more))
            return pickle.loads(answer)

        return self.pool.submit(work)


def test_nothing_secret_travels_and_the_result_is_whole(book, monkeypatch):
    monkeypatch.setenv("SWITCHREFRESH_PASSWORD", "right")
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    switch, executor = LoopbackSwitch(), Elsewhere()
    found = pull([target(switch)], book, executor)["sw1"]
    switch.close()
    assert (found.outcome, found.reason) == ("proven", None), found
    assert found.raw.endswith(b"end\r\n") and found.learned_key
    assert b"right" not in executor.sent[0]
    assert [key for _, key in book.known_keys("127.0.0.1", switch.port)] == [switch.key.get_base64()]


def test_a_task_that_is_done_twice_does_no_harm(book, monkeypatch):
    monkeypatch.setenv("SWITCHREFRESH_PASSWORD", "right")
    switch = LoopbackSwitch()
    found = pull([target(switch)], book, Elsewhere(times=2))["sw1"]
    switch.close()
    assert found.outcome == "proven" and switch.logins == 2


def test_a_changed_and_a_revoked_key_get_no_password_from_a_worker(book, monkeypatch):
    monkeypatch.setenv("SWITCHREFRESH_PASSWORD", "right")
    switch, other = LoopbackSwitch(), LoopbackSwitch()
    book.learn("127.0.0.1", switch.port, other.key.get_name(), other.key.get_base64())
    with book.path.open("a") as file:
        file.write(f"@revoked [127.0.0.1]:{other.port} {other.key.get_name()} {other.key.get_base64()}\n")
    found = pull([target(switch), target(other, "sw2")], book, Elsewhere())
    switch.close(), other.close()
    assert {result.reason for result in found.values()} == {"host-key-changed"}
    assert switch.passwords == other.passwords == []


def test_a_wrong_password_reaches_two_switches_at_most(book, monkeypatch):
    monkeypatch.setenv("SWITCHREFRESH_PASSWORD", CANARY)
    switches = [LoopbackSwitch() for _ in range(6)]
    found = pull([target(s, f"sw{n}") for n, s in enumerate(switches)], book, Elsewhere())
    for switch in switches:
        switch.close()
    assert {(r.outcome, r.reason) for r in found.values()} == {("failed", "auth")} and len(found) == 6
    assert sorted(len(s.passwords) for s in switches) == [0, 0, 0, 0, 1, 1]
    assert CANARY not in repr(found)


def test_a_worker_without_a_login_says_so(book, monkeypatch):
    for name in ("SWITCHREFRESH_PASSWORD", "SSH_AUTH_SOCK"):
        monkeypatch.delenv(name, raising=False)
    result = pull_there(Task(Target("sw1", "127.0.0.1", "cisco_ios", "admin")))
    assert result.reason == "auth" and "worker has no login" in result.detail


def test_a_lost_worker_is_one_failed_pull(book):
    class Dying(Executor):
        def submit(self, fn, /, *args, **kwargs):
            future: Future = Future()
            future.set_exception(RuntimeError("worker died"))
            return future

    found = pull([Target(f"sw{n}", "127.0.0.1", "cisco_ios", "admin") for n in range(3)], book, Dying())
    assert {r.reason for r in found.values()} == {"closed"} and len(found) == 3


def test_two_workers_that_learn_two_keys_for_one_host_are_not_both_believed(book, monkeypatch):
    keys = iter("AB")

    def fake(task):
        key = HostKey("ssh-ed25519", next(keys), "SHA256:x", learned=True)
        return PullResult(task.target.switch, "proven", WHEN, WHEN, 0.0, host_key=key)

    class Book:
        kept: dict = {}  # noqa: RUF012 - one book for the test

        def known_keys(self, host, port):
            return ()

        revoked_keys = known_keys

        def learn(self, host, port, key_type, key):
            return self.kept.setdefault(host, key) == key

        def check(self, host, port, key_type, key):
            return "known" if self.kept.get(host) == key else "changed"

    monkeypatch.setattr(remote, "pull_there", fake)
    targets = [Target(f"sw{n}", "127.0.0.1", "cisco_ios", "admin") for n in range(2)]
    with ThreadPoolExecutor(1) as pool:
        found = pull(targets, Book(), pool)
    assert Counter(r.reason for r in found.values()) == {None: 1, "host-key-changed": 1}


@pytest.mark.slow
def test_processes_will_do(book, monkeypatch):
    monkeypatch.setenv("SWITCHREFRESH_PASSWORD", "right")
    switches = [LoopbackSwitch(name=f"sw{n}") for n in range(4)]
    with ProcessPoolExecutor(2) as pool:
        found = pull([target(s, f"sw{n}") for n, s in enumerate(switches)], book, pool)
    for switch in switches:
        switch.close()
    assert {r.outcome for r in found.values()} == {"proven"}


@pytest.mark.slow
def test_a_dask_cluster_does_the_same_within_its_global_budgets(book, monkeypatch, tmp_path):
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    from switchrefresh.devices.cluster import Cluster, ClusterBudgets

    monkeypatch.setenv("SWITCHREFRESH_PASSWORD", "right")
    switches = [LoopbackSwitch(name=f"sw{n}") for n in range(8)]
    targets = [target(s, f"sw{n}") for n, s in enumerate(switches)]
    options = {"n_workers": 2, "threads_per_worker": 4, "dashboard_address": None, "local_directory": str(tmp_path)}
    with distributed.LocalCluster(**options) as local, Cluster(local.scheduler_address) as cluster:
        task = Task(targets[0], limits=LIMITS, with_state=False, budgets=ClusterBudgets(cluster.run, 2))
        task = replace(task, budgets=ClusterBudgets(cluster.run, 2, logins=2))
        found = {r.switch: r for r in pull_elsewhere(targets, task, book, cluster.executor(), slots=2)}
    for switch in switches:
        switch.close()
    assert {r.outcome for r in found.values()} == {"proven"}, found
    assert len(found) == 8
