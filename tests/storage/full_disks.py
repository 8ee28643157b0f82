"""A disk that is full at one call: what a store does then is the matter of the tests beside it."""

import errno
import os


def fill_up(monkeypatch, call, nth):
    """From now on the `nth` use of `os.<call>` finds no space; all others work."""
    real, calls = getattr(os, call), {"n": 0}

    def failing(*args, **kwargs):
        calls["n"] += 1
        if calls["n"] == nth:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **kwargs)

    monkeypatch.setattr(os, call, failing)
