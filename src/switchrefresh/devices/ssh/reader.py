"""The read loop: bytes in, until what stands at the very end has been followed by silence, or a limit is reached."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from re import Match, Pattern
from typing import Protocol

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.targets import Limits
from switchrefresh.snapshots.cleaning import clean_text

LAST_LINE = (
    512  # bytes at the end that are searched: a line with its screen codes; cheap, for it happens at every piece
)
TAIL = 4096  # the same for a prompt with a few log lines after it, and for explanations
CHUNK = 65536
STALLED_SECONDS = 5.0  # a switch that has been silent for so long does not count as busy
STUCK_PAGES = 5  # pages answered without any new line


class Channel(Protocol):
    """As much of an SSH channel as reading needs; `recv` raises TimeoutError after silence, b"" means closed."""

    def recv(self, nbytes: int, /) -> bytes: ...

    def sendall(self, s: bytes, /) -> None: ...

    def settimeout(self, timeout: float | None, /) -> None: ...


class Sign(Enum):
    """What stands at the end of what has arrived."""

    PROMPT = auto()
    PAGER = auto()
    QUESTION = auto()


@dataclass(frozen=True, slots=True)
class Sight:
    """A sign, the offset at which it begins, and the silence in seconds after which it is believed."""

    sign: Sign
    start: int
    quiet: float
    match: Match[str]


Watch = Callable[[bytearray], Sight | None]


class Reader:
    """Reads one session. Every failure is a PullFailure; nothing is ever typed from here but a pager's space."""

    def __init__(
        self,
        channel: Channel,
        limits: Limits,
        monotonic: Callable[[], float] = time.monotonic,
        abandoned: Callable[[], bool] = lambda: False,
    ) -> None:
        self.channel = channel
        self.limits = limits
        self.pages = 0
        self.seen = b""  # the end of what stood there when the channel was closed
        self._monotonic = monotonic
        self._abandoned = abandoned
        self._began = monotonic()
        self._received = 0

    def send(self, text: str) -> None:
        """Type something; PullFailure when the switch no longer takes it."""
        try:
            self.channel.sendall(text.encode("latin-1", "replace"))
        except TimeoutError:
            raise PullFailure("timeout", "the switch takes no more input") from None
        except OSError:
            raise PullFailure("closed", f"closed after {self._received} bytes") from None

    def read_until(
        self,
        watch: Watch,
        idle: float | None = None,
        pager: Pattern[str] | None = None,
        answered: Callable[[], object] = lambda: None,
    ) -> tuple[bytearray, Sight]:
        """All bytes up to and with the sign, and the sign. `idle` limits the silence in seconds.

        `answered` is called when a prompt is seen, before it is believed; and once the switch has been silent for so
        long that waiting for it should keep nobody else from working.
        """
        buffer = bytearray()
        sight: Sight | None = None
        paged, stuck = 0, 0
        last = self._monotonic()
        idle = self.limits.idle if idle is None else idle
        while True:
            patience = sight.quiet if sight else idle
            data = self._receive(last + min(patience, STALLED_SECONDS))
            if data is None and patience > STALLED_SECONDS:
                answered()
                data = self._receive(last + patience)
            if data:
                buffer += data
                last = self._monotonic()
                sight = watch(buffer) or (find_pager(buffer, pager, paged, self.limits.pager) if pager else None)
                if sight and sight.sign is Sign.PROMPT:
                    answered()
            elif sight is None:
                raise self._ended(buffer, idle, closed=data == b"")
            elif sight.sign is not Sign.PAGER:
                return buffer, sight
            elif data == b"":
                raise self._ended(buffer, idle, closed=True)
            else:
                stuck = 0 if clean_text(bytes(buffer[paged : sight.start])).strip() else stuck + 1
                if stuck >= STUCK_PAGES:
                    raise PullFailure("pager", "the pager asks again and again and shows nothing new")
                paged, sight, last = len(buffer), None, self._monotonic()
                self.pages += 1
                self.send(" ")

    def _receive(self, deadline: float) -> bytes | None:
        """The next bytes, b"" when the channel is closed, None when the deadline passes in silence."""
        end = self._began + self.limits.total
        while True:
            now = self._monotonic()
            if self._abandoned():
                raise PullFailure("closed", "the run was stopped")
            if now >= end:
                raise PullFailure("limit", f"no end after {self.limits.total:g} s and {self._received} bytes")
            if now >= deadline:
                return None
            self.channel.settimeout(max(min(deadline, end) - now, 0.001))
            try:
                data = self.channel.recv(CHUNK)
            except TimeoutError:
                continue
            except (OSError, EOFError):
                return b""
            self._received += len(data)
            if self._received > self.limits.bytes:
                raise PullFailure("limit", f"more than {self.limits.bytes} bytes came")
            return data

    def _ended(self, buffer: bytearray, idle: float, *, closed: bool) -> PullFailure:
        if closed:
            self.seen = bytes(buffer[-TAIL:])
            return PullFailure("closed", f"closed after {len(buffer)} bytes")
        return Silence(bytes(buffer), idle)


class Silence(PullFailure):
    """Nothing came for the whole idle limit; `received` is what stood there."""

    def __init__(self, received: bytes, idle: float) -> None:
        super().__init__("timeout", f"silent for {idle:g} s after {len(received)} bytes")
        self.received = received


def search_tail(buffer: bytearray, pattern: Pattern[str], size: int = LAST_LINE) -> tuple[Match[str], int] | None:
    """Find a pattern that is anchored at the end; with the offset of the searched tail in the buffer."""
    offset = max(len(buffer) - size, 0)
    match = pattern.search(buffer[offset:].decode("latin-1"), 1 if offset else 0)
    return (match, offset) if match else None


def find_pager(buffer: bytearray, pattern: Pattern[str], answered: int, quiet: float) -> Sight | None:
    """A pager's question at the end, if it is not the one that was answered already."""
    found = search_tail(buffer, pattern)
    if found is None or found[0].start() + found[1] < answered:
        return None
    return Sight(Sign.PAGER, found[0].start() + found[1], quiet, found[0])
