"""The snapshot store: nothing acknowledged is lost, nothing is replaced, every damage is named."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from full_disks import fill_up

from switchrefresh.storage import atomic
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotExistsError, SnapshotStore

WHEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
RAW = b"hostname sw1\r\n\x00\xff caf\xc3\xa9 ---\n" * 20
FACTS = SnapshotFacts(
    "sw1", "before", "cisco_ios", "show running-config", WHEN, WHEN, ("end marker", "prompt hostname"), "SHA256:abc"
)


def facts(minutes: int = 0, **changes: object) -> SnapshotFacts:
    at = WHEN + timedelta(minutes=minutes)
    return replace(FACTS, started=at, ended=at, **changes)


@pytest.fixture
def store(tmp_path):
    return SnapshotStore(tmp_path / "snapshots")


def codes(store):
    return sorted((problem.code, problem.where.file.removeprefix("snapshots/")) for problem in store.verify_all())


def test_what_is_saved_comes_back_byte_for_byte(store):
    saved = store.save(FACTS, RAW)
    assert saved.id.startswith("sw1/20261123T100000Z-before-") and saved.length == len(RAW)
    assert store.read(saved.id) == (saved, RAW) and saved.facts == FACTS
    text = (store.folder / f"{saved.id}.cfg").read_bytes()
    assert text.endswith(RAW) and b"\nlength: %d\n" % len(RAW) in text and b"format: 1\n" in text


def test_a_person_with_sha256sum_can_check_the_store(store):
    store.save(FACTS, RAW)
    store.quarantine(facts(1, reason="truncated"), RAW)
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("needs sha256sum")
    checked = subprocess.run([tool, "-c", "SHA256SUMS"], check=False, cwd=store.folder, capture_output=True, timeout=20)
    assert checked.returncode == 0 and checked.stdout.count(b": OK") == 2


def test_latest_and_ids_by_phase(store):
    first = store.save(facts(0), RAW)
    second = store.save(facts(1, phase="after"), RAW + b"x")
    third = store.save(facts(2), RAW + b"y")
    assert store.ids("sw1") == (first.id, second.id, third.id) and store.ids("sw1", "before") == (first.id, third.id)
    assert store.latest("sw1") == third and store.latest("sw1", phase="after") == second
    assert store.latest("sw1", phase="staged") is None and store.latest("other") is None


def test_a_refused_pull_hides_no_good_one(store):
    good = store.save(facts(0), RAW)
    bad = store.quarantine(facts(5, reason="truncated: no end line"), RAW[:50])
    assert bad.quarantined and bad.id.startswith("sw1/quarantine/") and not good.quarantined
    assert store.latest("sw1") == good and store.last_good_size("sw1", "cisco_ios") == len(RAW)
    assert store.read(bad.id)[1] == RAW[:50] and codes(store) == []


def test_a_refused_pull_moved_among_the_good_ones_is_not_believed(store):
    bad = store.quarantine(facts(5, reason="truncated"), RAW[:50])
    moved = store.folder / bad.id.replace("/quarantine", "")
    (store.folder / f"{bad.id}.cfg").rename(moved.with_suffix(".cfg"))
    with pytest.raises(SnapshotDamagedError):
        store.latest("sw1")
    assert store.last_good_size("sw1", "cisco_ios") is None


def test_good_and_refused_go_where_they_belong(store):
    with pytest.raises(ValueError, match="quarantine"):
        store.save(facts(reason="truncated"), RAW)
    with pytest.raises(ValueError, match="reason"):
        store.quarantine(FACTS, RAW)
    assert not store.folder.exists()


def test_nothing_is_overwritten_and_a_retry_is_no_error(store, monkeypatch):
    saved = store.save(FACTS, RAW)
    assert store.save(FACTS, RAW) == saved
    monkeypatch.setattr("switchrefresh.storage.snapshot_store.SnapshotStore.read", lambda *_: (saved, b"another"))
    with pytest.raises(SnapshotExistsError):
        store.save(FACTS, RAW)


def test_the_size_of_another_os_is_no_measure(store):
    store.save(FACTS, RAW)
    assert store.last_good_size("sw1", "aruba_aoscx") is None


@pytest.mark.parametrize("switch", ["../x", "SW1", "a/b", "", "quarantine", "x" * 80, "a\x00b"])
def test_no_id_leads_out_of_the_store(store, switch):
    for attempt in (
        lambda: store.save(facts(switch=switch), RAW),
        lambda: store.ids(switch),
        lambda: store.read(f"{switch}/x"),
    ):
        with pytest.raises(SnapshotDamagedError):
            attempt()
    with pytest.raises(SnapshotDamagedError):
        store.read("sw1/../../etc/passwd")
    assert not store.folder.exists()


def test_everything_is_private_whatever_the_umask(store):
    umask = os.umask(0)
    try:
        store.save(FACTS, RAW)
        store.quarantine(facts(1, reason="truncated"), RAW)
    finally:
        os.umask(umask)
    paths = [store.folder, *store.folder.rglob("*")]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert all(modes[path.name] == (0o700 if path.is_dir() else 0o600) for path in paths), modes
    assert (store.folder / ".gitignore").read_bytes() == b"*\n"


def test_a_folder_that_was_open_is_closed(store):
    store.folder.mkdir(mode=0o755)
    store.folder.chmod(0o755)
    store.save(FACTS, RAW)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_reading_takes_no_lock_and_creates_nothing(store, tmp_path):
    assert store.ids("sw1") == () and store.latest("sw1") is None and store.verify_all() == ()
    assert list(tmp_path.iterdir()) == []
    saved = store.save(FACTS, RAW)
    before = {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")}
    store.read(saved.id), store.latest("sw1"), store.verify_all()
    assert {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")} == before


def test_every_damaged_missing_or_strange_file_is_named(store):
    ids = [store.save(facts(n, switch=f"sw{n}"), RAW + bytes([n])).id for n in range(12)]
    path = {n: store.folder / f"{name}.cfg" for n, name in enumerate(ids)}
    flip = bytearray(path[0].read_bytes())
    flip[-5] ^= 1
    path[0].write_bytes(flip)
    header = path[1].read_bytes().replace(b"prompt hostname", b"prompt hostnamf")
    path[1].write_bytes(header)
    path[2].write_bytes(path[2].read_bytes()[:-10])
    path[3].write_bytes(b"")
    path[4].unlink()
    five, six = path[5].read_bytes(), path[6].read_bytes()
    path[5].write_bytes(six)
    path[6].write_bytes(five)
    path[7].write_bytes(path[7].read_bytes() + b"x")
    (store.folder / "sw8" / "notes.txt").write_text("mine")
    (store.folder / "elsewhere").mkdir()
    (store.folder / "elsewhere" / "x.cfg").write_text("x")
    newer = path[9].read_bytes().replace(b"format: 1\n", b"format: 2\n")
    path[9].write_bytes(newer)
    wanted = [("snapshot-damaged", f"{ids[n]}.cfg") for n in (0, 1, 2, 3, 5, 6, 7, 9)]
    wanted += [
        ("snapshot-missing", f"{ids[4]}.cfg"),
        ("snapshot-stray", "sw8/notes.txt"),
        ("snapshot-stray", "elsewhere/x.cfg"),
    ]
    assert codes(store) == sorted(wanted)
    assert any("format 2" in problem.message for problem in store.verify_all())
    with pytest.raises(SnapshotDamagedError, match="SHA-256"):
        store.read(ids[0])


def test_every_single_flipped_byte_is_noticed(store):
    saved = store.save(FACTS, b"hostname sw1\nend\n")
    path = store.folder / f"{saved.id}.cfg"
    good = path.read_bytes()
    for place in range(len(good)):
        data = bytearray(good)
        data[place] ^= 0x20
        path.write_bytes(data)
        with pytest.raises(SnapshotDamagedError):
            store.read(saved.id)


def test_a_header_cannot_be_forged_from_the_device(store):
    evil = facts(evidence=("x\nsha256: 0\n---\n",), host_key="a\r\nlength: 5", platform="p")
    saved = store.save(evil, RAW)
    assert store.read(saved.id)[1] == RAW and codes(store) == []


@pytest.mark.parametrize("call", ["write", "fsync", "link", "open"])
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_a_failing_disk_loses_nothing_acknowledged(store, monkeypatch, call, nth):
    first = store.save(facts(0), RAW)
    fill_up(monkeypatch, call, nth)
    try:
        second = store.save(facts(1), RAW + b"2")
    except OSError as error:
        assert error.errno == errno.ENOSPC
        second = None
    monkeypatch.undo()
    assert store.read(first.id)[1] == RAW
    again = store.save(facts(1), RAW + b"2")
    assert second in (None, again) and store.read(again.id)[1] == RAW + b"2"
    assert codes(store) == [] and len(store.ids("sw1")) == 2
    assert not list(store.folder.rglob(".tmp-*"))


def test_a_disk_without_hard_links_still_refuses_to_replace(tmp_path, monkeypatch):
    def no_links(*_args, **_kwargs):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    atomic.create_exclusive(tmp_path / "a", b"one")
    with pytest.raises(FileExistsError):
        atomic.create_exclusive(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one" and len(list(tmp_path.iterdir())) == 1


WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_store import SnapshotStore
store = SnapshotStore(Path(sys.argv[1]))
start = int(sys.argv[2])
print("ready", flush=True)
for n in range(start, start + 5000):
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n)
    facts = SnapshotFacts(f"sw{n % 3}", "before", "cisco_ios", "show running-config", at, at)
    print(store.save(facts, b"config %d\\n" % n * 2000).id, flush=True)
"""


