"""SSH packets as paramiko reads them, with half the system calls, and limits in time that need no threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import paramiko.packet

PIECE = 8192  # bytes asked of the socket at once; a wide piece for each of many sessions is memory


class Packets(paramiko.packet.Packetizer):
    """Asks the socket once for all that is there; paramiko asks twice for each packet, and each time others wait."""

    def __init__(self, socket: Any) -> None:
        super().__init__(socket)
        self._socket = socket
        self._ahead = bytearray()
        self._deadline: float | None = None
        self._greeted = False

    def start_handshake(self, timeout: float) -> None:
        """Limit the time to the first packet."""
        self._deadline = self._deadline or time.monotonic() + timeout

    def handshake_timed_out(self) -> bool:
        """Whether no packet came in time."""
        return not self._greeted and self._deadline is not None and time.monotonic() >= self._deadline

    def complete_handshake(self) -> None:
        """A packet has come and was understood."""
        self._greeted = True

    def read_all(self, n: int, check_rekey: bool = False) -> bytes:
        """Exactly so many bytes; what came with them is kept for the next question. EOFError when the other side went.

        What came with the greeting line is kept by paramiko.
        """
        inner: Any = self
        if inner._Packetizer__remainder:
            self._ahead += inner._Packetizer__remainder
            inner._Packetizer__remainder = b""
        while len(self._ahead) < n:
            if self.handshake_timed_out():
                raise EOFError
            self._ahead += self._receive(check_rekey)
        taken = bytes(self._ahead[:n])
        del self._ahead[:n]
        return taken

    def _receive(self, check_rekey: bool) -> bytes:
        """What is there, waiting for it; nothing when the socket's own time is over and somebody should look up."""
        inner: Any = self
        try:
            piece: bytes = self._socket.recv(PIECE)
        except TimeoutError:
            if self.closed:
                raise EOFError from None
            if check_rekey and not self._ahead and self.need_rekey():
                raise paramiko.packet.NeedRekeyException from None
            inner._check_keepalive()
            return b""
        except OSError:
            if self.closed:
                raise EOFError from None
            raise
        if not piece:
            raise EOFError
        return piece


class BoundedEvent(threading.Event):
    """An event for which nobody waits longer than a limit, where paramiko would wait without end."""

    def __init__(self, seconds: float, give_up: Callable[[], object]) -> None:
        super().__init__()
        self._seconds, self._give_up = seconds, give_up

    def wait(self, timeout: float | None = None) -> bool:
        """As ever; after the limit `give_up` is called, which is to set the event."""
        if timeout is not None or super().wait(self._seconds):
            return super().wait(timeout)
        self._give_up()
        return super().wait(self._seconds)
