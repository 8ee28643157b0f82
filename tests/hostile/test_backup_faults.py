"""The whole verb under faults: Ctrl-C, several runs at once, a full disk, and canaries in every failure known."""

from __future__ import annotations

import json
import logging
import os
import pty
import random
import resource
import shutil
import signal
import subprocess
import sys
import termios
import time
from contextlib import suppress

import pytest
from hostile_switches import PASSWORD, SECRET, USER, all_rows, healthy
from pulls import LIMITS

from switchrefresh.cli import door
from switchrefresh.devices import pulling
from switchrefresh.lab.behaviour import Behaviour
from switchrefresh.lab.network import LabNetwork
from switchrefresh.storage.known_hosts import KnownHosts
from switchrefresh.storage.snapshot_store import SnapshotStore

pytestmark = [pytest.mark.fault, pytest.mark.timeout(400)]
LOGIN = {"SWITCHREFRESH_PASSWORD": PASSWORD, "SWITCHREFRESH_SECRET": SECRET}


def write_folder(root, lab, facts=None):
    """A district folder whose switches stand in the lab."""
    root.mkdir()
    (root / "district.yaml").write_text(f"district: D\ntimezone: America/Chicago\naccess: {{username: {USER}}}\n")
    entries = {}
    for name in lab.names:
        host, port = lab.address(name)
        more = dict((facts or {}).get(name, ()))
        entries[name] = {"platform": lab.switch(name).platform, "host": host, "port": str(port), **more}
    (root / "switches.yaml").write_text(json.dumps({"switches": entries}))
    return root


def start(folder, *words, **more):
    command = [sys.executable, "-m", "switchrefresh", "backup", "-C", str(folder), "--json", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    return subprocess.Popen(command, env={**os.environ, **LOGIN}, **pipes, **more)


def read(process, seconds=120):
    out, err = process.communicate(timeout=seconds)
    assert b"Traceback" not in out + err and b"canary" not in out + err
    return process.returncode, json.loads(out), err.decode()


def assert_no_canary(folder):
    """No login in any file, nor in the name of one."""
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    assert not [name for name, path in files.items() if "canary" in name or b"canary" in path.read_bytes()]


def busy_lab(count, think=0.5):
    return LabNetwork(healthy(f"sw{n}", "cisco_ios", behaviour=Behaviour(think=think)) for n in range(count))


def test_ctrl_c_twenty_times_loses_nothing_and_leaves_nothing_stuck(tmp_path):
    dice = random.Random(20)
    with busy_lab(12) as lab:
        folder = write_folder(tmp_path / "d", lab)
        stopped = told = 0
        for _ in range(20):
            process = start(folder, "--concurrency", "3", "--resume", "--config-only")
            time.sleep(dice.uniform(0.1, 3.0))
            process.send_signal(signal.SIGINT)
            asked = time.monotonic()
            out, err = process.communicate(timeout=60)
            assert time.monotonic() - asked < 8
            assert b"Traceback" not in out + err, err
            # Before the first line of the program runs, Python itself ends with the signal.
            assert process.returncode in {0, 130, -signal.SIGINT}, (process.returncode, out, err)
            stopped += process.returncode == 130
            told += b"nothing that was reported as done is lost" in err and json.loads(out)["exit_code"] == 130
            assert SnapshotStore(folder / "snapshots").verify_all() == ()
        assert stopped >= 5 and told >= 5
        code, answer, _ = read(start(folder, "--resume"))
        assert code == 0, answer
        assert all(KnownHosts(folder / "known_hosts").known_keys(*lab.address(name)) for name in lab.names)
    for line in (folder / "journal.jsonl").read_text().splitlines():
        json.loads(line)


def test_three_runs_at_once_on_one_folder(tmp_path):
    with busy_lab(12, think=0.2) as lab:
        folder = write_folder(tmp_path / "d", lab)
        processes = [start(folder, "--phase", phase) for phase in ("before", "before", "baseline")]
        answers = [read(process) for process in processes]
        assert [code for code, _, _ in answers] == [0, 0, 0], answers
        store = SnapshotStore(folder / "snapshots")
        for _, answer, _ in answers:
            for row in answer["data"]["switches"]:
                assert store.read(row["snapshot"])[0].length == row["bytes"]
        assert store.verify_all() == ()
        book = KnownHosts(folder / "known_hosts")
        assert all(len(book.known_keys(*lab.address(name))) == 1 for name in lab.names)


@pytest.mark.parametrize("size", [0, 300, 2000, 5000])
def test_a_full_disk_is_told_in_a_line_and_loses_nothing(tmp_path, size):
    with busy_lab(3, think=0) as lab:
        folder = write_folder(tmp_path / "d", lab)
        code, first, _ = read(start(folder))
        assert code == 0

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        code, answer, err = read(start(folder, preexec_fn=limit))
        assert code in {1, 2, 3, 4}, (code, answer, err)
        said = json.dumps(answer)
        assert "disk" in said or "File too large" in said
        store = SnapshotStore(folder / "snapshots")
        assert store.verify_all() == ()
        for row in first["data"]["switches"]:
            assert store.read(row["snapshot"])[0].length == row["bytes"]
        assert read(start(folder))[0] == 0


def mounted(path, options):
    """Mount a tmpfs, or skip with the reason."""
    path.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)]
    if subprocess.run(words, capture_output=True, check=False, timeout=20).returncode:
        pytest.skip("needs the right to mount a tmpfs")


