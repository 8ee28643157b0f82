"""demo --of: a district rehearses its own night, driven from outside through the command line alone."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys

import pytest
from running import INVENTORIES, switchrefresh

pytestmark = pytest.mark.slow  # a whole night; make test-all runs them

SWITCH = "voag-mdf-sw1"


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory):
    base = tmp_path_factory.mktemp("rehearsal")
    district = base / "district"
    shutil.copytree(INVENTORIES / "cedar-fork", district)
    text = (district / "switches.yaml").read_text()
    text = text.replace(f"  {SWITCH}:\n", f"  {SWITCH}:\n    port: 2222\n", 1)
    (district / "switches.yaml").write_text(text)
    (district / "snapshots").mkdir()
    (district / "snapshots" / "private.txt").write_text("x")
    answer = switchrefresh("demo", base / "rehearsal", "--of", district, "--json")
    assert answer.code == 0, answer.out
    return base / "rehearsal", answer.json["data"]


@contextlib.contextmanager
def served(folder, *options):
    words = [sys.executable, "-m", "switchrefresh", "demo", str(folder), "--serve", *options]
    with subprocess.Popen(words, stderr=subprocess.PIPE, env=dict(os.environ)) as process:
        said = "".join(process.stderr.readline().decode() for _ in range(4))
        try:
            yield {"SWITCHREFRESH_PASSWORD": re.search(r"SWITCHREFRESH_PASSWORD=(\S+)", said)[1]}
        finally:
            process.send_signal(signal.SIGTERM)


def test_the_copy_has_only_addresses_of_this_machine_and_nothing_private(rehearsal):
    folder, data = rehearsal
    assert SWITCH in data["switches"]
    assert len(data["switches"]) + data["not_played"] == 41
    text = (folder / "switches.yaml").read_text()
    assert set(re.findall(r"\bhost: ([^,\s}]+)", text)) == {"127.0.0.1"}
    assert "port: 2222" not in text
    assert not (folder / "snapshots").exists()
    assert switchrefresh("check", "-C", folder).code == 0
    assert oct((folder / "lab.json").stat().st_mode & 0o777) == "0o600"


def test_a_night_from_outside_with_a_fault_a_stop_and_a_way_back(rehearsal):
    folder, _ = rehearsal

    def say(words):
        answer = switchrefresh("demo", folder, "--say", words, "--json")
        assert answer.code == 0, answer.out
        return answer.json["data"]["lines"]

    def backup(phase, env, code=0):
        answer = switchrefresh("backup", SWITCH, "--phase", phase, "-C", folder, "--json", env=env)
        assert answer.code == code, answer.out
        [row] = answer.json["data"]["switches"]
        return row

    with served(folder) as env:
        assert switchrefresh("trust", SWITCH, "-C", folder, "--yes", env=env).code == 0
        assert backup("baseline", env)["outcome"] == "proven"
        say("night")
        assert backup("before", env)["outcome"] == "proven"
        assert say(f"swap {SWITCH}") == [f"{SWITCH}: new JL675A"]
        assert say(f"fault {SWITCH} dead-ap")[0].startswith("dead-ap on 1/1/")
        assert backup("after", env, 1)["reason"].startswith("host-key-changed")
    with served(folder) as env:  # the lab's machine went down in between
        assert switchrefresh("trust", SWITCH, "--replaced", "--yes", "-C", folder, env=env).code == 0
        assert backup("after", env)["outcome"] == "proven"
        assert say(f"mend {SWITCH}")[0].startswith("mended: dead-ap")
        assert say(f"backout {SWITCH}") == [f"{SWITCH}: old J9772A"]


def test_what_cannot_be_done_is_said(rehearsal, tmp_path):
    folder, _ = rehearsal
    answer = switchrefresh("demo", folder, "--say", "status", "--json")
    assert (answer.code, answer.json["problems"][0]["code"]) == (4, "lab-silent")
    answer = switchrefresh("demo", tmp_path, "--serve", "--json")
    assert (answer.code, answer.json["problems"][0]["code"]) == (2, "no-lab")
    answer = switchrefresh("demo", tmp_path / "x", "--serve", "--say", "status", "--json")
    assert (answer.code, answer.json["problems"][0]["code"]) == (2, "usage")
