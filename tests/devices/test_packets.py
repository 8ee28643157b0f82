"""Packets are read whole and in order however the bytes come, and no wait for a switch is without an end."""

from __future__ import annotations

import random
import socket
import threading
import time

import pytest

from switchrefresh.devices.ssh.packets import BoundedEvent, Packets


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    ours.settimeout(0.05)
    with ours, theirs:
        yield Packets(ours), theirs


def test_every_byte_comes_once_and_in_order(ends):
    packets, theirs = ends
    chance = random.Random(7)
    sent = chance.randbytes(200_000)

    def send():
        at = 0
        while at < len(sent):
            size = chance.choice([1, 8, 1460, 40_000])
            theirs.sendall(sent[at : at + size])
            at += size

    sender = threading.Thread(target=send)
    sender.start()
    got, sizes = b"", random.Random(8)
    while len(got) < len(sent):
        got += packets.read_all(min(sizes.choice([1, 8, 16, 35_000]), len(sent) - len(got)))
    sender.join(5)
    assert got == sent


def test_what_came_with_the_greeting_is_not_lost(ends):
    packets, theirs = ends
    theirs.sendall(b"SSH-2.0-Cisco-1.25\r\n0123456789")
    assert packets.readline(5) == "SSH-2.0-Cisco-1.25"
    assert (packets.read_all(4), packets.read_all(6)) == (b"0123", b"456789")


def test_a_closed_connection_is_no_packet(ends):
    packets, theirs = ends
    theirs.sendall(b"half")
    theirs.close()
    with pytest.raises(EOFError):
        packets.read_all(8)


def test_a_server_that_greets_and_says_no_more_is_left(ends):
    packets, _ = ends
    packets.start_handshake(0.1)
    began = time.monotonic()
    with pytest.raises(EOFError):
        packets.read_all(8)
    assert 0.05 < time.monotonic() - began < 5


def test_once_a_packet_came_the_handshake_has_no_limit(ends):
    packets, theirs = ends
    packets.start_handshake(0.05)
    packets.complete_handshake()
    threading.Timer(0.2, theirs.sendall, [b"12345678"]).start()
    assert packets.read_all(8) == b"12345678"


def test_nobody_waits_longer_than_the_limit_for_an_event():
    event = BoundedEvent(0.05, None)
    event._give_up = event.set
    assert event.wait()
    told = []
    event = BoundedEvent(5.0, lambda: told.append("given up"))
    threading.Timer(0.05, event.set).start()
    assert event.wait() and event.wait(0.01) and not told
