"""What a pull is told and what it answers: targets, credentials, limits, results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Literal, Protocol

from switchrefresh.snapshots.outputs import CommandOutput

Outcome = Literal["proven", "quarantined", "failed", "skipped"]
Standing = Literal["known", "unknown", "changed", "revoked"]
HostKeyMode = Literal["learn", "strict"]


@dataclass(frozen=True, slots=True)
class Target:
    """One switch to pull. `hostname` is the name expected in its prompt, the switch id when None.

    `last_good_size` is in bytes, of the last proven config of this switch on this OS; None when there is none.
    """

    switch: str
    host: str
    platform: str
    username: str = ""
    port: int = 22
    hostname: str | None = None
    building: str | None = None
    legacy_ssh: bool = False
    last_good_size: int | None = None

    @property
    def expected_hostname(self) -> str:
        return self.hostname or self.switch


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """How to log in. Nothing of it is ever shown: not by repr, not in a result, not in a log.

    `host_keyed` says that ~/.ssh/config names key files for some hosts; which, is known when a host is reached.
    `typed`: a person has typed the password just now, and may have slipped.
    """

    password: str | None = None
    secret: str | None = None
    key_files: tuple[str, ...] = ()
    passphrase: str | None = None
    agent: bool = False
    host_keyed: bool = False
    typed: bool = False

    def __repr__(self) -> str:
        return "Credentials(…)"

    @property
    def empty(self) -> bool:
        return self.password is None and not (self.key_files or self.agent or self.host_keyed)

    def hide_in(self, text: str) -> str:
        """The text without any of the secrets, should a device have repeated one."""
        for hidden in (self.password, self.secret, self.passphrase):
            if hidden:
                text = text.replace(hidden, "***")
        return text


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much a switch may take; seconds and bytes. Silence is limited, slow steady output hardly.

    `quiet`: silence after a prompt that ends an answer. `doubt`: the same when the answer shows no end proof yet.
    `bare`: the same when a first screen is nothing but the expected prompt.
    `brief`: the same for a short command whose echo was seen. `pager`: silence before a pager is answered.
    `idle`: big stacks pause 25 s, so at least 30 (measured).
    """

    connect: float = 10.0
    login: float = 15.0
    dialogue: float = 15.0
    idle: float = 30.0
    total: float = 300.0
    quiet: float = 0.6
    doubt: float = 3.0
    bare: float = 0.2
    brief: float = 0.05
    pager: float = 0.05
    bytes: int = 32 * 1024 * 1024

    def scaled(self, factor: float) -> Limits:
        """All times multiplied, for tests and rehearsals."""
        times = {f.name: getattr(self, f.name) * factor for f in fields(self) if f.name != "bytes"}
        return replace(self, **times)

    def patient(self) -> Limits:
        """For a second try after a read that may have ended too soon."""
        return replace(self, quiet=self.quiet * 4, doubt=self.doubt * 2)


@dataclass(frozen=True, slots=True)
class HostKey:
    """The key that a switch showed."""

    key_type: str
    key: str
    fingerprint: str
    learned: bool = False


@dataclass(frozen=True, slots=True)
class PullResult:
    """What came of one target. `raw` is there when proven or quarantined; `reason` is one word of the design's list.

    `outputs` are the answers to the platform's state commands; only a proven one has any.
    """

    switch: str
    outcome: Outcome
    started: datetime
    ended: datetime
    seconds: float
    reason: str | None = None
    detail: str = ""
    next_step: str = ""
    proof: tuple[str, ...] = ()
    raw: bytes | None = None
    command: str | None = None
    platform: str = ""
    host_key: HostKey | None = None
    paged: bool = False
    legacy: bool = False
    saved: Literal["same", "differs", "unknown"] = "unknown"
    outputs: tuple[CommandOutput, ...] = ()

    @property
    def learned_key(self) -> bool:
        """Whether the host key was met for the first time and remembered; to be journalled."""
        return self.host_key is not None and self.host_key.learned

    @property
    def explained(self) -> str | None:
        """`reason: detail`, as the JSON's `reason` says it."""
        return f"{self.reason}: {self.detail}" if self.reason and self.detail else self.reason


@dataclass(frozen=True, slots=True)
class Offer:
    """A switch's version line and algorithms, in its own order.

    `reachable`: this program can speak with it; `legacy`: only with `legacy_ssh: true`; `missing`: in what kind of
    algorithm nothing is common even then. An SSH 1 switch offers no list and is not reachable.
    """

    banner: str
    kex: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    ciphers: tuple[str, ...] = ()
    macs: tuple[str, ...] = ()
    reachable: bool = False
    legacy: bool = False
    missing: tuple[str, ...] = ()


class HostKeyBook(Protocol):
    """Who is trusted; the project's known_hosts file satisfies it."""

    def known_keys(self, host: str, port: int) -> Sequence[tuple[str, str]]:
        """The trusted keys of a host as (type, base64)."""
        ...

    def revoked_keys(self, host: str, port: int) -> Sequence[tuple[str, str]]:
        """The keys of a host that must not be trusted any more."""
        ...

    def check(self, host: str, port: int, key_type: str, key: str) -> Standing:
        """What to think of a key that a host shows."""
        ...

    def learn(self, host: str, port: int, key_type: str, key: str) -> bool:
        """Remember the key of a host met for the first time; False when another thread was first."""
        ...
