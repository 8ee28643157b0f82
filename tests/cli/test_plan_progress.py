"""Progress on standard error, and Ctrl-C that keeps the best valid plan found so far."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from running import AS_OF, INVENTORIES, switchrefresh

sys.path.insert(0, str(Path(__file__).parent.parent / "outside"))
from outside_checker import violations


def test_verbose_tells_points_bound_and_gap_beside_the_answer(cedar):
    answer = switchrefresh("plan", "-v", "-C", cedar, "--as-of", AS_OF, "--json")
    assert answer.code == 0
    assert answer.json["data"]["windows"]
    lines = [line for line in answer.err.splitlines() if " points, bound " in line]
    assert lines
    assert len(lines) == len(set(lines))
    silent = switchrefresh("plan", "-q", "-C", cedar, "--as-of", AS_OF)
    assert " points, bound " not in silent.err


@pytest.mark.timeout(300)
def test_ctrl_c_keeps_the_best_plan_so_far(tmp_path):
    folder = tmp_path / "tamarack-valley"
    shutil.copytree(INVENTORIES / "tamarack-valley", folder)
    for name in ("plan.json", "accepted-feeds.json"):
        (folder / name).unlink(missing_ok=True)
    words = [sys.executable, "-m", "switchrefresh", "plan", "-v", "-C", str(folder), "--as-of", AS_OF, "--json"]
    run = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ))
    try:
        seen = b""
        while b" points, bound " not in seen:
            line = run.stderr.readline()
            assert line, "it ended before it told anything"
            seen += line
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=240)
    finally:
        run.kill()
    assert run.returncode == 130, err.decode()
    envelope = json.loads(out)
    assert envelope["exit_code"] == 130
    assert "interrupted" in {p["code"] for p in envelope["problems"]}
    stored = json.loads((folder / "plan.json").read_text())
    assert stored["solver"]["status"] == "interrupted"
    assert stored["windows"]
    assert violations(folder, stored) == []
