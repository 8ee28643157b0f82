"""How the pulls of a backup are made: on this machine, or by the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Protocol

from switchrefresh.commands.opening import Opened
from switchrefresh.devices.logins import Logins
from switchrefresh.devices.targets import Credentials, PullResult, Target
from switchrefresh.storage.known_hosts import KnownHosts


class How(Protocol):
    """As much of what was asked for as pulling needs."""

    @property
    def concurrency(self) -> int | None: ...

    @property
    def config_only(self) -> bool: ...

    @property
    def cluster(self) -> str | None: ...

    @property
    def password_file(self) -> str | None: ...


def start_pulls(
    opened: Opened, targets: Sequence[Target], credentials: Credentials | Callable[[str], Credentials], how: How
) -> Generator[PullResult]:
    """The results as they come. `credentials` are for everybody, or found by user name before anything is contacted."""
    if how.cluster:
        return _on_cluster(opened, targets, how, how.cluster)
    from switchrefresh.devices.pulling import pull_all

    access = opened.inventory.district.access
    gate = credentials.gate if isinstance(credentials, Logins) else None
    if not isinstance(credentials, Credentials):
        names = dict.fromkeys(target.username for target in targets)
        credentials = {name: credentials(name) for name in names}.__getitem__
    return pull_all(
        targets,
        credentials,
        KnownHosts(opened.project.known_hosts),
        host_key_mode=access.host_keys,
        concurrency=max(1, how.concurrency or access.concurrency),
        per_building=access.per_building,
        with_state=not how.config_only,
        gate=gate,
    )


def _on_cluster(opened: Opened, targets: Sequence[Target], how: How, address: str) -> Generator[PullResult]:
    """The same work on Dask workers, which find the logins themselves."""
    from switchrefresh.devices.cluster import Cluster, ClusterBudgets
    from switchrefresh.devices.remote import Task, pull_elsewhere

    access = opened.inventory.district.access
    slots = max(1, how.concurrency or access.concurrency)
    book = KnownHosts(opened.project.known_hosts)
    with Cluster(address) as cluster:
        task = Task(
            targets[0],
            password_file=how.password_file,
            host_key_mode=access.host_keys,
            with_state=not how.config_only,
            budgets=ClusterBudgets(cluster.run, slots),
        )
        executor = cluster.executor()
        yield from pull_elsewhere(targets, task, book, executor, slots=slots, per_building=access.per_building)
