"""Corrected estimates: nothing without enough nights, the median for a role, the rest for the buffer, crews apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner_districts import calendars, district, every_day, inventory, switch

from switchrefresh.planning.estimates import corrected
from switchrefresh.planning.model import PlanRequest
from switchrefresh.planning.problem import build_problem


@dataclass(frozen=True)
class Night:
    switch: str
    window: str
    crew: str
    minutes: float
    planned: float = 0.0


def problem(**more):
    crews = {name: {"base": "do", "hours": {"weekday": "07:00..17:00"}} for name in ("tech", "vendor")}
    work = {"access": "40m", "core": "60m", "setup": "10m", "backout": "20m", "buffer": "15%"}
    switches = {f"a{n}": switch("a") for n in range(24)} | {"core": switch("a", role="core")}
    switches |= {"own": switch("a", minutes="10m")}
    found = inventory(district(crews=crews, work=work, **more), switches)
    return build_problem(PlanRequest(found, calendars({"a": every_day("2027-06-01", 5)}), date(2027, 5, 31)))


def nights(minutes, crew="tech", first=0, windows=4):
    return [Night(f"a{first + n}", f"{crew}{n % windows}", crew, m) for n, m in enumerate(minutes)]


def told(worked):
    return {one.name: (one.now, one.then) for one in corrected(worked, problem())}


def test_nothing_is_said_before_there_are_a_few_windows():
    assert told([]) == {}
    assert told(nights([80] * 4)) == {}
    assert told(nights([80] * 12, windows=2)) == {}


def test_times_that_are_right_are_left_alone():
    assert told(nights([38, 40, 42, 44, 40, 46, 39, 41, 43, 46])) == {}


def test_the_median_corrects_a_role_and_the_rest_the_buffer():
    found = corrected(nights([50, 60, 60, 60, 60, 60, 60, 60, 60, 84] * 2), problem())
    assert [(one.name, one.now, one.then) for one in found] == [("access", "40 min", "1 h"), ("buffer", "15 %", "0 %")]
    assert found[0].words == "access switches took 1.50 times the estimate of 40 min (20 tasks in 4 windows)"
    assert list(told(nights([60] * 12))) == ["access"]
    wide = told(nights([30, 36, 40, 40, 40, 40, 44, 60, 62, 64]))
    assert wide == {"buffer": ("15 %", "50 %")}


def test_a_slow_crew_is_told_from_slow_work():
    worked = nights([40] * 8) + nights([80] * 6, "vendor", 10)
    assert told(worked) == {"speed of vendor": ("1", "0.5")}


def test_switches_with_minutes_of_their_own_and_strangers_say_nothing():
    strange = [Night("own", f"w{n}", "tech", 90) for n in range(8)]
    strange += [Night("gone", f"w{n}", "tech", 90, 10) for n in range(8)]
    strange += [Night("a1", f"w{n}", "nobody", 90, 10) for n in range(8)]
    assert told(strange) == {}


def test_slips_of_the_clock_are_left_out():
    assert told(nights([40, 40, 4000, 40, 1, 40, 40, 40])) == {}


def test_times_corrected_once_are_not_corrected_again():
    worked = nights([60] * 10)
    crews = {"tech": {"base": "do", "hours": {"weekday": "07:00..17:00"}}}
    work = {"access": "60m", "setup": "10m", "backout": "20m", "buffer": "0%"}
    found = inventory(district(crews=crews, work=work), {f"a{n}": switch("a") for n in range(10)})
    again = build_problem(PlanRequest(found, calendars({"a": every_day("2027-06-01", 5)}), date(2027, 5, 31)))
    assert corrected(worked, again) == ()
