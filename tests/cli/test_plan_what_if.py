"""plan --what-if, --prefer and --explain-goals from outside."""

import json

import pytest
from running import AS_OF, switchrefresh

pytestmark = pytest.mark.slow  # plans several times for each; make test-all runs them


def test_a_what_if_writes_nothing_and_stands_beside_the_plan(cedar):
    before = sorted(p.name for p in cedar.rglob("*"))
    answer = switchrefresh(
        "plan",
        "-C",
        cedar,
        "--as-of",
        AS_OF,
        "--what-if",
        "tech away 2027-05-24..2027-05-28",
        "--until",
        "2027-06-30",
        "--json",
    )
    assert answer.code == 0
    assert sorted(p.name for p in cedar.rglob("*")) == before
    told = answer.json["data"]["what_if"]
    assert len(told["changes"]) == 2
    assert told["now"]["switches_placed"] == told["then"]["switches_placed"] == 41
    assert not [w for w in told["windows"] if "2027-05-24" <= w["start"][:10] <= "2027-05-28"]
    assert told["then"]["last_date"] == max(w["start"] for w in told["windows"])[:10] <= "2027-06-30"
    assert len(answer.json["data"]["windows"]) == told["now"]["windows"]


def test_without_a_crew_nothing_is_placed_and_the_answer_is_no(cedar):
    answer = switchrefresh("plan", "-C", cedar, "--as-of", AS_OF, "--without-crew", "tech")
    assert answer.code == 1
    assert "41 fewer switches placed" in answer.out
    wrong = switchrefresh("plan", "-C", cedar, "--as-of", AS_OF, "--without-crew", "teck", "--json")
    assert (wrong.code, wrong.json["problems"][0]["code"]) == (2, "unknown-what-if")
    mixed = switchrefresh("plan", "-C", cedar, "--as-of", AS_OF, "--until", "2027-06-30", "--because", "x")
    assert mixed.code == 2


def test_presets_pull_the_plan_their_way_and_are_recorded(cedar):
    found = {}
    for prefer in ("fewest-visits", "earliest-finish", "least-disruption"):
        answer = switchrefresh("plan", "-C", cedar, "--as-of", AS_OF, "--prefer", prefer, "--fresh", "--json")
        assert answer.code == 0
        found[prefer] = answer.json["data"]
        assert json.loads((cedar / "plan.json").read_text())["prefer"] == found[prefer]["prefer"] == prefer
    last = {key: max(w["end"] for w in data["windows"]) for key, data in found.items()}
    count = {key: len(data["windows"]) for key, data in found.items()}
    assert last["earliest-finish"] < min(last["fewest-visits"], last["least-disruption"])
    assert count["fewest-visits"] <= min(count.values())
    answer = switchrefresh("plan", "-C", cedar, "--as-of", AS_OF, "--prefer", "cheapest", "--json")
    assert (answer.code, answer.json["problems"][0]["code"]) == (2, "unknown-preset")


def test_goals_are_explained_with_what_one_more_would_buy(cedar):
    answer = switchrefresh("plan", "-C", cedar, "--as-of", AS_OF, "--explain-goals", "--json")
    goals = answer.json["data"]["goals"]
    assert sum(term["points"] for term in goals["terms"]) == answer.json["data"]["solver"]["objective"]
    assert {offer["kind"] for offer in goals["offers"]} == {"evening", "day", "saturday"}
    assert all(offer["points"] >= 0 for offer in goals["offers"])
