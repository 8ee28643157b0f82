"""Other processes that help to plan a large district: some on this machine, or a Dask cluster."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from switchrefresh.errors import UsageError

PATIENCE = 10  # seconds in which a cluster has to answer


@contextmanager
def helping_hands(workers: int = 1, cluster: str | None = None) -> Iterator[Executor | None]:
    """Somebody to give work to, or None for this process alone. Raises UsageError when there is nobody there."""
    if workers < 1:
        raise UsageError("--workers is at least 1", "1 means this process alone")
    if cluster is not None:
        yield from _cluster(cluster)
    elif workers == 1:
        yield None
    else:
        with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_leave_stopping_to_parent) as pool:
            yield pool


def _leave_stopping_to_parent() -> None:
    """Ctrl-C reaches every process of a terminal; only the first one decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _cluster(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as missing:
        raise UsageError("--cluster needs Dask", "pip install 'switchrefresh[cluster]'") from missing
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as nobody:
        raise UsageError(f"no cluster answers at {address}: {nobody}", "dask scheduler prints its address") from nobody
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]
