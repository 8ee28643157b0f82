"""Power cuts at every place: nothing acknowledged is lost, nothing half counts, nobody unlocks anything by hand."""

import os
import random
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from power_cuts import Disk, Killed, cut_everywhere

from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.storage import atomic
from switchrefresh.storage.journal_file import append_event, load_journal
from switchrefresh.storage.known_hosts import KnownHosts
from switchrefresh.storage.project import Project
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_page import Keeping
from switchrefresh.storage.snapshot_store import SnapshotStore

WHEN = datetime(2026, 3, 1, tzinfo=UTC)
KEY = ("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIE1vJqvoqiT6kEHGBjBsjCcmVhn9sOnS0dIbCCbEmpBc")
OTHER = ("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAILrUCgaTKu8rMGSzdV8YXyKBVYlL3JXBnnKc8yhT3xnX")


def pull(number, switch="sw1", reason="", outputs=True):
    at = WHEN + timedelta(minutes=number)
    facts = SnapshotFacts(switch, "before", "cisco_ios", "show running-config", at, at, reason=reason)
    answers = (CommandOutput("show vlan", b"vlan %d\n" % number),) if outputs else ()
    return Keeping(facts, b"config %d\n" % number * 9, answers)


def save_some(root, disk):
    """One by one, refused ones and a batch over two switches, as the backup does it."""
    store = SnapshotStore(root / "snapshots")
    for batch in ([pull(1)], [pull(2, reason="error-text")], [pull(n, f"sw{n % 2}") for n in range(3, 6)]):
        answers = store.keep_all(batch)
        for one, snapshot in zip(batch, answers, strict=True):
            disk.acknowledge((snapshot.id, one))


def check_store(folder, acknowledged):
    store = SnapshotStore(folder / "snapshots")
    for snapshot_id, kept in acknowledged:
        assert store.read(snapshot_id)[1] == kept.raw, snapshot_id
        assert store.outputs(snapshot_id) == (() if kept.facts.reason else kept.outputs)
    for switch in ("sw0", "sw1"):
        for snapshot_id in store.ids(switch):
            assert store.read(snapshot_id) and store.outputs(snapshot_id), "half a snapshot counts as good"
    assert store.verify_all() == ()
    before = {switch: store.ids(switch) for switch in ("sw0", "sw1")}
    added = [store.save(pull(9, switch).facts, b"later\n" * 9).id for switch in before]
    store.quarantine(pull(8, reason="pager").facts, b"x\n" * 9)
    assert store.verify_all() == ()
    assert [store.ids(switch) for switch in before] == [
        (*ids, new) for ids, new in zip(before.values(), added, strict=True)
    ]
    assert not list(folder.rglob(".tmp-*"))


def tell_some(root, disk):
    project = Project(root)
    for number in range(4):
        append_event(project, "note", {"text": f"number {number}"}, lambda: WHEN)
        disk.acknowledge(f"number {number}")


def check_journal(folder, acknowledged):
    journal = load_journal(Project(folder))
    told = [event.details["text"] for event in journal.events]
    rest = iter(told)
    assert all(text in rest for text in acknowledged) and len(told) <= len(acknowledged) + 2
    append_event(Project(folder), "note", {"text": "afterwards"}, lambda: WHEN)
    journal = load_journal(Project(folder))
    assert [event.details["text"] for event in journal.events] == [*told, "afterwards"]
    assert {problem.code for problem in journal.problems} <= {"journal-line"}  # a torn line is named, and nothing else


def trust_some(root, disk):
    book = KnownHosts(root / "known_hosts")
    for number in range(3):
        assert book.learn(f"10.0.0.{number}", 22, *KEY) or disk.log
        disk.acknowledge((f"10.0.0.{number}", KEY))
    book.replace("10.0.0.1", 22, *OTHER)
    disk.acknowledge(("10.0.0.1", OTHER))


