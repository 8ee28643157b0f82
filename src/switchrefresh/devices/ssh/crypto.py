"""Which SSH algorithms are offered to a switch: cheap ones first, SHA-1 era ones only where a person allowed them."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Any

import paramiko
import paramiko.util

# In the order of CPU time measured under Python's lock: 2 ms, 2 ms, 28 ms, 50 ms, 90 ms.
_KEY_EXCHANGES = (
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group14-sha256",
    "diffie-hellman-group14-sha1",
    "diffie-hellman-group-exchange-sha256",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group-exchange-sha1",
    "diffie-hellman-group1-sha1",
)
_OLD = {
    "kex": ["diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1", "diffie-hellman-group1-sha1"],
    "keys": ["ssh-rsa", "ssh-rsa-cert-v01@openssh.com"],
    "pubkeys": ["ssh-rsa", "ssh-rsa-cert-v01@openssh.com"],
    "ciphers": ["3des-cbc"],
    "macs": ["hmac-md5", "hmac-md5-96", "hmac-sha1-96"],
}
_RSA = ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa")


# paramiko compares checksums byte by byte in Python; the standard library has the same in C.
_util: Any = paramiko.util
_util.constant_time_bytes_eq = hmac.compare_digest


def disabled_algorithms(*, legacy: bool) -> dict[str, list[str]]:
    """What is never offered; nothing is taken away for a switch marked `legacy_ssh`."""
    return {} if legacy else {kind: list(names) for kind, names in _OLD.items()}


def prefer(transport: paramiko.Transport, known_types: tuple[str, ...]) -> None:
    """Order a session's algorithms: the key types known of a host come first, so that it shows the key we know."""
    options = transport.get_security_options()
    options.kex = _ordered(_KEY_EXCHANGES, options.kex)
    wanted = tuple(name for known in known_types for name in (_RSA if known == "ssh-rsa" else (known,)))
    options.key_types = _ordered(wanted, options.key_types)


def _ordered(first: Sequence[str], offered: Sequence[str]) -> tuple[str, ...]:
    """Those of `first` that are offered, then the rest in their own order."""
    head = tuple(name for name in dict.fromkeys(first) if name in offered)
    return head + tuple(name for name in offered if name not in head)
