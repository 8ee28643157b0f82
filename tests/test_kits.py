"""The end of a test run says which kits ran; where they are needed a silent skip fails the run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest

def test_quick(): pass

@pytest.mark.slow
def test_slow(): pass

@pytest.mark.browser
@pytest.mark.skipif({skip}, reason="no Chromium on this machine")
def test_browser(): pass

@pytest.mark.skipif(True, reason="root may write everywhere")
def test_root(): pass
"""
MARKS = "[pytest]\nmarkers =\n    slow: s\n    browser: b\n"


def run(folder, skip, needed="", *words):
    (folder / "pytest.ini").write_text(MARKS)
    (folder / "conftest.py").write_text("from kits import pytest_sessionfinish, pytest_terminal_summary\n")
    (folder / "kits.py").write_text((Path(__file__).parent / "kits.py").read_text())
    (folder / "test_some.py").write_text(TESTS.format(skip=skip))
    env = {**os.environ, "KITS_NEEDED": needed, "KITS_REPORT": str(folder / "kits.txt"), "PYTHONPATH": ""}
    words = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words)
    done = subprocess.run(words, cwd=folder, env=env, capture_output=True, text=True, timeout=110, check=False)
    return done.returncode, done.stdout, (folder / "kits.txt").read_text()


@pytest.mark.parametrize("words", [(), ("-n", "1")])
def test_a_needed_kit_that_was_skipped_fails_the_run(tmp_path, words):
    code, out, report = run(tmp_path, True, "browser,slow", *words)
    assert code == 1
    assert "KIT MISSING: browser: no test of it ran" in out
    assert "KIT MISSING: browser: 1 skipped: no Chromium on this machine" in report
    assert "slow     1 ran, 0 skipped" in report
    assert "MISSING: quick" not in report


def test_a_person_is_only_told(tmp_path):
    code, out, _ = run(tmp_path, True)
    assert code == 0
    assert "browser  0 ran, 1 skipped" in out and "1 x no Chromium on this machine" in out
    assert "MISSING" not in out


def test_all_is_well_when_all_ran(tmp_path):
    code, out, _ = run(tmp_path, False, "browser,slow")
    assert code == 0 and "MISSING" not in out
