"""Pulls on a Dask cluster: one scheduler counts the busy switches and the logins of all workers."""

from __future__ import annotations

import importlib
import secrets
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import Any

from switchrefresh.devices.budgets import LOGINS_AT_ONCE, Turns
from switchrefresh.errors import UsageError

PATIENCE = 10.0  # seconds for the scheduler to answer
HINT = "pip install 'switchrefresh[cluster]'; dask scheduler; dask worker tcp://HOST:8786 --nthreads 50"


@dataclass(frozen=True, slots=True)
class ClusterBudgets:
    """Named semaphores on the scheduler; a lost worker's leases run out there by themselves."""

    run: str
    slots: int
    logins: int = LOGINS_AT_ONCE

    def turns(self) -> Turns:
        """For one pull, on a worker."""
        return ClusterTurns(self)

    def close(self) -> None:
        """Nobody waits in this process."""


class ClusterTurns:
    """The turns of one pull: the slots and logins of the whole cluster."""

    def __init__(self, budgets: ClusterBudgets) -> None:
        self._budgets = budgets
        self._held: dict[str, Any] = {}
        self.waited = 0.0

    def come(self) -> None:
        """How many tasks are under way is the sender's matter."""

    def reach(self) -> None:
        """So is how many hosts are connected to."""

    @contextmanager
    def login(self) -> Iterator[None]:
        """One of the logins of all workers."""
        self._take("logins", self._budgets.logins)
        try:
            yield
        finally:
            self._give("logins")

    def aside(self) -> AbstractContextManager[None]:
        """The sender lets the first login go alone; nobody waits for it here."""
        return nullcontext()

    def work(self) -> None:
        """One of the slots of all workers."""
        self._take("slots", self._budgets.slots)

    def rest(self) -> None:
        """The switch has answered."""
        self._give("slots")

    def leave(self) -> None:
        """Give everything back."""
        for kind in list(self._held):
            self._give(kind)

    def _take(self, kind: str, size: int) -> None:
        if kind not in self._held:
            semaphore = _distributed().Semaphore(max_leases=size, name=f"switchrefresh-{self._budgets.run}-{kind}")
            since = time.monotonic()
            semaphore.acquire()
            self.waited += time.monotonic() - since
            self._held[kind] = semaphore

    def _give(self, kind: str) -> None:
        if (semaphore := self._held.pop(kind, None)) is not None:
            with suppress(Exception):  # a lease that cannot be given back runs out
                semaphore.release()


@dataclass(slots=True)
class Cluster:
    """A connection to a scheduler."""

    address: str
    client: Any = None
    run: str = field(default_factory=lambda: secrets.token_hex(4))

    def __enter__(self) -> Cluster:
        distributed = _distributed()
        try:
            self.client = distributed.Client(self.address, timeout=PATIENCE, set_as_default=False)
        except Exception as error:  # noqa: BLE001 - it fails in many ways, and each means the same
            message = f"no Dask scheduler answers at {self.address} ({type(error).__name__})"
            raise UsageError(message, HINT, code="no-cluster") from None
        if not self.client.nthreads():
            self.client.close()
            raise UsageError(f"the cluster at {self.address} has no worker", HINT, code="no-cluster")
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def executor(self) -> Any:
        """Shaped like concurrent.futures; a task whose worker dies is done again once."""
        return self.client.get_executor(pure=False, retries=1)


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError:
        raise UsageError("--cluster needs the package distributed", HINT, code="no-cluster") from None
