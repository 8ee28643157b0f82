"""`backup --cluster` through the command line: many tasks, one worker killed in the middle, and no secret on the way.

    python bench/backups/cluster_night.py [--switches 1000] [--slots 40] [--think 1] [--workers 3] [--kill]

A scheduler and workers in processes of their own, as on several machines. The workers have the password, the scheduler
must never see it: its whole memory is searched while tasks are under way, for the password and, so that the search is
known to work, for the user name that is in every task. Prints one JSON object; exits 1 when something is not as it
should be.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
from login import PASSWORD, USER
from run import Fakes, start_fakes

from switchrefresh.storage.snapshot_store import SnapshotStore

DASK = [sys.executable, "-m", "dask"]
PATIENCE = 60.0  # seconds for a scheduler or a worker to be there
LONGEST = 600


def free_port() -> int:
    """A port on loopback."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


@contextlib.contextmanager
def cluster(folder: Path, workers: int, threads: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler without the password and workers with it; the address and the processes, the scheduler first."""
    address, started = f"tcp://127.0.0.1:{free_port()}", []
    bare = {key: value for key, value in os.environ.items() if key != "SWITCHREFRESH_PASSWORD"}
    secret = {**bare, "SWITCHREFRESH_PASSWORD": PASSWORD}
    log = (folder / "dask.log").open("wb")

    def start(words: list[str], environment: dict[str, str]) -> None:
        started.append(subprocess.Popen([*DASK, *words], env=environment, stdout=log, stderr=log, cwd=folder))  # noqa: S603 - ours

    try:
        start(["scheduler", "--host", address, "--no-dashboard"], bare)
        wait_for(address)
        for _ in range(workers):
            words = ["--nthreads", str(threads), "--no-nanny", "--no-dashboard", "--local-directory", str(folder)]
            start(["worker", address, *words], secret)
        wait_for_workers(address, workers)
        yield address, started
    finally:
        for process in reversed(started):
            process.kill()
            process.wait(20)
        log.close()


def wait_for(address: str) -> None:
    """Until somebody listens."""
    host, port = address.removeprefix("tcp://").split(":")
    until = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
            return
        if time.monotonic() > until:
            raise SystemExit("the scheduler did not start")
        time.sleep(0.1)


def wait_for_workers(address: str, count: int) -> None:
    """Until so many are there."""
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=PATIENCE)


def in_memory(process: int, words: list[bytes]) -> dict[str, int]:
    """How often each word stands in the memory of a process that may be written to."""
    found = dict.fromkeys((word.decode() for word in words), 0)
    maps = Path(f"/proc/{process}/maps").read_text()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for first, last in re.findall(r"^([0-9a-f]+)-([0-9a-f]+) rw", maps, re.MULTILINE):
            with contextlib.suppress(OSError, OverflowError, ValueError):
                memory.seek(int(first, 16))
                data = memory.read(int(last, 16) - int(first, 16))
                for word in words:
                    found[word.decode()] += data.count(word)
    return found


def write_folder(folder: Path, places: dict[str, Any]) -> None:
    """A district of nothing but switches."""
    folder.mkdir()
    (folder / "district.yaml").write_text(
        f"district: Bench\ntimezone: America/Chicago\naccess: {{username: {USER}, host_keys: learn}}\n"
    )
    lines = [
        f"  sw{n}: {{host: 127.0.0.1, port: {port}, platform: cisco_ios}}" for n, port in enumerate(places["ports"])
    ]
    (folder / "switches.yaml").write_text("\n".join(["switches:", *lines]) + "\n")


def run(asked: argparse.Namespace, folder: Path, fakes: Fakes) -> dict[str, Any]:
    """One backup; what was measured."""
    write_folder(folder / "d", json.loads(fakes.places))
    with cluster(folder, asked.workers, asked.slots) as (address, processes):
        words = [sys.executable, "-m", "switchrefresh", "backup", "-C", str(folder / "d"), "--json", "--config-only"]
        words += ["--cluster", address, "--concurrency", str(asked.slots), "--no-input"]
        began = time.monotonic()
        with (folder / "out").open("wb") as out_file, (folder / "err").open("wb") as err_file:
            backup = subprocess.Popen(words, stdout=out_file, stderr=err_file)  # noqa: S603 - ours
            searched, killed = watch(asked, folder / "d", backup, processes)
        out, err = (folder / "out").read_bytes(), (folder / "err").read_bytes()
        spent = time.monotonic() - began
    if b"Traceback" in err:
        raise SystemExit(err.decode())
    return summary(json.loads(out), backup.returncode, folder / "d", fakes.seen()) | {
        "seconds": round(spent, 1),
        "workers_killed": killed,
        "scheduler_memory": searched,
        "files_with_the_password": files_with(folder, PASSWORD.encode()),
    }


def files_with(folder: Path, word: bytes) -> int:
    """How many files below a folder hold a word: the store, the logs of Dask, what was spilled."""
    return sum(word in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def watch(
    asked: argparse.Namespace, folder: Path, backup: subprocess.Popen[bytes], processes: list[subprocess.Popen[bytes]]
) -> tuple[dict[str, int], int]:
    """Look into the scheduler a few times while it works; kill a worker when a third is stored."""
    found: dict[str, int] = {}
    killed, looked = 0, 0.0
    until = time.monotonic() + LONGEST
    while backup.poll() is None and time.monotonic() < until:
        stored = sum(1 for _ in folder.glob("snapshots/*/*.cfg"))
        if stored and time.monotonic() - looked > 5:
            looked = time.monotonic()
            more = in_memory(processes[0].pid, [PASSWORD.encode(), USER.encode()])
            found = {word: found.get(word, 0) + count for word, count in more.items()}
        if asked.kill and not killed and stored > asked.switches // 3:
            processes[-1].kill()
            killed = 1
        time.sleep(0.2)
    backup.kill()  # it is done, or far too late
    backup.wait(30)
    return found, killed


def summary(answer: dict[str, Any], code: int, folder: Path, seen: dict[str, Any]) -> dict[str, Any]:
    """What came, what the switches saw, and what lies on the disk."""
    rows, store = answer["data"].get("switches", []), SnapshotStore(folder / "snapshots")
    return {
        "exit": code,
        "switches": len(rows),
        "proven": sum(row["outcome"] == "proven" for row in rows),
        "snapshots": store.count(),
        "store_problems": len(store.verify_all()),
        "shows": seen["shows"],
        "most_busy": seen["most_busy"],
        "most_open": seen["most_open"],
        "not_proven": sorted({str(row["reason"]) for row in rows if row["outcome"] != "proven"})[:5],
    }


def main() -> int:
    """0 when all is as it should be."""
    parser = argparse.ArgumentParser()
    for name, value in (("switches", 1000), ("slots", 40), ("workers", 3)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--think", type=float, default=1.0)
    parser.add_argument("--kill", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fakes = start_fakes(asked.switches, asked.think, 30000)
        try:
            told = run(asked, Path(folder), fakes)
        finally:
            fakes.end()
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    secret, public = told["scheduler_memory"].get(PASSWORD, 0), told["scheduler_memory"].get(USER, 0)
    whole = told["exit"] == 0 and told["proven"] == told["snapshots"] == asked.switches and not told["store_problems"]
    return int(
        not (
            whole and told["most_busy"] <= asked.slots and public and not secret and not told["files_with_the_password"]
        )
    )


if __name__ == "__main__":
    raise SystemExit(main())
