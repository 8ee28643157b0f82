"""Plans of the real command line, judged by a checker that shares nothing with it."""

import json
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "cli"))
from districts import write_district
from outside_checker import violations
from running import AS_OF, INVENTORIES, switchrefresh

FAST, SLOW = range(6), range(6, 120)


def plan(folder, as_of):
    answer = switchrefresh("plan", "-C", folder, "--as-of", as_of, "--json", timeout=600)
    assert answer.code in {0, 1}, answer.out + answer.err
    return answer.json["data"]


def check_random(tmp_path, seed):
    folder = tmp_path / "district"
    as_of = write_district(folder, seed)
    data = plan(folder, as_of.isoformat())
    assert violations(folder, data) == []
    assert violations(folder, json.loads((folder / "plan.json").read_text())) == []


@pytest.mark.parametrize("seed", FAST)
def test_random_districts_get_plans_without_a_violation(tmp_path, seed):
    check_random(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SLOW)
def test_many_random_districts_get_plans_without_a_violation(tmp_path, seed):
    check_random(tmp_path, seed)


def sample(tmp_path, name):
    folder = tmp_path / name
    shutil.copytree(INVENTORIES / name, folder)
    data = plan(folder, AS_OF)
    assert violations(folder, data) == []
    return data


def test_cedar_fork(tmp_path):
    data = sample(tmp_path, "cedar-fork")
    assert data["unplaced"] == []
    assert data["solver"]["gap"] <= 0.05


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_tamarack_valley(tmp_path):
    data = sample(tmp_path, "tamarack-valley")
    assert sum(len(w["tasks"]) for w in data["windows"]) + len(data["unplaced"]) == 418
