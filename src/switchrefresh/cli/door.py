"""The front door: finds the verb, runs it, prints its answer, returns the exit code."""

from __future__ import annotations

import sys

from switchrefresh import __version__


def run(words: list[str]) -> int:
    """Answer one command line."""
    if words[:1] == ["--version"]:
        sys.stdout.write(f"switchrefresh {__version__}\n")
    return 0
