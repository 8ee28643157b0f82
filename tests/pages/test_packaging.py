"""The wheel, and the wheel that is built from the sdist, hold all that a fresh machine needs."""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest

from switchrefresh import __version__

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("src", "inventories", "pyproject.toml", "README.md", "LICENSE", ".gitignore")


def build(source, target, *kinds):
    words = [sys.executable, "-m", "hatchling", "build", "-d", str(target), *kinds]
    subprocess.run(words, cwd=source, capture_output=True, timeout=100, check=True)


def test_the_version_is_one():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project.get("version", __version__) == __version__


@pytest.mark.slow
def test_a_wheel_out_of_the_sdist_works_far_from_the_source(tmp_path):
    copy = tmp_path / "source"
    copy.mkdir()
    for name in NEEDED:
        take = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        take(ROOT / name, copy / name)
    build(copy, tmp_path / "sdist", "-t", "sdist")
    [sdist] = (tmp_path / "sdist").iterdir()
    assert sdist.name == f"switchrefresh-{__version__}.tar.gz"
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    [unpacked] = (tmp_path / "unpacked").iterdir()
    build(unpacked, tmp_path / "wheel", "-t", "wheel")
    [wheel] = (tmp_path / "wheel").iterdir()
    site = tmp_path / "site"
    words = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(site), str(wheel)]
    subprocess.run(words, capture_output=True, timeout=100, check=True)
    env = {**os.environ, "PYTHONPATH": str(site)}

    def said(*line):
        words = [sys.executable, "-m", "switchrefresh", *line]
        return subprocess.run(
            words, cwd=tmp_path, env=env, capture_output=True, timeout=100, check=True
        ).stdout.decode()

    assert said("--version") == f"switchrefresh {__version__}\n"
    said("init", "mine", "--as-of", "2026-11-23")
    assert "all sound" in said("check", "-C", "mine", "--as-of", "2026-11-23")
    assert "placed" in said("plan", "-C", str(site / "switchrefresh/_inventories/cedar-fork"), "--as-of", "2026-11-23")
