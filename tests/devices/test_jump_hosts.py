"""Two nested jump hosts that are real OpenSSH servers, reached by real OpenSSH with keys or an agent.

They need no root: a server on a high port lets the account in that runs it.
"""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from switchrefresh.devices.host_keys import read_host_key
from switchrefresh.devices.offers import read_offer
from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.ssh.jumping import explain_jump
from switchrefresh.devices.targets import Credentials, HostKey, Limits, Offer, Target
from switchrefresh.lab.network import LabNetwork
from switchrefresh.lab.switch import LabSwitch
from switchrefresh.storage.known_hosts import KnownHosts

SSHD = Path("/usr/sbin/sshd")
LIMITS = Limits(connect=8, login=8, dialogue=3, idle=3, total=30, quiet=0.1, doubt=0.3)
PORTS = "".join(f"interface GigabitEthernet0/{n}\n description room {n}\n!\n" for n in range(1, 12))
CONFIG = f"!\nhostname sw1\n!\n{PORTS}end\n".encode()
TOOLS = ("ssh", "ssh-keygen", "ssh-agent", "ssh-add")
pytestmark = [
    pytest.mark.frr,  # the kit for which openssh-server is installed
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        not SSHD.exists() or any(shutil.which(tool) is None for tool in TOOLS), reason="openssh-server is not installed"
    ),
]


def make_key(path):
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)]
    subprocess.run(words, check=True, timeout=20)
    return " ".join(Path(f"{path}.pub").read_text().split()[:2])


@dataclass
class Hop:
    """A jump host: an OpenSSH server that lets one key in and shows one host key."""

    name: str
    folder: Path
    port: int
    key: str = ""
    process: subprocess.Popen | None = None

    def start(self, *more):
        lines = [
            f"Port {self.port}",
            "ListenAddress 127.0.0.1",
            f"HostKey {self.folder}/{self.name}.key",
            f"AuthorizedKeysFile {self.folder}/login.pub",
            f"PidFile {self.folder}/{self.name}.pid",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            *more,
        ]
        path = self.folder / f"{self.name}.conf"
        path.write_text("\n".join(lines) + "\n")
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        words = [str(SSHD), "-D", "-f", str(path), "-E", str(self.folder / f"{self.name}.log")]
        self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as sock:
                    if sock.recv(4) == b"SSH-":
                        return
            except OSError:
                time.sleep(0.02)
        raise AssertionError("sshd did not start")

    def stop(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)
            self.process = None

    def known(self):
        return f"[127.0.0.1]:{self.port} {self.key}\n"


@dataclass
class Site:
    """This machine's ~/.ssh, two jump hosts and a switch behind them."""

    home: Path
    outer: Hop
    inner: Hop
    lab: LabNetwork
    login: Path

    def config(self, *, key=True, known=True, jump="outer,inner"):
        (self.home / ".ssh" / "known_hosts").write_text(self.outer.known() + self.inner.known() if known else "")
        host, port = self.lab.address("sw1")
        lines = [f"Host sw1.lan\n  HostName {host}\n  Port {port}\n  ProxyJump {jump}"]
        for hop in (self.outer, self.inner):
            lines.append(f"Host {hop.name}\n  HostName 127.0.0.1\n  Port {hop.port}\n  User {getpass.getuser()}")
            lines.append(f"  IdentityFile {self.login}\n  IdentitiesOnly yes" if key else "  IdentityFile none")
            lines.append(f"  UserKnownHostsFile {self.home}/.ssh/known_hosts\n  GlobalKnownHostsFile none")
        (self.home / ".ssh" / "config").write_text("\n".join(lines) + "\n")

    def pull(self, **more):
        target = Target("sw1", "sw1.lan", "cisco_ios", "admin")
        book = KnownHosts(self.home / "known_hosts")
        [result] = pull_all([target], Credentials(password="right", **more), book, limits=LIMITS)
        return result


