"""Fixtures of the command line tests."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from running import AS_OF, INVENTORIES, typed


@pytest.fixture
def cedar(tmp_path):
    """A fresh copy of the sample district."""
    folder = tmp_path / "cedar-fork"
    shutil.copytree(INVENTORIES / "cedar-fork", folder)
    return folder


@pytest.fixture(scope="session")
def planned_cedar(tmp_path_factory):
    """The sample district with its plan, and what `plan --json` said: made once, to be copied and not changed."""
    folder = tmp_path_factory.mktemp("planned") / "cedar-fork"
    shutil.copytree(INVENTORIES / "cedar-fork", folder)
    answer = typed("plan", "-C", folder, "--as-of", AS_OF, "--json")
    assert answer.code == 0, answer.err
    return folder, answer.json


@pytest.fixture(scope="session")
def promised_cedar(planned_cedar, tmp_path_factory):
    """The same with everything approved: to be copied and not changed."""
    folder = tmp_path_factory.mktemp("promised") / "cedar-fork"
    shutil.copytree(planned_cedar[0], folder)
    assert typed("approve", "--all", "-C", folder).code == 0
    return folder
