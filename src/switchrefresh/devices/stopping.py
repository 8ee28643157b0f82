"""The end of a run, told at once to everything that waits on a switch, so that nobody has to look again and again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Stop:
    """Set once. What is to be closed then is handed over with `closing`."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._closers: dict[object, Callable[[], object]] = {}
        self._stopped = False

    def is_set(self) -> bool:
        """Whether the run is over."""
        return self._stopped

    def set(self) -> None:
        """End the run: everything that was handed over is closed."""
        with self._guard:
            self._stopped = True
            closers = list(self._closers.values())
            self._closers.clear()
        for close in closers:
            with suppress(Exception):
                close()

    @contextmanager
    def closing(self, close: Callable[[], object]) -> Iterator[None]:
        """For the length of the block, `close` is called when the run is stopped; at once when it is already."""
        key = object()
        with self._guard:
            late = self._stopped
            if not late:
                self._closers[key] = close
        if late:
            with suppress(Exception):
                close()
        try:
            yield
        finally:
            with self._guard:
                self._closers.pop(key, None)
