"""The random districts are equal for equal seeds, pass the product's own checks, and hold what they promise."""

from __future__ import annotations

from pathlib import Path

import districts
import outside_checker
import pytest
import yaml

from switchrefresh.problems import Severity
from switchrefresh.storage.folder import read_folder
from switchrefresh.storage.project import Project

SEEDS = range(40)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_equal_seeds_give_equal_folders(tmp_path: Path) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        districts.write_district(tmp_path / name, seed)
    assert files(tmp_path / "a") == files(tmp_path / "b") != files(tmp_path / "c")


@pytest.mark.parametrize("size", [5, 12, 40])
def test_the_number_of_switches_can_be_given(tmp_path: Path, size: int) -> None:
    districts.write_district(tmp_path, 3, size)
    assert len(outside_checker.District(tmp_path).switches) == size


@pytest.mark.parametrize("seed", SEEDS)
def test_the_folder_is_right_and_both_readers_can_read_it(tmp_path: Path, seed: int) -> None:
    as_of = districts.write_district(tmp_path, seed)
    district = outside_checker.District(tmp_path, as_of)
    assert 2 <= len(district.buildings) <= 6
    assert 5 <= len(district.switches) <= 40
    assert [feed.path for feed in district.feeds if feed.health != "ok"] == []
    assert any(
        district.day(b, district.horizon[0] + n * districts.DAY)[1] for b in district.buildings for n in range(9)
    )
    found = read_folder(Project(tmp_path), ("aruba_aoscx", "cisco_ios", "hp_procurve"))
    assert found.inventory is not None
    assert [problem for problem in found.problems if problem.severity is Severity.ERROR] == []


def test_every_feature_occurs(tmp_path: Path) -> None:
    text = ""
    for seed in SEEDS:
        districts.write_district(tmp_path / str(seed), seed)
        for path in (tmp_path / str(seed)).rglob("*.yaml"):
            text += path.read_text(encoding="utf-8")
            yaml.safe_load(path.read_text(encoding="utf-8"))
    for word in (
        "members", "redundant_with", "critical", "core_on", "pilot", "leaf_first", "deliveries", "funding", "timezone",
        "polling_place", "away", "available", "role: board", "role: facility", "role: school", "minutes",
        "replacement: none", "platform: unmanaged", "deadline", "freezes", "start-30m", "mon-thu",
    ):  # fmt: skip
        assert word in text, word
