"""One simulated switch: what it is called, what it runs, who may log in, and what it saw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from switchrefresh.lab.behaviour import HEALTHY, Behaviour
from switchrefresh.lab.scene import Scene

MODERN = "modern"
LEGACY = "legacy"  # SHA-1 key exchange and ssh-rsa only, as in firmware of about 2010


@dataclass(frozen=True)
class LabSwitch:
    """A switch as the network sees it.

    `config` is the running configuration in the switch's own words, lines ended by a newline, without the header
    that `show running-config` puts above it. `startup` is the saved one (None: the same). `users` maps names to
    passwords, `keys` are public keys as in an `authorized_keys` file. With an `enable_secret` the login ends in user
    mode. `answers` adds commands, word for word. With a `scene` the switch answers its OS's state commands; the
    neighbours on the ports `quiet_until` a moment of the monotonic clock have not been heard by LLDP yet.
    """

    name: str
    platform: str
    config: bytes
    users: Mapping[str, str]
    hostname: str | None = None
    model: str = ""
    startup: bytes | None = None
    keys: tuple[str, ...] = ()
    enable_secret: str | None = None
    ssh: str = MODERN
    host_key_types: tuple[str, ...] = ("ecdsa",)
    private_keys: tuple[str, ...] = ()  # host keys of an earlier run, as `keys.private_text` gave them; else new ones
    answers: Mapping[str, bytes] = field(default_factory=dict)
    behaviour: Behaviour = HEALTHY
    scene: Scene | None = None
    quiet_until: Mapping[str, float] = field(default_factory=dict)

    @property
    def prompt_name(self) -> str:
        """The name in the prompt."""
        return self.hostname or self.name

    @property
    def saved(self) -> bytes:
        """The configuration that the switch would start with."""
        return self.config if self.startup is None else self.startup


@dataclass
class Record:
    """What a simulated switch received since it was switched on; only ever added to."""

    connections: int = 0
    logins: list[tuple[str, str, bool]] = field(default_factory=list)  # user, method, accepted
    passwords: int = 0  # how many passwords arrived at all
    keystrokes: bytearray = field(default_factory=bytearray)  # every byte typed in a session
    commands: list[str] = field(default_factory=list)
    secrets: int = 0  # answers to password prompts inside a session
    readings: int = 0  # answers to `show running-config`
    sessions: int = 0  # open now
    most_sessions: int = 0
