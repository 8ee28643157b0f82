"""The store against kill -9 at exact places, a full disk, and damage to every file."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_store import SnapshotStore

pytestmark = [pytest.mark.fault, pytest.mark.timeout(300)]
KILL_POINTS = 60
# A writer that kills itself at its n-th call to the disk, between any two of the steps that make a file safe.
WRITER = """
import os, signal, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_page import Keeping
from switchrefresh.storage.snapshot_store import SnapshotStore
point, calls, half, size = int(sys.argv[2]), 0, "half" in sys.argv, 6 if "batch" in sys.argv else 1
def dying(name):
    real = getattr(os, name)
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls >= point:  # in a batch several threads count
            if name == "write" and half:
                real(args[0], bytes(args[1])[: len(args[1]) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
for name in ("write", "fsync", "link", "open", "unlink", "mkdir", "close"):
    setattr(os, name, dying(name))
store = SnapshotStore(Path(sys.argv[1]))
def pull(n):
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n + 1000 * (point % 10**6))
    facts = SnapshotFacts(f"sw{n % 3}", "before", "cisco_ios", "show running-config", at, at)
    return Keeping(facts, b"config %d\\n" % n * 200, (CommandOutput("show vlan", b"vlan %d" % n),))
for first in range(0, 30, size):
    for done in store.keep_all([pull(n) for n in range(first, first + size)]):
        if isinstance(done, Exception):
            raise done
        sys.stdout.write(done.id + "\\n")
    sys.stdout.flush()
"""


def write(folder, point, *words, **more):
    command = [sys.executable, "-c", WRITER, str(folder), str(point), *words]
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **more)


def facts(number, switch="sw1"):
    at = datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=number)
    return SnapshotFacts(switch, "before", "cisco_ios", "show running-config", at, at)


def assert_whole(store, acknowledged):
    """Nothing acknowledged is lost, nothing half is there, and the next writer gets through at once."""
    for name in acknowledged:
        assert store.read(name)[1].startswith(b"config ")
        assert store.outputs(name)[0].raw.startswith(b"vlan ")
    for number in range(3):
        store.save(facts(0, f"sw{number}"), b"hostname x\n" * 30)
    assert store.verify_all() == ()
    assert not list(store.folder.rglob(".tmp-*"))


def test_kill_9_at_every_step_of_a_save(tmp_path):
    acknowledged, killed = set(), 0
    for point in range(1, KILL_POINTS + 1):
        done = write(tmp_path / "snapshots", point, *(["half"] if point % 2 else []))
        killed += done.returncode == -signal.SIGKILL
        acknowledged.update(done.stdout.decode().split())
    assert killed == KILL_POINTS and len(acknowledged) > 20
    assert_whole(SnapshotStore(tmp_path / "snapshots"), acknowledged)


def test_kill_9_at_every_fourth_step_of_a_batch(tmp_path):
    acknowledged = set()
    for point in range(2, 4 * KILL_POINTS, 4):
        done = write(tmp_path / "snapshots", point, "batch", *(["half"] if point % 3 else []))
        assert done.returncode == -signal.SIGKILL
        acknowledged.update(done.stdout.decode().split())
    assert len(acknowledged) > 60
    assert_whole(SnapshotStore(tmp_path / "snapshots"), acknowledged)


@pytest.mark.parametrize("size", [0, 1, 600, 1200, 2600, 3500])
def test_a_full_disk_loses_nothing_acknowledged(tmp_path, size):
    """The system refuses to let any file grow beyond a size, in the middle of a write too."""

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    store = SnapshotStore(tmp_path / "snapshots")
    kept = store.save(facts(1), b"config 0\n" * 30, (CommandOutput("show vlan", b"vlan 0"),)).id
    done = write(tmp_path / "snapshots", 10**9, preexec_fn=limit)
    assert done.returncode == 1 and b"File too large" in done.stderr
    assert_whole(store, {kept, *done.stdout.decode().split()})


def test_a_small_disk_that_is_really_full(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=192k", "tmpfs", str(disk)], capture_output=True, check=False, timeout=20
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a tmpfs")
    try:
        done = write(disk / "snapshots", 10**9)
        while done.returncode == 0:
            done = write(disk / "snapshots", 10**9 + len(list(disk.rglob("*.cfg"))))
        assert b"No space left" in done.stderr
        store = SnapshotStore(disk / "snapshots")
        names = [line for switch in ("sw0", "sw1", "sw2") for line in store.ids(switch)]
        assert set(done.stdout.decode().split()) <= set(names) and store.verify_all() == ()
    finally:
        subprocess.run(["umount", str(disk)], check=True, timeout=20)


def test_200_of_200_damaged_files_are_named(tmp_path):
    store, dice = SnapshotStore(tmp_path / "snapshots"), random.Random(4)
    for number in range(100):
        outputs = (CommandOutput("show vlan", b"vlan %d" % number * 20),)
        store.save(facts(number, f"sw{number % 7}"), b"config %d\n" % number * 40, outputs)
    files = sorted((tmp_path / "snapshots").rglob("sw*/*.*"))
    dice.shuffle(files)
    assert len(files) == 200
    swaps: list = []
    for number, path in enumerate(files):
        data = path.read_bytes()
        kind = ("flip", "cut", "swap", "delete")[number % 4]
        if kind == "flip":
            place = dice.randrange(len(data))
            path.write_bytes(data[:place] + bytes([data[place] ^ (1 << dice.randrange(8))]) + data[place + 1 :])
        elif kind == "cut":
            path.write_bytes(data[: dice.randrange(len(data))])
        elif kind == "delete":
            path.unlink()
        else:
            swaps.append((path, data))
    for (path, _), (_, other) in zip(swaps, swaps[1:] + swaps[:1], strict=True):
        path.write_bytes(other)
    named = {problem.where.file for problem in store.verify_all()}
    assert named == {path.relative_to(tmp_path).as_posix() for path in files}


def test_three_writers_at_once_in_processes(tmp_path):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "snapshots"), str(10**6 + n)], stdout=subprocess.PIPE
        )
        for n in range(3)
    ]
    acknowledged = {line for writer in writers for line in writer.communicate(timeout=60)[0].decode().split()}
    assert [writer.returncode for writer in writers] == [0, 0, 0] and len(acknowledged) == 90
    assert_whole(SnapshotStore(tmp_path / "snapshots"), acknowledged)


def test_a_folder_that_may_not_be_written_is_told_and_still_read(tmp_path, monkeypatch):
    store = SnapshotStore(tmp_path / "snapshots")
    kept = store.save(facts(1), b"config\n" * 40)
    real = os.open

    def read_only(path, flags, *args, **kwargs):
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError(30, "Read-only file system", str(path))
        return real(path, flags, *args, **kwargs)

    monkeypatch.setattr(os, "open", read_only)
    with pytest.raises(OSError, match="Read-only"):
        store.save(facts(2), b"other\n" * 40)
    assert store.latest("sw1") == kept and store.verify_all() == ()
