"""Many pulls at once: fewer flushes, each answered for itself, and nothing said before it is safe."""

import os
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from switchrefresh.commands import backup_keeping
from switchrefresh.commands.backup_keeping import WAITING, Keeper, keep_each
from switchrefresh.commands.opening import open_folder
from switchrefresh.devices.targets import HostKey, PullResult
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.storage.journal_file import load_journal
from switchrefresh.storage.known_hosts import KnownHosts
from switchrefresh.storage.snapshot_store import SnapshotStore

PHASES = {f"sw{n}": "before" for n in range(200)}
KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIE1vJqvoqiT6kEHGBjBsjCcmVhn9sOnS0dIbCCbEmpBc"


def pulled(number, outcome="proven"):
    at = datetime(2026, 7, 1, tzinfo=UTC) + timedelta(seconds=number)
    key = HostKey("ssh-ed25519", "AAAA", f"SHA256:{number}", learned=True)
    more = {"outputs": (CommandOutput("show vlan", b"vlan\n"),)} if outcome == "proven" else {"reason": "truncated"}
    raw = None if outcome == "failed" else b"config %d\n" % number * 30
    return PullResult(f"sw{number}", outcome, at, at, 1.0, raw=raw, platform="cisco_ios", host_key=key, **more)


@pytest.fixture
def opened(tmp_path):
    (tmp_path / "district.yaml").write_text("district: D\ntimezone: America/Chicago\n")
    (tmp_path / "switches.yaml").write_text("switches: {}\n")
    return open_folder(str(tmp_path), without_checks=True)


def test_a_row_is_told_only_when_its_pull_is_safe(opened, monkeypatch):
    flushes, real = Counter(), os.fsync

    def fsync(descriptor):
        flushes[os.fstat(descriptor).st_ino] += 1
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    store, told = SnapshotStore(opened.project.snapshots), 0
    for row in keep_each(opened, (pulled(n, ("proven", "quarantined", "failed")[n % 3]) for n in range(60)), PHASES):
        told += 1
        if row["outcome"] == "failed":
            continue
        path = opened.project.snapshots / f"{row['snapshot']}.cfg"
        assert flushes[path.stat().st_ino] and flushes[path.parent.stat().st_ino]
        assert store.read(row["snapshot"])[0].quarantined is (row["outcome"] == "quarantined")
    assert told == 60 and store.verify_all() == ()
    learned = [event.details["switch"] for event in load_journal(opened.project).events]
    assert learned == [f"sw{n}" for n in range(60)]
    assert sum(flushes.values()) < 6 * 60  # one by one it is seven each, and this also counts what was refused


def test_a_pull_that_the_disk_refuses_does_not_take_others_with_it(opened, monkeypatch):
    real = os.link

    def link(old, new, **more):
        if "/sw3/" in str(new):
            raise OSError(28, "No space left on device")
        real(old, new, **more)

    monkeypatch.setattr(os, "link", link)
    rows = {row["switch"]: row for row in keep_each(opened, (pulled(n) for n in range(8)), PHASES)}
    assert rows.pop("sw3")["reason"] == "limit: the disk refused: No space left on device"
    assert {row["outcome"] for row in rows.values()} == {"proven"} and len(rows) == 7
    assert SnapshotStore(opened.project.snapshots).verify_all() == ()


def test_a_store_that_cannot_be_written_is_told_for_each_and_the_run_ends(opened, monkeypatch):
    def refuse(*_args, **_more):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(backup_keeping, "append_events", refuse)
    rows = list(keep_each(opened, (pulled(n) for n in range(3 * WAITING)), PHASES))
    assert {row["reason"] for row in rows} == {"limit: the disk refused: Read-only file system"}
    assert len(rows) == 3 * WAITING


def test_a_saver_that_fails_ends_the_run_and_leaves_nobody_waiting():
    def commit(batch):
        raise MemoryError

    before = threading.active_count()
    with pytest.raises(MemoryError), Keeper(commit) as keeper:
        for number in range(5 * WAITING):
            keeper.put(pulled(number))
        keeper.finish()
    assert threading.active_count() == before


def test_ending_early_saves_what_was_pulled(opened):
    rows = keep_each(opened, (pulled(n) for n in range(40)), PHASES)
    next(rows)
    rows.close()
    ids = [name for switch in PHASES for name in SnapshotStore(opened.project.snapshots).ids(switch)]
    assert len(ids) >= 1 and SnapshotStore(opened.project.snapshots).verify_all() == ()
    assert not [thread for thread in threading.enumerate() if thread.name == "saver"]


def test_many_learners_flush_the_host_keys_together(tmp_path, monkeypatch):
    flushes, real, slow = [], os.fsync, threading.Event()

    def fsync(descriptor):
        flushes.append(descriptor)
        slow.wait(0.02)
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    book, learned = KnownHosts(tmp_path / "known_hosts"), []
    threads = [
        threading.Thread(target=lambda n=n: learned.append(book.learn(f"10.0.0.{n // 2}", 22, "ssh-ed25519", KEY)))
        for n in range(80)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert Counter(learned) == {True: 40, False: 40}  # two learners a host: one is first
    assert all(book.known_keys(f"10.0.0.{n}", 22) == (("ssh-ed25519", KEY),) for n in range(40))
    assert len(flushes) < 40


def test_learners_all_hear_that_the_disk_refuses(tmp_path, monkeypatch):
    book, heard = KnownHosts(tmp_path / "none" / "known_hosts"), []

    def learn(number):
        try:
            book.learn(f"10.0.0.{number}", 22, "ssh-ed25519", KEY)
        except OSError as error:
            heard.append(error)

    threads = [threading.Thread(target=learn, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(heard) == 8
