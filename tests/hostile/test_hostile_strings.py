"""Sixty hostile strings through a district's names, its feeds and a person's words, into all that verbs say and write.

Nothing is executed, no line is added, no mark is left that a terminal obeys, and no file lands outside the folder.
"""

import contextlib
import io
import json
import os
import re
from unittest import mock

import pytest

from hostile_strings import HOSTILE, unsafe
from switchrefresh.cli import door

PLAIN = "plain words"
AS_OF = "2026-11-23"
VERBS = (
    ("check", "--as-of", AS_OF),
    ("calendar", "hs", "--from", "2026-12-21", "--to", "2026-12-24"),
    ("calendar", "hs", "--at", "18:00", "--from", "2026-12-21", "--to", "2026-12-21"),
    ("calendar", "review"),
    ("plan", "--as-of", AS_OF, "--because", "{text}"),
    ("approve", "--all"),
    ("show", "w001", "--why"),
    ("show", "hs-sw1"),
    ("note", "hs", "{text}", "--by", "{text}", "--as-of", AS_OF),
    ("note", "hs", "--waiting-on", "{text}", "--as-of", AS_OF),
    ("note",),
    ("log", "hs-sw2", "done", "--on", AS_OF, "--because", "{text}", "--as-of", AS_OF),
    ("status", "--as-of", AS_OF),
    ("window", "start", "w001", "--dry-run", "--as-of", "2026-12-21T08:00"),
    ("backup", "w001", "--dry-run"),
    ("runbook", "w001"),
    ("notify", "w001", "--for", "principal"),
    ("export", "csv", "-o", "-"),
    ("export", "ics", "-o", "-"),
    ("export", "xlsx"),
    ("export", "site", "--audience", "staff", "--as-of", AS_OF),
    ("export", "evidence", "--as-of", AS_OF),
    ("handoff", "-o", "crew.zip", "--as-of", AS_OF),
    ("doctor",),
    ("log", "hs-sw1", "failed", "--on", AS_OF, "--serial", "{text}", "--as-of", AS_OF),
    ("show", "{text}"),
    ("check", "--explain", "{text}"),
    ("export", "{text}"),
    ("{text}",),
)
COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # our own


class Terminal(io.StringIO):
    """A terminal of 80 columns that keeps what it was sent."""

    encoding = "utf-8"

    def isatty(self):
        return True


def quoted(text):
    """As YAML writes any text in double quotes."""
    inside = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in inside) + '"'


def folded(text):
    return (
        text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\\n").replace("\n", "\\n")
    )


def district(root, text):
    """A small district that says `text` wherever people may write what they like."""
    root.mkdir()
    word = quoted(text)
    (root / "calendars").mkdir()
    (root / "district.yaml").write_text(
        f"district: {word}\ntimezone: America/Chicago\nhorizon: 2026-11-30..2027-01-31\n"
        "school_years: [{first_day: 2026-08-20, last_day: 2027-05-20}]\n"
        "calendars: [{path: calendars/d.ics, role: district}, {path: calendars/f.yaml, role: facility}]\n"
        f"freezes: [{{dates: 2026-12-07..2026-12-08, why: {word}}}]\n"
        'crews: {tech: {base: hs, hours: {weekday: "07:00..16:00", evening: "15:00..21:30"}}}\n'
        "policy: {notice: 5d}\n"
        'hours: {break: ["07:00..21:00"], school_day: ["dismissal+30m..21:00"]}\n'
        f"deliveries: [{{arrives: 2026-11-01, models: {{JL675A: 9}}, frn: {word}}}]\n"
    )
    (root / "buildings.yaml").write_text(
        f"buildings:\n  hs:\n    name: {word}\n    kind: high\n"
        '    bells: {start: "07:20", dismissal: "14:10"}\n'
        f"    contacts: [{{role: {word}, name: {word}, phone: {word}}}]\n    entry: {word}\n"
        f"    closets: {{mdf: {{name: {word}, room: {word}}}}}\n"
    )
    one = "building: hs, closet: mdf, platform: aruba_aoscx"
    tags = f"asset_tag: {word}, firmware: {word}, serial: {word}, parts: [{word}]"
    new = f"{{model: JL675A, platform: aruba_aoscx, {tags}}}"
    (root / "switches.yaml").write_text(
        f"switches:\n  hs-sw1: {{{one}, host: 127.0.0.1, model: {word}, replacement: {new}}}\n"
        f"  hs-sw2: {{{one}, host: 127.0.0.2, serial: S1, replacement: {{model: JL675A, platform: aruba_aoscx}}}}\n"
    )
    event = (
        "BEGIN:VEVENT\r\nUID:{}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:202612{}\r\nDTEND;VALUE=DATE:202612{}\r\n"
        "SUMMARY:{}\r\nLOCATION:{}\r\nEND:VEVENT\r\n"
    )
    raw = re.sub(r"[\r\n]", " ", folded(text))
    events = event.format(1, "21", "31", "Winter Break", raw) + event.format(2, "09", "10", f"{raw} No School?", raw)
    (root / "calendars" / "d.ics").write_bytes(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode()
    )
    booked = f'- {{dates: 2026-12-21, title: {word}, start: "17:00", end: "18:00", location: {word}}}\n'
    (root / "calendars" / "f.yaml").write_text(booked + "- {dates: 2026-12-10, title: Closed}\n")
    return root


