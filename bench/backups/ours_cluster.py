"""The same pulls on a Dask cluster of this machine: two workers, and a scheduler that counts slots and logins."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import distributed
from login import PASSWORD, USER
from ours import keep, known_hosts

import switchrefresh.devices.ssh.pull  # noqa: F401 - loaded before the clock starts, as in every other contender
from switchrefresh.devices.cluster import Cluster, ClusterBudgets
from switchrefresh.devices.remote import Task, pull_elsewhere
from switchrefresh.devices.targets import Target
from switchrefresh.storage.known_hosts import KnownHosts


def pull(places: dict[str, Any], slots: int, folder: Path) -> int:
    """How many were proven and stored. CPU time and memory are those of the sender alone."""
    os.environ["SWITCHREFRESH_PASSWORD"] = PASSWORD  # what a worker finds by itself; it is in no task
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    known = KnownHosts(known_hosts(places, folder))
    targets = [Target(f"sw{n}", "127.0.0.1", "cisco_ios", USER, port) for n, port in enumerate(places["ports"])]
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=slots, dashboard_address=None, local_directory=str(folder)
        ) as local,
        Cluster(local.scheduler_address) as cluster,
    ):
        task = Task(targets[0], with_state=False, budgets=ClusterBudgets(cluster.run, slots))
        return keep(folder, places, pull_elsewhere(targets, task, known, cluster.executor(), slots=slots))
