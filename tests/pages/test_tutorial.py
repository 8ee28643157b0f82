"""The screens of the tutorial are what comes out now."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of 80 columns is made with pty")
def test_every_screen_is_what_comes_out():
    done = subprocess.run(
        [sys.executable, "tools/screens.py", "--check"], cwd=ROOT, capture_output=True, timeout=115, check=False
    )
    assert done.stdout.decode() == "", "run: make docs, and read what changed"
    assert done.returncode == 0, done.stderr.decode()
