"""The project's known_hosts: OpenSSH's format in all its corners, and many learners at once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from switchrefresh.storage import locks
from switchrefresh.storage.known_hosts import KnownHosts, fingerprint
from switchrefresh.storage.locks import LockedError, describe_holder, hold_lock


def key(seed: int, key_type: str = "ssh-ed25519") -> str:
    blob = len(key_type).to_bytes(4, "big") + key_type.encode() + (32).to_bytes(4, "big") + bytes([seed % 256]) * 32
    return base64.b64encode(blob).decode()


def hashed(name: str) -> str:
    salt = b"0123456789abcdefghij"
    digest = hmac.new(salt, name.encode(), hashlib.sha1).digest()
    return f"|1|{base64.b64encode(salt).decode()}|{base64.b64encode(digest).decode()}"


def book(tmp_path, *lines: str) -> KnownHosts:
    path = tmp_path / "known_hosts"
    path.write_bytes("\n".join(lines).encode() + b"\n" if lines else b"")
    return KnownHosts(path)


@pytest.mark.parametrize(
    ("line", "host", "port", "standing"),
    [
        (f"10.0.0.1 ssh-ed25519 {key(1)}", "10.0.0.1", 22, "known"),
        (f"10.0.0.1 ssh-ed25519 {key(1)} a comment", "10.0.0.1", 22, "known"),
        (f"10.0.0.9,10.0.0.1 ssh-ed25519 {key(1)}", "10.0.0.1", 22, "known"),
        (f"[10.0.0.1]:22 ssh-ed25519 {key(1)}", "10.0.0.1", 22, "known"),
        (f"[10.0.0.1]:2222 ssh-ed25519 {key(1)}", "10.0.0.1", 2222, "known"),
        (f"[10.0.0.1]:2222 ssh-ed25519 {key(1)}", "10.0.0.1", 22, "unknown"),
        (f"10.0.0.1 ssh-ed25519 {key(1)}", "10.0.0.1", 2222, "unknown"),
        (f"SW1.example ssh-ed25519 {key(1)}", "sw1.EXAMPLE", 22, "known"),
        (f"{hashed('10.0.0.1')} ssh-ed25519 {key(1)}", "10.0.0.1", 22, "known"),
        (f"{hashed('[10.0.0.1]:2222')} ssh-ed25519 {key(1)}", "10.0.0.1", 2222, "known"),
        (f"{hashed('10.0.0.1')} ssh-ed25519 {key(2)}", "10.0.0.1", 22, "changed"),
        (f"10.0.0.* ssh-ed25519 {key(1)}", "10.0.0.1", 22, "known"),
        (f"10.0.0.*,!10.0.0.1 ssh-ed25519 {key(1)}", "10.0.0.1", 22, "unknown"),
        (f"10.0.0.1 ssh-ed25519 {key(2)}", "10.0.0.1", 22, "changed"),
        (f"10.0.0.1 ssh-rsa {key(1, 'ssh-rsa')}", "10.0.0.1", 22, "changed"),
        (f"@revoked * ssh-ed25519 {key(1)}", "10.0.0.1", 22, "revoked"),
        (f"@revoked 10.9.9.9 ssh-ed25519 {key(1)}", "10.0.0.1", 22, "unknown"),
        (f"@cert-authority * ssh-ed25519 {key(1)}", "10.0.0.1", 22, "unknown"),
        (f"@strange 10.0.0.1 ssh-ed25519 {key(1)}", "10.0.0.1", 22, "unknown"),
        (f"10.0.0.1 ssh-ed25519 {key(1)[:-9]}", "10.0.0.1", 22, "unknown"),
        (f"10.0.0.1 ssh-rsa {key(1)}", "10.0.0.1", 22, "unknown"),
        (f"|1|not-base64|xx ssh-ed25519 {key(1)}", "10.0.0.1", 22, "unknown"),
        (f"# 10.0.0.1 ssh-ed25519 {key(1)}", "10.0.0.1", 22, "unknown"),
        ("\x00\xff garbage", "10.0.0.1", 22, "unknown"),
    ],
)
def test_the_forms_of_a_line(tmp_path, line, host, port, standing):
    assert book(tmp_path, "garbage", line, "", "more garbage |1|").check(host, port, "ssh-ed25519", key(1)) == standing


def test_a_host_may_have_several_key_types(tmp_path):
    known = book(tmp_path, f"sw ssh-rsa {key(1, 'ssh-rsa')}", f"sw ssh-ed25519 {key(2)}")
    assert known.check("sw", 22, "ssh-rsa", key(1, "ssh-rsa")) == "known"
    assert known.check("sw", 22, "ssh-ed25519", key(2)) == "known"
    assert known.check("sw", 22, "ssh-ed25519", key(3)) == "changed"
    assert known.known_keys("sw", 22) == (("ssh-rsa", key(1, "ssh-rsa")), ("ssh-ed25519", key(2)))


def test_reading_creates_nothing(tmp_path):
    known = KnownHosts(tmp_path / "known_hosts")
    assert known.check("sw", 22, "ssh-ed25519", key(1)) == "unknown" and known.known_keys("sw", 22) == ()
    assert list(tmp_path.iterdir()) == []


def test_learning_keeps_every_other_byte_and_is_private(tmp_path):
    known = book(tmp_path)
    known.path.write_bytes(b"# mine\r\ngarbage \xff\n@revoked * ssh-rsa AAAA\nno newline at the end")
    old = known.path.read_bytes()
    umask = os.umask(0)
    try:
        assert known.learn("SW1", 2222, "ssh-ed25519", key(1))
    finally:
        os.umask(umask)
    assert known.path.read_bytes() == old + f"\n[sw1]:2222 ssh-ed25519 {key(1)}\n".encode()
    assert known.path.stat().st_mode & 0o777 == 0o600
    assert not known.learn("sw1", 2222, "ssh-ed25519", key(1))
    assert not known.learn("sw1", 2222, "ssh-ed25519", key(2))
    assert known.check("sw1", 2222, "ssh-ed25519", key(2)) == "changed"


def test_64_first_contacts_at_once_keep_64_keys(tmp_path):
    path = tmp_path / "known_hosts"
    start = threading.Barrier(64)

    def meet(number: int) -> None:
        mine = KnownHosts(path)
        start.wait(20)
        mine.learn(f"10.0.0.{number}", 22, "ssh-ed25519", key(number))

    threads = [threading.Thread(target=meet, args=(number,)) for number in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    known = KnownHosts(path)
    assert [n for n in range(64) if known.check(f"10.0.0.{n}", 22, "ssh-ed25519", key(n)) != "known"] == []
    assert len(path.read_bytes().splitlines()) == 64


def test_the_replaced_switch_is_accepted_once_and_nobody_else_is_touched(tmp_path):
    other = f"10.0.0.2 ssh-ed25519 {key(9)}  "
    known = book(
        tmp_path, other, f"10.0.0.1,core ssh-ed25519 {key(1)}", f"{hashed('10.0.0.1')} ssh-rsa {key(1, 'ssh-rsa')}"
    )
    assert known.replace("10.0.0.1", 22, "ssh-ed25519", key(5))
    assert known.known_keys("10.0.0.1", 22) == (("ssh-ed25519", key(5)),)
    assert known.check("core", 22, "ssh-ed25519", key(1)) == "known"
    assert known.path.read_text().splitlines()[0] == other
    assert not known.replace("10.0.0.1", 22, "ssh-ed25519", key(5))


def test_a_revoked_key_cannot_be_accepted(tmp_path):
    known = book(tmp_path, f"@revoked * ssh-ed25519 {key(5)}", f"sw ssh-ed25519 {key(1)}")
    assert not known.replace("sw", 22, "ssh-ed25519", key(5)) and not known.learn("new", 22, "ssh-ed25519", key(5))
    assert known.check("sw", 22, "ssh-ed25519", key(1)) == "known"


def test_a_failed_write_changes_nothing(tmp_path, monkeypatch):
    known = book(tmp_path, f"sw ssh-ed25519 {key(1)}")
    old = known.path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        known.learn("new", 22, "ssh-ed25519", key(2))
    monkeypatch.undo()
    assert known.path.read_bytes() == old
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".tmp-")]


@pytest.mark.skipif(not Path("/usr/bin/ssh-keygen").exists(), reason="needs ssh-keygen")
def test_ssh_keygen_reads_what_was_learned(tmp_path):
    known = KnownHosts(tmp_path / "known_hosts")
    known.learn("10.0.0.1", 2222, "ssh-ed25519", key(7))
    found = subprocess.run(
        ["/usr/bin/ssh-keygen", "-l", "-F", "[10.0.0.1]:2222", "-f", known.path],
        check=False,
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert fingerprint(key(7)) in found.stdout


def test_a_waiting_user_learns_who_holds_the_lock_and_a_dead_holder_holds_nothing(tmp_path):
    path = tmp_path / ".lock"
    code = (
        "import sys, time; from pathlib import Path; from switchrefresh.storage.locks import hold_lock\n"
        "with hold_lock(Path(sys.argv[1]), 'test holding'):\n    print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        with pytest.raises(LockedError) as caught, hold_lock(path, "wait", wait_seconds=0.1):
            pass
        assert f"process {holder.pid}, test holding" in caught.value.message and caught.value.exit == 4
        holder.kill()
        holder.wait(20)
        with hold_lock(path, "second", wait_seconds=5):
            assert json.loads(path.read_text())["pid"] == os.getpid()
    finally:
        holder.kill()
        holder.wait(20)
        holder.stdout.close()


def test_a_note_that_makes_no_sense_is_no_trouble(tmp_path):
    path = tmp_path / ".lock"
    path.write_bytes(b"\xff not json")
    assert describe_holder(path) == "another process"
    assert describe_holder(tmp_path / "missing") == "another process"


def test_without_fcntl_the_windows_way_is_taken(tmp_path, monkeypatch):
    taken: list[tuple[int, int]] = []

    class Windows:
        LK_NBLCK, LK_UNLCK = 2, 0

        @staticmethod
        def locking(_descriptor: int, mode: int, size: int) -> None:
            taken.append((mode, size))

    monkeypatch.setattr(locks, "fcntl", None)
    monkeypatch.setattr(locks, "_module", lambda _name: Windows)
    began = time.monotonic()
    with hold_lock(tmp_path / ".lock", "test"):
        assert taken == [(2, 1)]
    assert taken == [(2, 1), (0, 1)] and time.monotonic() - began < 5