def said(words, text, root, stream=io.StringIO):
    """Exit code and what a verb printed."""
    out, err = stream(), stream()
    out.buffer = mock.Mock(write=lambda body: out.write(body.decode().replace("\r\n", "\n")), flush=lambda: None)
    text = f" {text}" if text.startswith("-") else text  # else it is an option, and refused as one
    filled = [word.replace("{text}", text) for word in words]
    verb, rest = filled[0], filled[1:]
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.dict(os.environ, {"TERM": "xterm"}),
    ):
        code = door.run([verb, *rest] if words == ("{text}",) else [verb, "-C", str(root), "--no-input", *rest])
    return int(code), out.getvalue(), err.getvalue()


def tree(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def season(folder, text, monkeypatch, stream=io.StringIO):
    """Every verb once; names of the files that are left."""
    folder.mkdir(parents=True)
    root = district(folder / "d", text)
    (folder / "here").mkdir()
    monkeypatch.chdir(folder / "here")
    answers = [said(words, text, root, stream) for words in VERBS]
    return root, answers


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """What is said and left behind when every word is harmless."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        folder = tmp_path_factory.mktemp("plain") / "x"
        _, answers = season(folder, PLAIN, monkeypatch)
        return answers, tree(folder)


def lines(answer):
    return [len(part.replace("\n ", " " if part.startswith("BEGIN:") else "\n ").split("\n")) for part in answer[1:]]


def test_harmless_words_go_all_the_way(plain):
    answers, files = plain
    codes = {words: code for words, (code, _, _) in zip(VERBS, answers, strict=True)}
    assert {code for words, code in codes.items() if words in VERBS[:-5]} == {0, 1}
    assert [words for words, code in codes.items() if code == 1] == [VERBS[13]]  # no baseline: nothing to start with
    assert {"d/out/runbook-w001.md", "d/out/site-staff/index.html", "here/crew.zip"} <= files


def is_refused(root):
    """A name that nobody can want: the folder is refused with its place, by every verb, and nothing is written."""
    code, out, _ = said(("check", "--json"), PLAIN, root)
    found = json.loads(out)["problems"]
    errors = [p for p in found if p["severity"] == "error"]
    assert code == (1 if errors else 0)
    assert all(p["file"] and (p["line"] or p["file"].startswith("calendars/")) for p in errors)
    return bool(errors)


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_no_verb_obeys_a_string(text, tmp_path, plain, monkeypatch):
    root, answers = season(tmp_path / "x", text, monkeypatch)
    for words, answer in zip(VERBS, answers, strict=True):
        assert answer[0] not in {70, 130}, (words, answer)
        assert not unsafe(answer[1] + answer[2], kept="\n\t"), words
    left = tree(tmp_path / "x")
    for path in (root / "out").rglob("*.*"):
        if path.suffix in {".md", ".html", ".csv", ".ics"}:
            assert not unsafe(path.read_text("utf-8-sig").replace("\r\n", "\n")), path
    assert left <= plain[1]
    if is_refused(root):
        assert {code for code, _, _ in answers} <= {0, 1, 2}
        return
    if len(text) > 1000:  # a title that is cut asks nothing, so there is nothing to review
        return
    assert left == plain[1]
    for words, answer, usual in zip(VERBS, answers, plain[0], strict=True):
        if words in VERBS[:-5]:
            assert (answer[0], lines(answer)) == (usual[0], lines(usual)), (words, answer)


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_no_terminal_and_no_log_obeys_a_string(text, tmp_path, monkeypatch):
    root, answers = season(tmp_path / "x", text, monkeypatch, Terminal)
    for words, (_, out, err) in zip(VERBS, answers, strict=True):
        shown = COLOURS.sub("", out + err)
        assert not unsafe(shown, kept="\n\t\r" if words[0] == "plan" else "\n\t"), (words, shown)  # its clock
    events = (root / "journal.jsonl").read_bytes().split(b"\n") if (root / "journal.jsonl").exists() else []
    for line in events[:-1]:
        assert json.loads(line)["event"]
        assert not unsafe(line.decode())
    for words in (("show", "hs-sw1", "--json"), ("note", "--json"), ("status", "--json"), ("{text}", "--json")):
        _, out, err = said(words, text, root)
        assert json.loads(out)["switchrefresh"] == 1
        assert out.isascii() and not err


@pytest.mark.parametrize("text", (HOSTILE[0], HOSTILE[34], HOSTILE[54]))
def test_a_person_may_say_anything(text, tmp_path, monkeypatch):
    """A few of them in the quick run; all of them, with every verb, run with make test-all."""
    monkeypatch.chdir(tmp_path)
    root = district(tmp_path / "d", PLAIN)
    for words in (("note", "hs", "{text}", "--by", "{text}"), ("note", "hs"), ("show", "{text}"), ("{text}",)):
        code, out, err = said(words, text, root, Terminal)
        assert code in {0, 2}
        assert not unsafe(COLOURS.sub("", out + err), kept="\n\t")
    assert tree(tmp_path) == {"d", *(f"d/{name}" for name in tree(root))}
    [event] = [json.loads(line) for line in (root / "journal.jsonl").read_text().splitlines()]
    assert event["text"] == " ".join(text.split())
