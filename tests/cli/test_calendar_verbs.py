"""calendar from outside: accepted feeds, questions and answers, a new copy of a feed, a day by the minute."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from running import AS_OF, switchrefresh, typed

REVIEW = "calendar-review.yaml"


def on_terminal(*words, answers="", columns=80, timeout=100):
    """One command line on a terminal of that width, with these lines typed; the whole screen as text."""
    import fcntl
    import struct
    import termios

    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    words = [sys.executable, "-m", "switchrefresh", *map(str, words)]
    process = subprocess.Popen(
        words, stdin=child, stdout=child, stderr=child, close_fds=True, env={**os.environ, "TERM": "xterm"}
    )
    os.close(child)
    os.write(parent, answers.encode())
    shown, until = b"", time.monotonic() + timeout
    while time.monotonic() < until:
        ready, _, _ = select.select([parent], [], [], 0.2)
        if ready:
            try:
                part = os.read(parent, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        elif process.poll() is not None:
            break
    code = process.wait(timeout=15)
    os.close(parent)
    return code, re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r\n", "\n")


@pytest.fixture
def folder(promised_cedar, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(promised_cedar, copy)
    return copy


def without(folder, *words):
    """The district's feed without the events whose title holds one of the words."""
    text = (folder / "calendars/district.ics").read_bytes().decode()
    for event in re.findall(r"BEGIN:VEVENT.*?END:VEVENT\r?\n", text, re.DOTALL):
        if any(word in event for word in words):
            text = text.replace(event, "")
    return text.encode()


def test_planning_accepts_the_feeds_and_half_a_feed_is_refused(folder):
    known = json.loads((folder / "accepted-feeds.json").read_text())
    assert known["feeds"]["calendars/district.ics"]["accepted"] == AS_OF
    assert "Winter" not in json.dumps(known)
    (folder / "calendars/district.ics").write_bytes(without(folder, "Closed", "School", "Testing", "Workday"))
    check = typed("check", "-C", folder, "--as-of", AS_OF, "--json")
    assert check.code == 1
    assert "shrunk-feed" in {p["code"] for p in check.json["problems"]}
    feeds = typed("calendar", "--feeds", "-C", folder, "--as-of", AS_OF)
    assert "calendar --accept calendars/district.ics" in feeds.out
    data = typed("calendar", "hs", "-C", folder, "--as-of", AS_OF, "--json").json["data"]
    assert not any(day["open"] for day in data["buildings"]["hs"])
    before = (folder / "accepted-feeds.json").read_bytes()
    plan = typed("plan", "-C", folder, "--as-of", AS_OF, "--json")
    assert plan.code == 1
    known = json.loads((folder / "accepted-feeds.json").read_text())["feeds"]["calendars/district.ics"]
    assert known == json.loads(before)["feeds"]["calendars/district.ics"]
    accept = typed("calendar", "--accept", "calendars/district.ics", "-C", folder, "--as-of", AS_OF, "--json")
    assert accept.json["data"]["accepted_now"] == ["calendars/district.ics"]
    assert typed("check", "-C", folder, "--as-of", AS_OF).code == 0


def test_what_cannot_be_read_cannot_be_accepted(folder):
    (folder / "calendars/es.ics").write_text("<html>Sign in</html>")
    answer = typed("calendar", "--accept", "calendars/es.ics", "-C", folder, "--as-of", AS_OF, "--json")
    assert (answer.code, answer.json["problems"][0]["code"]) == (4, "unreadable-feed")
    wrong = typed("calendar", "--accept", "calendars/xx.ics", "-C", folder, "--as-of", AS_OF, "--json")
    assert wrong.code == 2


def test_reading_verbs_write_nothing(cedar):
    before = sorted(path.relative_to(cedar) for path in cedar.rglob("*"))
    for words in (("calendar",), ("calendar", "--feeds"), ("check",), ("calendar", "--year")):
        typed(*words, "-C", cedar, "--as-of", AS_OF)
    assert sorted(path.relative_to(cedar) for path in cedar.rglob("*")) == before


