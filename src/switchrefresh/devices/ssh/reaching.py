"""The way to a switch: straight, or as the person's ~/.ssh/config says, through jump hosts."""

from __future__ import annotations

import os
import re
import shlex
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import paramiko

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.ssh.jumping import start_jump
from switchrefresh.devices.stopping import Stop

SSH_CONFIG = "~/.ssh/config"
DEFAULT_PORT = 22
MOST_JUMPS = 8
# What may stand in a command line of ssh; nothing that begins with a dash is ever taken for an option.
_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:%-]{0,254}|::?[0-9A-Fa-f:.]{1,60}")
_USER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@\\+-]{0,63}")
_JUMP = re.compile(
    r"(?:ssh://)?(?:(?P<user>[^@,\s]{1,64})@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[^@,:\s/\[\]]+)(?::(?P<port>\d{1,5}))?/?"
)


@dataclass(frozen=True, slots=True)
class Way:
    """Where to connect, as whom, with which key files, and through which command, if any."""

    host: str
    port: int
    username: str
    key_files: tuple[str, ...] = ()
    proxy: str | None = None


def find_way(host: str, port: int, username: str) -> Way:
    """What ~/.ssh/config says about a host: HostName, Port, User, IdentityFile, ProxyJump, ProxyCommand.

    The inventory goes first: its user always, its port when it is not 22. PullFailure when the file cannot be read
    or asks for something that is not understood, because a switch behind a jump host must not be tried directly.
    """
    found = _lookup(host, port, username)
    if not found:
        return Way(host, port, username)
    address, user = str(found.get("hostname", host)), username or str(found.get("user", ""))
    number = int(found["port"]) if port == DEFAULT_PORT and str(found.get("port", "")).isdecimal() else port
    keys = tuple(name for name in map(_expanded, found.get("identityfile", ())) if Path(name).is_file())
    return Way(address, number, user, keys, _proxy(found, address, number, user))


def open_socket(way: Way, seconds: float, stop: Stop | None = None) -> socket.socket:
    """A connected socket; with a proxy command, one end of a pair whose other end is the command's in- and output.

    A pair, because a real socket has limits in time and says when the other side is gone; paramiko's own proxy
    object does neither well. Why nothing comes through it, `jump_failure` tells. A `stop` ends the wait for a host that
    does not answer.
    """
    if way.proxy is None:
        return _connected(way, seconds, stop or Stop())
    return start_jump(way.proxy, seconds)


def _connected(way: Way, seconds: float, stop: Stop) -> socket.socket:
    """A TCP connection to the first address of the host that takes it."""
    failed: OSError | None = None
    for family, kind, protocol, _, address in socket.getaddrinfo(way.host, way.port, type=socket.SOCK_STREAM):
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(seconds)
        try:
            with stop.closing(partial(sock.shutdown, socket.SHUT_RDWR)):  # wakes a waiting connect on Linux
                sock.connect(address)
        except OSError as error:
            sock.close()
            failed = error
            if stop.is_set():
                break
        else:
            return sock
    raise failed or PullFailure("dns", "the name has no address")


def _lookup(host: str, port: int, username: str) -> dict[str, Any]:
    path = Path(SSH_CONFIG).expanduser()
    try:
        facts = path.stat()
    except OSError:
        return {}
    try:
        first = (f"  Port {port}\n" if port != DEFAULT_PORT else "") + (
            f"  User {username}\n" if _USER.fullmatch(username) else ""
        )
        return dict(_config(str(path), facts.st_mtime_ns, facts.st_size, first).lookup(host))
    except Exception as error:  # noqa: BLE001 - paramiko fails in many ways on lines that it does not know
        hint = f"Correct {SSH_CONFIG}, or test it with: ssh -G {host if _HOST.fullmatch(host) else 'HOST'}"
        raise PullFailure("no-route", f"{SSH_CONFIG} cannot be used ({type(error).__name__})", hint) from None


@lru_cache(maxsize=64)
def _config(path: str, _changed: int, _size: int, first: str) -> paramiko.SSHConfig:
    """The file, with what the inventory says before it: the first value of a key is the one that counts."""
    text = Path(path).read_text(encoding="utf-8", errors="replace")
    return paramiko.SSHConfig.from_text((f"Host *\n{first}" if first else "") + text)


def _expanded(name: str) -> str:
    with suppress(RuntimeError):
        return str(Path(name).expanduser())
    return name


def _proxy(found: dict[str, Any], host: str, port: int, user: str) -> str | None:
    """The command whose input and output lead to the switch. ProxyJump goes before ProxyCommand, `none` is none."""
    jump, command = str(found.get("proxyjump", "none")), str(found.get("proxycommand", "none"))
    if jump.lower() == "none" and command.lower() == "none":
        return None
    if not _HOST.fullmatch(host) or (user and not _USER.fullmatch(user)):
        raise PullFailure("dns", "the host or user name has characters that cannot be passed to a jump host")
    return _jump_command(jump.split(","), host, port) if jump.lower() != "none" else command


def _jump_command(jumps: Sequence[str], host: str, port: int) -> str:
    """OpenSSH itself goes through the jump hosts, with its own config, keys and known_hosts; never with a password."""
    if len(jumps) > MOST_JUMPS:
        raise PullFailure("no-route", f"more than {MOST_JUMPS} jump hosts in {SSH_CONFIG}")
    hops = [_hop(jump.strip()) for jump in jumps]
    target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    before = ["-J", ",".join(hops[:-1])] if len(hops) > 1 else []
    own = _config_words()
    return shlex.join(["ssh", *own, "-o", "BatchMode=yes", *before, "-W", target, "--", f"ssh://{hops[-1]}"])


def _config_words() -> list[str]:
    """OpenSSH goes by the account's home, we go by $HOME; where they differ (sudo) both must read the same file."""
    if os.name != "posix":
        return []
    import pwd

    ours, theirs = Path(SSH_CONFIG).expanduser(), SSH_CONFIG
    with suppress(KeyError):
        theirs = SSH_CONFIG.replace("~", pwd.getpwuid(os.getuid()).pw_dir)
    return [] if str(ours) == theirs else ["-F", str(ours)]


def _hop(text: str) -> str:
    match = _JUMP.fullmatch(text)
    user_is_odd = match is not None and bool(match["user"]) and not _USER.fullmatch(match["user"])
    if match is None or user_is_odd or not _HOST.fullmatch(match["host"].strip("[]")):
        raise PullFailure("no-route", f"a ProxyJump in {SSH_CONFIG} is not understood")
    user = f"{match['user']}@" if match["user"] else ""
    return f"{user}{match['host']}" + (f":{match['port']}" if match["port"] else "")
