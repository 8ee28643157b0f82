"""Other processes that help to plan a large district: some on this machine, or a Dask cluster."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread

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
        yield from _processes(workers)


def _processes(workers: int) -> Iterator[Executor]:
    """Processes of this machine. What they still work on when their help is over is not waited for: they are ended."""
    before = set(active_children())
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_follow_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        hands = [child for child in active_children() if child not in before]
        for hand in hands:
            hand.terminate()
        for hand in hands:
            hand.join()


def _follow_parent() -> None:
    """Ctrl-C reaches every process of a terminal; only the first one decides what it means. None outlives that one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if (parent := parent_process()) is not None:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


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
