"""note and log from outside: what people write down, and what follows from it."""

import json

import pytest
from running import AS_OF, typed

SWITCH = "do-idf1-sw1"


def lines(folder):
    return [json.loads(line) for line in (folder / "journal.jsonl").read_text().splitlines()]


def refused(answer, code, exit_code=2):
    assert answer.code == exit_code
    assert [p["code"] for p in answer.json["problems"]] == [code]
    return answer.json["problems"][0]


def test_a_note_stands_in_the_journal_with_who_when_and_where(cedar):
    answer = typed("note", "hs", "new keys\nat  the office", "--by", "Ann", "-C", cedar, "--json")
    assert answer.code == 0 and answer.json["data"]["written"] == ["note"]
    [line] = lines(cedar)
    assert (line["event"], line["target"], line["text"], line["who"]) == (
        "note",
        "hs",
        "new keys at the office",
        "Ann",
    )
    assert line["machine"] and line["at"].endswith("+00:00")
    assert "new keys at the office" in typed("note", "hs", "-C", cedar).out
    assert typed("note", "ms", "-C", cedar).out == "nothing was said of ms\n"


def test_waiting_on_somebody_begins_and_ends(cedar):
    words = ("note", "hs", "--waiting-on", "vendor RMA", "--since", "2026-11-04", "--as-of", AS_OF, "-C", cedar)
    assert typed(*words).out == "hs: waiting on vendor RMA since 2026-11-04\n"
    refused(typed("note", "ms", "--over", "-C", cedar, "--json"), "not-waiting")
    assert typed("note", "hs", "--over", "-C", cedar, "--json").json["data"]["waiting"] == []
    assert [line["event"] for line in lines(cedar)] == ["waiting", "waiting-over"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("hsx", "text"), "unknown-target"),
        (("hs", "--waiting-on", "vendor", "--since", "2026-11-24"), "future-date"),
        (("hs", "--waiting-on", "vendor", "--since", "2016-11-24"), "old-date"),
        (("hs", "--waiting-on", "vendor", "--since", "yesterday"), "usage"),
        (("hs", "--since", "2026-11-04"), "usage"),
        (("hs", "--over", "--waiting-on", "x"), "usage"),
        (("hs", "x" * 1001), "usage"),
        (("hs", "--waiting-on", " "), "usage"),
    ],
)
def test_a_note_that_makes_no_sense_is_refused_and_not_written(cedar, words, code):
    refused(typed("note", *words, "--as-of", AS_OF, "-C", cedar, "--json"), code)
    assert not (cedar / "journal.jsonl").exists()


@pytest.fixture
def planned(cedar):
    assert typed("plan", "--as-of", AS_OF, "-C", cedar).code == 0
    assert typed("approve", "-C", cedar).code == 0
    return cedar


def tasks(folder, name="plan.json"):
    return {t["switch"]: w["id"] for w in json.loads((folder / name).read_text())["windows"] for t in w["tasks"]}


def test_an_emergency_swap_leaves_the_plan_and_failed_brings_it_back(planned):
    words = ("--on", "2026-11-20", "--because", "power supply died", "--as-of", AS_OF, "-C", planned)
    answer = typed("log", SWITCH, "done", "--serial", "CN77", *words, "--json")
    assert answer.code == 0
    [row] = answer.json["data"]["logged"]
    assert (row["switch"], row["on"], row["serial"], row["window"]) == (SWITCH, "2026-11-20", "CN77", None)
    assert lines(planned)[-1]["event"] == "switch-done" and lines(planned)[-1]["model"]
    late = typed("approve", "--all", "-C", planned, "--json")
    assert SWITCH not in tasks(planned, "approved.json") or late.code == 4
    before = tasks(planned)
    answer = typed("plan", "--as-of", AS_OF, "-C", planned, "--json")
    assert answer.code == 0
    after = tasks(planned)
    assert SWITCH in before and SWITCH not in after and set(before) - set(after) == {SWITCH}
    data = answer.json["data"]
    assert data["totals"] == {"planned": len(after), "placed": len(after)}
    assert data["changes"]["moved"] == data["changes"]["removed"] == []
    assert typed("log", SWITCH, "failed", "--because", "dead again", *words[4:]).code == 0
    assert typed("plan", "--as-of", AS_OF, "-C", planned).code == 0
    assert SWITCH in tasks(planned)


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        ((SWITCH, "done", "--on", "2026-11-24"), "future-date", 2),
        ((SWITCH, "done", "--on", "2020-11-24"), "old-date", 2),
        ((SWITCH, "done", "--on", "24.11.2026"), "usage", 2),
        ((SWITCH, "dun"), "usage", 2),
        (("nope", "done"), "unknown-target", 2),
        ((SWITCH, "failed"), "usage", 2),
        ((SWITCH, "failed", "--because", "x"), "nothing-failed", 4),
        (("do", "done", "--serial", "X"), "usage", 2),
        ((SWITCH, "done", "--serial", "\x1b[31m"), "usage", 2),
    ],
)
def test_what_cannot_have_happened_is_refused(cedar, words, code, exit_code):
    refused(typed("log", *words, "--as-of", AS_OF, "-C", cedar, "--json"), code, exit_code)
    assert not (cedar / "journal.jsonl").exists()


def test_old_units_have_their_own_life(cedar):
    words = ("--as-of", AS_OF, "-C", cedar, "--json")
    codes = [p["code"] for p in typed("log", SWITCH, "disposed", *words).json["problems"]]
    assert codes == ["old-still-in", "not-wiped"]
    assert typed("log", SWITCH, "done", *words).code == 0
    assert typed("log", SWITCH, "wiped", *words).json["problems"] == []
    assert typed("log", SWITCH, "disposed", *words).json["problems"] == []
    assert [line["event"] for line in lines(cedar)] == ["unit", "switch-done", "unit", "unit"]
    again = typed("log", SWITCH, "done", "--serial", "S2", *words)
    assert [p["code"] for p in again.json["problems"]] == ["logged-again"]


def test_hostile_words_are_inert_on_the_screen(cedar):
    text = "\x1b]0;owned\x07[bold]<b>\u202etxt"
    assert typed("note", "hs", text, "-C", cedar).code == 0
    out = typed("note", "-C", cedar).out
    assert "\x1b" not in out and "\x07" not in out and "\u202e" not in out
    assert (cedar / "journal.jsonl").read_bytes().isascii()