def test_a_new_copy_names_the_promises_it_touches(folder, tmp_path):
    new = tmp_path / "district.ics"
    new.write_bytes(without(folder, "Winter Break"))
    answer = typed("calendar", "--diff", new, "-C", folder, "--as-of", AS_OF, "--json")
    assert answer.code == 1
    data = answer.json["data"]
    assert data["feed"] == "calendars/district.ics"
    promises = json.loads((folder / "approved.json").read_text())["windows"]
    inside = {w["id"] for w in promises if "2026-12-23" <= w["start"][:10] <= "2027-01-04"}
    assert inside
    assert {w["id"] for w in data["windows"]} == inside
    for window in data["windows"]:
        assert not window["fits"]
        assert any("was break" in line for line in window["why"])
        assert "Winter Break" in window["was"][0]
        assert window["is"][0].startswith("school day")
    text = typed("calendar", "--diff", new, "-C", folder, "--as-of", AS_OF).out
    assert all(key in text for key in inside)


def test_the_same_copy_touches_nothing(folder):
    answer = typed("calendar", "--diff", folder / "calendars/hs.ics", "-C", folder, "--as-of", AS_OF, "--json")
    assert (answer.code, answer.json["data"]["windows"], answer.json["data"]["days"]) == (0, [], [])


def test_a_login_page_as_the_new_copy_breaks_every_promise_of_its_buildings(folder, tmp_path):
    new = tmp_path / "page.ics"
    new.write_text("<html>Sign in</html>")
    words = ("--diff", new, "--feed", "calendars/district.ics", "-C", folder, "--as-of", AS_OF)
    data = typed("calendar", *words, "--json").json["data"]
    assert data["health"]["after"] == "unreadable"
    assert len(data["windows"]) == data["promised"]
    assert typed("calendar", "--diff", new, "-C", folder, "--json").code == 2
    text = typed("calendar", *words).out
    assert "keep the copy that is there" in text
    assert "other hours" not in text  # nothing is known of any day: no list of changed ones


def test_plan_names_every_promise_on_another_calendar(folder):
    (folder / "calendars/district.ics").write_bytes(without(folder, "Winter Break"))
    answer = typed("plan", "-C", folder, "--as-of", AS_OF, "--json")
    touched = [p["message"] for p in answer.json["problems"] if p["code"] == "promise-touched"]
    promises = json.loads((folder / "approved.json").read_text())["windows"]
    inside = {w["id"] for w in promises if "2026-12-23" <= w["start"][:10] <= "2027-01-04"}
    assert {message.split()[0] for message in touched} == inside
    assert all("was break" in message for message in touched)


def test_review_writes_the_questions_once_and_json_lists_all(cedar):
    data = typed("calendar", "review", "-C", cedar, "--as-of", AS_OF, "--json").json["data"]
    assert {q["key"] for q in data["review"]} >= {"presidents day no school"}
    text = (cedar / REVIEW).read_text()
    assert '"presidents day no school": "?"' in text
    typed("calendar", "review", "-C", cedar, "--as-of", AS_OF)
    assert (cedar / REVIEW).read_text() == text


def test_an_edited_answer_holds_and_remarks_stay(cedar):
    typed("calendar", "review", "-C", cedar, "--as-of", AS_OF)
    path = cedar / REVIEW
    path.write_text(
        path.read_text().replace('"presidents day no school": "?"', '"presidents day no school": yes  # Ann, by phone')
    )
    days = typed("calendar", "hs", "--from", "2027-02-15", "--to", "2027-02-15", "-C", cedar, "--json").json["data"]
    assert days["buildings"]["hs"][0]["kind"] in {"holiday", "break"}
    data = typed("calendar", "review", "-C", cedar, "--as-of", AS_OF, "--json").json["data"]
    assert "presidents day no school" not in {q["key"] for q in data["review"]}
    assert "# Ann, by phone" in path.read_text()


def test_a_wrong_answer_is_named_with_its_line(cedar):
    (cedar / REVIEW).write_text('decisions:\n  "no school": clsed\n')
    answer = typed("check", "-C", cedar, "--as-of", AS_OF, "--json")
    [problem] = answer.json["problems"]
    assert (answer.code, problem["code"], problem["line"]) == (2, "unknown-answer", 2)
    assert "closed" in problem["hint"]


