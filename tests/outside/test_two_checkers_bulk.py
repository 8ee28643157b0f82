"""Two checkers that share no code name the same rules for promised and spoilt plans of random districts."""

from __future__ import annotations

import copy
import random
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import outside_checker
import pytest
import spoiling
from districts import write_district

from switchrefresh.journal.pilot import pilot_held
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest, Violation
from switchrefresh.planning.serial import plan_data, plan_from, window_from

FAST = range(4)
TRIES = 40


def compare(folder: Path, seed: int) -> Counter[str]:
    """How often each rule was named by both; they must always name the same."""
    as_of, seen = write_district(folder, seed), Counter[str]()
    request = spoiling.request_of(folder, as_of)
    base = plan_data(make_plan(request), as_of, "", {})
    if not base["windows"]:
        return seen
    district = outside_checker.District(folder, as_of)
    for n in range(TRIES):
        if n == TRIES // 2:  # from here on the folder is another one than the plan was made for
            spoiling.edit_district(folder, random.Random(f"edit {seed}"), [w["start"][:10] for w in base["windows"]])
            request, district = spoiling.request_of(folder, as_of), outside_checker.District(folder, as_of)
        seen.update(one_try(request, district, base, random.Random(f"{seed} {n}"), as_of))
    return seen


def one_try(
    request: PlanRequest, district: outside_checker.District, base: dict, dice: random.Random, as_of: date
) -> set[str]:
    plan = copy.deepcopy(base)
    promised = spoiling.promise_some(plan, dice) if dice.random() < 0.5 else []
    for _ in range(dice.randint(0, 3)):
        spoiling.spoil(plan, request.inventory, dice)
    if dice.random() < 0.6:
        spoiling.own_up(plan, promised, dice)
    spoiling.muddle(plan, dice)
    district.promised = {w["id"]: w for w in promised}
    told = tuple(window_from(w, request.inventory) for w in promised)
    district.tried = {t["switch"] for w in promised for t in w["tasks"] if dice.random() < 0.3}
    held = pilot_held(request.inventory.district.policy.pilot, told, district.tried, as_of)
    asked = replace(request, promised=told, pilot_held=held)
    ours = check_plan(asked, plan_from(plan, request.inventory))
    theirs = outside_checker.Check(district, plan).run()
    assert {v.code for v in ours} == {code for code, _ in theirs}, unlike(ours, theirs)
    return {v.code for v in ours}


def unlike(ours: tuple[Violation, ...], theirs: list[tuple[str, str]]) -> list[str]:
    """What only one of them says."""
    here, there = {v.code for v in ours}, {code for code, _ in theirs}
    return [f"{v.code}: {v.message}" for v in ours if v.code not in there] + [
        f"outside {code}: {text}" for code, text in theirs if code not in here
    ]


@pytest.mark.parametrize("seed", FAST)
def test_they_name_the_same_rules(tmp_path: Path, seed: int) -> None:
    compare(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("first", range(4, 204, 20))
def test_they_name_the_same_rules_for_thousands_of_plans(tmp_path: Path, first: int) -> None:
    seen = Counter[str]()
    for seed in range(first, first + 20):
        seen += compare(tmp_path / str(seed), seed)
    assert len(seen) >= 15
