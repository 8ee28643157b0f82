"""The way to a switch: what ~/.ssh/config says is done, and nothing in it becomes an option of a command."""

from __future__ import annotations

import os
import sys
import time

import pytest

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.host_keys import read_host_key
from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.ssh.reaching import find_way
from switchrefresh.devices.targets import Credentials, HostKey, Limits, Target
from switchrefresh.lab.keys import new_host_key, private_text, public_line
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.switch import LabSwitch
from switchrefresh.storage.known_hosts import KnownHosts

LIMITS = Limits(connect=5, login=5, dialogue=3, idle=3, total=20, quiet=0.1, doubt=0.3)
PORTS = "".join(f"interface GigabitEthernet0/{n}\n description room {n}\n!\n" for n in range(1, 12))
CONFIG = f"!\nhostname sw1\n!\n{PORTS}end\n".encode()
RELAY = """#!{python}
import os, socket, sys, threading
with open({log!r}, "a") as log:
    print(*sys.argv[1:], file=log)
host, _, port = {where!r}.rpartition(":")
line = socket.create_connection((host, int(port)))
def up():
    while data := os.read(0, 4096):
        line.sendall(data)
    line.shutdown(socket.SHUT_WR)
threading.Thread(target=up, daemon=True).start()
while data := line.recv(4096):
    os.write(1, data)
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".ssh").mkdir()
    return tmp_path


def config(home, text):
    (home / ".ssh" / "config").write_text(text)


@pytest.fixture
def lab():
    switch = LabSwitch("sw1", "cisco_ios", CONFIG, {"admin": "right"}, keys=())
    with LabNetwork([switch]) as network:
        yield network


def relay(home, lab, name):
    """A command that leads to the switch and writes down how it was called."""
    path, log = home / name, home / f"{name}.log"
    path.write_text(RELAY.format(python=sys.executable, log=str(log), where=":".join(map(str, lab.address("sw1")))))
    path.chmod(0o755)
    return path, log


def pull(home, host="sw1.lan", port=22, username="admin", credentials=None):
    book = KnownHosts(home / "known_hosts")
    target = Target("sw1", host, "cisco_ios", username, port)
    [result] = pull_all([target], credentials or Credentials(password="right"), book, limits=LIMITS)
    return result


def test_without_a_config_the_way_is_straight(home):
    way = find_way("10.0.0.1", 2222, "admin")
    assert (way.host, way.port, way.username, way.key_files, way.proxy) == ("10.0.0.1", 2222, "admin", (), None)


def test_host_name_port_and_user(home, lab):
    host, port = lab.address("sw1")
    config(home, f"Host sw*.lan\n  HostName {host}\n  Port {port}\n  User admin\n")
    assert find_way("sw1.lan", 2022, "other").port == 2022
    result = pull(home, username="")
    assert result.outcome == "proven", result.explained
    assert [*KnownHosts(home / "known_hosts").known_keys("sw1.lan", 22)]


def test_the_key_file_of_the_config_logs_in_without_a_password(home):
    key = new_host_key("ecdsa")
    (home / "id").write_text(private_text(key))
    switch = LabSwitch("sw1", "cisco_ios", CONFIG, {"admin": "right"}, keys=(public_line(key),))
    with LabNetwork([switch]) as lab:
        host, port = lab.address("sw1")
        config(home, f"Host sw1.lan\n  HostName {host}\n  Port {port}\n  IdentityFile ~/id\n  IdentityFile ~/none\n")
        result = pull(home, credentials=Credentials(host_keyed=True))
        assert result.outcome == "proven", result.explained
        assert lab.record("sw1").passwords == 0


def test_a_proxy_command_leads_to_the_switch_and_to_its_key(home, lab):
    path, log = relay(home, lab, "relay")
    config(home, f"Host sw1.lan\n  HostName 10.9.9.9\n  ProxyCommand {path} %h %p %r\n")
    found = read_host_key("sw1.lan", 22, seconds=5)
    assert isinstance(found, HostKey), found
    assert pull(home).outcome == "proven"
    assert log.read_text().splitlines()[-1] == "10.9.9.9 22 admin"


def test_nested_jumps_are_left_to_openssh(home, lab, monkeypatch):
    path, log = relay(home, lab, "ssh")
    monkeypatch.setenv("PATH", f"{home}{os.pathsep}{os.environ['PATH']}")
    config(home, "Host sw1.lan\n  ProxyJump ann@outer.lan:2200,inner.lan\n")
    assert pull(home).outcome == "proven"
    words = log.read_text().split()
    assert words[:2] == ["-F", f"{home}/.ssh/config"]  # $HOME is not the account's own home here
    assert words[2:] == ["-o", "BatchMode=yes", "-J", "ann@outer.lan:2200", "-W", "sw1.lan:22", "--", "ssh://inner.lan"]
    assert path.exists()


def test_a_jump_that_ends_is_noticed_at_once(home):
    config(home, "Host sw1.lan\n  ProxyCommand /bin/false\n")
    began = time.monotonic()
    result = pull(home)
    assert result.outcome == "failed" and result.reason in {"closed", "refused", "timeout"}
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    ("text", "host", "user", "reason"),
    [
        ("Host *\n  ProxyJump j.lan\n", "-oProxyCommand=x", "", "dns"),
        ("Host *\n  ProxyJump j.lan\n", "a b", "", "dns"),
        ("Host *\n  ProxyJump j.lan\n", "sw1", "-l root", "dns"),
        ("Host *\n  ProxyJump -oProxyCommand=touch\n", "sw1", "", "no-route"),
        ("Host *\n  ProxyJump a@-x\n", "sw1", "", "no-route"),
        ("Host *\n  ProxyJump " + ",".join("abcdefghij") + "\n", "sw1", "", "no-route"),
        ("Match exec true\n  User x\nHost\n", "sw1", "", "no-route"),
        ("nonsense\n", "sw1", "", "no-route"),
    ],
)
def test_nothing_odd_is_passed_on_and_nothing_is_tried_without_the_jump(home, text, host, user, reason):
    config(home, text)
    with pytest.raises(PullFailure) as caught:
        find_way(host, 22, user)
    assert caught.value.reason == reason


def test_none_means_no_jump(home):
    config(home, "Host *\n  ProxyJump none\n  ProxyCommand none\n")
    assert find_way("sw1", 22, "").proxy is None


def test_a_missing_jump_command_is_named(home):
    config(home, "Host *\n  ProxyCommand /no/such/program %h\n")
    result = pull(home)
    assert result.reason == "no-route" and "jump command" in result.detail
