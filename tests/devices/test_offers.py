"""Reading what a switch offers: hostile greetings and packets end soon and are named."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time

import pytest

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.offers import read_offer, read_offers
from switchrefresh.devices.targets import Offer


def packet(*lists, code=20):
    names = [*lists, *[b""] * (10 - len(lists))]
    payload = bytes([code]) + b"c" * 16 + b"".join(struct.pack(">I", len(n)) + n for n in names) + b"\0" * 5
    return struct.pack(">IB", len(payload) + 5, 4) + payload + b"\0" * 4


MODERN = (b"ecdh-sha2-nistp256", b"ssh-ed25519", b"aes256-ctr", b"aes256-ctr", b"hmac-sha2-256", b"hmac-sha2-256")
OLD = (b"diffie-hellman-group1-sha1", b"ssh-rsa", b"3des-cbc", b"3des-cbc", b"hmac-sha1", b"hmac-sha1")
DSA = (b"diffie-hellman-group1-sha1", b"ssh-dss", b"3des-cbc", b"3des-cbc", b"hmac-sha1", b"hmac-sha1")
GREETING = b"SSH-2.0-Test_1\r\n"


@pytest.fixture
def answering():
    listeners = []

    def make(*pieces, pause=0.0):
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve():
            with contextlib.suppress(OSError):
                sock, _ = listener.accept()
                for piece in pieces:
                    sock.sendall(piece)
                    time.sleep(pause)
                sock.settimeout(5)
                sock.recv(100)
                sock.close()

        threading.Thread(target=serve, daemon=True).start()
        return listener.getsockname()[1]

    yield make
    for listener in listeners:
        listener.close()


@pytest.mark.parametrize(
    ("lists", "reachable", "legacy", "missing"),
    [(MODERN, True, False, ()), (OLD, True, True, ()), (DSA, False, False, ("keys",))],
)
def test_offers_are_judged(answering, lists, reachable, legacy, missing):
    found = read_offer("127.0.0.1", answering(b"Welcome\r\n", GREETING, packet(*lists)), 3)
    assert isinstance(found, Offer), found
    assert (found.banner, found.reachable, found.legacy, found.missing) == (
        "SSH-2.0-Test_1",
        reachable,
        legacy,
        missing,
    )
    assert found.kex == (lists[0].decode(),)


def test_ssh_version_1_is_told(answering):
    found = read_offer("127.0.0.1", answering(b"SSH-1.5-Old\n"), 3)
    assert isinstance(found, Offer) and not found.reachable and found.kex == ()


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        ((b"HTTP/1.1 400 Bad\r\n",), "refused"),
        ((b"x" * 9000,), "refused"),
        ((GREETING, b"\xff\xff\xff\xff\x04" + b"x" * 100), "refused"),
        ((GREETING, struct.pack(">IB", 40, 39) + b"x" * 39), "refused"),
        ((GREETING, packet(*MODERN, code=1)), "refused"),
        ((GREETING, struct.pack(">IB", 60, 4) + bytes([20]) + b"c" * 16 + b"\0\0\xff\xff" + b"x" * 38), "refused"),
        ((GREETING,), "closed"),
        ((), "timeout"),
    ],
)
def test_hostile_answers_are_named_and_end_soon(answering, pieces, reason):
    began = time.monotonic()
    found = read_offer("127.0.0.1", answering(*pieces), 1)
    assert isinstance(found, PullFailure) and found.reason == reason, found
    assert time.monotonic() - began < 3


def test_a_drip_has_an_end(answering):
    began = time.monotonic()
    found = read_offer("127.0.0.1", answering(*[b"S"] * 100, pause=0.1), 1)
    assert isinstance(found, PullFailure) and time.monotonic() - began < 3


def test_many_in_their_order(answering):
    places = [(f"s{n}", "127.0.0.1", answering(GREETING, packet(*MODERN))) for n in range(5)]
    assert [name for name, offer in read_offers(places) if isinstance(offer, Offer)] == [name for name, _, _ in places]
