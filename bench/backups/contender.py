"""Runs one contender in a process of its own, so that its CPU time and memory are its own.

python bench/backups/contender.py MODULE SLOTS FOLDER [WORDS] < places.json
"""

from __future__ import annotations

import importlib
import json
import logging
import resource
import sys
import time
from pathlib import Path


def main() -> None:
    """Pull everything and print what it cost; the clock of CPU time starts when everything is loaded."""
    logging.disable(logging.CRITICAL)
    module, slots, folder, words = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:]
    places = json.load(sys.stdin)
    pull = importlib.import_module(module).pull
    before = resource.getrusage(resource.RUSAGE_SELF)
    good = pull(places, slots, folder, *words)
    ended, after = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    told = {"good": good, "ended": ended, "cpu": cpu, "peak_mb": after.ru_maxrss / 1024}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