def test_killed_writers_lose_nothing_and_leave_nothing_stuck(store, tmp_path):
    dice = random.Random(5)
    acknowledged: set[str] = set()
    for round_ in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store.folder), str(round_ * 5000)],
            stdout=subprocess.PIPE,
            cwd=tmp_path,
        )
        assert writer.stdout is not None and writer.stdout.readline() == b"ready\n"
        time.sleep(dice.uniform(0.0, 0.12))
        writer.send_signal(signal.SIGKILL)
        out = writer.communicate(timeout=20)[0].decode()
        acknowledged.update(line for line in out.split("\n")[:-1] if line)
    assert acknowledged
    for snapshot_id in acknowledged:
        assert store.read(snapshot_id)[1].startswith(b"config ")
    for number in range(3):
        store.save(facts(0, switch=f"sw{number}"), RAW)
    assert codes(store) == []
    assert not list(store.folder.rglob(".tmp-*"))


def test_many_writers_at_once_all_get_through(store):
    done: list[str] = []

    def write(number: int) -> None:
        for n in range(4):
            done.append(SnapshotStore(store.folder).save(facts(n, switch=f"sw{number}"), RAW).id)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(set(done)) == 32 and codes(store) == []


def test_a_torn_ledger_line_is_healed(store):
    first = store.save(FACTS, RAW)
    ledger = store.folder / "SHA256SUMS"
    ledger.write_bytes(ledger.read_bytes()[:-30])
    second = store.save(facts(1), RAW)
    assert codes(store) == []
    assert {first.id, second.id} == {line.split()[-1][:-4] for line in ledger.read_text().splitlines()[-2:]}
