"""Logging in over real SSH on loopback: who gets a password, who never does, and what every refusal is called."""

from __future__ import annotations

import logging
import socket
import threading
import time

import paramiko
import pytest
from loopback_switch import LoopbackSwitch

from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.targets import Credentials, Limits, Target
from switchrefresh.storage.known_hosts import KnownHosts

LIMITS = Limits(connect=3, login=3, dialogue=2, idle=3, total=20, quiet=0.1, doubt=0.3)
RIGHT = Credentials(password="right", secret="enable-canary")
OLD_KEX = ("diffie-hellman-group14-sha1",)


@pytest.fixture
def book(tmp_path):
    return KnownHosts(tmp_path / "known_hosts")


@pytest.fixture
def switch():
    made = []

    def make(**options):
        made.append(LoopbackSwitch(**options))
        return made[-1]

    yield make
    for each in made:
        each.close()


def target(switch, **options):
    options = {"hostname": "sw1", "username": "admin", "platform": "cisco_ios"} | options
    return Target(switch=f"sw-{switch.port}", host="127.0.0.1", port=switch.port, **options)


def pull(targets, book, credentials=RIGHT, **options):
    targets = targets if isinstance(targets, list) else [targets]
    return list(pull_all(targets, credentials, book, limits=LIMITS, **options))


def test_first_contact_is_learned_once_and_proven(switch, book):
    sw = switch()
    first, second = (pull(target(sw), book)[0] for _ in range(2))
    assert (first.outcome, second.outcome) == ("proven", "proven"), first
    assert first.learned_key and not second.learned_key and first.host_key.fingerprint.startswith("SHA256:")
    assert first.raw.startswith(b"hostname sw1\r\n") and first.raw.endswith(b"end\r\n") and first.raw == second.raw
    assert book.check("127.0.0.1", sw.port, sw.key.get_name(), sw.key.get_base64()) == "known"


def test_strict_mode_sends_no_password_to_a_stranger(switch, book):
    sw = switch()
    (result,) = pull(target(sw), book, host_key_mode="strict")
    assert (result.outcome, result.reason) == ("failed", "host-key-unknown")
    assert result.host_key.fingerprint in result.detail and sw.passwords == [] and not book.path.exists()


def test_a_changed_key_gets_no_password_and_no_second_try(switch, book):
    sw = switch()
    other = paramiko.ECDSAKey.generate()
    book.learn("127.0.0.1", sw.port, other.get_name(), other.get_base64())
    (result,) = pull(target(sw), book)
    assert result.reason == "host-key-changed" and result.detail.count("SHA256:") == 2
    assert sw.passwords == [] and book.known_keys("127.0.0.1", sw.port) == ((other.get_name(), other.get_base64()),)


def test_a_new_key_type_of_a_known_host_is_a_changed_key(switch, book):
    sw = switch()
    rsa = paramiko.RSAKey.generate(1024)
    book.learn("127.0.0.1", sw.port, rsa.get_name(), rsa.get_base64())
    assert pull(target(sw), book)[0].reason == "host-key-changed" and sw.passwords == []


def test_a_revoked_key_gets_no_password(switch, book):
    sw = switch()
    book.path.write_text(f"@revoked * {sw.key.get_name()} {sw.key.get_base64()}\n")
    assert pull(target(sw), book)[0].reason == "host-key-changed" and sw.passwords == []


