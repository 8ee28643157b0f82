"""Reads the host key that a switch shows, without logging in: the key exchange and nothing after it."""

from __future__ import annotations

from contextlib import suppress

import paramiko

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.ssh.classifying import classify
from switchrefresh.devices.ssh.connecting import fingerprint
from switchrefresh.devices.ssh.crypto import disabled_algorithms, prefer
from switchrefresh.devices.ssh.jumping import jump_failure
from switchrefresh.devices.ssh.reaching import find_way, open_socket
from switchrefresh.devices.targets import HostKey


def fetch(host: str, port: int, known_types: tuple[str, ...], legacy: bool, seconds: float) -> HostKey | PullFailure:
    """The key, or why there is none. Key types on record are asked for first, so that like is compared with like."""
    transport: paramiko.Transport | None = None
    sock = None
    try:
        sock = open_socket(find_way(host, port, ""), seconds)
        transport = paramiko.Transport(sock, disabled_algorithms=disabled_algorithms(legacy=legacy))
        transport.banner_timeout = seconds
        prefer(transport, known_types)
        transport.start_client(timeout=seconds)
        key = transport.get_remote_server_key()
        return HostKey(key.get_name(), key.get_base64(), fingerprint(key.asbytes()))
    except (PullFailure, OSError, EOFError, ValueError, paramiko.SSHException) as error:
        if transport is not None and not transport.remote_version and (failure := jump_failure(sock)) is not None:
            return failure
        return classify(error, legacy=legacy)
    finally:
        if transport is not None:
            with suppress(OSError):
                transport.close()
