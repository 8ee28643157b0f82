"""When the pilot is over (C8): done windows, no own window to come, and the rest passed or other buildings promised."""

from datetime import UTC, date, datetime, timedelta

import pytest

from switchrefresh.inventory.model import Pilot
from switchrefresh.journal.pilot import pilot_held
from switchrefresh.planning.model import State, Task, Window

PILOT = Pilot(("do", "es"), 7)
START = datetime(2027, 6, 1, 16, tzinfo=UTC)


def window(building, day, *switches, state=State.DONE):
    start = START + timedelta(days=day)
    end = start + timedelta(hours=2)
    tasks = tuple(Task(name, start, end) for name in switches or (f"{building}-{day}",))
    return Window(f"{building}{day}", "wave-1", building, "tech", start, end, tasks, (), state)


def held(*windows, tried=(), day=1, pilot=PILOT):
    return pilot_held(pilot, windows, frozenset(tried), date(2027, 6, 1) + timedelta(days=day))


DONE = (window("do", 0), window("es", 3))
OTHER = window("hs", 20, state=State.APPROVED)


def test_it_is_over_when_its_rest_has_passed():
    assert held(*DONE, day=10) is None  # the last day of the rest
    assert held(*DONE, day=11) == date(2027, 6, 4)


def test_it_is_over_at_once_where_other_buildings_have_promises():
    assert held(*DONE, OTHER) == date(2027, 6, 4)


@pytest.mark.parametrize("state", [State.APPROVED, State.RUNNING])
def test_a_window_of_its_own_that_is_still_to_come_holds(state):
    assert held(*DONE, window("do", 5, state=state), OTHER, day=99) is None


def test_each_of_its_buildings_must_have_a_done_window():
    assert held(DONE[0], OTHER, day=99) is None
    assert held(DONE[0], OTHER, day=99, pilot=Pilot(("do",), 7)) == date(2027, 6, 1)
    assert held(OTHER, day=99, pilot=Pilot((), 7)) is None
    assert held(*DONE, day=99, pilot=None) is None


def test_a_second_go_is_none_of_its_own_windows_whatever_becomes_of_it():
    for state in (State.APPROVED, State.RUNNING, State.DONE):
        again = window("do", 9, "broken", state=state)
        assert held(*DONE, again, OTHER, tried={"broken"}) == date(2027, 6, 4)


def test_new_switches_beside_those_that_failed_make_it_a_window_of_the_pilot():
    mixed = window("do", 9, "broken", "new", state=State.APPROVED)
    assert held(*DONE, mixed, OTHER, tried={"broken"}) is None


def test_where_nothing_was_done_at_first_the_second_go_is_the_pilot():
    again, more = window("do", 9, "broken", "worse"), window("do", 12, "worse", state=State.APPROVED)
    assert held(DONE[1], again, more, OTHER, tried={"broken", "worse"}) == date(2027, 6, 10)
