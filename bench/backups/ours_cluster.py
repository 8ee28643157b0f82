"""The same pulls on a Dask cluster of this machine: two workers, and a scheduler that counts slots and logins."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import distributed
import netmiko  # noqa: F401 - loaded before the clock starts, as it is in every other contender
from login import PASSWORD, USER
from ours import keep

from switchrefresh.devices.cluster import Cluster, ClusterBudgets
from switchrefresh.devices.remote import Task, pull_elsewhere
from switchrefresh.devices.targets import Target
from switchrefresh.storage.known_hosts import KnownHosts
from switchrefresh.storage.snapshot_store import SnapshotStore


def pull(places: dict[str, Any], slots: int, folder: Path) -> int:
    """How many were proven and stored. CPU time and memory are those of the sender alone."""
    os.environ["SWITCHREFRESH_PASSWORD"] = PASSWORD  # what a worker finds by itself; it is in no task
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    kind, key = places["host_key"].split()[:2]
    known = folder / "known_hosts"
    known.write_text("".join(f"[127.0.0.1]:{port} {kind} {key}\n" for port in places["ports"]))
    targets = [Target(f"sw{n}", "127.0.0.1", "cisco_ios", USER, port) for n, port in enumerate(places["ports"])]
    store, good = SnapshotStore(folder / "snapshots"), 0
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=slots, dashboard_address=None, local_directory=str(folder)
        ) as local,
        Cluster(local.scheduler_address) as cluster,
    ):
        task = Task(targets[0], with_state=False, budgets=ClusterBudgets(cluster.run, slots))
        for result in pull_elsewhere(targets, task, KnownHosts(known), cluster.executor(), slots=slots):
            good += keep(store, result)
    return good
