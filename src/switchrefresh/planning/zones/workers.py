"""Zones solved here or by other processes: the same answers in the same order, whoever works them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from functools import partial
from typing import Protocol, TypeVar

from switchrefresh.planning.board import Visit
from switchrefresh.planning.watching import QUIET, Watch
from switchrefresh.planning.zones.part import Part
from switchrefresh.planning.zones.part_engine import Effort, PartEngine

T = TypeVar("T")
R = TypeVar("R")
T_contra = TypeVar("T_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)
LOOK = 1.0  # seconds between two looks whether somebody wants to stop; no plan depends on it


class Work(Protocol[T_contra, R_co]):
    """What is to be done with a task; told when somebody wants to stop where that can be told."""

    def __call__(self, task: T_contra, watch: Watch = QUIET, /) -> R_co | None: ...


def solve_part(task: tuple[Part, Effort], watch: Watch = QUIET) -> tuple[Visit, ...]:
    """The visits of a zone beside those that stand."""
    part, effort = task
    board = PartEngine(effort=effort).solve(part.board(), watch).board
    standing = set(part.standing)
    return tuple(visit for visit in board.visits() if visit not in standing)


def each(work: Work[T, R], tasks: Sequence[T], watch: Watch, executor: Executor | None) -> Iterator[R | None]:
    """The answers to all tasks in turn, by others or by this process; None from when on somebody wanted to stop."""
    quiet = Watch(None, watch.should_stop)
    asked = [executor.submit(work, task) for task in tasks] if executor is not None and not watch.stop() else []
    for n, task in enumerate(tasks):
        if watch.stop():
            for future in asked:
                future.cancel()
            yield None
        else:
            yield _answer(asked[n], partial(work, task, quiet), watch) if asked else work(task, quiet)


def _answer(future: Future[R | None], here: Callable[[], R | None], watch: Watch) -> R | None:
    """What another process found; found here where that one is gone."""
    while not wait((future,), timeout=LOOK).done:
        if watch.stop():
            return None
    try:
        return future.result()
    except (BrokenExecutor, CancelledError, OSError):
        return here()
