"""Another crew's journal comes back: everything once, nothing of ours changed, what was edited is named."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from journal_kit import Night, opening

from switchrefresh.journal.events import line_of, next_event
from switchrefresh.journal.merging import merge_journals
from switchrefresh.journal.reading import read_journal
from switchrefresh.journal.state import fold


def two_copies():
    """A common past, then a night of ours and a night of theirs."""
    night = Night()
    night.on("ann", "approved", windows=["w1", "w2"])
    night.on("ann", "note", target="hs", text="keys at the office")
    common = list(night.lines)
    night.on("ann", "switch-done", switch="a")
    ours = "\n".join(night.lines) + "\n"
    theirs = Night()
    theirs.lines, theirs.at = list(common), night.at
    theirs.on("crew", "window-opened", **opening("w2", ["c"]))
    theirs.on("crew", "switch-done", switch="c", window="w2")
    return ours, theirs.text


def test_the_union_is_the_same_from_both_sides():
    ours, theirs = two_copies()
    here, there = merge_journals(ours, theirs, "their.jsonl"), merge_journals(theirs, ours, "our.jsonl")
    assert here.problems == there.problems == ()
    assert len(here.added) == 2 and len(there.added) == 1
    one, two = (read_journal(text, "j") for text in (ours + here.text, theirs + there.text))
    assert one.events == two.events and one.problems == two.problems == ()
    assert set(fold(one.events).done()) == {"a", "c"}


def test_bringing_it_back_twice_adds_nothing():
    ours, theirs = two_copies()
    once = ours + merge_journals(ours, theirs, "their.jsonl").text
    assert merge_journals(once, theirs, "their.jsonl").added == ()


def test_lines_in_any_order_come_back_in_their_own_order():
    ours, theirs = two_copies()
    lines = theirs.split("\n")
    random.Random(3).shuffle(lines)
    assert merge_journals(ours, "\n".join(lines), "x").added == merge_journals(ours, theirs, "x").added


def test_an_edited_line_of_ours_is_named_and_not_taken():
    ours, theirs = two_copies()
    merged = merge_journals(ours, theirs.replace("keys at the office", "keys under the mat"), "their.jsonl")
    assert [(p.code, p.where.file, p.where.line) for p in merged.problems] == [("journal-clash", "their.jsonl", 2)]
    assert len(merged.added) == 2


def test_an_edited_line_of_theirs_breaks_their_chain():
    ours, theirs = two_copies()
    edited = theirs.replace('"window-opened", "building": "hs"', '"window-opened", "building": "ms"')
    assert edited != theirs
    assert [p.code for p in merge_journals(ours, edited, "their.jsonl").problems] == ["journal-chain"]


def test_a_machine_of_the_same_name_is_only_taken_when_somebody_says_so():
    ours = line_of(next_event(read_journal("", "j"), "laptop", Night().at, "note", {"target": "hs", "text": "one"}))
    theirs = line_of(next_event(read_journal("", "j"), "laptop", Night().at, "note", {"target": "hs", "text": "two"}))
    assert merge_journals(ours, theirs, "x").added == ()
    assert merge_journals(ours, theirs, "x", both_count=True).added == (theirs,)


@pytest.mark.parametrize("text", ["", "\n\n", "not a journal", '{"format": 1}', "\x00" * 50, '{"format": 99}'])
def test_rubbish_adds_nothing(text):
    merged = merge_journals(two_copies()[0], text, "x")
    assert merged.added == ()
    assert bool(merged.problems) is bool(text.strip())
