"""While a plan is made: how good it is so far on standard error, and Ctrl-C that keeps the best one found."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from types import FrameType, TracebackType
from typing import Any

from switchrefresh.cli.screen import Screen

SHOW_AFTER = 0.5  # seconds; quick work needs no progress


class Watching:
    """A line that moves on a terminal; a line for each change with -v. The first Ctrl-C asks, the second one ends."""

    def __init__(self, screen: Screen) -> None:
        self.stopped = False
        self._screen = screen
        self._moving = sys.stderr.isatty() and not screen.quiet
        self._since = time.monotonic()
        self._width = 0
        self._told = ""
        self._before: Any = None

    def __enter__(self) -> Watching:
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
        self._draw("")

    def on_progress(self, objective: float, bound: float, gap: float, words: str) -> None:
        """Points of the best plan so far, the proven bound where there is one, and what is being done."""
        best = f"at most {gap * 100:.1f} % from the best" if bound > 0 else "no bound yet"
        text = f"{words}: {objective:,.0f} points, bound {bound:,.0f}, {best}"
        if self._moving and time.monotonic() - self._since >= SHOW_AFTER:
            self._draw(text)
        elif self._screen.verbose and not self._moving and text != self._told:
            self._screen.note(text, "dim")
        self._told = text

    def should_stop(self) -> bool:
        """Whether Ctrl-C was pressed."""
        return self.stopped

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self.stopped:
            raise KeyboardInterrupt
        self.stopped = True
        # Straight to the descriptor: the signal may have come in the middle of a buffered write.
        os.write(2, b"\nstopping at the next step; the best plan so far is kept. Ctrl-C again drops it\n")
        self._width = 0

    def _draw(self, text: str) -> None:
        if self._moving and (text or self._width):
            sys.stderr.write("\r" + text[:79].ljust(self._width) + ("" if text else "\r"))
            sys.stderr.flush()
            self._width = min(79, len(text))
