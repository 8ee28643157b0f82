"""demo: the whole night from outside, and a folder that can be worked with afterwards."""

import json
import os
import re
import signal
import subprocess
import sys

import pytest
from running import AS_OF, switchrefresh

pytestmark = pytest.mark.slow  # a whole night; make test-all runs them


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "district"
    answer = switchrefresh("demo", folder, "--no-color")
    assert answer.code == 0, answer.out + answer.err
    return folder, answer


def test_the_story_is_told_in_about_a_screen(demo):
    _, answer = demo
    assert len(answer.out.splitlines()) < 60
    for verb in ("check", "calendar", "plan", "approve", "backup", "trust", "compare", "verify", "export"):
        assert f"$ switchrefresh {verb}" in answer.out
    assert "host-key-changed" in answer.out
    assert "no password was sent" in answer.out
    assert "Untagged in VLAN 40: 2 ports before, 1 after." in answer.out
    first, second = re.findall(r"(?ms)^\$ switchrefresh verify [^\n]*\n(.*?)(?=^  a person|^\$)", answer.out)
    assert re.findall(r"untagged in VLAN 40 before|gives no power to access point", first) == [
        "untagged in VLAN 40 before",
        "gives no power to access point",
    ]
    assert len(first.splitlines()) == 4  # a verdict for each switch, and the two mistakes
    assert re.fullmatch(r"(  \S+: nothing lost\n){2}", second)
    assert answer.out.isascii() or "\x1b" not in answer.out


def test_what_it_leaves_behind(demo):
    folder, _ = demo
    events = [json.loads(line)["event"] for line in (folder / "journal.jsonl").read_text().splitlines()]
    assert events.count("host-key-replaced") == 2
    assert {"approved", "backed-up", "host-key-learned"} <= set(events)
    phases = sorted(path.name.split("-")[1] for path in (folder / "snapshots").glob("*/*.cfg"))
    assert set(phases) == {"baseline", "before", "after"}
    assert (folder / "out" / "schedule.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_every_address_in_it_is_this_machine(demo):
    folder, _ = demo
    hosts = set(re.findall(r"host: (\S+?)[,\s]", (folder / "switches.yaml").read_text()))
    assert hosts == {"127.0.0.1"}


def test_the_verbs_work_there_by_hand(demo):
    folder, _ = demo
    assert switchrefresh("check", "-C", folder, "--as-of", AS_OF).code == 0
    assert switchrefresh("calendar", "hs", "-C", folder, "--as-of", AS_OF).code == 0
    assert switchrefresh("compare", "-C", folder).code == 0  # the two mistakes were mended
    assert switchrefresh("show", "w001", "--why", "-C", folder).code == 0
    assert switchrefresh("backup", "w001", "-n", "-C", folder).code == 0


def test_it_refuses_a_folder_that_is_not_empty(demo):
    folder, _ = demo
    answer = switchrefresh("demo", folder, "--json")
    assert (answer.code, answer.json["problems"][0]["code"]) == (4, "not-empty")


def test_the_switches_answer_again(demo):
    folder, _ = demo
    words = [sys.executable, "-m", "switchrefresh", "demo", str(folder), "--serve"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, env=dict(os.environ)) as served:
        said = "".join(served.stderr.readline().decode() for _ in range(3))
        password = re.search(r"SWITCHREFRESH_PASSWORD=(\S+)", said)[1]
        names = json.loads((folder / "lab.json").read_text())["switches"]
        env = {"SWITCHREFRESH_PASSWORD": password}
        answer = switchrefresh("backup", *names, "--phase", "after", "-C", folder, "--json", env=env)
        served.send_signal(signal.SIGTERM)
    assert answer.code == 0, answer.out
    assert {row["outcome"] for row in answer.json["data"]["switches"]} == {"proven"}
