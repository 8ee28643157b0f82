"""State outputs in the store: beside their config, byte for byte, and every damage to them is named."""

from __future__ import annotations

import errno
import random
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from full_disks import fill_up

from switchrefresh.snapshots.outputs import CommandOutput, OutputStatus
from switchrefresh.storage.outputs_file import parse_outputs, render_outputs
from switchrefresh.storage.snapshot_file import SnapshotFacts, SnapshotFormatError
from switchrefresh.storage.snapshot_store import SnapshotDamagedError, SnapshotStore

WHEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
RAW = b"hostname sw1\r\nend\r\n" * 20
FACTS = SnapshotFacts("sw1", "before", "cisco_ios", "show running-config", WHEN, WHEN)
OUTPUTS = (
    CommandOutput("show vlan brief", b"20 users\xe9\r\n---\n=== show vlan brief\n\x00"),
    CommandOutput("show foo | include x", b"% Invalid input\r\n", OutputStatus.REFUSED),
    CommandOutput("show mac address-table", b"", OutputStatus.CUT),
)


@pytest.fixture
def store(tmp_path):
    return SnapshotStore(tmp_path / "snapshots")


def later(minutes):
    at = WHEN + timedelta(minutes=minutes)
    return replace(FACTS, started=at, ended=at)


def damaged(store):
    return sorted((p.code, p.where.file.removeprefix("snapshots/")) for p in store.verify_all())


def test_outputs_come_back_byte_for_byte_and_are_private(store):
    saved = store.save(FACTS, RAW, OUTPUTS)
    assert store.outputs(saved.id) == OUTPUTS and store.read(saved.id)[1] == RAW
    assert store.ids("sw1") == (saved.id,) and store.latest("sw1").facts.outputs
    path = store.folder / f"{saved.id}.state"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and damaged(store) == []
    assert b"=== show vlan brief\n20 users" in path.read_bytes()


def test_without_outputs_there_is_no_file(store):
    saved = store.save(FACTS, RAW)
    assert store.outputs(saved.id) == () and saved.facts == FACTS
    assert not list(store.folder.rglob("*.state"))


def test_a_retry_is_no_error(store):
    assert store.save(FACTS, RAW, OUTPUTS) == store.save(FACTS, RAW, OUTPUTS)
    assert damaged(store) == []


def test_every_single_flipped_byte_is_noticed(store):
    good = render_outputs(OUTPUTS)
    assert parse_outputs(good) == OUTPUTS
    for place in range(len(good)):
        data = bytearray(good)
        data[place] ^= 0x20
        with pytest.raises(SnapshotFormatError):
            parse_outputs(bytes(data))
    for cut in range(len(good)):
        with pytest.raises(SnapshotFormatError):
            parse_outputs(good[:cut])


def test_damaged_missing_and_swapped_outputs_are_named_and_the_config_stays_good(store):
    ids = [store.save(later(n), RAW + b"%d" % n, (CommandOutput("show version", b"v%d" % n),)).id for n in range(5)]
    paths = [store.folder / f"{name}.state" for name in ids]
    paths[0].write_bytes(paths[0].read_bytes()[:-3])
    paths[1].unlink()
    two, three = paths[2].read_bytes(), paths[3].read_bytes()
    paths[2].write_bytes(three)
    paths[3].write_bytes(two)
    assert damaged(store) == sorted(
        [("snapshot-damaged", f"{ids[n]}.state") for n in (0, 2, 3)] + [("snapshot-missing", f"{ids[1]}.state")]
    )
    for number, name in enumerate(ids):
        assert store.read(name)[1].startswith(RAW)
        if number < 4:
            with pytest.raises(SnapshotDamagedError):
                store.outputs(name)
    assert store.outputs(ids[4])[0].raw == b"v4"


def test_outputs_that_nobody_listed_and_that_are_gone_are_noticed(store):
    saved = store.save(FACTS, RAW, OUTPUTS)
    (store.folder / "SHA256SUMS").unlink()
    (store.folder / f"{saved.id}.state").unlink()
    assert damaged(store) == [("snapshot-damaged", f"{saved.id}.cfg")]


@pytest.mark.parametrize("call", ["write", "fsync", "link", "open"])
@pytest.mark.parametrize("nth", range(1, 9))
def test_a_failing_disk_leaves_both_or_neither(store, monkeypatch, call, nth):
    first = store.save(later(0), RAW, OUTPUTS)
    fill_up(monkeypatch, call, nth)
    try:
        store.save(later(1), RAW + b"2", OUTPUTS)
    except OSError as error:
        assert error.errno == errno.ENOSPC
    monkeypatch.undo()
    assert store.outputs(first.id) == OUTPUTS
    assert damaged(store) == []
    again = store.save(later(1), RAW + b"2", OUTPUTS)
    assert store.outputs(again.id) == OUTPUTS and damaged(store) == []
    assert len(list(store.folder.rglob("*.state"))) == 2 and not list(store.folder.rglob(".tmp-*"))


def test_outputs_of_a_killed_writer_are_no_stray_and_go_away(store):
    saved = store.save(FACTS, RAW, OUTPUTS)
    orphan = store.folder / "sw1" / "20261123T110000Z-before-0123abcd.state"
    orphan.write_bytes(render_outputs(OUTPUTS))
    assert damaged(store) == [] and store.ids("sw1") == (saved.id,)
    store.save(later(5), RAW, OUTPUTS)
    assert not orphan.exists() and damaged(store) == []


def test_whatever_a_switch_sends_the_file_can_be_read_again():
    dice = random.Random(9)
    for _ in range(200):
        outputs = tuple(
            CommandOutput(f"show {n}", dice.randbytes(dice.randrange(60)), dice.choice(list(OutputStatus)))
            for n in range(dice.randrange(5))
        )
        assert parse_outputs(render_outputs(outputs)) == outputs