def check_trust(folder, acknowledged):
    book, wanted = KnownHosts(folder / "known_hosts"), {host: (key,) for host, key in acknowledged}
    for host, keys in wanted.items():
        found = book.known_keys(host, 22)
        assert found == keys or (host == "10.0.0.1" and found == (OTHER,)), (host, found)
    assert book.unusable_lines() == ()
    assert book.learn("10.9.9.9", 22, *KEY)


KINDS = {"store": (save_some, check_store), "journal": (tell_some, check_journal), "keys": (trust_some, check_trust)}


@pytest.fixture
def workshop(monkeypatch):
    """A fast place for thousands of small trees, and one flush after another, so that each run is the same."""
    monkeypatch.setattr(atomic, "SIDE_BY_SIDE", 1)
    monkeypatch.setattr(atomic, "_settled", set())
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


class Trusting(set):
    """A process that takes every name which it finds for safe."""

    def __contains__(self, path):
        return True


def cut(workshop, monkeypatch, kind, most, kill=0, forgets=""):
    """Write (killed once, when asked), then look at every state; how many there were, and the steps of the writer.

    `forgets` is a kind of flush that this disk does not do: what the product would be without it.
    """
    write, check = KINDS[kind]
    root, states, first = workshop / "disk", workshop / "states", 0
    root.mkdir()
    states.mkdir()
    atomic._settled.clear()
    disk = Disk(root)
    with disk.watched():
        if kill:
            disk.kill_at(kill)
            with pytest.raises(Killed):
                write(root, disk)
            first = len(disk.log)
            atomic._settled.clear()
            disk.kill_at(0)
        write(root, disk)
    disk.log = [step for step in disk.log if step[0] != forgets]
    with monkeypatch.context() as quick:
        quick.setattr(os, "fsync", lambda _descriptor: None)
        count = cut_everywhere(disk, check, states, random.Random(kill), most, first)
    for folder in (root, states):
        shutil.rmtree(folder)
    return count, disk.steps


@pytest.mark.parametrize(("kind", "most", "enough"), [("store", 6, 100), ("journal", 30, 25), ("keys", 30, 30)])
def test_a_power_cut_at_any_place(workshop, monkeypatch, kind, most, enough):
    assert cut(workshop, monkeypatch, kind, most)[0] >= enough


@pytest.mark.parametrize("kind", ["store", "journal", "keys"])
@pytest.mark.parametrize("forgets", ["sure bytes", "sure names"])
def test_the_model_finds_what_is_lost_without_a_flush(workshop, monkeypatch, kind, forgets):
    with pytest.raises(AssertionError):
        cut(workshop, monkeypatch, kind, 30, forgets=forgets)


@pytest.mark.parametrize("kind", ["store", "journal", "keys"])
def test_a_writer_is_killed_and_the_next_one_meets_a_power_cut(workshop, monkeypatch, kind):
    """What a killed writer left unsafe on the disk, the next one must not take for safe."""
    for kill in (2, 5, 9):
        cut(workshop, monkeypatch, kind, 2, kill)


@pytest.mark.parametrize("kind", ["journal", "keys"])
def test_the_model_finds_a_writer_that_trusts_the_one_before(workshop, monkeypatch, kind):
    monkeypatch.setattr(atomic, "_settled", Trusting())
    with pytest.raises(AssertionError):
        for kill in range(2, 9):
            cut(workshop, monkeypatch, kind, 4, kill)


@pytest.mark.fault
@pytest.mark.parametrize(("kind", "most", "enough"), [("store", 5000, 200), ("journal", 5000, 25)])
def test_a_power_cut_at_any_place_in_every_order(workshop, monkeypatch, kind, most, enough):
    assert cut(workshop, monkeypatch, kind, most)[0] >= enough


@pytest.mark.fault
@pytest.mark.parametrize(("kind", "enough"), [("store", 1500), ("journal", 100), ("keys", 100)])
def test_a_kill_at_every_step_and_then_a_power_cut_at_every_place(workshop, monkeypatch, kind, enough):
    _, steps = cut(workshop, monkeypatch, kind, 1)
    assert sum(cut(workshop, monkeypatch, kind, 4, kill)[0] for kill in range(1, steps + 1)) >= enough
