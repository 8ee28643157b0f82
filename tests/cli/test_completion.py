"""Completion: what a shell is told, quickly, without anything heavy; and help that loads no work."""

import os
import subprocess
import sys

import pytest
from running import switchrefresh
from test_door import HEAVY

from switchrefresh.cli.completion import SCRIPTS, candidates
from switchrefresh.cli.help import VERBS
from switchrefresh.commands.completing import known_ids

LIGHT = ("rich", "typer")


@pytest.mark.parametrize(
    ("words", "some", "none"),
    [
        (["pl"], ["plan"], ["status"]),
        (["plan", "--wh"], ["--what-if"], ["--seed"]),
        (["show", "hs-mdf-c"], ["hs-mdf-core1"], ["hs"]),
        (["show", "hs/"], ["hs/mdf", "hs/idf-1"], ["hs"]),
        (["export", "x"], ["xlsx"], ["ics"]),
        (["import", "ne"], ["netbox"], ["csv"]),
        (["check", "--explain", "unknown-cl"], ["unknown-closet"], ["usage"]),
        (["backup", "-C"], [], ["hs"]),
        (["nonsense", ""], [], ["hs"]),
        ([], ["plan", "help"], []),
        (["export", '""'], ["xlsx", "ics"], []),
        (['""'], ["plan", "help"], []),
    ],
)
def test_what_may_come_next(cedar, monkeypatch, words, some, none):
    monkeypatch.chdir(cedar)
    found = candidates(words)
    assert set(some) <= set(found)
    assert not set(none) & set(found)


def test_ids_by_the_text_alone(tmp_path):
    (tmp_path / "district.yaml").write_text("district: X\n")
    (tmp_path / "buildings.yaml").write_text(
        "# c\nbuildings:\n    hs:\n        name: X\n        closets:\n"
        "            mdf: {room: a}\n    'ms':\n        name: Y\n"
    )
    (tmp_path / "plan.json").write_text("[3")
    assert known_ids(str(tmp_path)) == ["hs", "hs/mdf", "ms"]
    assert known_ids(str(tmp_path / "nowhere")) == []


def test_completion_and_help_load_nothing_heavy(cedar):
    heavy = tuple(name for name in HEAVY if name not in LIGHT)
    script = (
        "import sys; from switchrefresh.cli.door import run; "
        "run(['--complete', 'show', '']); run(['--complete', 'plan', '--']); run(['plan', '--help']); "
        f"print([n for n in {heavy!r} if n in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=cedar, capture_output=True, timeout=60, check=True)
    assert done.stderr.decode().strip() == "[]"
    assert "hs-mdf-core1" in done.stdout.decode()


def test_bash_completes(cedar, tmp_path):
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "switchrefresh"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m switchrefresh "$@"\n')
    program.chmod(0o755)
    lines = f"{SCRIPTS['bash']}\nCOMP_WORDS=(switchrefresh show hs-mdf-c)\nCOMP_CWORD=2\n_switchrefresh\n"
    lines += 'printf "%s\\n" "${COMPREPLY[@]}"\n'
    env = {"PATH": f"{tmp_path}/bin:/usr/bin:/bin", "SWITCHREFRESH_PROJECT": str(cedar)}
    done = subprocess.run(["bash", "-c", lines], env=env, capture_output=True, timeout=60, check=True)
    assert done.stdout.decode().split() == ["hs-mdf-core1"]


def test_the_scripts_are_printed_and_an_unknown_shell_is_named():
    assert switchrefresh("--show-completion", "fish").out == SCRIPTS["fish"]
    assert switchrefresh("--show-completion").code == 2
    assert switchrefresh("--show-completion", "powershell").out.startswith("Register-ArgumentCompleter -Native")


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_loads_its_work_for_help(verb):
    """The door hands out help before any command module has run; a name imported out of one would run it."""
    from pathlib import Path

    import switchrefresh.cli.verbs as verbs

    allowed = {"result", "credentials"}
    text = (Path(verbs.__file__).parent / f"{verb}.py").read_text()
    head = text.split("\ndef ", 1)[0]
    named = {
        line.split(".")[2].split(" ")[0]
        for line in head.splitlines()
        if line.startswith("from switchrefresh.commands.")
    }
    assert named <= allowed


def test_a_console_of_windows_shows_what_it_can(cedar):
    path = cedar / "district.yaml"
    path.write_text(
        path.read_text().replace("Cedar Fork R-II", "Szkoła \u2192\u2603 \u65e5\u672c", 1), encoding="utf-8"
    )
    for encoding in ("cp1252", "cp437"):
        env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
        done = subprocess.run(
            [sys.executable, "-m", "switchrefresh", "status", "-C", str(cedar)],
            env={**os.environ, **env},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0
        assert b"Szko" in done.stdout
        assert b"bug" not in done.stderr
