"""The bench of verification holds what the page says, in small: clean swaps are silent and every fault is found."""

import subprocess
import sys
from pathlib import Path

import pytest

from switchrefresh.cli.verify_lines import watch_words

BENCH = Path(__file__).parents[2] / "bench" / "verification.py"


@pytest.mark.slow
def test_the_bench_in_small():
    pytest.importorskip("deepdiff")
    words = [sys.executable, str(BENCH), "--swaps", "14", "--rounds", "2"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout
    assert "32 planted faults: 32 found" in done.stdout


def test_the_line_that_counts_while_it_waits():
    waiting = [{"switch": "s", "before_port": "17", "after_port": "1/1/17", "what": "camera gym-2", "jack": "B-114"}]
    standing = {"expected": 34, "back": 31, "waiting": waiting, "silent": [], "backout_seconds": 42 * 60 + 7}
    assert watch_words(standing) == "31 of 34 back; waiting: camera gym-2, was 17, jack B-114; backout in 0:42"
    late = {**standing, "waiting": [], "silent": ["sw1"], "backout_seconds": -3600}
    assert watch_words(late) == "31 of 34 back; no answer from sw1; backout was due 1:00"
