"""Many targets: one result each, within the limits, the careful first login, and nobody contacted who must not be."""

from __future__ import annotations

import socket
import threading
import time
from concurrent.futures import Executor, Future

import paramiko
import pytest
from paramiko.ssh_exception import NoValidConnectionsError

from switchrefresh.devices import pulling
from switchrefresh.devices.failures import NEXT_STEPS, PullFailure
from switchrefresh.devices.gate import LoginGate, most_rejections
from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.ssh.classifying import classify
from switchrefresh.devices.targets import Credentials, Limits, PullResult, Target


class Nobody:
    def known_keys(self, host, port):
        return ()

    def check(self, host, port, key_type, key):
        return "unknown"

    def learn(self, host, port, key_type, key):
        return True


def fake_pull(seen, lock, seconds=0.01):
    def pull_one(target, conditions):
        turns = conditions.budgets.turns()
        with lock:
            seen["in"][target.building] = seen["in"].get(target.building, 0) + 1
            seen["most_in"] = max(seen["most_in"], *seen["in"].values())
        turns.come()
        with turns.login():
            pass
        turns.work()
        with lock:
            seen["now"] += 1
            seen["most"] = max(seen["most"], seen["now"])
        time.sleep(seconds)
        with lock:
            seen["now"] -= 1
        turns.rest()
        turns.leave()
        with lock:
            seen["in"][target.building] -= 1
        when = conditions.now()
        return PullResult(target.switch, "proven", when, when, 0.0)

    return pull_one


@pytest.mark.parametrize(("concurrency", "per_building"), [(8, None), (8, 2), (1, None), (50, 1)])
def test_every_target_once_within_the_limits(monkeypatch, concurrency, per_building):
    seen = {"now": 0, "most": 0, "in": {}, "most_in": 0}
    monkeypatch.setattr(pulling, "pull_one", fake_pull(seen, threading.Lock()))
    targets = [Target(f"sw{n}", "127.0.0.1", "cisco_ios", building=f"b{n % 5}") for n in range(60)]
    told = []
    results = list(
        pull_all(
            targets,
            Credentials(password="x"),
            Nobody(),
            concurrency=concurrency,
            per_building=per_building,
            on_result=told.append,
        )
    )
    assert sorted(r.switch for r in results) == sorted(t.switch for t in targets) and told == results
    assert seen["most"] <= concurrency and (not per_building or seen["most_in"] <= per_building)


def test_any_executor_of_the_usual_shape_will_do(monkeypatch):
    class AtOnce(Executor):
        def submit(self, fn, /, *args, **kwargs):
            future: Future = Future()
            future.set_result(fn(*args, **kwargs))
            return future

    seen = {"now": 0, "most": 0, "in": {}, "most_in": 0}
    monkeypatch.setattr(pulling, "pull_one", fake_pull(seen, threading.Lock(), 0))
    targets = [Target(f"sw{n}", "127.0.0.1", "cisco_ios") for n in range(5)]
    assert len(list(pull_all(targets, Credentials(password="x"), Nobody(), executor=AtOnce()))) == 5


