"""Speed of the hand: how long help and completion take, beside bare Python's start plus the import of Typer.

CPU seconds of the child, the least of several runs: the machine may be busy. Exits 1 when one is not under twice that.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from switchrefresh.cli.help import VERBS

ROOT = Path(__file__).resolve().parent.parent
RUNS, LIMIT = 5, 2.0
DISTRICT = str(ROOT / "inventories" / "cedar-fork")


def cpu_seconds(words: list[str]) -> float:
    """The least CPU time of a few runs."""
    best = float("inf")
    for _ in range(RUNS):
        before = os.times()
        argv = [sys.executable, *words]
        subprocess.run(argv, stdout=subprocess.DEVNULL, timeout=60, check=True)  # noqa: S603 - our own words
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        best = min(best, used)
    return best


def say(line: str) -> None:
    """One line of the table."""
    sys.stdout.write(line + "\n")


def main() -> int:
    """Print each with its ratio."""
    floor = cpu_seconds(["-c", "pass"]) + cpu_seconds(["-c", "import typer"])
    say(f"bare Python and Typer's import: {floor:.3f} s of CPU; the limit is {LIMIT:g} times that")
    lines = [["--help"], *([verb, "--help"] for verb in VERBS)]
    lines += [["--complete", "pl"], ["--complete", "-C", DISTRICT, "show", ""], ["--complete", "plan", "--"]]
    wrong = 0
    for words in lines:
        ratio = cpu_seconds(["-m", "switchrefresh", *words]) / floor
        wrong += ratio >= LIMIT
        shown = " ".join("DISTRICT" if word == DISTRICT else word or "''" for word in words)
        say(f"  {ratio:5.2f}  switchrefresh {shown}{'   TOO SLOW' if ratio >= LIMIT else ''}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
