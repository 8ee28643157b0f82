"""The first login with a credential goes alone, so that a wrong password reaches one switch, or two, and no more."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from switchrefresh.devices.failures import PullFailure
from switchrefresh.devices.targets import Credentials

PATIENCE_SECONDS = 15.0
MOST_REJECTIONS = 2
GO_ON = "Try the login by hand. If only {0} has another password: run it again naming the others, then {0} by itself."


@dataclass(slots=True)
class _Standing:
    """What is known about one user name."""

    most: int = MOST_REJECTIONS
    accepted: bool = False
    rejected_by: list[str] = field(default_factory=list)  # before any switch had accepted it
    never_again: set[str] = field(default_factory=set)  # switches that have rejected it at any time
    asked_at: list[float] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        return not self.accepted and len(self.rejected_by) >= self.most


def most_rejections(login: Credentials) -> int:
    """How many switches may reject a login before it is stopped.

    One, when a person has just typed it: a slip is the likeliest cause, and the person is there to say what next. Two
    otherwise (design, section 6), so that a single switch with a password of its own does not stop a whole backup.
    """
    return 1 if login.typed else MOST_REJECTIONS


def not_tried(rejected_by: Sequence[str]) -> PullFailure:
    """The failure of those who wait when a login is stopped: who rejected it, and how a person goes on."""
    who = " and ".join(rejected_by)
    verb = "has" if len(rejected_by) == 1 else "have"
    return PullFailure("auth", f"not tried: {who} {verb} rejected this login, so it goes no further", GO_ON.format(who))


class LoginGate:
    """One gate for a run, shared by its threads, or for all runs of a command. It is passed after the host key check.

    After 15 s without an answer, or after one rejection, a second switch is tried; two rejections before any success
    stop the credential (design, section 6), one is enough for a login that was typed. Once a switch has accepted it, a
    rejection is that switch's own matter; it is not asked again, however often a command looks.
    """

    def __init__(self, patience: float = PATIENCE_SECONDS, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._patience = patience
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._standings: dict[str, _Standing] = {}
        self._closed = False

    def enter(
        self,
        username: str,
        aside: Callable[[], AbstractContextManager[None]] = nullcontext,
        most: int = MOST_REJECTIONS,
        switch: str = "",
    ) -> None:
        """Wait for permission to log in; PullFailure when the credential was stopped or the run abandoned.

        While it waits for another switch's answer, it stands `aside`.
        """
        with self._changed:
            standing = self._standings.setdefault(username, _Standing(most))
            if switch in standing.never_again:
                raise PullFailure("auth", "not tried again: it has rejected this login")
            waits = not standing.accepted and self._pause(standing) > 0
        with aside() if waits else nullcontext(), self._changed:
            while not standing.accepted:
                self._refuse(standing)
                pause = self._pause(standing)
                if pause <= 0:
                    break
                self._changed.wait(pause)
            standing.asked_at.append(self._monotonic())

    def leave(self, username: str, accepted: bool | None, switch: str = "one switch") -> None:
        """Tell the others the switch's answer; None when it gave none (a timeout, a closed connection)."""
        with self._changed:
            standing = self._standings[username]
            if standing.asked_at:
                standing.asked_at.pop(0)
            if accepted:
                standing.accepted = True
            elif accepted is False:
                standing.never_again.add(switch)
                if not standing.accepted:
                    standing.rejected_by.append(switch)
            self._changed.notify_all()

    def stopped(self, username: str) -> bool:
        """Whether the credential is not to be used any more in this run."""
        with self._changed:
            standing = self._standings.get(username)
            return standing is not None and standing.stopped

    def open(self) -> None:
        """Another run of the same command begins; what switches have said to a login stands."""
        with self._changed:
            self._closed = False

    def close(self) -> None:
        """Let everybody who waits go away: the run is over."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _refuse(self, standing: _Standing) -> None:
        if self._closed:
            raise PullFailure("closed", "the run was stopped before the login")
        if standing.stopped:
            raise not_tried(standing.rejected_by)

    def _pause(self, standing: _Standing) -> float:
        """Seconds to wait: none when nobody is asking, and after the patience one more switch may be asked."""
        if not standing.asked_at:
            return 0.0
        if len(standing.asked_at) >= standing.most - len(standing.rejected_by):
            return self._patience
        return self._patience - (self._monotonic() - standing.asked_at[-1])
