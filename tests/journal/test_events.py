"""The journal: chained, mergeable, and never a traceback, whatever happened to the file."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from switchrefresh.journal.events import Journal, line_of, next_event, read_journal

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def lines(machine, count, minutes=0):
    journal, found = Journal(), []
    for n in range(count):
        event = next_event(journal, machine, START + timedelta(minutes=minutes + n), "approved", {"windows": [f"w{n}"]})
        found.append(line_of(event))
        journal = read_journal("\n".join(found), "journal.jsonl")
    return found


def test_a_chain_reads_back_whole():
    journal = read_journal("\n".join(lines("ann", 5)) + "\n", "journal.jsonl")
    assert [event.n for event in journal.events] == [1, 2, 3, 4, 5]
    assert journal.problems == ()


def test_two_machines_merge_in_any_order_of_lines():
    ann, bob = lines("ann", 4), lines("bob", 4, minutes=2)
    one = read_journal("\n".join([*ann, *bob]), "j")
    two = read_journal("\n".join([bob[0], ann[0], ann[1], bob[1], bob[2], ann[2], bob[3], ann[3]]), "j")
    assert one.events == two.events
    assert one.problems == two.problems == ()
    assert [e.at for e in one.events] == sorted(e.at for e in one.events)


def test_a_torn_last_line_is_named_and_the_rest_stands():
    found = lines("ann", 3)
    journal = read_journal("\n".join(found[:2]) + "\n" + found[2][:40], "journal.jsonl")
    assert [event.n for event in journal.events] == [1, 2]
    assert [(p.code, p.where.line) for p in journal.problems] == [("journal-line", 3)]


def test_an_edited_line_breaks_the_chain():
    found = lines("ann", 3)
    found[1] = found[1].replace("w1", "w9")
    journal = read_journal("\n".join(found), "journal.jsonl")
    assert [(p.code, p.where.line) for p in journal.problems] == [("journal-chain", 3)]


def test_a_lost_line_breaks_the_chain():
    found = lines("ann", 3)
    journal = read_journal("\n".join([found[0], found[2]]), "journal.jsonl")
    assert [p.code for p in journal.problems] == ["journal-chain"]


def test_details_cannot_overwrite_the_frame():
    event = next_event(Journal(), "ann", START, "note", {"machine": "mallory", "n": 99, "text": "hi"})
    journal = read_journal(line_of(event), "j")
    assert (journal.events[0].machine, journal.events[0].n) == ("ann", 1)
    assert journal.events[0].details == {"text": "hi"}


@settings(derandomize=True, max_examples=300)
@given(st.text(max_size=200))
def test_no_text_raises(text):
    read_journal(text, "journal.jsonl")
