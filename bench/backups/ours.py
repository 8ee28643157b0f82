"""The product's own runner: checked host keys, judged configs, everything stored and flushed to the disk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import netmiko  # noqa: F401 - loaded before the clock starts, as it is in every other contender
from login import PASSWORD, USER

from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.targets import Credentials, PullResult, Target
from switchrefresh.storage.known_hosts import KnownHosts
from switchrefresh.storage.snapshot_file import SnapshotFacts
from switchrefresh.storage.snapshot_store import SnapshotStore


def pull(places: dict[str, Any], slots: int, folder: Path, *words: str) -> int:
    """How many were proven and stored. With the word `state`, saved config and state outputs too."""
    kind, key = places["host_key"].split()[:2]
    known = folder / "known_hosts"
    known.write_text("".join(f"[127.0.0.1]:{port} {kind} {key}\n" for port in places["ports"]))
    store = SnapshotStore(folder / "snapshots")
    targets = (Target(f"sw{n}", "127.0.0.1", "cisco_ios", USER, port) for n, port in enumerate(places["ports"]))
    login, book = Credentials(password=PASSWORD), KnownHosts(known)
    good = 0
    for result in pull_all(targets, login, book, concurrency=slots, with_state="state" in words):
        good += keep(store, result)
    return good


def keep(store: SnapshotStore, result: PullResult) -> bool:
    """Store a proven config; whether it was one."""
    if result.outcome != "proven" or result.raw is None:
        sys.stderr.write(f"{result.switch} {result.outcome} {result.explained}\n")
        return False
    command, times = str(result.command), (result.started, result.ended)
    facts = SnapshotFacts(result.switch, "before", result.platform, command, *times, result.proof)
    store.save(facts, result.raw, result.outputs)
    return True
