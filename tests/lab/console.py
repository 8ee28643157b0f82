"""A plain SSH client for the lab's tests: it types, and reads until the line is quiet."""

import contextlib
import time

import paramiko

USER, PASSWORD = "netadmin", "correct horse"


@contextlib.contextmanager
def logged_in(address, user=USER, password=PASSWORD, **more):
    """A connected client that accepts any host key."""
    client = paramiko.SSHClient()
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    host, port = address
    try:
        client.connect(
            host, port, user, password, allow_agent=False, look_for_keys=False, timeout=5, auth_timeout=5, **more
        )
        yield client
    finally:
        client.close()


@contextlib.contextmanager
def console(address, user=USER, password=PASSWORD, **more):
    """A shell channel of a logged-in client."""
    with logged_in(address, user, password, **more) as client:
        channel = client.invoke_shell()
        channel.settimeout(5)
        yield channel


def read_until(channel, end: bytes | tuple[bytes, ...], limit: float = 5.0) -> bytes:
    """Everything up to and with `end`, which must be the last thing on the screen."""
    found, until = b"", time.monotonic() + limit
    while not found.endswith(end):
        assert time.monotonic() < until, f"no {end!r} at the end of {found[-300:]!r}"
        channel.settimeout(max(until - time.monotonic(), 0.05))
        data = channel.recv(65536)
        if not data:
            raise EOFError(found)
        found += data
    return found


def read_all(channel, limit: float = 5.0) -> bytes:
    """Everything until the other side closes."""
    found = b""
    channel.settimeout(limit)
    with contextlib.suppress(OSError):
        while data := channel.recv(65536):
            found += data
    return found


def ask(channel, line: str, end: bytes) -> bytes:
    """Type a line and read the answer up to the prompt."""
    channel.sendall(line.encode() + b"\n")
    return read_until(channel, end)
