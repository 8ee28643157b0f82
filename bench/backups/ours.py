"""The product's own runner: checked host keys, judged configs, everything stored and flushed as `backup` does it."""

from __future__ import annotations

import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

from login import PASSWORD, USER

import switchrefresh.devices.ssh.pull  # noqa: F401 - loaded before the clock starts, as in every other contender
from switchrefresh.commands.backup_keeping import keep_each
from switchrefresh.commands.opening import open_folder
from switchrefresh.devices.pulling import pull_all
from switchrefresh.devices.targets import Credentials, PullResult, Target
from switchrefresh.storage.known_hosts import KnownHosts


def pull(places: dict[str, Any], slots: int, folder: Path, *words: str) -> int:
    """How many were proven and stored. With the word `state`, saved config and state outputs too."""
    book = KnownHosts(known_hosts(places, folder))
    targets = (Target(f"sw{n}", "127.0.0.1", "cisco_ios", USER, port) for n, port in enumerate(places["ports"]))
    login = Credentials(password=PASSWORD)
    return keep(folder, places, pull_all(targets, login, book, concurrency=slots, with_state="state" in words))


def known_hosts(places: dict[str, Any], folder: Path) -> Path:
    """The keys of all switches, on record from an earlier run."""
    kind, key = places["host_key"].split()[:2]
    path = folder / "known_hosts"
    path.write_text("".join(f"[127.0.0.1]:{port} {kind} {key}\n" for port in places["ports"]))
    return path


def keep(folder: Path, places: dict[str, Any], results: Generator[PullResult]) -> int:
    """Store what comes; how many were proven and are safe on the disk."""
    (folder / "district.yaml").write_text("district: Bench\ntimezone: America/Chicago\n")
    (folder / "switches.yaml").write_text("switches: {}\n")
    phases = {f"sw{n}": "before" for n in range(len(places["ports"]))}
    good = 0
    for row in keep_each(open_folder(str(folder), without_checks=True), results, phases):
        if row["outcome"] != "proven" or row["snapshot"] is None:
            sys.stderr.write(f"{row['switch']} {row['outcome']} {row['reason']}\n")
        good += row["outcome"] == "proven" and row["snapshot"] is not None
    return good
