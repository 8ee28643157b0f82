"""The fold: what the journal comes to, and that no order, copy or damage of its lines changes it."""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from journal_kit import START, Night, opening

from switchrefresh.journal.events import Event, Journal, line_of, next_event
from switchrefresh.journal.reading import read_journal
from switchrefresh.journal.records import Phase, Stage
from switchrefresh.journal.state import fold


def test_a_window_from_promise_to_close():
    night = Night()
    night.on("ann", "approved", windows=["w1", "w2"])
    opened = night.on("ann", "window-opened", **opening())
    assert night.history.stage("a") is Stage.IN_WORK
    night.on("ann", "switch-done", switch="a", window="w1", serial="S1", model="M")
    night.on("ann", "switch-failed", switch="b", window="w1", because="dead on arrival")
    history = night.history
    assert (history.stage("a"), history.stage("b"), history.stage("c")) == (Stage.DONE, Stage.FAILED, Stage.IN_WORK)
    night.on("ann", "backed-out", switch="c", window="w1", because="late")
    tasks = [{"switch": "a", "start": opened.isoformat(), "end": (opened + timedelta(minutes=40)).isoformat()}]
    night.on("ann", "window-closed", window="w1", opened=opened.isoformat(), crew="tech", tasks=tasks)
    history = night.history
    assert history.windows["w1"].phase is Phase.CLOSED and history.windows["w2"].phase is Phase.PROMISED
    assert history.stage("c") is Stage.BACKED_OUT
    assert [m.minutes for m in history.measured] == [40]
    assert history.open_windows == ()
    assert [(u.switch, u.what, u.serial) for u in history.units] == [("a", "installed", "S1")]


def test_a_switch_that_failed_is_in_work_again_in_its_next_window():
    night = Night()
    night.on("ann", "window-opened", **opening())
    night.on("ann", "switch-failed", switch="a", window="w1")
    night.on("ann", "window-opened", **opening("w2", ["a"]))
    assert night.history.stage("a") is Stage.IN_WORK


def test_a_laptop_whose_clock_is_behind_closes_what_another_opened():
    night = Night()
    opened = night.on("ann", "window-opened", **opening())
    night.on("bob", "switch-done", skew=-90, switch="a", window="w1")
    night.on("bob", "window-closed", skew=-90, window="w1", opened=opened.isoformat())
    history = night.history
    assert history.windows["w1"].phase is Phase.CLOSED
    assert history.stage("a") is Stage.DONE


def test_a_window_that_was_given_back_and_promised_again_is_promised():
    night = Night()
    night.on("ann", "approved", windows=["w1"])
    night.on("ann", "window-postponed", window="w1", building="hs", date="2026-12-21", because="ill")
    assert night.history.windows["w1"].phase is Phase.POSTPONED
    assert [(g.building, g.on) for g in night.history.given_back] == [("hs", date(2026, 12, 21))]
    night.on("ann", "approved", windows=["w1"])
    assert night.history.windows["w1"].phase is Phase.PROMISED
    assert len(night.history.given_back) == 1


def test_a_closed_window_is_never_opened_promised_or_given_back_again():
    night = Night()
    opened = night.on("ann", "window-opened", **opening())
    night.on("ann", "window-closed", window="w1", opened=opened.isoformat())
    for word in ("approved", "withdrawn"):
        night.on("bob", word, windows=["w1"])
    night.on("bob", "window-opened", **opening())
    night.on("bob", "window-postponed", window="w1", building="hs", date="2026-12-21")
    assert night.history.windows["w1"].phase is Phase.CLOSED


def test_what_people_say():
    night = Night()
    night.on("ann", "note", target="hs", text="keys at the office", who="ann")
    night.on("ann", "waiting", target="w1", on="vendor RMA", since="2026-05-04")
    night.on("bob", "waiting", target="hs", on="electrician")
    night.on("bob", "waiting-over", target="hs")
    night.on("bob", "unit", switch="a", what="wiped", serial="OLD", on="2026-12-02")
    history = night.history
    assert [(n.target, n.text, n.who) for n in history.notes] == [("hs", "keys at the office", "ann")]
    assert [(w.target, w.on, w.since) for w in history.waiting] == [("w1", "vendor RMA", date(2026, 5, 4))]
    assert [(u.switch, u.what, u.serial, u.on) for u in history.units] == [("a", "wiped", "OLD", date(2026, 12, 2))]


