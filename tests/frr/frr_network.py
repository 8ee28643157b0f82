"""A real network OS on this machine: FRR's vtysh as the login shell of a user of a real OpenSSH server."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ZEBRA, STATICD = Path("/usr/lib/frr/zebra"), Path("/usr/lib/frr/staticd")
SSHD = Path("/usr/sbin/sshd")
PROGRAMS = ("vtysh", "useradd", "userdel", "ssh-keygen", "openssl")
HOSTNAME = "frr-gym-sw1"
PASSWORD = "frr test 9%"
START_LIMIT = 15.0


def why_not() -> str | None:
    """The reason why this machine cannot run it; None when it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "needs root, to add a user and to start daemons"
    missing = [str(path) for path in (ZEBRA, STATICD, SSHD) if not path.exists()]
    missing += [name for name in PROGRAMS if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)} (packages frr and openssh-server)" if missing else None


@dataclass(frozen=True)
class FrrSwitch:
    """A running FRR: `user` with `password` or `key_file` may log in at `port` and at the SHA-1-only `legacy_port`."""

    space: str
    hostname: str
    host: str
    port: int
    legacy_port: int
    user: str
    password: str
    key_file: Path
    host_key: str
    legacy_host_key: str

    def vtysh(self, *commands: str) -> bytes:
        """What vtysh answers on this machine, without SSH."""
        words = [word for command in commands for word in ("-c", command)]
        return run("vtysh", "-N", self.space, *words)

    def running(self) -> bytes:
        """The running configuration as the OS itself writes it."""
        return self.vtysh("show running-config")

    def configure(self, *lines: str) -> None:
        """Change the running configuration."""
        self.vtysh("configure terminal", *lines)

    def known_hosts(self) -> str:
        """Lines for a `known_hosts` file, both servers."""
        return f"[{self.host}]:{self.port} {self.host_key}\n[{self.host}]:{self.legacy_port} {self.legacy_host_key}\n"


def run(*command: str, text: bytes | None = None) -> bytes:
    """The output of a program that must succeed."""
    done = subprocess.run(command, input=text, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, (command, done.returncode, done.stdout[-500:], done.stderr[-500:])
    return done.stdout


def first_config() -> str:
    """About 1,600 lines; one description holds the text of the prompt."""
    lines = ["frr defaults traditional", f"hostname {HOSTNAME}", "!"]
    for number in range(1, 40):
        lines += [f"interface vlan{number}", f" description patch to {HOSTNAME}# port {number}", "exit", "!"]
    lines += [f"ip route 10.{n // 200}.{n % 200}.0/24 blackhole" for n in range(1400)]
    return "\n".join([*lines, "!", ""])


@contextlib.contextmanager
def frr_running():
    """Start zebra, staticd and two SSH servers; stop them by process id and remove every trace afterwards."""
    space = f"swr{os.getpid()}"
    folder = Path(tempfile.mkdtemp(prefix="frr-switch-"))
    folder.chmod(0o755)
    etc, state = Path("/etc/frr") / space, Path("/var/run/frr") / space
    processes: list[subprocess.Popen[bytes]] = []
    try:
        _write_config(etc, state)
        processes += [_daemon(program, space, folder) for program in (ZEBRA, STATICD)]
        _wait_until(lambda: all((state / f"{name}.vty").exists() for name in ("zebra", "staticd")), processes)
        run("vtysh", "-N", space, "-b")
        _add_user(space, folder)
        ports = _free_ports(2)
        keys = [_host_key(folder, "ecdsa"), _host_key(folder, "rsa")]
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "login"))
        (folder / "authorized_keys").write_bytes((folder / "login.pub").read_bytes())
        processes += [_sshd(folder, space, port, key) for port, key in zip(ports, ("ecdsa", "rsa"), strict=True)]
        _wait_until(lambda: all(map(_answers, ports)), processes)
        login = folder / "login"
        yield FrrSwitch(space, HOSTNAME, "127.0.0.1", *ports, space, PASSWORD, login, *keys)
    finally:
        for process in reversed(processes):
            _stop(process)
        subprocess.run(["userdel", space], capture_output=True, timeout=30, check=False)
        for path in (folder, etc, state):
            shutil.rmtree(path, ignore_errors=True)


def _write_config(etc: Path, state: Path) -> None:
    for path in (etc, state):
        path.mkdir(parents=True, mode=0o755)
    etc.parent.chmod(0o755)
    (etc / "vtysh.conf").write_text(f"service integrated-vtysh-config\nhostname {HOSTNAME}\n")
    (etc / "frr.conf").write_text(first_config())
    for path in (etc, state, *etc.iterdir()):
        shutil.chown(path, "frr", "frr")


def _daemon(program: Path, space: str, folder: Path) -> subprocess.Popen[bytes]:
    log = (folder / f"{program.name}.log").open("wb")
    command = [str(program), "-N", space, "-P", "0", "-F", "traditional"]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def _add_user(space: str, folder: Path) -> None:
    shell = folder / "login-shell"
    shell.write_text(f"#!/bin/sh\nexec vtysh -N {space}\n")
    shell.chmod(0o755)
    hashed = run("openssl", "passwd", "-6", "-stdin", text=PASSWORD.encode() + b"\n").decode().strip()
    run("useradd", "-M", "-N", "-d", "/", "-s", str(shell), "-G", "frrvty,frr", "-p", hashed, space)


def _host_key(folder: Path, kind: str) -> str:
    path = folder / f"host_{kind}"
    run("ssh-keygen", "-q", "-t", kind, "-N", "", "-f", str(path))
    return " ".join((folder / f"host_{kind}.pub").read_text().split()[:2])


def _sshd(folder: Path, space: str, port: int, kind: str) -> subprocess.Popen[bytes]:
    Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    lines = [
        f"Port {port}",
        "ListenAddress 127.0.0.1",
        f"HostKey {folder}/host_{kind}",
        f"PidFile {folder}/sshd_{kind}.pid",
        f"AuthorizedKeysFile {folder}/authorized_keys",
        "StrictModes no",
        "UsePAM no",
        "PasswordAuthentication yes",
        "KbdInteractiveAuthentication no",
        "PrintMotd no",
        f"AllowUsers {space}",
        "MaxStartups 100",
    ]
    if kind == "rsa":
        lines += ["KexAlgorithms diffie-hellman-group14-sha1", "HostKeyAlgorithms ssh-rsa"]
    config = folder / f"sshd_{kind}.conf"
    config.write_text("\n".join(lines) + "\n")
    command = [str(SSHD), "-D", "-f", str(config), "-E", str(folder / f"sshd_{kind}.log")]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for sock in sockets:
            sock.bind(("127.0.0.1", 0))
        return [sock.getsockname()[1] for sock in sockets]


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as sock:
            return sock.recv(4) == b"SSH-"
    except OSError:
        return False


def _wait_until(ready, processes: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + START_LIMIT
    while not ready():
        assert time.monotonic() < until, "FRR or sshd did not start in time"
        ended = [process.args for process in processes if process.poll() is not None]
        assert not ended, f"ended at once: {ended}"
        time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)
