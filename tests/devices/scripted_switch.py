"""A switch on paper: a channel with its own clock that answers what is typed, in pieces and with pauses."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

Pieces = Iterable[tuple[float, bytes]]
CLOSE = b""


class ScriptedChannel:
    """`answer(line)` gives the pieces that follow a typed line, each with the seconds before it; CLOSE hangs up."""

    def __init__(self, screen: Pieces, answer: Callable[[str], Pieces]) -> None:
        self.now = 0.0
        self.typed: list[str] = []
        self._answer = answer
        self._pieces = deque(screen)
        self._timeout = 0.0
        self._line = ""
        self._closed = False

    def monotonic(self) -> float:
        return self.now

    def settimeout(self, timeout: float | None) -> None:
        assert timeout is not None and timeout > 0
        self._timeout = timeout

    def recv(self, nbytes: int) -> bytes:
        if self._closed:
            return b""
        if not self._pieces or self._pieces[0][0] > self._timeout:
            self.now += self._timeout
            if self._pieces:
                wait, data = self._pieces.popleft()
                self._pieces.appendleft((wait - self._timeout, data))
            raise TimeoutError
        wait, data = self._pieces.popleft()
        self.now += wait
        if len(data) > nbytes:
            self._pieces.appendleft((0.0, data[nbytes:]))
        self._closed = data == CLOSE
        return data[:nbytes]

    def sendall(self, data: bytes) -> None:
        if self._closed:
            raise OSError("Socket is closed")
        text = data.decode("latin-1")
        if text == " ":
            self.typed.append(" ")
            self._pieces.extend(self._answer(" "))
            return
        self._line += text
        while "\n" in self._line or "\r" in self._line:
            line, _, self._line = self._line.replace("\r", "\n").partition("\n")
            self.typed.append(line)
            self._pieces.extend(self._answer(line))


def whole(data: bytes, wait: float = 0.01) -> list[tuple[float, bytes]]:
    """All at once."""
    return [(wait, data)]


def in_pieces(data: bytes, size: int, wait: float) -> list[tuple[float, bytes]]:
    """Cut without regard to lines or characters, as slow lines do."""
    return [(wait, data[n : n + size]) for n in range(0, len(data), size)]
