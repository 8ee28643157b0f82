"""Runs the command line as a person would, in a process of its own."""

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

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


def typed(*words, env=None):
    """One command line in this very process, which spares the start of Python where a test has many of them."""
    from switchrefresh.cli import door

    out, err = io.StringIO(), io.StringIO()
    with mock.patch.dict(os.environ, env or {}), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = door.run([str(word) for word in words])
    return Answer(int(code), out.getvalue(), err.getvalue())
