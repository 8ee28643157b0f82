"""Host keys of simulated switches, new for every run."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import paramiko

RSA_BITS = 2048


def new_host_key(kind: str) -> paramiko.PKey:
    """A fresh private key: `ecdsa`, `ed25519` or `rsa`. An RSA key takes a good part of a second to make."""
    import paramiko

    if kind == "rsa":
        return paramiko.RSAKey.generate(RSA_BITS)
    if kind == "ed25519":
        return _new_ed25519()
    return paramiko.ECDSAKey.generate(bits=256)


def _new_ed25519() -> paramiko.PKey:
    import paramiko
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    text = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )
    return paramiko.Ed25519Key.from_private_key(io.StringIO(text.decode()))


def public_line(key: paramiko.PKey) -> str:
    """The key as `known_hosts` and `authorized_keys` hold it: type and base64."""
    return f"{key.get_name()} {key.get_base64()}"
