"""Runs the command line as a person would: in a process of its own, or quicker in this one."""

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


def typed(*words, cwd=None, env=None, stdin=None):
    """One command line in this very process, which spares the start of Python: where what is said is what is tested."""
    from switchrefresh.cli import door

    out, err, given = (io.TextIOWrapper(io.BytesIO(start), encoding="utf-8") for start in (b"", b"", stdin or b""))
    mask = os.umask(0o022)  # the door narrows it for good
    try:
        with (
            mock.patch.dict(os.environ, env or {}),
            mock.patch.object(sys, "stdin", given),
            contextlib.chdir(cwd or "."),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = door.run([str(word) for word in words])
    finally:
        os.umask(mask)
    return Answer(int(code), said(out), said(err))


def said(stream):
    stream.flush()
    return stream.buffer.getvalue().decode()