def test_a_key_that_cannot_be_remembered_gets_no_password(switch, book, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(book, "learn", full)
    sw = switch()
    assert pull(target(sw), book)[0].reason == "host-key-unknown" and sw.passwords == []


def test_a_book_that_cannot_be_read_gets_no_password(switch, book):
    sw = switch()
    book.path.mkdir()
    result = pull(target(sw), book)[0]
    assert result.reason == "host-key-unknown" and "cannot be read" in result.detail and sw.passwords == []


def test_a_wrong_password_reaches_two_switches_and_no_more(switch, book):
    switches = [switch() for _ in range(6)]
    results = pull([target(sw) for sw in switches], book, Credentials(password="wrong-canary"))
    assert {result.reason for result in results} == {"auth"} and len(results) == 6
    assert sum(len(sw.passwords) for sw in switches) == 2 and max(len(sw.passwords) for sw in switches) == 1
    assert sum("not tried" in result.detail for result in results) == 4
    assert "wrong-canary" not in repr(results)


def test_a_hanging_login_is_no_answer_and_no_rejection(switch, book):
    (result,) = pull(target(switch(hang_login=True)), book)
    assert result.reason == "timeout" and result.seconds < 10


def test_a_password_is_the_answer_to_one_question_only(switch, book):
    assert pull(target(switch(interactive=["Password: "])), book)[0].outcome == "proven"
    expired = switch(interactive=["Password: ", "New password: ", "Retype new password: "])
    result = pull(target(expired), book)[0]
    assert result.reason == "auth" and expired.passwords == ["right"]


def test_a_shell_that_never_comes_ends_at_the_limit(switch, book):
    began = time.monotonic()
    result = pull(target(switch(shell=False)), book)[0]
    assert result.outcome == "failed" and result.reason in {"timeout", "closed"} and time.monotonic() - began < 8


@pytest.mark.parametrize("old", ["kex", "host key"])
def test_old_ssh_only_where_a_person_allowed_it(switch, book, old):
    options = {"kex": OLD_KEX} if old == "kex" else {"key": paramiko.RSAKey.generate(2048), "key_types": ("ssh-rsa",)}
    sw = switch(**options)
    modern = pull(target(sw), book)[0]
    assert modern.reason == "crypto" and "legacy_ssh" in modern.next_step and sw.passwords == []
    allowed = pull(target(sw, legacy_ssh=True), book)[0]
    assert allowed.outcome == "proven" and allowed.legacy and "legacy SSH" in allowed.proof, allowed


def test_a_wrong_switch_is_quarantined_with_its_evidence(switch, book):
    result = pull(target(switch(name="other")), book)[0]
    assert (result.outcome, result.reason) == ("quarantined", "wrong-device") and b"hostname other" in result.raw


def test_nothing_listening_silence_and_strangers_are_told_apart(switch, book):
    def serve(words):
        listener = socket.create_server(("127.0.0.1", 0))

        def accept():
            client, _ = listener.accept()
            if words is None:
                client.close()
                return
            client.sendall(words)
            time.sleep(5)
            client.close()

        threading.Thread(target=accept, daemon=True).start()
        return listener

    closed = socket.create_server(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()
    doors = {"silent": serve(b""), "http": serve(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "closes": serve(None)}
    ports = {name: door.getsockname()[1] for name, door in doors.items()} | {"refused": port}
    targets = [Target(name, "127.0.0.1", "cisco_ios", "admin", number) for name, number in ports.items()]
    found = {result.switch: result for result in pull(targets, book)}
    for door in doors.values():
        door.close()
    assert {name: result.reason for name, result in found.items()} == {
        "silent": "timeout",
        "http": "refused",
        "closes": "closed",
        "refused": "refused",
    }
    assert "HTTP/1.1" in found["http"].detail and all(result.next_step for result in found.values())
    assert all(result.seconds < 6 for result in found.values())


def test_secrets_stay_out_of_logs_and_sessions_leave_no_thread(switch, book, caplog):
    caplog.set_level(logging.DEBUG)
    pull([target(switch()) for _ in range(4)], book)
    assert "right" not in caplog.text and "enable-canary" not in caplog.text and "right" not in repr(RIGHT)
    import netmiko

    assert netmiko.log.filters == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("pull")]


def test_a_run_can_be_stopped_and_every_session_ends(switch, book):
    slow = [target(switch(shell=False)) for _ in range(3)]
    quick = target(switch())
    began = time.monotonic()
    results = pull_all([quick, *slow], RIGHT, book, limits=LIMITS)
    next(results)
    results.close()
    assert time.monotonic() - began < 8
