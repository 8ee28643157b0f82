"""How many switches may be busy, logging in, or logged in ahead at once; a pull takes its turns here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from switchrefresh.devices.failures import PullFailure

LOGINS_AT_ONCE = 12  # key exchanges are computing time here and there; more at once only makes all of them slower
LOGIN_FADES = 1.0  # seconds after which a login that waits for a silent switch no longer keeps others out
REACHES_AT_ONCE = 16  # connected and waiting for a login's turn; a server computes for each as soon as it comes
REACH_FADES = 0.25  # seconds after which a host that does not answer keeps no other out
AHEAD = 0.6  # so many more than the slots may be logged in and waiting, so that a free slot is taken at once
AHEAD_FADES = 10.0
MOST_IN_FLIGHT, PLENTY = 4, 140  # the same for few slots, as long as memory is no matter
IN_FLIGHT = 2.1  # times the slots: logging in, waiting, busy, and those whose proof and state are still read


class Budget:
    """At most `size` tickets are out at once. One that is older than `fades` seconds is no longer counted."""

    def __init__(self, size: int, fades: float | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._size, self._fades, self._monotonic = size, fades, monotonic
        self._changed = threading.Condition()
        self._out: dict[object, float] = {}
        self._closed = False

    def enter(self) -> object:
        """Wait for a ticket; PullFailure when the run was stopped."""
        with self._changed:
            while not self._closed and (pause := self._pause()) != 0:
                self._changed.wait(pause)
            if self._closed:
                raise PullFailure("closed", "the run was stopped before its turn")
            ticket = object()
            self._out[ticket] = self._monotonic()
            return ticket

    def leave(self, ticket: object) -> None:
        """Give a ticket back."""
        with self._changed:
            if self._out.pop(ticket, None) is not None:
                self._changed.notify()

    def close(self) -> None:
        """Send everybody away who waits: the run is over."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _pause(self) -> float | None:
        """Seconds until a ticket may be free; 0 when one is, None when only somebody's leaving will tell."""
        if len(self._out) < self._size:
            return 0
        if self._fades is None:
            return None
        now = self._monotonic()
        for ticket in [ticket for ticket, since in self._out.items() if now - since >= self._fades]:
            del self._out[ticket]
        if len(self._out) < self._size:
            return 0
        return self._fades - (now - next(iter(self._out.values())))


class Turns(Protocol):
    """The turns of one pull, in their order. Everything may be called again without harm.

    `waited` is how many seconds it has waited for others; they are no fault of the switch.
    """

    waited: float

    def come(self) -> None:
        """Wait until another session may be opened."""
        ...

    def reach(self) -> None:
        """Wait until another host may be connected to; it counts until its login begins."""
        ...

    def login(self) -> AbstractContextManager[None]:
        """Wait until another login may begin; for as long as it lasts."""
        ...

    def aside(self) -> AbstractContextManager[None]:
        """Let others log in while this one waits for somebody else's answer."""
        ...

    def work(self) -> None:
        """Wait for a slot: the switch will be busy from now on."""
        ...

    def rest(self) -> None:
        """The switch has answered; the slot is free for another."""
        ...

    def leave(self) -> None:
        """Give everything back."""
        ...


class TurnsMaker(Protocol):
    """Gives each pull its turns; `close` sends away who waits."""

    def turns(self) -> Turns:
        """For one pull."""
        ...

    def close(self) -> None:
        """The run is over."""
        ...


@dataclass(frozen=True, slots=True)
class Unlimited:
    """Budgets of a worker whose tasks are counted elsewhere."""

    def turns(self) -> Turns:
        """For one pull."""
        return LocalTurns(Budgets(1))

    def close(self) -> None:
        """Nobody waits here."""


class Budgets:
    """The budgets of one run: `slots` switches gather their config at once, `logins` log in at once."""

    def __init__(self, slots: int, logins: int = LOGINS_AT_ONCE) -> None:
        self.ahead = Budget(slots + max(2, round(slots * AHEAD)), AHEAD_FADES)
        self.reaches = Budget(REACHES_AT_ONCE, REACH_FADES)
        self.logins = Budget(logins, LOGIN_FADES)
        self.slots = Budget(slots)
        self.in_flight = max(round(slots * IN_FLIGHT), min(slots * MOST_IN_FLIGHT, PLENTY), slots + 2)

    def turns(self) -> LocalTurns:
        """For one pull."""
        return LocalTurns(self)

    def close(self) -> None:
        """The run is over."""
        for budget in (self.ahead, self.reaches, self.logins, self.slots):
            budget.close()


class LocalTurns:
    """The turns of one pull in this process."""

    def __init__(self, budgets: Budgets) -> None:
        self._budgets = budgets
        self._held: dict[Budget, object] = {}
        self.waited = 0.0

    def come(self) -> None:
        self._take(self._budgets.ahead)

    def reach(self) -> None:
        self._take(self._budgets.reaches)

    @contextmanager
    def login(self) -> Iterator[None]:
        self._take(self._budgets.logins)
        self._give(self._budgets.reaches)
        try:
            yield
        finally:
            self._give(self._budgets.logins)

    @contextmanager
    def aside(self) -> Iterator[None]:
        self._give(self._budgets.logins)
        try:
            yield
        finally:
            self._take(self._budgets.logins)

    def work(self) -> None:
        self._take(self._budgets.slots)

    def rest(self) -> None:
        self._give(self._budgets.slots)
        self._give(self._budgets.ahead)

    def leave(self) -> None:
        for budget in list(self._held):
            self._give(budget)

    def _take(self, budget: Budget) -> None:
        if budget not in self._held:
            since = time.monotonic()
            self._held[budget] = budget.enter()
            self.waited += time.monotonic() - since

    def _give(self, budget: Budget) -> None:
        if (ticket := self._held.pop(budget, None)) is not None:
            budget.leave(ticket)
