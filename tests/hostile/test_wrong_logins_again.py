"""A command that looks at switches again and again sends a wrong password no more often than one that looks once."""

import json
import os
import subprocess
import sys

import pytest
from hostile_switches import PASSWORD, SECRET, USER, healthy
from pulls import LIMITS, target_of

from switchrefresh.commands import verify
from switchrefresh.commands.verify_live import Pacing
from switchrefresh.devices.gate import LoginGate
from switchrefresh.devices.logins import Logins
from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.targets import Credentials
from switchrefresh.lab.behaviour import Behaviour, Login
from switchrefresh.lab.network import LabNetwork
from switchrefresh.storage.known_hosts import KnownHosts
from switchrefresh.storage.snapshot_store import SnapshotStore

GOOD = Credentials(password=PASSWORD, secret=SECRET)


@pytest.fixture
def book(tmp_path):
    return KnownHosts(tmp_path / "known_hosts")


def look(lab, book, login, gate):
    targets = [target_of(lab, name) for name in lab.names]
    return {r.switch: r for r in pull_all(targets, login, book, limits=LIMITS, gate=gate)}


def test_a_stopped_login_stays_stopped_at_every_look(book):
    wrong, gate = Credentials(password="not-the-one", secret=SECRET), LoginGate()
    with LabNetwork(healthy(f"sw{n}", "cisco_ios") for n in range(5)) as lab:
        for _ in range(3):
            assert {r.reason for r in look(lab, book, wrong, gate).values()} == {"auth"}
        assert sum(lab.record(name).passwords for name in lab.names) <= 2
        assert max(lab.record(name).passwords for name in lab.names) == 1


def test_a_switch_that_has_rejected_a_login_is_not_asked_again_although_others_take_it(book):
    odd, gate = healthy("odd", "cisco_ios", behaviour=Behaviour(login=Login.REFUSES)), LoginGate()
    with LabNetwork([odd, healthy("sw1", "cisco_ios")]) as lab:
        for number in range(3):
            found = look(lab, book, GOOD, gate)
            assert (found["sw1"].outcome, found["odd"].reason) == ("proven", "auth")
            assert ("not tried again" in found["odd"].detail) is (number > 0)
        assert lab.record("odd").passwords == 1 and lab.record("sw1").passwords == 3


def test_a_login_is_asked_for_once_in_a_command():
    asked = []

    def find(username):
        asked.append(username)
        return GOOD

    logins = Logins(find)
    assert [logins(name) for name in ("ann", "bob", "ann")] == [GOOD] * 3 and asked == ["ann", "bob"]


@pytest.mark.fault
@pytest.mark.timeout(120)
def test_verify_watch_does_not_lock_an_account(tmp_path):
    with LabNetwork(healthy(f"sw{n}", "cisco_ios") for n in range(4)) as lab:
        folder = tmp_path / "d"
        folder.mkdir()
        (folder / "district.yaml").write_text(f"district: D\ntimezone: America/Chicago\naccess: {{username: {USER}}}\n")
        places = {name: lab.address(name) for name in lab.names}
        entries = {n: {"platform": "cisco_ios", "host": h, "port": str(p)} for n, (h, p) in places.items()}
        (folder / "switches.yaml").write_text(json.dumps({"switches": entries}))
        words = ["verify", *lab.names, "--watch", "--every", "1s", "--wait", "8s", "--no-input", "-C", str(folder)]
        env = {**os.environ, "SWITCHREFRESH_PASSWORD": "not-the-one"}
        done = subprocess.run(
            [sys.executable, "-m", "switchrefresh", *words], env=env, capture_output=True, timeout=100, check=False
        )
        assert done.returncode == 3 and b"Traceback" not in done.stderr, done.stderr
        assert 1 <= sum(lab.record(name).passwords for name in lab.names) <= 2
        assert max(lab.record(name).passwords for name in lab.names) == 1


def test_verify_logs_in_with_the_user_name_of_each_switch(tmp_path):
    asked = []

    def find(username):
        asked.append(username)
        return GOOD

    with LabNetwork(healthy(f"sw{n}", "cisco_ios") for n in range(2)) as lab:
        (tmp_path / "district.yaml").write_text("district: D\ntimezone: America/Chicago\naccess: {username: ann}\n")
        places = {name: lab.address(name) for name in lab.names}
        entries = {n: {"platform": "cisco_ios", "host": h, "port": str(p)} for n, (h, p) in places.items()}
        entries["sw1"]["username"] = USER
        (tmp_path / "switches.yaml").write_text(json.dumps({"switches": entries}))
        one_look = verify.Asked(("sw0", "sw1"), pacing=Pacing(0))
        verify.run(str(tmp_path), one_look, Logins(find))
        assert asked == ["ann", USER]
        assert SnapshotStore(tmp_path / "snapshots").ids("sw1") and not SnapshotStore(tmp_path / "snapshots").ids("sw0")
