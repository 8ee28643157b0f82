"""The host key of a switch, read without a login."""

from __future__ import annotations

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.targets import HostKey

PATIENCE = 10.0  # seconds


def read_host_key(
    host: str, port: int, known_types: tuple[str, ...] = (), legacy: bool = False, seconds: float = PATIENCE
) -> HostKey | PullFailure:
    """The key that the switch shows, or the failure with its reason and cure; nothing secret is sent."""
    from switchrefresh.devices.ssh.hostkey import fetch

    return fetch(host, port, known_types, legacy, seconds)
