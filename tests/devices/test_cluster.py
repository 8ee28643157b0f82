"""A cluster of processes: a scheduler that never sees a secret, and a worker that is killed in the middle."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "backups" / "cluster_night.py"
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_a_worker_is_killed_and_nothing_is_lost_or_told():
    pytest.importorskip("distributed")
    if not os.access("/proc/self/mem", os.R_OK):
        pytest.skip("needs to read the memory of a process (/proc)")
    words = [sys.executable, str(BENCH), "--switches", "60", "--slots", "12", "--think", "1", "--kill"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout)
    assert told["workers_killed"] == 1 and told["shows"] >= told["proven"] == told["snapshots"] == 60
    assert told["scheduler_memory"]["netadmin"] > 0  # the search finds what is there
