"""Six disturbances of a small made-up district: no more windows move than have to, plus one, and the bytes repeat."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "replanning.py"


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", ["1", "2"])
def test_only_what_has_to_moves(seed):
    command = [sys.executable, str(BENCH), "small", "--seed", seed, "--no-fresh"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "technician ill" in done.stdout
    assert "planned twice: yes" in done.stdout
