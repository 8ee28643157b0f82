"""Phrases of what if become another district; two plans are told apart in figures of people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from planner_districts import calendars, district, every_day, inventory, switch

from switchrefresh.errors import UsageError
from switchrefresh.inventory.values import DateRange
from switchrefresh.planning.buying import goals_data, offers
from switchrefresh.planning.checker import check_plan
from switchrefresh.planning.comparing import better_of, side_by_side
from switchrefresh.planning.figures import Figures, gain_words
from switchrefresh.planning.goals import evaluate
from switchrefresh.planning.making import make_plan
from switchrefresh.planning.model import PlanRequest
from switchrefresh.planning.relaxing import free_crew
from switchrefresh.planning.whatif import read_what_if

CREW = {
    "base": "do",
    "hours": {"weekday": "07:00..12:00", "evening": "15:00..20:00"},
    "max_evenings_per_week": "1",
    "max_days_per_week": "2",
    "available": ["2027-06-01..2027-06-04"],
    "away": ["2027-06-07..2027-06-18"],
}
RULES = {
    "horizon": "2027-06-01..2027-06-30",
    "crews": {"tech": CREW},
    "policy": {"max_buildings_per_day": "1", "deadline": "2027-06-20"},
    "deliveries": [{"arrives": "2027-06-02", "models": {"M": "9"}}],
}


def home():
    return inventory(district(**RULES), {f"a{n}": switch("a", minutes="3h") for n in range(4)})


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_more_dates_open_the_crew_and_cut_its_absence():
    crew = read_what_if(["tech 2027-06-10..2027-06-11, 2027-06-14"], home()).inventory.district.crews["tech"]
    assert crew.available is not None
    assert crew.available[1:] == (DateRange(day("2027-06-10"), day("2027-06-11")), DateRange(*[day("2027-06-14")] * 2))
    assert [str(span) for span in crew.away] == [
        "2027-06-07..2027-06-09",
        "2027-06-12..2027-06-13",
        "2027-06-15..2027-06-18",
    ]


@pytest.mark.parametrize(
    ("phrase", "value"),
    [
        ("tech evenings 3", lambda d: d.crews["tech"].max_evenings_per_week == 3),
        ("tech evenings +1", lambda d: d.crews["tech"].max_evenings_per_week == 2),
        ("tech days 6", lambda d: d.crews["tech"].max_days_per_week == 6),
        ("tech weekends 2", lambda d: d.crews["tech"].max_weekend_days_per_month == 2),
        ("tech speed 2", lambda d: d.crews["tech"].speed == Fraction(2)),
        ("tech away 2027-06-02", lambda d: day("2027-06-02") in d.crews["tech"].away[-1]),
        ("without tech", lambda d: not d.crews),
        ("until 2027-06-10", lambda d: d.policy.deadline == day("2027-06-10") and d.horizon.last == day("2027-06-30")),
        ("until 2027-07-10", lambda d: d.horizon.last == day("2027-07-10")),
        ("buildings-per-day 3", lambda d: d.policy.max_buildings_per_day == 3),
        ("buildings-per-day +1", lambda d: d.policy.max_buildings_per_day == 2),
        ("switches-per-window 4", lambda d: d.policy.max_switches_per_window == 4),
        ("notice 3d", lambda d: d.policy.notice == 3),
        ("freeze 2027-06-03..2027-06-04 a", lambda d: [f.buildings for f in d.freezes] == [("a",)]),
        ("delivery 2027-06-02 to 2027-06-12", lambda d: d.deliveries[0].arrives == day("2027-06-12")),
    ],
)
def test_each_phrase_changes_what_it_says(phrase, value):
    told = read_what_if([phrase], home())
    assert value(told.inventory.district)
    assert len(told.changes) == 1
    assert not value(home().district)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "tech",
        "vendor 2027-06-01",
        "tech 2027-06-40",
        "tech evenings many",
        "tech weekends +1",
        "without vendor",
        "until soon",
        "freeze 2027-06-03 nowhere",
        "delivery 2027-06-03 to 2027-06-12",
        "delivery 2027-06-02",
        "notice 36h",
        "\x1b[2J",
    ],
)
def test_words_without_a_meaning_are_a_usage_error(phrase):
    with pytest.raises(UsageError):
        read_what_if([phrase], home())


def test_all_that_is_wrong_is_said_at_once_and_each_with_its_cure():
    with pytest.raises(UsageError) as caught:
        read_what_if(["tehc days 3", "tech evenings x", "notice 1d", "without", "buildings-per-day 0"], home())
    told = [(problem.message, problem.hint) for problem in caught.value.problems]
    assert [message.split(":")[0] for message, _ in told] == [
        '"tehc days 3"', '"tech evenings x"', '"without"', '"buildings-per-day 0"',
    ]  # fmt: skip
    assert 'did you mean "tech"' in told[0][1]
    assert '"tech evenings 3"' in told[1][1] and '"without CREW"' in told[2][1]


def test_several_absences_in_one_phrase():
    crew = read_what_if(["tech away 2027-06-02, 2027-06-04"], home()).inventory.district.crews["tech"]
    assert [str(span) for span in crew.away[-2:]] == ["2027-06-02", "2027-06-04"]


def test_a_crew_without_dates_of_its_own_only_loses_absence():
    crew = replace(home().district.crews["tech"], available=None)
    changed = free_crew(crew, (DateRange(day("2027-06-07"), day("2027-06-18")),))
    assert changed == {"away": ()}


def ask(rules=RULES):
    found = inventory(district(**rules), {f"a{n}": switch("a", minutes="3h") for n in range(4)})
    return PlanRequest(
        found, calendars({"a": every_day("2027-06-01", 30), "do": every_day("2027-06-01", 30)}), day("2027-05-31")
    )


def test_side_by_side_counts_what_a_second_week_buys():
    request = ask()
    now = make_plan(request)
    what_if = read_what_if(["tech 2027-06-14..2027-06-18"], request.inventory)
    changed = replace(request, inventory=what_if.inventory)
    then = make_plan(changed)
    told = side_by_side(what_if, now, request, then, changed)
    assert told["now"]["switches_placed"] == 2
    assert told["then"]["switches_placed"] == 4
    assert len(told["switches_gained"]) == 2
    assert told["switches_lost"] == []
    assert told["difference"][0] == "2 more switches placed"
    assert told["windows_kept"] + told["windows_moved"] == len(now.windows)


def test_a_looser_rule_never_looks_like_a_loss():
    request = ask()
    good = make_plan(request)
    worse = replace(good, windows=good.windows[:-1])
    looser = replace(request, inventory=read_what_if(["tech days 5"], request.inventory).inventory)
    assert evaluate(worse, looser) != evaluate(good, looser)
    assert better_of(good, make_plan(looser), looser).windows
    assert evaluate(better_of(good, make_plan(looser), looser), looser) <= evaluate(good, looser)


def test_offers_are_bought_by_solving_again():
    rules = RULES | {"crews": {"tech": CREW | {"available": "null", "away": []}}, "policy": {"deadline": "2027-06-04"}}
    rules["crews"]["tech"].pop("available")
    request = ask(rules)
    plan = make_plan(request)
    solved = []

    def solve(one):
        solved.append(one)
        return make_plan(one)

    found, untried = offers(request, plan, solve)
    assert untried == 0
    assert len(solved) == len(found) == 3
    assert plan.unplaced
    best = found[0]
    assert best.points > 0
    assert any("more switch" in words for words in best.buys)
    data = goals_data(plan, request, make_plan)
    assert sum(term["points"] for term in data["terms"]) == evaluate(plan, request)
    for one in solved:
        assert check_plan(one, make_plan(one)) == ()


def test_differences_are_told_in_words():
    one = Figures(3, 1, 2, 1, 100, day("2027-06-01"), day("2027-06-03"), 60, 500, 0, 9)
    other = Figures(4, 0, 1, 1, 100, day("2027-06-01"), day("2027-06-02"), 0, 0, 1, 9)
    assert gain_words(one, other) == (
        "1 more switch placed",
        "1 more promise broken",
        "1 fewer window",
        "done 1 day earlier, on 2027-06-02",
        "60 fewer minutes on school days",
        "500 fewer student minutes in lessons",
    )
    assert gain_words(one, one) == ()
