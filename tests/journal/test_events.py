"""The journal: chained, mergeable, and never a traceback, whatever happened to the file."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from switchrefresh.journal.events import Journal, line_of, next_event
from switchrefresh.journal.reading import read_journal

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


def test_lines_that_git_merged_in_any_order_and_twice_are_one_chain():
    found = lines("ann", 4)
    journal = read_journal("\n".join([found[2], found[0], found[3], found[0], found[1], found[2]]), "j")
    assert [e.n for e in journal.events] == [1, 2, 3, 4]
    assert journal.problems == ()
    assert journal.tails["ann"][0] == 4


def test_a_folder_used_twice_on_one_machine_is_a_fork_and_both_sides_count():
    one = lines("ann", 3)
    journal = read_journal("\n".join(one[:2]), "j")
    other = line_of(next_event(journal, "ann", START + timedelta(minutes=9), "note", {"target": "hs", "text": "x"}))
    merged = read_journal("\n".join([*one, other]), "j")
    assert [p.code for p in merged.problems] == ["journal-fork"] and not merged.problems[0].is_error
    assert len(merged.events) == 4
    again = line_of(next_event(merged, "ann", START + timedelta(minutes=10), "note", {"target": "hs", "text": "y"}))
    assert len(read_journal("\n".join([*one, other, again]), "j").problems) == 1


def test_a_clock_that_was_set_back_turns_nothing_around():
    first = line_of(next_event(Journal(), "ann", START, "waiting", {"target": "hs", "on": "vendor"}))
    journal = read_journal(first, "j")
    second = line_of(next_event(journal, "ann", START - timedelta(hours=5), "waiting-over", {"target": "hs"}))
    assert [e.event for e in read_journal(f"{second}\n{first}", "j").events] == ["waiting", "waiting-over"]


def test_git_conflict_marks_are_named():
    text = "\n".join(["<<<<<<< HEAD", *lines("ann", 1), "=======", *lines("bob", 1), ">>>>>>> other"])
    journal = read_journal(text, "j")
    assert len(journal.events) == 2
    assert [p.where.line for p in journal.problems] == [1, 3, 5]
    assert all("merge=union" in p.hint for p in journal.problems)


def test_details_cannot_overwrite_the_frame():
    event = next_event(Journal(), "ann", START, "note", {"machine": "mallory", "n": 99, "text": "hi"})
    journal = read_journal(line_of(event), "j")
    assert (journal.events[0].machine, journal.events[0].n) == ("ann", 1)
    assert journal.events[0].details == {"text": "hi"}


@settings(derandomize=True, max_examples=300)
@given(st.text(max_size=200))
def test_no_text_raises(text):
    read_journal(text, "journal.jsonl")
