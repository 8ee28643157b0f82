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


def private_text(key: paramiko.PKey) -> str:
    """A simulated switch's private host key as text, so that it can keep its key from one run to the next."""
    text = io.StringIO()
    key.write_private_key(text)
    return text.getvalue()


def read_private(text: str) -> paramiko.PKey:
    """The key that `private_text` wrote."""
    import paramiko

    kinds: tuple[type[paramiko.PKey], ...] = (paramiko.ECDSAKey, paramiko.RSAKey)
    for kind in kinds:
        try:
            return kind.from_private_key(io.StringIO(text))
        except paramiko.SSHException:
            continue
    raise ValueError("not a private host key of the lab")


def public_line(key: paramiko.PKey) -> str:
    """The key as `known_hosts` and `authorized_keys` hold it: type and base64."""
    return f"{key.get_name()} {key.get_base64()}"
