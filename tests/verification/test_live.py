"""Asking until it is stable: at once when nothing is lost, after a while when it stays the same, or at the deadline."""

from types import SimpleNamespace

import pytest

from switchrefresh.commands import verify_live
from switchrefresh.commands.verify_live import Live, Pacing
from switchrefresh.verification.findings import Finding, Severity
from switchrefresh.verification.verdict import Comparison


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


def lost(*ports):
    return Comparison(tuple(Finding("LINK_LOST", Severity.MAJOR, "x", port) for port in ports))


@pytest.fixture
def asked(monkeypatch):
    """Runs the loop over what the switch would say, look by look; the last one for ever."""

    def run(said, wait=180.0):
        clock, looks = Clock(), []

        def look(_opened, watched, _login):
            looks.append(clock.now)
            for live in watched.values():
                live.after = object()

        def prove(*_words):
            found = said[min(len(looks), len(said)) - 1]
            return SimpleNamespace(comparison=found, verdict=found.verdict)

        monkeypatch.setattr(verify_live, "watched_switches", lambda *_words: {"sw1": Live("sw1")})
        monkeypatch.setattr(verify_live, "look_once", look)
        monkeypatch.setattr(verify_live, "prove", prove)
        monkeypatch.setattr(verify_live, "store_last", lambda *_words: None)
        pacing = Pacing(wait, 10.0, clock, clock.sleep)
        verify_live.pull_until_stable(None, ("sw1",), None, pacing, None)
        return looks

    return run


def test_nothing_lost_ends_at_once(asked):
    assert asked([Comparison(())]) == [0.0]


def test_neighbors_have_time_to_come_back(asked):
    assert asked([lost("1", "2"), lost("1"), Comparison(())]) == [0.0, 10.0, 20.0]


def test_what_stays_the_same_for_longer_than_a_round_of_lldp_is_stable(asked):
    assert asked([lost("1")])[-1] == 50.0


def test_what_keeps_changing_ends_at_the_deadline(asked):
    flapping = [lost(str(n)) for n in range(100)]
    assert asked(flapping)[-1] == 180.0
    assert asked(flapping, wait=0.0) == [0.0]