def ask(folder, *words, before=()):
    """Another verb; its exit code, its answer and the codes of its problems."""
    command = [*before, sys.executable, "-m", "switchrefresh", *words, "-C", str(folder), "--json", "--no-input"]
    env = {**os.environ, **LOGIN}
    done = subprocess.run(command, env=env, capture_output=True, check=False, timeout=120, stdin=subprocess.DEVNULL)
    assert b"Traceback" not in done.stdout + done.stderr and b"canary" not in done.stdout + done.stderr
    answer = json.loads(done.stdout)
    return done.returncode, answer, [problem["code"] for problem in answer["problems"]]


WRITING = [("note", "sw0", "hello"), ("backup",)]
READING = [("status",), ("show",), ("check",), ("backup", "--dry-run"), ("compare", "sw0")]


def test_a_read_only_folder_is_told_in_one_line_and_troubles_no_switch(tmp_path):
    mounted(tmp_path / "disk", "size=8m")
    try:
        with busy_lab(3, think=0) as lab:
            folder = write_folder(tmp_path / "disk" / "d", lab)
            kept = [read(start(folder, "--phase", phase)) for phase in ("before", "after")]
            assert [code for code, _, _ in kept] == [0, 0]
            asked = [lab.record(name).connections for name in lab.names]
            before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
            remount = ["mount", "-o", "remount,ro", str(tmp_path / "disk")]
            subprocess.run(remount, check=True, timeout=20)
            for words in WRITING:
                code, answer, codes = ask(folder, *words)
                assert (code, codes) == (2, ["disk"]), (words, answer)
                assert "Read-only file system" in answer["problems"][0]["message"]
                assert "read-only here" in answer["problems"][0]["hint"]
            assert asked == [lab.record(name).connections for name in lab.names]
        for words in READING:
            code, answer, codes = ask(folder, *words)
            assert code in {0, 1} and "disk" not in codes, (words, answer)
        code, answer, codes = ask(folder, "verify", "sw0", "--stored")
        assert code == 3 and "disk" in codes and answer["data"]["switches"][0]["verdict"]
        assert SnapshotStore(folder / "snapshots").verify_all() == ()
        assert before == {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        assert_no_canary(folder)
    finally:
        subprocess.run(["umount", str(tmp_path / "disk")], check=True, timeout=20)


def test_a_folder_of_somebody_else_is_told_in_one_line(tmp_path):
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root, to give files away")
    with busy_lab(2, think=0) as lab:
        folder = write_folder(tmp_path / "d", lab)
        assert read(start(folder))[0] == 0
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
        done = ask(folder, "backup", before=("setpriv", "--bounding-set=-dac_override"))
        assert (done[0], done[2]) == (2, ["disk"])
        assert "Permission denied" in done[1]["problems"][0]["message"]
        assert "who owns the folder" in done[1]["problems"][0]["hint"]
        assert [lab.record(name).connections for name in lab.names] == [1, 1]


def test_a_disk_that_fills_up_while_pulls_go_on(tmp_path):
    mounted(tmp_path / "disk", "size=220k")
    try:
        with busy_lab(40, think=0) as lab:
            folder = write_folder(tmp_path / "disk" / "d", lab)
            code, answer, _ = read(start(folder, "--concurrency", "4"))
            rows = answer["data"].get("switches", ())
            proven = [row for row in rows if row["outcome"] == "proven"]
            refused = [row for row in rows if str(row["reason"]).startswith("limit: the disk refused: No space left")]
            assert (code, bool(refused)) == (3, True) or code == 2, (code, answer)
            store = SnapshotStore(folder / "snapshots")
            assert store.verify_all() == ()
            for row in proven:
                assert store.read(row["snapshot"])[0].length == row["bytes"]
            code, answer, codes = ask(folder, "backup")
            assert (code, codes) == (2, ["disk"]) and "make room" in answer["problems"][0]["hint"]
            assert store.verify_all() == ()
            subprocess.run(["mount", "-o", "remount,size=8m", str(tmp_path / "disk")], check=True, timeout=20)
            assert read(start(folder, "--resume"))[0] == 0
            assert_no_canary(folder)
    finally:
        subprocess.run(["umount", str(tmp_path / "disk")], check=True, timeout=20)


def test_kill_9_of_the_command_line_loses_nothing_and_leaves_nothing_stuck(tmp_path):
    dice, told = random.Random(9), set()
    with busy_lab(12, think=0.3) as lab:
        folder = write_folder(tmp_path / "d", lab)
        killed = 0
        for _ in range(15):
            process = start(folder, "--concurrency", "4", "--resume", "--config-only")
            with suppress(subprocess.TimeoutExpired):
                process.wait(dice.uniform(0.5, 3.0))
            process.kill()
            killed += process.wait(20) == -signal.SIGKILL
            process.communicate(timeout=20)
            store = SnapshotStore(folder / "snapshots")
            assert store.verify_all() == ()
            ids = {snapshot_id for name in lab.names for snapshot_id in store.ids(name)}
            assert told <= ids
            told = ids
        assert killed >= 5
        began = time.monotonic()
        code, answer, _ = read(start(folder, "--resume"))
        assert code == 0 and time.monotonic() - began < 30, answer
        assert SnapshotStore(folder / "snapshots").verify_all() == ()
        assert not list((folder / "snapshots").rglob(".tmp-*"))
        assert all(len(KnownHosts(folder / "known_hosts").known_keys(*lab.address(name))) == 1 for name in lab.names)
        assert_no_canary(folder)


JUMP = """#!/bin/sh
env >> {log}
tr '\\0' ' ' < /proc/$$/cmdline >> {log}
cat {says} >&2
env >&2
exit 1
"""


@pytest.mark.parametrize("says", ["WORD wanted", "Host key for WORD has changed\nHost key verification failed"])
def test_a_jump_command_gets_no_login_and_what_it_says_is_masked(tmp_path, says):
    (tmp_path / ".ssh").mkdir()
    jump, password = tmp_path / "jump", "pass-canary-9417"
    (tmp_path / "says").write_text(says.replace("WORD", password) + "\n")
    jump.write_text(JUMP.format(log=tmp_path / "seen", says=tmp_path / "says"))
    jump.chmod(0o755)
    (tmp_path / ".ssh" / "config").write_text(f"Host *\n  ProxyCommand {jump} %h\n")
    with busy_lab(2, think=0) as lab:
        folder = write_folder(tmp_path / "d", lab)
        command = [sys.executable, "-m", "switchrefresh", "backup", "-C", str(folder), "--json"]
        env = {**os.environ, **LOGIN, "SWITCHREFRESH_PASSWORD": password, "HOME": str(tmp_path)}
        done = subprocess.run(command, env=env, capture_output=True, check=False, timeout=120)
        assert done.returncode == 1 and b"canary" not in done.stdout + done.stderr
        assert {row["reason"].split(":")[0] for row in json.loads(done.stdout)["data"]["switches"]} == {"no-route"}
        assert (tmp_path / "seen").read_text() and "SWITCHREFRESH_" not in (tmp_path / "seen").read_text()
        assert_no_canary(folder)
        assert [lab.record(name).passwords for name in lab.names] == [0, 0]


def test_a_password_typed_at_the_prompt_is_not_shown_and_a_slip_reaches_one_switch(tmp_path):
    """On a real terminal; what is typed is neither echoed nor kept, and the rest are told how to go on."""
    with busy_lab(6, think=0) as lab:
        folder = write_folder(tmp_path / "d", lab)
        code, shown = typed_at_a_prompt(folder, tmp_path, "slip-canary-1")
        assert code == 1 and "canary" not in shown and "Traceback" not in shown
        assert sum(lab.record(name).passwords for name in lab.names) == 1
        assert "has rejected this login" in " ".join(shown.split())
        assert_no_canary(folder)
        assert typed_at_a_prompt(folder, tmp_path, PASSWORD)[0] == 0
        assert_no_canary(folder)


def typed_at_a_prompt(folder, home, password):
    """Exit code and all that stood on the terminal."""
    process, terminal = pty.fork()
    if process == 0:
        environment = {name: value for name, value in os.environ.items() if name not in {*LOGIN, "SSH_AUTH_SOCK"}}
        words = [sys.executable, "-m", "switchrefresh", "backup", "-C", str(folder), "--no-color"]
        os.execve(sys.executable, words, {**environment, "HOME": str(home)})
    termios.tcsetwinsize(terminal, (24, 80))
    shown, typed, until = b"", False, time.monotonic() + 60
    while time.monotonic() < until:
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if b"password of" in shown and not typed:
            os.write(terminal, password.encode() + b"\n")
            typed = True
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), shown.decode("utf-8", "replace")


