"""The front door: help without weight, usage errors in one line, JSON for everything, the documented exit codes."""

import json
import subprocess
import sys

import pytest
from running import switchrefresh, typed

from switchrefresh.cli.help import EVERYDAY, VERBS, root_help

HEAVY = (
    "netmiko",
    "paramiko",
    "highspy",
    "numpy",
    "pydantic",
    "icalendar",
    "jinja2",
    "holidays",
    "yaml",
    "rich",
    "typer",
)


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["--version"]])
def test_help_and_version_load_nothing_heavy(words):
    script = (
        "import sys; from switchrefresh.cli.door import run; "
        f"code = run({words!r}); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], code, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=30, check=True)
    assert done.stderr.decode().strip() == "[] 0"


def test_help_shows_every_verb_and_the_everyday_ones_first():
    text = root_help()
    everyday = [verb for verb in EVERYDAY if verb in VERBS]
    places = [text.index(f"\n  {verb} ") for verb in everyday]
    assert places == sorted(places)
    assert len(EVERYDAY) == 6
    assert all(f" {verb}" in text[places[0] :] for verb in VERBS)
    assert len(text.splitlines()) <= 24, "it fits the screen of a small terminal"
    assert max(len(line) for line in text.splitlines()[1:]) <= 80
    every = root_help(everything=True)
    assert all(f"  {verb:<10} {words}" in every for verb, words in VERBS.items())


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb):
    answer = typed(verb, "--help")
    assert answer.code == 0
    assert f"switchrefresh {verb}" in answer.out.split("Usage", 1)[1].split("\n", 1)[1]
    for option in ("--json", "--no-color", "--no-input", "-C"):
        assert option in answer.out
    assert max(len(line) for line in answer.out.splitlines()) <= 80


def test_unknown_verb():
    answer = typed("verfy-all", "--json")
    assert answer.code == 2
    assert answer.json["status"] == "error"
    assert answer.json["problems"][0]["code"] == "usage"
    assert typed("chek").err == 'error[usage] "chek" is not a verb of switchrefresh\nhelp: did you mean "check"?\n'


@pytest.mark.parametrize("verb", VERBS)
def test_unknown_option_is_a_usage_error_in_json_too(verb):
    answer = typed(verb, "--bogus", "--json")
    assert (answer.code, answer.json["command"], answer.json["exit_code"]) == (2, verb, 2)
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("verb", [v for v in VERBS if v not in {"init", "demo"}])
def test_outside_a_district_every_verb_says_so(verb, tmp_path):
    words = {"export": ["ics"], "trust": ["hs"], "log": ["hs", "done"], "window": ["start", "w1"]}.get(verb, [])
    answer = typed(verb, *words, "--json", cwd=tmp_path)
    assert (answer.code, answer.json["problems"][0]["code"]) == (2, "no-project")
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_found_upwards_by_option_and_by_environment(cedar, tmp_path):
    words = ("calendar", "hs", "--from", "2026-12-01", "--to", "2026-12-01")
    assert switchrefresh(*words, cwd=cedar / "calendars").code == 0
    assert switchrefresh("-C", cedar, *words, cwd=tmp_path).code == 0
    assert switchrefresh(*words, "-C", cedar, cwd=tmp_path).code == 0
    assert switchrefresh(*words, cwd=tmp_path, env={"SWITCHREFRESH_PROJECT": str(cedar)}).code == 0
    assert switchrefresh(*words, "-C", tmp_path / "nowhere").code == 2


def test_pipes_get_plain_lines(cedar):
    answer = switchrefresh("calendar", "hs", "--from", "2026-12-24", "--to", "2026-12-25", "-C", cedar)
    lines = answer.out.splitlines()
    assert [line.split("\t")[:4] for line in lines] == [
        ["hs", "2026-12-24", "break", "07:00-17:00"],
        ["hs", "2026-12-25", "holiday", "-"],
    ]
    assert "\x1b" not in answer.out + answer.err


def test_a_bug_is_one_line_and_exit_70(monkeypatch, capsys):
    from switchrefresh.cli import door

    def broken(_words):
        raise ZeroDivisionError("hunter2")

    monkeypatch.setattr(door, "_dispatch", broken)
    assert door.run(["check", "--json"]) == 70
    out = capsys.readouterr().out
    assert "ZeroDivisionError at test_door.py" in out or "ZeroDivisionError" in out
    assert "hunter2" not in out


def test_ctrl_c_is_130_without_a_traceback(monkeypatch, capsys):
    from switchrefresh.cli import door

    def interrupted(_words):
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "_dispatch", interrupted)
    assert door.run(["plan"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_ctrl_c_in_the_middle_of_a_verb_is_answered_in_words_and_in_json(monkeypatch, capsys):
    """Typer makes an exit without a word of it."""
    from switchrefresh.cli import door
    from switchrefresh.commands import backup

    def interrupted(*_words):
        raise KeyboardInterrupt

    monkeypatch.setattr(backup, "run", interrupted)
    assert door.run(["backup"]) == 130
    assert "nothing that was reported as done is lost; the same with --resume" in capsys.readouterr().err
    assert door.run(["backup", "--json"]) == 130
    assert json.loads(capsys.readouterr().out)["status"] == "error"
