"""One line that moves, on a terminal's standard error only, and gone when the work is done."""

from __future__ import annotations

import sys
import time
from types import TracebackType

SHOW_AFTER = 0.5  # seconds; quick work needs no progress


class ProgressLine:
    """`12/40 switches, 1 not good`, redrawn in place."""

    def __init__(self, what: str, wanted: bool) -> None:
        self._what = what
        self._wanted = wanted and sys.stderr.isatty()
        self._since = time.monotonic()
        self._width = 0

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._draw("")

    def update(self, done: int, total: int, bad: int) -> None:
        """Redraw, unless everything is quick."""
        if self._wanted and time.monotonic() - self._since >= SHOW_AFTER:
            self._draw(f"{done}/{total} {self._what}" + (f", {bad} not good" if bad else ""))

    def say(self, words: str) -> None:
        """Redraw with a sentence of its own."""
        if self._wanted and time.monotonic() - self._since >= SHOW_AFTER:
            self._draw(words)

    def _draw(self, text: str) -> None:
        if self._wanted and (text or self._width):
            sys.stderr.write("\r" + text.ljust(self._width) + ("" if text else "\r"))
            sys.stderr.flush()
            self._width = len(text)