@pytest.mark.parametrize(
    ("platform", "outcome", "reason"),
    [("unmanaged", "skipped", "unmanaged"), ("cloud", "skipped", "cloud"), ("cisco_iso", "failed", "unsupported")],
)
def test_who_is_never_contacted(platform, outcome, reason, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    (result,) = pull_all([Target("sw1", "127.0.0.1", platform)], Credentials(password="x"), Nobody())
    assert (result.outcome, result.reason, result.raw) == (outcome, reason, None)
    assert reason != "unsupported" or "cisco_ios" in result.detail


def test_without_any_credential_nobody_is_contacted(monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    (result,) = pull_all([Target("sw1", "127.0.0.1", "cisco_ios")], Credentials(), Nobody())
    assert (result.outcome, result.reason) == ("failed", "auth")


def test_secrets_are_never_shown():
    secret = Credentials(password="pw-canary", secret="en-canary", passphrase="pp-canary")
    assert "canary" not in repr(secret) + str(secret) + secret.hide_in("pw-canary said en-canary and pp-canary")


def test_limits_scale_but_bytes_do_not():
    assert Limits().scaled(0.1).idle == pytest.approx(3.0) and Limits().scaled(0.1).bytes == Limits().bytes
    assert Limits().idle >= 30 and Limits().total >= 120


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_the_gate_lets_one_in_then_all_after_its_answer():
    gate = LoginGate()
    gate.enter("admin")
    inside = []
    others = [threading.Thread(target=lambda: (gate.enter("admin"), inside.append(1))) for _ in range(5)]
    for other in others:
        other.start()
    time.sleep(0.05)
    assert inside == []
    gate.enter("another-user")
    gate.leave("admin", accepted=True)
    for other in others:
        other.join(5)
    assert len(inside) == 5


def test_the_gate_tries_a_second_switch_after_its_patience_and_no_third():
    gate = LoginGate(patience=0.05)
    gate.enter("admin")
    gate.enter("admin")
    third = threading.Event()
    waiter = threading.Thread(target=lambda: (gate.enter("admin"), third.set()), daemon=True)
    waiter.start()
    assert not third.wait(0.2)
    gate.leave("admin", accepted=None)
    assert third.wait(5)
    waiter.join(5)


def test_two_rejections_stop_a_credential_and_nobody_waits_for_ever():
    gate = LoginGate()
    for switch in ("es-sw1", "hs-sw9"):
        gate.enter("admin")
        gate.leave("admin", accepted=False, switch=switch)
    assert gate.stopped("admin")
    with pytest.raises(PullFailure, match="not tried: es-sw1 and hs-sw9 have rejected") as told:
        gate.enter("admin")
    assert "naming the others" in told.value.next_step
    gate.enter("other")
    gate.close()
    with pytest.raises(PullFailure, match="stopped"):
        gate.enter("other")


def test_one_rejection_stops_a_login_that_was_typed():
    gate, most = LoginGate(patience=0.01), most_rejections(Credentials(password="slip", typed=True))
    gate.enter("admin", most=most)
    second = threading.Event()
    refused: list[str] = []

    def follow():
        try:
            gate.enter("admin", most=most)
        except PullFailure as failure:
            refused.append(failure.detail)
        second.set()

    threading.Thread(target=follow, daemon=True).start()
    assert not second.wait(0.1)  # not even when the first one is silent for longer than the patience
    gate.leave("admin", accepted=False, switch="es-sw1")
    assert second.wait(5) and "es-sw1 has rejected" in refused[0]


def test_after_a_success_a_rejection_is_one_switch_s_own_matter():
    gate = LoginGate()
    gate.enter("admin")
    gate.leave("admin", accepted=True)
    for _ in range(5):
        gate.enter("admin")
        gate.leave("admin", accepted=False)
    assert not gate.stopped("admin")


def chain(*errors):
    for inner, outer in zip(errors[1:], errors, strict=False):
        outer.__context__ = inner
    return errors[0]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (
            chain(
                Exception("TCP connection to device failed."), NoValidConnectionsError({("h", 22): OSError(111, "x")})
            ),
            "refused",
        ),
        (chain(Exception("x"), NoValidConnectionsError({("h", 22): OSError(113, "x")})), "no-route"),
        (chain(Exception("x"), socket.gaierror(-2, "Name or service not known")), "dns"),
        (chain(Exception("x"), TimeoutError("timed out")), "timeout"),
        (chain(Exception("x"), ConnectionResetError(104, "reset")), "closed"),
        (
            chain(
                Exception("x"),
                paramiko.ssh_exception.IncompatiblePeer("Incompatible ssh peer (no acceptable kex algorithm)"),
            ),
            "crypto",
        ),
        (paramiko.SSHException("Incompatible ssh server (no acceptable ciphers)"), "crypto"),
        (
            chain(
                paramiko.AuthenticationException("page of text"),
                paramiko.AuthenticationException("Authentication failed."),
            ),
            "auth",
        ),
        (
            chain(
                paramiko.AuthenticationException("page"), paramiko.AuthenticationException("Authentication timeout.")
            ),
            "timeout",
        ),
        (paramiko.AuthenticationException("Authentication failed: transport shut down or saw EOF"), "closed"),
        (paramiko.BadAuthenticationType("Bad authentication type", ["publickey"]), "auth"),
        (paramiko.SSHException("No existing session"), "timeout"),
        (paramiko.SSHException("Error reading SSH protocol banner"), "refused"),
        (paramiko.SSHException("Channel closed."), "closed"),
        (EOFError(), "closed"),
        (OSError("Socket is closed"), "closed"),
        (RuntimeError("\x1b[31msurprise"), "closed"),
        (PullFailure("enable", "refused"), "enable"),
    ],
)
def test_the_real_cause_is_named(error, reason):
    found = classify(error, legacy=False)
    assert found.reason == reason and found.detail.isprintable() and found.next_step


def test_a_circle_of_causes_ends():
    first, second = Exception("a"), Exception("b")
    first.__context__, second.__context__ = second, first
    assert classify(first, legacy=False).reason in NEXT_STEPS
