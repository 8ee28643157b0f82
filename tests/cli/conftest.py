"""Fixtures of the command line tests."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from running import INVENTORIES


@pytest.fixture
def cedar(tmp_path):
    """A fresh copy of the sample district."""
    folder = tmp_path / "cedar-fork"
    shutil.copytree(INVENTORIES / "cedar-fork", folder)
    return folder
