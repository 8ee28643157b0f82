"""Two checkers that share no code name the same rules for plans that were spoilt at random."""

from __future__ import annotations

import copy
import random
from datetime import datetime, timedelta
from pathlib import Path

import changes
import outside_checker
import pytest
import records
import tiny
from tiny import Case

from switchrefresh.planning.checker import check_plan


def spoil(case: Case, dice: random.Random) -> None:
    """One thing about the plan changes."""
    window = dice.choice(case.plan["windows"])
    minutes = dice.choice([-1, 1, -20, 45, 300, -600, 1440, -1440, 7 * 1440, 60 * 24 * 30])
    match dice.randrange(9):
        case 0:
            changes.shift_window(window, minutes)
        case 1:
            changes.shift(window, minutes, dice.choice(["start", "end"]))
        case 2 if window["tasks"]:
            changes.shift(dice.choice(window["tasks"]), minutes)
        case 3:
            window["crew"] = dice.choice(["tech", "vendor"])
        case 4:
            case.drop(dice.choice(list(case.switches)), dice.choice(["C2", "C6"]))
        case 5 if window["tasks"]:
            other = dice.choice(case.plan["windows"])
            other["tasks"].append(window["tasks"].pop())
        case 6:
            case.switches[dice.choice(list(case.switches))]["members"] = str(dice.randint(1, 4))
        case 7:
            first = datetime.fromisoformat(window["start"]).date() + timedelta(days=dice.randint(-1, 1))
            freeze = {"dates": f"{first}..{first}", "why": "wax", "buildings": [dice.choice(list(case.buildings))]}
            case.district.setdefault("freezes", []).append(freeze)
        case _:
            policy = case.district["policy"]
            policy["pilot"]["soak"] = f"{dice.randint(20, 25)}d"
            policy["order"] = dice.choice(["core_first", "leaf_first", "any"])


SEEDS = [*range(50), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(50, 400))]


@pytest.mark.parametrize("seed", SEEDS)
def test_they_name_the_same_rules(tmp_path: Path, seed: int) -> None:
    dice = random.Random(f"spoil {seed}")
    case = tiny.case(dice.choice([name for name, _, _ in tiny.CASES]))
    for _ in range(dice.randint(1, 3)):
        if case.plan["windows"]:
            spoil(case, dice)
    case = copy.deepcopy(case)
    ours = {(v.code) for v in check_plan(records.request_of(case), records.plan_of(case))}
    theirs = {code for code, _ in outside_checker.violations(case.write(tmp_path), case.plan)}
    assert ours == theirs


def test_most_of_the_spoilt_plans_are_wrong() -> None:
    wrong = 0
    for seed in range(60):
        dice = random.Random(f"spoil {seed}")
        case = tiny.tiny()
        spoil(case, dice)
        wrong += bool(check_plan(records.request_of(case), records.plan_of(case)))
    assert wrong > 30
