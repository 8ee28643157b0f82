"""Zones solved here or by other processes: the same answers in the same order, whoever works them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait
from typing import TypeVar

from switchrefresh.planning.board import Visit
from switchrefresh.planning.watching import QUIET, Watch
from switchrefresh.planning.zones.part import Part
from switchrefresh.planning.zones.part_engine import Effort, PartEngine

T = TypeVar("T")
R = TypeVar("R")
LOOK = 1.0  # seconds between two looks whether somebody wants to stop; no plan depends on it


def solve_part(task: tuple[Part, Effort], watch: Watch = QUIET) -> tuple[Visit, ...]:
    """The visits of a zone beside those that stand."""
    part, effort = task
    board = PartEngine(effort=effort).solve(part.board(), watch).board
    standing = set(part.standing)
    return tuple(visit for visit in board.visits() if visit not in standing)


def each(
    work: Callable[[T], R], tasks: Sequence[T], here: Callable[[T], R], watch: Watch, executor: Executor | None
) -> Iterator[R | None]:
    """The answers to all tasks in turn, by others or `here`; None from when on somebody wanted to stop."""
    asked = [executor.submit(work, task) for task in tasks] if executor is not None else []
    for n, task in enumerate(tasks):
        if watch.stop():
            for future in asked:
                future.cancel()
            yield None
        else:
            yield _answer(asked[n], task, here, watch) if asked else here(task)


def _answer(future: Future[R], task: T, here: Callable[[T], R], watch: Watch) -> R | None:
    """What another process found; found here where that one is gone."""
    while not wait((future,), timeout=LOOK).done:
        if watch.stop():
            return None
    try:
        return future.result()
    except (BrokenExecutor, CancelledError, OSError):
        return here(task)
