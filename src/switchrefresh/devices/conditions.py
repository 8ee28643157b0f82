"""What all pulls of one run share: the login, who is trusted, how patient to be, and when to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from switchrefresh import clock
from switchrefresh.devices.budgets import TurnsMaker, Unlimited
from switchrefresh.devices.gate import LoginGate
from switchrefresh.devices.stopping import Stop
from switchrefresh.devices.targets import Credentials, HostKeyBook, HostKeyMode, Limits


@dataclass(frozen=True, slots=True)
class Conditions:
    """`credentials` are for everybody, or found by user name.

    `with_state` also reads the saved config and the state outputs, once the running config is proven.
    """

    credentials: Credentials | Callable[[str], Credentials]
    host_keys: HostKeyBook
    host_key_mode: HostKeyMode = "learn"
    limits: Limits = field(default_factory=Limits)
    gate: LoginGate = field(default_factory=LoginGate)
    budgets: TurnsMaker = field(default_factory=Unlimited)
    now: Callable[[], datetime] = clock.now
    stop: Stop = field(default_factory=Stop)
    with_state: bool = True

    def login(self, username: str) -> Credentials:
        """The login of one user name."""
        return self.credentials if isinstance(self.credentials, Credentials) else self.credentials(username)

    def end(self) -> None:
        """Stop the run: nobody begins any more, and every open session is closed."""
        self.budgets.close()
        self.gate.close()
        self.stop.set()
