"""The wire side of a console session: keys in, paced bytes out, a pager between."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import paramiko

ENTER = b"\r\n"
_ERASE, _CLEAR, _BREAK = b"\x08\x7f", b"\x15", b"\x03"


class HungUpError(Exception):
    """The other side is gone, or the lab closes."""


class Terminal:
    """One SSH channel as a console: `keystrokes` collects every byte that was typed."""

    def __init__(self, channel: paramiko.Channel, closing: threading.Event, keystrokes: bytearray) -> None:
        self.channel = channel
        self.closing = closing
        self.keystrokes = keystrokes
        self._typed = bytearray()
        self._skip_newline = False

    def write(self, data: bytes, chunk: int = 0, pause: float = 0.0) -> None:
        """Send, in pieces of `chunk` bytes with a pause of seconds between them."""
        size = chunk or len(data) or 1
        for start in range(0, len(data), size):
            if start:
                self.sleep(pause)
            try:
                self.channel.sendall(data[start : start + size])
            except (OSError, EOFError) as error:
                raise HungUpError from error

    def sleep(self, seconds: float) -> None:
        """Wait, but not longer than the connection lives."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self.closing.wait(min(left, 0.2)) or self.channel.closed:
                raise HungUpError

    def read_key(self) -> bytes:
        """One typed byte; CR, LF and CR LF all count as one CR."""
        while True:
            if not self._typed:
                self._receive()
            key = bytes(self._typed[:1])
            del self._typed[:1]
            if key == b"\n" and self._skip_newline:
                self._skip_newline = False
                continue
            self._skip_newline = key == b"\r"
            return b"\r" if key == b"\n" else key

    def _receive(self) -> None:
        try:
            data = self.channel.recv(4096)
        except (OSError, EOFError) as error:
            raise HungUpError from error
        if not data or self.closing.is_set():
            raise HungUpError
        self.keystrokes += data
        self._typed += data

    def read_line(self, column: int, enter: bytes, echo: Callable[[bytes, int], bytes] | None) -> str:
        """A line as it stands when Enter is pressed; without `echo` it is typed blind, like a password."""
        line = bytearray()
        while True:
            key = self.read_key()
            if key == b"\r":
                self.write(enter)
                return line.decode("latin-1")
            if key in _CLEAR + _BREAK:
                line.clear()
            elif key in _ERASE:
                del line[-1:]
            elif key >= b" ":
                key += self._plain_keys()
                line += key
                if echo is not None:
                    self.write(echo(key, column + len(line) - len(key)))

    def _plain_keys(self) -> bytes:
        """What was typed together with the last key, up to the next control key."""
        count = next((i for i, key in enumerate(self._typed) if key < 32 or key == 127), len(self._typed))
        keys = bytes(self._typed[:count])
        del self._typed[:count]
        return keys

    def wait_for_hangup(self) -> None:
        """Swallow keys until the other side leaves."""
        while True:
            self._receive()


class PagerQuit(Exception):  # noqa: N818
    """Somebody pressed q."""


class Pager:
    """Stops after every screen; `rows` 0 lets everything through."""

    def __init__(self, terminal: Terminal, rows: int, more: bytes, erase: bytes) -> None:
        self.terminal, self.rows, self.more, self.erase = terminal, rows, more, erase
        self._shown = 0

    def write(self, data: bytes, chunk: int, pause: float) -> None:
        """Send what fits on the screen, ask, go on."""
        if not self.rows:
            self.terminal.write(data, chunk, pause)
            return
        lines = data.splitlines(keepends=True)
        while lines:
            room = max(self.rows - 1 - self._shown, 0)
            self.terminal.write(b"".join(lines[:room]), chunk, pause)
            self._shown += len(lines[:room])
            lines = lines[room:]
            if lines:
                self._ask()

    def _ask(self) -> None:
        self.terminal.write(self.more)
        while (key := self.terminal.read_key()) not in b" \r":
            if key in b"qQ\x03":
                self.terminal.write(self.erase)
                raise PagerQuit
        self.terminal.write(self.erase)
        self._shown = 0 if key == b" " else self.rows - 2