WORDS = ("approved", "withdrawn", "window-opened", "window-closed", "window-postponed", "switch-done", "switch-failed")
MORE = ("backed-out", "verified", "note", "waiting", "waiting-over", "unit", "gate-accepted", "backed-up", "strange")


@st.composite
def happenings(draw):
    """A night on up to three machines with clocks that differ, as lines."""
    night = Night()
    openings = {}
    for _ in range(draw(st.integers(1, 14))):
        word = draw(st.sampled_from(WORDS + MORE))
        machine = draw(st.sampled_from(["ann", "bob", "cy"]))
        window = draw(st.sampled_from(["w1", "w2"]))
        switch = draw(st.sampled_from(["a", "b"]))
        details = {"window": window, "windows": [window], "switch": switch, "target": switch, "on": "vendor"}
        if word == "window-opened":
            details = opening(window, ["a", "b"])
        if word == "window-closed":
            details |= {"opened": openings.get(window, START).isoformat()}
        skew = {"ann": 0, "bob": -25, "cy": 13}[machine]
        at = night.on(machine, word, draw(st.integers(0, 9)), skew, **details)
        if word == "window-opened":
            openings[window] = at
    return night.lines


@settings(derandomize=True, max_examples=60, deadline=None)
@given(happenings(), st.randoms(use_true_random=False))
def test_any_order_any_copies_and_any_split_fold_to_the_same(lines, dice):
    plain = read_journal("\n".join(lines), "j")
    mixed = [*lines, *(line for line in lines if dice.random() < 0.4)]
    dice.shuffle(mixed)
    shuffled = read_journal("\r\n".join(mixed), "j")
    assert plain.problems == shuffled.problems == ()
    assert plain.events == shuffled.events
    events = list(plain.events)
    dice.shuffle(events)
    assert fold(plain.events) == fold(events)
    assert plain.tails == shuffled.tails


@settings(derandomize=True, max_examples=60, deadline=None)
@given(happenings(), st.data())
def test_what_was_altered_is_named_unless_nothing_follows_it(lines, data):
    number = data.draw(st.integers(0, len(lines) - 1))
    line = lines[number]
    changed = line.replace('"at": "2026-12-01', '"at": "2026-12-02', 1)
    problems = read_journal("\n".join([*lines[:number], changed, *lines[number + 1 :]]), "j").problems
    machine = f'"machine": "{line.split(chr(34) + "machine" + chr(34) + ": ")[1].split(chr(34))[1]}"'
    followed = any(machine in later for later in lines[number + 1 :])
    assert bool(problems) is followed
    assert all(p.code == "journal-chain" for p in problems)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(happenings(), st.data())
def test_a_torn_line_loses_itself_alone(lines, data):
    number = data.draw(st.integers(0, len(lines) - 1))
    torn = lines[number][: data.draw(st.integers(1, len(lines[number]) - 1))]
    journal = read_journal("\n".join([*lines[:number], torn, *lines[number + 1 :]]), "j")
    assert len(journal.events) == len(lines) - 1
    assert ("journal-line", number + 1) in [(p.code, p.where.line) for p in journal.problems]


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    st.sampled_from(WORDS + MORE),
    st.dictionaries(
        st.sampled_from(
            ["window", "windows", "switch", "switches", "tasks", "target", "on", "since", "opened", "date"]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
            max_leaves=6,
        ),
        max_size=6,
    ),
)
def test_no_details_raise(word, details):
    line = line_of(next_event(Journal(), "ann", START, word, details))
    fold(read_journal(line, "j").events)


def test_ten_thousand_entries_are_read_and_folded_in_a_breath():
    import time

    link, lines = "0" * 64, []
    dice = random.Random(7)
    from switchrefresh.journal.events import hash_of

    for n in range(1, 10_001):
        details = {"switch": f"s{dice.randrange(5000)}", "window": f"w{n // 8}"}
        lines.append(line_of(Event("switch-done", START + timedelta(seconds=n), "ann", n, link, details)))
        link = hash_of(lines[-1])
    text = "\n".join(lines)
    started = time.process_time()
    history = fold(read_journal(text, "j").events)
    assert len(history.switches) > 4000
    assert time.process_time() - started < 3
