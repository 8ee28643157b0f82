"""Folders with mistakes: each must give exactly the problems it names, with file, line, column and code."""

from pathlib import Path

import pytest

from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import Project

CASES = Path(__file__).parent / "cases"
PLATFORMS = ("cisco_ios", "cisco_xe", "hp_procurve", "aruba_aoscx")


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_the_problems_of_a_folder(case):
    folder = read_folder(Project(CASES / case), PLATFORMS)
    found = [f"{p.where} {p.severity} {p.code}" for p in folder.problems]
    assert found == (CASES / case / "expected.txt").read_text().splitlines()


def test_did_you_mean():
    folder = read_folder(Project(CASES / "unknown-names"), PLATFORMS)
    hints = {p.code: p.hint for p in folder.problems}
    assert hints["unknown-building"] == 'did you mean "hs"? buildings: es, hs'
    assert hints["unknown-closet"] == 'did you mean "idf-1"? closets here: idf-1, mdf'


def test_a_secret_is_never_repeated():
    folder = read_folder(Project(CASES / "secrets"), PLATFORMS)
    assert "abc" not in " ".join(p.message + (p.hint or "") for p in folder.problems)
