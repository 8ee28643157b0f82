"""Zones solved here or by other processes: the same answers in the same order, whoever works them out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, wait

from switchrefresh.planning.board import Visit
from switchrefresh.planning.watching import QUIET, Watch
from switchrefresh.planning.zones.part import Part
from switchrefresh.planning.zones.part_engine import Effort, PartEngine

LOOK = 1.0  # seconds between two looks whether somebody wants to stop; no plan depends on it


def solve_part(part: Part, effort: Effort, watch: Watch = QUIET) -> tuple[Visit, ...]:
    """The visits of a zone beside those that stand."""
    board = PartEngine(effort=effort).solve(part.board(), watch).board
    standing = set(part.standing)
    return tuple(visit for visit in board.visits() if visit not in standing)


def solve_parts(
    parts: Sequence[Part], effort: Effort, watch: Watch, executor: Executor | None
) -> Iterator[tuple[Visit, ...] | None]:
    """The visits of each part in turn; None from when on somebody wanted to stop."""
    asked: list[Future[tuple[Visit, ...]]] = []
    if executor is not None:
        asked = [executor.submit(solve_part, part, effort) for part in parts]
    for n, part in enumerate(parts):
        if watch.stop():
            for future in asked:
                future.cancel()
            yield None
        elif executor is None:
            yield solve_part(part, effort, Watch(None, watch.should_stop))
        else:
            yield _answer(asked[n], part, effort, watch)


def _answer(future: Future[tuple[Visit, ...]], part: Part, effort: Effort, watch: Watch) -> tuple[Visit, ...] | None:
    """What another process found; found here where that one is gone."""
    while not wait((future,), timeout=LOOK).done:
        if watch.stop():
            return None
    try:
        return future.result()
    except (BrokenExecutor, CancelledError, OSError):
        return solve_part(part, effort)
