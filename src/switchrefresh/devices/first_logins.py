"""The careful first login where pulls run elsewhere: one switch a user name first, the others when it has answered."""

from __future__ import annotations

from collections import defaultdict, deque

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.gate import MOST_REJECTIONS, not_tried
from switchrefresh.devices.queueing import Queue
from switchrefresh.devices.targets import PullResult, Target


class CarefulQueue:
    """A queue that hands out one target of a user name until a switch has taken that login (design, section 6).

    It counts what `LoginGate` counts, from results, because workers share no memory.
    """

    def __init__(self, targets: Queue) -> None:
        self._inner = targets
        self._accepted: set[str] = set()
        self._rejected_by: defaultdict[str, list[str]] = defaultdict(list)
        self._asking: set[str] = set()
        self._waiting: defaultdict[str, deque[Target]] = defaultdict(deque)

    def next(self) -> Target | None:
        """The next target whose login may be tried now."""
        for username, waiting in self._waiting.items():
            if waiting and self._may(username):
                return self._out(waiting.popleft())
        while (target := self._inner.next()) is not None:
            if self._may(target.username):
                return self._out(target)
            self._waiting[target.username].append(target)
        return None

    def left(self, target: Target, result: PullResult) -> None:
        """What the switch said to the login decides what becomes of the others with that user name."""
        self._inner.left(target)
        username = target.username
        self._asking.discard(username)
        if self.refusal(username) is not None:
            return
        if result.outcome in {"proven", "quarantined"}:
            self._accepted.add(username)
        elif result.reason == "auth" and username not in self._accepted:
            self._rejected_by[username].append(target.switch)

    def refusal(self, username: str) -> PullFailure | None:
        """Why a login is not to be tried any more; None when it may be."""
        rejected_by = self._rejected_by[username]
        return (
            not_tried(rejected_by) if username not in self._accepted and len(rejected_by) >= MOST_REJECTIONS else None
        )

    def _may(self, username: str) -> bool:
        return username in self._accepted or username not in self._asking

    def _out(self, target: Target) -> Target:
        if target.username not in self._accepted:
            self._asking.add(target.username)
        return target
