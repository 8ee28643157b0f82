"""What this machine looks like to switches: its addresses on the way to them and its MACs; nothing is sent."""

from __future__ import annotations

import socket
import uuid
from collections.abc import Iterable
from pathlib import Path

MOST = 64
_CARDS = Path("/sys/class/net")  # Linux; elsewhere one card is known


def own_addresses(hosts: Iterable[str]) -> dict[str, str]:
    """For each host the address of this machine from which it would be reached; unknown ones are left out.

    A datagram socket that is connected and never written to makes the system look up the route, and nothing else.
    """
    found = {}
    for host in list(dict.fromkeys(hosts))[:MOST]:
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            with socket.socket(family, socket.SOCK_DGRAM) as sock:
                sock.connect((host, 9))
                found[host] = str(sock.getsockname()[0])
        except (OSError, UnicodeError):
            continue
    return found


def own_macs() -> frozenset[str]:
    """The MACs of this machine's cards, as twelve lower-case digits; a made-up one is left out."""
    found = set()
    for path in _CARDS.glob("*/address"):
        try:
            found.add(path.read_text(encoding="ascii").strip().replace(":", "").lower())
        except (OSError, UnicodeDecodeError):
            continue
    node = uuid.getnode()
    if not node >> 40 & 1:  # the multicast bit says that no card was found
        found.add(f"{node:012x}")
    return frozenset(mac for mac in found if len(mac) == 12 and mac.strip("0"))
