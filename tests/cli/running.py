"""Runs the command line as a person would, in a process of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

INVENTORIES = Path(__file__).resolve().parents[2] / "inventories"
AS_OF = "2026-11-23"


@dataclass(frozen=True)
class Answer:
    """What came out."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


def switchrefresh(*words, cwd=None, env=None, timeout=110, stdin=None):
    """One command line; never a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "switchrefresh", *map(str, words)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        input=stdin or b"",
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
