"""Reads what a switch offers in SSH before any login: its version line and its KEXINIT packet, and nothing more."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable
from dataclasses import replace

import paramiko

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.ssh.classifying import classify
from switchrefresh.devices.ssh.crypto import disabled_algorithms
from switchrefresh.devices.ssh.jumping import jump_failure
from switchrefresh.devices.ssh.reaching import find_way, open_socket
from switchrefresh.devices.targets import Offer
from switchrefresh.snapshots.cleaning import printable

OUR_VERSION = b"SSH-2.0-switchrefresh_doctor\r\n"
MOST_GREETING, MOST_PACKET = 8192, 65536  # bytes
KEXINIT = 20
_LISTS = ("kex", "keys", "ciphers", "_ciphers_back", "macs", "_macs_back")


def fetch_offer(host: str, port: int, seconds: float) -> Offer | PullFailure:
    """The switch's lists of algorithms, or why there are none; nothing secret is sent and nothing is negotiated."""
    try:
        with open_socket(find_way(host, port, ""), seconds) as sock:
            read = _reader(sock, time.monotonic() + seconds)
            try:
                banner = _greeting(read)
            except (OSError, EOFError) as error:
                raise jump_failure(sock) or error from None
            if banner.startswith(("SSH-1.0", "SSH-1.3", "SSH-1.5")):
                return _judged(banner, {})
            sock.sendall(OUR_VERSION)
            return _judged(banner, _kexinit(read))
    except (PullFailure, OSError, EOFError, ValueError, struct.error) as error:
        return classify(error, legacy=False)


def _reader(sock: socket.socket, deadline: float) -> Callable[[int], bytes]:
    """Exactly so many bytes, however slowly they drip, but not longer than the deadline."""

    def read(count: int) -> bytes:
        found = b""
        while len(found) < count:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            sock.settimeout(left)
            data = sock.recv(count - len(found))
            if not data:
                raise EOFError
            found += data
        return found

    return read


def _greeting(read: Callable[[int], bytes]) -> str:
    """The version line; other lines may come before it (RFC 4253, section 4.2)."""
    line, total = b"", 0
    while total < MOST_GREETING:
        line += read(1)
        total += 1
        if line.endswith(b"\n"):
            if line.startswith(b"SSH-"):
                return printable(line.decode("latin-1"), 120).strip()
            if line.startswith(b"HTTP/"):
                break
            line = b""
    raise PullFailure("refused", "what answers there does not speak SSH")


def _kexinit(read: Callable[[int], bytes]) -> dict[str, tuple[str, ...]]:
    """The name-lists of the first packet (RFC 4253, sections 6 and 7.1)."""
    length, padding = struct.unpack(">IB", read(5))
    if not 17 < length <= MOST_PACKET or padding >= length:
        raise PullFailure("refused", "what answers there does not speak SSH")
    payload = read(length - 1)[: length - 1 - padding]
    if not payload or payload[0] != KEXINIT:
        raise PullFailure("refused", "it begins with another packet than its algorithms")
    found, at = {}, 17
    for name in _LISTS:
        (size,) = struct.unpack_from(">I", payload, at)
        text = payload[at + 4 : at + 4 + size]
        if len(text) != size:
            raise PullFailure("refused", "its list of algorithms is cut")
        found[name] = tuple(printable(word, 64) for word in text.decode("latin-1").split(",") if word)
        at += 4 + size
    return found


def _judged(banner: str, lists: dict[str, tuple[str, ...]]) -> Offer:
    """The offer beside what this program would offer, without and with `legacy_ssh`."""
    if not lists:
        return Offer(banner)
    offer = Offer(banner, lists["kex"], lists["keys"], lists["ciphers"], lists["macs"])
    if not _missing(offer, legacy=False):
        return replace(offer, reachable=True)
    missing = _missing(offer, legacy=True)
    return replace(offer, reachable=not missing, legacy=not missing, missing=missing)


def _missing(offer: Offer, legacy: bool) -> tuple[str, ...]:
    """The kinds of algorithm in which the switch and this program have nothing in common."""
    off = disabled_algorithms(legacy=legacy)
    ours = {kind: getattr(paramiko.Transport, f"_preferred_{kind}") for kind in ("kex", "keys", "ciphers", "macs")}
    theirs = {"kex": offer.kex, "keys": offer.keys, "ciphers": offer.ciphers, "macs": offer.macs}
    return tuple(kind for kind in ours if not (set(ours[kind]) - set(off.get(kind, ()))) & set(theirs[kind]))
