"""The reference says what the code does, and the examples of every verb's help run."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from switchrefresh.cli.help import VERBS

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"


def test_verbs_and_problem_codes_are_as_the_code_has_them():
    done = subprocess.run(
        [sys.executable, "tools/reference.py", "--check"], cwd=ROOT, capture_output=True, timeout=100, check=False
    )
    assert done.stdout.decode() == "", "run: make docs"
    assert done.returncode == 0


def test_every_verb_has_a_section_with_an_example():
    text = (REFERENCE / "verbs.md").read_text()
    for verb in VERBS:
        section = text.split(f"\n## {verb}\n", 1)[1].split("\n## ", 1)[0]
        assert f"```sh\nswitchrefresh {verb}" in section


def links_in(page):
    return re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())


@pytest.mark.parametrize("page", [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md"))], ids=str)
def test_every_link_leads_somewhere(page):
    assert [link for link in links_in(page) if not (page.parent / link).exists()] == []
