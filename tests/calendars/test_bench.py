"""The bench prints what it promises, from any labelled list."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench" / "calendars.py"
TITLES = "title,effect\n" + "".join(
    f"{title} {n},{label}\n"
    for n in range(12)
    for title, label in (
        ("Schools Closed - Day", "closed"),
        ("Chess Club", "none"),
        ("Early Release No.", "early_release"),
    )
)


def test_the_report_names_tiers_and_the_naive_regex(tmp_path):
    path = tmp_path / "titles.csv"
    path.write_text(TITLES)
    done = subprocess.run([sys.executable, BENCH, path], capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    assert "strong: applied without asking, precision  1.000" in done.stdout
    assert "one naive regex" in done.stdout
    assert "5000 events, first" in done.stdout
