"""backup of staged switches, of interrupted runs, and of switches that would forget what they run."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from running import switchrefresh
from test_backup import PASSWORD, backup, by_name, ios

from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.network import LabNetwork

pytestmark = pytest.mark.slow  # a process and a lab for each; make test-all runs them


@pytest.fixture
def lab():
    with LabNetwork([ios("a-sw1"), ios("a-sw2"), ios("a-sw3")]) as network:
        yield network


@pytest.fixture
def folder(tmp_path, lab):
    root = tmp_path / "district"
    root.mkdir()
    (root / "district.yaml").write_text("district: D\ntimezone: America/Chicago\naccess: {username: netadmin}\n")
    text = "switches:\n"
    for name in lab.names:
        host, port = lab.address(name)
        text += f"  {name}: {{platform: cisco_ios, host: {host}, port: {port}"
        if name == "a-sw1":
            text += f", hostname: old-name, replacement: {{model: X, platform: cisco_xe, bench_host: '{host}:{port}'}}"
        if name == "a-sw2":
            text += ", replacement: {model: X, platform: cisco_xe}"
        text += "}\n"
    (root / "switches.yaml").write_text(text)
    return root


def journal(folder):
    return [json.loads(line) for line in (folder / "journal.jsonl").read_text().splitlines()]


def test_staged_pulls_the_replacement_from_the_bench_with_its_own_recipe_and_name(folder):
    answer = backup(folder, "--phase", "staged")
    rows = by_name(answer)
    assert answer.code == 0
    assert rows["a-sw1"]["outcome"] == "proven" and rows["a-sw1"]["platform"] == "cisco_xe"
    assert "-staged-" in rows["a-sw1"]["snapshot"]
    assert rows["a-sw2"]["outcome"] == "skipped" and "bench_host" in rows["a-sw2"]["reason"]
    assert rows["a-sw3"]["outcome"] == "skipped" and "no replacement" in rows["a-sw3"]["reason"]


def test_the_next_switch_on_the_same_bench_has_another_key_that_a_person_accepts(folder, lab):
    assert backup(folder, "a-sw1", "--phase", "staged").code == 0
    lab.swap("a-sw1", ios("a-sw1"))
    refused = backup(folder, "a-sw1", "--phase", "staged")
    assert by_name(refused)["a-sw1"]["reason"].startswith("host-key-changed")
    assert lab.record("a-sw1").passwords == 0
    taken = switchrefresh("trust", "a-sw1", "--staged", "--replaced", "--yes", "-C", folder, "--json")
    assert taken.json["data"]["switches"][0]["standing"] == "replaced"
    assert backup(folder, "a-sw1", "--phase", "staged").code == 0


def test_a_config_that_is_not_saved_is_told_with_what_to_type(folder, lab):
    lab.configure("a-sw3", lab.switch("a-sw3").config.replace(b"camera", b"clock"), saved=False)
    answer = backup(folder, "a-sw2", "a-sw3", "--phase", "before")
    rows = by_name(answer)
    assert answer.code == 0 and rows["a-sw2"]["saved"] == "same"
    assert (rows["a-sw3"]["outcome"], rows["a-sw3"]["saved"]) == ("proven", "differs")
    [problem] = answer.json["problems"]
    assert (problem["code"], problem["severity"]) == ("unsaved-config", "warning")
    assert "a-sw3" in problem["message"] and "write memory" in problem["hint"]
    assert switchrefresh("check", "--explain", "unsaved-config").code == 0


def test_resume_after_a_finished_run_pulls_everything_again(folder, lab):
    assert backup(folder, "a-sw2", "--phase", "before").code == 0
    answer = backup(folder, "a-sw2", "--phase", "before", "--resume")
    assert by_name(answer)["a-sw2"]["outcome"] == "proven"
    assert lab.record("a-sw2").sessions == 0 and lab.record("a-sw2").passwords == 2


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_resume_skips_what_an_interrupted_run_proved(folder, lab, how):
    lab.behave("a-sw3", Behaviour(hang_after=40, readings=1))
    words = [sys.executable, "-m", "switchrefresh", "backup", "a-sw2", "a-sw3", "--phase", "before", "-C", str(folder)]
    run = subprocess.Popen(words, env={**os.environ, "SWITCHREFRESH_PASSWORD": PASSWORD}, stderr=subprocess.PIPE)
    until = time.monotonic() + 30
    while not list((folder / "snapshots").glob("a-sw2/*-before-*.cfg")):
        assert time.monotonic() < until and run.poll() is None
        time.sleep(0.05)
    run.send_signal(how)
    run.communicate(timeout=30)
    assert not [event for event in journal(folder) if event["event"] == "backed-up"]
    pulled = lab.record("a-sw2").readings
    answer = backup(folder, "a-sw2", "a-sw3", "--phase", "before", "--resume")
    rows = by_name(answer)
    assert answer.code == 0
    assert rows["a-sw2"]["outcome"] == "skipped" and rows["a-sw2"]["reason"].startswith("resumed")
    assert rows["a-sw2"]["snapshot"] and rows["a-sw3"]["outcome"] == "proven"
    assert lab.record("a-sw2").readings == pulled
    assert journal(folder)[-1]["switches"] == ["a-sw2", "a-sw3"]
    again = by_name(backup(folder, "a-sw2", "--phase", "before", "--resume"))
    assert again["a-sw2"]["outcome"] == "proven"
    other = by_name(backup(folder, "a-sw2", "--phase", "baseline", "--resume"))
    assert other["a-sw2"]["outcome"] == "proven"


def test_an_untested_platform_is_said_by_check_and_backup(tmp_path):
    (tmp_path / "district.yaml").write_text("district: D\ntimezone: America/Chicago\naccess: {username: netadmin}\n")
    text = "switches:\n  f-sw1: {platform: fortinet, host: 127.0.0.1, port: 9}\n"
    (tmp_path / "switches.yaml").write_text(text)
    for answer in (switchrefresh("check", "-C", tmp_path, "--json"), backup(tmp_path)):
        codes = [problem["code"] for problem in answer.json["problems"]]
        assert "untested-platform" in codes and "unsupported-platform" not in codes
    assert by_name(answer)["f-sw1"]["reason"].startswith("refused")
