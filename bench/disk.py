"""How a backup's saving bears a slow disk: flushes and seconds for each switch, one by one and in batches.

    python bench/disk.py [SWITCHES] [MILLISECONDS]     200 switches and 20 ms for each flush by default

The pulls themselves take no time here, so what is measured is the disk's part alone. Two disks: one that serves the
flushes that wait together (an SSD, or a journal that commits them in one go), and one that serves one after another.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from switchrefresh.commands.backup_keeping import keep_each, keep_pull
from switchrefresh.commands.opening import open_folder
from switchrefresh.devices.targets import HostKey, PullResult
from switchrefresh.snapshots.outputs import CommandOutput
from switchrefresh.storage.snapshot_store import SnapshotStore

CONFIG = b"hostname sw\n" + b"interface GigabitEthernet1/0/1\n description room\n" * 600 + b"end\n"
ONE_AFTER_ANOTHER = threading.Lock()


def results(count: int) -> Iterator[PullResult]:
    """Proven pulls of 30 kB with six state outputs, each with a host key met for the first time."""
    outputs = tuple(CommandOutput(f"show thing {n}", b"line of an answer\n" * 200) for n in range(6))
    for number in range(count):
        at = datetime(2026, 7, 1, tzinfo=UTC) + timedelta(seconds=number)
        key = HostKey("ssh-ed25519", "AAAA", f"SHA256:{number}", learned=True)
        yield PullResult(
            f"sw{number}", "proven", at, at, 1.0, proof=("end",), raw=CONFIG, platform="cisco_ios", host_key=key,
            outputs=outputs,
        )  # fmt: skip


@contextmanager
def slow_disk(seconds: float, *, together: bool) -> Iterator[list[int]]:
    """Every flush takes so long; the number of flushes is counted."""
    real, count, guard = os.fsync, [0], threading.Lock()

    def fsync(_descriptor: int) -> None:
        with guard:
            count[0] += 1
        if together:
            time.sleep(seconds)
        else:
            with ONE_AFTER_ANOTHER:
                time.sleep(seconds)

    os.fsync = fsync
    try:
        yield count
    finally:
        os.fsync = real


def one_by_one(folder: str, count: int) -> None:
    """As it was before: each pull saved by itself."""
    opened = open_folder(folder, without_checks=True)
    for result in results(count):
        keep_pull(opened, result, "before")


def in_batches(folder: str, count: int) -> None:
    """As `backup` does it."""
    opened = open_folder(folder, without_checks=True)
    for _ in keep_each(opened, results(count), {f"sw{number}": "before" for number in range(count)}):
        pass


def measure(way: Callable[[str, int], None], count: int, seconds: float, *, together: bool) -> tuple[float, float]:
    """Flushes and milliseconds for each switch; every snapshot is read again."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "district.yaml").write_text("district: D\ntimezone: America/Chicago\n")
        (Path(folder) / "switches.yaml").write_text("switches: {}\n")
        with slow_disk(seconds, together=together) as flushes:
            began = time.monotonic()
            way(folder, count)
            spent = time.monotonic() - began
        store = SnapshotStore(Path(folder) / "snapshots")
        if store.verify_all() or store.count() != count:
            raise SystemExit("not everything was saved")
        return flushes[0] / count, spent * 1000 / count


def main(count: int = 200, milliseconds: float = 20) -> None:
    """A table."""
    write = sys.stdout.write
    write(f"{count} switches, {milliseconds:g} ms a flush\n{'':34}flushes/switch  ms/switch\n")
    for name, together in (("serves flushes together", True), ("one flush after another", False)):
        for told, way in (("one by one", one_by_one), ("in batches", in_batches)):
            flushes, spent = measure(way, count, milliseconds / 1000, together=together)
            write(f"{name}, {told:<10} {flushes:13.2f} {spent:10.1f}\n")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
