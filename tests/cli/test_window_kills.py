"""kill -9 at many moments of a night: every verb goes on where it was cut off, and nothing is lost or done twice."""

import os
import subprocess
import sys
import time

import pytest
from test_backup import PASSWORD, ios
from window_kit import make_night

from switchrefresh.journal.reading import read_journal
from switchrefresh.journal.records import Phase
from switchrefresh.journal.state import fold
from switchrefresh.lab.network import LabNetwork
from switchrefresh.storage.snapshot_store import SnapshotStore

pytestmark = [pytest.mark.fault, pytest.mark.timeout(600)]
MOMENTS = 14


@pytest.fixture
def night(tmp_path):
    with LabNetwork([ios("hs-sw1"), ios("hs-sw2")]) as lab:
        yield make_night(tmp_path / "district", lab)


def killed_at_many_moments(night, *words):
    """The command, killed later and later, each time on what the one before left behind; how often it was killed."""
    command = [sys.executable, "-m", "switchrefresh", *map(str, words), "-C", str(night.folder), "--json"]
    env, quiet, kills = {**os.environ, "SWITCHREFRESH_PASSWORD": PASSWORD}, subprocess.DEVNULL, 0
    began = time.monotonic()
    look = [sys.executable, "-m", "switchrefresh", "status", "-C", str(night.folder)]
    subprocess.run(look, env=env, check=False, capture_output=True)
    usual = time.monotonic() - began  # a machine under load takes longer, and is killed later
    for number in range(MOMENTS):
        with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=env) as process:
            try:
                process.wait(usual * (0.6 + 0.35 * number))
            except subprocess.TimeoutExpired:
                process.kill()
                kills += 1
        yield number
    assert kills >= 3, "it was hardly ever cut off"


def history(night):
    text = (night.folder / "journal.jsonl").read_text() if (night.folder / "journal.jsonl").exists() else ""
    journal = read_journal(text, "journal.jsonl")
    assert all(problem.code == "journal-line" for problem in journal.problems), journal.problems
    assert SnapshotStore(night.folder / "snapshots").verify_all() == ()
    return fold(journal.events)


def test_a_night_that_is_cut_off_again_and_again(night):
    words = ("--accept", "no-baseline", "--because", "rehearsal", "--as-of", night.start)
    for _ in killed_at_many_moments(night, "window", "start", night.window, *words):
        record = history(night).windows.get(night.window)
        assert record is None or record.phase in (Phase.PROMISED, Phase.OPEN)
    assert night.window_do("start", *words[:4]).code == 0
    assert len(night.events("window-opened")) == 1
    befores = {name: sorted((night.folder / "snapshots" / name).glob("*-before-*.cfg")) for name in night.names}
    assert all(befores.values())
    for name in night.names:
        night.swap(name)
        night.accept_key(name)
    words = ("--wait", "0s", "--accept", "not-proven", "--because", "by hand", "--as-of", night.start)
    for _ in killed_at_many_moments(night, "window", "finish", night.window, *words):
        assert history(night).windows[night.window].phase in (Phase.OPEN, Phase.CLOSED)
    night.run("window", "finish", night.window, *words)
    told = history(night)
    assert told.windows[night.window].phase is Phase.CLOSED and sorted(told.done()) == night.names
    assert len(night.events("window-closed")) == 1
    assert befores == {name: sorted((night.folder / "snapshots" / name).glob("*-before-*.cfg")) for name in night.names}
    assert night.run("status", "--as-of", night.start).json["data"]["switches"]["done"] == 2
    for name in ("plan.json", "approved.json"):
        assert [w["state"] for w in night.stored(name)["windows"]] == ["done"]
