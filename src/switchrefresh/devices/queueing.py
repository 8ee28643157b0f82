"""Which switch is next: those that are named, in their order, with no more sessions in a building than allowed."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Protocol

from switchrefresh.devices.targets import PullResult, Target


class Targets(Protocol):
    """What is still to be done."""

    def next(self) -> Target | None:
        """The next one that may be contacted now; None when there is none, or none yet."""
        ...

    def left(self, target: Target, result: PullResult) -> None:
        """A pull is over."""
        ...


class Queue:
    """Targets are taken from their iterable only as they are needed, so that memory does not grow with their number."""

    def __init__(self, targets: Iterable[Target], per_building: int | None) -> None:
        self._left = iter(targets)
        self._limit = per_building
        self._open: Counter[str] = Counter()
        self._held: defaultdict[str, deque[Target]] = defaultdict(deque)
        self._ready: deque[Target] = deque()

    def next(self) -> Target | None:
        """The next one that may be contacted now; None when there is none, or none yet."""
        if self._ready:
            return self._ready.popleft()
        for target in self._left:
            building = target.building
            if not self._limit or not building:
                return target
            if self._open[building] < self._limit:
                self._open[building] += 1
                return target
            self._held[building].append(target)
        return None

    def left(self, target: Target, result: PullResult | None = None) -> None:
        """A session is over; its place goes to the next one in the building."""
        del result
        building = target.building
        if not self._limit or not building:
            return
        if self._held[building]:
            self._ready.append(self._held[building].popleft())
        else:
            self._open[building] -= 1


def run_all(
    queue: Targets,
    submit: Callable[[Target], Future[PullResult]],
    running: dict[Future[PullResult], Target],
    in_flight: int,
) -> Iterator[PullResult]:
    """Keep so many under way until nothing is left; a result that nobody has taken yet counts as under way."""
    done: SimpleQueue[Future[PullResult]] = SimpleQueue()
    while True:
        while len(running) < in_flight and (target := queue.next()) is not None:
            future = submit(target)
            running[future] = target
            future.add_done_callback(done.put)
        if not running:
            return
        future = done.get()
        target, result = running.pop(future), future.result()
        queue.left(target, result)
        yield result
