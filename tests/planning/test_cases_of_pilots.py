"""Cases by the last date of a pilot: no plan is in none of them, and together they prove more than one program."""

import pytest
from test_closing import cheapest_of_all, every_path, program_of

from switchrefresh.planning.priced.cases import Case, Cases
from switchrefresh.planning.priced.hands import Hands
from switchrefresh.planning.priced.master import relax
from switchrefresh.planning.solver import constant
from switchrefresh.planning.watching import Watch

INF = float("inf")
CHOICES = 1500  # choices that are tried one by one
UNDECIDED = (228, 235, 309)  # districts of which one program takes a part of the pilot early and a part of it late


def countable(seed):
    start, program = program_of(seed)
    if program is None:
        return None
    count = 1
    for own in every_path(program):
        count *= 1 + len(own or [()] * CHOICES)
    return (start, program) if count <= CHOICES else None


def split(start, program):
    """What one program proves, what all cases do, and how many there are."""
    standing = constant(start, {name: [] for name in program.names})
    cases = Cases(program, Hands(program.pricers))
    whole = relax(program, cases.hands)
    found = cases.of(whole, INF, 6)
    assert [case.relaxed.bound for case in found] == sorted(case.relaxed.bound for case in found)
    return whole.bound + standing, found[0].relaxed.bound + standing, len(found)


@pytest.mark.parametrize("seed", UNDECIDED)
def test_cases_prove_more_and_never_too_much(seed):
    start, program = countable(seed)
    before, after, count = split(start, program)
    assert count > 1
    assert before + 1 < after <= cheapest_of_all(start, program, every_path(program)) + 1e-6


@pytest.mark.slow
def test_no_plan_of_many_districts_is_in_no_case():
    tried = 0
    for seed in range(160):
        if (found := countable(seed)) is not None:
            _, after, _ = split(*found)
            assert after <= cheapest_of_all(*found, every_path(found[1])) + 1e-6
            tried += 1
    assert tried > 15


def test_cases_that_prove_as_much_as_the_plan_at_hand_are_dropped():
    _, program = countable(UNDECIDED[0])
    cases = Cases(program, Hands(program.pricers))
    whole = relax(program, cases.hands)
    found = cases.of(whole, INF, 6)
    most = sorted(case.relaxed.bound for case in found)[1]
    left = Cases(program, cases.hands).of(whole, most, 6)
    assert all(case.relaxed.bound < most for case in left)
    assert Cases(program, cases.hands).of(whole, whole.bound + 1, 6) == []


def test_a_case_of_which_only_one_half_was_priced_is_not_split():
    _, program = countable(UNDECIDED[0])
    whole = relax(program, Hands(program.pricers))
    asked = iter((False, True))
    watch = Watch(None, lambda: next(asked, True))
    assert Cases(program, Hands(program.pricers), watch).halves(Case({}, whole), INF) == []
