"""A thousand cheap switches in one process: real SSH on loopback, a config that takes its time, nothing else.

python bench/backups/fakes.py N SECONDS BYTES     ports as JSON; "report" on stdin tells what was seen; EOF ends it
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

import asyncssh
from login import PASSWORD, USER

STATE_ANSWER = (
    b"Port      Name               Status       Vlan\r\n" + b"Gi1/0/1   uplink             connected    trunk\r\n" * 48
)


class Record:
    """What the switches saw."""

    def __init__(self) -> None:
        self.first_connect = 0.0
        self.connections = self.shows = self.busy = self.most_busy = self.open = self.most_open = self.sent = 0
        self.cpu = time.process_time()

    def arrived(self) -> None:
        """Somebody connected."""
        self.first_connect = self.first_connect or time.monotonic()
        self.connections += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)

    def work(self, change: int) -> None:
        """A switch begins or ends to gather its config."""
        self.busy += change
        self.shows += change > 0
        self.most_busy = max(self.most_busy, self.busy)


class Login(asyncssh.SSHServer):
    """One user, one password."""

    def __init__(self, record: Record, shell: type[Shell], name: str, answer: bytes, think: float) -> None:
        self._record, self._make = record, lambda: shell(record, name, answer, think)

    def connection_made(self, conn: Any) -> None:
        del conn
        self._record.arrived()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._record.open -= 1

    def begin_auth(self, username: str) -> bool:
        return bool(username)

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USER, PASSWORD)

    def session_requested(self) -> Any:
        return self._make()


class Shell(asyncssh.SSHServerSession[bytes]):
    """Echo, prompt, and one command that takes its time."""

    def __init__(self, record: Record, name: str, answer: bytes, think: float) -> None:
        self._record, self._answer, self._think = record, answer, think
        self._prompt = f"{name}#".encode()
        self._line = b""
        self._chan: Any = None
        self._working = False

    def connection_made(self, chan: Any) -> None:
        self._chan = chan

    def pty_requested(self, *_args: Any) -> bool:
        return True

    def shell_requested(self) -> bool:
        return True

    def session_started(self) -> None:
        self._chan.write(b"\r\n" + self._prompt)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if self._working:
            self._record.work(-1)

    def data_received(self, data: bytes, datatype: Any) -> None:
        del datatype
        self._write(data.replace(b"\n", b"\r\n"))
        self._line += data.replace(b"\r", b"\n")
        while b"\n" in self._line:
            line, _, self._line = self._line.partition(b"\n")
            self._obey(line.strip())

    def _obey(self, line: bytes) -> None:
        if line == b"show running-config":
            self._working = True
            self._record.work(1)
            asyncio.get_running_loop().call_later(self._think, self._show)
        elif line == b"show startup-config":
            self._write(
                b"Using 30000 out of 524288 bytes\r\n" + self._answer[self._answer.index(b"!") :] + self._prompt
            )
        elif line in {b"exit", b"quit"}:
            self._chan.exit(0)
        else:
            self._write((STATE_ANSWER if line.startswith(b"show") else b"") + self._prompt)

    def _show(self) -> None:
        if self._working:
            self._working = False
            self._record.work(-1)
            if not self._chan.is_closing():
                self._write(self._answer + self._prompt)

    def _write(self, data: bytes) -> None:
        self._record.sent += len(data)
        self._chan.write(data)


def config(name: str, size: int) -> bytes:
    """An ordinary configuration of about so many bytes."""
    head = f"Building configuration...\r\n\r\nCurrent configuration : {size} bytes\r\n!\r\nhostname {name}\r\n!\r\n"
    port = (
        "interface GigabitEthernet{n}/0/{m}\r\n description patch to {name}# port {m}\r\n switchport access vlan 20\r\n"
        " switchport mode access\r\n spanning-tree portfast\r\n!\r\n"
    )
    text, number = head, 0
    while len(text) < size - 8:
        text += port.format(n=number // 48 + 1, m=number % 48 + 1, name=name)
        number += 1
    return (text + "end\r\n\r\n").encode()


async def serve(count: int, think: float, size: int) -> None:
    """Listen, say where, and answer questions until stdin ends."""
    record, ports = Record(), []
    key = asyncssh.generate_private_key("ssh-ed25519")
    for number in range(count):
        name = f"sw{number}"
        answer = config(name, size)
        acceptor = await asyncssh.listen(
            "127.0.0.1",
            0,
            server_factory=lambda name=name, answer=answer: Login(record, Shell, name, answer, think),
            server_host_keys=[key],
            encoding=None,
            line_editor=False,
            kex_algs=["curve25519-sha256@libssh.org"],
            encryption_algs=["aes128-ctr"],
            mac_algs=["hmac-sha2-256"],
            compression_algs=["none"],
            login_timeout=120,
            backlog=200,
        )
        ports.append(acceptor.get_port())
    say({"ports": ports, "host_key": key.export_public_key().decode().strip()})
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        record.cpu = time.process_time() - record.cpu
        say(vars(record))
        record.__init__()  # type: ignore[misc]


def say(facts: dict[str, Any]) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])))