def test_canary_credentials_in_forty_failure_modes_are_nowhere(tmp_path, monkeypatch, capfd):
    rows = {name: row for name, platform, row in all_rows() if platform == "cisco_ios"}
    more = {name: row for name, platform, row in all_rows() if platform == "hp_procurve" and "enable" in row.title}
    switches = [row.make(name, platform) for name, platform, row in all_rows() if name in rows or name in more]
    rows |= more
    for name, value in LOGIN.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(pulling, "Limits", lambda: LIMITS)
    records = logging.getLogger()
    log = logging.FileHandler(tmp_path / "debug.log")
    records.addHandler(log)
    records.setLevel(logging.DEBUG)
    facts = {n: [(k, v) for k, v in row.target if k in {"legacy_ssh", "hostname"}] for n, row in rows.items()}
    facts = {name: [(k, str(v).lower() if v is True else v) for k, v in pairs] for name, pairs in facts.items()}
    try:
        with LabNetwork(switches) as lab:
            folder = write_folder(tmp_path / "d", lab, facts)
            door.run(["backup", "-C", str(folder), "-v", "-v"])
            shown = capfd.readouterr()
            door.run(["backup", "-C", str(folder), "--json"])
            told = capfd.readouterr()
    finally:
        records.removeHandler(log)
        records.setLevel(logging.WARNING)
    answer = json.loads(told.out)["data"]["switches"]
    assert sum(row["outcome"] in {"failed", "quarantined"} for row in answer) >= 40
    everything = {"screen": (shown.out + shown.err).encode(), "json": (told.out + told.err).encode()}
    everything |= {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    for canary in ("canary-9417", "canary-2203"):
        assert [place for place, data in everything.items() if canary.encode() in data] == []
    assert not [name for name in everything if "canary" in name]