@pytest.fixture
def site(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    (tmp_path / ".ssh").mkdir(mode=0o700)
    make_key(tmp_path / "login")
    ports = []
    for _ in range(2):
        with socket.socket() as sock:
            sock.bind(("127.0.0.1", 0))
            ports.append(sock.getsockname()[1])
    hops = [Hop(name, tmp_path, port) for name, port in zip(("outer", "inner"), ports, strict=True)]
    switch = LabSwitch("sw1", "cisco_ios", CONFIG, {"admin": "right"}, keys=())
    try:
        for hop in hops:
            hop.key = make_key(tmp_path / f"{hop.name}.key")
            hop.start()
        with LabNetwork([switch]) as lab:
            yield Site(tmp_path, *hops, lab, tmp_path / "login")
    finally:
        for hop in hops:
            hop.stop()


def test_through_two_jump_hosts_with_a_key_file(site):
    site.config()
    result = site.pull()
    assert result.outcome == "proven", result.explained
    assert isinstance(read_host_key("sw1.lan", 22, seconds=8), HostKey)
    assert isinstance(read_offer("sw1.lan", 22, seconds=8), Offer)
    for hop in (site.outer, site.inner):
        assert "Accepted publickey" in (site.home / f"{hop.name}.log").read_text()


def test_through_two_jump_hosts_with_an_agent(site, monkeypatch):
    site.config(key=False)
    assert "takes none of the keys" in site.pull().detail
    sock = site.home / "agent.sock"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(sock)], stdout=subprocess.DEVNULL)
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(sock))
        while not sock.exists():
            time.sleep(0.02)
        subprocess.run(["ssh-add", "-q", str(site.login)], check=True, timeout=20)
        assert site.pull().outcome == "proven"
    finally:
        agent.terminate()
        agent.wait(10)


def assert_told(site, words, step, reason="no-route", seconds=9):
    """One line that names the jump host and one that helps; no password reached the switch."""
    began = time.monotonic()
    result = site.pull()
    assert time.monotonic() - began < seconds
    assert (result.outcome, result.reason) == ("failed", reason), result.explained
    assert words in result.detail and step in result.next_step, (result.detail, result.next_step)
    assert site.lab.record("sw1").passwords == 0
    assert not KnownHosts(site.home / "known_hosts").known_keys("sw1.lan", 22)
    return result


@pytest.mark.parametrize("which", ["outer", "inner"])
def test_a_jump_host_with_another_key_is_named_and_no_password_is_sent(site, which):
    site.config()
    hop = getattr(site, which)
    hop.stop()
    (site.home / f"{which}.key").unlink()
    hop.key, before = make_key(site.home / f"{which}.key"), hop.key
    assert hop.key != before
    hop.start()
    told = assert_told(site, f"[127.0.0.1]:{hop.port} shows another key", "ssh-keygen -R")
    assert "trust" not in told.next_step  # that is for switches


def test_an_unknown_jump_host_is_not_trusted_for_the_first_time_by_us(site):
    site.config(known=False)
    assert_told(site, "the key of a jump host is not known yet", "by hand")
    assert (site.home / ".ssh" / "known_hosts").read_text() == ""


def test_a_jump_host_that_is_down(site):
    site.config()
    site.outer.stop()
    assert_told(site, f"the jump host 127.0.0.1 port {site.outer.port}: Connection refused", "is up")
    failure = read_host_key("sw1.lan", 22, seconds=8)
    assert "jump host" in failure.detail and "jump host" in read_offer("sw1.lan", 22, seconds=8).detail


def test_the_second_jump_host_is_down(site):
    site.config()
    site.inner.stop()
    assert_told(site, "the next jump host cannot be reached from the one before: Connection refused", "next jump host")


def test_a_switch_that_refuses_behind_the_jump_hosts(site):
    site.config()
    path = site.home / ".ssh" / "config"
    path.write_text(path.read_text().replace(f"Port {site.lab.address('sw1')[1]}", "Port 9"))
    assert_told(site, "the jump host was reached; from there: Connection refused", "", reason="refused")


def test_a_jump_host_that_passes_nothing_on(site):
    site.config()
    site.inner.stop()
    site.inner.start("AllowTcpForwarding no")
    assert_told(site, "passes no connections on", "AllowTcpForwarding")


def test_a_jump_host_whose_name_is_not_known(site):
    site.config(jump="nowhere.invalid")
    assert_told(site, "the name of the jump host nowhere.invalid is not known", "Correct the name")


def test_a_jump_host_that_takes_the_connection_and_says_nothing(site):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        site.config()
        path = site.home / ".ssh" / "config"
        path.write_text(path.read_text().replace(f"Port {site.outer.port}", f"Port {silent.getsockname()[1]}"))
        assert_told(site, "nothing came through the jump host in time", "by hand", reason="timeout", seconds=14)
    assert not [line for line in processes() if f"{site.home}/.ssh/config" in line]  # no ssh is left behind


def processes():
    return (
        subprocess.run(["ps", "-eo", "args"], capture_output=True, check=True, timeout=20).stdout.decode().splitlines()
    )


def test_what_a_jump_host_says_is_hostile_text():
    told = explain_jump("\x1b]0;owned\x07evil\x1b[2J: Permission denied (publickey).\n")
    assert told is not None and told.detail.isprintable() and told.next_step.isprintable()
    assert explain_jump("") is None
    last = explain_jump("Authorised use only\n\x1b[31mbye\n")
    assert last is not None and last.detail.isprintable() and "bye" in last.detail