def test_answers_typed_on_a_terminal_are_kept(cedar):
    code, screen = on_terminal("calendar", "review", "-C", cedar, "--as-of", AS_OF, answers="what\nn\ny\n")
    assert code == 0
    assert "1/2" in screen
    assert "2/2" in screen
    text = (cedar / REVIEW).read_text()
    assert '"snow make up day if needed tentative": ignore' in text
    assert '"presidents day no school": closed' in text
    days = typed("calendar", "hs", "--from", "2027-02-15", "--to", "2027-02-15", "-C", cedar, "--json").json["data"]
    assert days["buildings"]["hs"][0]["kind"] == "holiday"


def test_at_most_25_questions_in_one_sitting(cedar):
    rows = "".join(
        f'- {{dates: 2026-12-{n % 18 + 1:02d}, title: "Work Day {"abcdefghijklmnopqrstuvwxyz"[n]}"}}\n'
        for n in range(26)
    )
    rows += "".join(f'- {{dates: 2027-01-{n + 4:02d}, title: "Conference Day {n}x"}}\n' for n in range(20))
    (cedar / "calendars/more.yaml").write_text(rows)
    path = cedar / "district.yaml"
    path.write_text(
        path.read_text().replace("calendars:\n", "calendars:\n  - {path: calendars/more.yaml, role: district}\n", 1)
    )
    listed = typed("calendar", "review", "-C", cedar, "--as-of", AS_OF, "--json").json["data"]["review"]
    assert len(listed) > 25
    hours = [question["hours"] for question in listed]
    assert hours == sorted(hours, reverse=True)
    _, screen = on_terminal("calendar", "review", "-C", cedar, "--as-of", AS_OF, answers="s\n" * 60)
    assert "25/25" in screen
    assert "26/2" not in screen.replace(str(cedar), "")


def test_a_building_named_review_is_still_reached(cedar):
    for name in ("buildings.yaml", "switches.yaml", "district.yaml"):
        path = cedar / name
        path.write_text(re.sub(r"\bvoag\b", "review", path.read_text()))
    for words in (("review/",), ("hs", "review")):
        data = typed("calendar", *words, "-C", cedar, "--json").json["data"]
        assert "review" in data["buildings"]
    assert "answered" in typed("calendar", "review", "review", "-C", cedar, "--json").json["data"]


def test_one_date_by_the_minute(cedar):
    words = ("calendar", "hs", "--from", "2026-12-22", "--to", "2026-12-22", "-C", cedar)
    stretches = typed(*words, "--json").json["data"]["explained"]["hs"]
    assert stretches[0]["start"].startswith("2026-12-22T00:00")
    assert stretches[-1]["end"].startswith("2026-12-23T00:00")
    assert all(a["end"] == b["start"] for a, b in pairwise(stretches))
    assert any(s["open"] for s in stretches)
    assert all(s["reasons"] for s in stretches)
    [minute] = typed(*words, "--at", "10:00", "--json").json["data"]["explained"]["hs"]
    opened = [s for s in stretches if s["start"] <= minute["start"] < s["end"]]
    assert minute["open"] == opened[0]["open"]
    assert typed("calendar", "hs", "--at", "10:00", "-C", cedar).code == 2


@pytest.mark.parametrize("targets", [(), ("hs",)])
def test_a_year_fits_80_columns_and_needs_no_colour(cedar, targets):
    code, screen = on_terminal("calendar", *targets, "--year", "-C", cedar, "--as-of", AS_OF)
    assert code == 0
    assert "\N{FULL BLOCK}" in screen
    shown = screen.split("\nnext:")[0].splitlines()
    assert max(len(line) for line in shown) <= 80
    piped = typed("calendar", *targets, "--year", "-C", cedar, "--as-of", AS_OF).out
    assert piped.splitlines() == [line for line in screen.splitlines() if line in piped.splitlines()]
    plain = switchrefresh("calendar", "--year", "-C", cedar, env={"PYTHONIOENCODING": "ascii"}).out
    assert "#" in plain


def test_repairs_and_health_stand_in_the_feed_list(cedar):
    path = cedar / "calendars/es.ics"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    feeds = typed("calendar", "--feeds", "-C", cedar, "--as-of", AS_OF, "--json").json["data"]["feeds"]
    [es] = [feed for feed in feeds if feed["path"] == "calendars/es.ics"]
    assert [repair["code"] for repair in es["repairs"]] == ["byte-order-mark"]
    assert "byte-order-mark" in typed("calendar", "--feeds", "-C", cedar, "--as-of", AS_OF).out
